"""The table of measures against a figure whose angles are known, and the views that they are good for."""

import pytest

from coach.feedback.body import bend, body_of
from coach.feedback.measures import MEASURES
from coach.feedback.ruler import Ruler, height_of, posture_of
from coach.feedback.scene import Scene, near_side
from coach.feedback.view import ViewWatch, name_of
from coach.types import Quality, Side, ViewChanged
from tests.feedback.figure import FRONT, Camera, Figure, Leg, film, pose
from tests.feedback.movements import SEATED, STANDING

START = Figure()


def scene(figure: Figure, camera: Camera = FRONT, start: Figure = START) -> Scene:
    """`figure` as seen after `start` was held still."""
    ruler, view = Ruler(), ViewWatch()
    for seen in film(lambda _t: start, 2.0, camera):
        body = body_of(seen)
        assert body is not None
        view.step(body)
        ruler.step(body, view.yaw_deg, True)
    body = body_of(pose(2.1, figure, camera))
    assert body is not None
    assert ruler.lengths is not None
    assert ruler.anchor is not None
    return Scene(
        body=body, lengths=ruler.lengths, anchor=ruler.anchor, places=ruler.places, yaw_deg=camera.yaw_deg
    )


def value(
    name: str, figure: Figure, yaw: float = 0.0, side: Side = Side.BOTH
) -> tuple[float, Quality] | None:
    return MEASURES[name].value(scene(figure, Camera(yaw_deg=yaw)), side)


KNOWN: list[tuple[str, Figure, float, Side, float]] = [
    ("knee", Figure(left_leg=Leg(thigh=30, knee=60), right_leg=Leg(thigh=30, knee=60)), 90, Side.BOTH, 60),
    ("knee", Figure(left_leg=Leg(thigh=20, knee=40), right_leg=Leg(thigh=20, knee=40)), -90, Side.BOTH, 40),
    (
        "hip",
        Figure(left_leg=Leg(thigh=45, knee=90), right_leg=Leg(thigh=45, knee=90), bow=20),
        90,
        Side.BOTH,
        65,
    ),
    ("shoulder_abduction", START.with_arm(Side.LEFT, out=90), 0, Side.LEFT, 99.1),
    ("shoulder_flexion", START.with_arm(Side.LEFT, forward=120, out=0), 90, Side.LEFT, 120),
    ("elbow", START.with_arm(Side.LEFT, elbow=100), 90, Side.LEFT, 100),
    ("trunk_lean", Figure(lean=12), 0, Side.BOTH, 12),
    ("trunk_lean", Figure(lean=-12), 0, Side.BOTH, 12),
    ("trunk_forward", Figure(bow=25), 90, Side.BOTH, 25),
    ("trunk_forward", Figure(bow=25), -90, Side.BOTH, 25),
    ("trunk_forward", Figure(bow=-10), 90, Side.BOTH, -10),
    ("pelvis_height", SEATED, 90, Side.BOTH, 0.5),
    ("knee_gap", Figure(knees_in=0.05), 0, Side.BOTH, 0.5),
    ("trunk_turn", Figure(twist=30), 0, Side.LEFT, 30),
    ("hip_abduction", START.with_leg(Side.RIGHT, out=25), 0, Side.RIGHT, 25.7),
    ("heel_lift", Figure(left_leg=Leg(heel=20), right_leg=Leg(heel=20)), 90, Side.BOTH, 0.34),
]


@pytest.mark.parametrize(("name", "figure", "yaw", "side", "expected"), KNOWN)
def test_known_values(name: str, figure: Figure, yaw: float, side: Side, expected: float) -> None:
    found = value(name, figure, yaw, side)
    assert found is not None
    assert found[0] == pytest.approx(expected, abs=max(1.5, 0.0) if abs(expected) > 2 else 0.1)
    assert found[1] is (Quality.ESTIMATE if name == "trunk_turn" else Quality.MEASURED)


@pytest.mark.parametrize(
    ("yaw", "quality"),
    [(90, Quality.MEASURED), (70, Quality.MEASURED), (45, Quality.ESTIMATE), (0, Quality.ESTIMATE)],
)
def test_a_knee_is_measured_from_the_side_only(yaw: float, quality: Quality) -> None:
    bent = Figure(left_leg=Leg(thigh=30, knee=60), right_leg=Leg(thigh=30, knee=60))
    found = value("knee", bent, yaw)
    assert found is not None
    assert found[0] == pytest.approx(60, abs=4)
    assert found[1] is quality


