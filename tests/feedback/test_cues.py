"""One cue at a time, seldom, and not for ever."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.cues import APART_S, CueChooser
from coach.types import CueGiven, Event, FaultSeen, Level, Quality, Side, TherapistTold


def fault(name: str, t: float, level: Level = Level.COACH) -> FaultSeen:
    return FaultSeen(
        t=t,
        fault=name,
        level=level,
        start=t,
        end=t,
        rep=1,
        side=Side.BOTH,
        value=2.0,
        unit="°",
        threshold=1.0,
        baseline=None,
        quality=Quality.MEASURED,
    )


def run(reps: list[set[str]], apart: float = 10.0) -> list[list[Event]]:
    chooser = CueChooser()
    return [
        chooser.after_rep(i * apart, [fault(name, i * apart) for name in sorted(names)])
        for i, names in enumerate(reps)
    ]


def keys(events: list[list[Event]]) -> list[str]:
    return [e.key if isinstance(e, CueGiven | TherapistTold) else "" for found in events for e in found]


def test_once_is_not_enough() -> None:
    assert keys(run([{"a"}, set(), set(), {"a"}])) == []


def test_two_of_three_is() -> None:
    assert keys(run([{"a"}, set(), {"a"}])) == ["cue.a"]


def test_only_one_at_a_time() -> None:
    assert [len(found) for found in run([{"a", "b"}] * 6)] == [0, 1, 1, 1, 1, 1]


def test_the_least_cued_has_its_turn() -> None:
    assert keys(run([{"a", "b"}] * 3)) == ["cue.a", "cue.b"]


def test_a_strong_fault_goes_first() -> None:
    chooser = CueChooser()
    chooser.after_rep(0.0, [fault("a", 0.0), fault("b", 0.0)])
    (cue,) = chooser.after_rep(10.0, [fault("a", 10.0), fault("b", 10.0)], frozenset({"b"}))
    assert isinstance(cue, CueGiven)
    assert cue.key == "cue.b"


def test_a_note_is_never_spoken() -> None:
    chooser = CueChooser()
    for i in range(5):
        assert chooser.after_rep(10.0 * i, [fault("a", 10.0 * i, Level.NOTE)]) == []


def test_after_three_tries_the_therapist_is_told_once() -> None:
    assert keys(run([{"a"}] * 8)) == ["cue.a", "cue.a", "cue.a", "told.no_change"]


def test_success_starts_it_anew() -> None:
    told = keys(run([{"a"}] * 5 + [set()] * 3 + [{"a"}] * 2))
    assert told == ["cue.a", "cue.a", "cue.a", "told.no_change", "cue.a"]


def test_a_safety_cue_comes_at_once_and_holds_the_others_back() -> None:
    chooser = CueChooser()
    chooser.after_rep(0.0, [fault("a", 0.0)])
    cue, told = chooser.safety(1.0, "fall")
    assert isinstance(cue, CueGiven)
    assert cue.level is Level.SAFETY
    assert isinstance(told, TherapistTold)
    assert chooser.after_rep(2.0, [fault("a", 2.0)]) == []


@given(st.lists(st.sets(st.sampled_from("abc")), max_size=30), st.floats(0.5, 20))
def test_cues_are_apart(reps: list[set[str]], apart: float) -> None:
    times = [e.t for found in run(reps, apart) for e in found if isinstance(e, CueGiven)]
    assert all(b - a >= APART_S - 1e-9 for a, b in pairwise(times))
