"""Means over steps: cadence, times, lengths, asymmetry, base, speed. Never a claim about a single step.

Means only: one interval is uncertain by 22 ms at 15 frames a second and 11 ms at 30 by sampling alone, with
realistic events by 57 and 29 ms; a mean over ten steps by 18 and 9 ms (clinical.md 0.1, finding 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from coach.feedback.gait_steps import PAUSE_S, Step
from coach.types import Quality, Side

FAST_RATE = 25.0
"""Analysed frames a second from which fewer steps are enough."""
FEW, MANY = 6, 10
"""Steps for a mean at FAST_RATE, and under it; clinical.md 0.1, finding 5."""
EACH_SIDE = 3
SEEN_SHARE = 0.9
"""A length is measured where so much of it is seen: 25° off the side view."""
WAY = 0.08
"""Legs. Somebody who gets no further with a step is stepping on the spot, not walking."""
STRAY = 0.3
"""Legs. A foot that comes down so much nearer or further than the body went with the step was not seen well:
in a view from the side the model now and then takes one leg for the other."""
KEPT = 120
"""The last so many steps are summed up."""
DIRECTION_STEPS = 4
ACROSS = 1.0
"""Way across the picture over way in depth from which it is called across: 45°."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number and how far to trust it; `value` is None where it is not assessable."""

    value: float | None
    unit: str
    quality: Quality
    n: int
    """Steps that it is the mean of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GaitSummary:
    """All of one walk so far; turns, and the first and last step of every straight stretch, left out."""

    steps: int
    """Foot contacts, all of them."""
    cadence: Number
    step_time: dict[Side, Number]
    """From the other foot's contact to this side's."""
    step_length: dict[Side, Number]
    """This side's foot ahead of the other, in leg lengths; BOTH for the mean of both sides."""
    time_ratio: Number
    length_ratio: Number
    """Longer over shorter side."""
    longer_time: Side | None
    longer_length: Side | None
    base: Number
    speed: Number
    """Always approximate."""
    direction: str
    """`toward`, `away`, `across` or `unknown`: of the last steps."""
    turning: bool
    rate: float
    """Analysed frames a second."""


def steady(steps: Sequence[Step]) -> list[Step]:
    """Those between two others of the same straight stretch: starting and stopping are not walking."""
    return [
        step
        for before, step, after in zip(steps, steps[1:], steps[2:], strict=False)
        if step.way >= WAY and _together(before, step) and _together(step, after)
    ]


def believed(step: Step) -> bool:
    """Whether its length, if it has one, agrees with the way that the body went."""
    return step.length is None or abs(step.length - step.way) <= STRAY


def _together(a: Step, b: Step) -> bool:
    return not a.turning and not b.turning and b.t - a.t <= PAUSE_S


def summary_of(steps: Sequence[Step], *, rate: float, leg_m: float, turning: bool) -> GaitSummary | None:
    """None before the first step. `leg_m`: the leg's length in metres, as far as it is known."""
    if not steps:
        return None
    chosen = steady(steps)
    needed = FEW if rate >= FAST_RATE else MANY
    timed, seconds = _by_side(chosen, "seconds")
    placed, lengths = _by_side([s for s in chosen if believed(s)], "length")
    sharp = bool(placed) and fmean(s.seen_share for s in placed) >= SEEN_SHARE
    step_time = {s: _mean(seconds[s], "s", len(timed), needed, EACH_SIDE) for s in seconds}
    step_length = {
        s: _capped(_mean(lengths[s], "× leg", len(placed), FEW, EACH_SIDE), sharp) for s in lengths
    }
    step_length[Side.BOTH] = _any_length(placed, chosen, sharp)
    return GaitSummary(
        steps=len(steps),
        cadence=_cadence(timed, needed),
        step_time=step_time,
        step_length=step_length,
        time_ratio=_ratio(step_time, len(timed), MANY),
        length_ratio=_ratio(step_length, len(placed), FEW),
        longer_time=_longer(step_time),
        longer_length=_longer(step_length),
        base=_base(chosen),
        speed=_speed(step_length[Side.BOTH], timed, leg_m),
        direction=direction_of(chosen or steps),
        turning=turning,
        rate=round(rate, 1),
    )


