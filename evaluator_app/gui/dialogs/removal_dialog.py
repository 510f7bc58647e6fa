# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Before evidence in use is taken away: what rests on it, and that it can be brought back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.domain.evidence_uses import Use, uses_of
from evaluator_app.domain.records import RecordKind
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_ICONS = {
    RecordKind.FINDING: "mine",
    RecordKind.OBSERVATION: "found",
    RecordKind.EVIDENCE: "edit",
    RecordKind.CLOCK: "clock",
    RecordKind.FORM_RECORD: "document",
    RecordKind.EARLIER_FAULT: "history",
}


class RemovalDialog(QDialog):
    """Enter takes away, Escape leaves everything as it is."""

    def __init__(self, session: Session, ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_("Take evidence away"))
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        head = _("{count} pieces of evidence are used here:").format(count=len(ids)) if len(ids) > 1 else _("This evidence is used here:")
        column.addWidget(TextLabel(head, TextRole.STRONG, wraps=True))
        column.addWidget(_scrolling(self._lines(ids)), 1)
        words = _("What rests on it stays and loses the proof. Undo brings everything back; the files themselves are kept.")
        column.addWidget(TextLabel(words, TextRole.MUTED, wraps=True))
        cancel = ActionButton(_("Cancel"))
        self.remove_button = ActionButton(_("Take away"), kind=ButtonKind.DANGER, icon_name="trash")
        self.remove_button.setDefault(True)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addStretch(1)
        for button in (cancel, self.remove_button):
            line.addWidget(button)
        column.addLayout(line)
        cancel.clicked.connect(self.reject)
        self.remove_button.clicked.connect(self.accept)
        open_at(self, 520, 380)
        self.remove_button.setFocus()

    def _lines(self, ids: Sequence[str]) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(6)
        for name in ids:
            uses = uses_of(self._session.assessment, name)
            if len(ids) > 1 and uses:
                column.addWidget(TextLabel(self._session.assessment.evidence[name].name, TextRole.SMALL, wraps=True))
            for use in uses:
                line = QHBoxLayout()
                line.setSpacing(GRID)
                line.addWidget(IconView(_ICONS[use.kind]), 0, Qt.AlignmentFlag.AlignTop)
                line.addWidget(TextLabel(use_words(self._session, use), wraps=True), 1)
                column.addLayout(line)
        column.addStretch(1)
        return body


def use_words(session: Session, use: Use) -> str:
    """Say what rests on evidence."""
    assessment = session.assessment
    if use.kind is RecordKind.OBSERVATION:
        seen = assessment.observations[use.key]
        return _("Observation of {item}: {words}").format(item=session.opened.title_of(seen.target), words=seen.text)
    if use.kind is RecordKind.EVIDENCE:
        return _("Sketch or clip made from it: {name}").format(
            name=assessment.evidence[use.key].caption or assessment.evidence[use.key].name
        )
    if use.kind is RecordKind.CLOCK:
        return _("The clock of the camera {device} was compared by it").format(device=use.key)
    if use.kind is RecordKind.FORM_RECORD:
        form = assessment.forms.get(assessment.form_records[use.key].form)
        return _("Form: {title}").format(title=form.title if form else assessment.form_records[use.key].form)
    if use.kind is RecordKind.EARLIER_FAULT:
        return _("Photo of now beside an earlier fault: {words}").format(words=assessment.earlier[use.key].text)
    return _("Item: {item}").format(item=session.opened.title_of(use.key) or use.key)


def _scrolling(body: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(body)
    return scroll
