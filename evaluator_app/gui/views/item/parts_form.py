# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is entered for the criterion of an item beyond its verdict: values, experts' points, and each part by itself."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from evaluator_app.domain.criteria import Award, InputKind
from evaluator_app.domain.entry import EntryPart
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.item.keyboard import next_field
from evaluator_app.gui.views.item.part_block import PartBlock
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.i18n import _


class PartsForm(Card):
    """Hidden where a verdict is all there is to enter."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._key: tuple[str, tuple[EntryPart, ...], tuple[str, ...]] | None = None
        self.blocks: list[PartBlock] = []
        self._lines: list[Hairline] = []
        self._anchor = QWidget(self)
        self._anchor.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._anchor.hide()
        self.body.setSpacing(2 * GRID - 4)
        self.setAccessibleName(_("What is entered"))

    def show_item(self, target: str, parts: tuple[EntryPart, ...], award: Award) -> None:
        """Show the fields of an item; they are built anew only where they differ."""
        key = (target, parts, tuple(member.id for member in self._session.opened.team))
        if key != self._key:
            self._key = key
            self._rebuild(target, parts)
        awards = dict(_awards(award))
        for block in self.blocks:
            block.refresh(awards.get(block.part.path))
        self.setVisible(bool(self.blocks))

    def settle(self) -> None:
        """Hand over what is being typed."""
        for block in self.blocks:
            block.settle()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        for block in self.blocks:
            first = block.values or block.judgements
            if first is not None:
                first.focus_first()
            elif block.verdict is not None:
                block.verdict.setFocus()
            return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Enter goes from field to field, and out after the last one."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        following = next_field(self) if is_enter else None
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _rebuild(self, target: str, parts: tuple[EntryPart, ...]) -> None:
        for old in (*self.blocks, *self._lines):
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.blocks, self._lines = [], []
        judged = {part.path for part in parts if any(field.kind is InputKind.VERDICT for field in part.inputs)}
        for part in parts:
            if not part.path and all(field.kind is InputKind.VERDICT for field in part.inputs):
                continue
            if self.blocks:
                line = Hairline()
                self._lines.append(line)
                self.add(line)
            block = PartBlock(
                self._session, target, part, inherits=part.path.rpartition(".")[0] in judged, drafts=self._session.text_drafts
            )
            self.blocks.append(block)
            self.add(block)
        self._order_fields()

    def _order_fields(self) -> None:
        """Let Tab come by the new fields where they stand, and not after everything that was there before."""
        before = self._anchor
        for block in self.blocks:
            for field in block.findChildren(QWidget):
                if field.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    QWidget.setTabOrder(before, field)
                    before = field


def _awards(award: Award, path: str = "") -> Iterator[tuple[str, Award]]:
    yield path, award
    for part in award.parts:
        yield from _awards(part.award, part.path)
