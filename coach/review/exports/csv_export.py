"""The tables as CSV files: UTF-8, comma, a header line, `\\n` ends. Safe to open in a spreadsheet."""

import csv
from pathlib import Path

from coach.review.exports.tables import Cell, Table, documentation

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings that spreadsheets take for a formula, or skip before one (OWASP, CSV injection)."""


def write_csv(tables: tuple[Table, ...], folder: Path) -> list[Path]:
    """One file a table and README.txt with the columns; the paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [_write(table, folder / f"{table.name}.csv") for table in tables]
    readme = folder / "README.txt"
    readme.write_text(documentation(), encoding="utf-8")
    return [*made, readme]


def _write(table: Table, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in table.columns)
        for row in table.rows:
            writer.writerow([cell(value) for value in row])
    return path


def cell(value: Cell) -> str:
    """A cell's text. Numbers stay numbers, `-3.2` too; text that would run as a formula gets a `'` before."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return repr(value)
