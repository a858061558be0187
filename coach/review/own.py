"""The exercises that can be chosen: the library and the therapists' own, which are files in the data folder.

An exercise that was learnt from a demonstration, or written by hand, is one TOML or JSON file there.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from coach.feedback.demonstration import Learned, NotLearned, learn
from coach.feedback.exercise import Exercise
from coach.feedback.said import said
from coach.packing import pack_pose, unpack_pose
from coach.review.exercise_file import SUFFIXES, ExerciseUnreadable, read, save
from coach.review.learning import id_of
from coach.types import Pose

FOLDER = "exercises"
"""In the data folder."""

log = logging.getLogger(__name__)


class Shelf(Mapping[str, Exercise]):
    """Exercise id → description; grows while the service runs."""

    def __init__(self, folder: Path, library: Mapping[str, Exercise]) -> None:
        """A file that can't be read is left out, and logged with the reason."""
        self._folder = folder
        self._all = {**own_exercises(folder), **library}

    def __getitem__(self, key: str) -> Exercise:
        return self._all[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    async def learn(self, poses: Sequence[Pose], reps: int | None) -> Learned:
        """In a process of its own: it takes a second or two of pure work. Raises NotLearned."""
        packed = [pack_pose(pose) for pose in poses]
        worker = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        try:
            return await asyncio.get_running_loop().run_in_executor(worker, learn_packed, packed, reps)
        finally:
            worker.shutdown(wait=False)

    async def keep(self, exercise: Exercise, name: str) -> Exercise:
        """Under this name, from now on and after a restart. Raises NotLearned for a name that is taken or
        gives no file name, OSError where nothing can be written."""
        own = replace(exercise, id=id_of(name), name=name)
        if own.id in self._all:
            raise NotLearned(said("learn.name_taken", name=name))
        await asyncio.to_thread(self._write, own)
        self._all[own.id] = own
        return own

    def _write(self, own: Exercise) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        save(own, self._folder / f"{own.id}.toml", name=own.name)


def own_exercises(folder: Path) -> dict[str, Exercise]:
    """Those in the folder's files, by id; files that can't be read are logged and left out."""
    found: dict[str, Exercise] = {}
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        if path.suffix not in SUFFIXES:
            continue
        try:
            authored = read(path)
        except ExerciseUnreadable as error:
            log.warning("an exercise file is left out: %s", error)
            continue
        found[authored.exercise.id] = replace(authored.exercise, name=authored.name, how_to=authored.how_to)
    return found


def known_beside(tape: Path, library: Mapping[str, Exercise]) -> dict[str, Exercise]:
    """The library, and the own exercises of the data folder in which this tape lies."""
    return {**own_exercises(tape.parent.parent / FOLDER), **library}


def learn_packed(packed: Sequence[bytes], reps: int | None) -> Learned:
    """Runs in the other process. Raises NotLearned."""
    return learn([unpack_pose(data) for data in packed], id="draft", name="draft", reps=reps)
