"""What the server says and is told. Made by `python -m docs.client`; not to be edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A newer server may say more than this client knows."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)


AffectedSide = Literal["left", "right", "both", "none"]

Equipment = Literal[
    "chair",
    "worktop",
    "table",
    "rail",
    "step",
    "band",
    "cup",
    "mat",
    "tape",
    "stick",
    "balance_board",
    "frame",
]

Format = Literal["csv", "parquet", "fhir", "mp4", "trc", "summary", "record"]

RedFlag = Literal[
    "chest_pain",
    "breathless",
    "fainting",
    "new_weakness",
    "severe_headache",
    "recent_fall",
    "recent_surgery",
    "uncontrolled_pressure",
    "seizures",
]

Side = Literal["left", "right", "both"]

Support = Literal["person", "both_hands", "one_hand", "near", "none"]

Why = Literal["done_in_full", "pain", "effort", "unsafe", "not_managed"]


class AdoptIn(Model):
    therapist: str


class Agreement(Model):
    """One kind of consent, as it stands."""

    kind: Literal["call", "recording", "data"]
    title: str
    text: str
    version: str
    given: bool | None
    at: datetime | None


class AnswerIn(Model):
    kind: Literal["call", "recording", "data"]
    given: bool
    version: str


class Appointment(Model):
    id: int
    patient_id: str
    patient_name: str
    starts_at: datetime
    minutes: int


class AppointmentIn(Model):
    starts_at: datetime
    minutes: int = 30


class Arrivals(Model):
    added: bool
    new: int
    known: int
    refused: int
    patients: list[Arrived]


class Arrived(Model):
    line: int
    name: str
    state: Literal["new", "known", "refused"]
    why: str
    person: str | None


class AuditLine(Model):
    """Who did what, when."""

    id: int
    at: datetime
    who: str
    role: str
    action: str
    subject: str
    done: bool


class Beginning(Model):
    """A template."""

    id: str
    name: str
    source: str
    watch: list[str]
    items: list[Prescription]


class Caregiver(Model):
    """Somebody who helps the patient at home."""

    id: str
    name: str
    link: PersonalLink | None


class CodeIn(Model):
    code: str


class Colleague(Model):
    id: str
    name: str
    role: str
    login: str
    active: bool


class ColleagueIn(Model):
    name: str
    role: Literal["administrator", "therapist", "reviewer"]
    login: str
    password: str | None = None


class CorrectionIn(Model):
    """`rep_rejected` needs `rep_id`; `rep_added` set_number and t; `count` set_number and delta;
    `fault_agree` and `fault_disagree` fault_number; `fault_missed` set_number, t and fault; `withdrawn`
    takes back the correction `withdraws`. Nothing is ever overwritten: each is a new row."""

    kind: Literal[
        "rep_rejected", "rep_added", "count", "fault_agree", "fault_disagree", "fault_missed", "withdrawn"
    ]
    rep_id: int | None = None
    fault_number: int | None = None
    set_number: int | None = None
    t: float | None = None
    side: Literal["left", "right", "both"] | None = None
    fault: str | None = None
    delta: Literal[-1, 1] | None = None
    withdraws: int | None = None
    note: str = ""


class DayShown(Model):
    date: str
    kept: Literal["done", "partly", "missed", "led", "extra", "free", "to_come"]
    planned: int
    done: int


class Emergency(Model):
    """For the therapist's screen when the patient falls or is stopped."""

    contact: str = ""
    phone: str = ""
    address: str = ""
    plan: str = ""


class EmergencyCard(Model):
    """Beside the picture when something happens."""

    name: str
    emergency: Emergency
    red_flags: list[RedFlag]


class Entrance(Model):
    begun: bool
    code_needed: bool
    person: Me | None
    provider: str
    passwords: bool


class ExerciseOverridesIn(Model):
    rest: float | None = None
    target: float | None = None
    pace: PaceIn | None = None
    faults: dict[str, FaultLimitsIn] | None = None


class FaultDifference(Model):
    fault: str
    name: str
    level: Literal["note", "coach", "safety"]
    side: Literal["left", "right", "both"]
    start: float
    end: float
    value: float


