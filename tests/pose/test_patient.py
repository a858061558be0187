"""The patient among others, on pictures of two people made from two clips."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.pose.patient import DOUBT_S, LOOK_S, Patient
from coach.pose.people import Detector
from coach.pose.picture import Picture
from coach.pose.video import Video
from coach.types import Pose
from tests.pose.conftest import CLIPS

RGB = NDArray[np.uint8]
HZ = 15


def clip(name: str, count: int = 60) -> list[RGB]:
    with Video(CLIPS / f"{name}.mp4") as video:
        return [p.rgb for p in islice(video.pictures(HZ), count)]


@pytest.fixture(scope="module")
def marching() -> list[RGB]:
    return clip("march_clean_front")


@pytest.fixture(scope="module")
def other() -> list[RGB]:
    return clip("shabd_clean_front")


def person(rgb: RGB) -> RGB:
    """The middle of a clip's picture, where its one person stands."""
    return rgb[:, 200:440]


def together(left: RGB | None, middle: RGB | None, right: RGB | None = None) -> RGB:
    """A picture of 720 × 480 with places for three; an empty wall where there is nobody."""
    return np.concatenate(
        [np.full((480, 240, 3), 150, np.uint8) if p is None else person(p) for p in (left, middle, right)], 1
    )


def picture(rgb: RGB, i: int) -> Picture:
    height, width = rgb.shape[:2]
    return Picture(t=i / HZ, rtp_timestamp=i * 6000, width=width, height=height, rgb=rgb, light=0.5)


def place(pose: Pose) -> str:
    """Which third the body's middle is in."""
    if pose.points is None:
        return "nobody"
    x = sum(pose.points[i].x for i in (11, 12, 23, 24)) / 4
    return ("left", "middle", "right")[min(2, int(x * 3))]


def seen(pruned: Path, pictures: Iterator[RGB]) -> list[Pose]:
    with Patient(pruned) as patient:
        return [patient.see(picture(rgb, i)) for i, rgb in enumerate(pictures)]


def test_one_person_is_the_patient_and_sure(pruned: Path, marching: list[RGB]) -> None:
    poses = seen(pruned, (together(None, m) for m in marching))
    assert {place(p) for p in poses} == {"middle"}
    assert all(p.sure and p.people == 1 for p in poses)


@pytest.mark.parametrize("swapped", [False, True])
def test_of_two_the_one_in_the_middle_is_followed(
    pruned: Path, marching: list[RGB], other: list[RGB], swapped: bool
) -> None:
    patient, helper = (other, marching) if swapped else (marching, other)
    poses = seen(pruned, (together(h, p) for h, p in zip(helper, patient, strict=True)))
    assert {place(p) for p in poses} == {"middle"}
    assert all(p.sure and p.people == 2 for p in poses)


def test_a_helper_who_comes_is_noticed_and_not_followed(
    pruned: Path, marching: list[RGB], other: list[RGB]
) -> None:
    poses = seen(
        pruned,
        (together(None if i < 15 else o, m) for i, (o, m) in enumerate(zip(other, marching, strict=True))),
    )
    assert {place(p) for p in poses} == {"middle"}
    noticed = next(i for i, p in enumerate(poses) if p.people == 2)
    assert 15 <= noticed <= 15 + LOOK_S * HZ + 1


def test_when_the_patient_is_gone_the_helper_is_not_counted(
    pruned: Path, marching: list[RGB], other: list[RGB]
) -> None:
    poses = seen(
        pruned,
        (together(o, m if i < 20 else None) for i, (o, m) in enumerate(zip(other, marching, strict=True))),
    )
    assert all(place(p) == "middle" and p.sure for p in poses[:20])
    assert not any(p.points is not None and p.sure for p in poses[22:])


def test_a_helper_in_front_does_not_become_the_patient(
    pruned: Path, marching: list[RGB], other: list[RGB]
) -> None:
    """Stands in the patient's place for a moment and steps aside again."""

    def scene(i: int) -> RGB:
        if i < 15:
            return together(None, marching[i], other[i])
        if i < 25:
            return together(None, other[i])
        return together(None, marching[i], other[i])

    poses = seen(pruned, map(scene, range(45)))
    assert not any(p.sure and p.points is not None for p in poses[19:25])
    assert all(place(p) == "middle" and p.sure for p in poses[30:])


