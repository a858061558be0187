"""Writes the Python client from the server's OpenAPI: `python -m docs.client`.

A generator of our own, because the usual one pins older libraries than the server uses and writes a file for
each of some hundred models. Two files come out: models (pydantic), and a class with a method for each door.
"""

import asyncio
import keyword
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from coach.app import running
from coach.config import Settings

ROOT = Path(__file__).parents[1]
OUT = ROOT / "clients" / "python" / "coach_client"
MODEL = ROOT / "data" / "models" / "pose_landmarker_full.task"
Schema = Mapping[str, Any]

SIMPLE = {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}
TAKEN = frozenset(dir(BaseModel))
"""Names that a field can't have."""
MODELS = '''"""What the server says and is told. Made by `python -m docs.client`; not to be edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """A newer server may say more than this client knows."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)
'''
CLIENT = '''"""A method for each door. Made by `python -m docs.client`; not to be edited."""

from typing import Any, Literal

from coach_client.line import Line
from coach_client import models


class Coach(Line):
    """Sign in first: `coach.post_sign_in(models.SignInIn(login=…, password=…))`."""
'''


def hint(schema: Schema, prefix: str = "") -> str:
    """The Python type; `prefix` stands before models' names."""
    if "$ref" in schema:
        return prefix + str(schema["$ref"]).rsplit("/", 1)[1]
    if "enum" in schema or "const" in schema:
        return f"Literal[{', '.join(map(repr, schema.get('enum', [schema.get('const')])))}]"
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return " | ".join(dict.fromkeys(hint(one, prefix) for one in choices))
    return _plain(schema, prefix)


def _plain(schema: Schema, prefix: str) -> str:
    kind = schema.get("type")
    if kind == "array":
        inside = [hint(one, prefix) for one in schema.get("prefixItems", [])]
        return f"tuple[{', '.join(inside)}]" if inside else f"list[{hint(schema.get('items', {}), prefix)}]"
    if kind == "object":
        values = schema.get("additionalProperties", {})
        return f"dict[str, {hint(values if isinstance(values, dict) else {}, prefix)}]"
    if kind == "string":
        return "datetime" if schema.get("format") == "date-time" else "str"
    return SIMPLE.get(str(kind), "Any")


def models(schemas: Mapping[str, Schema]) -> Iterator[str]:
    for name, schema in sorted(schemas.items(), key=lambda one: "properties" in one[1]):
        if "properties" in schema:
            yield "\n\n" + "\n".join(_model(name, schema)) + "\n"
        else:
            yield f"\n{name} = {hint(schema)}\n"


def _model(name: str, schema: Schema) -> Iterator[str]:
    yield f"class {name}(Model):"
    if said := schema.get("description"):
        yield _docstring(said, 4)
    for field, inside in schema["properties"].items():
        yield "    " + _field(field, inside, needed=field in schema.get("required", []))


def _field(name: str, schema: Schema, *, needed: bool) -> str:
    known, kind = _name(name), hint(schema)
    named = "" if known == name else f"alias={name!r}"
    if needed:
        return f"{known}: {kind}" + (f" = Field({named})" if named else "")
    default = schema.get("default")
    if default is not None and not isinstance(default, str | int | float | bool):
        default = None  # left out: the server fills it in
    if default is None and "None" not in kind:
        kind = f"{kind} | None"
    return f"{known}: {kind} = " + (f"Field({default!r}, {named})" if named else repr(default))


def _name(name: str) -> str:
    known = re.sub(r"\W", "_", name)
    return f"{known}_" if keyword.iskeyword(known) or known in TAKEN else known


def methods(paths: Mapping[str, Mapping[str, Schema]]) -> Iterator[str]:
    seen: set[str] = set()
    for path, doors in sorted(paths.items()):
        for verb, door in sorted(doors.items()):
            name = method_name(verb, path)
            if name in seen:
                raise ValueError(f"two methods would be called {name}")
            seen.add(name)
            yield "\n" + textwrap.indent(_method(name, verb, path, door), "    ") + "\n"


