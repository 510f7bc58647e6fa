# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The documents that the mine is still to be asked for, to be printed or sent as a list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.domain.inspection.documents import DocumentRequest
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.score.link_line import LinkLine
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class RequestsView(QWidget):
    """*Signals:* target_chosen(str): go to an item that wants the document."""

    target_chosen = Signal(str)

    def __init__(self, context: PageContext, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._titles = context, titles
        self._shown: tuple[DocumentRequest, ...] = ()
        self.print_button = ActionButton(_("Print as a request to the mine…"), kind=ButtonKind.PRIMARY, icon_name="report")
        self.print_button.clicked.connect(self._on_print_clicked)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(
            EmptyState(
                "done", _("Every document is noted as seen"), _("Documents are noted with the form “Document review” on their item.")
            )
        )
        head = QHBoxLayout()
        words = _("Documents that the rules name and nobody has noted as seen yet.")
        head.addWidget(TextLabel(words, TextRole.MUTED, wraps=True), 1)
        head.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def show_requests(self, requests: tuple[DocumentRequest, ...]) -> None:
        """Show what the mine is to be asked for."""
        if requests == self._shown and self._area.widget() is not None:
            return
        self._shown = requests
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        for request in requests:
            column.addWidget(self._card(request))
        column.addStretch(1)
        self._area.setWidget(page)
        self._stack.setCurrentIndex(0 if requests else 1)
        self.print_button.setEnabled(bool(requests))

    def write(self, path: Path) -> None:
        """Write the list as a PDF and open it."""
        from evaluator_app.services.inspecting import write_request
        from evaluator_app.services.workspace import utc_now

        try:
            write_request(self._context.session.opened, self._shown, path, at=utc_now())
        except UserFacingError as error:
            self._context.say(words_of(error), Tone.VETO)
            return
        self._context.say(_("The list was written to {path}.").format(path=path), Tone.DONE)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _card(self, request: DocumentRequest) -> Card:
        card = Card()
        card.add(TextLabel(request.title, TextRole.STRONG, wraps=True))
        for item in request.items:
            line = LinkLine(self._titles.get(item, item), is_link=True)
            line.clicked.connect(partial(self._on_item_clicked, item))
            card.add(line)
        for words in request.waiting:
            card.add(TextLabel(_("Noted: {words}").format(words=words), TextRole.MUTED, wraps=True))
        return card

    def _on_item_clicked(self, item: str, _checked: bool = False) -> None:
        self.target_chosen.emit(item)

    def _on_print_clicked(self) -> None:
        suggested = _("Documents to be supplied - {mine}.pdf").format(mine=self._context.session.assessment.mine.name)
        name, _kind = QFileDialog.getSaveFileName(self, _("Print as a request to the mine…").rstrip("…"), suggested, "PDF (*.pdf)")
        if name:
            self.write(Path(name))
