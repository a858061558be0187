"""What the pages are told over the session's WebSocket. The browser's types are generated from these models.

Text frames are JSON with a `type`; binary frames are landmarks (coach.rtc.landmarks). Not for HTTP bodies,
nor for what a page asks (coach.rtc.requests).
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, TypeAdapter

from coach.rtc.vocabulary import LevelName, Message, QualityName, Role, SideName, StageName


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
    walked: bool
    """Steps are told, nothing is counted."""
    reps: int
    """Default target: repetitions, or holds."""
    hold_s: float | None
    rest_value: float
    target_value: float
    landmarks: list[int]
    """Indices of the landmarks of the exercised limbs, drawn thick; both sides."""
    joint: str
    """The exercised joint without its side: `knee`, `hip`, `shoulder`, `elbow`, `ankle`."""
    safety: list[str]
    """What makes it safe, a line each; whoever helps reads them."""
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
    ready: bool
    """A caregiver: said that it is safe to start the exercise on now."""


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
    alone: bool
    """Nobody leads: the programme runs by itself."""
    patient_link: str | None
    """For the therapist only: the address to give to the patient."""


class Answer(Message):
    type: Literal["answer"] = "answer"
    id: int
    """Of the offer that it answers."""
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


class Planned(Message):
    """One exercise of today's programme."""

    exercise: str
    side: SideName
    sets: int
    reps: int
    hold_s: float | None
    done: int
    """Sets of it in this session."""
    equipment: list[str]
    """What it is done with, in words: `a firm chair`."""


class Checked(Message):
    """What the patient said after a set."""

    set_number: int
    pain: int | None
    effort: int | None


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
    basis: Literal["calibrated", "cold_start", "outdated", "changed"]
    """What the numbers of the chosen exercise rest on; outdated: the camera stands otherwise than when it was
    calibrated; changed: the exercise's description did."""
    rest_values: dict[SideName, float]
    """This patient's own rest, a side; empty without a calibration."""
    target_values: dict[SideName, float]
    test: str | None
    """The standard test that is on."""
    test_side: SideName
    test_started: float | None
    """Session time since when the test's time runs."""
    turn: Literal["left", "right"] | None
    """Which way the patient has to turn to be judged (their own left or right, which a mirror keeps); null
    while the view serves."""
    turn_text: str | None
    """The same as one sentence."""
    test_refusal: str | None
    """One sentence: why the test can't be done so."""
    programme: list[Planned]
    """What is on for today, in its order; empty where nothing is prescribed."""
    check_in: int | None
    """The set that the patient is asked about: pain and effort; null while nothing is asked."""
    checked: list[Checked]
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


class HelpAsked(Message):
    """Somebody was within reach during this repetition: was it helped with? For the therapist."""

    type: Literal["help_asked"] = "help_asked"
    set_number: int
    number: int
    complete: bool


class Person(Message):
    """Somebody in the patient's picture; left, top, right, bottom as shares of its width and height."""

    box: tuple[float, float, float, float]
    followed: bool


class People(Message):
    """Everybody in the patient's picture, from left to right; empty while there is at most one."""

    type: Literal["people"] = "people"
    people: list[Person]
    chosen: bool
    """Somebody said who is the patient."""


class Recording(Message):
    """Whether the session is recorded; sent on joining and on every change. On: every page shows it."""

    type: Literal["recording"] = "recording"
    state: Literal["off", "asked", "on"]
    picture: bool
    """The therapist's picture is recorded too; their voice always is."""
    question: str | None
    """For the patient while asked: to be shown and spoken."""
    explanation: str | None
    text_version: int
    """Goes back with the answer."""


class ShownRep(Message):
    """One repetition of a demonstration, as marked on its trace."""

    side: SideName
    start: float
    peak_t: float
    end: float
    peak: float


class Draft(Message):
    """An exercise as a demonstration taught it: to be named and corrected by the therapist."""

    type: Literal["draft"] = "draft"
    measure: str
    unit: str
    view: str
    side: SideName
    rest: float
    target: float
    full: float
    """From here on a repetition is full."""
    reps: int
    tempo_out: float | None
    """Seconds."""
    tempo_back: float | None
    confirmed: bool
    """The engine, given this draft, counts what was shown."""
    shown: list[ShownRep]
    traces: dict[SideName, list[tuple[float, float]]]
    """(t, value)"""
    why: list[str]


class Exercises(Message):
    """All exercises that can be chosen, after one was added."""

    type: Literal["exercises"] = "exercises"
    exercises: list[ExerciseInfo]


class GaitNumber(Message):
    """A mean over steps; null where it is not assessable."""

    value: float | None
    quality: QualityName
    n: int
    """Steps that it is the mean of."""


class Gait(Message):
    """Means over the steps of a walk, for the therapist; never of a single step. Turns and the first and last
    step of every stretch are left out."""

    type: Literal["gait"] = "gait"
    steps: int
    """Foot contacts, all of them."""
    cadence: GaitNumber
    """Steps a minute."""
    step_time: dict[SideName, GaitNumber]
    """Seconds, by side."""
    step_length: dict[SideName, GaitNumber]
    """Leg lengths, by side; `both` for their mean."""
    time_ratio: GaitNumber
    length_ratio: GaitNumber
    """Longer over shorter side."""
    longer_time: SideName | None
    longer_length: SideName | None
    base: GaitNumber
    """Hip widths."""
    speed: GaitNumber
    """Metres a second."""


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
    | HelpAsked
    | Draft
    | Exercises
    | Gait
    | People
    | Recording
    | Notice,
    Field(discriminator="type"),
]
TO_BROWSER: TypeAdapter[ToBrowser] = TypeAdapter(ToBrowser)
