"""Sessions with recordings: sample clips judged by the real pipe, each kept as its film and its tape."""

import asyncio
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path

from coach.review.upload import Order, Result, carry_out
from coach.review.uploads import Uploads
from coach.store.facts import Facts
from coach.store.models import JobRow

EXERCISES = {"sts": "sit_to_stand", "march": "march", "shabd": "shoulder_abduction"}
"""By how a clip's name begins."""


class NotJudged(Exception):
    """A clip that nothing came of; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filming:
    facts: Facts
    data: Path
    model: Path
    versions: Mapping[str, str]

    async def film(self, session_id: str, clip: Path) -> float:
        """Into a session that is there; how long it is, in seconds. Raises NotJudged."""
        uploads = Uploads(self.data, model=self.model, versions=self.versions, max_seconds=600)
        folder = uploads.folder(session_id)
        folder.mkdir(parents=True, exist_ok=True)
        (self.data / "tapes").mkdir(exist_ok=True)
        await asyncio.to_thread(shutil.copyfile, clip, folder / clip.name)
        wish = {"file": clip.name, "exercise": exercise_of(clip), "side": "both"}
        job = JobRow(session_id=session_id, kind="upload", wish=json.dumps(wish))
        order = Order(**await uploads.order(job))  # type: ignore[arg-type]
        result = await asyncio.to_thread(_judged, order)
        outcome = await uploads.outcome(job, asdict(result))
        if outcome.failed:
            raise NotJudged(outcome.message)
        await self.facts.add(outcome.rows)
        return result.seconds


def clips_in(folder: Path) -> list[Path]:
    """Those whose exercise is known: first one of each exercise, then another of each."""
    kinds = [sorted(folder.glob(f"{kind}_*.mp4")) for kind in EXERCISES]
    return [clip for turn in zip_longest(*kinds) for clip in turn if clip is not None]


def exercise_of(clip: Path) -> str:
    return EXERCISES[clip.name.split("_")[0]]


def _judged(order: Order) -> Result:
    (result,) = (told for told in carry_out(order) if isinstance(told, Result))
    return result
