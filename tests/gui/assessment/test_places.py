# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The dialog of places, by clicks and keys: added, renamed with their records, kept while named, put in order, printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.changes import record_observation
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.placing import add_place
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.places.places_dialog import PlacesDialog
from evaluator_app.services.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""The offscreen platform says so of every window with a least size."""


def write(field: QWidget | None, words: str) -> None:
    """Enter Chinese words as an input method does."""
    assert field is not None
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, workspace: Workspace) -> PlacesDialog:
    made = PlacesDialog(session, Preferences(workspace.store))
    qtbot.addWidget(made)
    made.show()
    return made


def titles(dialog: PlacesDialog) -> list[str]:
    cells = (dialog.table.item(row, 0) for row in range(dialog.table.rowCount()))
    return [cell.text().strip() for cell in cells if cell is not None]


def own(session: Session) -> dict[str, str]:
    return {place.title: place.of for place in session.assessment.places.values()}


def test_a_place_is_added_under_the_one_at_hand_and_undo_takes_it_away(dialog: PlacesDialog, session: Session) -> None:
    dialog.table.select("pit")
    dialog.title.setFocus()
    write(dialog.title, "+120 平台")
    QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    assert own(session) == {"+120 平台": "pit"}
    assert titles(dialog)[titles(dialog).index("采场") + 1] == "+120 平台"
    assert dialog.title.text() == ""
    session.undo()
    assert "+120 平台" not in titles(dialog)


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(dialog: PlacesDialog, session: Session) -> None:
    write(dialog.title, "采场")
    click(dialog.add)
    assert not session.assessment.places
    assert "采场" in dialog.banner.text()
    assert dialog.title.text() == "采场"


def test_renaming_takes_the_records_along(dialog: PlacesDialog, session: Session, qtbot: QtBot) -> None:
    session.do(add_place(session.template, session.assessment, Place("b", "平台", "pit")))
    session.do(record_observation(session.assessment, session.opened.new_observation("site.signs", "缺牌", place="平台")))
    session.stand_at("平台")
    dialog.table.select("b")
    click(dialog.rename)
    field = dialog.table.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    write(field, "+135 平台")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: own(session) == {"+135 平台": "pit"})
    assert [seen.place for seen in session.assessment.observations.values()] == ["+135 平台"]
    assert session.place == "+135 平台"


def test_a_place_that_records_name_is_not_removed_and_it_is_said_how_many(dialog: PlacesDialog, session: Session) -> None:
    session.do(add_place(session.template, session.assessment, Place("b", "平台", "pit")))
    session.do(record_observation(session.assessment, session.opened.new_observation("site.signs", "缺牌", place="平台")))
    dialog.table.select("b")
    click(dialog.remove)
    assert own(session) == {"平台": "pit"}
    assert "1" in dialog.banner.text()
    session.undo()
    dialog.table.select("b")
    click(dialog.remove)
    assert not session.assessment.places


def test_a_place_that_only_records_name_is_made_one_of_the_mine(dialog: PlacesDialog, session: Session) -> None:
    session.do(record_observation(session.assessment, session.opened.new_observation("site.signs", "缺牌", place="机修车间东侧")))
    dialog.table.select("机修车间东侧")
    dialog.of.setCurrentIndex(dialog.of.findData("workshop"))
    click(dialog.adopt)
    assert own(session) == {"机修车间东侧": "workshop"}


def test_the_order_is_kept_and_the_list_follows(
    dialog: PlacesDialog, session: Session, show: Callable[[Session], AssessmentView], workspace: Workspace
) -> None:
    second = titles(dialog)[1]
    dialog.table.setCurrentCell(1, 0)
    click(dialog.up)
    assert titles(dialog)[0] == second
    view = show(session)
    QTest.keyClick(view.list_panel.list, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert next(view.list_panel.model.rows()).title == second
    again = PlacesDialog(session, Preferences(workspace.store))
    assert titles(again)[0] == second


def test_the_route_holds_the_ticked_places_in_their_order(dialog: PlacesDialog, session: Session, tmp_path: Path) -> None:
    click(dialog.all)
    assert dialog.table.ticks() == ()
    assert not dialog.print.isEnabled()
    for row in (0, 1):
        cell = dialog.table.item(row, 0)
        assert cell is not None
        cell.setCheckState(Qt.CheckState.Checked)
    assert len(dialog.table.ticks()) == 2
    dialog.table.setCurrentCell(1, 0)
    click(dialog.up)
    ticks = dialog.table.ticks()
    assert dialog.write(tmp_path / "route.pdf")
    with pikepdf.open(tmp_path / "route.pdf") as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        shown = [item.title for item in top.children]
    names = {place.id: place.title for place in session.template.places}
    assert [title.split(". ")[1] for title in shown[:2]] == [names[place] for place in ticks]
    assert not dialog.write(tmp_path / "no" / "such" / "folder.pdf")
    assert dialog.banner.isVisible()
