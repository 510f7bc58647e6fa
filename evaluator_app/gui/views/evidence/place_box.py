# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A field for a place that offers those known: of this mine, of the rules, and those named before. Any other may be typed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from evaluator_app.gui.session import Session
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.i18n import _


class PlaceBox(ChoiceBox):
    """*Signals:* place_settled(str): another place was chosen, or typed and left."""

    place_settled = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._known = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(_("Place"))
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        field = self.lineEdit()
        if field is not None:
            field.setPlaceholderText(_("Where it was taken"))
            field.editingFinished.connect(self.settle)
        self.activated.connect(self._on_activated)

    def show_place(self, place: str) -> None:
        """Show another place; words being typed are not overwritten."""
        field = self.lineEdit()
        is_typing = field is not None and field.hasFocus() and self.currentText().strip() != self._known
        if is_typing and place == self._known:
            return
        with QSignalBlocker(self):
            self.clear()
            self.addItems(known_places(self._session))
            self._known = place
            self.setEditText(place)

    def settle(self) -> None:
        """Hand over what has been typed."""
        place = self.currentText().strip()
        if place != self._known:
            self._known = place
            self.place_settled.emit(place)

    def _on_activated(self, _number: int) -> None:
        self.settle()


def known_places(session: Session) -> list[str]:
    """Return the places that can be offered: the team's own, those of the rules, those that were named, each once."""
    assessment = session.assessment
    own = [place.title for place in assessment.places.values()]
    ruled = [place.title for place in session.template.places]
    seen = {observation.place for observation in assessment.observations.values()}
    named = seen | {evidence.place for evidence in assessment.evidence.values()}
    return list(dict.fromkeys((*own, *ruled, *sorted(named - {""}))))
