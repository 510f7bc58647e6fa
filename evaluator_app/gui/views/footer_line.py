# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The quiet line under an assessment: saved when, offline, how much there is, who works here, where it lies."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from evaluator_app.gui.human_time import human_time
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.session import Session


class FooterLine(QFrame):
    """Without a session it says only where the data lie, who works here and when the last copy was made.

    *Signals:* copy_requested(): copy everything to the stick.
    """

    copy_requested = Signal()

    def __init__(self, folder: Path, session: Session | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._session = session
        self._icon = IconView("done", Tone.DONE, side=14)
        self._saved = TextLabel(role=TextRole.SMALL)
        self._counts = TextLabel(role=TextRole.SMALL)
        self._person = TextLabel(role=TextRole.SMALL)
        self._folder = ElidedLabel(str(folder), TextRole.SMALL, mode=Qt.TextElideMode.ElideMiddle)
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GRID, 4, 2 * GRID, 4)
        line.setSpacing(GRID)
        line.addWidget(self._icon)
        line.addWidget(self._saved)
        line.addStretch(1)
        line.addWidget(self._counts)
        line.addWidget(self._person)
        line.addWidget(self._folder)
        self.copy_button = QToolButton()
        self.copy_button.setObjectName("foot")
        self.copy_button.setText(_("Copy to the stick"))
        self.copy_button.setToolTip(_("Copy everything to the stick"))
        self.copy_button.setIcon(icon("stick", color_name="accent"))
        self.copy_button.setIconSize(QSize(scaled(14), scaled(14)))
        self.copy_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy_button.clicked.connect(self.copy_requested)
        line.addWidget(self.copy_button)
        self._icon.setVisible(session is not None)
        self.refresh("", session.opened.journal[-1].at if session and session.opened.journal else None)

    def refresh(self, person: str, saved_at: datetime | None = None) -> None:
        """Show how much there is now; a moment says when the last act was saved."""
        offline = _("works offline")
        if self._session is None:
            self._saved.setText(offline)
        elif saved_at is not None:
            self._saved.setText(_("Saved {time}").format(time=f"{saved_at.astimezone():%H:%M:%S}") + f"  ·  {offline}")
        elif not self._saved.text():
            self._saved.setText(_("Everything is saved at once") + f"  ·  {offline}")
        if self._session is not None:
            assessment = self._session.assessment
            photos = sum(1 for evidence in assessment.evidence.values() if evidence.media_type.startswith("image/"))
            words = _("Photos {photos} · Observations {observations} · Acts {acts}")
            counts = words.format(photos=photos, observations=len(assessment.observations), acts=len(self._session.opened.journal))
            self._counts.setText(f"{counts}  ·")
        self._person.setText(_("Here: {person}").format(person=person or _("no name given")) + "  ·")

    def show_copy(self, at: datetime | None, now: datetime) -> None:
        """Show when the last copy to a stick was made, as seen from now."""
        words = _("Last copy {when}").format(when=human_time(at, now)) if at else _("No copy on a stick yet")
        self.copy_button.setToolTip(f"{_('Copy everything to the stick')}\n{words}")
        if self._session is None:
            self._saved.setText(f"{words}  ·  {_('works offline')}")

    def saved_text(self) -> str:
        """Return what is said about saving."""
        return self._saved.text()
