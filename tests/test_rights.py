"""The table of rights, as rules that hold for every role and action."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.rights import NOTHING, RIGHTS, Action, Actor, Role, Scope, Subject, may

OTHERS = Subject(clinic_id="c", people=frozenset({"other"}), patient_id="stranger", session_id="s")
OWN = Subject(clinic_id="c", people=frozenset({"me"}), patient_id="stranger", session_id="s")
CARED_FOR = Subject(clinic_id="c", people=frozenset({"other"}), patient_id="mine", session_id="s")

actors = st.builds(
    Actor,
    role=st.sampled_from(Role),
    person_id=st.sampled_from([None, "me"]),
    clinic_id=st.sampled_from([None, "c", "d"]),
    patients=st.sampled_from([frozenset[str](), frozenset({"mine"})]),
    session_id=st.sampled_from([None, "s", "t"]),
)


def me(role: Role) -> Actor:
    return Actor(role=role, person_id="me", clinic_id="c", patients=frozenset({"mine"}))


def test_every_action_has_its_rights() -> None:
    assert set(RIGHTS) == set(Action)


@given(actors, st.sampled_from(Action), st.sampled_from([OTHERS, OWN, CARED_FOR]))
def test_another_clinics_opens_for_nobody_but_the_holder_of_its_link(
    actor: Actor, action: Action, subject: Subject
) -> None:
    if actor.clinic_id != subject.clinic_id and actor.session_id != subject.session_id:
        assert may(actor, action, subject) == (Scope.ANY in RIGHTS[action].get(actor.role, frozenset()))


@given(actors, st.sampled_from(Action))
def test_without_a_subject_only_what_is_open_to_all(actor: Actor, action: Action) -> None:
    assert may(actor, action, NOTHING) == (action in (Action.OPEN_PAGE, Action.ENTER))


@pytest.mark.parametrize("action", [a for a in Action if a not in (Action.OPEN_PAGE, Action.ENTER)])
def test_nobody_may_nothing_else(action: Action) -> None:
    for subject in (OTHERS, OWN, CARED_FOR, NOTHING):
        assert not may(Actor(), action, subject)


def test_a_therapist_sees_own_and_assigned_alone() -> None:
    for action in (Action.REVIEW_SESSION, Action.EXPORT_SESSION, Action.LEAD_SESSION, Action.SEE_PATIENT):
        asked = [may(me(Role.THERAPIST), action, subject) for subject in (OWN, CARED_FOR, OTHERS)]
        assert asked == [True, True, False], action


def test_a_session_is_deleted_by_its_therapist_or_the_administrator_and_a_recording_by_its_patient() -> None:
    for subject, therapists in ((OWN, True), (CARED_FOR, True), (OTHERS, False)):
        assert may(me(Role.THERAPIST), Action.DELETE_SESSION, subject) is therapists
        assert may(me(Role.ADMINISTRATOR), Action.DELETE_SESSION, subject)
    deletes = {
        a
        for a in (Action.DELETE_SESSION, Action.WITHDRAW_RECORDING)
        for r in Role
        if r in (Role.REVIEWER, Role.CAREGIVER) and may(me(r), a, OWN)
    }
    assert deletes == set()
    holder = Actor(role=Role.PATIENT, session_id="s")
    assert may(holder, Action.WITHDRAW_RECORDING, OTHERS)
    assert not may(holder, Action.WITHDRAW_RECORDING, Subject(clinic_id="c", session_id="t"))
    assert not may(holder, Action.DELETE_SESSION, OTHERS)


def test_a_reviewer_reads_and_says_nothing() -> None:
    allowed = {a for a in Action for s in (OWN, CARED_FOR, OTHERS) if may(me(Role.REVIEWER), a, s)}
    assert allowed == {Action.OPEN_PAGE, Action.ENTER, Action.SEE_SELF, Action.REVIEW_SESSION}


@pytest.mark.parametrize("role", [Role.PATIENT, Role.CAREGIVER])
def test_a_link_opens_its_session_and_no_other(role: Role) -> None:
    holder = Actor(role=role, session_id="s")
    assert may(holder, Action.JOIN_SESSION, OTHERS)
    assert not may(holder, Action.JOIN_SESSION, Subject(clinic_id="c", session_id="t"))
    assert not may(holder, Action.LEAD_SESSION, OTHERS)
    assert not may(holder, Action.REVIEW_SESSION, OTHERS)
