# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Puts the facts found to the mine: preview, answer, signature, done. Made to be handed over, also full screen.

Words that were typed wait in the session while the dialog is closed; only the drawing on the pad goes with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from evaluator_app.domain.facts_sheet import CONFIRMS, OBJECTS, REFUSES
from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.record import FormRecord, FormRow
from evaluator_app.domain.forms.signing import statement_of
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TOUCH, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.form_row import FormRow as FieldRow
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.long_field import LongField
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.signature_panel import SignaturePanel
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.facts_sheet import Answered, answer_facts, facts_so_far
from evaluator_app.services.workspace import utc_now

_DRAFT = "facts sheet"


class FactCard(Card):
    """One fact, and the mine's words to it where it objects."""

    def __init__(self, number: int, row: FormRow, parent: QWidget | None = None) -> None:
        super().__init__(margin=GRID + 2, parent=parent)
        self.row = row
        told = {name: str(value) for name, value in row.values.items()}
        head = f"{number}　{told.get('place') or _('Without a place')}"
        self.add(TextLabel(head, TextRole.STRONG, wraps=True))
        self.add(TextLabel(told.get("fact", ""), wraps=True, selectable=True))
        photos = _("photos {numbers}").format(numbers=told["photos"]) if told.get("photos") else _("no photo")
        count = _("{count} occurrences").format(count=told.get("count", "1"))
        self.add(TextLabel(f"{told.get('item', '')}　{count}　{photos}", TextRole.SMALL, wraps=True))
        self.objection = QLineEdit()
        self.objection.setMaxLength(2000)
        self.objection.setMinimumHeight(scaled(TOUCH))
        self.objection.setPlaceholderText(_("Objection to this fact, word for word"))
        self.objection.setAccessibleName(_("Objection to fact {number}").format(number=number))
        self.add(self.objection)

    def answered(self) -> FormRow:
        """Return the fact with what the mine said to it."""
        words = self.objection.text() if self.objection.isVisibleTo(self) else ""
        return replace(self.row, values={**self.row.values, "objection": words}) if words.strip() else self.row


