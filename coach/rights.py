"""Who may do what: one table, role by action by scope. Pure; asked at the doors (coach.api.guard) and nowhere
else. What is not in the table may nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    NOBODY = "nobody"
    """Not signed in, and no link that is good."""
    ADMINISTRATOR = "administrator"
    THERAPIST = "therapist"
    REVIEWER = "reviewer"
    PATIENT = "patient"
    CAREGIVER = "caregiver"


class Scope(StrEnum):
    ANY = "any"
    OWN = "own"
    """Oneself, and sessions of one's own: led, or done."""
    ASSIGNED = "assigned"
    """Of the patients one looks after."""
    CLINIC = "clinic"


class Action(StrEnum):
    OPEN_PAGE = "open_page"
    """The pages themselves, empty as they come; and what says whether the server is well."""
    ENTER = "enter"
    """Signing in, the first run, the first-time code."""
    SEE_SELF = "see_self"
    """Who one is, one's own consents; signing out."""
    CONSENT = "consent"

    START_SESSION = "start_session"
    EXERCISE_ALONE = "exercise_alone"
    """Today's programme at home, without the therapist."""
    JOIN_SESSION = "join_session"
    LEAD_SESSION = "lead_session"
    HELP_IN_SESSION = "help_in_session"
    SEE_WORK = "see_work"
    """How far work in the background is."""

    REVIEW_SESSION = "review_session"
    SAY_IN_REVIEW = "say_in_review"
    EXPORT_SESSION = "export_session"
    SEND_VIDEO = "send_video"
    """Of oneself, to one's therapist."""
    WITHDRAW_RECORDING = "withdraw_recording"
    """Having one's own pictures and sound deleted afterwards."""
    DELETE_SESSION = "delete_session"
    """All that is kept of it."""

    SEE_TODAY = "see_today"
    SEE_PATIENT = "see_patient"
    ADD_PATIENT = "add_patient"
    CHANGE_PATIENT = "change_patient"
    """Links, caregivers, consents put in for them, the diary."""
    SEE_CHART = "see_chart"
    """What clinicians wrote of a patient: programme, intake, goals."""
    WRITE_CHART = "write_chart"
    SEE_PEOPLE = "see_people"
    CHANGE_PEOPLE = "change_people"
    SEE_AUDIT = "see_audit"


_A, _T, _R, _P, _C = Role.ADMINISTRATOR, Role.THERAPIST, Role.REVIEWER, Role.PATIENT, Role.CAREGIVER
_EVERYBODY = dict.fromkeys(Role, frozenset({Scope.ANY}))
_OWN = frozenset({Scope.OWN})
_CARED_FOR = frozenset({Scope.OWN, Scope.ASSIGNED})
_CLINIC = frozenset({Scope.CLINIC})

RIGHTS: Mapping[Action, Mapping[Role, frozenset[Scope]]] = {
    Action.OPEN_PAGE: _EVERYBODY,
    Action.ENTER: _EVERYBODY,
    Action.SEE_SELF: {_A: _OWN, _T: _OWN, _R: _OWN, _P: _OWN, _C: _OWN},
    Action.CONSENT: {_P: _OWN},
    Action.START_SESSION: {_A: _CARED_FOR, _T: _CARED_FOR},
    Action.EXERCISE_ALONE: {_P: _OWN},
    Action.JOIN_SESSION: {_A: _CARED_FOR, _T: _CARED_FOR, _P: _OWN, _C: _CARED_FOR},
    Action.LEAD_SESSION: {_A: _CARED_FOR, _T: _CARED_FOR},
    Action.HELP_IN_SESSION: {_A: _CARED_FOR, _T: _CARED_FOR, _C: _CARED_FOR},
    Action.SEE_WORK: {_A: _CARED_FOR, _T: _CARED_FOR},
    Action.REVIEW_SESSION: {_A: _CARED_FOR, _T: _CARED_FOR, _R: _CLINIC},
    Action.SAY_IN_REVIEW: {_A: _CARED_FOR, _T: _CARED_FOR},
    Action.EXPORT_SESSION: {_A: _CARED_FOR, _T: _CARED_FOR},
    Action.SEND_VIDEO: {_P: _OWN},
    Action.WITHDRAW_RECORDING: {_P: _OWN},
    Action.DELETE_SESSION: {_A: _CLINIC, _T: _CARED_FOR},
    Action.SEE_TODAY: {_A: _OWN, _T: _OWN},
    Action.SEE_PATIENT: {_A: _CLINIC, _T: _CARED_FOR},
    Action.ADD_PATIENT: {_A: _CLINIC, _T: _CLINIC},
    Action.CHANGE_PATIENT: {_A: _CLINIC, _T: _CARED_FOR},
    Action.SEE_CHART: {_A: _CARED_FOR, _T: _CARED_FOR},
    Action.WRITE_CHART: {_A: _CARED_FOR, _T: _CARED_FOR},
    Action.SEE_PEOPLE: {_A: _CLINIC},
    Action.CHANGE_PEOPLE: {_A: _CLINIC},
    Action.SEE_AUDIT: {_A: _CLINIC},
}
"""An administrator leads sessions too, as in a clinic of one. Other people's sessions are closed to them, but
they can delete them: whoever asks the clinic to be forgotten is answered though their therapist has left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks, as the door made out."""

    role: Role = Role.NOBODY
    person_id: str | None = None
    clinic_id: str | None = None
    patients: frozenset[str] = frozenset()
    """Whom they look after now."""
    session_id: str | None = None
    """The session that a link without a person opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What it is about; without anything, nothing in particular."""

    clinic_id: str | None = None
    people: frozenset[str] = frozenset()
    """Whose own it is."""
    patient_id: str | None = None
    session_id: str | None = None


NOBODY = Actor()
NOTHING = Subject()


def may(actor: Actor, action: Action, subject: Subject) -> bool:
    """Another clinic's is always refused."""
    granted = RIGHTS.get(action, {}).get(actor.role, frozenset())
    return bool(granted & _relation(actor, subject))


def _relation(actor: Actor, subject: Subject) -> frozenset[Scope]:
    found = {Scope.ANY}
    if subject.session_id is not None and subject.session_id == actor.session_id:
        found.add(Scope.OWN)
    if subject.clinic_id is not None and subject.clinic_id == actor.clinic_id:
        found |= _within(actor, subject)
    return frozenset(found)


def _within(actor: Actor, subject: Subject) -> set[Scope]:
    """Of the same clinic."""
    found = {Scope.CLINIC}
    if actor.person_id is not None and actor.person_id in subject.people | {subject.patient_id}:
        found.add(Scope.OWN)
    if subject.patient_id is not None and subject.patient_id in actor.patients:
        found.add(Scope.ASSIGNED)
    return found
