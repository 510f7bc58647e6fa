# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where things are: the map of the mine with its outlines and photos, and beside it what they mean."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.changes import Act, attach_evidence, detach_evidence
from evaluator_app.domain.on_site import Corner, OutlineKind
from evaluator_app.domain.records import RecordKind
from evaluator_app.errors import UserFacingError
from evaluator_app.geography.base import Base
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.ground.base_layer import BaseLayer
from evaluator_app.gui.views.ground.corners_dialog import CornersDialog
from evaluator_app.gui.views.ground.drawing_bar import DrawingBar
from evaluator_app.gui.views.ground.legend import Legend
from evaluator_app.gui.views.ground.map_view import MapView
from evaluator_app.gui.views.ground.scene import CHINA, scene_of
from evaluator_app.gui.views.ground.side_pane import SidePane
from evaluator_app.gui.views.ground.spot_card import SpotCard
from evaluator_app.gui.views.page import Page, PageContext
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done
from evaluator_app.services.locating import Spot, drawn_outline, put_outlines, remove_outline, spots
from evaluator_app.services.mapping import base_content, base_of, kept_base

_SHOWN = (RecordKind.OUTLINE, RecordKind.EVIDENCE, RecordKind.OBSERVATION, RecordKind.FINDING, RecordKind.MINE)


