"""The words every room shares: frames, poses, events, and the protocols between rooms.

Standard library only: no clock, no I/O. Times `t` are seconds since the session's first frame, taken
from media timestamps (RTP, or the video file's own). Angles are degrees. What flows is frozen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

HAND_POINTS = 21
"""Landmarks of one hand."""

LANDMARKS: tuple[str, ...] = (
    "nose",
    "left_eye_inner",
    "left_eye",
    "left_eye_outer",
    "right_eye_inner",
    "right_eye",
    "right_eye_outer",
    "left_ear",
    "right_ear",
    "mouth_left",
    "mouth_right",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_pinky",
    "right_pinky",
    "left_index",
    "right_index",
    "left_thumb",
    "right_thumb",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
    "left_heel",
    "right_heel",
    "left_foot_index",
    "right_foot_index",
)
"""MediaPipe's 33 landmarks in its order; left and right are the person's own."""


class Side(StrEnum):
    """The person's own side; BOTH where an exercise is two-sided or each side counts for itself."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Quality(StrEnum):
    """How far a number can be trusted; every number shown carries one."""

    MEASURED = "measured"
    ESTIMATE = "estimate"
    NOT_ASSESSABLE = "not_assessable"


class Level(StrEnum):
    """What a finding leads to: seen in review only, told to the patient, or stops the exercise."""

    NOTE = "note"
    COACH = "coach"
    SAFETY = "safety"


class Phase(StrEnum):
    """Where the body is in the exercise."""

    WAITING = "waiting"  # the start posture has not been seen yet: nothing counts
    REST = "rest"  # in the start posture
    OUT = "out"  # moving away from rest
    PEAK = "peak"  # at or beyond the target
    BACK = "back"  # returning
    HOLD = "hold"  # in the held posture
    PAUSED = "paused"  # the body, or a part that is needed, is out of sight


class Point(NamedTuple):
    """One image landmark: x and y as shares of the picture's width and height (0–1 inside it), z in
    the scale of x, visibility 0–1. Rounded to 1/32767 once, before anything is judged or sent."""

    x: float
    y: float
    z: float
    visibility: float


class WorldPoint(NamedTuple):
    """One world landmark in metres, origin between the hips. Rounded to 1 mm."""

    x: float
    y: float
    z: float


class Other(NamedTuple):
    """Somebody beside the patient, as the last look over the whole picture saw them: the middles of shoulders
    and hips as shares of the picture's width and height, and how far the body's furthest end is from the hips
    as a share of the height. Rounded to 1/1000."""

    shoulder_x: float
    shoulder_y: float
    hip_x: float
    hip_y: float
    reach: float