def _by_side(steps: list[Step], name: str) -> tuple[list[Step], dict[Side, list[float]]]:
    """The steps that have this number, and the numbers of each side."""
    having = [s for s in steps if getattr(s, name) is not None]
    return having, {
        side: [getattr(s, name) for s in having if s.side is side] for side in (Side.LEFT, Side.RIGHT)
    }


def _mean(values: list[float], unit: str, n: int, needed: int, least: int) -> Number:
    """Not assessable under FEW steps, an estimate under `needed`."""
    if n < FEW or len(values) < least:
        return Number(value=None, unit=unit, quality=Quality.NOT_ASSESSABLE, n=len(values))
    quality = Quality.MEASURED if n >= needed else Quality.ESTIMATE
    return Number(value=round(fmean(values), 4), unit=unit, quality=quality, n=len(values))


def _capped(number: Number, sharp: bool) -> Number:
    """An estimate at best where the view is not sharp."""
    if sharp or number.quality is not Quality.MEASURED:
        return number
    return Number(value=number.value, unit=number.unit, quality=Quality.ESTIMATE, n=number.n)


def _any_length(placed: list[Step], chosen: list[Step], sharp: bool) -> Number:
    """Mean of both sides; where it isn't seen across the picture, by the change of the body's size."""
    if len(placed) >= max(FEW, len(chosen) // 2):
        sides = [[s.length or 0.0 for s in placed if s.side is side] for side in (Side.LEFT, Side.RIGHT)]
        means = [fmean(values) for values in sides if len(values) >= EACH_SIDE]
        return _capped(_mean([fmean(means)] if means else [], "× leg", len(placed), FEW, 1), sharp)
    ways = [s.way for s in chosen if s.seconds is not None]
    return _capped(_mean(ways, "× leg", len(ways), FEW, FEW), False)


def _cadence(timed: list[Step], needed: int) -> Number:
    mean = _mean([s.seconds or 0.0 for s in timed], "steps/min", len(timed), needed, FEW)
    value = round(60 / mean.value, 1) if mean.value else None
    return Number(value=value, unit=mean.unit, quality=mean.quality, n=mean.n)


def _ratio(sides: dict[Side, Number], n: int, needed: int) -> Number:
    """Longer over shorter; not assessable under `needed` steps."""
    left, right = sides[Side.LEFT], sides[Side.RIGHT]
    if n < needed or not left.value or not right.value or min(left.value, right.value) <= 0:
        return Number(value=None, unit="ratio", quality=Quality.NOT_ASSESSABLE, n=n)
    value = max(left.value, right.value) / min(left.value, right.value)
    return Number(value=round(value, 3), unit="ratio", quality=left.quality, n=n)


def _longer(sides: dict[Side, Number]) -> Side | None:
    left, right = sides[Side.LEFT].value, sides[Side.RIGHT].value
    if left is None or right is None:
        return None
    return Side.LEFT if left > right else Side.RIGHT


def _base(chosen: list[Step]) -> Number:
    """Mean of both sides' means: what distance from the camera's axis adds has the other sign for each."""
    wide, bases = _by_side(chosen, "base")
    if len(wide) < FEW or min(map(len, bases.values())) < EACH_SIDE:
        return Number(value=None, unit="× hips", quality=Quality.NOT_ASSESSABLE, n=len(wide))
    value = fmean(fmean(values) for values in bases.values())
    back = sum(abs(s.yaw_deg) > 90 for s in wide) > len(wide) / 2
    quality = Quality.ESTIMATE if back else Quality.MEASURED
    return Number(value=round(value, 3), unit="× hips", quality=quality, n=len(wide))


def _speed(length: Number, timed: list[Step], leg_m: float) -> Number:
    if length.value is None or len(timed) < FEW:
        return Number(value=None, unit="m/s", quality=Quality.NOT_ASSESSABLE, n=len(timed))
    value = length.value * leg_m / fmean(s.seconds or 0.0 for s in timed)
    return Number(value=round(value, 3), unit="m/s", quality=Quality.ESTIMATE, n=len(timed))


def direction_of(steps: Sequence[Step]) -> str:
    """Of the last steps: towards the camera, away from it, or across the picture."""
    last = [s for s in steps[-DIRECTION_STEPS:] if not s.turning]
    across, nearer = sum(s.across for s in last), sum(s.nearer for s in last)
    if abs(across) + abs(nearer) < 0.1 * max(1, len(last)):
        return "unknown"
    if abs(across) > ACROSS * abs(nearer):
        return "across"
    return "toward" if nearer > 0 else "away"
