# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One thing to be mended: what was found beside what is there now, what the mine reports, what the re-check saw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.domain import mending_course
from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.changes import Change
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.mending_course import DRIFT_TERMS, Drift
from evaluator_app.domain.mending_limit import is_open
from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.importing import Refusal
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.item.settled_edit import SettledEdit
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.score.link_line import LinkLine
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.photo_strip import PhotoStrip
from evaluator_app.gui.widgets.photo_tile import Photo
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services import mending
from evaluator_app.services.mending import MendingLine

_SIDE = 320


class ThingPane(QWidget):
    """*Signals:* target_chosen(str): go to its item; evidence_chosen(str): look at a piece of evidence."""

    target_chosen = Signal(str)
    evidence_chosen = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session = context, context.session
        self._line: MendingLine | None = None
        self._drafts: dict[str, tuple[str, str]] = {}
        """Words and names of re-checks that are being written, by thing."""
        self.link = LinkLine("", is_link=True)
        self.problem = TextLabel(wraps=True, selectable=True)
        self.drift = Banner(tone=Tone.FOUND, dismissible=False)
        self.before, self.after = PhotoStrip(editable=False), PhotoStrip()
        self.report = SettledEdit(_("What the mine says that it did"), name=_("What the mine reports"), most_lines=4)
        self.words = SettledEdit(_("What the re-check saw"), name=_("What the re-check saw"), most_lines=4)
        self.by = QLineEdit()
        self.by.setAccessibleName(_("Checked by"))
        self.by.setPlaceholderText(_("Checked by"))
        self.close_button = ActionButton(_("Mended, close it"), icon_name="done")
        self.escalate_button = ActionButton(_("Not mended, escalate"), icon_name="veto")
        self.checked = TextLabel(wraps=True, selectable=True)
        self.reopen_button = ActionButton(_("Take the re-check back"), kind=ButtonKind.QUIET, icon_name="undo")
        self.withdraw_button = ActionButton(_("Withdraw the order"), kind=ButtonKind.QUIET, icon_name="trash")
        self._build()
        self.show_line(None)

    def show_line(self, line: MendingLine | None) -> None:
        """Show a thing, or nothing; words that are being typed are not overwritten."""
        is_other = line is None or self._line is None or line.thing.id != self._line.thing.id
        if is_other:
            self.settle()
            self._keep_draft()
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        thing = line.thing
        self.link.setText(line.title)
        found = " · ".join(part for part in (thing.place, thing.problem) if part)
        self.problem.setText(found)
        self._show_drift(line.drift)
        self.report.show_text(thing.report)
        if is_other:
            words, by = self._drafts.get(thing.id, ("", self._session.opened.who))
            self.words.show_text(words)
            self.by.setText(by)
        self.report.setReadOnly(not is_open(thing))
        for part in (self.words, self.by, self.close_button, self.escalate_button):
            part.setVisible(is_open(thing))
        self.checked.setVisible(thing.checked_on is not None)
        self.reopen_button.setVisible(thing.checked_on is not None)
        if thing.checked_on is not None:
            words = _("Re-check {day}, {who}: {words}")
            self.checked.setText(words.format(day=thing.checked_on.isoformat(), who=thing.checked_by, words=thing.words))
        self.after.set_editable(is_open(thing))
        self.before.set_photos([self._photo(each) for each in line.before])
        self.after.set_photos([self._photo(each) for each in line.after])

    def settle(self) -> None:
        """Hand over what is being typed."""
        self.report.settle()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files that prove it."""
        self._add(partial(mending.proof_from, self._session.opened, paths))

    def add_picture(self, image: QImage) -> None:
        """Add a pasted picture that proves it."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
        name = _("Pasted picture {number}.png").format(number=len(self._session.assessment.evidence) + 1)
        self._add(partial(mending.proof_from_picture, self._session.opened, name, bytes(buffer.data().data())))

    def _add(self, take_in: Callable[[], tuple[tuple[Evidence, ...], tuple[Refusal, ...]]]) -> None:
        line = self._line
        if line is None:
            return
        self.settle()
        try:
            files, refused = take_in()
        except UserFacingError as error:
            self._session.failed.emit(error)
            return
        if files:
            self._session.do(mending_course.add_proof(self._session.assessment, line.thing.id, files))
        if refused:
            self._context.say("\n".join(each.message for each in refused), Tone.VETO)

    def _build(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(GRID)
        for part in (self.link, self.problem, self.drift, TextLabel(_("What the mine reports"), TextRole.MUTED), self.report):
            left.addWidget(part)
        left.addWidget(TextLabel(_("Re-check"), TextRole.MUTED))
        for part in (self.checked, self.words):
            left.addWidget(part)
        left.addWidget(self.by)
        frame = QWidget()
        buttons = FlowLayout(frame, spacing=GRID)
        for button in (self.close_button, self.escalate_button, self.reopen_button, self.withdraw_button):
            buttons.addWidget(button)
        left.addWidget(frame)
        left.addStretch(1)
        sides = QHBoxLayout()
        sides.setSpacing(2 * GRID)
        for title, strip in ((_("Before mending"), self.before), (_("After mending"), self.after)):
            side = QVBoxLayout()
            side.addWidget(TextLabel(title, TextRole.MUTED))
            side.addWidget(strip)
            side.addStretch(1)
            sides.addLayout(side, 1)
        right.addLayout(sides)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * GRID)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.link.clicked.connect(self._on_link_clicked)
        self.drift.action_chosen.connect(self._on_drift_chosen)
        self.report.text_settled.connect(self._on_report_settled)
        self.close_button.clicked.connect(partial(self._on_rechecked, True))
        self.escalate_button.clicked.connect(partial(self._on_rechecked, False))
        self.reopen_button.clicked.connect(self._on_reopen_clicked)
        self.withdraw_button.clicked.connect(self._on_withdraw_clicked)
        self.after.addition_requested.connect(self._on_addition_requested)
        self.after.files_dropped.connect(self.add_files)
        self.after.image_pasted.connect(self.add_picture)
        self.after.removal_requested.connect(self._on_removal_requested)
        for strip in (self.before, self.after):
            strip.photo_opened.connect(self.evidence_chosen)

    def _show_drift(self, drift: Drift | None) -> None:
        self.drift.setVisible(drift is not None)
        if drift is not None:
            action = _("Take its words over") if drift is Drift.REWORDED else _("Withdraw the order")
            self.drift.set_message(worded(DRIFT_TERMS[drift]) + _("."), tone=Tone.FOUND, action_text=action)

    def _keep_draft(self) -> None:
        """Keep what was written of a re-check that is not recorded yet, while another thing is looked at."""
        self.words.settle()
        if self._line is not None:
            self._drafts[self._line.thing.id] = (self.words.toPlainText(), self.by.text())

    def _photo(self, evidence: Evidence) -> Photo:
        words = evidence.taken_at[:16].replace("T", " ") or evidence.name
        return Photo(evidence.id, words, partial(self._picture, evidence))

    def _picture(self, evidence: Evidence) -> QImage | bytes | None:
        return self._session.opened.picture_of(evidence, _SIDE) or None

    def _do(self, make: Callable[[Rectification], Change], *, continues: bool = False) -> bool:
        """Do an act on the thing as it is now; what hinders it is said over the page."""
        known = self._session.assessment.rectifications.get(self._line.thing.id) if self._line is not None else None
        if known is None:
            return False
        try:
            change = make(known)
        except UserFacingError as error:
            self._context.say(words_of(error), Tone.VETO)
            return False
        return self._session.do(change, continues=continues)

    def _on_link_clicked(self) -> None:
        if self._line is not None:
            self.target_chosen.emit(self._line.thing.target)

    def _on_drift_chosen(self) -> None:
        line = self._line
        if line is not None and line.drift is Drift.REWORDED:
            change = mending.take_words_over(self._session.opened, line.thing.id)
            if change is not None:
                self._session.do(change)
        else:
            self._on_withdraw_clicked()

    def _on_report_settled(self, words: str, continues: bool) -> None:
        opened = self._session.opened

        def change(known: Rectification) -> Change:
            if words.strip():
                return mending.report(opened, known.id, words)
            is_bare = known.state is RectificationState.REPORTED
            return mending.edit(opened, replace(known, report="", state=RectificationState.ORDERED if is_bare else known.state))

        self._do(change, continues=continues)

    def _on_rechecked(self, is_mended: bool, _checked: bool = False) -> None:
        self.settle()
        self.words.settle()
        words, by, opened = self.words.toPlainText(), self.by.text(), self._session.opened
        if self._do(lambda known: mending.recheck(opened, known.id, is_mended=is_mended, words=words, by=by)):
            self.words.show_text("")

    def _on_reopen_clicked(self) -> None:
        self._do(lambda known: mending_course.reopen(self._session.assessment, known.id))

    def _on_withdraw_clicked(self) -> None:
        self.settle()
        self._do(lambda known: mending_course.withdraw(self._session.assessment, known.id))

    def _on_removal_requested(self, proof: str) -> None:
        self._do(lambda known: mending_course.remove_proof(self._session.assessment, known.id, proof))

    def _on_addition_requested(self) -> None:
        kinds = _("Photos and documents (*.jpg *.jpeg *.png *.webp *.heic *.pdf)")
        names, _kind = QFileDialog.getOpenFileNames(self, _("What proves that it was mended"), "", kinds)
        if names:
            self.add_files([Path(name) for name in names])