class FaultLimitsIn(Model):
    limit: float | None = None
    margin: float | None = None
    for_s: float | None = None
    share: float | None = None


class FirstRunIn(Model):
    clinic: str
    name: str
    login: str
    password: str = ""
    code: str = ""
    language: str = "en"


class Followed(Model):
    """What was reached over the sessions, the oldest first."""

    kind: Literal["range", "reps", "time", "test"]
    id: str
    name: str
    side: Literal["left", "right", "both"]
    unit: str
    rising: bool
    points: list[PointShown]
    smallest: Smallest | None
    verdict: Literal["better", "worse", "same", "unknown"]


class Goal(Model):
    """`id` stays the same through all versions."""

    id: str
    what: str
    measure: str = ""
    by: str | None = None
    weight: int = 1
    expected: str = ""
    begun: int = -2
    now: int | None = None
    ended: str | None = None


class Goals(Model):
    items: list[Goal] | None = None


class GoalsIn(Model):
    based_on: int
    goals: Goals


class GoalsShown(Model):
    number: int
    by: str | None
    at: datetime | None
    goals: Goals
    begun: float | None
    now: float | None


class HTTPValidationError(Model):
    detail: list[ValidationError] | None = None


class HandOverIn(Model):
    to: str
    stay: bool = False


class Health(Model):
    status: str


class HereIn(Model):
    """Where the patient is it may be another day than here."""

    minutes_east: int


class HomeSession(Model):
    session_url: str


class HomeToday(Model):
    """What a patient sees of their exercises at home."""

    exercises: list[str]
    have: list[str]
    begun: bool
    planned: int
    done: int


class Intake(Model):
    diagnosis: str = ""
    since: str = ""
    side: AffectedSide = "none"
    history: str = ""
    symptoms: str = ""
    pain: int | None = None
    pain_where: str = ""
    fatigue: int | None = None
    activities: str = ""
    equipment: str = ""
    has: list[Equipment] | None = None
    red_flags: list[RedFlag] | None = None
    emergency: Emergency | None = None


class IntakeIn(Model):
    based_on: int
    intake: Intake


class IntakeShown(Model):
    number: int
    by: str | None
    at: datetime | None
    intake: Intake
    things: list[Named]
    earlier: list[Written]


class Job(Model):
    id: str
    kind: Literal["upload", "rejudge"]
    session_id: str | None
    state: Literal["waiting", "running", "done", "failed"]
    progress: float
    message: str


class Leader(Model):
    """Somebody a patient can be handed to."""

    id: str
    name: str


class Library(Model):
    exercises: list[Prescribable]
    templates: list[Beginning]
    supports: list[Named]
    equipment: list[Named]


class Limits(Model):
    """Within these a session without the therapist may change the repetitions by itself."""

    fewest: int
    most: int


class MailSet(Model):
    """How e-mail leaves this server."""

    host: str
    port: int
    security: str
    sender: str
    tried: str = ""


class Me(Model):
    """Who is signed in."""

    id: str
    name: str
    role: str
    language: str


class Meanwhile(Model):
    """Somebody else saved first. Nothing was changed, nothing is lost."""

    title: str
    status: int
    detail: str
    newest: Version
    together: Programme | None


class Named(Model):
    id: str
    name: str


class Needed(Model):
    """A thing to exercise with. Older programmes have its name alone."""

    thing: Equipment
    detail: str = ""


class Needs(Model):
    """A patient who exercises at home, and why their therapist should look."""

    patient: str
    reasons: list[NeedsReason]
    planned: int
    done: int


class NeedsReason(Model):
    why: Literal["safety", "pain", "missed"]
    n: int


class NoteIn(Model):
    t: float
    kind: Literal["bookmark", "comment"]
    text: str = ""


class NoteWithdrawnIn(Model):
    note_id: int


class OwnFilm(Model):
    """A session of theirs whose recording is kept."""

    code: str
    started_at: datetime


class OwnRecording(Model):
    recorded: bool


class Ownerless(Model):
    """A session that is nobody's, from before there were people."""

    id: str
    started_at: datetime


