"""What the next set is, and how far the running one has come."""

from dataclasses import dataclass, replace

from coach.types import Event, HoldEnded, RepCounted, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the next set is."""

    exercise: str
    side: Side
    target_reps: int
    target_hold_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the running set is, or the last one was."""

    number: int = 0
    started: float = 0.0
    reps: int = 0
    partials: int = 0
    correction: int = 0
    longest_hold_s: float = 0.0

    @property
    def shown_reps(self) -> int:
        return self.reps + self.correction

    def after(self, event: Event) -> "Progress":
        """The same set with one more event in it. A hold is a repetition too: its `RepCounted` counts it."""
        match event:
            case RepCounted(complete=True):
                return replace(self, reps=self.reps + 1)
            case RepCounted():
                return replace(self, partials=self.partials + 1)
            case HoldEnded(seconds=seconds):
                return replace(self, longest_hold_s=max(self.longest_hold_s, seconds))
            case _:
                return self
