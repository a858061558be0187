"""The WebSocket's door: who comes in, what is too big or makes no sense, and the way out."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from coach.api.agreed import refused_in
from coach.api.doors import MESSAGES
from coach.api.links import Addresses
from coach.api.reception import SEATS_BY_LINK, Reception, Visitor
from coach.rights import Action
from coach.rtc.member import Member
from coach.rtc.messages import Notice
from coach.rtc.notices import sentence
from coach.rtc.requests import FROM_BROWSER, MAX_TEXT, FromBrowser, Hello
from coach.rtc.room import Room, RoomFull
from coach.rtc.rooms import Rooms, ServerFull
from coach.rtc.vocabulary import Message, Role
from coach.store.database import now
from coach.store.facts import Facts, LinkOpened

HELLO_S = 10.0
BAD_MESSAGES = 20
"""So many messages that make no sense, and the line is closed."""
AGAIN_S = 2.0
"""Between two looks whether who is on the line may still be there."""

log = structlog.get_logger(__name__)


class Refused(Exception):
    """Not let in, or sent out; `code` names the sentence, `close` is the WebSocket close code."""

    def __init__(self, code: str, close: int) -> None:
        super().__init__(code)
        self.code, self.close = code, close


class Line:
    """A browser's WebSocket as the room sees it."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def send_text(self, text: str) -> None:
        try:
            await self._socket.send_text(text)
        except (WebSocketDisconnect, RuntimeError) as gone:
            raise ConnectionError from gone

    async def send_bytes(self, data: bytes) -> None:
        try:
            await self._socket.send_bytes(data)
        except (WebSocketDisconnect, RuntimeError) as gone:
            raise ConnectionError from gone

    async def close(self, code: int, reason: str) -> None:
        try:
            await self._socket.close(code, reason)
        except (WebSocketDisconnect, RuntimeError) as gone:
            raise ConnectionError from gone


class Door:
    """Lets people into the room of their session: who holds a patient's or caregiver's link, and who is
    signed in and has the right to it."""

    def __init__(self, facts: Facts, rooms: Rooms, addresses: Addresses, reception: Reception) -> None:
        self._facts, self._rooms, self._addresses = facts, rooms, addresses
        self._reception = reception

    def router(self) -> APIRouter:
        api = APIRouter()
        api.add_api_websocket_route("/api/v1/ws", self.answer)
        return api

    async def answer(self, socket: WebSocket) -> None:
        """One line, from its first message to its end."""
        await socket.accept()
        language = "en"
        try:
            hello = await _hello(socket)
            language = hello.language[:2]
            room, member, standing = await self._enter(socket, hello)
        except Refused as refused:
            await _send_out(socket, refused, language)
        except (WebSocketDisconnect, TimeoutError):
            return
        else:
            watching = asyncio.create_task(self._watch(room, member, standing))
            try:
                await _serve(socket, room, member, standing)
            finally:
                watching.cancel()

    async def _enter(self, socket: WebSocket, hello: Hello) -> tuple[Room, Member, "Standing"]:
        found = await self._facts.open_link(hello.link)
        if found is None:
            raise Refused("unknown_link", 4404)
        visitor = await self._reception.at_session(socket, found)
        if not allowed(visitor, hello):
            raise _kept_out(visitor, found)
        if found.ended:
            raise Refused("session_ended", 4410)
        if "call" in await refused_in(self._reception.archive, found.session_id):
            own = found.role == "patient"
            raise Refused("no_call_by_you" if own else "no_call", 4403)
        await self._reception.note(visitor, MESSAGES[hello.type], done=True, detail=found.role)
        if visitor.person is not None and not hello.name.strip():
            hello = hello.model_copy(update={"name": visitor.person.name[:80]})
        room, member = await self._seat(found, hello, socket, visitor)
        await self._agreed(room, found.session_id)
        return room, member, Standing(socket, found, now(), visitor)

    async def _agreed(self, room: Room, session_id: str) -> None:
        """What was taken back while the room was being opened."""
        no = await refused_in(self._reception.archive, session_id)
        if "call" in no:
            room.break_off("call_taken_back")
        elif "data" in no:
            room.keep_nothing()

    async def _watch(self, room: Room, member: Member, standing: "Standing") -> None:
        """Sends out who has signed out since, whose link was revoked, or whose patient is another's. A
        database that does not answer ends no call."""
        while standing.visitor.may(Action.JOIN_SESSION):
            await asyncio.sleep(AGAIN_S)
            try:
                standing.visitor = await self._reception.at_session(
                    standing.socket, standing.link, at=standing.since
                )
            except (SQLAlchemyError, OSError) as failure:
                log.warning("rights_not_looked_up", error=type(failure).__name__)
        code = "link_ended" if standing.link.role in SEATS_BY_LINK else "signed_out"
        member.notice(code, "error")
        room.leave(member, code=4403, reason=code)

    async def _seat(
        self, found: LinkOpened, hello: Hello, socket: WebSocket, visitor: Visitor
    ) -> tuple[Room, Member]:
        try:
            room = await self._rooms.enter(found.session_id, self._addresses.base(socket))
            person = visitor.actor.person_id
            return room, room.join(hello, cast(Role, found.role), Line(socket), person)
        except RoomFull as full:
            raise Refused("room_full", 4409) from full
        except ServerFull as full:
            raise Refused("server_full", 4503) from full


