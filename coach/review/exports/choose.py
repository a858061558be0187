"""Which export a name stands for, and what it needs of the session. Not for how each is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from coach.feedback.exercise import Exercise
from coach.review.exports.angles import angles
from coach.review.exports.csv_export import write_csv
from coach.review.exports.face import Face
from coach.review.exports.overlay import Overlay
from coach.review.exports.page import STYLE
from coach.review.exports.poses import Poses
from coach.review.exports.record import SessionRecord
from coach.review.exports.report import report
from coach.review.exports.summary import summary
from coach.review.exports.tables import Table, tables
from coach.review.exports.trc import NothingToWrite, write_trc
from coach.store.tape import TapeReader
from coach.types import Pose


class Format(StrEnum):
    CSV = "csv"
    PARQUET = "parquet"
    FHIR = "fhir"
    MP4 = "mp4"
    TRC = "trc"
    SUMMARY = "summary"
    RECORD = "record"


class NotExported(Exception):
    """This can't be made of this session; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`out` is a folder for tables, a file for everything else."""

    format: Format
    out: Path
    exercises: Mapping[str, Exercise]
    language: str = "en"
    blur_face: bool = True
    earlier: tuple[SessionRecord, ...] = ()
    """The same patient's sessions before this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    files: tuple[Path, ...]
    notes: tuple[str, ...]
    """Sentences on what is missing or uncertain in it."""


def export_session(record: SessionRecord, request: Request) -> Made:
    """Raises NotExported, OSError."""
    notes = record.problems
    match request.format:
        case Format.CSV:
            files = write_csv(_tables(record, request), request.out)
        case Format.PARQUET:
            files = _parquet(record, request)
        case Format.FHIR:
            files = [_fhir(record, request.out)]
        case Format.MP4:
            files, notes = _films(record, request)
        case Format.TRC:
            files = [_trc(record, request.out)]
        case Format.SUMMARY | Format.RECORD:
            files = _page(record, request)
    return Made(files=tuple(files), notes=notes)


# What these two and the film need takes long to load: the server starts without it.


def _parquet(record: SessionRecord, request: Request) -> list[Path]:
    from coach.review.exports.parquet_export import write_parquet  # noqa: PLC0415

    return write_parquet(_tables(record, request), request.out)


def _fhir(record: SessionRecord, out: Path) -> Path:
    from coach.review.exports.fhir_export import write_fhir  # noqa: PLC0415

    return write_fhir(record, out)


def _tables(record: SessionRecord, request: Request) -> tuple[Table, ...]:
    """Without a tape there are no angles; the rest is exported all the same."""
    measured = angles(TapeReader(record.tape), request.exercises) if record.tape else ()
    return tables(record, measured)


def _page(record: SessionRecord, request: Request) -> list[Path]:
    """The page, and the stylesheet beside it."""
    make = summary if request.format is Format.SUMMARY else report
    html = make(record, request.earlier, request.language, style=STYLE.name)
    request.out.write_text(html, encoding="utf-8")
    style = request.out.with_name(STYLE.name)
    style.write_bytes(STYLE.read_bytes())
    return [request.out, style]


def _films(record: SessionRecord, request: Request) -> tuple[list[Path], tuple[str, ...]]:
    """One film for each part of the patient's recording that is there."""
    from coach.review.exports.burnt_in import NotBurnt, burn_in  # noqa: PLC0415

    parts = [m for m in record.media if m.role == "patient" and m.available]
    if not parts:
        raise NotExported("This session has no recording that is still there: a film can't be made of it.")
    poses = poses_of(record)
    overlay = Overlay(record, poses, request.language)
    face = Face(poses) if request.blur_face else None
    notes = list(record.problems)
    if face is not None and any(p.people > 1 for p in poses):
        notes.append("More than one person was in the picture at times: only the patient's face is covered.")
    films = []
    for n, part in enumerate(parts, 1):
        out = request.out if n == 1 else request.out.with_stem(f"{request.out.stem}-{n}")
        try:
            notes += burn_in(part, overlay, face, out).notes
        except NotBurnt as error:
            raise NotExported(str(error)) from error
        films.append(out)
    return films, tuple(notes)


def _trc(record: SessionRecord, out: Path) -> Path:
    try:
        return write_trc(poses_of(record), out)
    except NothingToWrite as error:
        raise NotExported(str(error)) from error


def poses_of(record: SessionRecord) -> Poses:
    """Raises NotExported when there is no tape."""
    if record.tape is None:
        raise NotExported("This session has no tape: what needs the body's points can't be made of it.")
    return Poses(r for r in TapeReader(record.tape) if isinstance(r, Pose))
