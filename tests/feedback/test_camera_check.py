"""The four marks before a set, and what to do first."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from coach.feedback.camera_check import CameraCheck
from coach.feedback.exercises import CATALOG
from coach.types import CameraChecked, Pose
from tests.feedback.figure import FRONT, Camera, film
from tests.feedback.movements import STANDING


def poses(camera: Camera = FRONT, seconds: float = 2.0) -> list[Pose]:
    return list(film(lambda _t: STANDING, seconds, camera))


def checked(seen: Iterable[Pose], exercise: str | None = "mini_squat") -> list[CameraChecked]:
    check = CameraCheck(CATALOG[exercise] if exercise else None)
    return [e for pose in seen for e in check.step(pose) if isinstance(e, CameraChecked)]


def hidden(seen: Iterable[Pose], *landmarks: int) -> list[Pose]:
    return [
        replace(
            p,
            points=tuple(
                q._replace(visibility=0.1) if i in landmarks else q for i, q in enumerate(p.points or ())
            ),
        )
        for p in seen
    ]


def test_all_is_well() -> None:
    (check,) = checked(poses())
    assert check.ready
    assert check.advice is None
    assert check.missing == ()


def test_it_tells_only_changes() -> None:
    assert len(checked(poses(seconds=6))) == 1


def test_a_flicker_is_not_told() -> None:
    seen = poses(seconds=4)
    flickering = [replace(p, light=0.01) if 1.9 < p.t < 2.1 else p for p in seen]
    assert len(checked(flickering)) == 1


@pytest.mark.parametrize(
    ("landmarks", "advice"),
    [
        ((27, 28), "advice.missing_feet"),
        ((28,), "advice.missing_feet"),
        ((0,), "advice.missing_head"),
        ((11, 27), "advice.missing_body"),
    ],
)
def test_what_is_missing_is_named(landmarks: tuple[int, ...], advice: str) -> None:
    (check,) = checked(hidden(poses(), *landmarks))
    assert not check.body
    assert len(check.missing) == len(landmarks)
    assert check.advice == advice


def test_feet_out_of_the_picture_are_missing_however_sure_the_model_is() -> None:
    low = [replace(p, points=tuple(q._replace(y=q.y + 0.15) for q in p.points or ())) for p in poses()]
    (check,) = checked(low)
    assert "left_ankle" in check.missing


def test_nobody() -> None:
    (check,) = checked([replace(p, points=None, world=None) for p in poses()])
    assert check.advice == "advice.nobody"
    assert not check.body


@pytest.mark.parametrize(("light", "advice"), [(0.03, "advice.too_dark"), (0.97, "advice.too_bright")])
def test_light_comes_first(light: float, advice: str) -> None:
    (check,) = checked([replace(p, light=light) for p in hidden(poses(), 27)])
    assert not check.light
    assert check.advice == advice


@pytest.mark.parametrize(("size", "advice"), [(0.25, "advice.too_far"), (1.0, None)])
def test_distance(size: float, advice: str | None) -> None:
    (check,) = checked(poses(Camera(size=size)))
    assert check.distance is (advice is None)
    assert check.advice == advice


def test_too_near() -> None:
    seen = [p for p in poses(Camera(size=2.3)) if p.points]
    (check,) = checked(seen, "shoulder_abduction")
    assert not check.distance


@pytest.mark.parametrize(
    ("exercise", "yaw", "turned"),
    [
        ("mini_squat", 0, True),
        ("mini_squat", 90, True),
        ("mini_squat", 45, False),
        ("march", 45, False),
        ("heel_raise", 0, False),
        ("heel_raise", 85, True),
        ("sit_to_stand", 45, True),
    ],
)
def test_turned_as_the_exercise_needs(exercise: str, yaw: float, turned: bool) -> None:
    (check,) = checked(poses(Camera(yaw_deg=yaw)), exercise)
    assert check.turned is turned
    assert (check.advice or "").startswith("turn.") is not turned


def test_from_the_side_only_the_near_side_is_asked_for() -> None:
    far = tuple(i for i in range(11, 33) if i % 2 == 0)
    (check,) = checked(hidden(poses(Camera(yaw_deg=90)), *far))
    assert check.body


def test_without_an_exercise_the_whole_body_is_asked_for_and_no_turn() -> None:
    (check,) = checked(poses(Camera(yaw_deg=45)), None)
    assert check.turned
    (check,) = checked(hidden(poses(), 15), None)
    assert check.missing == ("left_wrist",)
    assert check.advice == "advice.missing_arms"
