"""A baseline on paper: there and back, refused field by field, and outdated when the camera moved."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.calibration import Baseline, SideBaseline
from coach.feedback.exercises import CATALOG
from coach.feedback.kept import (
    BaselineUnreadable,
    Kept,
    Outdated,
    Setting,
    from_json,
    outdated,
    setting_of,
    to_json,
)
from coach.types import Side
from tests.authoring.shown import at_rate, clip, scaled

numbers = st.floats(-500, 500, allow_nan=False)
sides = st.builds(
    lambda rest, way, rep_s, measures: SideBaseline(
        rest=rest, target=rest + way, rep_s=rep_s, measures=measures
    ),
    numbers,
    st.floats(1, 500),
    st.none() | st.floats(0.1, 60),
    st.dictionaries(st.sampled_from(["trunk_lean", "knees_in"]), numbers),
)
KEPT = Kept(
    baseline=Baseline(
        exercise="march", signal="lift", sides={Side.LEFT: SideBaseline(rest=0.0, target=0.1, rep_s=0.8)}
    ),
    setting=Setting(yaw_deg=3.0, trunk_share=0.25),
    version=1,
)


@given(st.dictionaries(st.sampled_from(list(Side)), sides, min_size=1), numbers, st.floats(0.01, 2))
def test_it_survives_paper(own: dict[Side, SideBaseline], yaw: float, share: float) -> None:
    kept = Kept(
        baseline=Baseline(exercise="march", signal="lift", sides=own),
        setting=Setting(yaw_deg=yaw, trunk_share=share),
        version=2,
    )
    assert from_json(to_json(kept)) == kept


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (("form",), 9, "form: expected 1, found 9."),
        (("signal",), "liftt", "signal: expected a measure, found 'liftt'."),
        (("exercise",), 4, "exercise: expected a text, found 4."),
        (("sides",), {}, "sides: march: a baseline needs at least one side."),
        (("sides", "left", "rest"), "low", "sides left rest: expected a number, found 'low'."),
        (("sides", "left", "target"), 0.0, "sides: rest and target must be two numbers"),
        (("sides", "left"), [], r"sides left: expected a table of fields, found \[\]."),
        (("sides", "upper"), {}, "sides: expected left, right, both, found 'upper'."),
        (("setting", "trunk_share"), 0, "setting trunk_share: expected a number above 0"),
        (("setting", "yaw_deg"), True, "setting yaw_deg: expected a number, found True."),
    ],
)
def test_what_is_wrong_is_said(place: tuple[str, ...], value: object, told: str) -> None:
    plain = json.loads(to_json(KEPT))
    inner = plain
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(BaselineUnreadable, match=told):
        from_json(json.dumps(plain))


def test_no_json_is_told() -> None:
    with pytest.raises(BaselineUnreadable, match="not valid JSON"):
        from_json("{")


def test_it_holds_until_the_camera_moves() -> None:
    march = CATALOG["march"]
    assert outdated(KEPT, Setting(yaw_deg=12, trunk_share=0.28), march) is None
    assert outdated(KEPT, None, march) is None
    assert outdated(KEPT, Setting(yaw_deg=25, trunk_share=0.25), march) is Outdated.CAMERA
    assert outdated(KEPT, Setting(yaw_deg=3, trunk_share=0.4), march) is Outdated.CAMERA


def test_it_is_outdated_by_another_description_wherever_the_camera_stands() -> None:
    changed = replace(CATALOG["march"], version=2)
    for now in (None, KEPT.setting, Setting(yaw_deg=25, trunk_share=0.25)):
        assert outdated(KEPT, now, changed) is Outdated.EXERCISE
        assert outdated(KEPT, now, CATALOG["mini_squat"]) is Outdated.EXERCISE


def test_a_turn_over_the_back_is_small() -> None:
    kept = Kept(baseline=KEPT.baseline, setting=Setting(yaw_deg=-178, trunk_share=0.25), version=1)
    assert outdated(kept, Setting(yaw_deg=178, trunk_share=0.25), CATALOG["march"]) is None


def test_the_setting_is_seen_in_the_poses() -> None:
    near = setting_of(tuple(at_rate(clip("march_clean_front"), 15)))
    far = setting_of(tuple(scaled(at_rate(clip("march_clean_front"), 15), 0.6)))
    assert near is not None
    assert far is not None
    assert abs(near.yaw_deg) < 10
    assert far.trunk_share == pytest.approx(0.6 * near.trunk_share, rel=0.02)
    assert setting_of(()) is None
