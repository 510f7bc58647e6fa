# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a move would do, as a tree: facts, experts' points, and the items by what becomes of them, each with why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from evaluator_app.domain.edition_terms import edition_term
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.moving import Fate, ItemMove, JudgementMove, MovePlan
from evaluator_app.gui.icons import icon
from evaluator_app.gui.models.comparison_words import side_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, text_font, tone_color
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_TONES = {Fate.LOOK_AGAIN: Tone.FOUND, Fate.FALLS_AWAY: Tone.NOT_APPLICABLE, Fate.NEW: Tone.OPEN, Fate.KEPT: Tone.DONE}

Row = tuple[str, str]
"""Title, and why."""


class MoveTree(QTreeWidget):
    """Groups with their counts; what stays as it is begins closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setAllColumnsShowFocus(True)
        self.setAccessibleName(_("What would become of everything"))
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)

    def show_plan(self, plan: MovePlan, *, is_told: bool) -> None:
        """Show a plan; while it is not said what becomes of experts' points, their outcome is not shown."""
        self.ensurePolished()  # rows are measured as they come in
        self.clear()
        facts = [(fact.title, _given(worded(edition_term(fact.fate)), side_of("", fact.given_title or fact.given))) for fact in plan.facts]
        self._add(_("Facts of the mine"), Tone.FOUND, facts)
        titles = {item.target: item.title for item in plan.items}
        points = [(titles[move.target], _points(move, is_told=is_told)) for move in plan.judgements]
        self._add(_("Experts' points"), Tone.FOUND, points)
        for fate in Fate:
            rows = [(item.title, _why(item)) for item in plan.of(fate)]
            self._add(worded(edition_term(fate)), _TONES[fate], rows, is_open=fate is not Fate.KEPT)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def resizeEvent(self, event: object) -> None:
        """Override QWidget.resizeEvent: the titles get more than half."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.setColumnWidth(0, int(self.viewport().width() * 0.52))

    def _add(self, name: str, tone: Tone, rows: Sequence[Row], *, is_open: bool = True) -> None:
        if not rows:
            return
        group = QTreeWidgetItem(self, [f"{name}  {len(rows)}", ""])
        group.setIcon(0, icon(tone.icon_name, tone))
        group.setFont(0, text_font(TextRole.STRONG))
        group.setForeground(0, tone_color(tone))
        for title, why in rows:
            line = QTreeWidgetItem(group, [title, why])
            line.setToolTip(0, title)
            line.setToolTip(1, why)
            line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        group.setExpanded(is_open)


def _given(words: str, given: str) -> str:
    return _("{words} ({given})").format(words=words, given=given) if given else words


def _points(move: JudgementMove, *, is_told: bool) -> str:
    moved = "–" if move.new_points is None else decimal_text(move.new_points)
    return _("{given} of {old} → {moved} of {new}").format(
        given=decimal_text(move.old_points),
        old=decimal_text(move.old_most),
        moved=moved if is_told else "?",
        new=decimal_text(move.new_most),
    )


def _why(item: ItemMove) -> str:
    words = (
        [_("Changed: {what}").format(what=_(", ").join(worded(edition_term(aspect)) for aspect in item.changed))] if item.changed else []
    )
    if item.fate is Fate.LOOK_AGAIN and not item.is_judged:
        words.append(_("not assessed yet"))
    if item.fate is Fate.FALLS_AWAY:
        words.append(_("what was recorded stays readable") if item.is_recorded else _("nothing was recorded"))
    if gone := (*item.lost_parts, *item.lost_faults):
        words.append(_("no longer there: {names}").format(names="、".join(gone)))
    return _("; ").join(words)
