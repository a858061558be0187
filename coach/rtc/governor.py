"""What gives way when the machine is full: first new sessions wait, then all are judged less often, and the
call itself never does. Pure: told once a second what was measured.

Every session may be judged as often as it wants up to one ceiling, the same for all: who wants less keeps
it, and what is lacking is taken from those who want most. Packets need no ceiling: the pose processes are
nicer (`coach.pose.serving.NICE`).
"""

import statistics
from collections import deque
from dataclasses import dataclass

from coach.analysis_rate import TIMED_HZ

LEAST_HZ = 8.0
"""Below it movements are missed (design.md 3.7): the ceiling ends here, and no session comes in that would
take the others below."""
FULL = 0.85
"""Of the processors' time; the rest is for what comes unevenly."""
BUSY, IDLE = 0.95, 0.85
"""Share of the time that the busiest pose process is at work: above, the ceiling sinks, below, it rises."""
STALL_S = 0.05
"""Packets that wait so long are felt in the call."""
OURS = 0.5
"""Share of the processors that the service itself uses: below, judging less often frees nothing."""
LOWER, RAISE_HZ = 0.9, 0.5
HOLD_S = 3
"""After the ceiling was lowered: what that brought is seen only then."""
KEPT = 30
"""Seconds over which costs are told: their median, so that an export or a start-up does not count."""
FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """One second of the service. CPU is in seconds a second."""

    sessions: int
    """With a camera that sends."""
    highest_hz: float
    """The highest rate that a session is judged at."""
    stall_s: float
    """How late the event loop was, p95."""
    busy: float
    """Of the busiest pose process, 0 to 1."""
    call_cpu: float
    """Of the process that forwards."""
    pose_cpu: float
    """Of the pose processes, decoding included."""
    posing_cpu: float
    """Of that, for the pictures that were analysed."""
    poses: int


class Governor:
    def __init__(self, cores: float) -> None:
        self.ceiling = TIMED_HZ
        """Pictures a second that any one session is judged at most."""
        self._cores = cores
        self._hold = 0
        self._session_costs: deque[float] = deque(maxlen=KEPT)
        self._pose_costs: deque[float] = deque(maxlen=KEPT)

    @property
    def places(self) -> int | None:
        """How many sessions the processors hold when all are judged at `LEAST_HZ`, by what those that run
        cost; None before a few seconds were measured."""
        if min(len(self._session_costs), len(self._pose_costs)) < FEW:
            return None
        one = statistics.median(self._session_costs) + LEAST_HZ * statistics.median(self._pose_costs)
        return max(1, int(self._cores * FULL / one))

    def admits(self, sessions: int) -> bool:
        """Whether another session may come to so many."""
        if sessions == 0:
            return True
        places = self.places
        return self.ceiling > LEAST_HZ and (places is None or sessions < places)

    def step(self, second: Second) -> None:
        self._note_costs(second)
        self._hold = max(0, self._hold - 1)
        if self._hold:
            return
        if self._overloaded(second):
            self._hold = HOLD_S
            self.ceiling = max(LEAST_HZ, LOWER * min(self.ceiling, second.highest_hz))
        elif second.busy < IDLE and second.stall_s < STALL_S:
            self.ceiling = min(TIMED_HZ, self.ceiling + RAISE_HZ)

    def _overloaded(self, second: Second) -> bool:
        ours = (second.call_cpu + second.pose_cpu) / self._cores
        return second.sessions > 0 and (second.busy > BUSY or (second.stall_s > STALL_S and ours > OURS))

    def _note_costs(self, second: Second) -> None:
        if second.sessions and second.poses:
            beside = second.call_cpu + second.pose_cpu - second.posing_cpu
            self._session_costs.append(beside / second.sessions)
            self._pose_costs.append(second.posing_cpu / second.poses)
