"""The same events however the movement was seen."""

import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.types import Event, Pose, Side
from tests.feedback.figure import Camera, Figure, Filming, film, mirror
from tests.feedback.judging import complete, faults, judge, reps
from tests.feedback.movements import (
    Rhythm,
    Shape,
    arm_out,
    elbow_bend,
    marching,
    repeat,
    squat,
    stand_up,
    step_aside,
)

MOVES: list[tuple[str, Shape, float]] = [
    ("mini_squat", squat(), 0),
    ("mini_squat", squat(), 90),
    ("sit_to_stand", stand_up(), 45),
    ("march", marching(), 0),
    ("side_step", step_aside(), 0),
    ("shoulder_abduction", arm_out(), 0),
    ("elbow_flexion", elbow_bend(), 90),
]
moves = st.sampled_from(MOVES)
quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def poses(
    move: tuple[str, Shape, float], n: int, camera: Camera, filming: Filming, rhythm: Rhythm
) -> list[Pose]:
    at, seconds = repeat(move[1], n, rhythm)
    return list(film(at, seconds, replace(camera, yaw_deg=move[2]), filming))


@quick
@given(
    move=moves,
    n=st.integers(0, 3),
    fps=st.sampled_from([10.0, 15.0, 24.0, 30.0, 60.0]),
    jitter=st.floats(0, 0.012),
    drop=st.floats(0, 0.3),
    noise=st.floats(0, 1.2),
    pace=st.floats(0.9, 2.5),
    seed=st.integers(0, 999),
)
def test_count_is_independent_of_rate_jitter_drops_and_noise(
    move: tuple[str, Shape, float],
    n: int,
    fps: float,
    jitter: float,
    drop: float,
    noise: float,
    pace: float,
    seed: int,
) -> None:
    filming = Filming(fps=fps, jitter_s=jitter, drop=drop, seed=seed)
    rhythm = Rhythm(rest=1.0, out=pace, hold=0.4, back=pace)
    assert complete(judge(move[0], poses(move, n, Camera(noise_px=noise), filming, rhythm))) == n


@quick
@given(
    move=moves,
    size=st.floats(0.6, 1.0),
    gaps=st.lists(st.tuples(st.floats(0, 9), st.floats(0.05, 0.35)), max_size=4),
    noise=st.floats(0, 1.0),
    seed=st.integers(0, 99),
)
def test_short_gaps_in_sight_lose_and_add_nothing(
    move: tuple[str, Shape, float], size: float, gaps: list[tuple[float, float]], noise: float, seed: int
) -> None:
    """Nobody is found for up to 0.35 s at a time: bridged, whenever it comes."""
    camera, filming = Camera(size=size, noise_px=noise * size), Filming(fps=30, seed=seed)
    seen = poses(move, 3, camera, filming, Rhythm(rest=1.2, out=1.2, hold=0.6, back=1.2))
    apart = [(t, s) for n, (t, s) in enumerate(sorted(gaps)) if n == 0 or t - sorted(gaps)[n - 1][0] > 1.0]
    hidden = [
        replace(pose, points=None, world=None) if any(t <= pose.t < t + s for t, s in apart) else pose
        for pose in seen
    ]
    assert complete(judge(move[0], hidden)) == 3


@quick
@given(move=moves, size=st.floats(0.55, 1.05), aside=st.floats(-0.1, 0.1), portrait=st.booleans())
def test_count_is_independent_of_body_size_and_place(
    move: tuple[str, Shape, float], size: float, aside: float, portrait: bool
) -> None:
    width, height = (480, 640) if portrait else (640, 480)
    camera = Camera(size=size, aside=aside, width=width, height=height)
    assert complete(judge(move[0], poses(move, 3, camera, Filming(), Rhythm()))) == 3


