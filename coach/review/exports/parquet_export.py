"""The tables as Parquet files, typed, with every column's meaning in its metadata."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from coach.review.exports.tables import Column, Row, Table

_BATCH = 20_000
"""Rows held at once: a long session never is as a whole."""

_TYPES = {"text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "truth": pa.bool_()}


def write_parquet(tables: tuple[Table, ...], folder: Path) -> list[Path]:
    """One file a table; the paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(table, folder / f"{table.name}.parquet") for table in tables]


def _write(table: Table, path: Path) -> Path:
    schema = pa.schema([_field(column) for column in table.columns])
    with pq.ParquetWriter(path, schema) as writer:
        for rows in _batches(table.rows):
            cells = [list(column) for column in zip(*rows, strict=True)]
            arrays = [pa.array(c, f.type) for c, f in zip(cells, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return path


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _TYPES[column.kind], metadata={"description": column.doc})


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch
