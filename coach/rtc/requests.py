"""What a page may ask over the session's WebSocket. The browser's types are generated from these models.

Not for what a request does (coach.rtc.room).
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from coach.rtc.vocabulary import Message, SideName

MAX_TEXT = 64 * 1024
"""Bytes; a longer text frame is refused. An SDP offer with four pairs of slots is about 12 kB."""


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
    id: int = 0
    """Of the page's own choosing; its answer carries it, so that a late one meets no newer offer."""
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
    """Therapist: say this to the patient; a key of the catalogue's cues, or free text of `MOST_WORDS`."""

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


class CheckIn(Message):
    """Anyone, in the patient's words: pain 0 to 10, effort (Borg CR10) after a set; each may come alone."""

    type: Literal["check_in"] = "check_in"
    set_number: int = Field(ge=1, le=10_000)
    pain: int | None = Field(default=None, ge=0, le=10)
    effort: int | None = Field(default=None, ge=0, le=10)


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
    """Therapist or caregiver: helped with this repetition; without a number with the one that runs, or else
    the last one."""

    type: Literal["assisted"] = "assisted"
    set_number: int = Field(default=0, ge=0)
    number: int | None = Field(default=None, ge=1)
    complete: bool = True


class Ready(Message):
    """Caregiver: stands where they should and it is safe to start; or not. Holds for the exercise on now."""

    type: Literal["ready"] = "ready"
    ready: bool


class CallHelp(Message):
    """Caregiver: help is needed. Stops as `stop` does, and says that somebody asks for help."""

    type: Literal["help"] = "help"


class Home(Message):
    """Patient, alone: goes on after a stop, before the time or without the calibration, counts one
    themselves, ends the set, leaves this exercise out, or ends for today."""

    type: Literal["home"] = "home"
    do: Literal["go_on", "count", "end_set", "skip", "finish"]


class Learn(Message):
    """Therapist: from now on an exercise is shown to the camera."""

    type: Literal["learn"] = "learn"


class EndLearning(Message):
    """Therapist: enough was shown; `reps` where they counted."""

    type: Literal["end_learning"] = "end_learning"
    reps: int | None = Field(default=None, ge=3, le=20)


class SaveExercise(Message):
    """Therapist: keep the newest draft under this name, with these numbers."""

    type: Literal["save_exercise"] = "save_exercise"
    name: str = Field(min_length=1, max_length=48)
    rest: float = Field(ge=-1000, le=1000, allow_inf_nan=False)
    target: float = Field(ge=-1000, le=1000, allow_inf_nan=False)
    reps: int = Field(ge=1, le=100)


class ChoosePatient(Message):
    """Therapist: who is at this place of the picture (shares of width and height) is the patient."""

    type: Literal["choose_patient"] = "choose_patient"
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


class AskRecording(Message):
    """Therapist: asks the patient whether the session may be recorded; agrees to it themselves by that."""

    type: Literal["ask_recording"] = "ask_recording"
    picture: bool = False
    """The therapist's own picture too."""


class AnswerRecording(Message):
    """Patient: whether it may, to the words of this version."""

    type: Literal["answer_recording"] = "answer_recording"
    yes: bool
    text_version: int


class StopRecording(Message):
    """Anyone: stop recording; what was recorded of the session is kept or deleted."""

    type: Literal["stop_recording"] = "stop_recording"
    keep: bool


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
    | CheckIn
    | Acknowledge
    | Calibrate
    | ChooseTest
    | BeginTest
    | StopGuidance
    | JudgeResult
    | Assisted
    | Ready
    | CallHelp
    | Home
    | ChoosePatient
    | Learn
    | EndLearning
    | SaveExercise
    | AskRecording
    | AnswerRecording
    | StopRecording
    | EndSession,
    Field(discriminator="type"),
]
FROM_BROWSER: TypeAdapter[FromBrowser] = TypeAdapter(FromBrowser)