def test_the_patient_who_was_away_is_known_again_beside_the_helper(
    pruned: Path, marching: list[RGB], other: list[RGB]
) -> None:
    """The patient leaves; the helper alone takes the middle and, after a while, the role; both come back."""

    def scene(i: int) -> RGB:
        if i < 30:
            return together(None, marching[i])
        if i < 50:
            return together(None, other[i - 30])
        return together(other[i - 50], None, marching[i - 50])

    with Patient(pruned) as patient:
        before = [patient.see(picture(scene(i), i)) for i in range(30)]
        alone = [patient.see(picture(scene(i), i + 300)) for i in range(30, 50)]
        after = [patient.see(picture(scene(i), i + 300)) for i in range(50, 100)]
    assert {place(p) for p in before} == {place(p) for p in alone} == {"middle"}
    assert alone[-1].sure
    assert {place(p) for p in after[-20:]} == {"right"}
    assert all(p.sure for p in after[-20:])


def test_a_lone_body_in_other_clothes_is_believed_after_a_moment(pruned: Path, marching: list[RGB]) -> None:
    dyed = [np.ascontiguousarray(rgb[:, :, ::-1]) for rgb in marching]
    poses = seen(
        pruned,
        (together(None, m if i < 15 else d) for i, (m, d) in enumerate(zip(marching, dyed, strict=True))),
    )
    assert all(place(p) == "middle" for p in poses)
    assert all(p.sure for p in poses[15 + round(DOUBT_S * HZ) + 2 :])


def test_another_process_knows_the_patient_again(pruned: Path, marching: list[RGB], other: list[RGB]) -> None:
    """Even when meanwhile the helper has come into the middle."""
    with Patient(pruned) as patient:
        for i in range(20):
            patient.see(picture(together(marching[i], None), i))
        memory = patient.new_memory()
        assert patient.new_memory() is None
    assert memory is not None
    with Patient(pruned, memory=memory) as patient:
        poses = [patient.see(picture(together(marching[i], other[i]), i)) for i in range(20, 35)]
    assert {place(p) for p in poses} == {"left"}


def test_an_empty_room_has_nobody(pruned: Path) -> None:
    poses = seen(pruned, (together(None, None) for _ in range(5)))
    assert all(p.points is None and p.world is None and p.people == 0 for p in poses)


def test_a_camera_may_change_its_resolution(pruned: Path, marching: list[RGB], other: list[RGB]) -> None:
    def scene(i: int) -> RGB:
        both = together(other[i], marching[i])
        return both if i < 15 else np.ascontiguousarray(both[::2, ::2])

    poses = seen(pruned, map(scene, range(30)))
    assert all(place(p) == "middle" and p.sure for p in poses)


