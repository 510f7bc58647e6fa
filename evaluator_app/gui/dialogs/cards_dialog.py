# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which divider cards are printed: for places, for items, how large; written as a PDF that is printed like any other."""

from __future__ import annotations

from math import ceil
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.card_list import CardList
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.cards import card_book, print_cards

_SMALL, _LARGE = "small", "large"
_PER_SHEET = 4


class CardsDialog(QDialog):
    """Places are ticked at first, items are not: a card for each place is what most teams walk with."""

    def __init__(self, session: Session, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Divider cards"))
        self._session, self._folder = session, folder
        book = card_book(session.template, session.assessment)
        own = set(session.assessment.places)
        order = sorted(book.places, key=lambda place: place not in own)
        self.places = CardList(_("Places"), [(place, book.places[place]) for place in order], own or order)
        self.items = CardList(_("Items"), list(book.items.items()), ())
        sizes = ((_SMALL, _("Four on a sheet of A4")), (_LARGE, _("One on a page of A5")))
        self.size_choice = SegmentedControl(sizes, _SMALL, name=_("Size of the cards"))
        self.end_box = QCheckBox(_("With a card that ends filing"))
        self.end_box.setChecked(True)
        self.count = TextLabel(role=TextRole.MUTED)
        self.banner = Banner()
        self.banner.hide()
        self.write_button = ActionButton(_("Write as PDF…"), kind=ButtonKind.PRIMARY, icon_name="document")
        self.close_button = ActionButton(_("Close"))
        self._written: Path | None = None
        self._build()
        for part in (self.places.ticked, self.items.ticked, self.end_box.toggled, self.size_choice.segment_chosen):
            part.connect(self._refresh)
        self.write_button.clicked.connect(self._on_write_clicked)
        self.close_button.clicked.connect(self.reject)
        self.banner.action_chosen.connect(self._on_open_chosen)
        open_at(self, 860, 680)
        self._refresh()
        self.places.list.setFocus()

    def write(self, path: Path) -> None:
        """Write the cards that are ticked."""
        path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            pages = print_cards(
                self._session.opened,
                path,
                places=self.places.picks(),
                items=self.items.picks(),
                has_end=self.end_box.isChecked(),
                is_large=self.size_choice.current() == _LARGE,
            )
        except UserFacingError as error:
            self._say(words_of(error), Tone.VETO)
        except OSError as error:
            self._say(_("The folder {folder} cannot be made: {reason}.").format(folder=path.parent, reason=error.strerror), Tone.VETO)
        else:
            self._written = path
            self._say(
                _("Written: {name}, pages: {pages}. Print it at its own size.").format(name=path.name, pages=pages),
                Tone.DONE,
                _("Open the PDF"),
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QDialog.resizeEvent: one list over the other where it is narrow."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < scaled(560)
        self._lists.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        advice = _(
            "Photograph a card with any camera, then what is there: when the photos are imported, they are filed by the card before them."
        )
        column.addWidget(TextLabel(advice, TextRole.MUTED, wraps=True))
        self._lists = QHBoxLayout()
        self._lists.setSpacing(2 * GRID)
        self._lists.addWidget(self.places, 1)
        self._lists.addWidget(self.items, 1)
        column.addLayout(self._lists, 1)
        choices = QHBoxLayout()
        choices.setSpacing(2 * GRID)
        choices.addWidget(self.size_choice)
        choices.addWidget(self.end_box)
        choices.addStretch(1)
        column.addLayout(choices)
        column.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.write_button)
        column.addLayout(foot)
        self.end_box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _refresh(self) -> None:
        cards = len(self.places.picks()) + len(self.items.picks())
        cards += bool(cards) and self.end_box.isChecked()
        pages = cards if self.size_choice.current() == _LARGE else ceil(cards / _PER_SHEET)
        self.count.setText(_("Cards: {cards}, pages: {pages}").format(cards=cards, pages=pages) if cards else _("Nothing is ticked."))
        self.write_button.setEnabled(bool(cards))

    def _say(self, words: str, tone: Tone, action: str = "") -> None:
        self.banner.set_message(words, tone=tone, action_text=action)
        self.banner.show()

    def _on_write_clicked(self) -> None:
        start = str(self._folder / f"{_('Divider cards')}.pdf")
        chosen, _kind = QFileDialog.getSaveFileName(self, self.windowTitle(), start, "PDF (*.pdf)")
        if chosen:
            self.write(Path(chosen))

    def _on_open_chosen(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))
