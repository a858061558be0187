"""Agreement, the queue and the timeline: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.review.agreement import SetCount, agreement, kappa
from coach.review.queue import ORDER, Found, SetSeen, queue
from coach.review.timeline import Pause, timeline
from coach.types import (
    CueGiven,
    CueSent,
    FaultSeen,
    Level,
    Paused,
    Quality,
    RepCounted,
    Resumed,
    Side,
    Stage,
    StageEntered,
)

PAIRS = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=60)


def test_kappa_is_cohens() -> None:
    """The example of Cohen's own kind: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no give 0.4."""
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(pairs) == pytest.approx(0.4)


@given(PAIRS)
def test_kappa_is_the_same_for_both_and_at_most_one(pairs: list[tuple[bool, bool]]) -> None:
    value = kappa(pairs)
    assert value == kappa([(b, a) for a, b in pairs])
    assert value is None or -1 <= value <= 1
    if value == 1:
        assert all(a == b for a, b in pairs)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.booleans())))
def test_only_what_was_looked_at_is_compared(sets: list[tuple[int, int, bool]]) -> None:
    found = agreement([], [SetCount(judged=a, corrected=b, looked_at=c) for a, b, c in sets], [], [])
    assert found.sets_compared == sum(c for _, _, c in sets)
    assert found.exact <= found.off_by_one <= found.sets_compared
    assert found.percent is None


def fault(level: Level, quality: Quality = Quality.MEASURED, t: float = 5.0) -> FaultSeen:
    return FaultSeen(
        t=t + 1,
        fault="trunk_lean",
        level=level,
        start=t,
        end=t + 1,
        rep=1,
        side=Side.BOTH,
        value=12,
        unit="°",
        threshold=8,
        baseline=None,
        quality=quality,
    )


def rep(quality: Quality) -> RepCounted:
    return RepCounted(
        t=3,
        number=1,
        side=Side.BOTH,
        start=1,
        peak_t=2,
        end=3,
        peak=1,
        unit="°",
        complete=True,
        quality=quality,
    )


def test_the_worst_comes_first_and_what_was_answered_is_gone() -> None:
    faults = [
        Found(number=1, fault=fault(Level.COACH), agree=None),
        Found(number=2, fault=fault(Level.COACH, Quality.ESTIMATE), agree=None),
        Found(number=3, fault=fault(Level.SAFETY, t=90.0), agree=None),
        Found(number=4, fault=fault(Level.SAFETY), agree=True),
        Found(number=5, fault=fault(Level.NOTE), agree=None),
    ]
    sets = [
        SetSeen(number=1, started=0, reps=(rep(Quality.MEASURED),), correction=1),
        SetSeen(number=2, started=60, reps=(rep(Quality.ESTIMATE),), correction=0),
    ]
    items = queue(
        faults, sets, [Pause(start=20, end=40, reason="nobody"), Pause(start=1, end=2, reason="nobody")]
    )
    assert [item.ref for item in items] == [
        ("fault", 3), ("set", 1), ("fault", 2), ("pause", 0), ("set", 2), ("fault", 1)
    ]  # fmt: skip
    assert [item.severity for item in items] == sorted((i.severity for i in items), key=ORDER.index)


def test_the_timeline_pairs_pauses_and_words_cues() -> None:
    seen = timeline(
        [
            StageEntered(t=0, stage=Stage.MOVING),
            Paused(t=1, reason="nobody"),
            Paused(t=1.5, reason="out_of_view"),
            Resumed(t=3),
            CueGiven(t=4, key="cue.knees_in", level=Level.COACH),
            CueSent(t=5, key="taller", text=None),
            CueSent(t=6, key=None, text="Lovely."),
            Paused(t=8, reason="nobody"),
            StageEntered(t=9, stage=Stage.REST),
            Paused(t=20, reason="nobody"),
        ],
        end=30,
    )
    assert [(p.start, p.end, p.reason) for p in seen.pauses] == [
        (1, 3, "nobody"), (8, 9, "nobody"), (20, 30, "nobody")
    ]  # fmt: skip
    assert [(c.key, c.words, c.from_therapist) for c in seen.cues] == [
        ("cue.knees_in", None, False), ("cue.taller", None, True), (None, "Lovely.", True)
    ]  # fmt: skip
