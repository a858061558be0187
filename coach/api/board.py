"""The board's line: the therapist's patients who exercise alone now, told again as it changes."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from sqlalchemy.exc import SQLAlchemyError

from coach.api.doors import DOORS
from coach.api.links import Addresses
from coach.api.reception import Archive, Reception, Visitor, visitor_of
from coach.rights import Action
from coach.rtc.board import Watched, board, watched
from coach.rtc.rooms import Rooms
from coach.store.facts import Facts

PATH = "/api/v1/board"
EVERY_S = 0.4
"""Often enough to see somebody move, seldom enough for six of them."""
AGAIN_S = 2.0
"""Between two looks whether who watches may still."""
SIGNED_OUT = 4403

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    patient_id: str
    name: str


@dataclass(slots=True)
class Watch:
    """One page that looks on; what it was shown last is not sent again."""

    socket: WebSocket
    visitor: Visitor
    looked: float
    shown: str = ""
    whose: dict[str, Whose | None] = field(default_factory=dict)
    """By session: whose it is does not change."""

    @property
    def language(self) -> str:
        return self.socket.query_params.get("language", "en")[:2].lower()


class Lookout:
    def __init__(
        self, facts: Facts, archive: Archive, rooms: Rooms, addresses: Addresses, reception: Reception
    ) -> None:
        self._facts, self._archive, self._rooms = facts, archive, rooms
        self._addresses, self._reception = addresses, reception

    def router(self) -> APIRouter:
        api = APIRouter()
        api.add_api_websocket_route(PATH, self.answer)
        return api

    async def answer(self, socket: WebSocket) -> None:
        """Tells until the page or the right to see it is gone."""
        await socket.accept()
        watch = Watch(socket, visitor_of(socket), time.monotonic())
        telling = asyncio.create_task(self._tell(watch))
        leaving = asyncio.create_task(_left(socket))
        await asyncio.wait((telling, leaving), return_when=asyncio.FIRST_COMPLETED)
        for task in (telling, leaving):
            task.cancel()
        await asyncio.gather(telling, leaving, return_exceptions=True)

    async def _tell(self, watch: Watch) -> None:
        try:
            while watch.visitor.may(Action.SEE_TODAY):
                await self._learn(watch)
                said = board(self._seen(watch), watch.language, time.time()).model_dump_json()
                if said != watch.shown:
                    watch.shown = said
                    await watch.socket.send_text(said)
                await asyncio.sleep(EVERY_S)
                await self._look_again(watch)
            await watch.socket.close(SIGNED_OUT, "signed_out")
        except (WebSocketDisconnect, RuntimeError):
            return

    def _seen(self, watch: Watch) -> Iterator[Watched]:
        for room in self._rooms.all():
            whose = watch.whose.get(room.session_id) if room.alone else None
            if whose is None or whose.patient_id not in watch.visitor.actor.patients:
                continue
            code = self._facts.code(room.session_id, "therapist")
            yield watched(room, name=whose.name, url=f"{self._addresses.base(watch.socket)}/s/{code}")

    async def _learn(self, watch: Watch) -> None:
        """Whose the sessions are that began since the last look."""
        for room in self._rooms.all():
            if room.alone and room.session_id not in watch.whose:
                watch.whose[room.session_id] = await self._whose(room.session_id)

    async def _whose(self, session_id: str) -> Whose | None:
        row = await self._archive.people.session_people(session_id)
        person = await self._archive.people.find(row.patient_id) if row and row.patient_id else None
        return Whose(patient_id=person.id, name=person.name) if person else None

    async def _look_again(self, watch: Watch) -> None:
        """A database that does not answer ends no watch."""
        if time.monotonic() - watch.looked < AGAIN_S:
            return
        watch.looked = time.monotonic()
        try:
            watch.visitor = await self._reception.receive(watch.socket, DOORS[f"WS {PATH}"], {})
        except (SQLAlchemyError, OSError) as failure:
            log.warning("rights_not_looked_up", error=type(failure).__name__)


async def _left(socket: WebSocket) -> None:
    """The page has nothing to say."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
