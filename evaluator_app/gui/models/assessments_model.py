# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The list of assessments: one row each, as it is in the store's summaries. Loads nothing, computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.status import STATUS_TERMS, AssessmentKind, Verdict
from evaluator_app.gui.human_time import full_time, human_time
from evaluator_app.gui.palette import Tone
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.store.summaries import Summary, overdue

Index = QModelIndex | QPersistentModelIndex
SHORT_ID = 8
"""Characters of an id that tell assessments apart."""

VERDICT_TONES: Mapping[Verdict, Tone] = {
    Verdict.QUALIFIED: Tone.DONE,
    Verdict.QUALIFIED_IN_RESERVE: Tone.FOUND,
    Verdict.NOT_QUALIFIED: Tone.VETO,
    Verdict.UNDETERMINED: Tone.UNDETERMINED,
}


class Column(IntEnum):
    """The columns of the list."""

    MINE = 0
    STAGE = 1
    PROGRESS = 2
    VERDICT = 3
    POINTS = 4
    CHANGED = 5


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """What the list says of a template."""

    title: str
    is_approved: bool


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One assessment, ready to be shown."""

    summary: Summary
    template: TemplateWords | None
    """None while the template has not been looked up, or is not installed here."""
    changed: str
    """When it was changed last, in words."""
    followed_by: Summary | None = None
    """The revision that takes the place of it, or is to; None where there is none."""
    late: int = 0
    """How many things the mine has not put right though they were due."""

    @property
    def verdict(self) -> Verdict | None:
        """The verdict so far; None while nothing has been computed, and for one that may look at a part until it has looked at all."""
        computed = self.summary.computed
        has_none = not computed.verdict or (self.summary.kind.may_be_partial and computed.done < computed.items)
        return None if has_none else Verdict(computed.verdict)

    @property
    def marks(self) -> tuple[tuple[str, Tone], ...]:
        """What stands beside the name, each with its tone: what is overdue, practice, its number, that another one takes its place."""
        found = [(_("{count} overdue").format(count=self.late), Tone.VETO)] if self.late else []
        found += [(_("Practice"), Tone.FOUND)] if self.summary.is_practice else []
        if self.summary.replaces:
            found.append((_("Revision {number}").format(number=self.summary.revision), Tone.ACCENT))
        if self.followed_by is not None:
            is_signed = self.followed_by.status.is_final
            found.append((_("Replaced") if is_signed else _("Being revised"), Tone.NOT_APPLICABLE))
        return tuple(found)

    @property
    def template_line(self) -> str:
        """Kind of the assessment where it is no third-party one; title and edition of the template."""
        kind = self.summary.kind
        named = "" if kind is AssessmentKind.THIRD_PARTY else STATUS_TERMS[kind].text(translator(current_language()))
        title = self.template.title if self.template else self.summary.template_id
        return " · ".join(part for part in (named, title, self.summary.template_edition) if part)


class AssessmentsModel(QAbstractTableModel):
    """Rows in the order of the store: the last changed first. ROW_ROLE gives the AssessmentRow in every column."""

    ROW_ROLE: ClassVar[int] = Qt.ItemDataRole.UserRole

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Start empty; now is asked when rows are set."""
        super().__init__(parent)
        self._now = now
        self._templates: Mapping[tuple[str, str], TemplateWords] = {}
        self._following: Mapping[str, Summary] = {}
        self._late: Mapping[str, int] = {}
        self._rows: tuple[AssessmentRow, ...] = ()
        self._titles = (_("Mine and template"), _("Stage"), _("Progress"), _("Verdict so far"), _("Secured points"), _("Last change"))

    def set_summaries(self, summaries: Sequence[Summary]) -> None:
        """Show these assessments."""
        self.beginResetModel()
        now = self._now()
        self._following = {summary.replaces: summary for summary in reversed(summaries) if summary.replaces}
        self._late = overdue(summaries, now.astimezone().date())
        self._rows = tuple(self._row(summary, now) for summary in summaries)
        self.endResetModel()

    @property
    def late(self) -> Mapping[str, int]:
        """How many things are overdue, by assessment; those alone where any are."""
        return self._late

    def set_templates(self, templates: Mapping[tuple[str, str], TemplateWords]) -> None:
        """Name the templates, by id and edition."""
        self._templates = templates
        now = self._now()
        self._rows = tuple(self._row(row.summary, now) for row in self._rows)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1), [self.ROW_ROLE])

    def row_of(self, assessment_id: str) -> int:
        """Return the row of an assessment; -1 if it is not in the list."""
        return next((number for number, row in enumerate(self._rows) if row.summary.assessment_id == assessment_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - an invalid index is immutable
        """Override QAbstractTableModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - an invalid index is immutable
        """Override QAbstractTableModel.columnCount."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractTableModel.headerData."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == Column.POINTS else Qt.AlignmentFlag.AlignLeft
            return Qt.AlignmentFlag.AlignVCenter | side
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractTableModel.data."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == self.ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _text(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return full_time(row.summary.last_change_at) if index.column() == Column.CHANGED else _tooltip(row)
        return None

    def _row(self, summary: Summary, now: datetime) -> AssessmentRow:
        words = self._templates.get((summary.template_id, summary.template_edition))
        following, late = self._following.get(summary.assessment_id), self._late.get(summary.assessment_id, 0)
        return AssessmentRow(summary, words, human_time(summary.last_change_at, now), following, late)


def _text(row: AssessmentRow, column: Column) -> str:
    summary = row.summary
    translate = translator(current_language())
    return {
        Column.MINE: summary.mine,
        Column.STAGE: STATUS_TERMS[summary.status].text(translate),
        Column.PROGRESS: f"{summary.computed.done}/{summary.computed.items}" if summary.computed.items else "",
        Column.VERDICT: STATUS_TERMS[row.verdict].text(translate) if row.verdict else "",
        Column.POINTS: decimal_text(summary.computed.secured) if row.verdict else "",
        Column.CHANGED: row.changed,
    }[column]


def _tooltip(row: AssessmentRow) -> str:
    lines = [row.summary.mine, row.template_line]
    if row.late:
        lines.append(_("To be put right and overdue: {count}").format(count=row.late))
    if row.summary.replaces:
        lines.append(
            _("Revision {number}, takes the place of {id}").format(number=row.summary.revision, id=row.summary.replaces[:SHORT_ID])
        )
    if row.followed_by is not None:
        words = _("Revision {number} takes the place of it: {id}, {stage}")
        stage = STATUS_TERMS[row.followed_by.status].text(translator(current_language()))
        lines.append(words.format(number=row.followed_by.revision, id=row.followed_by.assessment_id[:SHORT_ID], stage=stage))
    return "\n".join(lines)
