"""Writes the golden tapes anew: `make golden [ONLY=exercise]`.

To be done on purpose, after the test has shown what changed and somebody has judged the change right."""

import sys
from collections.abc import Iterable
from pathlib import Path

from coach.config import Settings
from coach.feedback.exercises import CATALOG
from coach.pose.model import ready_model
from coach.session import Session
from coach.store.tape import TapeWriter
from coach.types import ExerciseChosen, Pose, SetStarted, SetStopped, Side
from tests.golden.sources import CLIPS, MADE, clip_poses, figure_poses

HERE = Path(__file__).parent
SHARED = HERE.parents[1].parent / "shared" / "data" / "synth" / "dev"
NO_TARGET = 1000


def main() -> None:
    wanted = sys.argv[1:] or sorted(CATALOG)
    settings = Settings()
    for exercise in wanted:
        if exercise in MADE:
            write(exercise, figure_poses(exercise))
        else:
            model = ready_model(given=settings.model, cache=settings.models)
            write(exercise, clip_poses(SHARED / f"{CLIPS[exercise]}.mp4", model))
        print(exercise)


def write(exercise: str, poses: Iterable[Pose]) -> None:
    """One set of the exercise, from the first pose to the last, as a live session would put it on tape."""
    path = HERE / f"{exercise}.tape"
    path.unlink(missing_ok=True)
    tape = TapeWriter(path, versions={"exercise": str(CATALOG[exercise].version)})
    session, last = Session(CATALOG, [tape]), 0.0
    for pose in poses:
        if session.plan is None:
            chosen = ExerciseChosen(
                t=pose.t,
                exercise=exercise,
                side=Side.BOTH,
                target_reps=NO_TARGET,
                target_hold_s=CATALOG[exercise].hold_s,
            )
            session.act(chosen)
            session.act(SetStarted(t=pose.t))
        session.judge(pose)
        last = pose.t
    session.act(SetStopped(t=last))
    session.close()


if __name__ == "__main__":
    main()
