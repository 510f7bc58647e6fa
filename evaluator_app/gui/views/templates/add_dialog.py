# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Adds a place, a document, an item or a row of limits to a draft."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLineEdit, QWidget

from evaluator_app.catalog.written import Toml
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.templates.form_dialog import FormDialog
from evaluator_app.gui.views.templates.outline import Node
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.i18n import _
from evaluator_app.services.edits import AddMember, member_of, position_of

_ID = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*")


class AddDialog(FormDialog):
    """What was added is in `added` afterwards."""

    def __init__(self, bench: Bench, node: Node, parent: QWidget | None = None) -> None:
        titles = {"places": _("Add a place"), "documents": _("Add a document"), "indicators": _("Add an item")}
        super().__init__(titles.get(node.part, _("Add a row of limits")), _("Add"), parent)
        self._bench = bench
        self._node = node
        self.added: Node | None = None
        self.title = QLineEdit()
        self.id = QLineEdit()
        is_row = node.part in ("tables", "rows")
        self.title_row = FormRow(_("For which mines, in words") if is_row else _("Heading"), self.title, required=True)
        hint = _("Small Latin letters, digits, hyphens and underscores; it never changes afterwards.")
        self.id_row = FormRow(_("Id"), self.id, hint=hint, required=True)
        card = Card()
        card.body.setSpacing(GRID + 6)
        card.add(self.title_row)
        card.add(self.id_row)
        self.build(card, width=520, height=380)

    def perform(self) -> bool:
        """Override FormDialog.perform."""
        title, name = self.title.text().strip(), self.id.text().strip()
        part, member, before = self._member(title, name)
        edit = AddMember(part, member, before)
        data = self._bench.chosen.data
        is_taken = bool(member_of(data, part, edit.target))
        self.title_row.set_error("" if title else _("This is needed."))
        self.id_row.set_error("" if _ID.fullmatch(name) else _("This cannot be an id."))
        if is_taken:
            self.id_row.set_error(_("This id is used already."))
        if self.title_row.error() or self.id_row.error() or not self._bench.do(edit):
            return False
        self.added = Node(part, edit.target)
        return True

    def _member(self, title: str, name: str) -> tuple[str, dict[str, Toml], str]:
        """Return the list, the new member, and the name of the one it is put before."""
        data, node = self._bench.chosen.data, self._node
        own = self._bench.chosen.draft.overlay() if self._bench.chosen.draft else None
        by = own.get("by") if own else None
        source: dict[str, Toml] = {"source": by} if by else {}
        if node.part in ("places", "documents"):
            return node.part, {"id": name, "title": title}, ""
        if node.part == "indicators":
            like = member_of(data, "indicators", node.target)
            kept = {key: like[key] for key in ("in", "points", "criterion", "places", "documents") if key in like}
            siblings = [item for item in data["indicators"] if item.get("in") == like.get("in")]
            code = f"{str(like.get('code', '')).rpartition('.')[0]}.{len(siblings) + 1}".lstrip(".")
            position = position_of(data, "indicators", node.target) + 1
            following = data["indicators"][position : position + 1]
            new = {"id": name, "code": code, "title": title, "requirement": title, **kept, **source}
            return "indicators", new, str(following[0]["id"]) if following else ""
        return "rows", {"table": node.target, "id": name, "condition": title, **source}, ""
