# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Brings a copy back from a stick: what it holds, checked file by file, into an empty workspace or a folder beside this one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.sticks import find_sticks
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import TextRole
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.rescue.home import DamagedCopyError, FoundCopy
from evaluator_app.services.rescue_record import records
from evaluator_app.services.rescue_restoring import BroughtBack, StagedCopy, copies_in, may_take, settle, stage
from evaluator_app.services.rescue_words import assessment_lines, copy_lines
from evaluator_app.services.workspace import Workspace


class RescueRestoreCard(WorkCard):
    """Where this workspace is empty the copy goes into it, else into a folder beside it.

    *Signals:* staged(StagedCopy): checked, and to be put into this workspace once it is closed; opened(Path): open the folder into
    which a copy was brought back.
    """

    staged = Signal(object)
    opened = Signal(object)

    def __init__(self, workspace: Workspace, runner: Runner, place: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_("Bring back a copy"), runner, parent)
        self._workspace = workspace
        self._runner = runner
        self._copies: tuple[FoundCopy, ...] = ()
        self._asked = 0
        self._back: BroughtBack | None = None
        self.is_here = may_take(workspace.root)
        self.source = PathField(_("Stick or folder"), "", PathUse.READ_FOLDER)
        self.source_row = FormRow(_("Stick or folder"), self.source)
        self.copies = ChoiceBox()
        self.copies.currentIndexChanged.connect(self._show_copy)
        self.copies_row = FormRow(_("Copy"), self.copies)
        self.contents = TextLabel("", wraps=True, selectable=True)
        self.into = PathField(_("Into this folder"), "", PathUse.READ_FOLDER)
        self.into_row = FormRow(
            _("Into this folder"),
            self.into,
            hint=_("Empty, or not there yet: this workspace has assessments, and none is ever overwritten."),
        )
        self.into_row.setVisible(not self.is_here)
        self.bring_button = StepButton(_("Check it and bring it back"), "history")
        self.bring_button.clicked.connect(self._on_bring_clicked)
        self.rest_button = ActionButton(_("Bring back the rest without the damaged files"), icon_name="found")
        self.rest_button.clicked.connect(lambda: self.bring(without_damaged=True))
        self.open_button = ActionButton(_("Open this folder"), icon_name="next")
        self.open_button.clicked.connect(self._on_open_clicked)
        lead = _(
            "Every file is read and held against its digest, every act is replayed. Nothing is put in place before all of it is right."
        )
        self.add(TextLabel(lead, TextRole.MUTED, wraps=True))
        for widget in (self.source_row, self.copies_row, self.contents, self.into_row):
            self.add(widget)
        self.add_button_row(self.bring_button, self.rest_button, self.open_button)
        self.end()
        self.source.path_changed.connect(self.look)
        self.source.set_path(place or self._likeliest())
        self.look()

    def look(self) -> None:
        """List the copies in the place that is chosen."""
        self._copies = ()
        self._asked += 1
        self.copies.clear()
        self.rest_button.hide()
        self.open_button.hide()
        self.banner.hide()
        self._show_copy()
        if (place := self.source.path()) is not None and place.is_dir():
            self._runner.run(
                lambda: copies_in(place),
                on_success=partial(self._on_found, self._asked),
                on_failure=partial(self._on_not_found, self._asked),
            )

    def bring(self, *, without_damaged: bool = False) -> None:
        """Check the copy that is chosen and bring it back."""
        copy, job, now = self.copy(), self.job, self._workspace.now
        root = self._workspace.root if self.is_here else self.into.path()
        self.into_row.set_error("" if root else _("Choose an empty folder."))
        if copy is None or root is None:
            return
        self.rest_button.hide()

        def check() -> StagedCopy:
            return stage(copy, root, now=now, without_damaged=without_damaged, progress=job.report, cancelled=job.is_cancelled)

        def bring() -> BroughtBack:
            return settle(check(), now=now)

        doing = _("Reading and checking every file…")
        if self.is_here:
            self.work(doing, check, self.staged.emit, stoppable=True)
        else:
            self.work(doing, bring, self._on_back, stoppable=True)

    def copy(self) -> FoundCopy | None:
        """Return the copy that is chosen."""
        index = self.copies.currentIndex()
        return self._copies[index] if 0 <= index < len(self._copies) else None

    def show_error(self, error: Exception) -> None:
        """Override WorkCard.show_error: where a copy is damaged the one before it is chosen, or the rest is offered."""
        super().show_error(error)
        if not isinstance(error, DamagedCopyError):
            return
        if error.before:
            numbers = [copy.number for copy in self._copies]
            self.copies.setCurrentIndex(numbers.index(error.before))
        else:
            copy = self.copy()
            self.rest_button.setVisible(copy is not None and copy.manifest is not None)

    def _on_bring_clicked(self) -> None:
        self.bring()

    def _on_found(self, asked: int, copies: tuple[FoundCopy, ...]) -> None:
        if asked != self._asked:
            return
        self._copies = copies
        for copy in copies:
            self.copies.addItem(next(iter(copy_lines(copy))))
        self._show_copy()

    def _on_not_found(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            super().show_error(error)

    def _show_copy(self) -> None:
        copy = self.copy()
        self.copies_row.setVisible(copy is not None)
        self.contents.setVisible(copy is not None)
        lines = list(assessment_lines(copy.manifest)) if copy and copy.manifest else []
        self.contents.setText("\n".join(line.strip() for line in lines) or _("No assessment is in it."))
        self.bring_button.setEnabled(copy is not None and not self.job.is_running)
        self.bring_button.set_next(copy is not None)
        if copy is not None and copy.manifest is not None and not self.is_here and self.into.path() is None:
            day = f"{copy.manifest.taken_at.astimezone():%Y%m%d-%H%M}"
            self.into.set_path(self._workspace.root.with_name(f"{self._workspace.root.name}-{day}"))

    def _on_back(self, done: BroughtBack) -> None:
        self._back = done
        words = _("{files} files are back in {folder}, all as they were; every journal leads to its records.").format(
            files=done.files, folder=done.root
        )
        if done.left_out:
            words += " " + _("{count} damaged files are missing.").format(count=len(done.left_out))
        self.say(words, Tone.FOUND if done.left_out else Tone.DONE)
        self.open_button.show()

    def _on_open_clicked(self) -> None:
        if self._back is not None:
            self.opened.emit(self._back.root)

    def _likeliest(self) -> Path | None:
        remembered = [record.place for record in records(self._workspace.root)]
        known = [Path(place) for place in remembered if Path(place).is_dir()]
        sticks = [stick.root for stick in find_sticks(self._workspace.root, remembered) if stick.has_copies]
        return next(iter([*known, *sticks]), None)
