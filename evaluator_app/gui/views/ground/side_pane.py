# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Beside the map: the outlines with their areas, the rates they give, the photo that is chosen, what lies outside."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from evaluator_app.domain.exact import ZERO, decimal_text
from evaluator_app.domain.ground import KIND_NAMES, RATE_NAMES, Standing
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, ROW, TextRole, scaled
from evaluator_app.gui.views.ground.kind_choice import area_words, kind_icon
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.locating import offers, outline_area, rates, strays, take_over

_ROLE = Qt.ItemDataRole.UserRole
_MOST_STRAYS = 300


class SidePane(ScrollPage):
    """It follows when it is told to.

    *Signals:* outline_chosen(str): an outline, empty for none; edit_requested(str), remove_requested(str): of the chosen one;
    corners_requested(), drawing_requested(): a new one; evidence_chosen(str): a photo outside.
    """

    outline_chosen = Signal(str)
    edit_requested = Signal(str)
    remove_requested = Signal(str)
    corners_requested = Signal()
    drawing_requested = Signal()
    evidence_chosen = Signal(str)

    def __init__(self, session: Session, chosen: QWidget, parent: QWidget | None = None) -> None:
        self._session = session
        self.outlines = _List(_("Outlines"))
        self.strays = _List(_("Outside of the boundary"))
        self.corners_button = ActionButton(_("Corners from the licence…"), kind=ButtonKind.PRIMARY, icon_name="paste")
        self.draw_button = ActionButton(_("Draw an area…"), icon_name="edit")
        self.edit_button = ActionButton(_("Change…"), icon_name="edit")
        self.remove_button = ActionButton(_("Remove"), kind=ButtonKind.DANGER, icon_name="trash")
        self._no_outline = TextLabel(_("No boundary yet: nothing can be said of inside and outside."), TextRole.MUTED, wraps=True)
        self._no_stray = TextLabel("", TextRole.MUTED, wraps=True)
        self._rates = QVBoxLayout()
        self._areas_card = Card(_("Boundary and areas"))
        self._rates_card = Card(_("Rates from the areas"))
        self._strays_card = Card(_("Outside of the boundary"))
        self._fill_cards()
        super().__init__(self._areas_card, chosen, self._strays_card, self._rates_card, spacing=2 * GRID, parent=parent)
        self.setMinimumWidth(scaled(344))
        self._connect()

    def refresh(self) -> None:
        """Show what there is now."""
        assessment = self._session.assessment
        chosen = self.chosen_outline()
        self.outlines.blockSignals(True)
        self.outlines.clear()
        for _id, outline in sorted(
            assessment.outlines.items(), key=lambda pair: (pair[1].kind.value != "boundary", pair[1].title, pair[0])
        ):
            kind = worded(KIND_NAMES[outline.kind])
            title = outline.title if outline.title.startswith(kind) else f"{outline.title}（{kind}）"
            item = self.outlines.put(f"{title}\n{area_words(outline_area(outline))}", outline.id)
            item.setIcon(kind_icon(outline.kind))
            if outline.id == chosen:
                self.outlines.setCurrentItem(item)
        self.outlines.blockSignals(False)
        self.outlines.fit()
        self._no_outline.setVisible(not assessment.outlines)
        self.outlines.setVisible(bool(assessment.outlines))
        self._on_outline_changed()
        self._show_strays()
        self._show_rates()

    def chosen_outline(self) -> str:
        """Return the id of the outline that is chosen; empty for none."""
        row = self.outlines.currentRow()
        return str(self.outlines.item(row).data(_ROLE)) if row >= 0 else ""

    def choose_outline(self, outline_id: str) -> None:
        """Choose an outline."""
        for row in range(self.outlines.count()):
            if self.outlines.item(row).data(_ROLE) == outline_id:
                self.outlines.setCurrentRow(row)

    def _fill_cards(self) -> None:
        self._areas_card.add(self._no_outline)
        self._areas_card.add(self.outlines)
        for pair in ((self.edit_button, self.remove_button), (self.corners_button, self.draw_button)):
            holder = QWidget()
            line = FlowLayout(holder, spacing=GRID)
            for button in pair:
                line.addWidget(button)
            self._areas_card.add(holder)
        self._strays_card.add(self._no_stray)
        self._strays_card.add(self.strays)
        self._rates_card.add(self._rates)

    def _connect(self) -> None:
        self.outlines.currentItemChanged.connect(self._on_outline_changed)
        self.outlines.itemActivated.connect(self._on_outline_activated)
        self.strays.itemClicked.connect(self._on_stray_chosen)
        self.strays.itemActivated.connect(self._on_stray_chosen)
        self.corners_button.clicked.connect(self.corners_requested)
        self.draw_button.clicked.connect(self.drawing_requested)
        self.edit_button.clicked.connect(self._on_edit_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)

    def _show_strays(self) -> None:
        found = strays(self._session.assessment)
        self.strays.clear()
        for evidence, whereabouts in found[:_MOST_STRAYS]:
            tone = Tone.FOUND if whereabouts.is_flagged else Tone.NEUTRAL
            item = self.strays.put(f"{evidence.caption or evidence.name}\n{worded(whereabouts.words())}", evidence.id)
            item.setIcon(icon(tone.icon_name, tone))
        self.strays.fit()
        self.strays.setVisible(bool(found))
        has_boundary = any(outline.kind.value == "boundary" for outline in self._session.assessment.outlines.values())
        placed = sum(1 for item in self._session.assessment.evidence.values() if item.latitude is not None)
        unplaced = len(self._session.assessment.evidence) - placed
        if not has_boundary:
            words = _("Give the boundary first.")
        elif found:
            shifted = sum(1 for _evidence, place in found if place.standing is Standing.SHIFTED)
            words = _("{count} of {placed} photos with a position; {shifted} probably by a shift of the camera.").format(
                count=len(found), placed=placed, shifted=shifted
            )
        else:
            words = _("All {placed} photos with a position lie inside.").format(placed=placed) if placed else _("No photo has a position.")
        if unplaced:
            words += " " + _("{count} files have no position.").format(count=unplaced)
        self._no_stray.setText(words)

    def _show_rates(self) -> None:
        while (item := self._rates.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for found in rates(self._session.assessment):
            value = _("{name}: {percent} %").format(name=worded(RATE_NAMES[found.rate]), percent=decimal_text(found.percent or ZERO))
            title = value if found.percent is not None else worded(RATE_NAMES[found.rate])
            self._rates.addWidget(TextLabel(title, TextRole.STRONG, wraps=True))
            self._rates.addWidget(TextLabel(worded(found.reason), TextRole.SMALL, wraps=True, selectable=True))
        for offer in offers(self._session.assessment, self._session.template):
            title = self._session.opened.title_of(offer.asked.target)
            button = ActionButton(_("Take over into {item}").format(item=title), icon_name="done" if offer.is_taken else "next")
            button.setEnabled(not offer.is_taken)
            button.clicked.connect(partial(self._on_take_clicked, offer))
            self._rates.addWidget(button)

    def _on_take_clicked(self, offer: object) -> None:
        for known in offers(self._session.assessment, self._session.template):
            if known == offer:
                self._session.do(take_over(self._session.assessment, self._session.template, known))
                return

    def _on_outline_changed(self) -> None:
        has_one = bool(self.chosen_outline())
        self.edit_button.setVisible(has_one)
        self.remove_button.setVisible(has_one)
        self.outline_chosen.emit(self.chosen_outline())

    def _on_outline_activated(self, item: QListWidgetItem) -> None:
        self.edit_requested.emit(str(item.data(_ROLE)))

    def _on_edit_clicked(self) -> None:
        self.edit_requested.emit(self.chosen_outline())

    def _on_remove_clicked(self) -> None:
        self.remove_requested.emit(self.chosen_outline())

    def _on_stray_chosen(self, item: QListWidgetItem) -> None:
        self.evidence_chosen.emit(str(item.data(_ROLE)))


class _List(QListWidget):
    """A list as high as its lines, up to some."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setUniformItemSizes(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(scaled(30), scaled(18)))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def put(self, words: str, key: str) -> QListWidgetItem:
        """Add a line."""
        item = QListWidgetItem(words, self)
        item.setData(_ROLE, key)
        return item

    def fit(self) -> None:
        """Take the height that the lines need, up to some."""
        self.doItemsLayout()
        heights = [max(self.sizeHintForRow(row), scaled(ROW)) for row in range(min(self.count(), 12))]
        self.setFixedHeight(max(scaled(ROW), min(sum(heights) + 2 * self.spacing() + 6, scaled(320))))

    def resizeEvent(self, event: object) -> None:
        """Override QWidget.resizeEvent: other width, other height of the lines."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()
