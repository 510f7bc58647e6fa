# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The button with what goes in and out of the workbench: files, workbooks, packs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton

from evaluator_app.gui.bench import Bench
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import scaled
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.views.templates.templates_page import TemplatesPage
    from evaluator_app.services.drafting import Draft
    from evaluator_app.services.edits import ReplaceAll

_TOML = "TOML (*.toml)"
_WORKBOOK = "Excel (*.xlsx)"
_FILES = "Excel, TOML (*.xlsx *.toml)"


class MoreButton(QToolButton):
    """A menu that is made anew each time, with what can be done with the template that is shown."""

    def __init__(self, bench: Bench, page: TemplatesPage) -> None:
        super().__init__(page)
        self._bench = bench
        self._page = page
        self.setIcon(icon("more"))
        self.setIconSize(QSize(scaled(20), scaled(20)))
        self.setFixedSize(scaled(38), scaled(38))
        self.setToolTip(_("Take in, hand out"))
        self.setAccessibleName(_("Take in, hand out"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_of_acts = QMenu(self)
        self.menu_of_acts.aboutToShow.connect(self.fill)
        self.setMenu(self.menu_of_acts)

    def fill(self) -> None:
        """Make the menu for the template that is shown."""
        menu, chosen = self.menu_of_acts, self._bench.chosen
        menu.clear()
        menu.addAction(icon("plus"), _("Begin with a workbook or file…"), self.take_in_file)
        menu.addAction(icon("edit"), _("Empty workbook to fill in…"), self.hand_out_skeleton)
        if chosen.template is not None:
            menu.addAction(icon("document"), _("Save as a workbook or file…"), self.hand_out_file)
        if chosen.draft is not None:
            menu.addSeparator()
            menu.addAction(icon("link"), _("Add a source…"), self.add_source)
            menu.addAction(icon("paste"), _("Take changes over from a workbook…"), self.take_over)
            menu.addAction(icon("document"), _("Open the draft in an editor"), self.open_draft)
            menu.addAction(icon("history"), _("Read the draft again"), self._bench.load)
            menu.addAction(icon("trash"), _("Discard the draft"), self.discard)
        menu.addSeparator()
        menu.addAction(icon("folder"), _("Take in a pack…"), self.take_in_pack)
        menu.addAction(icon("sign"), _("Hand out as a pack…"), self.hand_out_pack)
        menu.addSeparator()
        menu.addAction(icon("redo"), _("Read all templates again"), self._bench.reload)

    def take_in_file(self, path: Path | None = None) -> None:
        """Begin a draft with a workbook, or with a template or overlay file."""
        from evaluator_app.services.publishing import begin_from_file, begin_from_workbook
        from evaluator_app.services.workbooks import is_workbook

        source = path or self._asked(QFileDialog.getOpenFileName, _("Begin with a workbook or file"), "", f"{_FILES};;{_TOML}")
        if source is None:
            return
        workspace = self._bench.workspace

        def work() -> Draft:
            if is_workbook(source):
                return begin_from_workbook(source, workspace.root)
            return begin_from_file(source, workspace.root, workspace.catalog)

        self._bench.runner.run(work, on_success=self._page.on_begun, on_failure=self._on_refused)

    def add_source(self) -> None:
        """Open the dialog that adds a source to the draft."""
        from evaluator_app.gui.views.templates.source_dialog import SourceDialog

        dialog = SourceDialog(self._bench, self._page)
        dialog.accepted.connect(lambda: self._page.say(_("The source can be chosen now at every field that asks for one.")))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_over(self, path: Path | None = None) -> None:
        """Take what was changed in a workbook over into the draft that is shown; one edit, to be taken back as one."""
        from evaluator_app.services.taking_over import changes_in

        draft = self._bench.chosen.draft
        source = path or self._asked(QFileDialog.getOpenFileName, _("Take changes over from a workbook"), "", _WORKBOOK)
        if source is not None and draft is not None:
            self._bench.runner.run(lambda: changes_in(source, draft), on_success=self._on_taken_over, on_failure=self._on_refused)

    def _on_taken_over(self, edit: ReplaceAll) -> None:
        if self._bench.do(edit):
            self._page.say(_("The changes of the workbook are taken over. Ctrl+Z takes them back."))

    def hand_out_file(self, path: Path | None = None) -> None:
        """Write the template that is shown as one file that needs no other."""
        from evaluator_app.services.publishing import write_file

        template, data = self._bench.chosen.template, self._bench.chosen.data
        name = f"{template.id.replace('/', '-')}-{template.edition}.xlsx" if template else ""
        destination = path or self._asked(QFileDialog.getSaveFileName, _("Save as a workbook or file"), name, f"{_WORKBOOK};;{_TOML}")
        if destination is not None and template is not None:
            self._write(destination, lambda: write_file(template, data, destination))

    def hand_out_skeleton(self, path: Path | None = None) -> None:
        """Write a workbook with drop-downs and a few example rows."""
        from evaluator_app.services.workbooks import write_skeleton

        destination = path or self._asked(QFileDialog.getSaveFileName, _("Empty workbook"), "template.xlsx", _WORKBOOK)
        if destination is not None:
            self._write(destination, lambda: write_skeleton(destination))

    def _write(self, destination: Path, work: Callable[[], None]) -> None:
        words = _("Written: {file}").format(file=destination)
        self._bench.runner.run(work, on_success=lambda _nothing: self._page.say(words), on_failure=self._bench.failed.emit)

    def _on_refused(self, error: Exception) -> None:
        """Say every mistake of a file, with its place."""
        from evaluator_app.catalog.installing import TemplateRefusedError
        from evaluator_app.gui.views.templates.problems_dialog import ProblemsDialog

        if not isinstance(error, TemplateRefusedError) or not error.problems:
            self._bench.failed.emit(error)
            return
        dialog = ProblemsDialog(error, self._page)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_in_pack(self) -> None:
        """Open the dialog that installs a pack."""
        from evaluator_app.gui.views.templates.pack_dialogs import PackImportDialog

        dialog = PackImportDialog(self._bench, self._page)
        dialog.installed.connect(lambda _installed: self._bench.reload(lambda: self._page.say(_("The pack is installed."))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def hand_out_pack(self) -> None:
        """Open the dialog that writes a pack."""
        from evaluator_app.gui.views.templates.pack_dialogs import PackExportDialog

        dialog = PackExportDialog(self._bench, self._page)
        dialog.exported.connect(lambda exported: self._page.say(_("Written: {file}").format(file=exported.path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_draft(self) -> None:
        """Open the file of the draft in the system's editor."""
        if draft := self._bench.chosen.draft:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(draft.path)))
            self._page.say(_("After a change in the editor, choose “Read the draft again”."), Tone.ACCENT)

    def discard(self) -> None:
        """Put the draft away; it can be taken back until the page is left."""
        if draft := self._bench.chosen.draft:
            self._page.ask(_("Discard the draft “{title}” for good?").format(title=draft.title), _("Discard the draft"), self._discard_now)

    def _discard_now(self) -> None:
        from evaluator_app.services.publishing import discard

        if draft := self._bench.chosen.draft:
            discard(draft)
            self._bench.load()

    def _asked(self, ask: Callable[..., tuple[str, str]], title: str, name: str, kinds: str) -> Path | None:
        chosen, _kind = ask(self._page, title, name, kinds)
        return Path(chosen) if chosen else None
