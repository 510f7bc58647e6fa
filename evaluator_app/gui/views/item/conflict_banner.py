# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Says of an item that colleagues said different things of it apart, until the leader has decided on the page of the team."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from evaluator_app.domain.merging.conflicts import open_conflicts
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.i18n import _
from evaluator_app.services.conflict_words import part_words, value_words


class ConflictBanner(Banner):
    """Hidden while nothing of the item is in conflict."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tone=Tone.FOUND, dismissible=False, parent=parent)
        self._session = session
        self.hide()

    def show_target(self, target: str) -> None:
        """Show what is in conflict of an item or prerequisite."""
        opened = self._session.opened
        found = open_conflicts(opened.assessment, target)
        self.setVisible(bool(found))
        lines = [_("Said differently by colleagues, apart from each other; the leader decides on the page “Team”:")] if found else []
        for conflict in found:
            words = (f"{each.who} {value_words(opened, conflict, each.value)}" for each in conflict.statements)
            lines.append(_("{part}: {words}").format(part=part_words(opened, conflict), words=_(" / ").join(words)))
        self.set_message("\n".join(lines), tone=Tone.FOUND)
