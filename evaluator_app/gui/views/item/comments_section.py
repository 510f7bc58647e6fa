# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What colleagues say of an item: threads that are open or closed, with a field for the next word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.changes import Change
from evaluator_app.domain.commenting import Thread, threads_of
from evaluator_app.domain.teamwork import Comment
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.keymap import key_hint
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.item.review_line import is_shared
from evaluator_app.gui.views.item.say_field import SayField
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import clock
from evaluator_app.i18n import _
from evaluator_app.services.reviewing import comment_edited, commented, thread_closed, thread_opened


class CommentsSection(QWidget):
    """Closed threads fold away behind one line. Hidden where one person works alone.

    *Signals:* told(str, Tone, bool): words on what came of it; whether it can be undone; left(): Escape in the field.
    """

    told = Signal(str, object, bool)
    left = Signal()

    def __init__(self, session: Session, *, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._target: str | None = None
        self._answers = self._edits = ""
        self._shows_closed = False
        self._shown: object = None
        self.field = SayField("")
        self.closed_button = ActionButton("", kind=ButtonKind.QUIET)
        self._about = TextLabel(role=TextRole.SMALL, wraps=True)
        self._about.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(title or _("Comments"), role=TextRole.STRONG if title else TextRole.HEADING), 1)
        head.addWidget(self.closed_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addWidget(self._about)
        column.addWidget(self.field)
        self.field.said.connect(self._on_said)
        self.field.left.connect(self._on_left)
        self.closed_button.clicked.connect(self._on_closed_clicked)

    def show_target(self, target: str) -> None:
        """Show the threads of an item or prerequisite; words begun for it wait in the field."""
        assessment = self._session.assessment
        if target != self._target:
            self.settle()
            self._target, self._shows_closed = target, False
            self._begin("", "", self._session.text_drafts.get(self._key(), ""))
        self.setVisible(is_shared(assessment))
        self.field.setVisible(assessment.profile.status.is_open)
        shown = (target, threads_of(assessment, target), self._shows_closed, self._session.opened.who, assessment.profile.status)
        if shown != self._shown:
            self._shown = shown
            self._fill(shown[1])

    def begin(self) -> None:
        """Put the keyboard into the field."""
        self.field.setFocus()

    def settle(self) -> None:
        """Keep words that were not said yet, before another item is shown or the window goes."""
        if self._target is not None and not self._edits:
            self._session.text_drafts[self._key()] = self.field.text()
            if not self.field.text():
                self._session.text_drafts.pop(self._key())

    def _key(self) -> tuple[str, str, str]:
        return (self._target or "", "", "comment")

    def _fill(self, threads: tuple[Thread, ...]) -> None:
        while (old := self._list.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        closed = [thread for thread in threads if not thread.is_open]
        self.closed_button.setVisible(bool(closed))
        words = _("Hide closed comments") if self._shows_closed else _("Show {count} closed comments").format(count=len(closed))
        self.closed_button.setText(words)
        for thread in threads:
            if thread.is_open or self._shows_closed:
                self._list.addWidget(self._thread(thread))

    def _thread(self, thread: Thread) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for comment in thread.comments:
            column.addWidget(self._comment(comment, is_answer=comment is not thread.first, is_closed=not thread.is_open))
        line = QHBoxLayout()
        line.setContentsMargins(scaled(12), 0, 0, 0)
        line.setSpacing(GRID)
        if not thread.is_open:
            closed = _("closed by {name}").format(name=thread.first.closed_by)
            line.addWidget(StateBadge(closed, Tone.DONE, filled=False))
        if self._session.assessment.profile.status.is_open:
            line.addWidget(self._button(_("Answer"), partial(self._begin_answer, thread)))
            own = [comment for comment in thread.comments if comment.by == self._session.opened.who.strip()]
            if own:
                line.addWidget(self._button(_("Edit"), partial(self._begin_edit, own[-1])))
            name = thread.first.id
            if thread.is_open:
                line.addWidget(self._button(_("Close"), lambda: self._do(thread_closed, name)))
            else:
                line.addWidget(self._button(_("Open again"), lambda: self._do(thread_opened, name)))
        line.addStretch(1)
        column.addLayout(line)
        return box

    def _comment(self, comment: Comment, *, is_answer: bool, is_closed: bool) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(scaled(36 if is_answer else 12), 0, 0, 0)
        column.setSpacing(0)
        said = [
            comment.by,
            clock(comment.at) if comment.at else "",
            _("edited {at}").format(at=clock(comment.edited_at)) if comment.edited_at else "",
        ]
        column.addWidget(TextLabel(_(" · ").join(filter(None, said)), TextRole.SMALL))
        column.addWidget(TextLabel(comment.text, TextRole.MUTED if is_closed else TextRole.BODY, wraps=True, selectable=True))
        return box

    def _button(self, words: str, act: Callable[[], object]) -> ActionButton:
        button = ActionButton(words, kind=ButtonKind.QUIET)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _begin(self, answers: str, edits: str, text: str) -> None:
        self._answers, self._edits = answers, edits
        hint = key_hint("comment")
        if not self._target:
            hint = ""
            plain = _("Say something to the whole team; Enter sends it")
        elif hint:
            plain = _("Comment on this item ({key}); Enter sends it").format(key=hint)
        else:
            plain = _("Comment on this item; Enter sends it")
        self.field.setPlaceholderText(plain)
        self.field.setAccessibleName(plain)
        self.field.setPlainText(text)
        self._about.setVisible(bool(answers or edits))

    def _begin_answer(self, thread: Thread) -> None:
        self._begin(thread.first.id, "", "")
        self._about.setText(_("Answer to {name}: {text}").format(name=thread.first.by, text=thread.first.text))
        self.begin()

    def _begin_edit(self, comment: Comment) -> None:
        self._begin("", comment.id, comment.text)
        self._about.setText(_("Writing anew what was said before; Esc leaves it as it was"))
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.begin()

    def _on_said(self, words: str) -> None:
        edits = self._edits
        if self._do(comment_edited, edits, words) if edits else self._do(commented, self._target or "", words, self._answers):
            self._session.text_drafts.pop(self._key(), None)
            self._begin("", "", "")

    def _on_left(self) -> None:
        if self._answers or self._edits:
            self._begin("", "", "")
        self.left.emit()

    def _on_closed_clicked(self) -> None:
        self._shows_closed = not self._shows_closed
        self.show_target(self._target or "")

    def _do(self, act: Callable[..., Change], *arguments: str) -> bool:
        try:
            change = act(self._session.opened, *arguments)
        except UserFacingError as error:
            self.told.emit(_("{message} {advice}").format(message=error.message, advice=error.advice), Tone.FOUND, False)
            return False
        return self._session.do(change)
