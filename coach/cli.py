"""The command line: `coach serve`, `analyze`, `doctor`, `model`.

Errors are one sentence on standard error that says what to do; exit codes are design.md section 4's.
"""

import asyncio
import json
import socket
import sys
from pathlib import Path
from typing import Annotated

import structlog
import typer
import uvloop
from rich.console import Console
from rich.table import Table

from coach.api.certificate import network_addresses
from coach.api.sessions import qr_text
from coach.app import WEB, address, serve
from coach.cli_demo import demo_data
from coach.cli_people import person_app
from coach.cli_sessions import films, rejudge_command, session_app, tape_app, tape_path
from coach.config import Settings
from coach.doctor import Finding, examine
from coach.feedback.clinical_tests import TESTS
from coach.feedback.demonstration import NotLearned
from coach.feedback.exercise import Exercise
from coach.feedback.exercises import CATALOG, NOT_AVAILABLE
from coach.feedback.gait_summary import GaitSummary
from coach.feedback.texts import text
from coach.pose.model import ModelError, hand_model, ready_model
from coach.pose.video import VideoUnreadable
from coach.review.analysis import NobodyFound, analyse_tape, analyse_video
from coach.review.exercise_file import ExerciseUnreadable, load
from coach.review.exports.choose import Format, NotExported, Request, export_session
from coach.review.exports.record import Media, from_tape
from coach.review.findings import Analysis, TestFound
from coach.review.learning import learn_video
from coach.rtc.aiortc_taps import AiortcChanged
from coach.store.tape import TapeUnreadable
from coach.supervisor import Beat, listen, supervise
from coach.terminal import Exit, bar, end, errors, settings
from coach.types import Side

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Video-consultation exercise coaching.")
model_app = typer.Typer(no_args_is_help=True, help="The models' files.")
app.add_typer(model_app, name="model")
app.add_typer(person_app, name="person")
app.command("demo-data")(demo_data)
exercise_app = typer.Typer(no_args_is_help=True, help="Exercises of your own.")
app.add_typer(exercise_app, name="exercise")
app.add_typer(tape_app, name="tape")
app.add_typer(session_app, name="session")
app.command("rejudge")(rejudge_command)


@app.command("serve")
def serve_command() -> None:
    """Serve the program until Ctrl-C. When the serving process dies, another takes its place."""
    chosen = settings()
    _log_plainly()
    try:
        listening = listen(*address(chosen))
    except OSError as error:
        end(Exit.FAILED, f"Port {chosen.port} can't be used ({error.strerror}): set COACH_PORT to another.")
    _say_where(chosen)
    code = supervise(lambda beat: _served(chosen, listening, beat))
    errors.print("Stopped.")
    raise typer.Exit(code)


def _served(chosen: Settings, listening: socket.socket, beat: Beat) -> int:
    try:
        uvloop.run(serve(chosen, listening, _say, beat))
    except (ModelError, AiortcChanged) as error:
        _say(str(error))
        return Exit.FAILED
    except KeyboardInterrupt:  # where there is no supervisor to take it
        return Exit.DONE
    return Exit.DONE


def _say(sentence: str) -> None:
    errors.print(sentence, markup=False, soft_wrap=True)


