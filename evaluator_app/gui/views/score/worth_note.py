# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the item being looked at is worth: what it can still give or cost, and whether it decides the verdict."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.terms import term
from evaluator_app.domain.worth import worth
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import TextRole
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class WorthNote(Card):
    """Hidden where nothing hangs on an item."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(margin=12, parent=parent)
        self._session = session
        self._title = TextLabel(_("What this item is worth"), TextRole.SMALL)
        self._words = TextLabel(wraps=True)
        self._item = ""
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._show)
        self.add(self._title)
        self.add(self._words)
        self.body.setSpacing(2)
        self.setAccessibleName(_("What this item is worth"))

    def show_item(self, item: str) -> None:
        """Show what hangs on an item, as soon as there is time."""
        self._item = item
        self._soon.start()

    def _show(self) -> None:
        item = self._item
        if item not in self._session.card.items_by_id():
            self.hide()
            return
        found = worth(item, self._session.card, self._session.template, self._session.rating)
        verdict = self._session.rating.verdict
        lines = [
            _("Nothing lost: +{gain}; all lost: −{risk}").format(gain=decimal_text(found.gain), risk=decimal_text(found.risk)),
        ]
        for changed, words in (
            (found.verdict_if_met, _("If nothing is lost, the verdict becomes: {verdict}")),
            (found.verdict_if_lost, _("If all is lost, the verdict becomes: {verdict}")),
        ):
            if changed is not verdict:
                lines.append(words.format(verdict=worded(term(changed))))
        if len(lines) == 1:
            lines.append(_("The verdict does not hang on it."))
        self._words.setText("\n".join(lines))
        self.show()

    def text(self) -> str:
        """Return what is said."""
        return self._words.text()