class PaceIn(Model):
    start: float | None = None
    full: float | None = None
    partial: float | None = None
    end: float | None = None
    min_s: float | None = None
    max_s: float | None = None


class Patient(Model):
    id: str
    name: str
    language: str
    link: PersonalLink | None
    carers: list[str]
    caregivers: list[Caregiver]
    sessions: list[SessionBrief]
    appointments: list[Appointment]


class PatientBrief(Model):
    id: str
    name: str
    waiting: bool
    running: SessionBrief | None
    to_review: int
    next: datetime | None


class PatientIn(Model):
    name: str
    language: str = "en"


class PatientsSession(Model):
    session_id: str
    therapist_url: str
    link: PersonalLink


class PersonalLink(Model):
    url: str
    qr_svg: str
    first_code: str
    expires_at: datetime
    locked: bool


class Planned(Model):
    id: int
    starts_at: datetime
    minutes: int


class PointShown(Model):
    at: datetime
    value: float
    measured: bool


class Prescribable(Model):
    """An exercise of the library with its usual dose."""

    id: str
    name: str
    sides: list[str]
    reps: int
    sets: int
    hold_s: float | None
    rest_s: float
    unit: str
    target: float
    equipment: list[str]
    thresholds: dict[str, float]
    threshold_names: dict[str, str]
    therapist_only: bool


class Prescription(Model):
    """One exercise of a programme. `id` stays the same through all versions."""

    id: str
    exercise: str
    side: Side
    sets: int = 2
    reps: int = 8
    hold_s: float | None = None
    target: float | None = None
    tempo: Tempo | None = None
    rest_s: float = 90
    days: list[int] | None = None
    support: Support = "near"
    equipment: list[Needed] | None = None
    stop: StopRules | None = None
    limits: Limits | None = None
    thresholds: dict[str, float] | None = None
    note: str = ""


class Problem(Model):
    """`application/problem+json`."""

    title: str
    status: int
    detail: str


class Programme(Model):
    """All that is prescribed, in the order it is done."""

    items: list[Prescription] | None = None
    condition: str | None = None


class ProgrammeIn(Model):
    based_on: int
    programme: Programme


class Programmes(Model):
    newest: Version | None
    versions: list[VersionBrief]
    suggestions: list[Suggested]
    at_home: list[Equipment] | None


class Progress(Model):
    weeks: list[list[DayShown]]
    tests: list[Followed]
    unconfirmed: int
    exercises: list[Followed]
    goals: list[Goal]
    scores: list[ScoreAt]


class RejudgeAcceptIn(Model):
    job_id: str


class RejudgeDifference(Model):
    same: bool
    sets: list[SetDifference]
    versions_before: dict[str, str]
    versions_after: dict[str, str]
    not_known: list[int]


class RejudgeIn(Model):
    """With no overrides: the present rules as they are."""

    overrides: dict[str, ExerciseOverridesIn] | None = None


class Reminded(Model):
    """One that went out."""

    at: datetime
    about: Literal["session", "home"]
    starts_at: datetime | None
    refused: bool


class RemindersIn(Model):
    email: str
    zone: str
    sessions: bool = True
    home: bool = True


class RemindersSet(Model):
    """How a patient is reminded."""

    sent_here: bool
    email: str
    zone: str
    sessions: bool
    home: bool
    refused: bool
    lately: list[Reminded]
    why_not: list[str]


class RepDifference(Model):
    side: Literal["left", "right", "both"]
    start: float
    peak_t: float
    end: float
    peak: float
    complete: bool


class ReviewAgreement(Model):
    """How far people and the judge agree. Findings: over those marked. Sets: over those that a person has
    counted or corrected, or all when the session was marked reviewed."""

    marked: int
    agreed: int
    percent: float | None
    kappa: float | None
    rep_kappa: float | None
    sets_compared: int
    exact: int
    off_by_one: int


class ReviewCheckIn(Model):
    """What the patient said after a set: the newest answer to each question."""

    set_number: int
    t: float
    pain: int | None
    effort: int | None
    by: str
    who: str | None


