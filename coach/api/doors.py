"""Every door of this server: what going through it is, and whom or what it is about. A door that is not here
is refused (coach.api.guard)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from starlette.routing import compile_path

from coach.rights import Action


class About(StrEnum):
    """Where the subject of a request is found."""

    NOTHING = "nothing"
    ONESELF = "oneself"
    CLINIC = "clinic"
    LINK = "link"
    """`{code}` names a session, and a seat in it."""
    JOB = "job"
    """`{id}` of work on a session."""
    PERSON = "person"
    """`{person}`."""
    APPOINTMENT = "appointment"
    """`{appointment}`."""
    PERSONAL = "personal"
    """`{code}` is somebody's personal link."""


@dataclass(frozen=True, slots=True)
class Door:
    action: Action
    about: About = About.NOTHING
    noted: bool = True
    """In the audit. Not for what is fetched many times of one view that is noted already."""


_PAGE = Door(Action.OPEN_PAGE, noted=False)
_ENTER = Door(Action.ENTER, noted=False)
_REVIEW = "/api/v1/review/{code}"
_CAREGIVER = "/api/v1/patients/{person}/caregivers/{caregiver}"

DOORS: Mapping[str, Door] = {
    # what is open to all
    "GET /": _PAGE,
    "GET /s/{code}": _PAGE,
    "GET /review/{code}": _PAGE,
    "GET /board": _PAGE,
    "GET /assets/{path:path}": _PAGE,
    "GET /openapi.json": _PAGE,
    "GET /healthz": _PAGE,
    "GET /readyz": _PAGE,
    "GET /metrics": _PAGE,
    "POST /api/v1/line": _PAGE,
    "GET /api/v1/print.css": _PAGE,
    # in and out
    "GET /api/v1/entrance": _ENTER,
    "POST /api/v1/first-run": _ENTER,
    "POST /api/v1/sign-in": _ENTER,
    "GET /api/v1/oidc/begin": _ENTER,
    "GET /api/v1/oidc/callback": _ENTER,
    "POST /api/v1/sign-out": Door(Action.SEE_SELF, About.ONESELF),
    # sessions
    "POST /api/v1/sessions": Door(Action.START_SESSION, About.ONESELF),
    "POST /api/v1/demo": Door(Action.START_SESSION, About.ONESELF),
    "GET /api/v1/uploads/limits": Door(Action.START_SESSION, About.ONESELF, noted=False),
    "POST /api/v1/uploads": Door(Action.START_SESSION, About.ONESELF),
    "POST /api/v1/patients/{person}/uploads": Door(Action.START_SESSION, About.PERSON),
    "GET /api/v1/jobs/{id}": Door(Action.SEE_WORK, About.JOB, noted=False),
    # each message of it is asked by itself: MESSAGES
    "WS /api/v1/ws": _ENTER,
    # a therapist's day
    "GET /api/v1/today": Door(Action.SEE_TODAY, About.ONESELF, noted=False),
    "POST /api/v1/patients": Door(Action.ADD_PATIENT, About.CLINIC),
    "POST /api/v1/patients/import": Door(Action.ADD_PATIENT, About.CLINIC),
    "GET /api/v1/patients/{person}": Door(Action.SEE_PATIENT, About.PERSON),
    "POST /api/v1/patients/{person}/sessions": Door(Action.START_SESSION, About.PERSON),
    "POST /api/v1/patients/{person}/link": Door(Action.CHANGE_PATIENT, About.PERSON),
    "POST /api/v1/patients/{person}/link/revoked": Door(Action.CHANGE_PATIENT, About.PERSON),
    "POST /api/v1/patients/{person}/caregivers": Door(Action.CHANGE_PATIENT, About.PERSON),
    f"POST {_CAREGIVER}/link": Door(Action.CHANGE_PATIENT, About.PERSON),
    f"POST {_CAREGIVER}/link/revoked": Door(Action.CHANGE_PATIENT, About.PERSON),
    f"POST {_CAREGIVER}/released": Door(Action.CHANGE_PATIENT, About.PERSON),
    "POST /api/v1/patients/{person}/appointments": Door(Action.CHANGE_PATIENT, About.PERSON),
    "POST /api/v1/appointments/{appointment}/cancelled": Door(Action.CHANGE_PATIENT, About.APPOINTMENT),
    "GET /api/v1/attention": Door(Action.SEE_TODAY, About.ONESELF, noted=False),
    "WS /api/v1/board": Door(Action.SEE_TODAY, About.ONESELF),
    "GET /api/v1/colleagues": Door(Action.SEE_TODAY, About.ONESELF, noted=False),
    "POST /api/v1/patients/{person}/handed-over": Door(Action.CHANGE_PATIENT, About.PERSON),
    "GET /api/v1/patients/{person}/consents": Door(Action.SEE_PATIENT, About.PERSON, noted=False),
    # reminders, and the diary for calendar programs
    "GET /api/v1/patients/{person}/reminders": Door(Action.SEE_PATIENT, About.PERSON, noted=False),
    "POST /api/v1/patients/{person}/reminders": Door(Action.CHANGE_PATIENT, About.PERSON),
    "GET /api/v1/calendar.ics": Door(Action.SEE_TODAY, About.ONESELF),
    "GET /api/v1/appointments/{appointment}/calendar.ics": Door(Action.SEE_PATIENT, About.APPOINTMENT),
    "GET /api/v1/mail": Door(Action.CHANGE_PEOPLE, About.CLINIC, noted=False),
    "POST /api/v1/mail/test": Door(Action.CHANGE_PEOPLE, About.CLINIC),
    # what clinicians write of a patient
    "GET /api/v1/programmes/library": Door(Action.SEE_TODAY, About.ONESELF, noted=False),
    "GET /api/v1/patients/{person}/programme": Door(Action.SEE_CHART, About.PERSON),
    "POST /api/v1/patients/{person}/programme": Door(Action.WRITE_CHART, About.PERSON),
    "GET /api/v1/patients/{person}/programme/print": Door(Action.SEE_CHART, About.PERSON),
    "GET /api/v1/patients/{person}/programme/{number}": Door(Action.SEE_CHART, About.PERSON),
    "GET /api/v1/patients/{person}/intake": Door(Action.SEE_CHART, About.PERSON),
    "POST /api/v1/patients/{person}/intake": Door(Action.WRITE_CHART, About.PERSON),
    "GET /api/v1/patients/{person}/intake/{number}": Door(Action.SEE_CHART, About.PERSON),
    "GET /api/v1/patients/{person}/goals": Door(Action.SEE_CHART, About.PERSON),
    "POST /api/v1/patients/{person}/goals": Door(Action.WRITE_CHART, About.PERSON),
    "GET /api/v1/patients/{person}/progress": Door(Action.SEE_CHART, About.PERSON),
    "GET /api/v1/emergency/{code}": Door(Action.LEAD_SESSION, About.LINK),
    # who works here
    "GET /api/v1/people": Door(Action.SEE_PEOPLE, About.CLINIC),
    "POST /api/v1/people": Door(Action.CHANGE_PEOPLE, About.CLINIC),
    "POST /api/v1/people/{person}/deactivated": Door(Action.CHANGE_PEOPLE, About.PERSON),
    "POST /api/v1/people/{person}/activated": Door(Action.CHANGE_PEOPLE, About.PERSON),
    "POST /api/v1/people/{person}/role": Door(Action.CHANGE_PEOPLE, About.PERSON),
    "GET /api/v1/audit": Door(Action.SEE_AUDIT, About.CLINIC),
    "GET /api/v1/ownerless": Door(Action.CHANGE_PEOPLE, About.CLINIC, noted=False),
    "POST /api/v1/ownerless/{session}/adopted": Door(Action.CHANGE_PEOPLE, About.CLINIC),
    # a patient's own link
    "GET /p/{code}": _PAGE,
    "GET /api/v1/personal/{code}": Door(Action.SEE_SELF, About.PERSONAL, noted=False),
    "POST /api/v1/personal/{code}/device": _ENTER,
    "GET /api/v1/personal/{code}/uploads/limits": Door(Action.SEND_VIDEO, About.PERSONAL, noted=False),
    "POST /api/v1/personal/{code}/uploads": Door(Action.SEND_VIDEO, About.PERSONAL),
    "GET /api/v1/personal/{code}/uploads/{job}": Door(Action.SEND_VIDEO, About.PERSONAL, noted=False),
    "POST /api/v1/personal/{code}/home": Door(Action.EXERCISE_ALONE, About.PERSONAL),
    "POST /api/v1/personal/{code}/home/today": Door(Action.SEE_SELF, About.PERSONAL, noted=False),
    "GET /api/v1/personal/{code}/progress": Door(Action.SEE_SELF, About.PERSONAL),
    "GET /api/v1/personal/{code}/consents": Door(Action.CONSENT, About.PERSONAL, noted=False),
    "POST /api/v1/personal/{code}/consents": Door(Action.CONSENT, About.PERSONAL),
    "GET /api/v1/personal/{code}/reminders": Door(Action.SEE_SELF, About.PERSONAL, noted=False),
    "POST /api/v1/personal/{code}/reminders": Door(Action.CONSENT, About.PERSONAL),
    "GET /api/v1/personal/{code}/appointments": Door(Action.SEE_SELF, About.PERSONAL, noted=False),
    "GET /api/v1/personal/{code}/calendar.ics": Door(Action.SEE_SELF, About.PERSONAL),
    "GET /api/v1/personal/{code}/appointments/{appointment}/calendar.ics": Door(
        Action.SEE_SELF, About.PERSONAL
    ),
    # what is deleted because somebody asks for it
    "GET /api/v1/recordings/{code}": Door(Action.WITHDRAW_RECORDING, About.LINK, noted=False),
    "POST /api/v1/recordings/{code}/withdrawn": Door(Action.WITHDRAW_RECORDING, About.LINK),
    f"DELETE {_REVIEW}": Door(Action.DELETE_SESSION, About.LINK),
    # the review
    f"GET {_REVIEW}": Door(Action.REVIEW_SESSION, About.LINK),
    f"GET {_REVIEW}/poses": Door(Action.REVIEW_SESSION, About.LINK, noted=False),
    f"GET {_REVIEW}/traces": Door(Action.REVIEW_SESSION, About.LINK, noted=False),
    f"GET {_REVIEW}/media/{{recording}}": Door(Action.REVIEW_SESSION, About.LINK, noted=False),
    f"POST {_REVIEW}/corrections": Door(Action.SAY_IN_REVIEW, About.LINK),
    f"POST {_REVIEW}/notes": Door(Action.SAY_IN_REVIEW, About.LINK),
    f"POST {_REVIEW}/notes/withdrawn": Door(Action.SAY_IN_REVIEW, About.LINK),
    f"POST {_REVIEW}/stills": Door(Action.SAY_IN_REVIEW, About.LINK),
    f"GET {_REVIEW}/stills/{{note}}": Door(Action.REVIEW_SESSION, About.LINK, noted=False),
    f"POST {_REVIEW}/reviewed": Door(Action.SAY_IN_REVIEW, About.LINK),
    f"POST {_REVIEW}/rejudge": Door(Action.SAY_IN_REVIEW, About.LINK),
    f"POST {_REVIEW}/rejudge/accept": Door(Action.SAY_IN_REVIEW, About.LINK),
    f"GET {_REVIEW}/rejudge/{{job_id}}": Door(Action.REVIEW_SESSION, About.LINK, noted=False),
    f"GET {_REVIEW}/export/{{format}}": Door(Action.EXPORT_SESSION, About.LINK),
}

