# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who recorded what last on an item, and how often it was changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from evaluator_app.domain.changes import act_name
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.gui.theme import TextRole
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import clock, worded
from evaluator_app.i18n import _


class HistoryLine(TextLabel):
    """One quiet line; its tooltip names the last acts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(role=TextRole.SMALL, wraps=True, parent=parent)

    def show_target(self, journal: Sequence[JournalLine], target: str) -> None:
        """Show the last act on an item or prerequisite."""
        lines = [line for line in journal if line.subject == target]
        if not lines:
            self.setText(_("Nothing recorded yet."))
            self.setToolTip("")
            return
        last = lines[-1]
        words = _("Last: {act}, {who}, {time} · {count} changes")
        self.setText(words.format(act=_act(last), who=last.who or "—", time=clock(last.at), count=len(lines)))
        self.setToolTip("\n".join(f"{clock(line.at)}  {line.who}  {_act(line)}" for line in reversed(lines[-12:])))


def _act(line: JournalLine) -> str:
    name = worded(act_name(line.act))
    if line.kind is LineKind.UNDO:
        return _("undone: {act}").format(act=name)
    if line.kind is LineKind.REDO:
        return _("redone: {act}").format(act=name)
    return name
