"""What a session does beside its sets: calibrations and standard tests, which one is on, and what those
before it gave. The session (coach.session) knows the stage; the guiding itself is coach.feedback.guidance."""

from collections.abc import Sequence

from coach.feedback.exercise import Exercise
from coach.feedback.guidance import CalibrationGuide, DemonstrationGuide, TestGuide
from coach.feedback.kept import BaselineUnreadable, Kept, Outdated, from_json, outdated, setting_of
from coach.types import (
    ActionRefused,
    BaselineTaken,
    ClinicalTestChosen,
    ClinicalTestEnded,
    Event,
    Pose,
    ResultJudged,
    Side,
)

STILL_POSES = 10
"""So many of the start posture tell how the camera stands."""


class Guided:
    """The calibration or test that is on, and the session's baselines and results."""

    def __init__(self) -> None:
        self.guide: CalibrationGuide | DemonstrationGuide | TestGuide | None = None
        self.results: list[ClinicalTestEnded] = []
        self.judged: dict[int, ResultJudged] = {}
        self.baselines: dict[tuple[str, Side], Kept] = {}
        self.outdated: Outdated | None = None
        """Why the calibration of this exercise no longer holds, as far as was looked."""

    @property
    def test(self) -> TestGuide | None:
        """The standard test that is on."""
        return self.guide if isinstance(self.guide, TestGuide) else None

    @property
    def calibration(self) -> CalibrationGuide | None:
        return self.guide if isinstance(self.guide, CalibrationGuide) else None

    @property
    def demonstration(self) -> DemonstrationGuide | None:
        """What is being shown."""
        return self.guide if isinstance(self.guide, DemonstrationGuide) else None

    def show(self) -> None:
        """An exercise is shown from now on."""
        self.guide = DemonstrationGuide()

    def calibrate(self, exercise: Exercise, side: Side, *, watched: bool) -> None:
        """Raises ActionRefused for an exercise without repetitions."""
        before = self.baselines.get((exercise.id, side))
        try:
            self.guide = CalibrationGuide(
                exercise, side, watched=watched, before=before.baseline if before else None
            )
        except ValueError as error:
            raise ActionRefused("not_calibrated_so") from error

    def choose_test(self, chosen: ClinicalTestChosen) -> None:
        """Raises ActionRefused for a test that is not known or not done so."""
        try:
            self.guide = TestGuide(chosen, len(self.results) + 1)
        except (KeyError, ValueError) as error:
            raise ActionRefused("unknown_test") from error

    def begin_test(self, t: float) -> list[Event]:
        """ "Go". Raises ActionRefused when no test is on."""
        if self.test is None:
            raise ActionRefused("no_test")
        return self.test.begin(t)

    def stop(self, t: float) -> tuple[list[Event], bool]:
        """What ends with it, and whether the guide is to be let go: a test that had begun gives its result,
        whose `done` does that."""
        result = self.test.stop(t) if self.test else []
        return result, self.guide is not None and not any(isinstance(e, ClinicalTestEnded) for e in result)

    def done(self, event: BaselineTaken | ClinicalTestEnded) -> None:
        """The guide has given what it was for."""
        self.guide = None
        if isinstance(event, BaselineTaken):
            self.baselines[event.exercise, event.side] = from_json(event.kept)
            self.outdated = None
        else:
            self.results.append(event)

    def meet(self) -> None:
        """Somebody else is followed from now on: a calibration begins anew."""
        if self.calibration is not None:
            self.calibration.restart()

    def remember(self, side: Side, kept: str) -> None:
        """A baseline of an earlier session. Raises ActionRefused for text that is none."""
        try:
            known = from_json(kept)
        except BaselineUnreadable as error:
            raise ActionRefused("calibration_unreadable") from error
        self.baselines[known.baseline.exercise, side] = known

    def judge_result(self, judged: ResultJudged) -> None:
        """Raises ActionRefused for a result that is not there."""
        if not 1 <= judged.number <= len(self.results):
            raise ActionRefused("no_such_result")
        self.judged[judged.number] = judged

    def look(self, kept: Kept, exercise: Exercise, still: Sequence[Pose]) -> Outdated | None:
        """Whether the calibration still holds for these poses of the start posture."""
        now = setting_of(still) if len(still) >= STILL_POSES else None
        self.outdated = outdated(kept, now, exercise)
        return self.outdated