def test_the_detector_sees_everybody(pruned: Path, marching: list[RGB], other: list[RGB]) -> None:
    people = Detector(pruned).look(together(other[0], marching[0], other[9]))
    assert sorted(int(p.torso.hips[0] // 240) for p in people) == [0, 1, 2]
    assert all(p.torso.shoulders[1] < p.torso.hips[1] and p.score >= 0.5 for p in people)
    assert Detector(pruned).look(np.zeros((3, 5, 3), np.uint8)) == []


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["squat_helper_beside", "squat_helper_behind", "sts_helper_beside", "march_helper_front"]
)
def test_the_rendered_patient_is_never_left_for_the_helper(pruned: Path, shared: Path, name: str) -> None:
    truth = np.load(shared / "synth" / "dev" / f"{name}.npz")
    torso = [11, 12, 23, 24]
    sure = 0
    with Video(shared / "synth" / "dev" / f"{name}.mp4") as video, Patient(pruned) as patient:
        poses = [patient.see(p) for p in video.pictures(10)]
    for pose in poses:
        if pose.points is None or not pose.sure:
            continue
        k = min(len(truth["t"]) - 1, int(np.searchsorted(truth["t"], pose.t - 1e-3)))
        middle = np.mean([(pose.points[i].x * pose.width, pose.points[i].y * pose.height) for i in torso], 0)
        assert np.linalg.norm(middle - truth["joints2d"][k][torso].mean(0)) < 45
        sure += 1
    assert sure >= 0.9 * len(poses)


def chosen(pruned: Path, pictures: Iterator[RGB], x: float, at: int) -> list[Pose]:
    """The poses when somebody at `x` is chosen before picture `at`."""
    poses = []
    with Patient(pruned) as patient:
        for i, rgb in enumerate(pictures):
            if i == at:
                patient.choose(x, 0.5)
            poses.append(patient.see(picture(rgb, i)))
    return poses


def test_who_is_chosen_is_followed_from_then_on(pruned: Path, marching: list[RGB], other: list[RGB]) -> None:
    pictures = (together(o, m) for o, m in zip(other, marching, strict=True))
    poses = chosen(pruned, pictures, 1 / 6, at=10)
    assert {place(p) for p in poses[:10]} == {"middle"}
    assert {place(p) for p in poses[10:]} == {"left"}
    assert all(p.sure for p in poses[10:])
    assert all([int(o.hip_x * 3) for o in p.others] == [1] for p in poses[10:])


def test_the_others_are_told_with_their_places(pruned: Path, marching: list[RGB], other: list[RGB]) -> None:
    poses = seen(pruned, (together(o, m) for o, m in zip(other[:12], marching, strict=False)))
    for pose in poses:
        (beside,) = pose.others
        assert 0 < beside.hip_x < 1 / 3
        assert beside.shoulder_y < beside.hip_y < beside.hip_y + beside.reach


def test_a_choice_where_nobody_is_changes_nothing(pruned: Path, marching: list[RGB]) -> None:
    poses = chosen(pruned, (together(None, None, m) for m in marching[:20]), 1 / 6, at=5)
    assert {place(p) for p in poses} == {"right"}


def test_the_chosen_one_who_is_away_is_not_replaced(
    pruned: Path, marching: list[RGB], other: list[RGB]
) -> None:
    """The helper stays alone for longer than others would be waited for; then the chosen one is back."""
    with Patient(pruned) as patient:
        patient.choose(1 / 6, 0.5)
        before = [patient.see(picture(together(marching[i], other[i]), i)) for i in range(15)]
        alone = [patient.see(picture(together(None, other[i]), 15 + 8 * i)) for i in range(30)]
        after = [patient.see(picture(together(None, other[i], marching[i]), 255 + i)) for i in range(30)]
    assert {place(p) for p in before} == {"left"}
    assert not any(p.points is not None and p.sure for p in alone)
    assert {place(p) for p in after[-15:]} == {"right"}


def test_another_process_keeps_to_the_choice(pruned: Path, marching: list[RGB], other: list[RGB]) -> None:
    with Patient(pruned) as patient:
        patient.choose(1 / 6, 0.5)
        for i in range(5):
            patient.see(picture(together(marching[i], other[i]), i))
        memory = patient.new_memory()
    assert memory is not None
    with Patient(pruned, memory=memory) as patient:
        poses = [patient.see(picture(together(None, other[i]), 300 + i)) for i in range(25)]
    assert not any(p.points is not None and p.sure for p in poses)


@pytest.mark.shared
@pytest.mark.parametrize(("camera", "helper_x"), [(1, 0.73), (4, 0.68)])
def test_the_second_person_of_a_real_clip_can_be_chosen(
    pruned: Path, shared: Path, camera: int, helper_x: float
) -> None:
    """Filmed by two of four cameras; the other two see the second person half, or not at all."""
    with Video(shared / "real" / f"pose2sim_two_people_cam{camera}.mp4") as video, Patient(pruned) as patient:
        pictures = list(video.pictures(15))
        poses = [patient.see(p) for p in pictures[:5]]
        patient.choose(helper_x, 0.5)
        after = [patient.see(p) for p in pictures[5:]]
    assert all(abs(middle(p) - helper_x) > 0.2 for p in poses)
    assert all(p.points is None or abs(middle(p) - helper_x) < 0.15 for p in after)
    assert sum(p.points is not None for p in after) >= 0.8 * len(after)


def middle(pose: Pose) -> float:
    assert pose.points is not None
    return sum(pose.points[i].x for i in (11, 12, 23, 24)) / 4
