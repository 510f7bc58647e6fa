# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The line over the list of assessments that says what is overdue at which mines, and leads there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.i18n import _
from evaluator_app.store.summaries import Summary


class LateLine(Banner):
    """*Signals:* led(str): go to what is overdue of this assessment; filtered(bool): show what is overdue alone, or all again."""

    led = Signal(str)
    filtered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone=Tone.VETO, dismissible=False, parent=parent)
        self._late: tuple[str, ...] = ()
        self.is_filtering = False
        self.action_chosen.connect(self._on_action_chosen)

    def show_late(self, known: Sequence[Summary], late: Mapping[str, int]) -> None:
        """Say how much is overdue; hidden where nothing is."""
        self._late = tuple(late)
        mines = {summary.mine for summary in known if summary.assessment_id in late}
        if len(self._late) < 2:
            self.is_filtering = False
        action = _("Show all") if self.is_filtering else _("Show these alone") if len(self._late) > 1 else _("Go there")
        things = sum(late.values())
        if things == 1:
            words = _("1 thing is overdue at {mine}.").format(mine="、".join(mines))
        elif len(mines) == 1:
            words = _("{things} things are overdue at {mine}.").format(things=things, mine="、".join(mines))
        else:
            words = _("{things} things are overdue at {mines} mines.").format(things=things, mines=len(mines))
        self.set_message(words, tone=Tone.VETO, action_text=action)
        self.setVisible(bool(things))

    def _on_action_chosen(self) -> None:
        if len(self._late) == 1:
            self.led.emit(self._late[0])
        else:
            self.is_filtering = not self.is_filtering
            self.filtered.emit(self.is_filtering)