class FactsSheetDialog(QDialog):
    """Accepted once the answer is recorded."""

    def __init__(self, session: Session, definition: FormDefinition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Facts sheet"))
        self._session, self._definition = session, definition
        self.cards = [FactCard(number, row) for number, row in enumerate(facts_so_far(session.opened), start=1)]
        answers = [(CONFIRMS, _("Confirms")), (OBJECTS, _("Objects")), (REFUSES, _("Refuses to sign"))]
        self.chooser = SegmentedControl(answers, name=_("Answer of the mine"))
        self.position = QLineEdit()
        self.objection, self.refusal = LongField(), LongField()
        self.panel = SignaturePanel(label=_("For the mine: name"))
        self.banner = Banner(dismissible=True)
        self.banner.hide()
        self.full_button = ActionButton(_("Full screen"))
        self.close_button = ActionButton(_("Close"))
        self.sign_button = ActionButton(_("Sign and keep"), kind=ButtonKind.PRIMARY, icon_name="sign")
        self._rows = {
            "position": FieldRow(_("Post"), self.position),
            "objection": FieldRow(_("Objection to the whole, word for word"), self.objection),
            "refusal": FieldRow(_("Reason for refusing, as it was said"), self.refusal, required=True),
        }
        self._build()
        self._restore()
        self._show()
        open_at(self, 1180, 760)

    def showEvent(self, event: QShowEvent) -> None:
        """Override QDialog.showEvent: the keyboard goes to the name."""
        super().showEvent(event)
        if not event.spontaneous():
            self.panel.name_field.setFocus()

    def done(self, result: int) -> None:
        """Override QDialog.done: words that were not used wait for the next time."""
        if result != QDialog.DialogCode.Accepted:
            self._keep_drafts()
        super().done(result)

    def answered(self) -> Answered:
        """Return what was entered."""
        answer = self.chooser.current()
        is_refused = answer == REFUSES
        return Answered(
            answer=answer,
            representative="" if is_refused else self.panel.name(),
            position="" if is_refused else self.position.text(),
            objection=self.objection.toPlainText() if answer == OBJECTS else "",
            refusal=self.refusal.toPlainText() if is_refused else "",
            witness=self.panel.name() if is_refused else "",
            drawing=self.panel.png(),
        )

    def rows(self) -> tuple[FormRow, ...]:
        """Return the facts with what the mine said to each."""
        is_objected = self.chooser.current() == OBJECTS
        return tuple(card.answered() if is_objected else card.row for card in self.cards)

    def _build(self) -> None:
        facts: list[QWidget] = list(self.cards)
        if not facts:
            facts.append(TextLabel(_("No fault was recorded so far; the sheet would say so."), TextRole.MUTED, wraps=True))
        statement = statement_of(self._definition, FormRecord("", self._definition.key), self._session.assessment)
        left = ScrollPage(TextLabel(_("Facts found on site"), TextRole.HEADING), TextLabel(statement, wraps=True), *facts, spacing=GRID + 4)
        fields = (self._rows["objection"], self._rows["refusal"], self.panel, self._rows["position"])
        right = ScrollPage(TextLabel(_("Answer of the mine"), TextRole.HEADING), self.chooser, *fields, spacing=GRID + 4)
        for button in (self.full_button, self.close_button, self.sign_button, self.chooser, self.position):
            button.setMinimumHeight(scaled(TOUCH))
        self.panel.pad.setMinimumHeight(scaled(170))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        for pane, share in ((left, 5), (right, 5)):
            split.addWidget(pane)
            split.setStretchFactor(split.count() - 1, share)
        split.setSizes([scaled(560), scaled(600)])
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        foot.setSpacing(GRID)
        foot.addWidget(self.full_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.sign_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(split, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        self.chooser.segment_chosen.connect(self._on_answer_chosen)
        self.full_button.clicked.connect(self._on_full_clicked)
        self.close_button.clicked.connect(self.reject)
        self.sign_button.clicked.connect(self._on_sign_clicked)
        QShortcut(QKeySequence(Qt.Key.Key_F11), self, self._on_full_clicked)

    def _show(self) -> None:
        answer = self.chooser.current()
        self._rows["objection"].setVisible(answer == OBJECTS)
        self._rows["refusal"].setVisible(answer == REFUSES)
        self._rows["position"].setVisible(answer != REFUSES)
        self.panel.row.set_label(_("Witness: name") if answer == REFUSES else _("For the mine: name"))
        for card in self.cards:
            card.objection.setVisible(answer == OBJECTS)
        self.sign_button.setText(_("Keep the refusal") if answer == REFUSES else _("Sign and keep"))

    def _drafts(self) -> Sequence[tuple[str, QLineEdit | LongField]]:
        fields: list[tuple[str, QLineEdit | LongField]] = [
            ("name", self.panel.name_field),
            ("position", self.position),
            ("objection", self.objection),
            ("refusal", self.refusal),
        ]
        return [*fields, *((f"fact {card.row.values.get('observation', '')}", card.objection) for card in self.cards)]

    def _keep_drafts(self) -> None:
        for name, field in self._drafts():
            words = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
            if words.strip():
                self._session.text_drafts[_DRAFT, "", name] = words
            else:
                self._session.text_drafts.pop((_DRAFT, "", name), None)
        self._session.text_drafts[_DRAFT, "", "answer"] = self.chooser.current()

    def _restore(self) -> None:
        drafts = self._session.text_drafts
        for name, field in self._drafts():
            if words := drafts.get((_DRAFT, "", name), ""):
                (field.setText if isinstance(field, QLineEdit) else field.setPlainText)(words)
        self.chooser.set_current(drafts.get((_DRAFT, "", "answer"), CONFIRMS))

    def _on_answer_chosen(self, _answer: str) -> None:
        self._show()

    def _on_full_clicked(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        is_full = bool(self.windowState() & Qt.WindowState.WindowFullScreen)
        self.full_button.setText(_("Leave full screen") if is_full else _("Full screen"))

    def _on_sign_clicked(self) -> None:
        try:
            change = answer_facts(self._session.opened, self._definition, self.rows(), self.answered(), at=utc_now())
        except UserFacingError as error:
            self._say(error)
            return
        failed = partial(self._say)
        self._session.failed.connect(failed)
        is_done = self._session.do(change)
        self._session.failed.disconnect(failed)
        if is_done:
            for key in [key for key in self._session.text_drafts if key[0] == _DRAFT]:
                del self._session.text_drafts[key]
            self.accept()

    def _say(self, error: UserFacingError) -> None:
        self.banner.set_message(words_of(error), tone=Tone.VETO)
        self.banner.show()