class GroundPage(Page):
    """Every outline is an act that can be undone."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._session, self._say, self._runner = context.session, context.say, context.runner
        self._base_sha256 = ""
        self._base: BaseLayer | None = None
        self.map = MapView()
        self.legend = Legend()
        self.drawing_bar = DrawingBar(self.map)
        self.spot_card = SpotCard(context.session, context.loader)
        self.side = SidePane(context.session, self.spot_card)
        self.empty = EmptyState(
            "place",
            _("No boundary yet"),
            _("Paste the corner coordinates as they stand on the mining licence; photos with a position appear on the map by themselves."),
            _("Corners from the licence…"),
        )
        self._ground = QStackedWidget()
        self.base_button = ActionButton(_("Base map…"), icon_name="photo")
        self.fit_button = ActionButton(_("Show all"), icon_name="expand")
        self.in_button = ActionButton("+")
        self.out_button = ActionButton("−")
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._build()
        self._connect()
        self.refresh()

    def enter(self) -> None:
        """Override Page.enter: the keyboard goes to the map, or where the boundary is given."""
        self.refresh()
        (self.map if self._session.assessment.outlines else self.side.corners_button).setFocus()

    def follow(self, done: Done) -> None:
        """Override Page.follow."""
        if any(done.changed.touches(kind) for kind in _SHOWN) and self.isVisible():
            self._soon.start()

    def show_evidence(self, evidence: str) -> None:
        """Override Page.show_evidence: choose it on the map."""
        self.map.choose_evidence(evidence)

    def refresh(self) -> None:
        """Show what there is now."""
        assessment = self._session.assessment
        self._follow_base()
        self._set_scene()
        self._show_ground()
        self.side.refresh()
        self.legend.show_for(tuple(assessment.outlines.values()))

    def _set_scene(self) -> None:
        assessment = self._session.assessment
        around = self._base.place if self._base is not None else CHINA
        self.map.set_scene(scene_of(tuple(assessment.outlines.values()), spots(assessment), around))

    def _lay(self, base: BaseLayer | None) -> None:
        self._base = base
        self.map.set_base(base)

    def _show_ground(self) -> None:
        has_any = bool(self.map.scene.outlines or self.map.scene.spots or self._base_sha256) or self.map.drawing is not None
        self._ground.setCurrentWidget(self.map if has_any else self.empty)
        self.legend.setVisible(has_any)

    def _build(self) -> None:
        for button, name in ((self.in_button, _("Larger")), (self.out_button, _("Smaller"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFixedWidth(scaled(44))
        head = QHBoxLayout()
        head.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(TextLabel(_("Where it is"), TextRole.TITLE))
        keys = _("Wheel or + and − zoom, arrow keys move, 0 shows all, Page Down goes from photo to photo, Enter opens it.")
        head.addWidget(ElidedLabel(keys, TextRole.SMALL), 1)
        for button in (self.base_button, self.out_button, self.in_button, self.fit_button):
            head.addWidget(button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.drawing_bar)
        self._ground.addWidget(self.map)
        self._ground.addWidget(self.empty)
        column.addWidget(self._ground, 1)
        column.addWidget(self.legend)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.side)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setStretchFactor(0, 1)
        split.setSizes([scaled(980), scaled(400)])
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _connect(self) -> None:
        self.empty.action_chosen.connect(self._on_corners_requested)
        self.map.drawing_changed.connect(self._show_ground)
        self._soon.timeout.connect(self.refresh)
        self.map.spots_chosen.connect(self.spot_card.show_spots)
        self.map.spot_opened.connect(self._on_spot_opened)
        self.map.area_drawn.connect(self._on_area_drawn)
        self.side.outline_chosen.connect(self.map.choose_outline)
        self.side.corners_requested.connect(self._on_corners_requested)
        self.side.drawing_requested.connect(self._on_drawing_requested)
        self.side.edit_requested.connect(self._on_edit_requested)
        self.side.remove_requested.connect(self._on_remove_requested)
        self.side.evidence_chosen.connect(self.map.choose_evidence)
        self.spot_card.item_requested.connect(self.target_chosen)
        self.spot_card.evidence_requested.connect(self.evidence_chosen)
        self.base_button.clicked.connect(self._on_base_clicked)
        self.fit_button.clicked.connect(self.map.fit)
        self.in_button.clicked.connect(self._on_in_clicked)
        self.out_button.clicked.connect(self._on_out_clicked)

    def _follow_base(self) -> None:
        """Lay what is on file under the map; it is read beside the window, once."""
        found = base_of(self._session.assessment)
        self.base_button.setText(_("Remove the base map") if found else _("Base map…"))
        wanted = found.sha256 if found else ""
        if wanted == self._base_sha256:
            return
        self._base_sha256 = wanted
        self._lay(None)
        if found is not None:
            job = partial(base_content, self._session.opened, found)
            self._runner.run(job, on_success=partial(self._on_base_read, wanted), on_failure=self._on_base_failed)

    def _on_base_read(self, sha256: str, base: Base) -> None:
        if sha256 == self._base_sha256:
            self._lay(BaseLayer(base))
            self._set_scene()
            self._show_ground()

    def _on_base_failed(self, error: Exception) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self._say(f"{error.message} {error.advice}", Tone.FOUND)

    def _on_base_clicked(self) -> None:
        if (found := base_of(self._session.assessment)) is not None:
            self._session.do(detach_evidence(self._session.assessment, found.id))
            self.refresh()
            return
        name, _kind = QFileDialog.getOpenFileName(self, _("Base map"), "", _("Maps (*.geojson *.json *.tif *.tiff)"))
        if name:
            job = partial(kept_base, self._session.opened, Path(name))
            self._runner.run(job, on_success=self._on_base_kept, on_failure=self._on_base_failed)

    def _on_base_kept(self, evidence: Evidence) -> None:
        if self._session.do(attach_evidence(self._session.assessment, evidence)):
            self.refresh()

    def _on_in_clicked(self) -> None:
        self.map.zoom(1.5)

    def _on_out_clicked(self) -> None:
        self.map.zoom(1 / 1.5)

    def _on_spot_opened(self, spot: Spot) -> None:
        if spot.item:
            self.target_chosen.emit(spot.item)
        else:
            self.evidence_chosen.emit(spot.evidence.id)

    def _on_corners_requested(self) -> None:
        self._open(CornersDialog(self._session, parent=self.window()))

    def _on_edit_requested(self, outline_id: str) -> None:
        if outline := self._session.assessment.outlines.get(outline_id):
            self._open(CornersDialog(self._session, outline, parent=self.window()))

    def _open(self, dialog: CornersDialog) -> None:
        dialog.taken.connect(self._on_taken)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_taken(self, ids: tuple[str, ...]) -> None:
        self.refresh()
        self.side.choose_outline(ids[0])
        self.map.fit()
        self.map.setFocus()

    def _on_drawing_requested(self) -> None:
        self.drawing_bar.title.clear()
        self._ground.setCurrentWidget(self.map)
        self.map.begin_drawing(self.drawing_bar.kind.kind())

    def _on_area_drawn(self, corners: tuple[Corner, ...], kind: OutlineKind) -> None:
        assessment = self._session.assessment
        try:
            outline = drawn_outline(corners, kind, self.drawing_bar.title.text(), self._session.opened.new_id)
        except UserFacingError as error:
            self._say(f"{error.message} {error.advice}", Tone.FOUND)
            return
        if self._session.do(put_outlines(assessment, [outline])):
            self.map.end_drawing()
            self.refresh()
            self.side.choose_outline(outline.id)

    def _on_remove_requested(self, outline_id: str) -> None:
        outline = self._session.assessment.outlines.get(outline_id)
        if outline is not None and self._session.do(remove_outline(self._session.assessment, outline_id)):
            self.refresh()
            undo = self._session.undo_text() or Act.CHANGE_OUTLINES.value
            self._say(_("{title} was removed; Ctrl+Z brings it back ({act}).").format(title=outline.title, act=undo), Tone.NEUTRAL)