class ReviewCorrection(Model):
    id: int
    kind: Literal[
        "rep_rejected", "rep_added", "count", "fault_agree", "fault_disagree", "fault_missed", "withdrawn"
    ]
    set_number: int | None
    rep_id: int | None
    fault_number: int | None
    fault: str | None
    t: float | None
    side: Literal["left", "right", "both"] | None
    delta: int | None
    note: str
    by: str
    who: str | None
    at: datetime
    live: bool
    withdrawn: bool


class ReviewCue(Model):
    t: float
    key: str | None
    text: str
    level: Literal["note", "coach", "safety"]
    from_therapist: bool


class ReviewExercise(Model):
    id: str
    name: str
    signal: str
    unit: str
    hold: bool
    joint: str
    landmarks: list[int]
    rest_value: float
    target_value: float
    faults: dict[str, str]
    limits: dict[str, ReviewLimit]


class ReviewFault(Model):
    number: int
    set_number: int
    fault: str
    name: str
    level: Literal["note", "coach", "safety"]
    start: float
    end: float
    rep: int | None
    side: Literal["left", "right", "both"]
    value: float
    unit: str
    threshold: float
    baseline: float | None
    quality: Literal["measured", "estimate", "not_assessable"]
    agree: bool | None


class ReviewHold(Model):
    set_number: int
    side: Literal["left", "right", "both"]
    start: float
    end: float
    seconds: float
    quality: Literal["measured", "estimate", "not_assessable"]


class ReviewJudgement(Model):
    """One judgement of the session: number 1 is the live one; a newer was accepted by somebody."""

    number: int
    by: str | None
    who: str | None
    at: datetime
    versions: dict[str, str]
    overrides: dict[str, dict[str, float]]
    current: bool


class ReviewLimit(Model):
    value: float
    unit: str


class ReviewNote(Model):
    id: int
    t: float
    kind: Literal["bookmark", "comment", "still"]
    text: str
    by: str
    who: str | None
    at: datetime
    picture: bool


class ReviewOther(Model):
    """Another session of the same patient, to look at beside this one."""

    code: str
    created_at: datetime


class ReviewPause(Model):
    start: float
    end: float
    reason: str
    text: str


class ReviewQueueItem(Model):
    """Something that a person should look at; worst first, then by time."""

    t: float
    severity: Literal["safety", "high", "medium", "low"]
    kind: str
    reason: str
    ref: ReviewRef


class ReviewRecording(Model):
    id: int
    role: str
    number: int
    url: str
    media_type: str
    started_t: float
    seconds: float | None
    width: int | None
    height: int | None
    has_video: bool
    has_audio: bool
    closed: bool
    available: bool


class ReviewRef(Model):
    kind: Literal["fault", "rep", "set", "pause", "recording", "session"]
    id: int


class ReviewRep(Model):
    id: int
    set_number: int
    number: int
    side: Literal["left", "right", "both"]
    start: float
    peak_t: float
    end: float
    peak: float
    unit: str
    complete: bool
    quality: Literal["measured", "estimate", "not_assessable"]
    rejected: bool
    assisted: bool
    assisted_by: str | None
    assisted_who: str | None
    faults: list[int]


class ReviewResult(Model):
    """A standard test's result as the camera gave it, with all words on it, oldest first."""

    number: int
    name: str
    side: Literal["left", "right", "both"]
    value: float | None
    unit: str
    quality: Literal["measured", "estimate", "not_assessable"]
    t: float
    confirmed: bool | None
    own_value: float | None
    words: list[ReviewResultWord]


class ReviewResultWord(Model):
    """What somebody said of a test's result; `own_value` is their stopwatch's or count."""

    confirmed: bool
    own_value: float | None
    by: str
    who: str | None
    at: datetime


class ReviewReviewed(Model):
    by: str
    who: str | None
    at: datetime


