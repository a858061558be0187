"""Prints the review's bodies as JSON Schema: `python -m coach.api.review_schema`.

The types of the pages are generated from it."""

import inspect
import json
import sys
from typing import Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from coach.api import review_models
from coach.api.review_models import In, Out


def schema() -> str:
    """What the server says and what it is told in one JSON document, stable from run to run."""
    both = {"to_server": _schemas(In, "validation"), "to_browser": _schemas(Out, "serialization")}
    return json.dumps(both, indent=2, sort_keys=True)


def _schemas(base: type[BaseModel], mode: Literal["validation", "serialization"]) -> object:
    all_of_them = vars(review_models).values()
    models = [m for m in all_of_them if inspect.isclass(m) and issubclass(m, base) and m is not base]
    return models_json_schema([(m, mode) for m in models])[1]


if __name__ == "__main__":
    sys.stdout.write(schema() + "\n")
