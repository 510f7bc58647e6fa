# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a revision changes in the signed assessment it starts from, item by item."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from evaluator_app.domain.comparing_revisions import RevisionChanges
from evaluator_app.gui.dialogs.footed_dialog import FootedDialog
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.human_time import full_time
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class ChangesDialog(FootedDialog):
    """*Signals:* item_chosen(str): go to the item or prerequisite of this id."""

    item_chosen = Signal(str)

    def __init__(self, found: RevisionChanges, parent: QWidget | None = None) -> None:
        revision = found.revision
        super().__init__(_("What revision {number} changes").format(number=revision.number), parent, close_kind=ButtonKind.PRIMARY)
        when = full_time(revision.begun_at) if revision.begun_at else "–"
        head = Card(_("Reason for the revision"))
        head.add(TextLabel(revision.reason, wraps=True, selectable=True))
        told = _("Begun {when}; takes the place of the assessment {id}.").format(when=when, id=revision.replaces)
        head.add(TextLabel(told, TextRole.MUTED, wraps=True, selectable=True))
        if revision.replaced_report_sha256:
            report = _("Its signed report: SHA-256 {digest}").format(digest=revision.replaced_report_sha256)
            head.add(TextLabel(report, TextRole.MUTED, wraps=True, selectable=True))
        cards: list[QWidget] = [head]
        if found.frame:
            cards.append(self._lines(_("As a whole"), *(worded(sentence) for sentence in found.frame)))
        for change in found.items:
            card = self._lines(change.title, *(worded(sentence) for sentence in change.sentences))
            if change.now is not None:
                button = ActionButton(_("Go there"), kind=ButtonKind.QUIET, icon_name="next")
                button.clicked.connect(lambda _checked=False, target=change.target: self._on_chosen(target))
                card.add_to_title(button)
            cards.append(card)
        rest = _("Nothing has changed so far.") if found.is_empty else _("{count} items are unchanged.").format(count=found.unchanged)
        cards.append(TextLabel(rest, TextRole.MUTED, wraps=True))
        self.fill(ScrollPage(*cards, spacing=2 * GRID), 680, 600)
        self.close_button.setFocus()

    def _lines(self, title: str, *texts: str) -> Card:
        card = Card(title)
        for text in texts:
            card.add(TextLabel(text, wraps=True, selectable=True))
        return card

    def _on_chosen(self, target: str) -> None:
        self.accept()
        self.item_chosen.emit(target)
