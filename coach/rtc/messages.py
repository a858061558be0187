"""Every message of a session's WebSocket. The browser's types are generated from these models.

Text frames are JSON with a `type`; binary frames are landmarks (`pack_landmarks`). Not for HTTP bodies.
"""

import struct
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from coach.types import Pose

LANDMARKS_VERSION = 1
FLAG_POSE, FLAG_SURE, FLAG_TWO_PEOPLE = 1, 2, 4
MAX_TEXT = 64 * 1024
"""Bytes; a longer text frame is refused. An SDP offer with four pairs of slots is about 12 kB."""

Role = Literal["patient", "therapist", "caregiver", "clinician"]
SideName = Literal["left", "right", "both"]
QualityName = Literal["measured", "estimate", "not_assessable"]
LevelName = Literal["note", "coach", "safety"]
StageName = Literal[
    "idle", "check", "calibrating", "testing", "countdown", "moving", "paused", "rest", "stopped", "ended"
]


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# ---- from the browser


class Hello(Message):
    """First message on every connection; nothing else is answered before it."""

    type: Literal["hello"] = "hello"
    link: str = Field(min_length=1, max_length=200)
    name: str = Field(default="", max_length=80)
    language: str = Field(default="en", max_length=16)


class Offer(Message):
    """Non-trickle offer: camera and microphone first, then one audio and one video receive slot for
    each other participant."""

    type: Literal["offer"] = "offer"
    sdp: str = Field(max_length=MAX_TEXT)


class Ping(Message):
    type: Literal["ping"] = "ping"
    n: int


class CameraState(Message):
    """The participant switched camera or microphone, or lost one."""

    type: Literal["camera_state"] = "camera_state"
    camera: Literal["on", "off", "lost"]
    microphone: Literal["on", "off", "lost"]


class Choose(Message):
    """Therapist: the exercise to do next. Stops a running set."""

    type: Literal["choose"] = "choose"
    exercise: str = Field(max_length=64)
    side: SideName
    target_reps: int = Field(ge=1, le=100)
    target_hold_s: float | None = Field(default=None, gt=0, le=300)


class StartSet(Message):
    type: Literal["start_set"] = "start_set"


class StopSet(Message):
    type: Literal["stop_set"] = "stop_set"


class SendCue(Message):
    """Therapist: say this to the patient; a key of the catalogue's cues, or free text."""

    type: Literal["send_cue"] = "send_cue"
    key: str | None = Field(default=None, max_length=64)
    text: str | None = Field(default=None, max_length=80)


class CorrectCount(Message):
    type: Literal["correct_count"] = "correct_count"
    delta: Literal[-1, 1]


class MarkFault(Message):
    """Therapist: agrees or disagrees with a finding."""

    type: Literal["mark_fault"] = "mark_fault"
    id: int
    agree: bool


class Stop(Message):
    """Anyone: stop now. The set ends, cues end, the therapist is called."""

    type: Literal["stop"] = "stop"


class Acknowledge(Message):
    """Therapist: has seen the stop or the safety finding; the session may go on."""

    type: Literal["acknowledge"] = "acknowledge"


class Calibrate(Message):
    """Therapist: guide the patient through a calibration of the chosen exercise and side."""

    type: Literal["calibrate"] = "calibrate"


class ChooseTest(Message):
    """Therapist: a standard test. Its prompts are read to the patient."""

    type: Literal["choose_test"] = "choose_test"
    test: str = Field(max_length=64)
    side: SideName
    age: int | None = Field(default=None, ge=0, le=120)
    sex: Literal["male", "female"] | None = None
    condition: str | None = Field(default=None, max_length=32)
    """What norms ask for; without it the result is not compared."""


class BeginTest(Message):
    """Therapist: "Go"."""

    type: Literal["begin_test"] = "begin_test"


class StopGuidance(Message):
    """Therapist: ends a calibration or a test."""

    type: Literal["stop_guidance"] = "stop_guidance"


class JudgeResult(Message):
    """Therapist: confirms or discards a test's result; `own_value` is their own stopwatch's or count."""

    type: Literal["judge_result"] = "judge_result"
    id: int
    confirmed: bool
    own_value: float | None = Field(default=None, ge=0, le=100_000, allow_inf_nan=False)


class Assisted(Message):
    """Therapist or caregiver: helped with the repetition that runs, or with the last one."""

    type: Literal["assisted"] = "assisted"


