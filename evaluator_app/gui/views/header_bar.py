# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The line over an open assessment: which mine, by which rules, at which stage; back, undo, report, settings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from evaluator_app.domain.completeness import progress
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import ApprovalState
from evaluator_app.domain.terms import term
from evaluator_app.gui.actions import Actions
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.settings_menu import SettingsButton
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.stage_bar import StageBar
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.statements import words as template_words

_STEPS = (AssessmentStatus.DRAFT, AssessmentStatus.COMPLETED, AssessmentStatus.SIGNED)

_NARROW = 1100
"""Width, at 14 px text, under which there is no room for the stages."""


class HeaderBar(QFrame):
    """*Signals:* stage_chosen(): the user asked for the stages, which the report window walks through."""

    stage_chosen = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._session = session
        self._mine = ElidedLabel("", TextRole.HEADING)
        self._rules = ElidedLabel("", TextRole.SMALL)
        self.draft_mark = StateBadge(_("Template not approved"), Tone.NOT_APPLICABLE, icon_name="info")
        self.practice_mark = StateBadge(_("Practice"), Tone.FOUND, icon_name="info")
        self.practice_mark.setToolTip(_("A practice assessment: its results are no results."))
        self.revision_button = ActionButton("", kind=ButtonKind.QUIET, icon_name="history")
        self.revision_button.clicked.connect(actions.changes.trigger)
        self.stages = StageBar()
        self.stages.stage_chosen.connect(self._on_stage_chosen)
        self.home_button = _button(actions.home, "home")
        self.undo_button = _button(actions.undo, "undo")
        self.redo_button = _button(actions.redo, "redo")
        self.edit_button = _button(actions.details, "edit")
        self.report_button = ActionButton(_("To the report"), kind=ButtonKind.PRIMARY, icon_name="report")
        self.report_button.setToolTip(actions.report.toolTip())
        self.report_button.clicked.connect(actions.report.trigger)
        self._settings = SettingsButton(actions, with_assessment=True)
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Show the assessment as it is now."""
        profile, template = self._session.assessment.profile, self._session.template
        self._mine.set_text(self._session.assessment.mine.name)
        self._rules.set_text(f"{template.title} · {template.edition}")
        self._show_template_state()
        self.practice_mark.setVisible(profile.is_practice)
        if profile.revision is not None:
            self.revision_button.setText(_("Revision {number}").format(number=profile.revision.number))
            self.revision_button.setToolTip(profile.revision.reason)
        self.revision_button.setVisible(profile.revision is not None)
        translate = translator(current_language())
        steps = _STEPS if profile.status in _STEPS else (*_STEPS, profile.status)
        done, items = progress(self._session.card)
        remark = f"{done}/{items}" if profile.status is AssessmentStatus.DRAFT else ""
        self.stages.set_stages([term(step).text(translate) for step in steps], steps.index(profile.status), remark)

    def _show_template_state(self) -> None:
        """Mark a template that is not approved, with how far it has come and why an approval on file does not count."""
        approval, template = self._session.opened.approval, self._session.template
        marks = {ApprovalState.TRIAL: _("Template under trial"), ApprovalState.WITHDRAWN: _("Template withdrawn")}
        state = approval.state_of(template)
        tone = Tone.VETO if state is ApprovalState.WITHDRAWN else Tone.NOT_APPLICABLE
        self.draft_mark.set_state(marks.get(state, _("Template not approved")), tone, "info")
        unapproved = _("No authority has approved this scoring template; results are for practice and self-checks.")
        self.draft_mark.setToolTip("\n".join(filter(None, (unapproved, template_words(approval, template), approval.doubt))))
        self.draft_mark.setVisible(not approval.is_approved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: where it is narrow the stages make room for the name of the mine."""
        super().resizeEvent(event)
        self.stages.setVisible(event.size().width() >= scaled(_NARROW))

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._mine)
        names.addWidget(self._rules)
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID, GRID - 2, GRID + 4, GRID - 2)
        line.setSpacing(GRID)
        line.addWidget(self.home_button)
        line.addLayout(names)
        line.addWidget(self.edit_button)
        line.addWidget(self.draft_mark)
        line.addWidget(self.practice_mark)
        line.addWidget(self.revision_button)
        line.addStretch(1)
        line.addWidget(self.stages)
        line.addStretch(1)
        line.addWidget(self.undo_button)
        line.addWidget(self.redo_button)
        line.addWidget(self.report_button)
        line.addWidget(self._settings)

    def _on_stage_chosen(self, _index: int) -> None:
        self.stage_chosen.emit()


def _button(action: QAction, name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(f"{name}_button")
    button.setDefaultAction(action)
    button.setIconSize(QSize(scaled(20), scaled(20)))
    button.setFixedSize(scaled(38), scaled(38))
    return button