@quick
@given(
    move=moves,
    switches=st.lists(
        st.tuples(st.floats(0, 12), st.sampled_from([180, 240, 320, 360, 720])), min_size=1, max_size=4
    ),
)
def test_a_browser_that_sends_smaller_pictures_for_a_while_changes_nothing(
    move: tuple[str, Shape, float], switches: list[tuple[float, int]]
) -> None:
    """In mid-call, at any moment: the person has not moved."""
    seen = poses(move, 3, Camera(), Filming(), Rhythm())

    def sent(pose: Pose) -> Pose:
        lines = max((s for s in switches if s[0] <= pose.t), default=(0.0, pose.height))[1]
        return replace(pose, width=round(pose.width / pose.height * lines), height=lines)

    assert shape_of(judge(move[0], [sent(pose) for pose in seen])) == shape_of(judge(move[0], seen))


def shape_of(events: list[Event], start: float = 0.0) -> list[tuple[str, float, str]]:
    return [(type(e).__name__, round(e.t - start, 6), str(getattr(e, "side", ""))) for e in events]


@quick
@given(move=moves, start=st.integers(1, 100_000))
def test_a_later_start_changes_nothing_but_the_times(move: tuple[str, Shape, float], start: int) -> None:
    now = judge(move[0], poses(move, 2, Camera(), Filming(), Rhythm()))
    later = judge(move[0], poses(move, 2, Camera(), Filming(start=float(start)), Rhythm()))
    assert shape_of(later, start) == shape_of(now)


@quick
@given(move=moves, noise=st.floats(0, 1), seed=st.integers(0, 99))
def test_the_mirrored_movement_is_the_other_side_s(
    move: tuple[str, Shape, float], noise: float, seed: int
) -> None:
    seen = poses(move, 3, Camera(noise_px=noise), Filming(seed=seed), Rhythm())
    here, there = judge(move[0], seen), judge(move[0], [mirror(p) for p in seen])
    swap = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}
    assert [(swap[r.side], r.complete, round(r.start, 3)) for r in reps(here)] == [
        (r.side, r.complete, round(r.start, 3)) for r in reps(there)
    ]
    assert faults(here) == faults(there)


@quick
@given(move=moves, noise=st.floats(0, 2), seed=st.integers(0, 99))
def test_the_same_poses_give_the_same_events(move: tuple[str, Shape, float], noise: float, seed: int) -> None:
    seen = poses(move, 2, Camera(noise_px=noise), Filming(seed=seed), Rhythm())
    assert judge(move[0], seen) == judge(move[0], seen)


@quick
@given(move=moves, seed=st.integers(0, 99))
def test_a_pose_that_comes_twice_or_late_changes_nothing(move: tuple[str, Shape, float], seed: int) -> None:
    seen = poses(move, 2, Camera(), Filming(), Rhythm())
    dice = random.Random(seed)
    stuttering = []
    for i, pose in enumerate(seen):
        stuttering.append(pose)
        if dice.random() < 0.3:
            stuttering.append(seen[max(0, i - dice.randrange(4))])
    assert judge(move[0], stuttering) == judge(move[0], seen)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0.001, 3),
            st.floats(-170, 170),
            st.floats(-40, 40),
            st.floats(-30, 120),
            st.booleans(),
            st.booleans(),
        ),
        max_size=40,
    ),
    st.sampled_from(
        [m[0] for m in MOVES] + ["turn", "bridge", "hand_to_mouth", "forward_reach", "trunk_rotation"]
    ),
)
def test_no_sequence_of_poses_breaks_it(
    looks: list[tuple[float, float, float, float, bool, bool]], exercise: str
) -> None:
    t, seen = 0.0, []
    for step, yaw, lean, knee, nobody, sure in looks:
        t += step
        body = Figure(lean=lean, bow=lean).with_leg(Side.LEFT, knee=knee).with_arm(Side.RIGHT, out=yaw)
        pose = next(film(lambda _t, b=body: b, 0.0, Camera(yaw_deg=yaw)))  # type: ignore[misc]
        pose = replace(pose, t=t, sure=sure)
        seen.append(replace(pose, points=None, world=None) if nobody else pose)
    for event in judge(exercise, seen):
        assert event.t <= t
