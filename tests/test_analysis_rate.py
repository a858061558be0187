"""How often is judged: at full rate wherever something is counted, and the counts stay as they are."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.analysis_rate import (
    EXERCISE_HZ,
    MOVED,
    STILL_HZ,
    STILL_S,
    TALK_HZ,
    TIMED_HZ,
    Stillness,
    full_rate,
    wanted,
)
from coach.feedback.exercises import CATALOG
from coach.pose.pace import Pace
from coach.session import GUIDED, RUNNING, Session
from coach.types import Event, ExerciseChosen, FaultSeen, Point, Pose, RepCounted, SetStarted, Side, Stage
from tests.truth import CLIPS, poses

EXERCISES = {"march": "march", "shabd": "shoulder_abduction", "sts": "sit_to_stand"}
LEAD_S = 8.0
"""Of talk before the set: the first picture, trembling a little or waving."""

Beside = Callable[[int, Pose], Pose]


@given(stage=st.sampled_from([*RUNNING, *GUIDED]), name=st.sampled_from(sorted(CATALOG)), still=st.booleans())
def test_what_is_counted_is_judged_at_full_rate_however_still(stage: Stage, name: str, still: bool) -> None:
    assert wanted(stage, CATALOG[name], still=still) >= full_rate(CATALOG[name])


@given(stage=st.sampled_from(list(Stage)), name=st.none() | st.sampled_from(sorted(CATALOG)))
def test_who_keeps_still_is_never_judged_oftener(stage: Stage, name: str | None) -> None:
    exercise = CATALOG[name] if name else None
    still, moving = (wanted(stage, exercise, still=one) for one in (True, False))
    assert STILL_HZ <= still <= moving <= TIMED_HZ


def test_rest_costs_less_than_talk_and_talk_less_than_a_set() -> None:
    at_rest = [wanted(Stage.REST, CATALOG["march"], still=one) for one in (True, False)]
    assert at_rest == [STILL_HZ, TALK_HZ]
    assert TALK_HZ < EXERCISE_HZ == wanted(Stage.MOVING, CATALOG["march"], still=True)


def moved(pose: Pose, by: float) -> Pose:
    assert pose.points is not None
    return replace(pose, points=tuple(Point(p.x, p.y + by, p.z, p.visibility) for p in pose.points))


def shown(to: Pose, at: float, *, by: float = 0.0) -> Pose:
    return replace(moved(to, by), t=at)


def test_a_tremble_is_still_and_a_step_is_not() -> None:
    first, watch = next(poses("sts_clean_45")), Stillness()
    trembling = [watch.see(shown(first, n / 5, by=MOVED / 3 * (n % 2))) for n in range(40)]
    assert trembling == [n / 5 >= STILL_S for n in range(40)]
    assert not watch.see(shown(first, 8.0, by=2 * MOVED))
    assert watch.see(shown(first, 8.0 + STILL_S, by=2 * MOVED))


def test_somebody_who_comes_and_a_second_person_are_movement() -> None:
    first, watch = next(poses("sts_clean_45")), Stillness()
    empty = replace(first, points=None, world=None, people=0)
    assert [watch.see(replace(empty, t=float(t))) for t in range(5)] == [False, False, False, True, True]
    assert not watch.see(replace(first, t=5.0))
    assert not any(watch.see(replace(first, t=6.0 + t, people=2)) for t in range(5))


def rests(_n: int, pose: Pose) -> Pose:
    return pose


def waves(n: int, pose: Pose) -> Pose:
    return moved(pose, 0.05 * (n // 5 % 2))


def judged(clip: str, rate: Callable[[Session], float], beside: Beside) -> list[Event]:
    """A session of talk, then a set of the clip, judged as often as `rate` says at each moment."""
    session, events, pace = Session(CATALOG), list[Event](), Pace(TALK_HZ)
    film = list(poses(clip, start=LEAD_S))
    talk = [replace(beside(n, film[0]), t=n / 30) for n in range(int(LEAD_S * 30))]
    exercise = EXERCISES[clip.split("_", maxsplit=1)[0]]
    chosen = ExerciseChosen(t=0.0, exercise=exercise, side=Side.BOTH, target_reps=99, target_hold_s=None)
    session.act(chosen)
    for pose in talk + film:
        if session.progress.number == 0 and pose.t >= LEAD_S - 1:
            session.act(SetStarted(t=pose.t))
        pace.set_rate(rate(session))
        if pace.due(pose.t):
            pace.taken(pose.t)
            events += session.judge(pose)
    session.close()
    return [event for event in events if isinstance(event, RepCounted | FaultSeen)]


@pytest.mark.parametrize("beside", [rests, waves])
@pytest.mark.parametrize("clip", sorted(Path(path).stem for path in CLIPS.glob("*.npz")))
def test_every_sample_clip_is_judged_the_same_after_slow_minutes(clip: str, beside: Beside) -> None:
    still = beside is rests
    always = judged(clip, lambda _session: EXERCISE_HZ, beside)
    following = judged(clip, lambda one: wanted(one.stage, one.exercise, still=still), beside)
    assert [told(e) for e in following] == [told(e) for e in always]
    assert any(isinstance(event, RepCounted) for event in following)


def told(event: Event) -> tuple[object, ...]:
    if isinstance(event, RepCounted):
        return event.number, event.side, event.complete
    assert isinstance(event, FaultSeen)
    return event.fault, event.level, event.side
