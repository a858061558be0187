"""Every event and action of coach.types as one line of JSON, and back, exactly."""

import dataclasses
import json
from functools import cache

from pydantic import TypeAdapter, ValidationError

from coach import types
from coach.types import Action, Event

KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in vars(types).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind not in (Event, Action)
}
"""All that can be written, by the names that stand in the files: renaming a class breaks old tapes."""


class UnknownRecord(ValueError):
    """This JSON is no event or action that this version knows."""


def record_to_json(record: Event) -> bytes:
    """`{"RepCounted": {"t": 3.2, …}}`. Floats are written so that they come back the same."""
    name = type(record).__name__
    if KINDS.get(name) is not type(record):
        raise UnknownRecord(f"{name} is not an event or action of coach.types")
    return json.dumps({name: dataclasses.asdict(record)}, separators=(",", ":")).encode()


def record_from_json(data: bytes) -> Event:
    """Raises UnknownRecord."""
    try:
        ((name, fields),) = json.loads(data).items()
        return _adapter(name).validate_python(fields)
    except (ValueError, KeyError, AttributeError, ValidationError) as error:
        raise UnknownRecord(f"not an event or action this version knows: {data[:80]!r}") from error


@cache
def _adapter(name: str) -> TypeAdapter[Event]:
    return TypeAdapter(KINDS[name])
