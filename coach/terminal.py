"""What the commands share: exit codes, one sentence for each trouble, progress, the settings."""

from enum import IntEnum
from typing import NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from coach.config import Settings


class Exit(IntEnum):
    DONE, FAILED, USAGE, UNREADABLE, NOBODY = range(5)


errors = Console(stderr=True, highlight=False)
"""Progress and errors; results go to standard output."""


def end(code: Exit, sentence: str) -> NoReturn:
    errors.print(sentence, markup=False, soft_wrap=True)
    raise typer.Exit(code)


def settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        if not first["loc"]:  # of several settings together: a sentence of its own
            end(Exit.USAGE, str(first["ctx"]["error"]))
        name = "_".join(str(part) for part in first["loc"]).upper()
        end(Exit.USAGE, f"The setting COACH_{name} is not usable: {first['msg']}.")


def bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    return Progress(*columns, console=errors, transient=True)
