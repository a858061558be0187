"""The standard tests: their descriptions and texts, their norms, each run on a figure or a clip."""

import json
import math
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.feedback.clinical_tests import TESTS, run_of
from coach.feedback.clinical_tests.chair_stand import ChairStand
from coach.feedback.clinical_tests.description import Person, Sex, TestRefused, TestResult, TestStarted
from coach.feedback.clinical_tests.five_times import FiveTimes
from coach.feedback.clinical_tests.four_stage_balance import FourStageBalance
from coach.feedback.clinical_tests.gait_speed import GaitSpeed
from coach.feedback.clinical_tests.norms import CHANGES, NORMS, changes, verdict
from coach.feedback.clinical_tests.run import Run
from coach.feedback.clinical_tests.timed_up_and_go import TimedUpAndGo
from coach.feedback.texts.tests_en import TESTS_EN
from coach.feedback.texts.tests_es import TESTS_ES
from coach.feedback.texts.tests_fr import TESTS_FR
from coach.feedback.texts.tests_pl import TESTS_PL
from coach.types import Event, Pose, Quality, Side
from tests.feedback_tests.walker import Figure, Stance, Walk, evenly, seen
from tests.truth import poses as clip_poses

LANGUAGES = {"en": TESTS_EN, "es": TESTS_ES, "fr": TESTS_FR, "pl": TESTS_PL}
SHARED = Path(__file__).parents[2].parent / "shared"
"""Beside the project; its clips are not part of it."""


def run(test: Run, poses: list[Pose], go: float | None = None) -> list[Event]:
    events: list[Event] = []
    for pose in poses:
        if go is not None and pose.t >= go and test.started is None:
            events += test.start(pose.t)
        events += test.step(pose)
    return events


def result(test: Run, poses: list[Pose], go: float | None = None) -> TestResult:
    run(test, poses, go)
    test.stop(poses[-1].t)
    assert test.result is not None
    return test.result


# ---- descriptions, texts, norms


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text(language: str) -> None:
    texts = LANGUAGES[language]
    assert set(texts) == set(TESTS_EN)
    wanted = {key for test in TESTS.values() for key in (test.name_key, *test.prompt_keys)}
    wanted |= {f"equipment.{thing}" for test in TESTS.values() for thing in test.equipment}
    wanted |= {norm.key for norm in NORMS} | {"norm.as_expected"}
    wanted |= {f"refusal.turn_{test.views[0]}" for test in TESTS.values()} | {"refusal.turn_round"}
    assert wanted <= set(texts)
    assert all(text.strip() for text in texts.values())


