# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong, doubtful or thin, each with the way to it; where the team was, when; what the mine is still asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout

from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.photo_flags import Flagged
from evaluator_app.domain.template import Indicator, Prerequisite
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.delegates.notice_delegate import NoticeDelegate
from evaluator_app.gui.models.notices_model import TONES, NoticeRow, NoticesModel
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.evidence.errands import run_for
from evaluator_app.gui.views.page import Page, PageContext
from evaluator_app.gui.views.quality.requests_view import RequestsView
from evaluator_app.gui.views.quality.timeline_view import TimelineView
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done
from evaluator_app.services.inspecting import Inspection

_VIEWS = ("found", "timeline", "requests")


class QualityPage(Page):
    """Looks again at every act while it is in sight."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context, self._session = context, context.session
        self._inspection = Inspection(context.folder)
        items: tuple[Indicator | Prerequisite, ...] = (*self._session.template.prerequisites, *self._session.template.indicators())
        self._titles = {item.id: f"{item.code} {item.title}" for item in items}
        self._hidden: frozenset[Severity] = frozenset()
        words = {Severity.BLOCKS: _("Must be done"), Severity.WARNS: _("To be looked at"), Severity.HINTS: _("Hints")}
        self.chips = {severity: Chip(word, 0, tone=TONES[severity]) for severity, word in words.items()}
        self.chooser = SegmentedControl(
            [("found", _("Found")), ("timeline", _("Where the team was")), ("requests", _("Documents to ask for"))], name=_("View")
        )
        self.model = NoticesModel(self)
        self.list = QListView()
        self.timeline = TimelineView()
        self.requests = RequestsView(context, self._titles)
        self._stack = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=150)
        self._build()
        self._soon.timeout.connect(self.refresh)
        self.refresh()

    def enter(self) -> None:
        """Override Page.enter: the keyboard goes to the first line."""
        self.refresh()
        self._look_at_photos()
        self.list.setFocus()
        if not self.list.currentIndex().isValid() and self.model.rowCount() > 1:
            self.list.setCurrentIndex(self.model.index(1, 0))

    def follow(self, done: Done) -> None:
        """Override Page.follow: look again when the hands rest."""
        if self.isVisible():
            self._soon.start()

    def refresh(self) -> None:
        """Look the assessment over now."""
        opened, findings = self._session.opened, self._session.assessment.findings
        former = {target: finding.former_title for target, finding in findings.items() if finding.former_title}
        found = self._inspection.look_over(opened, off=self._context.preferences.wording_off)
        self.model.set_notices(found, former | self._titles)
        for severity, chip in self.chips.items():
            chip.set_count(sum(1 for notice in found if notice.weight is severity))
            chip.setChecked(severity not in self._hidden)
        self._inner.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.timeline.show_timeline(self._inspection.timeline(opened))
        self.requests.show_requests(self._inspection.requests(opened))

    def _look_at_photos(self) -> None:
        """Ask what is odd about photos beside the window: they are compared with those of all other assessments."""
        opened, zone = self._session.opened, self._inspection.aids.zone
        run_for(self, self._context.runner, partial(opened.photo_flags, zone), self._on_photos_looked_at, self._on_look_failed)

    def _build(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(NoticeDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(_("Found"))
        done = EmptyState(
            "done", _("Nothing is missing"), _("Every item is assessed and everything has its words and evidence."), _("To the report")
        )
        done.action_chosen.connect(self.report_requested)
        self._inner = QStackedWidget()
        self._inner.addWidget(self.list)
        self._inner.addWidget(done)
        chips = QHBoxLayout()
        chips.setSpacing(GRID)
        for severity, chip in self.chips.items():
            chip.clicked.connect(partial(self._on_chip_clicked, severity))
            chips.addWidget(chip)
        chips.addStretch(1)
        found = QFrame()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(chips)
        column.addWidget(self._inner, 1)
        for view in (found, self.timeline, self.requests):
            self._stack.addWidget(view)
        head = QHBoxLayout()
        head.addWidget(TextLabel(_("Quality check"), TextRole.TITLE), 1)
        head.addWidget(self.chooser)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        outer.setSpacing(GRID)
        outer.addLayout(head)
        outer.addWidget(TextLabel(_("Click a line, or press Enter on it, to go where it can be done."), TextRole.MUTED, wraps=True))
        outer.addWidget(self._stack, 1)
        self.chooser.segment_chosen.connect(self._on_view_chosen)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_activated)
        self.timeline.place_chosen.connect(self._on_place_chosen)
        self.requests.target_chosen.connect(self.target_chosen)

    def _on_photos_looked_at(self, flags: Mapping[str, tuple[Flagged, ...]]) -> None:
        if flags != self._inspection.flags:
            self._inspection.flags = flags
            self.refresh()

    def _on_look_failed(self, error: Exception) -> None:
        if isinstance(error, UserFacingError):
            self._session.failed.emit(error)

    def _on_view_chosen(self, view: str) -> None:
        self._stack.setCurrentIndex(_VIEWS.index(view))

    def _on_chip_clicked(self, severity: Severity) -> None:
        self._hidden = self._hidden - {severity} if self.chips[severity].isChecked() else self._hidden | {severity}
        self.model.hide(self._hidden)

    def _on_place_chosen(self, place: str) -> None:
        target = next((item.id for item in self._session.template.indicators() if place in item.places), "")
        if target:
            self.target_chosen.emit(target)

    def _on_activated(self, index: QModelIndex) -> None:
        if not self.list.underMouse():
            self._on_chosen(index)

    def _on_chosen(self, index: QModelIndex) -> None:
        row: NoticeRow = index.data(NoticesModel.ROW_ROLE)
        if row.notice is None:
            self.model.toggle(index.row())
            self.list.setCurrentIndex(self.model.index(index.row(), 0))
        elif row.notice.evidence:
            self.evidence_chosen.emit(row.notice.evidence)
        elif row.target in self._titles:
            self.target_chosen.emit(row.target)
        elif row.target:
            self._show_former(row.target)
        else:
            self.details_requested.emit()

    def _show_former(self, target: str) -> None:
        from evaluator_app.gui.dialogs.former_item_dialog import FormerItemDialog

        dialog = FormerItemDialog(self._session, target, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
