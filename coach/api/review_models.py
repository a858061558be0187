"""The bodies of the review's HTTP doors. The browser's types are generated from these models.

Times `t`, `start`, `end` are seconds since the session's first frame; `at` is the wall clock, UTC.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

LevelName = Literal["note", "coach", "safety"]
SideName = Literal["left", "right", "both"]
QualityName = Literal["measured", "estimate", "not_assessable"]
StageName = Literal["idle", "check", "countdown", "moving", "paused", "rest", "stopped", "ended"]
Severity = Literal["safety", "high", "medium", "low"]
CorrectionKind = Literal[
    "rep_rejected", "rep_added", "count", "fault_agree", "fault_disagree", "fault_missed", "withdrawn"
]
NoteKind = Literal["bookmark", "comment", "still"]
JobState = Literal["waiting", "running", "done", "failed"]


class Out(BaseModel):
    """What the server says; made from the review's own values, field by field."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, from_attributes=True, use_attribute_docstrings=True
    )


class In(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


# ---- a session as its reviewer sees it


class ReviewLimit(Out):
    value: float
    unit: str


class ReviewExercise(Out):
    id: str
    name: str
    signal: str
    """The measure that makes a repetition."""
    unit: str
    hold: bool
    joint: str
    landmarks: list[int]
    """Indices of the landmarks of the exercised limbs; both sides."""
    rest_value: float
    target_value: float
    faults: dict[str, str]
    """Every finding the exercise can have, with its name."""
    limits: dict[str, ReviewLimit]
    """What can be judged otherwise, as it was judged: `target`, `full`, a finding's limit by its id."""


class ReviewSet(Out):
    number: int
    exercise: str
    side: SideName
    started: float
    ended: float
    reps: int
    """As judged; never changed by a correction."""
    partials: int
    correction: int
    """The therapist's taps during the session."""
    corrected_reps: int
    """With all corrections, live and in review."""
    longest_hold_s: float


class ReviewRep(Out):
    id: int
    set_number: int
    number: int
    side: SideName
    start: float
    peak_t: float
    end: float
    peak: float
    unit: str
    complete: bool
    quality: QualityName
    rejected: bool
    """A reviewer said that this is no repetition."""
    assisted: bool
    """Somebody said that they helped with it."""
    assisted_by: str | None
    """The role of who said so; null for what is older than signatures."""
    assisted_who: str | None
    """Their name, where they were signed in."""
    faults: list[int]
    """Numbers of the findings in it."""


class ReviewFault(Out):
    number: int
    set_number: int
    fault: str
    name: str
    level: LevelName
    start: float
    end: float
    rep: int | None
    side: SideName
    value: float
    unit: str
    threshold: float
    baseline: float | None
    quality: QualityName
    agree: bool | None
    """The newest word on it; null until given."""


class ReviewHold(Out):
    set_number: int
    side: SideName
    start: float
    end: float
    seconds: float
    quality: QualityName


class ReviewCue(Out):
    t: float
    key: str | None
    text: str
    level: LevelName
    from_therapist: bool


class ReviewStage(Out):
    t: float
    stage: StageName


class ReviewPause(Out):
    start: float
    end: float
    reason: str
    text: str


class ReviewCorrection(Out):
    id: int
    kind: CorrectionKind
    set_number: int | None
    rep_id: int | None
    fault_number: int | None
    fault: str | None
    t: float | None
    side: SideName | None
    delta: int | None
    note: str
    by: str
    """Their role."""
    who: str | None
    """Their name, where they were signed in."""
    at: datetime
    live: bool
    """Made during the session."""
    withdrawn: bool


class ReviewNote(Out):
    id: int
    t: float
    kind: NoteKind
    text: str
    by: str
    """Their role."""
    who: str | None
    """Their name, where they were signed in."""
    at: datetime
    picture: bool
    """A still whose picture is there."""


class ReviewCheckIn(Out):
    """What the patient said after a set: the newest answer to each question."""

    set_number: int
    t: float
    pain: int | None
    """0 to 10."""
    effort: int | None
    """Borg CR10."""
    by: str
    """The role of who put in the newest: the patient, or somebody for them."""
    who: str | None
    """Their name, where they were signed in."""


class ReviewResultWord(Out):
    """What somebody said of a test's result; `own_value` is their stopwatch's or count."""

    confirmed: bool
    own_value: float | None
    by: str
    """Their role."""
    who: str | None
    """Their name, where they were signed in."""
    at: datetime


class ReviewResult(Out):
    """A standard test's result as the camera gave it, with all words on it, oldest first."""

    number: int
    name: str
    side: SideName
    value: float | None
    """Null where the test was broken off before it gave one."""
    unit: str
    quality: QualityName
    t: float
    confirmed: bool | None
    own_value: float | None
    words: list[ReviewResultWord]
    """None on what is older than signatures."""


class ReviewOther(Out):
    """Another session of the same patient, to look at beside this one."""

    code: str
    """Of its review: `/review/{code}`."""
    created_at: datetime


class ReviewRecording(Out):
    id: int
    role: str
    number: int
    url: str
    media_type: str
    started_t: float
    """Session time of the file's media time 0."""
    seconds: float | None
    width: int | None
    height: int | None
    has_video: bool
    has_audio: bool
    closed: bool
    available: bool
    """False when the file is gone; the rest of the session is here all the same."""


class ReviewAgreement(Out):
    """How far people and the judge agree. Findings: over those marked. Sets: over those that a person has
    counted or corrected, or all when the session was marked reviewed."""

    marked: int
    agreed: int
    percent: float | None
    kappa: float | None
    """Cohen's κ over every (repetition, kind of finding); null until the session was marked reviewed, and
    where one of both never varies."""
    rep_kappa: float | None
    """Cohen's κ over every movement that was judged or added: a complete repetition or not."""
    sets_compared: int
    exact: int
    off_by_one: int
    """Sets that differ by at most one; the exact ones among them."""


class ReviewRef(Out):
    kind: Literal["fault", "rep", "set", "pause", "recording", "session"]
    id: int
    """Number of the finding or set, id of the repetition or recording; 0 for the session."""


class ReviewQueueItem(Out):
    """Something that a person should look at; worst first, then by time."""

    t: float
    severity: Severity
    kind: str
    reason: str
    ref: ReviewRef


class ReviewReviewed(Out):
    by: str
    """Their role."""
    who: str | None
    """Their name, where they were signed in."""
    at: datetime


class ReviewJudgement(Out):
    """One judgement of the session: number 1 is the live one; a newer was accepted by somebody."""

    number: int
    by: str | None
    who: str | None
    at: datetime
    versions: dict[str, str]
    overrides: dict[str, dict[str, float]]
    """Per exercise: `signal.target`, `pace.full`, `fault.knees_in.limit`… → the value that was set."""
    current: bool


class ReviewSession(Out):
    session_id: str
    role: Literal["therapist", "clinician"]
    """As whom the reviewer is here."""
    created_at: datetime
    ended_at: datetime | None
    duration_s: float
    versions: dict[str, str]
    has_tape: bool
    """False: no poses, traces and re-judging; what was counted is here all the same."""
    problems: list[str]
    """Sentences on what is missing: a recording whose file is gone, a tape of an older version."""
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
    """Newest first."""
    recordings: list[ReviewRecording]
    agreement: ReviewAgreement
    queue: list[ReviewQueueItem]
    reviewed: list[ReviewReviewed]
    judgements: list[ReviewJudgement]


class ReviewTrace(Out):
    """The primary signal of one set and side, at most 15 points a second."""

    set_number: int
    exercise: str
    side: SideName
    measure: str
    unit: str
    rest: float
    target: float
    points: list[tuple[float, float]]
    """(t, value); where the signal could not be measured there is a gap in t."""


class ReviewTraces(Out):
    traces: list[ReviewTrace]


# ---- what a reviewer does


class CorrectionIn(In):
    """`rep_rejected` needs `rep_id`; `rep_added` set_number and t; `count` set_number and delta;
    `fault_agree` and `fault_disagree` fault_number; `fault_missed` set_number, t and fault; `withdrawn`
    takes back the correction `withdraws`. Nothing is ever overwritten: each is a new row."""

    kind: CorrectionKind
    rep_id: int | None = None
    fault_number: int | None = None
    set_number: int | None = None
    t: Annotated[float, Field(ge=0)] | None = None
    side: SideName | None = None
    fault: Annotated[str, Field(max_length=64)] | None = None
    delta: Literal[-1, 1] | None = None
    withdraws: int | None = None
    note: str = Field(default="", max_length=500)


class NoteIn(In):
    t: float = Field(ge=0)
    kind: Literal["bookmark", "comment"]
    text: str = Field(default="", max_length=2000)


class NoteWithdrawnIn(In):
    note_id: int


# ---- judging again


class PaceIn(In):
    start: float | None = None
    full: float | None = None
    partial: float | None = None
    end: float | None = None
    min_s: float | None = None
    max_s: float | None = None


class FaultLimitsIn(In):
    limit: float | None = None
    margin: float | None = None
    for_s: float | None = None
    share: float | None = None


class ExerciseOverridesIn(In):
    rest: float | None = None
    """Of the primary signal, in its unit."""
    target: float | None = None
    pace: PaceIn = PaceIn()
    faults: dict[str, FaultLimitsIn] = Field(default_factory=dict, max_length=60)


class RejudgeIn(In):
    """With no overrides: the present rules as they are."""

    overrides: dict[str, ExerciseOverridesIn] = Field(default_factory=dict, max_length=60)


class RejudgeAcceptIn(In):
    job_id: str = Field(max_length=64)


class RepDifference(Out):
    side: SideName
    start: float
    peak_t: float
    end: float
    peak: float
    complete: bool


class FaultDifference(Out):
    fault: str
    name: str
    level: LevelName
    side: SideName
    start: float
    end: float
    value: float


class SetDifference(Out):
    number: int
    exercise: str
    before: int
    after: int
    """Complete repetitions."""
    reps_gained: list[RepDifference]
    reps_lost: list[RepDifference]
    faults_gained: list[FaultDifference]
    faults_lost: list[FaultDifference]


class RejudgeDifference(Out):
    same: bool
    sets: list[SetDifference]
    versions_before: dict[str, str]
    versions_after: dict[str, str]
    not_known: list[int]
    """Numbers of sets whose exercise is no longer in the library: they stay as they are."""


# ---- background work


class Job(Out):
    id: str
    kind: Literal["upload", "rejudge"]
    session_id: str | None
    state: JobState
    progress: float
    """0 to 1."""
    message: str
    """One sentence: what is going on, or why it failed and what to do."""


class UploadStarted(Out):
    session_id: str
    job: Job
    review_url: str
    """The therapist's: `/review/{code}`."""
    therapist_url: str
    patient_url: str


class UploadExercise(ReviewExercise):
    sides: list[SideName]
    """That it can be done with."""


class UploadLimits(Out):
    max_bytes: int
    max_seconds: float
    exercises: list[UploadExercise]