class ReviewSession(Model):
    session_id: str
    role: Literal["therapist", "clinician"]
    created_at: datetime
    ended_at: datetime | None
    duration_s: float
    versions: dict[str, str]
    has_tape: bool
    problems: list[str]
    exercises: list[ReviewExercise]
    sets: list[ReviewSet]
    reps: list[ReviewRep]
    faults: list[ReviewFault]
    holds: list[ReviewHold]
    cues: list[ReviewCue]
    stages: list[ReviewStage]
    pauses: list[ReviewPause]
    corrections: list[ReviewCorrection]
    notes: list[ReviewNote]
    check_ins: list[ReviewCheckIn]
    results: list[ReviewResult]
    others: list[ReviewOther]
    recordings: list[ReviewRecording]
    agreement: ReviewAgreement
    queue: list[ReviewQueueItem]
    reviewed: list[ReviewReviewed]
    judgements: list[ReviewJudgement]


class ReviewSet(Model):
    number: int
    exercise: str
    side: Literal["left", "right", "both"]
    started: float
    ended: float
    reps: int
    partials: int
    correction: int
    corrected_reps: int
    longest_hold_s: float


class ReviewStage(Model):
    t: float
    stage: Literal["idle", "check", "countdown", "moving", "paused", "rest", "stopped", "ended"]


class ReviewTrace(Model):
    """The primary signal of one set and side, at most 15 points a second."""

    set_number: int
    exercise: str
    side: Literal["left", "right", "both"]
    measure: str
    unit: str
    rest: float
    target: float
    points: list[tuple[float, float]]


class ReviewTraces(Model):
    traces: list[ReviewTrace]


class RoleIn(Model):
    role: Literal["administrator", "therapist", "reviewer"]


class ScoreAt(Model):
    at: datetime
    score: float


class SessionBrief(Model):
    id: str
    started_at: datetime
    ended: bool
    reviewed: bool
    therapist_url: str
    review_url: str


class SessionStarted(Model):
    """Where each person goes."""

    session_id: str
    therapist_url: str
    patient_url: str
    caregiver_url: str
    clinician_url: str
    patient_qr_svg: str | None


class SetDifference(Model):
    number: int
    exercise: str
    before: int
    after: int
    reps_gained: list[RepDifference]
    reps_lost: list[RepDifference]
    faults_gained: list[FaultDifference]
    faults_lost: list[FaultDifference]


class SignInIn(Model):
    login: str
    password: str


class Smallest(Model):
    """The smallest change that is more than chance."""

    value: float
    matters: bool
    source: str


class Still(Model):
    note_id: int


class StopRules(Model):
    """From these values on the exercise is over for the day and the therapist is told."""

    pain: int = 5
    effort: int = 5


class Suggested(Model):
    """Approved by saving a version in which it stands."""

    item: str
    why: Why
    proposed: Prescription


class Tempo(Model):
    """Seconds of a repetition: out, at the target, back."""

    out: float
    hold: float = 0
    back: float


class TestIn(Model):
    email: str


class Today(Model):
    patients: list[PatientBrief]
    appointments: list[Appointment]


class UploadExercise(Model):
    id: str
    name: str
    signal: str
    unit: str
    hold: bool
    joint: str
    landmarks: list[int]
    rest_value: float
    target_value: float
    faults: dict[str, str]
    limits: dict[str, ReviewLimit]
    sides: list[Literal["left", "right", "both"]]


class UploadLimits(Model):
    max_bytes: int
    max_seconds: float
    exercises: list[UploadExercise]


class UploadStarted(Model):
    session_id: str
    job: Job
    review_url: str
    therapist_url: str
    patient_url: str


class ValidationError(Model):
    loc: list[str | int]
    msg: str
    type: str
    input: Any | None = None
    ctx: dict[str, Any] | None = None


class Version(Model):
    number: int
    by: str
    at: datetime
    programme: Programme


class VersionBrief(Model):
    number: int
    by: str
    at: datetime


class WaitingRoom(Model):
    """What a patient, or their caregiver, sees while they wait."""

    name: str
    helps: str | None
    therapist: str | None
    session_url: str | None
    next: datetime | None
    recordings: list[OwnFilm]


class Written(Model):
    """Of the version that holds; number 0 before the first."""

    number: int
    by: str | None
    at: datetime | None
