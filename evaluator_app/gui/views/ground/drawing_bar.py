# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What stands over the map while an area is drawn: its kind and name, how large it is so far, and how to end."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.domain.on_site import OutlineKind
from evaluator_app.geography.shapes import area_of, faults_of_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.ground.corners_dialog import LONGEST_TITLE
from evaluator_app.gui.views.ground.kind_choice import KindChoice, area_words
from evaluator_app.gui.views.ground.map_view import MapView
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class DrawingBar(QFrame):
    """It drives the map and shows what the map tells."""

    def __init__(self, map_view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._map = map_view
        self.kind = KindChoice(OutlineKind.GREENED)
        self.title = QLineEdit()
        self.title.setAccessibleName(_("Name of the area"))
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText(_("Empty: named by its kind"))
        self.title.setMaximumWidth(scaled(200))
        self._words = TextLabel("", TextRole.STRONG, wraps=True)
        self._help = TextLabel(
            _("Click the corners one after another, or move the cross with the arrow keys and press Space."), TextRole.SMALL, wraps=True
        )
        self.undo_button = ActionButton(_("Last corner back"), icon_name="undo")
        self.close_button = ActionButton(_("Close the area"), kind=ButtonKind.PRIMARY, icon_name="done")
        self.cancel_button = ActionButton(_("Cancel"))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for part in (self.kind, self.title):
            line.addWidget(part)
        line.addStretch(1)
        for button in (self.undo_button, self.cancel_button, self.close_button):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._words)
        column.addWidget(self._help)
        self.kind.currentIndexChanged.connect(self._on_kind_chosen)
        self.undo_button.clicked.connect(map_view.take_back)
        self.close_button.clicked.connect(map_view.close_area)
        self.cancel_button.clicked.connect(map_view.end_drawing)
        map_view.drawing_changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Show how far the drawing is."""
        self.setVisible(self._map.drawing is not None)
        count = len(self._map.drawn)
        self.undo_button.setEnabled(count > 0)
        faults = faults_of_ring(self._map.drawn_corners()) if count >= 3 else ()
        self.close_button.setEnabled(count >= 3 and not faults)
        if faults:
            self._words.setText(worded(faults[0]))
        elif count >= 3:
            self._words.setText(_("{count} corners, {area}").format(count=count, area=area_words(area_of(self._map.drawn_corners()))))
        else:
            self._words.setText(_("{count} corners; three are the least").format(count=count))
        self._words.set_tone(Tone.FOUND if faults else None)

    def _on_kind_chosen(self) -> None:
        if self._map.drawing is not None:
            self._map.drawing = self.kind.kind()
            self._map.update()
            self._map.setFocus()
