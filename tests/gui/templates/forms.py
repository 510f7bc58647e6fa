# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a person does in the forms of a draft, for tests only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from evaluator_app.gui.views.templates.outline import Node
from evaluator_app.gui.views.templates.templates_page import TemplatesPage
from evaluator_app.services.drafting import Draft

COAL = "cn-mnr/green-mine-2024-coal"


def field(page: TemplatesPage, key: str) -> QLineEdit:
    found = page.details.forms[0].rows[key].field
    assert isinstance(found, QLineEdit)
    return found


def item_of(draft: Draft) -> str:
    return str(draft.data["indicators"][5]["id"])


def show_item(page: TemplatesPage, draft: Draft) -> str:
    item = item_of(draft)
    page.outline.go_to(Node("indicators", item))
    return item


def enter(editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    editor.insert(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
