# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The ground of these tests: the window of the frame's tests, with the page of templates open in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evaluator_app.gui.bench import Bench, Chosen
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.views.templates.new_draft_dialog import NewDraftDialog
from evaluator_app.gui.views.templates.templates_page import TemplatesPage
from evaluator_app.services.drafting import Draft
from tests.gui.frame.conftest import _dressed, folder, runner, show, workspace
from tests.gui.frame.hands import dialog_of, press
from tests.gui.templates.forms import COAL

__all__ = ["_dressed", "folder", "runner", "show", "workspace"]

Choose = Callable[[str], Chosen]


@pytest.fixture
def window(show: Callable[[], MainWindow], qtbot: QtBot) -> MainWindow:
    shown = show()
    QTest.keyClick(shown, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert shown.desk is not None
    desk = shown.desk
    qtbot.waitUntil(lambda: desk.bench.is_loaded, timeout=20_000)
    return shown


@pytest.fixture
def page(window: MainWindow) -> TemplatesPage:
    assert window.desk is not None
    assert window.desk.page is not None
    return window.desk.page


@pytest.fixture
def bench(page: TemplatesPage) -> Bench:
    return page.bench


@pytest.fixture
def choose(page: TemplatesPage) -> Choose:
    """Return what chooses a template in the list, by id."""

    def choose_one(name: str) -> Chosen:
        listed = page.list_panel.model.templates()
        chosen = next(each for each in listed if each.shelved and each.shelved.entry.id == name)
        view = page.list_panel.list
        index = page.list_panel.model.index(page.list_panel.model.row_of(chosen), 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        assert page.bench.chosen == chosen
        return chosen

    return choose_one


@pytest.fixture
def draft(page: TemplatesPage, bench: Bench, choose: Choose, qtbot: QtBot) -> Draft:
    """Begin an overlay for a province over the coal template, as a person does."""
    choose(COAL)
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(page, NewDraftDialog)
    QTest.keyClick(dialog.way, Qt.Key.Key_Right)
    dialog.name.setText("山西省")
    QTest.keyClicks(dialog.id, "shanxi")
    assert dialog.template_id.text() == "cn-shanxi/green-mine-2024-coal"
    dialog.title.setText("山西省试行评价指标（煤炭）")
    dialog.why.setPlainText("试行要求")
    press(dialog.go_button)
    assert dialog.isVisible(), "the document is still missing"
    dialog.document.setText("试行文件")
    press(dialog.go_button)
    begun = bench.chosen.draft
    assert begun is not None
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    return begun
