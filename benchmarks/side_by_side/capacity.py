"""What 10, 1,000 and 100,000 sessions need, from what one was measured to cost. Pure arithmetic."""

import math
from collections.abc import Mapping

from benchmarks.side_by_side.parts import MOVES
from coach.rtc.governor import FULL

SESSIONS = (10, 1_000, 100_000)
CORES = 16
"""Of the machine that is counted in."""
VIDEO_MBIT = 1.0
"""A second, of one camera."""
CALL_S = 2
"""Cameras of a session: the patient's and the therapist's, each sent on to the other."""


def lines(own: Mapping[str, float]) -> list[list[str]]:
    """`own`: this service's measured figures; needs `cpu` or `constant`, uses `typical`, `mb`, `mb_more`."""
    most = own.get("cpu") or own["constant"]
    usual = own.get("typical")
    head = ["sessions at once", "cores, all in a set", "cores, typical", f"machines of {CORES} cores"]
    rows = [_row(n, most, usual, own) for n in SESSIONS]
    return [[*head, "memory, GB", "traffic each way, Gbit/s"], *rows]


def _row(sessions: int, most: float, usual: float | None, own: Mapping[str, float]) -> list[str]:
    in_sets = sessions * most / 60 / FULL
    machines = math.ceil(in_sets / CORES)
    memory = sessions * own.get("mb_more", 0.0) + machines * own.get("mb", 0.0)
    traffic = sessions * CALL_S * VIDEO_MBIT / 1000
    return [
        f"{sessions:,}",
        f"{in_sets:,.0f}",
        f"{sessions * usual / 60 / FULL:,.0f}" if usual is not None else "not measured",
        f"{machines:,}",
        f"{memory / 1024:,.1f}",
        f"{traffic:,.2f}",
    ]


NOTE = (
    f"Linear in the measured session, each core filled to {FULL:.0%}; half of the time beside the sets "
    f"({MOVES:.0%}) somebody moves. A session never leaves its machine. Where many machines are placed, and "
    "what balances them, is not built yet: the last two rows are arithmetic, not a test."
)
