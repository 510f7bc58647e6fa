# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What assessments tell of each other as tables: for the window, and as Excel and CSV files. The one place that knows pandas.

Figures are computed in the domain; here they are laid out, grouped and pivoted. What people wrote never becomes a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluator_app.domain.exact import decimal_text
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language

if TYPE_CHECKING:
    from pandas import DataFrame

Cell = str | int | Decimal | None
_STARTS = "=+-@\t\r\n＝＋－＠"
"""What a cell must not begin with, since Excel takes it for a formula; the wide signs, since it turns them into narrow ones."""


class ColumnKind(Enum):
    """How a column is shown."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    """A share from 0 to 1, shown in percent."""
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True)
class Sheet:
    """One table with its words."""

    name: str
    """Stable name, for files and tests."""
    title: str
    note: str
    """How it is to be read."""
    columns: tuple[Column, ...]
    frame: DataFrame
    """One column each, in the same order, named by its title."""

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows; None for what is not there."""
        for row in self.frame.itertuples(index=False, name=None):
            yield tuple(None if value is None or value != value else _plain(value) for value in row)  # NaN alone differs from itself

    def __len__(self) -> int:
        return len(self.frame)


def sheet(name: str, title: str, note: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Sheet:
    """Make a table of rows."""
    from pandas import DataFrame

    names = [column.title for column in columns]
    return Sheet(name, title, note, tuple(columns), DataFrame([list(row) for row in rows], columns=names, dtype=object))


def counted(source: Sheet, name: str, title: str, by: Sequence[int], count: str) -> Sheet:
    """Make a table of how often the same stands in some columns of another, given by position; the most frequent first."""
    heads = [source.columns[column] for column in by]
    sizes = source.frame.groupby([head.title for head in heads], sort=True, dropna=False).size()
    frame = sizes.sort_values(ascending=False, kind="stable").reset_index(name=count).astype(object)
    return Sheet(name, title, source.note, (*heads, Column(count, ColumnKind.COUNT)), frame)


def pivoted(name: str, title: str, note: str, cells: Iterable[tuple[str, str, str]]) -> Sheet:
    """Make a table with a row for each first word, a column for each second, and the third where both meet."""
    from pandas import DataFrame

    head = _("Item")
    long = DataFrame(list(cells), columns=[head, "column", "value"], dtype=object)
    rows = list(dict.fromkeys(long[head]))
    wide = long.pivot(index=head, columns="column", values="value").reindex(rows).reset_index() if rows else DataFrame(columns=[head])
    wide = wide.astype(object).where(wide.notna(), "")
    wide.columns.name = None
    return Sheet(name, title, note, tuple(Column(str(column)) for column in wide.columns), wide)


def cell_text(value: Cell, kind: ColumnKind) -> str:
    """Return a cell as people read it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value * 100:.1f} %" if kind is ColumnKind.SHARE else decimal_text(value)
    return str(value)


def safe(value: Cell) -> str:
    """Return a cell for a CSV file: numbers as they are, a text that could be taken for a formula behind an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" \u3000\u00a0")[:1] in _STARTS and value.strip() else value.replace("\x00", "")
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


def csv_bytes(table: Sheet) -> bytes:
    """Return a table as CSV in UTF-8 with a mark at its beginning, by which Excel knows it."""
    from pandas import DataFrame

    heads = [safe(column.title) for column in table.columns]
    body = DataFrame([[safe(value) for value in row] for row in table.rows()], columns=heads, dtype=object)
    return str(body.to_csv(index=False, lineterminator="\r\n")).encode("utf-8-sig")


def write_csv(table: Sheet, destination: Path) -> None:
    """Write a table as CSV; UserFacingError if it cannot be written, and what was there before is still there."""
    write_bytes(destination, csv_bytes(table))


def make_folder(folder: Path) -> None:
    """Make a folder where it is not there yet; UserFacingError if it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from error


def write_bytes(destination: Path, data: bytes) -> None:
    """Write a file whole or not at all; UserFacingError if it cannot be written."""
    try:
        with replacing(destination) as file:
            file.write(data)
    except OSError as error:
        raise _not_written(destination, error) from error


def write_workbook(sheets: Sequence[Sheet], destination: Path, *, title: str, created_at: datetime) -> None:
    """Write tables as a workbook, one sheet each; UserFacingError REP-002 to REP-004 if it cannot be written."""
    from evaluator_app.reporting.excel.tables import TableSheet, write_tables

    made = [
        TableSheet(
            each.title,
            each.note,
            tuple(column.title for column in each.columns),
            tuple(column.kind is ColumnKind.SHARE for column in each.columns),
            tuple(each.rows()),
        )
        for each in sheets
    ]
    write_tables(made, destination, title=title, language=current_language(), created_at=created_at)


def _plain(value: Any) -> Cell:
    """Return a value of a frame as one of ours; pandas may have made a number of its own of it."""
    if isinstance(value, (str, Decimal)) or type(value) is int:
        return value
    return int(value) if _is_whole(value) else Decimal(str(value))


def _is_whole(value: Any) -> bool:
    whole: Callable[[], bool] | None = getattr(value, "is_integer", None)
    return bool(whole is not None and whole())


def _not_written(path: Path, error: OSError) -> UserFacingError:
    return UserFacingError(
        "CON-001",
        _("{name} could not be written: {reason}. What was there before is unchanged.").format(
            name=path.name, reason=error.strerror or error
        ),
        _("Close the file in other programs, or choose another folder."),
    )
