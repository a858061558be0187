"""Commands on sessions that are kept: look at a tape, judge again, delete, find what is left over."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from coach.app import files_of
from coach.config import Settings
from coach.feedback.exercises import CATALOG
from coach.feedback.thresholds import NotAThreshold, changed
from coach.pose.model import ModelError, ready_model
from coach.review.batch import Judged, Wish, rejudge_session
from coach.review.exports.media import media_of
from coach.review.exports.record import Media
from coach.review.tape_text import head, json_lines, lines
from coach.review.versions import versions
from coach.store.database import open_database
from coach.store.facts import Facts
from coach.store.files import StorageFailed, path_of, tape_name
from coach.store.keeping import find_orphans, forget, remove_orphans
from coach.store.links import load_secret
from coach.store.tape import TapeReader, TapeUnreadable
from coach.terminal import Exit, bar, end, settings

tape_app = typer.Typer(no_args_is_help=True, help="Tapes: what was seen and judged in a session.")


session_app = typer.Typer(no_args_is_help=True, help="Sessions that are kept.")


@session_app.command("delete")
def session_delete(
    sessions: Annotated[list[str], typer.Argument(help="Ids of sessions")],
    *,
    why: Annotated[str, typer.Option(help="Why, for the audit")] = "",
) -> None:
    """Delete sessions for good: facts, films and tapes together. A line in the audit remains."""
    chosen = settings()
    try:
        gone = asyncio.run(_delete(chosen, sessions, why))
    except StorageFailed as error:
        end(Exit.FAILED, f"{error} The facts are deleted; `coach session orphans --remove` deletes the rest.")
    for session_id in gone:
        print(session_id)
    missing = [name for name in sessions if name not in gone]
    if missing:
        end(Exit.FAILED, f"There is no session {', '.join(missing)}.")


async def _delete(chosen: Settings, sessions: list[str], why: str) -> list[str]:
    async with opened(chosen) as facts:
        return await forget(facts, files_of(chosen), sessions, by="operator", why=why)


@session_app.command("orphans")
def session_orphans(
    *,
    remove: Annotated[
        bool, typer.Option(help="Delete them: files of no session, rows of lost films")
    ] = False,
) -> None:
    """List files that no session names, and films and tapes that are gone."""
    try:
        asyncio.run(_orphans(settings(), remove=remove))
    except StorageFailed as error:
        end(Exit.FAILED, str(error))


async def _orphans(chosen: Settings, *, remove: bool) -> None:
    files = files_of(chosen)
    async with opened(chosen) as facts:
        found = await find_orphans(facts, files)
        for kept in found.files:
            print(f"{kept.name}: no session names this file ({kept.bytes / 1e6:.1f} MB)")
        for film in found.films:
            print(f"{film.path}: this film of session {film.session_id} is gone")
        for session_id in found.tapes:
            print(f"{session_id}: the tape of this session is gone; what was counted is kept")
        if remove:
            await remove_orphans(facts, files, found)


@tape_app.command("show")
def tape_show(
    session: Annotated[str, typer.Argument(help="A session's id, or the path of its tape")],
    *,
    poses: Annotated[bool, typer.Option(help="Every judged pose too")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line")] = False,
) -> None:
    """Print a tape: its versions, then every event and action in order."""
    path = tape_path(settings(), session)
    try:
        reader = TapeReader(path)
        if as_json:
            printed = json_lines(reader, poses=poses)
        else:
            outline = reader.outline()
            seconds = outline.times[-1] if outline.times else 0.0
            for line in head(reader, seconds, len(outline.times), path.stat().st_size):
                print(line)
            printed = lines(reader, poses=poses)
        for line in printed:
            print(line)
    except TapeUnreadable as error:
        end(Exit.UNREADABLE, str(error))
    except BrokenPipeError:
        sys.stdout = None  # `| head` has seen enough; nothing more may be flushed to it


def tape_path(chosen: Settings, session: str) -> Path:
    """Where it would be, when it is gone."""
    given = Path(session)
    if given.is_file():
        return given
    try:
        return path_of(files_of(chosen), tape_name(given.name))
    except StorageFailed as error:
        end(Exit.FAILED, str(error))


def films(chosen: Settings, session: str) -> tuple[Media, ...]:
    """What was recorded of a session that is kept; nothing beside a tape's path."""
    kept = not Path(session).is_file() and tape_path(chosen, session).is_file()
    return asyncio.run(_films(chosen, session)) if kept else ()


async def _films(chosen: Settings, session_id: str) -> tuple[Media, ...]:
    try:
        async with opened(chosen) as facts:
            return await media_of(files_of(chosen), facts)(session_id)
    except StorageFailed as error:
        end(Exit.FAILED, str(error))


def rejudge_command(
    sessions: Annotated[list[str] | None, typer.Argument(help="Ids of sessions")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Every session that has ended")] = False,
    thresholds: Annotated[
        list[str] | None, typer.Option("--set", help="EXERCISE.THRESHOLD=NUMBER, may be given again")
    ] = None,
    accept: Annotated[bool, typer.Option(help="Make it the judgement; the one before is kept")] = False,
    by: Annotated[str, typer.Option(help="Who accepts it")] = "operator",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a session")] = False,
) -> None:
    """Judge old sessions again by the present rules, or with other thresholds, and show the difference.

    Thresholds: signal.target, signal.rest, pace.full, fault.NAME.limit and so on. A command that was
    interrupted goes on where it was when it is given again."""
    if bool(sessions) == every:
        end(Exit.USAGE, "Give ids of sessions, or --all.")
    chosen, overrides = settings(), _overrides(thresholds or [])
    try:
        changed(CATALOG, overrides)
        model = ready_model(given=chosen.model, cache=chosen.models)
    except NotAThreshold as error:
        end(Exit.USAGE, str(error))
    except ModelError as error:
        end(Exit.FAILED, str(error))
    wish = Wish(overrides=overrides, versions=versions(model), by=by if accept else None)
    failed = asyncio.run(_rejudge(chosen, sessions or [], wish, as_json=as_json))
    raise typer.Exit(Exit.FAILED if failed else Exit.DONE)


def _overrides(given: list[str]) -> dict[str, dict[str, float]]:
    """`mini_squat.fault.knees_in.limit=0.7`."""
    found: dict[str, dict[str, float]] = {}
    for one in given:
        name, _, value = one.partition("=")
        exercise, _, threshold = name.partition(".")
        try:
            found.setdefault(exercise, {})[threshold] = float(value)
        except ValueError:
            end(Exit.USAGE, f"{one!r} is not EXERCISE.THRESHOLD=NUMBER.")
    return found


async def _rejudge(chosen: Settings, wanted: list[str], wish: Wish, *, as_json: bool) -> int:
    """How many could not be judged."""
    failed = 0
    async with opened(chosen) as facts:
        ids = wanted or [row.id for row in await facts.ended_sessions()]
        with bar() as shown:
            for session_id in shown.track(ids, description="Sessions"):
                if await facts.session(session_id) is None:
                    end(Exit.USAGE, f"There is no session {session_id}.")
                judged = await _one(shown, facts, tape_path(chosen, session_id), session_id, wish)
                failed += judged.problem is not None
                print(json.dumps(_plain(judged)) if as_json else _words(judged), flush=True)
    return failed


async def _one(shown: Progress, facts: Facts, tape: Path, session_id: str, wish: Wish) -> Judged:
    task = shown.add_task(session_id, total=1.0)
    judged: Judged | None = None
    async for told in rejudge_session(facts, tape, session_id, wish):
        if isinstance(told, float):
            shown.update(task, completed=told)
        else:
            judged = told
    shown.remove_task(task)
    assert judged is not None
    return judged


@asynccontextmanager
async def opened(chosen: Settings) -> AsyncIterator[Facts]:
    """The facts, closed when left."""
    facts = Facts(await open_database(chosen.url), load_secret(chosen.data / "secret"))
    try:
        yield facts
    finally:
        await facts.close()


def _plain(judged: Judged) -> dict[str, object]:
    return {**asdict(judged), "same": judged.same}


def _words(judged: Judged) -> str:
    if judged.problem is not None:
        return f"{judged.session_id}: {judged.problem}"
    said = [
        f"  set {one.number} {one.exercise}: {one.before} -> {one.after} repetitions, "
        f"findings +{len(one.faults_gained)} -{len(one.faults_lost)}"
        for one in judged.sets
        if not one.same
    ]
    accepted = f", accepted as judgement {judged.accepted}" if judged.accepted else ""
    first = f"{judged.session_id}: {'no difference' if judged.same else 'differs'}{accepted}"
    return "\n".join([first, *said])
