"""A tape of a whole session, made from a sample clip by the real pipe."""

from pathlib import Path

import pytest

from coach.feedback.exercises import CATALOG
from coach.review.exports.record import Media, SessionRecord, from_tape
from coach.session import Session
from coach.store.tape import TapeWriter
from coach.types import CountCorrected, CueSent, ExerciseChosen, FaultMarked, SetStarted, Side
from tests import truth

CLIP = "sts_knees_in_front"


def make_tape(path: Path, clip: str = CLIP, exercise: str = "sit_to_stand") -> Path:
    """Two sets in a row, with what a therapist does in between."""
    writer = TapeWriter(path, versions={"coach": "test", exercise: "1"})
    session = Session(CATALOG, [writer])
    end = 0.0
    for start in (0.0, 60.0):
        poses = list(truth.poses(clip, start=start))
        t = poses[0].t
        session.act(
            ExerciseChosen(t=t, exercise=exercise, side=Side.BOTH, target_reps=99, target_hold_s=None)
        )
        session.act(SetStarted(t=t))
        for pose in poses:
            session.judge(pose)
        end = poses[-1].t
        if session.faults:
            session.act(FaultMarked(t=end, number=1, agree=start > 0))
        session.act(CueSent(t=end, key=None, text='=HYPERLINK("http://x")'))
        session.act(CountCorrected(t=end, delta=-1))
    session.close()
    writer.close()
    return path


@pytest.fixture(scope="session")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tape(tmp_path_factory.mktemp("exports") / "0123456789abcdef.tape")


@pytest.fixture(scope="session")
def record(tape: Path) -> SessionRecord:
    film = Media(role="patient", path=truth.CLIPS / f"{CLIP}.mp4", started_t=0.0)
    return from_tape(tape, media=[film])
