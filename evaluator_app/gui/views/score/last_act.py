# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the last act changed: the item's points and the total, before and after."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from evaluator_app.domain.exact import decimal_text
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import TextRole
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done


class LastAct(Card):
    """Hidden until something was done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=12, parent=parent)
        self._act = TextLabel(role=TextRole.SMALL, wraps=True)
        self._effect = TextLabel(wraps=True)
        self.add(self._act)
        self.add(self._effect)
        self.body.setSpacing(2)
        self.setAccessibleName(_("What the last act changed"))
        self.hide()

    def show_done(self, done: Done, session: Session, before: Decimal) -> None:
        """Show what an act brought about; before is the total secured until then."""
        subject = done.change.subject
        title = session.template.title_of(subject) if session.item(subject) else ""
        self._act.setText(_("Just now: {act}").format(act=worded(done.change.describe(title))))
        after = session.rating.total.secured
        item_before, item_after = done.before.items_by_id().get(subject), done.after.items_by_id().get(subject)
        if before != after:
            step = after - before
            sign = "+" if step > 0 else "−"
            said = _("{sign}{step} points: {after} now, {before} before").format(
                sign=sign, step=decimal_text(abs(step)), after=decimal_text(after), before=decimal_text(before)
            )
        elif item_before and item_after and item_before.award.lost != item_after.award.lost:
            said = _("This item has now lost {lost} points; the total stays {after}").format(
                lost=decimal_text(item_after.award.lost), after=decimal_text(after)
            )
        else:
            said = _("The points stay as they were.")
        self._effect.setText(said)
        self.show()

    def text(self) -> str:
        """Return what is said of the effect."""
        return self._effect.text()
