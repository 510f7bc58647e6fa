# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Copies everything to a stick beside the window: where to, whether it fits, progress, what came of it, the copies that are there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QTimeEdit, QWidget

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.sticks import Stick, find_sticks
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.rescue.manifest import Why
from evaluator_app.services.rescue_copying import Copied, Plan, copy_everything, plan_copy
from evaluator_app.services.rescue_record import records
from evaluator_app.services.rescue_reminding import USUAL, remind_at, reminding_at
from evaluator_app.services.rescue_words import copy_lines, left_out_lines, size_words
from evaluator_app.services.workspace import Workspace

_SHOWN = 4
"""Copies on the stick that are listed."""


class RescueCard(WorkCard):
    """*Signals:* copied(): a copy was made; restore_requested(Path): bring one back from this place."""

    copied = Signal()
    restore_requested = Signal(object)

    def __init__(self, workspace: Workspace, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("Copy everything to the stick"), runner, parent)
        self._workspace = workspace
        self._runner = runner
        self._plan: Plan | None = None
        self._asked = 0
        self.places = ChoiceBox()
        self.places.activated.connect(self._on_place_chosen)
        self.again_button = ActionButton(_("Look for sticks again"), kind=ButtonKind.QUIET, icon_name="redo")
        self.again_button.clicked.connect(self.look)
        self.folder_button = ActionButton(_("Another folder…"), kind=ButtonKind.QUIET, icon_name="folder")
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.place_row = FormRow(_("Where to"), self.places)
        self.fit = TextLabel("", wraps=True)
        self.copy_button = StepButton(_("Copy everything now"), "stick")
        self.copy_button.clicked.connect(self.copy)
        self.restore_button = ActionButton(_("Bring back a copy…"), kind=ButtonKind.QUIET, icon_name="history")
        self.restore_button.clicked.connect(lambda: self.restore_requested.emit(self.place()))
        self.there = TextLabel("", TextRole.SMALL, wraps=True, selectable=True)
        self.reminds = QCheckBox(_("Remind me on field days from"))
        self.reminds.toggled.connect(self._on_reminder_changed)
        self.reminds_at = QTimeEdit()
        self.reminds_at.setDisplayFormat("HH:mm")
        self.reminds_at.setAccessibleName(_("Remind me on field days from"))
        self._fill_reminder()
        self.reminds_at.timeChanged.connect(self._on_reminder_changed)
        lead = _(
            "Assessments, photos, reports, templates, trust and phrases; private keys are not among them. You may go on working meanwhile."
            " Everything is read back from the stick before the copy counts, and the copies before stay until then."
        )
        self.add(TextLabel(lead, TextRole.MUTED, wraps=True))
        self.add(self.place_row)
        self.add_button_row(self.again_button, self.folder_button)
        self.add(self.fit)
        self.add_button_row(self.copy_button, self.restore_button)
        self.end()
        self.add(self.there)
        self.add_button_row(self.reminds, self.reminds_at)
        self.look()

    def place(self) -> Path | None:
        """Return the place that is chosen; None while there is none."""
        chosen = self.places.currentData()
        return Path(chosen) if chosen else None

    def look(self) -> None:
        """Look which sticks are in the machine, choose the likeliest, and tell whether a copy fits."""
        remembered = [record.place for record in records(self._workspace.root)]
        sticks = find_sticks(self._workspace.root, remembered)
        roots = {str(stick.root) for stick in sticks}
        folders = [place for place in dict.fromkeys(remembered) if place not in roots and Path(place).is_dir()]
        before = self.places.currentData()
        self.places.clear()
        for stick in sticks:
            self.places.addItem(stick.words(), str(stick.root))
        for folder in folders:
            self.places.addItem(folder, folder)
        self._choose(before if before and self.places.findData(before) >= 0 else _likeliest(sticks, folders, remembered))

    def choose_folder(self, folder: Path) -> None:
        """Take another folder than those that were found."""
        if self.places.findData(str(folder)) < 0:
            self.places.addItem(str(folder), str(folder))
        self._choose(str(folder))

    def copy(self) -> None:
        """Copy everything to the place that is chosen."""
        place, job = self.place(), self.job
        if place is None:
            return
        root, who, now = self._workspace.root, self._workspace.who, self._workspace.now

        def work() -> Copied:
            return copy_everything(root, place, who=who, now=now, progress=job.report, cancelled=job.is_cancelled)

        self.work(_("Copying, then reading everything back…"), work, self._on_copied, stoppable=True)

    def show_error(self, error: Exception) -> None:
        """Override WorkCard.show_error: a copy that was stopped is no failure."""
        if isinstance(error, Cancelled):
            self.say(_("Stopped. The copies before are as they were; next time it goes on from here."), Tone.NOT_APPLICABLE)
        else:
            super().show_error(error)
        self._replan()

    def _on_copied(self, done: Copied) -> None:
        words = _("{files} files, {size}, all read back. {fresh} were new.").format(
            files=len(done.manifest.files), size=size_words(done.manifest.size), fresh=size_words(done.new_size)
        )
        left = list(left_out_lines(done.manifest))
        has_gaps = any(each.why is not Why.SECRET for each in done.manifest.left_out)
        if self._plan is not None and self._plan.is_same_disk:
            left.insert(0, _("Careful: this is the disk of the assessments themselves."))
            has_gaps = True
        self.say(" ".join([words, *left]), Tone.FOUND if has_gaps else Tone.DONE)
        self.set_badge(_("Copy made"), Tone.DONE)
        self.copied.emit()
        self._replan()

    def _choose(self, place: str) -> None:
        self.places.setCurrentIndex(self.places.findData(place) if place else -1)
        self._replan()

    def _on_place_chosen(self) -> None:
        self.banner.hide()
        self._replan()

    def _on_folder_clicked(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, _("Folder for the copy"), str(self.place() or "")):
            self.choose_folder(Path(chosen))

    def _replan(self) -> None:
        """Ask anew what a copy to the chosen place would be; what was asked before no longer counts."""
        self._plan, place, root = None, self.place(), self._workspace.root
        self._asked += 1
        self.copy_button.setEnabled(False)
        self.copy_button.set_next(False)
        self.there.setText("")
        if place is None:
            none = _("No stick is in the machine. Put one in and look again, or choose a folder on another disk.")
            self.fit.setText(_("Choose where the copy goes.") if self.places.count() else none)
            return
        self.fit.setText(_("Looking what is there already…"))
        self._runner.run(
            lambda: plan_copy(root, place),
            on_success=partial(self._on_planned, self._asked),
            on_failure=partial(self._on_unplanned, self._asked),
        )

    def _on_planned(self, asked: int, plan: Plan) -> None:
        if asked != self._asked:
            return
        self._plan = plan
        words = _("{files} files, {size}; {fresh} files, {fresh_size} of them are new there. {free} are free: {verdict}").format(
            files=plan.files,
            size=size_words(plan.size),
            fresh=plan.new_files,
            fresh_size=size_words(plan.new_size),
            free=size_words(plan.free),
            verdict=_("{missing} are wanting.").format(missing=size_words(plan.missing)) if plan.missing else _("it fits."),
        )
        if plan.is_same_disk:
            words += " " + _("Careful: this is the disk of the assessments themselves.")
        self.fit.setText(words)
        self.copy_button.setEnabled(not plan.missing and not self.job.is_running)
        self.copy_button.set_next(not plan.missing and not plan.is_same_disk)
        self.copy_button.setFocus()
        lines = [line for copy in plan.copies[:_SHOWN] for line in copy_lines(copy)]
        self.there.setText("\n".join([_("Copies there:"), *lines]) if lines else _("There is no copy there yet."))

    def _on_unplanned(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self.fit.setText("")
        if not isinstance(error, UserFacingError):
            raise error
        if not self.banner.isVisible():
            super().show_error(error)

    def _fill_reminder(self) -> None:
        kept = reminding_at(self._workspace.store)
        at = kept or USUAL
        self.reminds.setChecked(kept is not None)
        self.reminds_at.setTime(QTime(at.hour, at.minute))
        self.reminds_at.setEnabled(kept is not None)

    def _on_reminder_changed(self) -> None:
        is_on, shown = self.reminds.isChecked(), self.reminds_at.time()
        self.reminds_at.setEnabled(is_on)
        try:
            remind_at(self._workspace.store, USUAL.replace(hour=shown.hour(), minute=shown.minute()) if is_on else None)
        except UserFacingError as error:
            super().show_error(error)


def _likeliest(sticks: tuple[Stick, ...], folders: list[str], remembered: list[str]) -> str:
    """Return the place that was used last if it is there, else a stick, else nothing: a disk inside the machine is chosen by hand."""
    there = {*(str(stick.root) for stick in sticks), *folders}
    used = next((place for place in remembered if place in there), "")
    return used or next((str(stick.root) for stick in sticks if stick.is_removable or stick.has_copies), "")