@pytest.mark.parametrize(
    ("name", "yaw"),
    [("trunk_lean", 45), ("knee_gap", 60), ("knee_inward", 15), ("heel_lift", 0), ("trunk_forward", 0)],
)
def test_nothing_is_said_in_the_wrong_view(name: str, yaw: float) -> None:
    assert value(name, STANDING, yaw, Side.LEFT) is None


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("yaw", [0.0, 40.0, 90.0, -90.0, 170.0])
def test_every_measure_gives_a_number_or_nothing(name: str, yaw: float) -> None:
    for side in (Side.LEFT, Side.RIGHT):
        found = value(name, SEATED, yaw, side)
        assert found is None or abs(found[0]) < 1000


def test_a_straight_line_is_not_bent() -> None:
    assert bend((0.0, 0.0), (1.0, 1.0), (2.0, 2.0)) == pytest.approx(0, abs=1e-4)
    assert bend((0.0, 0.0), (0.0, 0.0), (1.0, 0.0)) == 0.0


def test_pixels_are_made_square_first() -> None:
    """The same figure in a wide and a high picture has the same angles; 9° more than the arm's own, for S is
    measured from the line to the hip, and the shoulders are wider."""
    arm = START.with_arm(Side.LEFT, out=50)
    wide, high = Camera(width=1280, height=480), Camera(width=480, height=1280)
    found = [MEASURES["shoulder_abduction"].value(scene(arm, c), Side.LEFT) for c in (wide, high)]
    assert [f[0] for f in found if f] == pytest.approx([59.1, 59.1], abs=0.5)


@pytest.mark.parametrize("yaw", [-170, -90, -45, 0, 10, 45, 90, 135, 180])
def test_the_yaw_is_found(yaw: float) -> None:
    watch = ViewWatch()
    for seen in film(lambda _t: STANDING, 1.5, Camera(yaw_deg=yaw)):
        body = body_of(seen)
        assert body is not None
        watch.step(body)
    assert abs((watch.yaw_deg - yaw + 180) % 360 - 180) < 1.0


def test_a_view_is_told_once_it_has_settled() -> None:
    watch = ViewWatch()
    told: list[str] = []
    for i in range(60):
        body = body_of(pose(i / 15, STANDING, Camera(yaw_deg=0.0 if i < 20 else 90.0)))
        assert body is not None
        told += [e.view.name for e in watch.step(body) if isinstance(e, ViewChanged)]
    assert told == ["front", "side"]


@pytest.mark.parametrize(
    ("yaw", "now", "name"),
    [
        (22, "front", "front"),
        (22, None, "oblique"),
        (18, "oblique", "oblique"),
        (15, "oblique", "front"),
        (100, None, "side"),
        (150, None, "back"),
    ],
)
def test_a_view_holds_on_to_its_name(yaw: float, now: str | None, name: str) -> None:
    assert name_of(yaw, now) == name


def test_near_side() -> None:
    assert [near_side(y) for y in (0, 40, 90, -90)] == [Side.BOTH, Side.BOTH, Side.LEFT, Side.RIGHT]


@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0])
def test_postures(yaw: float) -> None:
    for figure, posture in ((STANDING, "standing"), (SEATED, "seated")):
        body = body_of(pose(0.0, figure, Camera(yaw_deg=yaw)))
        assert body is not None
        assert posture_of(body) == posture
    standing, seated = (body_of(pose(0.0, f, Camera(yaw_deg=yaw))) for f in (STANDING, SEATED))
    assert standing is not None
    assert seated is not None
    assert height_of(standing) > 0.95 > 0.6 > height_of(seated)


@pytest.mark.parametrize("yaw", [-110.0, -70.0, 66.0, 80.0, 100.0])
def test_a_knee_reads_the_same_a_little_off_the_side(yaw: float) -> None:
    """Uncorrected a knee of 60° would read 56° at 66°."""
    bent = Figure(left_leg=Leg(thigh=30, knee=60), right_leg=Leg(thigh=30, knee=60))
    seen = value("knee", bent, yaw)
    assert seen is not None
    assert seen[1] is Quality.MEASURED
    assert seen[0] == pytest.approx(60, abs=1.5)


@pytest.mark.parametrize("bow", [0, 20, 40])
@pytest.mark.parametrize("yaw", [45, 90])
def test_a_body_on_its_toes_has_risen_though_the_trunk_bows(bow: float, yaw: float) -> None:
    toes = Leg(heel=25)
    up = value("body_rise", Figure(left_leg=toes, right_leg=toes, bow=bow), yaw)
    assert up is not None
    assert up[0] > 0.05
    down = value("body_rise", Figure(bow=bow), yaw)
    assert down is not None
    assert down[0] < 0.02
