"""Left and right: alone, one after the other, at once."""

from coach.feedback.limb import Done
from coach.feedback.pairing import Pairing
from coach.feedback.reps import Rep
from coach.types import Quality, Side


def done(side: Side, start: float, end: float) -> Done:
    rep = Rep(
        start=start,
        peak_t=(start + end) / 2,
        end=end,
        peak=90,
        progress=1.0,
        complete=True,
        quality=Quality.MEASURED,
        out_speed=1,
        reversals=0,
        sink_speed=1,
    )
    return Done(side=side, rep=rep, findings=(), unit="°", reach=60)


def test_one_side_alone_is_counted_at_once() -> None:
    left = done(Side.LEFT, 0, 2)
    assert Pairing().add(left, None) == [(left,)]


def test_a_repetition_waits_for_the_other_side_of_the_same_one() -> None:
    pairing, left, right = Pairing(), done(Side.LEFT, 0, 2), done(Side.RIGHT, 0.1, 2.2)
    assert pairing.add(left, 0.1) == []
    assert pairing.add(right, None) == [(left, right)]


def test_who_begins_when_the_other_is_on_the_way_back_is_another() -> None:
    pairing, left = Pairing(), done(Side.LEFT, 0, 2)
    assert pairing.add(left, 1.5) == [(left,)]


def test_a_pair_that_was_none_is_counted_apart() -> None:
    pairing, left, right = Pairing(), done(Side.LEFT, 0, 2), done(Side.RIGHT, 1.8, 6)
    pairing.add(left, 0.5)
    assert pairing.add(right, None) == [(left,), (right,)]


def test_nobody_else_comes() -> None:
    pairing, left = Pairing(), done(Side.LEFT, 0, 2)
    pairing.add(left, 0.5)
    assert pairing.flush() == [(left,)]
    assert pairing.flush() == []


def test_a_dropped_set_keeps_nothing() -> None:
    pairing = Pairing()
    pairing.add(done(Side.LEFT, 0, 2), 0.5)
    pairing.clear()
    assert pairing.flush() == []