@app.command()
def analyze(
    video: Annotated[Path | None, typer.Argument(help="A video file: MP4, MOV, WebM…")] = None,
    *,
    exercise: Annotated[
        str, typer.Option(help="Exercise id (`coach exercises` lists them), or its file")
    ] = "",
    test: Annotated[
        str, typer.Option(help="Standard test id instead of an exercise, or beside it (`coach tests`)")
    ] = "",
    side: Annotated[Side, typer.Option(help="The side that works")] = Side.BOTH,
    tape: Annotated[Path | None, typer.Option(help="A session's tape instead of a video")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False,
) -> None:
    """Judge a video file as a live session would be judged."""
    if (video is None) == (tape is None):
        end(Exit.USAGE, "Give a video file, or --tape with a tape.")
    chosen = _exercise(exercise) if exercise or not test else None
    if chosen is not None and side not in chosen.sides:
        end(Exit.USAGE, f"{chosen.id} is not done with side {side.value!r}.")
    if test and test not in TESTS:
        end(Exit.USAGE, f"Unknown test {test!r}. Known: {', '.join(sorted(TESTS))}.")
    if test and TESTS[test].sided and side is Side.BOTH:
        end(Exit.USAGE, f"{test} is done with one side: add --side left or --side right.")
    analysis = _analysed(video, tape, chosen, side, test or None)
    if as_json:
        sys.stdout.write(json.dumps(analysis.to_json(), indent=2) + "\n")
    else:
        _print_analysis(analysis)


def _exercise(name: str) -> Exercise:
    """One of the library, or a therapist's own from a file."""
    if name in CATALOG:
        return CATALOG[name]
    if Path(name).suffix not in (".toml", ".json"):
        end(Exit.USAGE, f"Unknown exercise {name!r}. Known: {', '.join(sorted(CATALOG))}.")
    try:
        return load(Path(name))
    except ExerciseUnreadable as error:
        end(Exit.USAGE, str(error))


def _analysed(
    video: Path | None, tape: Path | None, exercise: Exercise | None, side: Side, test: str | None
) -> Analysis:
    try:
        if tape is not None:
            return analyse_tape(tape, exercise, side, test=test)
        assert video is not None
        chosen = settings()
        model = ready_model(given=chosen.model, cache=chosen.models)
        needs_hands = exercise is not None and exercise.hands
        hands = hand_model(given=chosen.hand_model, cache=chosen.models) if needs_hands else None
        with bar() as shown:
            task = shown.add_task(video.name, total=1.0)
            return analyse_video(
                video,
                exercise,
                side,
                model=model,
                hands=hands,
                test=test,
                progress=lambda share: shown.update(task, completed=share),
            )
    except (VideoUnreadable, TapeUnreadable) as error:
        end(Exit.UNREADABLE, str(error))
    except NobodyFound as error:
        end(Exit.NOBODY, str(error))
    except ModelError as error:
        end(Exit.FAILED, str(error))


@app.command()
def exercises() -> None:
    """List the exercise library."""
    table = Table("id", "view", "sides", "counts")
    for exercise in sorted(CATALOG.values(), key=lambda e: e.id):
        sides = ", ".join(side.value for side in exercise.sides)
        table.add_row(exercise.id, exercise.view, sides, "holds" if exercise.hold else "repetitions")
    console = Console()
    console.print(table)
    for name, why in NOT_AVAILABLE.items():
        console.print(f"Not available: {name} {why}.", highlight=False)


@app.command()
def export(
    session: Annotated[str, typer.Argument(help="A session's id, or the path of its tape")],
    *,
    out: Annotated[Path, typer.Option(help="Where to: a folder for csv and parquet, else a file")],
    format: Annotated[Format, typer.Option(help="What to make of it")] = Format.CSV,  # noqa: A002
    language: Annotated[str, typer.Option(help="Language of the pages: en, es, fr, pl")] = "en",
    earlier: Annotated[
        list[Path] | None, typer.Option(help="Tape of a session before this one; may be given again")
    ] = None,
    recording: Annotated[
        Path | None,
        typer.Option(help="The patient's film beside a tape; a session that is kept has its own"),
    ] = None,
    blur_face: Annotated[bool, typer.Option(help="Make the face unrecognisable in the film")] = True,
) -> None:
    """Export a session: tables, FHIR, film with the overlay, OpenSim markers, or a page to print."""
    tape = tape_path(settings(), session)
    beside = (Media(role="patient", path=recording, started_t=0.0),) if recording else ()
    media = beside or films(settings(), session)
    try:
        before = tuple(from_tape(path) for path in earlier or ())
        request = Request(
            format=format, out=out, language=language, blur_face=blur_face, exercises=CATALOG, earlier=before
        )
        made = export_session(from_tape(tape, media=media), request)
    except TapeUnreadable as error:
        end(Exit.UNREADABLE, str(error))
    except (NotExported, OSError) as error:
        end(Exit.FAILED, str(error))
    for sentence in made.notes:
        errors.print(sentence, markup=False, soft_wrap=True)
    for path in made.files:
        sys.stdout.write(f"{path}\n")


@app.command()
def tests() -> None:
    """List the standard tests."""
    table = Table("id", "name", "views", "unit", "side")
    for test in sorted(TESTS.values(), key=lambda t: t.id):
        sides = "left, right" if test.sided else "both"
        table.add_row(test.id, text(test.name_key), ", ".join(test.views), test.unit, sides)
    Console().print(table)


@exercise_app.command("learn")
def exercise_learn(
    video: Annotated[Path, typer.Argument(help="A video of three to five good repetitions")],
    name: Annotated[str, typer.Option(help="What the exercise is called")],
    out: Annotated[Path, typer.Option(help="Where to save it: a .toml or .json file")],
) -> None:
    """Learn an exercise from a demonstration and save it for `analyze --exercise FILE`."""
    chosen = settings()
    try:
        model = ready_model(given=chosen.model, cache=chosen.models)
        with bar() as shown:
            task = shown.add_task(video.name, total=1.0)
            learned = learn_video(
                video,
                name=name,
                out=out,
                model=model,
                progress=lambda share: shown.update(task, completed=share),
            )
    except VideoUnreadable as error:
        end(Exit.UNREADABLE, str(error))
    except (NotLearned, ExerciseUnreadable) as error:
        end(Exit.FAILED, str(error))
    signal = learned.exercise.signals[0]
    console = Console()
    console.print(f"Learned from {len(learned.reps)} repetitions, saved to {out}.", highlight=False)
    console.print(
        f"Counts by {signal.measure}: rest {signal.rest:.2f}, target {signal.target:.2f} {signal.unit}"
    )


@app.command()
def doctor() -> None:
    """Say what is missing for a session, and what to do about it."""
    findings = asyncio.run(_findings())
    table = Table("", "what", "answer", show_lines=False)
    marks = {True: "[green]ok[/]", False: "[red]no[/]", None: "[yellow]note[/]"}
    for finding in findings:
        table.add_row(marks[finding.ok], finding.what, finding.says)
    Console().print(table)
    raise typer.Exit(Exit.FAILED if any(finding.ok is False for finding in findings) else Exit.DONE)


async def _findings() -> list[Finding]:
    return [finding async for finding in examine(settings(), WEB)]


@model_app.command("fetch")
def model_fetch() -> None:
    """Find, check and prepare the models of the body and of the hand."""
    chosen = settings()
    try:
        with errors.status("Fetching the pose model…"):
            path = ready_model(given=chosen.model, cache=chosen.models)
    except ModelError as error:
        end(Exit.FAILED, str(error))
    errors.print(f"Pose model ready: {path.name}")
    try:
        with errors.status("Fetching the hand model…"):
            hands = hand_model(given=chosen.hand_model, cache=chosen.models)
    except ModelError as error:
        errors.print(f"{error} Exercises of the hand are not offered; everything else works.", soft_wrap=True)
    else:
        errors.print(f"Hand model ready: {hands.name}")


def _print_analysis(analysis: Analysis) -> None:
    console = Console()
    for test in analysis.tests:
        _print_test(console, test)
    if analysis.gait is not None:
        _print_gait(console, analysis.gait)
    if analysis.exercise is not None:
        _print_reps(console, analysis)
    for note in analysis.notes:
        console.print(note)


def _print_test(console: Console, test: TestFound) -> None:
    if test.refused is not None:
        console.print(f"{test.id}: not assessable. {test.refused}")
        return
    value = "broken off" if test.value is None else f"{test.value:g} {test.unit} ({test.quality})"
    console.print(f"{test.id}: {value}", highlight=False)
    if test.comparison is not None:
        console.print(f"{test.comparison} [{test.source}]", markup=False)
    for deviation in test.deviations:
        console.print(f"Not as the protocol wants it: {deviation}", markup=False)


def _print_gait(console: Console, gait: GaitSummary) -> None:
    table = Table("walk", "value", "quality", "steps", title=f"{gait.steps} steps")
    numbers = {
        "cadence": gait.cadence,
        **{f"step time, {side}": n for side, n in gait.step_time.items()},
        **{f"step length, {side}": n for side, n in gait.step_length.items()},
        "step time, longer over shorter": gait.time_ratio,
        "step length, longer over shorter": gait.length_ratio,
        "base": gait.base,
        "speed": gait.speed,
    }
    for name, number in numbers.items():
        value = "–" if number.value is None else f"{number.value:.2f} {number.unit}"
        table.add_row(name, value, number.quality, str(number.n))
    console.print(table)


def _print_reps(console: Console, analysis: Analysis) -> None:
    console.print(f"{analysis.exercise}: {analysis.rep_count} complete, {analysis.partial_count} partial")
    reps = Table("rep", "side", "start", "end", "peak", "complete", "quality")
    for rep in analysis.reps:
        reps.add_row(
            str(rep.number),
            rep.side,
            f"{rep.start_s:.1f} s",
            f"{rep.end_s:.1f} s",
            f"{rep.peak:.2f} {rep.unit}",
            "yes" if rep.complete else "no",
            rep.quality,
        )
    console.print(reps)
    for hold in analysis.holds:
        console.print(f"hold, {hold.side}: {hold.seconds:.1f} s ({hold.quality})", highlight=False)
    for fault in analysis.faults:
        console.print(
            f"{fault.id} ({fault.level}): {fault.value:.2f} {fault.unit} against {fault.threshold:.2f} "
            f"({fault.quality})"
        )


def _say_where(chosen: Settings) -> None:
    scheme = "https" if chosen.https else "http"
    errors.print(f"Coach is on {scheme}://localhost:{chosen.port}  (Ctrl-C ends it)")
    for host in network_addresses() if chosen.https else []:
        url = f"https://{host}:{chosen.port}"
        errors.print(f"On the network: {url}  (the browser warns once: the certificate is our own)")
        errors.print(qr_text(url), markup=False)


def _log_plainly() -> None:
    """One line an entry on standard error; no names, links, SDP or landmarks are ever logged."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


if __name__ == "__main__":
    app()