@dataclass(slots=True)
class Standing:
    """Who is on a line: looked up again while it is open, so that a right that was taken ends with it. A
    sign-in that only expires meanwhile does not end a session in the middle."""

    socket: WebSocket
    link: LinkOpened
    since: datetime
    visitor: Visitor


def _kept_out(visitor: Visitor, found: LinkOpened) -> Refused:
    if found.role in SEATS_BY_LINK:
        return Refused("own_link_first", 4401)
    return Refused("sign_in_first", 4401) if visitor.person is None else Refused("unknown_link", 4404)


async def _hello(socket: WebSocket) -> Hello:
    async with asyncio.timeout(HELLO_S):
        message = await _receive(socket)
    if not isinstance(message, Hello):
        raise Refused("hello_first", 4400)
    return message


def allowed(visitor: Visitor, message: Message) -> bool:
    """A message that is not in the table may nobody send."""
    action = MESSAGES.get(str(getattr(message, "type", "")))
    return action is not None and visitor.may(action)


async def _serve(socket: WebSocket, room: Room, member: Member, standing: Standing) -> None:
    """Hands on messages until the line ends; one that makes no sense is answered and passed over."""
    bad = 0
    try:
        while True:
            message = await _receive(socket)
            if message is None:
                bad += 1
                member.notice("bad_message", "warning")
            elif not allowed(standing.visitor, message):
                member.notice("therapist_only", "warning")
            else:
                await room.receive(member, message)
            if bad >= BAD_MESSAGES:
                raise Refused("bad_message", 4400)
    except Refused as refused:
        member.notice(refused.code, "error")
        room.leave(member, code=refused.close, reason=refused.code)
    except WebSocketDisconnect:
        room.leave(member)
    await member.outbox.closed()


async def _receive(socket: WebSocket) -> FromBrowser | None:
    """One message; None when it makes no sense. Raises Refused when it is too large, WebSocketDisconnect
    when the line ended."""
    frame = await socket.receive()
    if frame["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(frame.get("code", 1006))
    text = frame.get("text")
    if text is None:
        return None
    if len(text) > MAX_TEXT:
        raise Refused("too_large", 1009)
    try:
        return FROM_BROWSER.validate_json(text)
    except ValidationError as invalid:
        log.info("bad_message", errors=invalid.error_count())
        return None


async def _send_out(socket: WebSocket, refused: Refused, language: str) -> None:
    notice = Notice(code=refused.code, text=sentence(refused.code, language), level="error")
    line = Line(socket)
    try:
        await line.send_text(notice.model_dump_json())
        await line.close(refused.close, refused.code)
    except ConnectionError:
        return
