"""A session of any length as a live one leaves it: judged by the real pipe, with its tape, its rows and its
films in parts, in the folder and the database of a server.

What is seen is a sample clip over and over: three times as a set, once between two sets. Each picture lies in
the films; every second one was judged, as in a call at 15 a second.
"""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import dropwhile
from pathlib import Path

from coach.config import Settings
from coach.feedback.exercises import CATALOG
from coach.pose.video import Video
from coach.rtc.clip import ClipFrame, Still, encode
from coach.session import Session
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.files import Folder, tape_name
from coach.store.films import FilmLog
from coach.store.ledger import Ledger
from coach.store.links import load_secret
from coach.store.models import CheckInRow, NoteRow, SetRow
from coach.store.tape import TapeWriter
from coach.store.webm import VIDEO, Block, Film, WebmWriter
from coach.types import ExerciseChosen, Pose, SessionEnded, SetStarted, SetStopped, Side
from tests import truth

CLIP, EXERCISE = "sts_knees_in_front", "sit_to_stand"
PICTURES = 666
"""Of the clip, 30 a second."""
LAP_S = PICTURES / 30
LAPS_OF_SET = 3
PART_LAPS = 40
"""A part of the film is about a quarter of an hour, as after a reconnection; between two parts `GAP_S` are
missing."""
GAP_S = 4.0
SMALLER = 2
"""The films are so much smaller than the clip, each way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    laps: int
    parts: int

    @property
    def seconds(self) -> float:
        return self.laps * LAP_S

    @classmethod
    def of(cls, minutes: float) -> "Length":
        laps = max(2, round(minutes * 60 / LAP_S))
        return cls(laps=laps, parts=max(2, laps // PART_LAPS))


async def keep(data: Path, session_id: str, minutes: float) -> None:
    """Into a session that the server has made; it has ended afterwards."""
    length, settings = Length.of(minutes), Settings(data=data)
    facts = Facts(await open_database(settings.url), load_secret(data / "secret"))
    await _judge(facts, data, session_id, length)
    await _film(facts, data, session_id, length)
    await facts.add([_bookmark(session_id), *(_said(row) for row in await facts.sets(session_id))])
    await facts.close()


async def _judge(facts: Facts, data: Path, session_id: str, length: Length) -> None:
    ledger = Ledger(facts, session_id)
    tape = TapeWriter(data / tape_name(session_id), versions={"coach": "test", EXERCISE: "1"})
    session = Session(CATALOG, [ledger, tape])
    for lap in range(length.laps):
        place, start = lap % (LAPS_OF_SET + 1), lap * LAP_S
        if place == 0:
            session.act(_chosen(start))
            session.act(SetStarted(t=start))
        for pose in poses(start):
            session.judge(pose)
            if tape.waiting > 500:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0)  # the ledger writes
        if place == LAPS_OF_SET - 1 or (lap == length.laps - 1 and place < LAPS_OF_SET):
            session.act(SetStopped(t=start + LAP_S))
    session.act(SessionEnded(t=length.seconds))
    ledger.close()
    await ledger.closed()
    await asyncio.to_thread(tape.close)


def poses(start: float) -> Iterator[Pose]:
    """One lap's: of every second picture."""
    return (replace(pose, t=start + pose.t) for pose in seen()[::2])


@cache
def seen() -> tuple[Pose, ...]:
    return tuple(replace(pose, t=round(pose.t * 30) / 30) for pose in truth.poses(CLIP))


def _chosen(t: float) -> ExerciseChosen:
    return ExerciseChosen(t=t, exercise=EXERCISE, side=Side.BOTH, target_reps=999, target_hold_s=None)


async def _film(facts: Facts, data: Path, session_id: str, length: Length) -> None:
    log = FilmLog(facts, Folder(data), session_id)
    log.folder.mkdir(parents=True, exist_ok=True)
    for number, (start, laps) in enumerate(_parts(length), 1):
        path = log.folder / f"patient-{number:03}.webm"
        begins = start + (GAP_S if number > 1 else 0.0)
        log.began(role="patient", number=number, path=path, started_t=begins)
        film = await asyncio.to_thread(_written, path, start, laps, begins)
        log.ended(role="patient", number=number, path=path, film=film)
    await log.close()


def _parts(length: Length) -> Iterator[tuple[float, int]]:
    """Where each begins, and how many laps it has."""
    edges = [round(n * length.laps / length.parts) for n in range(length.parts + 1)]
    return ((a * LAP_S, b - a) for a, b in itertools.pairwise(edges))


def _written(path: Path, start: float, laps: int, begins: float) -> Film | None:
    writer = WebmWriter(path, begins)
    for lap in range(laps):
        writer.write(list(dropwhile(_too_early, _blocks(start + lap * LAP_S, begins))))
    return writer.close()


def _too_early(block: Block) -> bool:
    """A film begins with a key frame."""
    return block.ms < 0 or (block.ms < 1000 and not block.key)


def _blocks(at: float, begins: float) -> Iterator[Block]:
    """One lap's."""
    for frame in film():
        yield Block(VIDEO, round((at + frame.t - begins) * 1000), frame.key, frame.data)


@cache
def film() -> tuple[ClipFrame, ...]:
    """The clip as a camera's encoder would have sent it."""
    with Video(truth.CLIPS / f"{CLIP}.mp4") as video:
        pictures = (p.rgb[::SMALLER, ::SMALLER].copy() for p in video.pictures(60))
        return tuple(encode(Still(n / 30, rgb) for n, rgb in enumerate(pictures)))


def _said(row: SetRow) -> CheckInRow:
    return CheckInRow(
        session_id=row.session_id,
        set_number=row.number,
        pain=row.number % 4,
        effort=5,
        t=row.ended + 2,
        by="patient",
        at=now(),
    )


def _bookmark(session_id: str) -> NoteRow:
    return NoteRow(
        session_id=session_id, kind="bookmark", t=12.0, text="", by="therapist", at=now(), withdraws=None
    )
