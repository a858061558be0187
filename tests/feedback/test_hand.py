"""Opening and closing the hand, on the stick hand: counted however it is seen, paused when it is not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.feedback.body import body_of
from coach.feedback.calibrating import calibrate
from coach.feedback.camera_check import CameraCheck
from coach.feedback.exercises import CATALOG
from coach.types import CameraChecked, FaultSeen, Paused, Pose, Quality, Resumed, Side
from tests.feedback.close_up import NEAR, Hands, close_up
from tests.feedback.figure import Filming
from tests.feedback.judging import complete, faults, judge, partial, reps
from tests.feedback.movements import Rhythm

EXERCISE = "hand_open_close"
quick = settings(max_examples=15)
sides = st.sampled_from([Side.LEFT, Side.RIGHT])


@quick
@given(
    side=sides,
    n=st.integers(0, 4),
    fps=st.sampled_from([10.0, 15.0, 30.0]),
    jitter=st.floats(0, 0.012),
    drop=st.floats(0, 0.2),
    palm=st.floats(40, 130),
    tilt=st.floats(-40, 40),
    pace=st.floats(0.6, 2.0),
    seed=st.integers(0, 99),
)
def test_the_count_is_the_same_however_the_hand_is_seen(
    side: Side,
    n: int,
    fps: float,
    jitter: float,
    drop: float,
    palm: float,
    tilt: float,
    pace: float,
    seed: int,
) -> None:
    hands = Hands(
        side=side,
        sizes=(1.0,) * n,
        palm_px=palm,
        tilt_deg=tilt,
        rhythm=Rhythm(rest=1.0, out=pace, hold=0.4, back=pace),
    )
    filming = Filming(fps=fps, jitter_s=jitter, drop=drop, seed=seed)
    events = judge(EXERCISE, close_up(hands, NEAR, filming))
    assert complete(events) == n
    assert {r.side for r in reps(events)} <= {side}


def test_a_half_opened_hand_is_partial() -> None:
    events = judge(EXERCISE, close_up(Hands(sizes=(1.0, 0.42, 1.0))))
    assert (complete(events), partial(events)) == (2, 1)
    assert "incomplete_range" in faults(events)


def test_a_clean_hand_has_no_fault() -> None:
    assert faults(judge(EXERCISE, close_up(Hands(sizes=(1.0,) * 12)))) == set()


FAULTY: dict[str, Hands] = {
    "fingers_uneven": Hands(stiff=(0.0, 0.0, 0.2, 0.75)),
    "shrinking": Hands(sizes=tuple(1.0 - 0.055 * i for i in range(10))),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_fault_of_the_hand_is_seen(fault: str) -> None:
    assert fault in faults(judge(EXERCISE, close_up(FAULTY[fault])))


def test_a_bent_wrist_is_an_estimate_and_a_note() -> None:
    """The forearm goes aside under an upright palm."""
    bent = [_elbow_aside(pose) for pose in close_up(Hands())]
    found = [e for e in judge(EXERCISE, bent) if isinstance(e, FaultSeen) and e.fault == "wrist_drop"]
    assert len(found) == 3
    assert {(e.level, e.quality) for e in found} == {("note", Quality.ESTIMATE)}


def _elbow_aside(pose: Pose) -> Pose:
    assert pose.points is not None
    points = list(pose.points)
    points[13] = points[13]._replace(x=points[15].x + 0.25, y=points[15].y + 0.1)
    return replace(pose, points=tuple(points))


def test_a_short_gap_is_bridged() -> None:
    events = judge(EXERCISE, close_up(Hands(blind=(1.6, 1.9))))
    assert complete(events) == 3
    assert not [e for e in events if isinstance(e, Paused)]


def test_a_longer_gap_pauses_and_says_which_hand_is_missing() -> None:
    events = judge(EXERCISE, close_up(Hands(blind=(3.1, 4.0))), side=Side.LEFT)
    (paused,) = (e for e in events if isinstance(e, Paused))
    assert (paused.reason, paused.missing) == ("no_hand", ("left_wrist",))
    assert [e for e in events if isinstance(e, Resumed)]
    assert complete(events) == 3


@given(sides)
def test_the_other_hand_is_not_counted(side: Side) -> None:
    other = Side.RIGHT if side is Side.LEFT else Side.LEFT
    events = judge(EXERCISE, close_up(Hands(side=other)), side=side)
    assert reps(events) == []
    assert {e.reason for e in events if isinstance(e, Paused)} == {"no_hand"}


def test_poses_without_hands_count_nothing() -> None:
    assert reps(judge(EXERCISE, close_up(Hands(blind=(0, 99))))) == []


@pytest.mark.parametrize(("palm", "quality"), [(40, Quality.MEASURED), (18, Quality.ESTIMATE)])
def test_a_hand_far_away_is_an_estimate(palm: float, quality: Quality) -> None:
    assert {r.quality for r in reps(judge(EXERCISE, close_up(Hands(palm_px=palm))))} == {quality}


def test_a_hand_partly_out_of_the_picture_is_no_measurement() -> None:
    pose = next(close_up(Hands()))
    outside = tuple(replace(h, points=tuple(p._replace(y=p.y - 0.85) for p in h.points)) for h in pose.hands)
    body = body_of(replace(pose, hands=outside))
    assert body is not None
    assert not body.hands[Side.LEFT].clear


def test_a_stiff_hand_is_counted_after_its_calibration() -> None:
    """A hand that opens by two fifths counts nothing at first, and all of it by its own range."""
    stiff = Hands(sizes=(0.4,) * 4)
    assert complete(judge(EXERCISE, close_up(stiff))) == 0
    baseline = calibrate(list(close_up(stiff)), CATALOG[EXERCISE], reps=3)
    assert complete(judge(EXERCISE, close_up(stiff), baseline=baseline)) == 4


def _checked(poses: Sequence[Pose]) -> CameraChecked:
    check = CameraCheck(CATALOG[EXERCISE])
    return [e for pose in poses for e in check.step(pose) if isinstance(e, CameraChecked)][-1]


@pytest.mark.parametrize(
    ("hands", "advice"),
    [
        (Hands(), None),
        (Hands(blind=(0, 99)), "advice.missing_hand"),
        (Hands(palm_px=15), "advice.too_far"),
    ],
)
def test_the_camera_check_asks_for_a_hand_that_is_near_enough(hands: Hands, advice: str | None) -> None:
    checked = _checked(list(close_up(hands))[:30])
    assert (checked.advice, checked.ready) == (advice, advice is None)
