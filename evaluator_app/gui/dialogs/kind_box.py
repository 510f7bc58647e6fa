# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Chooses what kind of assessment one is, by the words of the trade."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.terms import term
from evaluator_app.gui.theme import scaled
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_ORDER = (
    AssessmentKind.THIRD_PARTY,
    AssessmentKind.SELF_ASSESSMENT,
    AssessmentKind.VERIFICATION,
    AssessmentKind.SPOT_CHECK,
    AssessmentKind.RECHECK,
    AssessmentKind.LOOK_BACK,
)


class KindBox(ChoiceBox):
    """*Signals:* kind_chosen(): the user chose a kind."""

    kind_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Kind of assessment"))
        self.setMinimumWidth(scaled(180))
        for kind in _ORDER:
            self.addItem(worded(term(kind)), kind.value)
        self.activated.connect(self._on_activated)

    def kind(self) -> AssessmentKind:
        """Return the kind that is chosen."""
        return AssessmentKind(self.currentData())

    def set_kind(self, kind: AssessmentKind) -> None:
        """Choose a kind without a signal."""
        self.setCurrentIndex(_ORDER.index(kind))

    def _on_activated(self, _index: int) -> None:
        self.kind_chosen.emit()
