# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Beside the grid and beside the large picture: caption and place to be typed, what is known, what can be done with the selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.evidence_edits import caption, put_at
from evaluator_app.domain.evidence_kinds import PDF, EvidenceKind, kind_of, original_of
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.evidence.evidence_words import facts_of, here
from evaluator_app.gui.views.evidence.facts_view import FactsView
from evaluator_app.gui.views.evidence.place_box import PlaceBox
from evaluator_app.gui.views.item.settled_edit import SettledEdit
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

Doubts = Callable[[str], Sequence[str]]
"""Gives what is to be looked at of a piece of evidence, in sentences, by its id."""


class EvidencePane(QWidget):
    """Works on one piece of evidence or on several; what is typed is saved at once.

    *Signals:* target_chosen(str): go to an item; filing_requested(), removal_requested(), sketch_requested(), clip_requested(),
    original_requested(): what a button asks for, of what is shown.
    """

    target_chosen = Signal(str)
    filing_requested = Signal()
    removal_requested = Signal()
    sketch_requested = Signal()
    clip_requested = Signal()
    original_requested = Signal()

    def __init__(self, session: Session, doubts: Doubts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._doubts = session, doubts
        self._shown: tuple[str, ...] = ()
        self._title = TextLabel(role=TextRole.STRONG, wraps=True)
        self.caption = SettledEdit(_("What it shows"), name=_("Caption"), finishes=True)
        self._caption_row = FormRow(_("Caption"), self.caption)
        self.place = PlaceBox(session)
        self._place_row = FormRow(_("Place"), self.place)
        self._place_row.set_label(_("Place"))
        self.facts = FactsView(session)
        self.file_button = ActionButton(_("File under items (F)"), kind=ButtonKind.PRIMARY, icon_name="link")
        self.sketch_button = ActionButton(_("Draw on it (K)"), icon_name="edit")
        self.clip_button = ActionButton(_("Cut from a page (C)"), icon_name="paste")
        self.original_button = ActionButton(_("Show the original"), icon_name="document")
        self.remove_button = ActionButton(_("Take away (Del)"), kind=ButtonKind.DANGER, icon_name="trash")
        self._build()
        self._connect()
        self.setMinimumWidth(scaled(240))

    def show_selection(self, ids: Sequence[str]) -> None:
        """Show these; what was being typed for others is saved first."""
        known = [item for name in ids if (item := self._session.assessment.evidence.get(name)) is not None]
        shown = tuple(item.id for item in known)
        if shown != self._shown:
            self.settle()
            self._shown = shown
        self._show(known)

    def refresh(self) -> None:
        """Show the same ones as they are now."""
        self.show_selection([name for name in self._shown if name in self._session.assessment.evidence])

    def settle(self) -> None:
        """Save what is being typed."""
        self.caption.settle()
        self.place.settle()

    def _build(self) -> None:
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        buttons = QGridLayout()
        buttons.setSpacing(GRID)
        for number, button in enumerate((self.file_button, self.sketch_button, self.clip_button, self.original_button, self.remove_button)):
            buttons.addWidget(button, number, 0)
        for part in (self._title, self._caption_row, self._place_row):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addWidget(self.facts)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        self.caption.text_settled.connect(self._on_caption_settled)
        self.place.place_settled.connect(self._on_place_settled)
        self.facts.target_chosen.connect(self.target_chosen)
        self.file_button.clicked.connect(self.filing_requested)
        self.sketch_button.clicked.connect(self.sketch_requested)
        self.clip_button.clicked.connect(self.clip_requested)
        self.original_button.clicked.connect(self.original_requested)
        self.remove_button.clicked.connect(self.removal_requested)

    def _show(self, known: Sequence[Evidence]) -> None:
        only = known[0] if len(known) == 1 else None
        is_open = self._session.assessment.profile.status.is_open
        self._title.setText(
            only.name if only else _("Chosen: {count}").format(count=len(known)) if known else _("Choose evidence in the grid")
        )
        for part in (self._place_row, self.file_button, self.remove_button):
            part.setVisible(bool(known))
            part.setEnabled(is_open)
        self._caption_row.setVisible(only is not None)
        self._caption_row.setEnabled(is_open)
        self.facts.setVisible(only is not None)
        kind = kind_of(only) if only else None
        self.sketch_button.setVisible(kind in (EvidenceKind.PHOTO, EvidenceKind.SKETCH, EvidenceKind.CLIP, EvidenceKind.DOCUMENT))
        self.clip_button.setVisible(only is not None and only.media_type == PDF)
        self.original_button.setVisible(only is not None and original_of(self._session.assessment, only) is not None)
        for button in (self.sketch_button, self.clip_button):
            button.setEnabled(is_open)
        places = {item.place for item in known}
        self.place.show_place(places.pop() if len(places) == 1 else "")
        if only is not None:
            self.caption.show_text(only.caption)
            zone = here()
            self.facts.show_evidence(only, facts_of(self._session, only, zone), self._doubts(only.id))

    def _on_caption_settled(self, words: str, continues: bool) -> None:
        if len(self._shown) == 1 and self._shown[0] in self._session.assessment.evidence:
            self._session.do(caption(self._session.assessment, self._shown[0], words.strip()), continues=continues)

    def _on_place_settled(self, place: str) -> None:
        ids = [name for name in self._shown if name in self._session.assessment.evidence]
        if ids:
            self._session.do(put_at(self._session.assessment, ids, place))
