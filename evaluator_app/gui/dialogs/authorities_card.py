# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The authorities that vouch for signers here: installed from a file once its fingerprints were compared, and taken away again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.authorities import Authority, add, authorities, kind_words, look_at, remove

if TYPE_CHECKING:
    from evaluator_app.signing.authority_files import AuthorityPart


class AuthoritiesCard(WorkCard):
    """First what a file holds is shown; then it is installed."""

    def __init__(self, workspace: Path, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("Authorities"), runner, parent)
        self._workspace = workspace
        self._looked_at: Path | None = None
        self.installed = QListWidget()
        self.installed.setAccessibleName(_("Authorities"))
        self.installed.setWordWrap(True)
        self.installed.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.installed.setFixedHeight(scaled(110))
        self.remove_button = ActionButton(_("Remove"), icon_name="trash")
        self.source = PathField(_("File of an authority"), "(*.cer *.crt *.pem *.p7b *.crl)", PathUse.READ)
        hint = _("Certificates or a revocation list, as the authority gives them out.")
        self.source_row = FormRow(_("File of an authority"), self.source, hint=hint)
        self.found = TextLabel(wraps=True)
        self.found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.found.hide()
        self.add_button = ActionButton(_("I compared the fingerprints: install"), icon_name="done")
        self.add_button.hide()
        self.add(
            TextLabel(_("Whoever was certified by one of these counts as known when a report is verified."), TextRole.MUTED, wraps=True)
        )
        self.add(self.installed)
        self.add_button_row(self.remove_button)
        for part in (self.source_row, self.found):
            self.add(part)
        self.add_button_row(self.add_button)
        self.end()
        self.source.path_changed.connect(self.look)
        self.add_button.clicked.connect(self.install)
        self.remove_button.clicked.connect(self.take_away)
        self.installed.currentRowChanged.connect(lambda row: self.remove_button.setEnabled(row >= 0))
        self._show()

    def look(self) -> None:
        """Show what the file holds that is named."""
        self._looked_at = None
        self.found.hide()
        self.add_button.hide()
        source = self.source.path()
        if source is not None and source.is_file() and not self.job.is_running:
            self.work(_("Reading the file…"), partial(look_at, source), partial(self._on_looked_at, source))

    def install(self) -> None:
        """Install what was shown."""
        if self._looked_at is not None:
            self.work(_("Installing…"), partial(add, self._workspace, self._looked_at), self._on_installed)

    def take_away(self) -> None:
        """Take the chosen one away."""
        item = self.installed.currentItem()
        if item is not None:
            self.work(_("Removing…"), partial(remove, self._workspace, item.data(Qt.ItemDataRole.UserRole)), self._on_removed)

    def _show(self) -> None:
        self.installed.clear()
        for each in authorities(self._workspace):
            words = described(each.part) if each.part else f"{each.path.name}\n{each.problem}"
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, each.path.name)
            self.installed.addItem(item)
        if not self.installed.count():
            item = QListWidgetItem(_("None is installed, so that no signer counts as known."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.installed.addItem(item)
        self.remove_button.setEnabled(False)

    def _on_looked_at(self, source: Path, parts: tuple[AuthorityPart, ...]) -> None:
        self._looked_at = source
        said = _("Compare the fingerprints with what the authority itself says they are:")
        self.found.setText("\n\n".join((said, *(described(part) for part in parts))))
        self.found.show()
        self.add_button.show()

    def _on_installed(self, added: tuple[Authority, ...]) -> None:
        self.source.set_path(None)
        self._show()
        self.say(_("Installed: {names}").format(names="、".join(each.part.name for each in added if each.part)), Tone.DONE)

    def _on_removed(self, removed: Authority) -> None:
        self._show()
        self.say(_("Removed: {name}").format(name=removed.part.name if removed.part else removed.path.name), Tone.DONE)


def described(part: AuthorityPart) -> str:
    """Return what a person compares: what it is, whose, how long, its fingerprint in groups."""
    ends = f"{part.ends:%Y-%m-%d}" if part.ends else "–"
    print_ = " ".join(part.fingerprint[start : start + 4] for start in range(0, len(part.fingerprint), 4)).upper()
    revoked = "　" + _("{count} certificates revoked").format(count=part.revoked) if part.kind.value == "revocation_list" else ""
    return f"{part.name}（{kind_words(part)}）　{part.begins:%Y-%m-%d} – {ends}{revoked}\nSHA-256 {print_}"