def method_name(verb: str, path: str) -> str:
    """`GET /api/v1/patients/{person}/programme/{number}` → `get_patients_programme_by_number`."""
    parts = path.removeprefix("/api/v1").strip("/").split("/")
    words = [part for part in parts if not part.startswith("{")]
    if parts[-1].startswith("{"):
        words.append(f"by_{parts[-1].strip('{}').split(':')[0]}")
    return re.sub(r"\W", "_", "_".join([verb, *words])).strip("_")


def _method(name: str, verb: str, path: str, door: Schema) -> str:
    given = door.get("parameters", [])
    kinds = {one["name"]: hint(one["schema"], "models.") for one in given if one["in"] == "path"}
    inside = re.findall(r"{(\w+)", path)  # some are read by the guard alone, and not declared
    query = [one for one in given if one["in"] == "query"]
    body = door.get("requestBody", {}).get("content", {})
    sends = "application/json" in body
    arguments = [f"{_name(one)}: {kinds.get(one, 'str')}" for one in inside]
    if sends:
        arguments.append(f"body: {hint(body['application/json']['schema'], 'models.')}")
    elif body:
        arguments += ["content: bytes", f"content_type: str = {next(iter(body))!r}"]
    asked = [_asked(one) for one in query]
    kind = _answer(door)
    named = "{" + ", ".join(f"{one['name']!r}: {_name(one['name'])}" for one in query) + "}"
    address = re.sub(r"{(\w+)(:\w+)?}", lambda found: f"{{self.part({_name(found[1])})}}", path)
    sent = ", body=body" if sends else ", content=content, content_type=content_type" if body else ""
    head = ", ".join(["self", *arguments, *(["*", *asked] if asked else [])])
    said = _docstring(door.get("description") or door.get("summary") or name, 4)
    literal = f'f"{address}"' if inside else f'"{address}"'
    call = f"self.ask({verb.upper()!r}, {literal}, {kind}, query={named}{sent})"
    returns = f"answer: {kind} = {call}\n    return answer" if kind != "None" else call
    return f"def {name}({head}) -> {kind}:\n{said}\n    {returns}"


def _asked(one: Schema) -> str:
    """A query parameter; what is not given is not sent."""
    kind = hint(one["schema"], "models.")
    if one.get("required"):
        return f"{_name(one['name'])}: {kind}"
    return f"{_name(one['name'])}: {kind if 'None' in kind else f'{kind} | None'} = None"


def _answer(door: Schema) -> str:
    good = next(said for code, said in sorted(door["responses"].items()) if code.startswith("2"))
    content = good.get("content", {})
    if "application/json" in content:
        schema = content["application/json"]["schema"]
        return hint(schema, "models.") if schema else "Any"
    return "None" if "204" in door["responses"] else "bytes"


def _docstring(said: str, indent: int) -> str:
    text = " ".join(said.split()).replace("\\", "\\\\").replace('"""', "'''")
    pad = " " * indent
    return textwrap.fill(f'"""{text}"""', 106, initial_indent=pad, subsequent_indent=pad)


def generated(spec: Mapping[str, Any]) -> dict[str, str]:
    """The files' texts by their names, as ruff formats them."""
    doors = {
        path: {verb: door for verb, door in verbs.items() if path.startswith("/api/")}
        for path, verbs in spec["paths"].items()
    }
    return {
        "models.py": _formatted(MODELS + "".join(models(spec["components"]["schemas"]))),
        "client.py": _formatted(CLIENT + "".join(methods(doors))),
    }


def _formatted(text: str) -> str:
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check", "--select", "I,F401", "--fix", "--quiet"], ["format", "--quiet"]):
        made = subprocess.run(
            [*ruff, *command, "--line-length", "110", "--stdin-filename", str(OUT / "made.py"), "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        text = made.stdout
    return text


async def specification() -> Mapping[str, Any]:
    with tempfile.TemporaryDirectory() as data:
        async with running(Settings(data=Path(data), model=MODEL, workers=1)) as app:
            return app.openapi()


def main() -> None:
    for name, text in generated(asyncio.run(specification())).items():
        (OUT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
