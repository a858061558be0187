"""Learning an exercise in a session: what was shown becomes a draft, the therapist corrects it and keeps it.

What makes a good signal is coach.feedback.demonstration's affair, where exercises are kept the chooser's.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import structlog

from coach.feedback.demonstration import Learned, NotLearned
from coach.feedback.exercise import Exercise
from coach.feedback.said import said
from coach.rtc.announce import exercise_info
from coach.rtc.announce_draft import draft
from coach.rtc.judging import Judging
from coach.rtc.member import Audience, Member
from coach.rtc.messages import Exercises, Notice
from coach.rtc.requests import EndLearning, SaveExercise
from coach.types import ActionRefused, ExerciseChosen, GuidanceStopped, Pose, Side

log = structlog.get_logger(__name__)


Asked = EndLearning | SaveExercise


class Authoring(Protocol):
    """Makes and keeps exercises; both raise NotLearned."""

    async def learn(self, poses: Sequence[Pose], reps: int | None) -> Learned: ...
    async def keep(self, exercise: Exercise, name: str) -> Exercise: ...


class RoomLearning:
    """One room's drafts; the newest is the one that is saved."""

    def __init__(self, judging: Judging, members: Audience, authoring: Authoring) -> None:
        self._judging, self._members, self._authoring = judging, members, authoring
        self._draft: Exercise | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def receive(self, member: Member, message: Asked) -> None:
        """Carries it out in the background: learning takes a second or two."""
        task = asyncio.create_task(self._told(member, message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _told(self, member: Member, message: Asked) -> None:
        """An edge: whatever fails is a sentence, and ends nothing."""
        try:
            if isinstance(message, EndLearning):
                await self._learn(member, message)
            else:
                await self._save(member, message)
        except ActionRefused as refused:
            member.notice(refused.code, "warning")
        except NotLearned as error:
            why = error.said.worded(member.language)
            member.send(Notice(code="not_learned", text=why, level="warning"))
        except Exception as error:  # noqa: BLE001 - a broken process or disk must not end the call
            log.warning("learning_failed", error=type(error).__name__)
            member.notice("learning_failed", "error")

    async def _learn(self, member: Member, message: EndLearning) -> None:
        shown = self._judging.session.guided.demonstration
        if shown is None:
            raise ActionRefused("no_demonstration")
        poses = tuple(shown.poses)
        self._judging.act(GuidanceStopped(t=self._judging.t))
        learned = await self._authoring.learn(poses, message.reps)
        self._draft = learned.exercise
        member.send(draft(learned, member.language))

    async def _save(self, member: Member, message: SaveExercise) -> None:
        if self._draft is None:
            raise ActionRefused("no_demonstration")
        kept = await self._authoring.keep(corrected(self._draft, message), message.name.strip())
        self._draft = None
        for one in self._members():
            known = self._judging.session.exercises.values()
            one.send(Exercises(exercises=[exercise_info(e, one.language) for e in known]))
        member.notice("exercise_kept", "info")
        side = Side.BOTH if Side.BOTH in kept.sides else kept.sides[0]
        self._judging.act(
            ExerciseChosen(
                t=self._judging.t, exercise=kept.id, side=side, target_reps=kept.reps, target_hold_s=None
            )
        )


def corrected(drafted: Exercise, wish: SaveExercise) -> Exercise:
    """With the therapist's numbers. Raises NotLearned for those that turn the movement round."""
    shown = drafted.signals[0]
    if (wish.target - wish.rest) * (shown.target - shown.rest) <= 0:
        raise NotLearned(said("learn.numbers_unfit"))
    signal = replace(shown, rest=wish.rest, target=wish.target)
    return replace(drafted, signals=(signal, *drafted.signals[1:]), reps=wish.reps)
