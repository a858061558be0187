"""Progression and merging: properties that hold whatever was done and whoever changed what."""

from hypothesis import given
from hypothesis import strategies as st

from coach.programme.merging import together
from coach.programme.prescription import Limits, Prescription, Programme
from coach.programme.progression import MOST_REPS, MOST_SETS, Done, Why, suggestion
from coach.types import Side

SCORES = st.none() | st.integers(0, 10)
DONE = st.builds(
    Done,
    sets=st.integers(0, 5),
    reps=st.integers(0, 80),
    pain=SCORES,
    effort=SCORES,
    unsafe=st.booleans(),
    hold_s=st.none() | st.floats(0, 90),
)
ITEMS = st.builds(
    Prescription,
    id=st.sampled_from("abcdef"),
    exercise=st.just("sit_to_stand"),
    side=st.just(Side.BOTH),
    sets=st.integers(1, 10),
    reps=st.integers(1, 100),
    hold_s=st.none() | st.floats(1, 300),
)
PROGRAMMES = st.lists(ITEMS, max_size=5, unique_by=lambda i: i.id).map(lambda i: Programme(items=tuple(i)))


def dose(item: Prescription) -> float:
    return item.sets * item.reps * (item.hold_s or 1)


@given(ITEMS, st.lists(DONE, max_size=4))
def test_a_suggestion_changes_the_dose_by_one_step_the_way_it_says(
    item: Prescription, done: list[Done]
) -> None:
    found = suggestion(item, done)
    if found is None:
        return
    changed = {k for k, v in found.proposed if v != getattr(item, k)}
    assert len(changed & {"sets", "reps", "hold_s"}) == 1
    assert changed <= {"sets", "reps", "hold_s", "limits"}
    assert (dose(found.proposed) > dose(item)) is (found.why is Why.DONE_IN_FULL)
    if found.why is Why.DONE_IN_FULL:
        assert found.proposed.reps <= max(item.reps, MOST_REPS)
        assert found.proposed.sets <= max(item.sets, MOST_SETS)


@given(ITEMS, st.lists(DONE, min_size=1, max_size=4))
def test_nobody_is_made_to_do_more_who_hurt_or_was_not_asked(item: Prescription, done: list[Done]) -> None:
    found = suggestion(item, done)
    if found is not None and found.why is Why.DONE_IN_FULL:
        for one in done[-2:]:
            assert not one.unsafe
            assert (one.pain or 0) < item.stop.pain
            assert one.effort is not None
            assert one.effort < item.stop.effort


def test_two_full_and_moderate_sessions_suggest_more() -> None:
    item = Prescription(id="a", exercise="x", side=Side.BOTH, limits=Limits(fewest=6, most=8))
    full = Done(sets=2, reps=16, pain=0, effort=3)
    assert suggestion(item, [full]) is None
    found = suggestion(item, [full, full])
    assert found is not None
    assert (found.proposed.reps, found.proposed.limits) == (10, Limits(fewest=6, most=10))
    assert suggestion(item, [full, Done(sets=2, reps=16, pain=0, effort=4)]) is None


def test_pain_at_the_limit_suggests_less_at_once() -> None:
    item = Prescription(id="a", exercise="x", side=Side.BOTH)
    found = suggestion(item, [Done(sets=1, reps=8, pain=5, effort=2)])
    assert found is not None
    assert (found.why, found.proposed.reps) == (Why.PAIN, 6)


@given(PROGRAMMES, PROGRAMMES)
def test_who_changed_nothing_loses_nothing_to_the_other(base: Programme, changed: Programme) -> None:
    assert _same(together(base, changed, base), changed)
    assert _same(together(base, base, changed), changed)
    assert _same(together(base, changed, changed), changed)


@given(PROGRAMMES, PROGRAMMES, PROGRAMMES)
def test_together_holds_every_change_of_both(base: Programme, one: Programme, two: Programme) -> None:
    both = together(base, one, two)
    assert (both is None) is (together(base, two, one) is None)
    if both is None:
        return
    was = {i.id: i for i in base.items}
    now = {i.id: i for i in both.items}
    for theirs in (one, two):
        mine = {i.id: i for i in theirs.items}
        for name in mine.keys() | was.keys():
            if mine.get(name) != was.get(name):
                assert now.get(name) == mine.get(name)


def _same(found: Programme | None, wanted: Programme) -> bool:
    return found is not None and {i.id: i for i in found.items} == {i.id: i for i in wanted.items}