MESSAGES: Mapping[str, Action] = {
    **dict.fromkeys(
        (
            "hello",
            "offer",
            "ping",
            "camera_state",
            "stop",
            "answer_recording",
            "stop_recording",
            "check_in",
            "home",
        ),
        Action.JOIN_SESSION,
    ),
    **dict.fromkeys(("assisted", "ready", "help"), Action.HELP_IN_SESSION),
    **dict.fromkeys(
        (
            *("choose", "start_set", "stop_set", "send_cue", "correct_count", "mark_fault", "acknowledge"),
            *("calibrate", "choose_test", "begin_test", "stop_guidance", "judge_result", "choose_patient"),
            *("learn", "end_learning", "save_exercise", "ask_recording", "end_session"),
        ),
        Action.LEAD_SESSION,
    ),
}
"""What may be said over a session's WebSocket, by the message's type."""


def _compiled() -> Iterator[tuple[str, str, Door]]:
    for name, door in DOORS.items():
        method, path = name.split(" ", 1)
        yield method, path, door


# Fixed parts before open ones, so that `rejudge/accept` is never taken for a job's id.
_BY_PATH = sorted(
    ((method, path, compile_path(path), door) for method, path, door in _compiled()),
    key=lambda one: [part.startswith("{") for part in one[1].split("/")],
)


def door_at(method: str, path: str) -> tuple[Door, Mapping[str, str]] | None:
    """The door, and what its path names; None where there is none. A WebSocket's method is `WS`."""
    wanted = "GET" if method == "HEAD" else method
    for known, _, (pattern, _, _), door in _BY_PATH:
        found = pattern.match(path) if known == wanted else None
        if found is not None:
            return door, found.groupdict()
    return None
