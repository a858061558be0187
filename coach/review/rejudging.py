"""A tape judged again in a process of its own: `python -m coach.review.rejudging`.

On standard input one JSON object (`Order`); on standard output a line of JSON at a time: how far it is, and
last the judged sets."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coach.feedback.exercises import CATALOG
from coach.feedback.thresholds import NotAThreshold, Overrides
from coach.review.judgements import to_json
from coach.review.own import known_beside
from coach.review.rejudge import Rejudge, SetJudged
from coach.store.tape import TapeReader, TapeUnreadable
from coach.types import Pose

NICE = 10
"""Calls go before it."""
EVERY = 300
"""Poses between two words of how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    tape: str
    overrides: Mapping[str, Mapping[str, float]]


def judged_again(tape: Path, overrides: Overrides) -> Iterator[float | list[SetJudged]]:
    """Shares of the work, 0 to 1, then all sets. Raises TapeUnreadable, NotAThreshold."""
    reader, work, poses = TapeReader(tape), Rejudge(known_beside(tape, CATALOG), overrides), 0
    total = max(1, len(reader.outline().times))
    for record in reader:
        work.take(record)
        if isinstance(record, Pose):
            poses += 1
            if poses % EVERY == 0:
                yield poses / total
    yield work.sets


def main() -> None:
    with suppress(OSError):
        os.nice(NICE)
    order = Order(**json.loads(sys.stdin.readline()))
    try:
        for told in judged_again(Path(order.tape), order.overrides):
            _tell(
                {"progress": round(told, 3)}
                if isinstance(told, float)
                else {"result": {"sets": to_json(told)}}
            )
    except (TapeUnreadable, NotAThreshold) as error:
        _tell({"result": {"problem": str(error)}})


def _tell(line: Mapping[str, object]) -> None:
    print(json.dumps(line), flush=True)  # noqa: T201 - this is what its parent reads


if __name__ == "__main__":
    main()
