"""Whether what is needed is in sight: short gaps are bridged, longer ones pause the counting."""

from coach.types import Event, Paused, Resumed

BRIDGED_S = 0.4
"""clinical.md A.2: gaps up to 0.4 s are bridged, longer ones pause the counter and say so."""

SPARSE_S = 0.25
"""Between two judged pictures (design.md 3.7 asks for 8 a second at least). Over a longer gap, from a poor
line or a full machine, a turn may have passed unseen: what spans it is an estimate."""


class Sight:
    def __init__(self) -> None:
        self._lost: float | None = None
        self.paused = False
        self._reason = ""

    def lost_for(self, t: float) -> float:
        return t - self._lost if self._lost is not None else 0.0

    def lose(self, t: float, reason: str, missing: tuple[str, ...] = ()) -> list[Event]:
        """Not judged at `t`, and why; told once the gap is longer than can be bridged, and again when
        the reason changes."""
        if self._lost is None:
            self._lost = t
        if t - self._lost <= BRIDGED_S or (self.paused and reason == self._reason):
            return []
        self.paused, self._reason = True, reason
        return [Paused(t=t, reason=reason, missing=missing)]

    def regain(self, t: float) -> list[Event]:
        was, self.paused, self._lost, self._reason = self.paused, False, None, ""
        return [Resumed(t=t)] if was else []