class EndSession(Message):
    type: Literal["end_session"] = "end_session"


FromBrowser = Annotated[
    Hello
    | Offer
    | Ping
    | CameraState
    | Choose
    | StartSet
    | StopSet
    | SendCue
    | CorrectCount
    | MarkFault
    | Stop
    | Acknowledge
    | Calibrate
    | ChooseTest
    | BeginTest
    | StopGuidance
    | JudgeResult
    | Assisted
    | EndSession,
    Field(discriminator="type"),
]
FROM_BROWSER: TypeAdapter[FromBrowser] = TypeAdapter(FromBrowser)


# ---- to the browser


class IceServer(Message):
    urls: list[str]
    username: str | None = None
    credential: str | None = None


class CueText(Message):
    key: str
    text: str


class ExerciseInfo(Message):
    """What the pages need to know of an exercise."""

    id: str
    name: str
    how_to: str
    view: Literal["front", "side", "oblique"]
    signal: str
    unit: str
    sides: list[SideName]
    hold: bool
    reps: int
    """Default target: repetitions, or holds."""
    hold_s: float | None
    rest_value: float
    target_value: float
    landmarks: list[int]
    """Indices of the landmarks of the exercised limbs, drawn thick; both sides."""
    joint: str
    """The exercised joint without its side: `knee`, `hip`, `shoulder`, `elbow`, `ankle`."""
    cues: list[CueText]


class TestInfo(Message):
    """What the therapist's page needs to know of a standard test."""

    __test__: ClassVar[bool] = False
    id: str
    name: str
    prompts: list[str]
    unit: str
    sided: bool
    automatic: bool
    """Begins by itself with the first movement; "Go" begins it too."""
    views: list[str]
    equipment: list[str]


class Participant(Message):
    id: int
    role: Role
    name: str
    connected: bool
    camera: Literal["on", "off", "lost"]
    microphone: Literal["on", "off", "lost"]


class Welcome(Message):
    """Answer to hello: who you are, what can be done, where relays are."""

    type: Literal["welcome"] = "welcome"
    session: str
    you: int
    role: Role
    slots: int
    """How many others can be received: the offer carries this many audio and video receive slots."""
    ice_servers: list[IceServer]
    exercises: list[ExerciseInfo]
    tests: list[TestInfo]
    fault_names: dict[str, str]
    cue_texts: list[CueText]
    patient_link: str | None
    """For the therapist only: the address to give to the patient."""


class Answer(Message):
    type: Literal["answer"] = "answer"
    sdp: str


class Slots(Message):
    """Which participant each receive slot carries now; null when it is free."""

    type: Literal["slots"] = "slots"
    participants: list[int | None]


class Participants(Message):
    type: Literal["participants"] = "participants"
    participants: list[Participant]


class Pong(Message):
    type: Literal["pong"] = "pong"
    n: int


class State(Message):
    """The whole state of the session; sent on joining and on every change."""

    type: Literal["state"] = "state"
    stage: StageName
    t: float | None
    """Session time of the newest pose; null before the first."""
    exercise: str | None
    side: SideName
    set_number: int
    target_reps: int
    target_hold_s: float | None
    reps: int
    """Complete repetitions (or holds) of this set, with the therapist's corrections."""
    partials: int
    hold_s: float
    """Longest hold of this set so far."""
    countdown: int | None
    """3, 2, 1 before moving; null otherwise."""
    rest_s: float | None
    """Seconds of rest prescribed after this set, counted down by the page; null outside rest."""
    paused_reason: str | None
    """One sentence: why counting is paused and what to do."""
    quality: QualityName
    view: str | None
    yaw_deg: float | None
    rate: float
    """Analysed frames a second, over the last seconds."""
    basis: Literal["calibrated", "cold_start", "outdated"]
    """What the numbers of the chosen exercise rest on; outdated: the camera stands otherwise than when it was
    calibrated."""
    rest_values: dict[SideName, float]
    """This patient's own rest, a side; empty without a calibration."""
    target_values: dict[SideName, float]
    test: str | None
    """The standard test that is on."""
    test_side: SideName
    test_started: float | None
    """Session time since when the test's time runs."""
    test_refusal: str | None
    """One sentence: why the test can't be done so."""
    judging: bool
    """False while the pose service is away (restarting); the call goes on."""


