# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The right pane of the workbench: what there is to say of the thing chosen in the tree, or its form while it is being written."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.gui.bench import Bench
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.rule_words import rule_lines
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.templates.blocks import changes_card, document_of, rule_card
from evaluator_app.gui.views.templates.details import cards, heading, thing_of
from evaluator_app.gui.views.templates.edit_form import EditForm
from evaluator_app.gui.views.templates.limits_table import LimitsTable
from evaluator_app.gui.views.templates.outline import Node
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.drafting import Draft

ADDABLE = ("places", "documents", "indicators", "tables", "rows")
"""Lists to which a member can be added here; in tables it is a row of limits."""


class _Page(QWidget):
    """Takes the width of the pane, whatever its content would like."""


class DetailPane(QWidget):
    """*Signals:* add_requested(Node); remove_requested(Node); errors_requested(): to the page of quality."""

    add_requested = Signal(object)
    remove_requested = Signal(object)
    errors_requested = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.node = Node("")
        self.forms: list[EditForm] = []
        self._limits: LimitsTable | None = None
        self._row_room: QVBoxLayout | None = None
        self._words: QVBoxLayout | None = None
        self._title = TextLabel("", TextRole.HEADING, wraps=True)
        self._figure = TextLabel("", TextRole.HEADING)
        self.add_button = ActionButton(_("Add…"), kind=ButtonKind.QUIET, icon_name="plus")
        self.add_button.clicked.connect(self._on_add_clicked)
        self.remove_button = ActionButton(_("Remove"), kind=ButtonKind.QUIET, icon_name="trash")
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.banner = Banner(dismissible=False)
        self.banner.action_chosen.connect(self.errors_requested)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("Details"))
        self._build()

    def show_node(self, node: Node, row: str = "") -> None:
        """Show another thing, and one of its rows where it is a table of limits."""
        self.settle()
        self.node = node
        self._refill(row)
        self._area.verticalScrollBar().setValue(0)

    def settle(self) -> None:
        """Take over what is being typed."""
        focused = QApplication.focusWidget()
        if focused is not None and self._area.isAncestorOf(focused):
            focused.clearFocus()

    def refresh(self) -> None:
        """Show the draft as it is after an edit; fields stay where they are."""
        template = self._bench.chosen.template
        if template is None:
            return
        self._show_head()
        for form in self.forms:
            form.refresh()
        if self._words is not None:
            self._show_words(self._words)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(self._title, 1)
        head.addWidget(self._figure)
        for button in (self.add_button, self.remove_button):
            head.addWidget(button)
        self._banner_room = QWidget()
        room = QVBoxLayout(self._banner_room)
        room.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        room.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._banner_room)
        column.addWidget(Hairline())
        column.addWidget(self._area, 1)

    def _show_head(self) -> None:
        chosen, template = self._bench.chosen, self._bench.chosen.template
        title, figure = heading(chosen.data, self.node) if template else (chosen.title, "")
        self._title.setText(title)
        self._figure.setText(figure)
        is_draft = chosen.draft is not None
        self.add_button.setVisible(is_draft and self.node.part in ADDABLE)
        self.remove_button.setVisible(is_draft and bool(self.node.target) and self.node.part not in ("", "rating", "newer_documents"))
        errors = chosen.draft.errors if chosen.draft else ()
        words = _("The draft has {count} errors; it cannot be published yet.").format(count=len(errors)) if errors else ""
        self.banner.set_message(words, tone=Tone.VETO, action_text=_("Show them"))
        self._banner_room.setVisible(bool(errors))

    def _refill(self, row: str) -> None:
        chosen, template = self._bench.chosen, self._bench.chosen.template
        self._show_head()
        page = _Page()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 3 * GRID)
        column.setSpacing(GRID + 4)
        self.forms, self._limits, self._row_room, self._words = [], None, None, None
        if template is None:
            for problem in chosen.problems[:50]:
                column.addWidget(TextLabel(problem.text(), wraps=True, selectable=True))
        elif chosen.draft is not None and (self.node.target or self.node.part in ("", "rating")):
            self._fill_forms(column, row)
        else:
            for card in cards(chosen, template, self.node):
                column.addWidget(card)
                for limits in card.findChildren(LimitsTable):
                    limits.select(row)
        column.addStretch(1)
        self._area.setWidget(page)

    def _fill_forms(self, column: QVBoxLayout, row: str) -> None:
        chosen, template = self._bench.chosen, self._bench.chosen.template
        form = EditForm(self._bench, self.node.part, self.node.target)
        self.forms.append(form)
        column.addWidget(form)
        if self.node.part == "tables" and self.node.target and template:
            self._row_room = QVBoxLayout()
            self._row_room.setSpacing(GRID)
            self._fill_limits(column)
            column.addLayout(self._row_room)
            if row and self._limits is not None:
                self._limits.select(row)
                self._on_row_chosen(row)
        self._words = QVBoxLayout()
        self._words.setSpacing(GRID + 4)
        column.addLayout(self._words)
        self._show_words(self._words)
        if chosen.draft is not None and chosen.draft.kind is not None:
            column.addWidget(_ReasonCard(self._bench, chosen.draft, self.node))

    def _fill_limits(self, column: QVBoxLayout) -> None:
        template = self._bench.chosen.template
        table = template.tables_by_id().get(self.node.target) if template else None
        if template is None or table is None or not table.rows:
            return
        card = Card(_("Limits; choose a row to edit it"))
        self._limits = LimitsTable(template, table)
        self._limits.row_chosen.connect(self._on_row_chosen)
        card.add(self._limits)
        column.addWidget(card)

    def _show_words(self, room: QVBoxLayout) -> None:
        """Show the rule in words, and what the overlays did, as both are after the last edit."""
        while (item := room.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        chosen, template = self._bench.chosen, self._bench.chosen.template
        thing = thing_of(template, self.node) if template else None
        criterion = getattr(thing, "criterion", None)
        if template is not None and criterion is not None:
            room.addWidget(rule_card(_("Scoring rule in words"), rule_lines(criterion, template)))
        if changes := chosen.changes(self.node.part, self.node.target):
            room.addWidget(changes_card(changes, chosen.data))

    def _on_row_chosen(self, target: str) -> None:
        if self._row_room is None:
            return
        self.settle()
        while (item := self._row_room.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                self.forms = [form for form in self.forms if form is not widget]
                widget.hide()
                widget.deleteLater()
        form = EditForm(self._bench, "rows", target)
        self.forms.append(form)
        self._row_room.addWidget(form)
        QTimer.singleShot(0, lambda: self._area.ensureWidgetVisible(form, 0, 4 * GRID) if form in self.forms else None)

    def current_row(self) -> str:
        """Return the row of limits whose form is open; empty for none."""
        return next((form.target for form in self.forms if form.part == "rows"), "")

    def _on_add_clicked(self) -> None:
        self.settle()
        self.add_requested.emit(self.node)

    def _on_remove_clicked(self) -> None:
        self.settle()
        row = self.current_row()
        self.remove_requested.emit(Node("rows", row) if row else self.node)


class _ReasonCard(QFrame):
    """Why this draft changes the thing, where that is another reason than for all changes."""

    def __init__(self, bench: Bench, draft: Draft, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._bench = bench
        self._node = node
        self._why = QLineEdit()
        self._by = ChoiceBox()
        self._by.addItem(_("As for all changes"), "")
        sources = draft.data.get("sources")
        for name in sources if isinstance(sources, dict) else ():
            self._by.addItem(document_of(draft.data, name), name)
        overlay = draft.overlay() or {}
        own = [change for _layer, change in bench.chosen.changes(node.part, node.target)[-1:] if _layer.path == draft.path]
        if own and (own[0].why, own[0].by) != (overlay.get("why"), overlay.get("by")):
            self._why.setText(own[0].why)
            self._by.setCurrentIndex(max(0, self._by.findData(own[0].by)))
        self._why.setPlaceholderText(str(overlay.get("why", "")))
        self._why.editingFinished.connect(self._on_edited)
        self._by.activated.connect(self._on_edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(FormRow(_("Why this is changed"), self._why, hint=_("Empty: the reason of the whole overlay.")))
        column.addWidget(FormRow(_("By which document"), self._by))
        self._said = (self._why.text().strip(), str(self._by.currentData() or ""))

    def _on_edited(self) -> None:
        said = (self._why.text().strip(), str(self._by.currentData() or ""))
        if said != self._said:
            self._said = said
            target = self._node.target or ("rating" if self._node.part == "rating" else "")
            self._bench.explain(self._node.part, target, *said)
