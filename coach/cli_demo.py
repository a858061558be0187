"""`coach demo-data`: a believable clinic in an empty database, to look around in and to show."""

import asyncio
import secrets
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from coach.app import archive_of
from coach.config import Settings
from coach.demo_clinic.filling import Filling, Made, NotEmpty
from coach.demo_clinic.filming import Filming, NotJudged, clips_in
from coach.demo_clinic.stories import STAFF, STORIES
from coach.pose.model import ModelError, ready_model
from coach.review.versions import versions
from coach.store.database import open_database
from coach.store.facts import Facts
from coach.store.links import load_secret
from coach.terminal import Exit, bar, end, settings

HERE = Path(__file__).parent
CLIPS = next(folder for folder in (HERE.parent / "tests" / "clips", HERE / "samples") if folder.is_dir())
"""Where the program was installed without its tests, one clip comes with it."""


def demo_data(
    *,
    weeks: Annotated[int, typer.Option(min=1, max=52, help="Of sessions that lie behind each patient")] = 8,
    recordings: Annotated[
        int, typer.Option(min=0, max=len(STORIES), help="Sessions with a film; each takes some seconds")
    ] = 3,
    seed: Annotated[int, typer.Option(help="Another number gives other days and repetitions")] = 1,
    clips: Annotated[Path, typer.Option(help="The folder of sample clips")] = CLIPS,
) -> None:
    """Fill an empty database with a demo clinic; print who signs in and the patients' links."""
    password = secrets.token_urlsafe(9)
    try:
        made = asyncio.run(_fill(settings(), password, weeks, seed, clips_in(clips)[:recordings]))
    except NotEmpty:
        end(Exit.FAILED, "There are people in this database: set COACH_DATA to an empty folder.")
    except (ModelError, NotJudged) as error:
        end(Exit.FAILED, str(error))
    console = Console()
    console.print(_table(made))
    for one in STAFF:
        print(f"{one.login}  {password}  {one.name}, {one.role}")


async def _fill(chosen: Settings, password: str, weeks: int, seed: int, clips: list[Path]) -> list[Made]:
    chosen.data.mkdir(parents=True, exist_ok=True)
    engine, secret = await open_database(chosen.url), load_secret(chosen.data / "secret")
    facts = Facts(engine, secret)
    filling = Filling(engine=engine, facts=facts, archive=archive_of(engine, secret), weeks=weeks, seed=seed)
    try:
        with bar() as shown:
            task = shown.add_task("Demo clinic", total=len(STORIES) + len(clips))
            made = []
            async for one in filling.fill(password):
                made.append(one)
                shown.advance(task)
            if clips:
                model = ready_model(given=chosen.model, cache=chosen.models)
                filming = Filming(facts=facts, data=chosen.data, model=model, versions=versions(model))
                async for _ in filling.film(filming, clips):
                    shown.advance(task)
    finally:
        await facts.close()
    return made


def _table(made: list[Made]) -> Table:
    table = Table("patient", "therapist", "sessions", "link", "first-time code")
    table.columns[3].overflow = "fold"  # a link that is cut off opens nothing
    for one in made:
        table.add_row(one.name, one.therapist, str(one.sessions), f"/p/{one.code}", one.first_code)
    return table