def test_every_deviation_in_the_code_has_a_text() -> None:
    folder = Path(__file__).parents[2] / "coach" / "feedback"
    used = {
        word.split('"')[0]
        for file in folder.rglob("*.py")
        if file.parent.name != "texts"
        for word in file.read_text().split('"deviation.')[1:]
    }
    assert used
    assert {f"deviation.{name}" for name in used} == {k for k in TESTS_EN if k.startswith("deviation.")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_prompts_are_short_sentences(language: str) -> None:
    prompts = {key: text for key, text in LANGUAGES[language].items() if ".prompt_" in key}
    long = {key: text for key, text in prompts.items() for part in text.split(".") if len(part.split()) > 10}
    assert long == {}


def test_norms_ask_for_age_sex_and_condition() -> None:
    woman = Person(age=72, sex=Sex.FEMALE)
    assert verdict("chair_stand_30s", 9, woman).key == "norm.below_average"  # type: ignore[union-attr]
    assert verdict("chair_stand_30s", 10, woman).key == "norm.as_expected"  # type: ignore[union-attr]
    assert verdict("chair_stand_30s", 11, Person(age=72, sex=Sex.MALE)).key == "norm.below_average"  # type: ignore[union-attr]
    assert verdict("chair_stand_30s", 9, Person()) is None
    assert verdict("chair_stand_30s", None, woman) is None
    parkinson = Person(age=65, conditions=frozenset({"parkinson"}))
    assert verdict("timed_up_and_go", 11.8, parkinson).source == "S69"  # type: ignore[union-attr]
    assert verdict("timed_up_and_go", 12.0, Person(age=65)).source == "S68*"  # type: ignore[union-attr]
    assert verdict("five_times_sit_to_stand", 12.5, Person(age=75)).key == "norm.as_expected"  # type: ignore[union-attr]


def test_every_norm_and_change_names_its_source_and_a_test() -> None:
    assert all(norm.source.startswith("S") and norm.test in TESTS for norm in NORMS)
    assert all(change.source.startswith("S") and change.test in TESTS for change in CHANGES)
    stroke = Person(conditions=frozenset({"stroke"}))
    assert [c.value for c in changes("gait_speed", 0.5, stroke) if c.kind == "MDC"] == [0.15]
    assert changes("gait_speed", 0.5, Person()) == ()


def test_sided_tests_ask_for_a_side() -> None:
    with pytest.raises(ValueError, match="left or right"):
        run_of("single_leg_stance")
    with pytest.raises(KeyError):
        run_of("no_such_test")
    assert run_of("range_knee_flexion", side=Side.LEFT).side is Side.LEFT


# ---- chair tests


def sitter(rises: list[float], *, up_s: float = 1.0, down_s: float = 1.0) -> Callable[[float], Stance]:
    """Seated, facing 45° aside; leans, stands up at each time, sits down 0.3 s after."""

    def ramp(t: float, start: float, seconds: float) -> float:
        u = min(1.0, max(0.0, (t - start) / seconds))
        return u**3 * (10 - 15 * u + 6 * u * u)

    def at(t: float) -> Stance:
        share = lean = 0.0
        for rise in rises:
            down = rise + up_s + 0.3
            share += ramp(t, rise + 0.3 * up_s, 0.7 * up_s) - ramp(t, down, 0.7 * down_s)
            lean += ramp(t, rise, 0.4 * up_s) - ramp(t, rise + 0.5 * up_s, 0.5 * up_s)
            lean += ramp(t, down, 0.5 * down_s) - ramp(t, down + 0.5 * down_s, 0.5 * down_s)
        up = 0.55 + 0.44 * share
        turn = math.radians(-45)
        back = -0.38 * (1 - share)
        return Stance(
            pelvis=(back * math.sin(turn), back * math.cos(turn)),
            heading_deg=-45,
            up=up,
            lean_deg=35 * lean,
            feet={
                Side.LEFT: (0.11 * math.cos(turn), 0.0, -0.11 * math.sin(turn)),
                Side.RIGHT: (-0.11 * math.cos(turn), 0.0, 0.11 * math.sin(turn)),
            },
        )

    return at


RISES = [2.0, 4.5, 7.0, 9.5, 12.0]
STOOD, SAT = 12.0 + 1.0, 12.0 + 1.0 + 0.3 + 0.7


@settings(max_examples=15, deadline=None)
@given(
    rate=st.floats(15, 30),
    jitter=st.floats(0, 0.008),
    dropped=st.floats(0, 0.1),
    size=st.floats(0.8, 1.15),
    seed=st.integers(0, 1000),
)
def test_five_times_is_right_to_three_tenths_at_any_rate(
    rate: float, jitter: float, dropped: float, size: float, seed: int
) -> None:
    chance = random.Random(seed)
    times = [t + chance.uniform(-jitter, jitter) for t in evenly(16, rate) if chance.random() >= dropped]
    found = result(FiveTimes(), seen(Figure(at=sitter(RISES), size=size, distance=3.5), times))
    assert found.details["to_fifth_stand_s"] == pytest.approx(STOOD - 2.0, abs=0.3)
    assert found.value == pytest.approx(SAT - 2.0, abs=0.3)
    assert found.needs_confirmation


def test_go_starts_the_time_and_the_stand_may_end_it() -> None:
    poses = seen(Figure(at=sitter(RISES), distance=3.5), evenly(16, 30))
    found = result(FiveTimes(to_seat=False), poses, go=1.0)
    assert found.started == pytest.approx(1.0, abs=0.04)
    assert found.value == pytest.approx(STOOD - 1.0, abs=0.3)


def test_four_stands_are_no_five() -> None:
    found = result(FiveTimes(), seen(Figure(at=sitter(RISES[:4]), distance=3.5), evenly(16, 15)))
    assert found.value is None
    assert found.quality is Quality.NOT_ASSESSABLE
    assert "deviation.stopped_early" in found.deviations


@pytest.mark.parametrize(("last", "stands"), [(31.2, 12), (31.85, 11)])
def test_more_than_half_way_up_at_the_end_counts(last: float, stands: int) -> None:
    """The time starts at 2 s; the twelfth rise begins at `last`, so at 32 s it is far up or hardly begun."""
    rises = [2.0 + 2.6 * n for n in range(11)] + [last]
    found = result(ChairStand(), seen(Figure(at=sitter(rises), distance=3.5), evenly(35, 15)))
    assert found.value == stands
    assert found.ended - found.started == pytest.approx(30.0, abs=0.01)


def test_arms_that_push_make_the_score_nothing() -> None:
    calm = sitter(RISES)

    def pushes(t: float) -> Stance:
        return replace(calm(t), arm_deg=dict.fromkeys((Side.LEFT, Side.RIGHT), -65.0))

    found = result(ChairStand(), seen(Figure(at=pushes, distance=3.5), evenly(35, 15)))
    assert found.value == 0
    assert found.details["stands_seen"] == 5
    assert "deviation.arms_used" in found.deviations


def test_a_person_who_stays_seated_starts_nothing() -> None:
    test = ChairStand()
    assert run(test, seen(Figure(at=sitter([]), distance=3.5), evenly(10, 15))) == []
    assert test.started is None


def test_the_sample_clip_has_five_stands() -> None:
    truth = json.loads((Path(__file__).parents[1] / "clips" / "sts_clean_45.json").read_text())["reps"]
    found = result(FiveTimes(to_seat=False), list(clip_poses("sts_clean_45")))
    assert found.value == pytest.approx(truth[4]["peak_s"] - truth[0]["start_s"], abs=0.3)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared clips are not beside the project")
@pytest.mark.parametrize("clip", ["tug_oblique", "tug_shuffle_side"])
def test_timed_up_and_go_on_true_joints(clip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SHARED / "data" / "synth" / "dev"
    monkeypatch.setattr("tests.truth.CLIPS", folder)
    true = json.loads((folder / f"{clip}.json").read_text())["holds"][0]["total_s"]
    found = result(TimedUpAndGo(), list(clip_poses(clip)))
    assert found.value == pytest.approx(true, rel=0.03)
    assert found.deviations == ()


def test_standing_up_without_walking_is_no_timed_up_and_go() -> None:
    assert run(TimedUpAndGo(), seen(Figure(at=sitter([2.0]), distance=3.5), evenly(9, 15)))[1:] == []


# ---- balance, reach, turn, range, speed


def stands(t: float) -> Stance:
    return Stance()


def test_balance_held_in_every_stage_is_four() -> None:
    """The feet stand one before the other throughout, and one is lifted for the last stage."""

    def at(t: float) -> Stance:
        lifted = 0.2 if t > 32 else 0.0
        return Stance(feet={Side.LEFT: (0.0, lifted, 0.15), Side.RIGHT: (0.0, 0.0, -0.15)})

    test = FourStageBalance()
    for pose in seen(Figure(at=at, distance=3.0), evenly(46, 15)):
        if test.started is None and (1.0 <= pose.t < 31.5 or pose.t >= 34):
            test.start(pose.t)
        test.step(pose)
    assert test.result is not None
    assert test.result.value == 4
    assert test.result.comparison == "norm.as_expected"
    assert test.result.deviations == ()


def test_a_foot_that_moves_ends_the_stage() -> None:
    def steps_at_six(t: float) -> Stance:
        far = 0.2 * min(1.0, max(0.0, t - 6.0) / 0.3)
        return Stance(feet={Side.LEFT: (0.11 + far, 0.0, 0.0)})

    found = result(FourStageBalance(), seen(Figure(at=steps_at_six, distance=3.0), evenly(12, 15)), go=2.0)
    assert found.value == 0
    assert found.details["side_by_side_s"] == pytest.approx(4.0, abs=0.4)
    assert found.comparison == "norm.fall_risk"


def turned(seconds: float, degrees: float) -> Callable[[float], Stance]:
    return lambda t: Stance(heading_deg=degrees * min(1.0, max(0.0, (t - 2.0) / seconds)))


@pytest.mark.parametrize("rate", [15.0, 30.0])
def test_a_whole_turn_is_timed(rate: float) -> None:
    poses = seen(Figure(at=turned(5.0, 360), distance=3.5), evenly(10, rate))
    found = result(run_of("turn_360"), poses)
    assert found.value == pytest.approx(5.0, abs=0.4)
    assert found.quality is Quality.ESTIMATE


def test_half_a_turn_is_no_whole_one() -> None:
    found = result(run_of("turn_360"), seen(Figure(at=turned(2.5, 180), distance=3.5), evenly(12, 15)))
    assert found.value is None
    assert "deviation.not_whole_turn" in found.deviations


@pytest.mark.parametrize("peak", [62.0, 98.0, 141.0])
def test_range_is_told_to_five_degrees(peak: float) -> None:
    def lifts(t: float) -> Stance:
        arm = peak * min(1.0, max(0.0, (t - 2.0) / 2.0))
        return Stance(arm_deg={Side.LEFT: arm}, aside=True)

    poses = seen(Figure(at=lifts, distance=3.0), evenly(6, 15))
    found = result(run_of("range_shoulder_abduction", side=Side.LEFT), poses, go=1.0)
    assert found.value is not None
    assert found.value % 5 == 0
    to_hip = math.degrees(math.atan2(0.19 - 0.11, 0.5))  # the angle is to the line from shoulder to hip
    assert found.value == pytest.approx(peak + to_hip, abs=4)


def test_a_range_in_the_wrong_view_is_refused_and_taken_back() -> None:
    test = run_of("range_shoulder_flexion", side=Side.LEFT)
    events = run(test, seen(Figure(at=stands, distance=3.0), evenly(5, 15)))
    assert [e.reason for e in events if isinstance(e, TestRefused)] == ["refusal.turn_side"]
    assert test.start(5.0) == []
    later = [t + 5 for t in evenly(5, 15)]
    run(test, seen(Figure(at=lambda _: Stance(heading_deg=-90), distance=3.0), later))
    assert test.refusal is None
    assert [type(e) for e in test.start(10.0)] == [TestStarted]


def test_the_hidden_side_is_refused() -> None:
    test = run_of("range_knee_flexion", side=Side.RIGHT)
    run(test, seen(Figure(at=lambda _: Stance(heading_deg=-90), distance=3.0), evenly(5, 15)))
    assert test.refusal == "refusal.turn_round"


def test_two_minute_step_counts_the_right_knee() -> None:
    truth = json.loads((Path(__file__).parents[1] / "clips" / "march_clean_front.json").read_text())["reps"]
    found = result(run_of("two_minute_step"), list(clip_poses("march_clean_front")))
    assert found.value == sum(rep["side"] == "R" for rep in truth)
    assert "deviation.stopped_early" in found.deviations


def test_speed_between_marks_is_measured_and_without_them_an_estimate() -> None:
    walk = Walk(steps=12, length=0.45)
    poses = seen(Figure(at=walk.at, distance=4.8), evenly(walk.end, 30))
    marked = result(GaitSpeed(distance_m=3.0), poses, go=1.0)
    assert marked.value == pytest.approx(3.0 / (poses[-1].t - 1.0), abs=0.02)
    assert marked.quality is Quality.MEASURED
    free = result(GaitSpeed(), poses, go=1.0)
    assert free.quality is Quality.ESTIMATE
    assert free.value == pytest.approx(0.45 / 0.56, rel=0.2)
    with pytest.raises(ValueError, match="positive"):
        GaitSpeed(distance_m=0)


def test_going_out_of_sight_makes_the_result_an_estimate() -> None:
    walk = Walk(steps=12, length=0.45)
    poses = seen(Figure(at=walk.at, distance=4.8), evenly(walk.end, 30))
    nobody = [
        Pose(t=p.t, rtp_timestamp=0, width=p.width, height=p.height, points=None, world=None) for p in poses
    ]
    found = result(GaitSpeed(distance_m=3.0), [*poses[:100], *nobody[100:200], *poses[200:]], go=1.0)
    assert "deviation.out_of_sight" in found.deviations
    assert found.quality is Quality.ESTIMATE


@pytest.mark.parametrize("test", sorted(TESTS))
def test_no_test_fails_on_nobody_and_all_can_be_stopped(test: str) -> None:
    made = run_of(test, side=Side.LEFT if TESTS[test].sided else Side.BOTH)
    for t in evenly(3, 15):
        made.step(Pose(t=t, rtp_timestamp=0, width=640, height=480, points=None, world=None))
    made.start(3.0)
    made.stop(4.0)
    assert made.result is not None
    assert made.result.needs_confirmation
