# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Chooses a scoring template: first industry and province, then among those that fit, with what its readers must be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.catalog.listing import CatalogEntry
from evaluator_app.domain.template import ApprovalState, Template
from evaluator_app.gui.dialogs.template_card import TemplateCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.rule_words import source_name
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.workbench import FOR_ALL, Aspect, ShelvedTemplate, fitting, named, shelved


class TemplateStep(QWidget):
    """Cards are those that fit what is chosen above them; older editions come when they are asked for.

    *Signals:* template_chosen().
    """

    template_chosen = Signal()

    def __init__(self, entries: Sequence[CatalogEntry], today: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelved(entries)
        self._today = today
        self._shows_older = False
        self._is_filling = False
        self.cards: list[TemplateCard] = []
        self.industry = _choice(_("Every industry"), named(self._shelf, Aspect.INDUSTRY))
        self.province = _choice(_("National"), named(self._shelf, Aspect.PROVINCE))
        self.search = SearchField(_("Search templates"))
        self.older_button = ActionButton("", kind=ButtonKind.QUIET, icon_name="history")
        self.older_button.clicked.connect(self._on_older_clicked)
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(GRID)
        self._error = TextLabel("", TextRole.SMALL, tone=Tone.VETO, wraps=True)
        self._error.hide()
        self._nothing = TextLabel("", TextRole.MUTED, wraps=True)
        self._build()
        for box in (self.industry, self.province):
            box.activated.connect(self._on_filter_changed)
        self.search.search_changed.connect(self._on_filter_changed)
        self.search.descended.connect(self._focus_first)
        self._fill()

    def template(self) -> Template | None:
        """Return the template that is chosen."""
        return next((card.entry.template for card in self.cards if card.radio.isChecked()), None)

    def check(self) -> bool:
        """Say so if no template is chosen."""
        chosen = self.template() is not None
        self._error.setText("" if chosen else _("Choose a scoring template."))
        self._error.setVisible(not chosen)
        return chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Up and Down walk over the templates."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        usable = [card for card in self.cards if card.radio.isEnabled()]
        here = next((index for index, card in enumerate(usable) if card.radio.isChecked()), -1)
        if not step or not usable:
            super().keyPressEvent(event)
            return
        target = usable[min(max(here + step, 0), len(usable) - 1)]
        target.radio.setChecked(True)
        target.radio.setFocus()

    def _build(self) -> None:
        if not self._shelf:
            advice = _("Install the program again, or install a template file.")
            line = QHBoxLayout(self)
            line.addWidget(EmptyState("document", _("No scoring template is installed"), advice))
            return
        filters = QHBoxLayout()
        filters.setSpacing(GRID + 4)
        for label, field in ((_("Industry"), self.industry), (_("Province"), self.province), (_("Search"), self.search)):
            filters.addWidget(FormRow(label, field), 1)
        left = QWidget()
        left.setObjectName("page")
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, GRID, 0)
        inner.setSpacing(GRID)
        inner.addLayout(self._list)
        inner.addWidget(self._nothing)
        inner.addWidget(self.older_button, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._error)
        inner.addStretch(1)
        self._area = _scrolled(left)
        notes = QFrame()
        notes.setObjectName("page")
        side = QVBoxLayout(notes)
        side.setContentsMargins(0, 0, GRID, 0)
        side.addLayout(self._notes)
        side.addStretch(1)
        room = _scrolled(notes)
        room.setMinimumWidth(scaled(220))
        line = QHBoxLayout()
        line.setSpacing(3 * GRID)
        line.addWidget(self._area, 6)
        line.addWidget(room, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(filters)
        column.addLayout(line, 1)

    def _fill(self, kept: str = "") -> None:
        """Show the templates that fit and choose the one of a digest, or else the first, which fits best."""
        self._is_filling = True
        for card in self.cards:
            self._group.removeButton(card.radio)
            card.hide()
            card.deleteLater()
        found = self._found()
        current = [each for each in found if _is_current(each)]
        rest = [each for each in found if not _is_current(each)]
        shown = [*current, *(rest if self._shows_older else [])]
        if not self._is_filtered():
            shown += [each for each in self._shelf if each.template is None]
        self.cards = [TemplateCard(each) for each in shown]
        before: QWidget = self.search
        for card in self.cards:
            self._list.addWidget(card)
            QWidget.setTabOrder(before, card.radio)
            before = card.radio
            self._group.addButton(card.radio)
            card.radio.toggled.connect(self._on_toggled)
        self.older_button.setVisible(bool(rest))
        words = _("Hide older editions") if self._shows_older else _("Older editions")
        self.older_button.setText(f"{words}  {len(rest)}")
        self._nothing.setText("" if shown else _("No template fits. Take a filter off or search for other words."))
        self._nothing.setVisible(not shown)
        usable = [card for card in self.cards if card.entry.template]
        if chosen := next((card for card in usable if card.entry.digest == kept), next(iter(usable), None)):
            chosen.radio.setChecked(True)
        else:
            self._show_notes(None)
        self._is_filling = False

    def _found(self) -> tuple[ShelvedTemplate, ...]:
        """Return what fits; where no national template has the words, those of every province that have them."""
        industry, province, words = str(self.industry.currentData() or ""), str(self.province.currentData() or ""), self.search.text()
        found = tuple(each for each in fitting(self._shelf, industry, province) if each.has_words(words))
        if found or province:
            return found
        return tuple(
            each
            for each in self._shelf
            if each.template is not None and each.has_words(words) and (not industry or each.value(Aspect.INDUSTRY) in (FOR_ALL, industry))
        )

    def _is_filtered(self) -> bool:
        return bool(self.industry.currentData() or self.province.currentData() or self.search.text())

    def _show_notes(self, template: Template | None) -> None:
        while (item := self._notes.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if template is None:
            return
        if newer := template.newer_on(self._today):
            self._notes.addWidget(StateBadge(_("In force, and not on file"), Tone.UNDETERMINED))
            for document in newer:
                self._notes.addWidget(TextLabel(f"·  {source_name(document)}", TextRole.BODY, wraps=True))
        if template.notes:
            self._notes.addWidget(TextLabel(_("To know before using it"), TextRole.STRONG))
        for note in template.notes:
            self._notes.addWidget(TextLabel(f"·  {note}", TextRole.BODY, wraps=True))

    def _focus_first(self) -> None:
        if card := next((card for card in self.cards if card.radio.isEnabled()), None):
            card.radio.setChecked(True)
            card.radio.setFocus()

    def _on_filter_changed(self, _value: object = None) -> None:
        self._fill()

    def _on_older_clicked(self) -> None:
        self._shows_older = not self._shows_older
        self._fill(next((card.entry.digest for card in self.cards if card.radio.isChecked()), ""))

    def _on_toggled(self, is_on: bool) -> None:
        if not is_on:
            return
        self._show_notes(self.template())
        self._error.hide()
        chosen = next((card for card in self.cards if card.radio.isChecked()), None)
        if chosen is not None and not self._is_filling:
            self._area.ensureWidgetVisible(chosen, 0, GRID)
        self.template_chosen.emit()


def _is_current(shelved: ShelvedTemplate) -> bool:
    return shelved.is_newest and shelved.state is not ApprovalState.WITHDRAWN


def _choice(every: str, titles: Mapping[str, str]) -> QComboBox:
    """Return a box to choose from by keys, mouse, or the first letters."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    box.addItem(every, "")
    for name, title in titles.items():
        box.addItem(title, name)
    return box


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
