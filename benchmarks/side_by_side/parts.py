"""The measurements, each a few dozen seconds a contender, by the names they are asked for."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.side_by_side import floor
from benchmarks.side_by_side.contenders import Kind, NotHere, Ours, running
from benchmarks.side_by_side.ends import Side
from benchmarks.side_by_side.film import PHASE_S
from benchmarks.side_by_side.measuring import (
    WARM_S,
    Measured,
    NothingAnalysed,
    Stage,
    held,
    on_stage,
    percentile,
)
from coach.rtc.clip import RATE

COST_S, VIEWERS_S, PHASE_MEASURED_S, FULL_S, SETTLE_S = 25.0, 15.0, 12.0, 6.0, 3.0
EXTRA_S, EXTRA_AT_S, EXTRA_OVER_S = 0.1, 58.0, 4.0
MOST_SESSIONS = 10
STILL_S = 5.0
EXERCISE = 0.4
"""Of a typical session's time; the rest is rest and talk."""
MOVES = 0.5
"""Of the rest: somebody moves."""
FLOOR = "floor"

Figures = dict[tuple[str, str], float | str]
"""By figure and contender; words where there is no number."""
Kinds = Sequence[Kind]
Tell = Callable[[str], None]
Act = Callable[[Stage], Iterator[Figures]]
"""What was found so far, piece by piece: a contender that ends early keeps what it has."""


def _each(kinds: Kinds, figure: str, act: Act, tell: Tell, *, extra_s: float = 0.0) -> Figures:
    """Of every contender; one that can't be run has a word instead of its figure."""
    found: Figures = {}
    for kind in kinds:
        name = Ours.name if kind is None else kind.name
        tell(f"{figure}: {name}")
        try:
            with on_stage(kind, extra_s=extra_s) as stage:
                for piece in act(stage):
                    found |= piece
        except (NotHere, NothingAnalysed, RuntimeError) as failure:
            tell(f"  {failure}")
            found.setdefault((figure, name), str(failure))
    return found


def cost(kinds: Kinds, tell: Tell) -> Figures:
    """CPU, delays and memory of one session, with one viewer and with three."""

    def act(stage: Stage) -> Iterator[Figures]:
        name = stage.contender.name
        stage.begin()
        time.sleep(WARM_S)
        yield _of_one(name, stage.measured(COST_S))
        if stage.contender.most_viewers < 3:
            yield {("cpu3", name): "one viewer only"}
            return
        for viewer in (1, 2):
            stage.contender.watch(0, viewer)
        time.sleep(WARM_S)
        three = stage.measured(VIEWERS_S)
        shown = stage.slowest(3, VIEWERS_S)
        yield {
            ("cpu3", name): three.cpu_s_per_min,
            ("hz3", name): three.sessions[0].analysed_hz,
            ("pictures3", name): shown,
            ("cpu3_shown", name): three.cpu_s_per_min * RATE / shown if shown else "nothing shown",
        }

    return _each(kinds, "cpu", act, tell)


def _of_one(name: str, measured: Measured) -> Figures:
    (session,) = measured.sessions
    ways = {"overlay": session.overlay_ms, "camera": session.camera_ms}
    return {
        ("cpu", name): measured.cpu_s_per_min,
        ("cpu_live", name): measured.cpu_s_per_min,
        ("hz", name): session.analysed_hz,
        ("pictures", name): session.pictures_hz,
        ("mb", name): measured.mb,
        **{(f"{way}{q}", name): percentile(ms, q) for way, ms in ways.items() for q in (50, 95, 99)},
    }


def full(kinds: Kinds, tell: Tell) -> Figures:
    """How many sessions are held; they are added one by one until one is not."""

    def act(stage: Stage) -> Iterator[Figures]:
        name, runs = stage.contender.name, list[Measured]()
        while len(runs) < MOST_SESSIONS:
            try:
                stage.begin()
            except (NothingAnalysed, RuntimeError) as refused:
                tell(f"  session {stage.sessions}: {refused}")
                break
            time.sleep(SETTLE_S)
            runs.append(stage.measured(FULL_S))
            tell(f"  {stage.sessions} sessions: " + _rates(runs[-1]))
            yield _of_many(name, runs)
            if min(s.analysed_hz for s in runs[-1].sessions) < 12:
                break

    return _each(kinds, "held", act, tell)


def _rates(measured: Measured) -> str:
    return ", ".join(
        f"{s.analysed_hz:.1f}/{s.pictures_hz:.0f}/{percentile(s.camera_ms, 95):.0f} ms"
        for s in measured.sessions
    )


def _of_many(name: str, runs: Sequence[Measured]) -> Figures:
    intact = [len(run.sessions) for run in runs if all(held(s) for s in run.sessions)]
    analysed = [len(run.sessions) for run in runs if all(s.analysed_hz >= 12 for s in run.sessions)]
    found: Figures = {
        ("held", name): float(max(intact, default=0)),
        ("analysed", name): float(max(analysed, default=0)),
    }
    best = runs[max(intact) - 1] if intact else None
    if best is not None:
        worst = max(percentile(s.overlay_ms, 95) for s in best.sessions)
        found["overlay_full", name] = worst
    if len(runs) > 1:
        found["mb_more", name] = (runs[-1].mb - runs[0].mb) / (len(runs) - 1)
    return found


def slow(kinds: Kinds, tell: Tell) -> Figures:
    """Every picture takes 100 ms longer to analyse: how late is what the viewer sees after a minute?"""

    def act(stage: Stage) -> Iterator[Figures]:
        stage.begin()
        time.sleep(max(0.0, EXTRA_AT_S - stage.since_first()))
        (session,) = stage.measured(EXTRA_OVER_S).sessions
        name = stage.contender.name
        yield {
            ("late", name): session.behind_s,
            ("late_overlay", name): session.overlay_behind_s,
        }

    return _each(kinds, "late", act, tell, extra_s=EXTRA_S)


def typical(_kinds: Kinds, tell: Tell) -> Figures:
    """A session of 40 % exercise beside one that is always judged 15 times a second."""
    tell("typical session")
    with Side("typical") as patients, Side("typical") as viewers, running(None, patients, viewers) as ours:
        assert isinstance(ours, Ours)
        stage = Stage(ours, patients, viewers)
        stage.begin()
        time.sleep(WARM_S)
        in_set = stage.measured(PHASE_MEASURED_S)
        ours.lead(0, type="stop_set")
        time.sleep(1)
        moving = stage.measured(min(PHASE_MEASURED_S, 2 * PHASE_S - stage.since_first() - 1))
        time.sleep(max(0.0, 2 * PHASE_S + STILL_S - stage.since_first()))
        still = stage.measured(PHASE_MEASURED_S)
    return _shares(*(m.cpu_s_per_min for m in (in_set, moving, still)))


def _shares(in_set: float, moving: float, still: float) -> Figures:
    rest = MOVES * moving + (1 - MOVES) * still
    found = {
        "typical": EXERCISE * in_set + (1 - EXERCISE) * rest,
        "constant": in_set,
        "moving": moving,
        "still": still,
    }
    return {(figure, Ours.name): value for figure, value in found.items()}


def bare(_kinds: Kinds, tell: Tell) -> Figures:
    """The floor."""
    tell("floor")
    live = floor.live()
    return {
        ("cpu", FLOOR): floor.analysing(),
        ("cpu_live", FLOOR): live.analysing,
        ("forward", FLOOR): live.forwarding,
    }


PARTS: Mapping[str, Callable[[Kinds, Tell], Figures]] = {
    "cost": cost,
    "floor": bare,
    "full": full,
    "slow": slow,
    "typical": typical,
}
