"""What was prescribed to this patient, as far as a session needs it: doses, limits, own thresholds. Pure."""

from collections.abc import Sequence

from coach.feedback.calibration import Baseline
from coach.feedback.exercise import Exercise
from coach.feedback.thresholds import NotAThreshold, changed, fitted
from coach.types import Prescribed, Side


class Prescriptions:
    """Those of one session; empty where nobody prescribed anything."""

    def __init__(self, items: Sequence[Prescribed] = ()) -> None:
        self.items = tuple(items)

    def of(self, exercise: str, side: Side) -> Prescribed | None:
        return next((one for one in self.items if (one.exercise, one.side) == (exercise, side)), None)

    def exercise(self, exercise: Exercise, side: Side) -> Exercise:
        """With this patient's own thresholds; as it is where the library no longer knows them."""
        values = self._values(exercise.id, side)
        try:
            return changed({exercise.id: exercise}, {exercise.id: values})[exercise.id]
        except NotAThreshold:
            return exercise

    def baseline(self, baseline: Baseline, exercise: Exercise, side: Side) -> Baseline:
        """A prescribed target stands above the calibrated one."""
        return fitted(baseline, exercise, self._values(exercise.id, side))

    def _values(self, exercise: str, side: Side) -> dict[str, float]:
        found = self.of(exercise, side)
        return dict(found.thresholds) if found else {}
