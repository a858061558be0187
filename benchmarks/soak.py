"""Does anything grow? Sessions begin and end for minutes or hours, and the server's memory, threads,
descriptors and media sockets are looked at.

`python -m benchmarks.soak [--minutes 60] [--joins 200]`: first people join and leave one session `--joins`
times, with their media; then whole sessions (a patient, a therapist, a set) follow one another. Ends with
exit code 1 when something grew. Every open peer connection holds a UDP socket: sockets that stay are
connections that leaked.
"""

import argparse
import asyncio
import contextlib
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table
from websockets.exceptions import ConnectionClosed

from coach.rtc.simulated import SimulatedPatient
from tests.browser.stage import CLIPS, Server, Session, pose_process, serving
from tests.participant import Participant

CLIP = CLIPS / "sts_clean_45.mp4"
SET_S = 5.0
WARM_UP = 1 / 3
"""Of the time, not judged: caches fill, allocators find their size."""
SETTLE_S = 8.0
"""Until a room that everybody left is put away."""
SURE = 2.0
"""Standard errors: a slope nearer to 0 can't be told from it."""
MARGIN, STEP = 0.02, 1.0
"""Share of what was there, and how much, at least: less steady growth over the whole run (a megabyte, one
descriptor) is not told from none either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The server at one moment. Memory in MB."""

    t: float
    serving_mb: float
    pose_mb: float
    threads: int
    descriptors: int
    """Without those of the database, whose pool grows to as many connections as were ever needed at once."""
    sockets: int
    """UDP: two people's connections and what else is open."""


FIGURES = tuple(field.name for field in fields(Sample) if field.name != "t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Of one figure: where it was, how fast it grows, and whether that is a leak."""

    figure: str
    first: float
    last: float
    slope_per_hour: float
    error_per_hour: float
    grows: bool


def verdict(figure: str, samples: Sequence[Sample]) -> Verdict:
    """Of the samples after the warm-up. Pure."""
    end = samples[-1].t
    kept = [s for s in samples if s.t >= samples[0].t + WARM_UP * (end - samples[0].t)]
    times, values = [s.t / 3600 for s in kept], [float(getattr(s, figure)) for s in kept]
    slope, error = fitted(times, values)
    over_all = slope * (times[-1] - times[0])
    mean = sum(values) / len(values)
    return Verdict(
        figure=figure,
        first=values[0],
        last=values[-1],
        slope_per_hour=slope,
        error_per_hour=error,
        grows=slope > SURE * error and over_all > max(STEP, MARGIN * mean),
    )


def fitted(times: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    """The slope of the straight line through the values, and its standard error."""
    slope, begin = statistics.linear_regression(times, values)
    left = sum((value - begin - slope * t) ** 2 for t, value in zip(times, values, strict=True))
    spread = statistics.pvariance(times) * len(times)
    return slope, math.sqrt(left / (len(times) - 2) / spread)


def sample(server: Server) -> Sample:
    """Raises psutil.NoSuchProcess when one ended meanwhile."""
    tree = psutil.Process(server.process.pid).children(recursive=True)
    poses = [process for process in tree if pose_process(process)]
    own = psutil.Process(server.serving_pid)
    return Sample(
        t=time.monotonic(),
        serving_mb=own.memory_full_info().uss / 2**20,
        pose_mb=sum(process.memory_full_info().uss for process in poses) / 2**20,
        threads=own.num_threads(),
        descriptors=own.num_fds() - sum("coach.db" in file.path for file in own.open_files()),
        sockets=len(own.net_connections("udp")),
    )


async def join_and_leave(server: Server, session: Session, times: int) -> None:
    """As fast as it goes, one after the other, each with media."""
    for _ in range(times):
        async with Participant(server.port, session.caregiver_url) as somebody:
            await somebody.watch()


async def one_session(server: Server) -> None:
    """From the first link to the end: a few seconds of a set, and everybody leaves."""
    made = await asyncio.to_thread(server.start_session)
    async with (
        Participant(server.port, made.therapist_url) as therapist,
        Participant(server.port, made.patient_url) as patient,
    ):
        await therapist.watch()
        await therapist.send(type="choose", exercise="sit_to_stand", side="both", target_reps=20)
        await patient.connect(SimulatedPatient(CLIP, slots=3, lead_in=1.0))
        await therapist.send(type="start_set")
        await therapist.until(lambda: len(therapist.seen_at) > 10, "poses")
        await asyncio.sleep(SET_S)
        await therapist.send(type="end_session")
        await therapist.until(lambda: therapist.state.get("stage") == "ended", "the end")


async def soak(server: Server, minutes: float, console: Console) -> list[Sample]:
    """One sample a session, always at the same point of it. A session that a busy machine breaks off is told,
    and must leave as little behind as the others."""
    samples: list[Sample] = []
    until = time.monotonic() + minutes * 60
    while time.monotonic() < until:
        try:
            await one_session(server)
        except (AssertionError, OSError, ConnectionClosed) as broken:
            console.print(f"session {len(samples) + 1} broke off: {broken}"[:200], markup=False)
        with contextlib.suppress(psutil.NoSuchProcess):
            samples.append(sample(server))
        if len(samples) % 10 == 1:
            console.print(f"[dim]session {len(samples)}: {_said(samples[-1])}")
    return samples


def _said(one: Sample) -> str:
    return ", ".join(f"{figure} {getattr(one, figure):.0f}" for figure in FIGURES)


async def leaked(server: Server, joins: int, console: Console) -> dict[str, int]:
    """What `joins` comings and goings left behind, by figure."""
    session = await asyncio.to_thread(server.start_session)
    async with Participant(server.port, session.therapist_url) as therapist:
        await therapist.watch()
        await join_and_leave(server, session, 5)
        await asyncio.sleep(SETTLE_S)
        before = sample(server)
        console.print(f"[dim]before: {_said(before)}")
        await join_and_leave(server, session, joins)
        await asyncio.sleep(SETTLE_S)
        after = sample(server)
        console.print(f"[dim]after {joins} joins and leaves: {_said(after)}")
    return {f: getattr(after, f) - getattr(before, f) for f in ("threads", "descriptors", "sockets")}


def table(left: dict[str, int], joins: int, verdicts: Sequence[Verdict], sessions: int) -> Table:
    made = Table("figure", "first", "last", "an hour", "± (standard error)", "grows")
    for figure, more in left.items():
        made.add_row(f"{figure}, left by {joins} joins and leaves", "", f"{more:+d}", "", "", _word(more > 0))
    for one in verdicts:
        numbers = (one.first, one.last, one.slope_per_hour, one.error_per_hour)
        title = f"{one.figure}, over {sessions} sessions"
        made.add_row(title, *(f"{n:.1f}" for n in numbers), _word(one.grows))
    return made


def _word(grows: bool) -> str:
    return "[red]yes" if grows else "no"


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--minutes", type=float, default=60)
    ask.add_argument("--joins", type=int, default=200)
    options = ask.parse_args()
    console = Console(width=120)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        left = asyncio.run(leaked(server, options.joins, console))
        samples = asyncio.run(soak(server, options.minutes, console))
    verdicts = [verdict(figure, samples) for figure in FIGURES] if len(samples) >= 6 else []
    console.print(table(left, options.joins, verdicts, len(samples)))
    return int(any(more > 0 for more in left.values()) or any(one.grows for one in verdicts))


if __name__ == "__main__":
    sys.exit(main())
