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

_TOML = "TOML (*.toml)"


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
        menu.addAction(icon("plus"), _("Begin with a file…"), self.take_in_file)
        if chosen.template is not None:
            menu.addAction(icon("document"), _("Save as one file…"), self.hand_out_file)
        if chosen.draft is not None:
            menu.addSeparator()
            menu.addAction(icon("open"), _("Open the draft in an editor"), self.open_draft)
            menu.addAction(icon("history"), _("Read the draft again"), self._bench.load)
            menu.addAction(icon("trash"), _("Discard the draft"), self.discard)
        menu.addSeparator()
        menu.addAction(icon("open"), _("Take in a pack…"), self.take_in_pack)
        menu.addAction(icon("sign"), _("Hand out as a pack…"), self.hand_out_pack)
        menu.addSeparator()
        menu.addAction(icon("folder"), _("Read all templates again"), self._bench.reload)

    def take_in_file(self, path: Path | None = None) -> None:
        """Begin a draft with a template or overlay file."""
        from evaluator_app.services.publishing import begin_from_file

        source = path or self._asked(QFileDialog.getOpenFileName, _("Begin with a file"), _TOML)
        if source is not None:
            workspace = self._bench.workspace
            self._bench.runner.run(
                lambda: begin_from_file(source, workspace.root, workspace.catalog),
                on_success=self._page.on_begun,
                on_failure=self._bench.failed.emit,
            )

    def hand_out_file(self, path: Path | None = None) -> None:
        """Write the template that is shown as one file that needs no other."""
        from evaluator_app.catalog.toml_text import toml_text
        from evaluator_app.durable_files import replacing
        from evaluator_app.errors import UserFacingError

        destination = path or self._asked(QFileDialog.getSaveFileName, _("Save as one file"), _TOML)
        if destination is None:
            return
        try:
            with replacing(destination) as file:
                file.write(toml_text(self._bench.chosen.data).encode())
        except OSError as error:
            reason = error.strerror or type(error).__name__
            message = _("The file {name} cannot be written: {reason}.").format(name=destination.name, reason=reason)
            self._bench.failed.emit(UserFacingError("TPL-714", message, _("Choose another place.")))
            return
        self._page.say(_("Written: {file}").format(file=destination))

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

    def _asked(self, ask: Callable[..., tuple[str, str]], title: str, kinds: str) -> Path | None:
        chosen, _kind = ask(self._page, title, "", kinds)
        return Path(chosen) if chosen else None
