"""A therapist's own exercise as a file: TOML or JSON, checked field by field before anything runs with it.

The fields are those of `coach.feedback.exercise.Exercise`; what has a default may be left out. Two more are
the patient's words: `name` and `how_to`. Not for the library's own exercises, which are Python files."""

import dataclasses
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from coach.feedback import fault_table
from coach.feedback.exercise import DescriptionError, Exercise, FaultRule, RepRule

SUFFIXES = (".toml", ".json")
KINDS = {
    "float": "a number",
    "int": "a whole number",
    "bool": "true or false",
    "string": "a text in quotes",
    "tuple": "a list",
    "dataclass": "a table of fields",
    "missing": "a value",
}


FAULTS: dict[str, FaultRule] = {}
REP_FAULTS: dict[str, RepRule] = {}
for _rule in vars(fault_table).values():
    if isinstance(_rule, FaultRule):
        FAULTS.setdefault(_rule.id, _rule)
    elif isinstance(_rule, RepRule):
        REP_FAULTS.setdefault(_rule.id, _rule)
"""The catalogue's rules, which a file may name instead of writing them out."""


class ExerciseUnreadable(ValueError):
    """The file describes no exercise; `problems` are sentences, one for each thing that is wrong."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        super().__init__(f"{path.name}: " + " ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """An exercise with the words that the patient sees."""

    exercise: Exercise
    name: str
    how_to: str = ""


def load(path: Path) -> Exercise:
    """The exercise of a file. Raises ExerciseUnreadable."""
    return read(path).exercise


def save(exercise: Exercise, path: Path, *, name: str = "", how_to: str = "") -> None:
    """Writes the exercise so that `load` gives it back the same. Raises ExerciseUnreadable for a name that
    ends in neither .toml nor .json."""
    _check_suffix(path)
    words = {"name": name or exercise.id.replace("_", " ").capitalize(), "how_to": how_to}
    plain = words | _plain_fields(exercise)
    text = json.dumps(plain, indent=2, ensure_ascii=False) + "\n" if path.suffix == ".json" else _toml(plain)
    draft = path.with_suffix(path.suffix + ".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def read(path: Path) -> Authored:
    """The exercise of a file with its words. Raises ExerciseUnreadable."""
    _check_suffix(path)
    table = _table(path)
    words = {key: table.pop(key, "") for key in ("name", "how_to")}
    for key, text in words.items():
        if not isinstance(text, str):
            raise ExerciseUnreadable(path, [_wrong(key, KINDS["string"], text)])
    table = _with_known_rules(path, table)
    strange = list(_strange(Exercise, table, ()))
    try:
        exercise = TypeAdapter(Exercise).validate_json(_finite(path, table), strict=True)
    except ValidationError as error:
        raise ExerciseUnreadable(path, strange + list(_sentences(error))) from error
    if strange:
        raise ExerciseUnreadable(path, strange)
    return Authored(exercise=exercise, name=str(words["name"]) or exercise.id, how_to=str(words["how_to"]))


# ---- reading


def _check_suffix(path: Path) -> None:
    if path.suffix not in SUFFIXES:
        raise ExerciseUnreadable(path, ["The file's name must end in .toml or .json."])


def _table(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
        table = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except OSError as error:
        raise ExerciseUnreadable(path, [f"The file can't be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise ExerciseUnreadable(path, ["The file must be text in UTF-8."]) from error
    except ValueError as error:
        kind = path.suffix[1:].upper()
        raise ExerciseUnreadable(path, [f"The file is not valid {kind}: {error}."]) from error
    if not isinstance(table, dict):
        raise ExerciseUnreadable(path, [f"The file must hold {KINDS['dataclass']}."])
    return table


def _finite(path: Path, table: Mapping[str, object]) -> str:
    """As JSON, in which strict types are told apart; TOML's dates, nan and inf have no place here."""
    try:
        return json.dumps(table, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ExerciseUnreadable(path, ["Only texts, numbers, true and false may be values here."]) from error


def _with_known_rules(path: Path, table: Mapping[str, object]) -> dict[str, object]:
    """With the catalogue's own rule wherever a fault is given by its name alone."""
    out = dict(table)
    for key, known in (("faults", FAULTS), ("rep_faults", REP_FAULTS)):
        listed = table.get(key)
        if not isinstance(listed, list):
            continue
        unknown = [item for item in listed if isinstance(item, str) and item not in known]
        if unknown:
            wanted = f"a table of fields or one of {', '.join(sorted(known))}"
            raise ExerciseUnreadable(path, [_wrong(key, wanted, name) for name in unknown])
        out[key] = [_plain_fields(known[item]) if isinstance(item, str) else item for item in listed]
    return out


def _strange(kind: object, value: object, place: tuple[str, ...]) -> Iterator[str]:
    """A sentence for every field that this description has no place for."""
    inner = _description_in(kind)
    if inner is None:
        return
    if isinstance(value, list):
        for n, item in enumerate(value, 1):
            yield from _strange(inner, item, (*place, str(n)))
    elif isinstance(value, Mapping):
        known = get_type_hints(inner)
        for key, item in value.items():
            if key not in known:
                where = f"{_where(place)}: " if place else ""
                yield f"{where}unknown field {key!r}; known are {', '.join(known)}."
            else:
                yield from _strange(known[key], item, (*place, key))


def _description_in(kind: object) -> type | None:
    """The dataclass that a type is, or is a tuple of, or may be."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind
    if get_origin(kind) in (tuple, Union, UnionType):
        found = (_description_in(part) for part in get_args(kind))
        return next((part for part in found if part is not None), None)
    return None


def _sentences(error: ValidationError) -> Iterable[str]:
    for problem in error.errors():
        place, kind, value = _steps(problem["loc"]), problem["type"], problem["input"]
        if kind == "missing":
            yield f"{_where(place)}: this field is needed."
        elif isinstance(problem.get("ctx", {}).get("error"), DescriptionError):
            yield f"{_where(place)}: {problem['ctx']['error']}."
        elif kind == "enum":
            yield _wrong(_where(place), f"one of {problem['ctx']['expected']}", value)
        else:
            wanted = next((words for name, words in KINDS.items() if kind.startswith(name)), problem["msg"])
            yield _wrong(_where(place), wanted, value)


def _steps(loc: Iterable[str | int]) -> tuple[str, ...]:
    """As a person counts: the first signal is `signals 1`."""
    return tuple(str(step + 1) if isinstance(step, int) else step for step in loc)


def _where(place: Sequence[str]) -> str:
    return " ".join(place) or "the exercise"


def _wrong(where: str, wanted: str, found: object) -> str:
    return f"{where}: expected {wanted}, found {json.dumps(found, default=str, ensure_ascii=False)}."


# ---- writing


def _plain_fields(value: object) -> dict[str, object]:
    """The fields of a description that differ from their defaults, as plain values."""
    assert dataclasses.is_dataclass(value)
    plain = {}
    for field in dataclasses.fields(value):
        now = getattr(value, field.name)
        if now is not None and (field.default is dataclasses.MISSING or now != field.default):
            plain[field.name] = _plain(now)
    return plain


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return _plain_fields(value) if dataclasses.is_dataclass(value) else value


def _toml(table: Mapping[str, object]) -> str:
    """Plain values first, then tables, then lists of tables: what TOML asks for."""
    lines = [f"{key} = {_toml_value(value)}" for key, value in table.items() if not _is_table(value)]
    for key, value in table.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{key}]", *_toml_fields(value)]
        elif _is_table(value) and isinstance(value, list):
            for item in value:
                lines += ["", f"[[{key}]]", *_toml_fields(item)]
    return "\n".join(lines) + "\n"


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and any(isinstance(v, Mapping) for v in value)
    )


def _toml_fields(table: Mapping[str, object]) -> list[str]:
    return [f"{key} = {_toml_value(value)}" for key, value in table.items()]


def _toml_value(value: object) -> str:
    """A JSON text, number, truth value or list of these is TOML too."""
    return json.dumps(value, ensure_ascii=False)
