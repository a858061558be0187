"""What patients say after a set: kept, acted on by the prescription's own limits, and heard by the rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.checking import Checking
from coach.feedback.exercises import CATALOG
from coach.feedback.prescribed import Prescriptions
from coach.programme.prescription import StopRules
from coach.programme.stopping import Advice, advice
from coach.session import Session
from coach.types import (
    ActionRefused,
    CheckedIn,
    CueGiven,
    ExerciseChosen,
    Prescribed,
    ProgrammeGiven,
    SetDone,
    SetStarted,
    SetStopped,
    Side,
    Stage,
    TherapistTold,
)

SCORES = st.none() | st.integers(0, 10)
STAND = Prescribed(
    exercise="sit_to_stand",
    side=Side.BOTH,
    sets=2,
    reps=6,
    hold_s=None,
    rest_s=120,
    pain_limit=3,
    effort_limit=7,
    thresholds=(("signal.target", 0.9),),
)


def said(pain: int | None = None, effort: int | None = None, number: int = 1) -> CheckedIn:
    return CheckedIn(t=9.0, set_number=number, pain=pain, effort=effort, by="patient")


def after_a_set(*items: Prescribed) -> Session:
    session = Session(CATALOG)
    session.act(ProgrammeGiven(t=0.0, items=items))
    choice = ExerciseChosen(t=0.0, exercise="sit_to_stand", side=Side.BOTH, target_reps=6, target_hold_s=None)
    session.act(choice)
    session.act(SetStarted(t=1.0))
    session.act(SetStopped(t=8.0))
    return session


@given(SCORES, SCORES, st.builds(StopRules, pain=st.integers(0, 10), effort=st.integers(0, 10)))
def test_pain_stops_before_effort_rests_and_silence_says_nothing(
    pain: int | None, effort: int | None, rules: StopRules
) -> None:
    found = advice(pain, effort, rules)
    assert (found is Advice.STOP) is (pain is not None and pain >= rules.pain)
    if found is Advice.REST:
        assert effort is not None
        assert effort >= rules.effort
    assert advice(None, None, rules) is Advice.GO_ON


@given(st.lists(st.tuples(SCORES, SCORES), max_size=6))
def test_the_newest_answer_to_each_question_holds(answers: list[tuple[int | None, int | None]]) -> None:
    checking = Checking()
    done = SetDone(
        t=8.0,
        number=1,
        exercise="sit_to_stand",
        side=Side.BOTH,
        reps=6,
        partials=0,
        correction=0,
        longest_hold_s=0.0,
        started=1.0,
    )
    checking.ended(done)
    for pain, effort in answers:
        checking.take(said(pain, effort), Prescriptions())
    held = [next((a[n] for a in reversed(answers) if a[n] is not None), None) for n in (0, 1)]
    kept = checking.answers.get(1)
    assert [kept.pain if kept else None, kept.effort if kept else None] == held
    assert (checking.asked is None) is (None not in held)


def test_pain_at_the_prescribed_limit_stops_until_the_therapist_has_seen_it() -> None:
    session = after_a_set(STAND)
    assert session.checking.asked == 1
    assert session.act(said(pain=2)) == []
    events = session.act(said(pain=3))
    assert TherapistTold(t=9.0, key="told.pain_limit") in events
    assert session.stage is Stage.STOPPED
    with pytest.raises(ActionRefused, match="acknowledge_first"):
        session.act(SetStarted(t=10.0))


def test_without_a_prescription_the_usual_limits_hold() -> None:
    assert after_a_set().act(said(pain=4)) == []
    session = after_a_set()
    session.act(said(pain=5))
    assert session.stage is Stage.STOPPED


def test_hard_effort_asks_for_rest_and_tells_the_therapist() -> None:
    session = after_a_set(STAND)
    keys = [e.key for e in session.act(said(effort=7)) if isinstance(e, CueGiven | TherapistTold)]
    assert keys == ["cue.rest", "told.effort_limit"]
    assert session.stage is Stage.REST


def test_nobody_answers_for_a_set_that_was_not_done() -> None:
    with pytest.raises(ActionRefused, match="nothing_to_answer"):
        after_a_set().act(said(pain=1, number=2))


def test_the_exercise_is_judged_by_the_patients_own_thresholds() -> None:
    exercise = after_a_set(STAND).exercise
    assert exercise is not None
    assert (exercise.target_value, CATALOG["sit_to_stand"].target_value) == (0.9, 0.98)


def test_thresholds_that_the_library_no_longer_knows_change_nothing() -> None:
    gone = Prescribed(
        exercise="march",
        side=Side.BOTH,
        sets=1,
        reps=1,
        hold_s=None,
        rest_s=1,
        pain_limit=5,
        effort_limit=5,
        thresholds=(("fault.gone.limit", 1.0),),
    )
    assert Prescriptions([gone]).exercise(CATALOG["march"], Side.BOTH) is CATALOG["march"]