class HandPoint(NamedTuple):
    """One landmark of a hand: x and y as shares of the picture's width and height, z in the scale of x and
    from the wrist. Rounded as `Point`."""

    x: float
    y: float
    z: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """One of the patient's hands, by the side of the wrist that it hangs on; 21 points in MediaPipe's order:
    the wrist, then four of each finger from the thumb on, the tip last."""

    side: Side
    points: tuple[HandPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedFrame:
    """One complete frame as the camera's encoder made it."""

    t: float
    rtp_timestamp: int
    codec: str
    """Always `VP8` on a call."""
    data: bytes
    key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """What was seen in one frame. `points` and `world` are None when nobody was found."""

    t: float
    rtp_timestamp: int
    width: int
    height: int
    points: tuple[Point, ...] | None
    world: tuple[WorldPoint, ...] | None
    light: float = 0.5
    """Mean brightness of the picture, 0 black to 1 white."""
    people: int = 1
    """How many people the last look over the whole picture found."""
    sure: bool = True
    """False while it is not certain that this body is the patient's: nothing is counted then."""
    others: tuple[Other, ...] = ()
    """Those of `people` who are not this body; at most 7."""
    hands: tuple[Hand, ...] = ()
    """This body's own, at most one a side; looked for only while an exercise needs them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How the body is turned to the camera: `front`, `oblique`, `side` or `back`; `yaw_deg` is 0
    facing the camera, + when the camera is on the person's left."""

    name: str
    yaw_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at `t`. Same poses in, same events out, always."""

    t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEntered(Event):
    phase: Phase
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class RepCounted(Event):
    """A repetition ended. `complete` is False for a partial one, which is logged and not counted."""

    number: int
    """Of its kind (complete or partial), counted over all sides, from 1."""
    side: Side
    start: float
    peak_t: float
    end: float
    peak: float
    unit: str
    complete: bool
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultSeen(Event):
    """A fault was active from `start` to `end`; the evidence is in the event."""

    fault: str
    level: Level
    start: float
    end: float
    rep: int | None
    """The repetition it belongs to, None outside one."""
    side: Side
    value: float
    unit: str
    threshold: float
    baseline: float | None
    """This patient's own value from calibration; None where cold-start values were used."""
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEnded(Event):
    """A held posture ended after `seconds` in posture."""

    side: Side
    start: float
    seconds: float
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpSuspected(Event):
    """Somebody was within reach of the patient during this repetition: a question to the therapist."""

    set_number: int
    number: int
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpMarked(Event):
    """Somebody said that this repetition was helped with."""

    set_number: int
    number: int
    complete: bool
    by: str | None = None
    """Their role; None on tapes older than this."""
    person: str | None = None
    """The id of who was signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken(Event):
    """A foot came down."""

    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class CueGiven(Event):
    """One thing to tell the patient now; `key` is looked up in the texts of their language."""

    key: str
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class TherapistTold(Event):
    """Something for the therapist only, `key` looked up in the texts (a cue was tried three times…)."""

    key: str
    fault: str | None = None


class RestAdvice(StrEnum):
    """What signs of tiring lead to; clinical.md A.7."""

    NOTE = "note"  # one sign: for the record
    OFFER = "offer"  # two: "Good work. Rest now?"
    REQUIRE = "require"  # three, or a hard effort by the person's own word: rest, and the therapist is told


@dataclass(frozen=True, slots=True, kw_only=True)
class TiringSeen(Event):
    """Slowing was detected in this set; never a diagnosis. `signs`: `slowing`, `range`, `compensation`,
    `rhythm` and `effort`, as far as they were seen."""

    signs: tuple[str, ...]
    advice: RestAdvice


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """Counting paused: `reason` is `nobody`, `out_of_view`, `no_hand`, `two_people` or `stale`; `missing`
    names the landmarks that are not seen."""

    reason: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewChanged(Event):
    view: View


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraChecked(Event):
    """The four marks of the camera check; `advice` is the text key of what to do first, None when
    all four hold."""

    body: bool
    light: bool
    distance: bool
    turned: bool
    missing: tuple[str, ...]
    advice: str | None

    @property
    def ready(self) -> bool:
        return self.body and self.light and self.distance and self.turned


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedStep(Event):
    """How far a calibration is: `step` is `stance`, `guided` or `failed`; `number` of `wanted` repetitions
    of `side` were seen."""

    step: str
    side: Side
    number: int
    wanted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineTaken(Event):
    """A calibration is complete; `kept` is the baseline as `coach.feedback.kept` writes it."""

    exercise: str
    side: Side
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalTestProgressed(Event):
    """The test began (`value` None), a count went up, or one of its parts was done."""

    test: str
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalTestRefused(Event):
    """What is seen can't support the test; `reason` is a text key. None: it can again."""

    test: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalTestEnded(Event):
    """A result for the therapist to confirm, numbered from 1 over the session."""

    number: int
    test: str
    side: Side
    value: float | None
    """None where the test was broken off before it gave one."""
    unit: str
    quality: Quality
    started: float
    ended: float
    details: tuple[tuple[str, float], ...]
    """Further numbers by name: seconds where it ends in `_s`, degrees in `_deg`, centimetres in `_cm`."""
    deviations: tuple[str, ...]
    """Text keys of what was not as the protocol wants it."""
    comparison: str | None
    """Text key of how it compares with `source`, the norm's tag in clinical.md; None without a norm."""
    source: str | None


class Stage(StrEnum):
    """Where the session is, as all its pages show it."""

    IDLE = "idle"  # nothing is running
    CHECK = "check"  # the camera check before the first set
    CALIBRATING = "calibrating"  # guided repetitions: this patient's own rest and range are taken
    LEARNING = "learning"  # somebody shows an exercise: what is shown is kept for a draft
    TESTING = "testing"  # a standard test: prompts, then the time runs
    COUNTDOWN = "countdown"  # a set was started: waiting for the start posture, then 3-2-1
    MOVING = "moving"
    PAUSED = "paused"  # the body is out of sight; the set goes on when it is back
    REST = "rest"  # between sets
    STOPPED = "stopped"  # STOP or a safety finding: nothing runs until the therapist has seen it
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntered(Event):
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Event):
    """Something a person did. Actions are on the tape with the poses, so a replay takes the same way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseChosen(Action):
    exercise: str
    side: Side
    target_reps: int
    target_hold_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientChosen(Action):
    """Who is at `x`, `y` (shares of the picture's width and height) is the patient."""

    x: float
    y: float
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStarted(Action):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStopped(Action):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class CountCorrected(Action):
    """Somebody counted one more or one less; what was counted is kept beside it."""

    delta: int
    by: str = "therapist"
    person: str | None = None
    """The id of who was signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultMarked(Action):
    """The therapist agrees or disagrees with finding `number`, counted from 1 over the session."""

    number: int
    agree: bool
    person: str | None = None
    """The id of who was signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSent(Action):
    """The therapist's own cue: a key of the texts, or free text."""

    key: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyStopped(Action):
    """Somebody pressed STOP."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged(Action):
    """The therapist has seen the stop: the session may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationStarted(Action):
    """Of the chosen exercise and side."""

    watched: bool = True
    """By a therapist; else the patient is alone, and how they move is nobody's to accept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationStarted(Action):
    """From now on an exercise is shown, to be learnt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineGiven(Action):
    """A baseline of this patient that was kept before, as `coach.feedback.kept` writes it."""

    side: Side
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalTestChosen(Action):
    """What norms ask for may be left out: then the result is not compared."""

    test: str
    side: Side
    age: int | None = None
    sex: str | None = None
    """`male` or `female`: the norms' own two tables."""
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalTestBegun(Action):
    """The therapist said "Go"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceStopped(Action):
    """Ends a calibration, or a test: what was seen of a test that had begun is its result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultJudged(Action):
    """The therapist confirms or discards result `number`; `own_value` is their own stopwatch's or count."""

    number: int
    confirmed: bool
    own_value: float | None
    person: str | None = None
    """The id of who was signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepAssisted(Action):
    """Somebody helped with repetition `number` of set `set_number`; without a number with the one that runs,
    or else the last one."""

    by: str
    set_number: int = 0
    number: int | None = None
    complete: bool = True
    person: str | None = None
    """The id of who was signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionResumed(Action):
    """The server was restarted: the session goes on from its tape. Nobody's wish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(Action):
    pass


class ActionRefused(Exception):
    """This can't be done now; `code` names the sentence for the person who asked."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescribed:
    """One exercise of a patient's programme, as a session needs it."""

    exercise: str
    side: Side
    sets: int
    reps: int
    hold_s: float | None
    rest_s: float
    pain_limit: int
    effort_limit: int
    thresholds: tuple[tuple[str, float], ...] = ()
    """This patient's own, by name."""
    fewest: int | None = None
    most: int | None = None
    """Within these a session without the therapist may change the repetitions; None: it may not."""
    equipment: tuple[tuple[str, str], ...] = ()
    """What it is done with: the thing, and which one where somebody said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeGiven(Action):
    """What is on for today, in its order."""

    items: tuple[Prescribed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIn(Action):
    """What the patient says after set `set_number`: pain 0 to 10, effort on Borg's CR10; None: no answer."""

    set_number: int
    pain: int | None
    effort: int | None
    by: str
    person: str | None = None
    """The id of who was signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDone(Event):
    """A set is over. Counts as judged, and the therapist's correction beside them."""

    number: int
    exercise: str
    side: Side
    reps: int
    partials: int
    correction: int
    longest_hold_s: float
    started: float


class Sink(Protocol):
    """Told what was seen and judged, never asked. A sink that fails is dropped, not the session."""

    def accept(self, pose: Pose, events: Sequence[Event], /) -> None: ...
    def act(self, action: Action, events: Sequence[Event], /) -> None: ...
    def close(self) -> None: ...
