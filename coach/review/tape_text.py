"""A tape as lines for people and for programs. Pure: records in, text out."""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping

from coach.store.records import record_to_json
from coach.store.tape import TapeHeader, TapeReader
from coach.types import Action, Event, Pose

WIDE = 24
"""Room for a record's name."""


def head(reader: TapeReader, seconds: float, poses: int, size: int) -> Iterator[str]:
    """What the tape is, in a few lines."""
    header = reader.header
    yield f"{reader.path.name}: {clock(seconds)} long, {poses} poses, {size / 1e6:.1f} MB"
    yield f"Recorded {header.created:%Y-%m-%d %H:%M} UTC by {_versions(header)}"


def lines(records: Iterable[Pose | Event], *, poses: bool) -> Iterator[str]:
    """One record a line: its moment, `>` before what a person did, its name, and what is in it."""
    for record in records:
        if not isinstance(record, Pose):
            mark = ">" if isinstance(record, Action) else " "
            yield f"{clock(record.t)} {mark} {type(record).__name__:<{WIDE}} {_fields(record)}".rstrip()
        elif poses:
            yield f"{clock(record.t)}   {'Pose':<{WIDE}} {_pose_words(record)}"


def json_lines(reader: TapeReader, *, poses: bool) -> Iterator[str]:
    """One JSON object a line: the header, then every record as it stands on the tape."""
    header = reader.header
    yield json.dumps({"created": header.created.isoformat(), "versions": dict(header.versions)})
    for record in reader:
        if not isinstance(record, Pose):
            yield record_to_json(record).decode()
        elif poses:
            yield json.dumps({"Pose": dataclasses.asdict(record)}, separators=(",", ":"))


def clock(t: float) -> str:
    """`12:03.45`: minutes, seconds, hundredths."""
    minutes, seconds = divmod(max(0.0, t), 60)
    return f"{int(minutes):3d}:{seconds:05.2f}"


def _fields(record: Event) -> str:
    values: Mapping[str, object] = {
        f.name: getattr(record, f.name) for f in dataclasses.fields(record) if f.name != "t"
    }
    return "  ".join(f"{name} {_value(value)}" for name, value in values.items() if value is not None)


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if dataclasses.is_dataclass(value):
        inner = ((one.name, getattr(value, one.name)) for one in dataclasses.fields(value))
        return ", ".join(f"{name} {_value(part)}" for name, part in inner if part is not None)
    if isinstance(value, tuple):
        return ",".join(_value(one) for one in value) or "-"
    text = str(value)
    return text if len(text) <= LONG else f"{text[:LONG]}… ({len(text)} characters)"


LONG = 120


def _pose_words(pose: Pose) -> str:
    found = "nobody" if pose.points is None else "found"
    return f"{found}  people {pose.people}  light {pose.light:.2f}{'' if pose.sure else '  not sure'}"


def _versions(header: TapeHeader) -> str:
    return ", ".join(f"{name} {value}" for name, value in sorted(header.versions.items())) or "nobody knows"
