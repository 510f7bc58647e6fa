# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The answers of a verification, a line each: yes, no, or cannot be told, and why; then the signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.answers import Answer
    from evaluator_app.services.verifying import ReportVerification

_SAID_APART = frozenset({"trusted", "complete", "approved"})
"""What a report can lack and still be sound."""


class AnswersView(QWidget):
    """Shows one verification; `badges` are the answers by name."""

    def __init__(self, found: ReportVerification, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badges: dict[str, StateBadge] = {}
        titles = {
            "intact": _("Unchanged since signing"),
            "trusted": _("Signers are trusted here"),
            "named": _("Certificates fit the signers"),
            "complete": _("All have signed, in order"),
            "matches": _("Pages agree with the data"),
            "recomputes": _("Score recomputes"),
            "approved": _("Template is approved"),
            "evidence": _("Evidence is the original"),
            "pictures": _("Photos show the originals"),
            "replaces": _("Replaces an earlier report"),
            "harmless": _("No scripts or links"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(2, 1)
        for row, (name, answer) in enumerate(found.answers.items()):
            self.badges[name] = _badge(name, answer)
            grid.addWidget(TextLabel(titles[name], TextRole.STRONG), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.badges[name], row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(TextLabel(answer.reason, wraps=True, selectable=True), row, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(grid)
        for signature in found.signatures:
            column.addWidget(Hairline())
            line = QHBoxLayout()
            line.setSpacing(GRID)
            line.addWidget(IconView("sign", Tone.ACCENT), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(TextLabel(found.told(signature), wraps=True, selectable=True), 1)
            if signature.is_sample:
                line.addWidget(StateBadge(_("Practice"), Tone.FOUND), 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(line)


def _badge(name: str, answer: Answer) -> StateBadge:
    if answer.value is None:
        return StateBadge(_("Cannot be told"), Tone.UNDETERMINED)
    if answer.value:
        return StateBadge(_("Yes"), Tone.DONE)
    return StateBadge(_("No"), Tone.FOUND if name in _SAID_APART else Tone.VETO)