class Signal(Message):
    """Newest values of the primary signal, for the trace and the joint's colour."""

    type: Literal["signal"] = "signal"
    side: SideName
    samples: list[tuple[float, float]]
    """(t, value)"""
    progress: float | None
    """0 at rest, 1 at the target; null when it can't be measured."""
    phase: str
    quality: QualityName
    hold_s: float | None
    """Seconds in the held posture now; null outside a hold."""


class Rep(Message):
    type: Literal["rep"] = "rep"
    t: float
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


class Fault(Message):
    type: Literal["fault"] = "fault"
    id: int
    """Rises by one within the session; names the finding in `mark_fault`."""
    t: float
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
    """This patient's own value from calibration; null where cold-start values were used."""
    quality: QualityName


class Hold(Message):
    type: Literal["hold"] = "hold"
    t: float
    set_number: int
    side: SideName
    start: float
    seconds: float
    quality: QualityName


class Cue(Message):
    """One instruction for the patient: shown and spoken."""

    type: Literal["cue"] = "cue"
    t: float
    key: str | None
    text: str
    level: LevelName
    from_therapist: bool


class CameraCheck(Message):
    type: Literal["camera_check"] = "camera_check"
    body: bool
    light: bool
    distance: bool
    turned: bool
    missing: list[str]
    """Words for the parts that are not seen: `left foot`, `head`…"""
    advice: str | None
    """One sentence: what to do first; null when all four hold."""


class Mark(Message):
    """A finding was agreed or disagreed with; the running agreement."""

    type: Literal["mark"] = "mark"
    id: int
    agree: bool
    agreed: int
    marked: int


class Guided(Message):
    """How far the calibration is."""

    type: Literal["guided"] = "guided"
    step: Literal["stance", "guided", "failed", "done"]
    side: SideName
    number: int
    wanted: int


class TestProgress(Message):
    """A test's count went up, or one of its parts was done; null when it begins."""

    __test__: ClassVar[bool] = False
    type: Literal["test_progress"] = "test_progress"
    test: str
    t: float
    value: float | None


class Result(Message):
    """A test's result: the therapist confirms or discards it."""

    type: Literal["result"] = "result"
    id: int
    t: float
    test: str
    name: str
    side: SideName
    value: float | None
    unit: str
    quality: QualityName
    started: float
    ended: float
    details: dict[str, float]
    deviations: list[str]
    """Sentences: what was not as the protocol wants it."""
    comparison: str | None
    """One sentence: how it compares with the norm for this person; null without one."""
    change: str | None
    """The smallest change that is more than measurement error, with its source; null where none is known."""
    source: str | None
    confirmed: bool | None
    """The therapist's word on it; null until given."""
    own_value: float | None


class Assistance(Message):
    """This repetition was done with help."""

    type: Literal["assistance"] = "assistance"
    set_number: int
    number: int
    complete: bool


class Notice(Message):
    """One sentence for this person; `code` names it for tests and translations."""

    type: Literal["notice"] = "notice"
    code: str
    text: str
    level: Literal["info", "warning", "error"]


ToBrowser = Annotated[
    Welcome
    | Answer
    | Slots
    | Participants
    | Pong
    | State
    | Signal
    | Rep
    | Fault
    | Hold
    | Cue
    | CameraCheck
    | Mark
    | Guided
    | TestProgress
    | Result
    | Assistance
    | Notice,
    Field(discriminator="type"),
]
TO_BROWSER: TypeAdapter[ToBrowser] = TypeAdapter(ToBrowser)

_HEADER = struct.Struct("<BBHII")
_POINTS = struct.Struct("<132h")


def pack_landmarks(pose: Pose, sequence: int) -> bytes:
    """The binary frame of design.md section 4: 12 bytes, then 33 × (x, y, z, visibility) as int16;
    the header alone when nobody was found. Values outside ±1 are clipped."""
    points = pose.points
    flags = (points is not None) * FLAG_POSE | pose.sure * FLAG_SURE | (pose.people > 1) * FLAG_TWO_PEOPLE
    header = _HEADER.pack(
        LANDMARKS_VERSION,
        flags,
        sequence & 0xFFFF,
        pose.rtp_timestamp & 0xFFFFFFFF,
        round(pose.t * 1000) & 0xFFFFFFFF,
    )
    if points is None:
        return header
    return header + _POINTS.pack(*(max(-32767, min(32767, round(v * 32767))) for p in points for v in p))
