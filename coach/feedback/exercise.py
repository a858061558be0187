"""What an exercise and its faults are: frozen descriptions that refuse nonsense. No behaviour.

Numbers come from clinical.md A.2–A.4; where it marks them as engineering judgement they are starting
values that a therapist's calibration replaces."""

from dataclasses import dataclass, field
from enum import StrEnum

from coach.feedback.measures import MEASURES
from coach.types import LANDMARKS, Level, Phase, Side

VIEWS = ("front", "oblique", "side")
JOINTS = ("knee", "hip", "shoulder", "elbow", "ankle", "wrist")
POSTURES = ("standing", "seated", "lying", "any")
LONG_S, A_PART = 1.5, 0.25
"""Active for so long is no sway: a quarter of a hold of half a minute, as A.2 has it, would hide a lean of
seven seconds."""


class DescriptionError(ValueError):
    """The description of an exercise contradicts itself; the message says which part and why."""


class Kind(StrEnum):
    """How the signal is followed."""

    REPS = "reps"
    HOLD = "hold"
    TURN = "turn"
    """The body turns and stays turned: no way back."""
    WALK = "walk"
    """Steps are told, nothing is counted."""


class Of(StrEnum):
    """Whose value a fault looks at."""

    MOVING = "moving"
    RESTING = "resting"
    """The other side than the moving one."""
    BODY = "body"


