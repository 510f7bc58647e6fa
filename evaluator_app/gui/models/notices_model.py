# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What looking over an assessment has found, as a list: a heading for each topic that folds, then its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.inspection.notice import Notice, Topic
from evaluator_app.gui.models.row_list_model import RowListModel
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_FEW = 8
"""Lines that a topic shows before it is unfolded."""
TONES: Mapping[Severity, Tone] = {Severity.BLOCKS: Tone.VETO, Severity.WARNS: Tone.FOUND, Severity.HINTS: Tone.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One row as it is drawn."""

    title: str
    """Code and title of the item, or the heading."""
    sentence: str = ""
    notice: Notice | None = None
    """None for a heading."""
    severity: Severity = Severity.BLOCKS
    topic: Topic = Topic.FRAME
    is_folded: bool = False
    """For a heading: whether its lines are hidden."""

    @property
    def code(self) -> str:
        """The code of the notice."""
        return self.notice.code if self.notice else ""

    @property
    def target(self) -> str:
        """The item it leads to."""
        return self.notice.target if self.notice else ""

    @property
    def is_heading(self) -> bool:
        """Whether it names what stands under it."""
        return self.notice is None


def topic_word(topic: Topic) -> str:
    """Return the word for a topic in the language in use."""
    return {
        Topic.FRAME: _("Mine, firm, dates"),
        Topic.TEAM: _("Team"),
        Topic.PREREQUISITES: _("Prerequisites"),
        Topic.UNASSESSED: _("Not assessed, or open"),
        Topic.DISAGREEMENT: _("Facts that do not agree"),
        Topic.WORDS: _("Words that cannot be acted on"),
        Topic.EVIDENCE: _("Without evidence"),
        Topic.PHOTOS: _("Photos"),
        Topic.VALUES: _("Figures and measurements"),
        Topic.FORMS: _("Record forms"),
        Topic.DOCUMENTS: _("Documents not seen"),
        Topic.PRESENCE: _("Places and times"),
        Topic.ROUNDS: _("The round before"),
        Topic.GAPS: _("Wording of rules not on file"),
    }[topic]


class NoticesModel(RowListModel[NoticeRow]):
    """ROW_ROLE gives the NoticeRow; a heading can be chosen, since it folds."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty, with everything shown."""
        super().__init__(parent)
        self._notices: tuple[Notice, ...] = ()
        self._titles: Mapping[str, str] = {}
        self._hidden: frozenset[Severity] = frozenset()
        self._folded: dict[tuple[Severity, Topic], bool] = {}

    def set_notices(self, notices: Sequence[Notice], titles: Mapping[str, str]) -> None:
        """Show these; titles gives code and title by id."""
        self._notices, self._titles = tuple(notices), titles
        self._arrange()

    def hide(self, hidden: frozenset[Severity]) -> None:
        """Leave out what weighs so."""
        self._hidden = hidden
        self._arrange()

    def toggle(self, position: int) -> None:
        """Fold or unfold the topic whose heading stands there."""
        row = self._rows[position]
        self._folded[row.severity, row.topic] = not row.is_folded
        self._arrange()

    def _arrange(self) -> None:
        rows = tuple(row for severity in Severity if severity not in self._hidden for row in self._rows_of(severity))
        if rows != self._rows:
            self._set_rows(rows)

    def _spoken(self, row: NoticeRow) -> str:
        return "  ".join(part for part in (row.title, row.sentence, row.code) if part)

    def _hint(self, row: NoticeRow) -> str:
        return "" if row.is_heading else f"{row.title}\n{row.sentence}"

    def _can_be_chosen(self, row: NoticeRow) -> bool:
        return True

    def _rows_of(self, severity: Severity) -> list[NoticeRow]:
        by_topic: dict[Topic, list[Notice]] = {}
        for notice in self._notices:
            if notice.weight is severity:
                by_topic.setdefault(notice.topic, []).append(notice)
        rows: list[NoticeRow] = []
        for topic, notices in by_topic.items():
            folded = self._folded.get((severity, topic), severity is Severity.HINTS and len(notices) > _FEW)
            rows.append(NoticeRow(f"{topic_word(topic)}  {len(notices)}", severity=severity, topic=topic, is_folded=folded))
            if not folded:
                rows += [NoticeRow(self._title(notice), worded(notice.sentence), notice, severity, topic) for notice in notices]
        return rows

    def _title(self, notice: Notice) -> str:
        if notice.target:
            return self._titles.get(notice.target, notice.target)
        return notice.place or _("The assessment as a whole")
