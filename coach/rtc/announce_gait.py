"""From means over steps to the message of the WebSocket. Pure."""

from coach.feedback.gait_summary import GaitSummary, Number
from coach.rtc.messages import Gait, GaitNumber


def gait(summary: GaitSummary) -> Gait:
    return Gait(
        steps=summary.steps,
        cadence=_number(summary.cadence),
        step_time={side.value: _number(number) for side, number in summary.step_time.items()},
        step_length={side.value: _number(number) for side, number in summary.step_length.items()},
        time_ratio=_number(summary.time_ratio),
        length_ratio=_number(summary.length_ratio),
        longer_time=summary.longer_time.value if summary.longer_time else None,
        longer_length=summary.longer_length.value if summary.longer_length else None,
        base=_number(summary.base),
        speed=_number(summary.speed),
    )


def _number(number: Number) -> GaitNumber:
    return GaitNumber(value=number.value, quality=number.quality.value, n=number.n)