class Quantity(StrEnum):
    """What is known only when a repetition has ended."""

    DURATION = "duration"
    """Seconds over the prescribed seconds."""
    PEAK = "peak"
    """Greatest progress."""
    SINK = "sink"
    """Speed of the last part of the return over the speed of going out."""
    SIDE_RATIO = "side_ratio"
    """Peak over the usual peak of the other side."""
    SIDES_APART = "sides_apart"
    """The usual peak of the shorter side over that of the longer one."""
    REVERSALS = "reversals"
    """Turns of direction beyond the one at the peak."""
    FURTHEST = "furthest"
    """The signal's own value: of this repetition where it is far below the usual one, else the usual one."""
    STEP = "step"
    """Peak over the usual one of this side."""
    SHRINKING = "shrinking"
    """Peaks of the last repetitions over those of the first of ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """The number that makes a repetition, in the views in which it serves."""

    measure: str
    rest: float
    target: float
    views: tuple[str, ...] = VIEWS
    follows_rest: bool = False
    """The target is a distance from this person's rest, not a value of its own."""

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise DescriptionError(
                f"unknown measure {self.measure!r}; known are {', '.join(sorted(MEASURES))}"
            )
        if self.rest == self.target:
            raise DescriptionError(f"{self.measure}: rest and target are both {self.rest}")
        if not self.views or not set(self.views) <= set(VIEWS):
            raise DescriptionError(f"{self.measure}: views must be some of {VIEWS}, not {self.views}")

    @property
    def unit(self) -> str:
        return MEASURES[self.measure].unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """When a repetition starts, is full and ends, in progress p; and how long it may take. A.2.

    The shortest repetition of 0.8 s is about 0.5 s long between the moments that are seen here: leaving
    p = 0.12 and being back under `end`."""

    start: float = 0.30
    full: float = 0.80
    partial: float = 0.50
    end: float = 0.20
    end_s: float = 0.15
    min_s: float = 0.5
    max_s: float = 15.0
    pause_s: float = 0.3
    """Refractory time between repetitions."""

    def __post_init__(self) -> None:
        if not 0 < self.end < self.start < self.partial < self.full <= 1:
            raise DescriptionError(
                f"need 0 < end < start < partial < full <= 1, "
                f"got {self.end}, {self.start}, {self.partial}, {self.full}"
            )
        if not 0 <= self.end_s < self.min_s < self.max_s:
            raise DescriptionError(
                f"need end_s < min_s < max_s, got {self.end_s}, {self.min_s}, {self.max_s}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRule:
    """A posture that is a fault while its measure is beyond `limit` for long enough. A.2, A.3."""

    id: str
    measure: str
    limit: float
    margin: float
    """Beyond this person's own baseline by so much, where one is known."""
    strong: float | None = None
    above: bool = True
    of: Of = Of.BODY
    from_rest: bool = False
    """The change from the start posture is judged, not the value."""
    phases: tuple[Phase, ...] = (Phase.OUT, Phase.PEAK, Phase.BACK, Phase.HOLD)
    lead_s: float = 0.0
    """So much time before the repetition counts as part of it: a lean begins before the body rises."""
    rate: bool = False
    """The speed of the measure is judged, not the measure."""
    swings: int = 0
    """Or so many times out and back by `swing`, in the measure's unit, before the repetition begins; 0: that
    is no fault."""
    swing: float = 0.0
    start_is_baseline: bool = False
    """Without calibration, the start posture serves as this person's own."""
    measured_only: bool = False
    """An estimate is not good enough for it."""
    level: Level = Level.COACH
    for_s: float = 0.3
    share: float = 0.25

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise DescriptionError(f"{self.id}: unknown measure {self.measure!r}")
        if self.margin < 0:
            raise DescriptionError(f"{self.id}: margin must not be negative, is {self.margin}")
        if self.strong is not None and (self.strong < self.limit) == self.above:
            raise DescriptionError(f"{self.id}: strong ({self.strong}) must lie beyond limit ({self.limit})")
        if (self.swings > 0) is not (self.swing > 0):
            raise DescriptionError(f"{self.id}: swings need a size, got {self.swings} of {self.swing}")
        if not 0 < self.share <= 1 or self.for_s < 0:
            raise DescriptionError(f"{self.id}: need 0 < share <= 1 and for_s >= 0")

    @property
    def unit(self) -> str:
        return MEASURES[self.measure].unit

    def enough_s(self, phase_s: float) -> float:
        """Seconds that the fault must be active in phases of so many: its share of them, of which LONG_S is
        enough where a part of the time will do."""
        wanted = self.share * phase_s
        return min(LONG_S, wanted) if self.share <= A_PART else wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class RepRule:
    """A fault of a whole repetition, judged when it has ended."""

    id: str
    quantity: Quantity
    limit: float
    above: bool
    unit: str
    level: Level = Level.COACH
    unless: tuple[str, ...] = ()
    """Faults that bring this one about or say it better: where one of them is told, this is not."""

    def __post_init__(self) -> None:
        if self.limit <= 0:
            raise DescriptionError(f"{self.id}: limit must be positive, is {self.limit}")

    def holds(self, value: float) -> bool:
        """Whether this value is the fault."""
        return value > self.limit if self.above else value < self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What the start posture asks for besides standing or sitting still: a measure within two values."""

    measure: str
    low: float
    high: float

    def __post_init__(self) -> None:
        if self.measure not in MEASURES or self.low >= self.high:
            raise DescriptionError(f"start posture: {self.measure!r} between {self.low} and {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """Prescribed seconds of a repetition: out, at the target, back."""

    out: float
    hold: float
    back: float

    @property
    def total(self) -> float:
        return self.out + self.hold + self.back


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """All that is known of an exercise; one file each in `exercises/`."""

    id: str
    view: str
    """The preferred one."""
    views: tuple[str, ...]
    """Those in which the set may be done; in any other it is counted all the same, as an estimate."""
    signals: tuple[Signal, ...]
    """The first that serves the present view is used."""
    sides: tuple[Side, ...]
    posture: str
    joint: str
    parts: tuple[str, ...]
    """Landmarks that must be seen, without their side."""
    faults: tuple[FaultRule, ...]
    tempo: Tempo
    framed: tuple[str, ...] = ()
    """Landmarks that must be in the picture but may be hidden there, behind a chair."""
    rep_faults: tuple[RepRule, ...] = ()
    pace: Pace = Pace()
    sided: bool = False
    """Left and right are followed apart; at once they make one repetition of both."""
    named_by: str | None = None
    """Of an unsided signal: the measure that tells which side made the repetition."""
    kind: Kind = Kind.REPS
    ready: Ready | None = None
    hold_s: float | None = None
    sets: int = 2
    reps: int = 8
    rest_s: float = 90.0
    """Between sets; 2 sets of 8 to 10 with 90 s are A.7's defaults."""
    roam: float = 0.35
    """How far the feet may leave their place, in leg lengths, before it is walking and not the exercise."""
    steady: bool = False
    """The pelvis stays over the feet: a sudden shift is a loss of balance."""
    steps: bool = False
    """A foot goes out and the body follows it: a sudden shift is a loss of balance where it comes first."""
    planted: bool = False
    """Each foot stays within `roam`, not only the middle of both."""
    peak_counts: bool = False
    """When the set ends at the target, that repetition is complete: a chair stand counts when one stands."""
    rises: bool = False
    """Standing up is part of the exercise."""
    sinks: bool = False
    """Going down as far as a seat is part of the exercise."""
    turns: bool = False
    """Turning the body is part of the exercise."""
    hands: bool = False
    """The hand itself is followed, close to the camera: its landmarks are needed, not only the wrist."""
    safety: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    therapist_only: bool = False
    version: int = 1
    name: str = field(default="", compare=False)
    """Of a therapist's own exercise; the library's names stand in the texts."""
    how_to: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        _check_names(self)
        _check_sides(self)
        if self.hold and not (self.hold_s and self.hold_s > 0):
            raise DescriptionError(f"{self.id}: a hold needs hold_s")
        if min(self.reps, self.sets) < 1 or self.roam <= 0 or self.rest_s < 0:
            raise DescriptionError(f"{self.id}: sets, reps and roam must be positive, rest_s not negative")

    @property
    def hold(self) -> bool:
        return self.kind is Kind.HOLD

    @property
    def signal(self) -> str:
        return self.signals[0].measure

    @property
    def unit(self) -> str:
        return self.signals[0].unit

    @property
    def rest_value(self) -> float:
        return self.signals[0].rest

    @property
    def target_value(self) -> float:
        return self.signals[0].target

    @property
    def landmarks(self) -> tuple[str, ...]:
        """The needed landmarks of both sides."""
        return tuple(
            f"{side}_{part}" for part in self.parts + self.framed for side in (Side.LEFT, Side.RIGHT)
        )

    @property
    def fault_ids(self) -> tuple[str, ...]:
        """Every fault that is looked for, by repetition or posture."""
        return (*(rule.id for rule in self.faults), *(rule.id for rule in self.rep_faults))

    def signal_for(self, view: str) -> Signal:
        """The signal that serves this view; the first where none does."""
        return next((s for s in self.signals if view in s.views), self.signals[0])


def _check_names(exercise: Exercise) -> None:
    if not exercise.signals:
        raise DescriptionError(f"{exercise.id}: needs a signal")
    if exercise.view not in exercise.views or not set(exercise.views) <= set(VIEWS):
        raise DescriptionError(f"{exercise.id}: views must be some of {VIEWS} and hold {exercise.view!r}")
    if exercise.joint not in JOINTS or exercise.posture not in POSTURES:
        raise DescriptionError(
            f"{exercise.id}: joint {exercise.joint!r} or posture {exercise.posture!r} is not known"
        )
    strange = [name for name in exercise.landmarks if name not in LANDMARKS]
    if strange:
        raise DescriptionError(f"{exercise.id}: no such landmarks: {', '.join(strange)}")
    ids = [rule.id for rule in exercise.faults] + [rule.id for rule in exercise.rep_faults]
    if len(ids) != len(set(ids)):
        raise DescriptionError(f"{exercise.id}: a fault is there twice")


def _check_sides(exercise: Exercise) -> None:
    if not exercise.sides:
        raise DescriptionError(f"{exercise.id}: needs the sides that can be chosen")
    if exercise.named_by and (exercise.sided or exercise.named_by not in MEASURES):
        raise DescriptionError(f"{exercise.id}: named_by must be a measure, of an exercise that is not sided")
    for rule in exercise.faults:
        if rule.of is not Of.BODY and not (exercise.sided or exercise.named_by):
            raise DescriptionError(f"{exercise.id}: {rule.id} looks at one side, but the exercise has none")
