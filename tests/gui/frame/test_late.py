# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is overdue is seen on the first page, which leads there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import change_status, record_outcome
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.models.assessments_model import AssessmentRow, Column
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.services import mending
from evaluator_app.services.workspace import Workspace

Show = Callable[[], MainWindow]
Begin = Callable[..., str]


def overdue(workspace: Workspace, name: str, count: int, *, is_signed: bool = False) -> None:
    """Order so many things of an assessment that should have been done last month."""
    opened = workspace.open_assessment(name)
    for prerequisite in opened.template.prerequisites[:count]:
        opened.do(record_outcome(opened.assessment, prerequisite.id, Outcome.NOT_MET))
    past = mending.today_of(opened) - timedelta(days=60)
    opened.do(mending.order(opened, on=past, due_on=past + timedelta(days=30)))
    if is_signed:
        for status in (AssessmentStatus.COMPLETED, AssessmentStatus.SIGNED):
            opened.do(change_status(opened.assessment, status))
    opened.settle()


def press_line(window: MainWindow) -> None:
    assert window.home.late_line is not None
    [action] = [each for each in window.home.late_line.findChildren(ActionButton) if each.isVisible()]
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)


def rows(window: MainWindow) -> list[AssessmentRow]:
    model = window.home.table.model()
    return [model.index(row, Column.MINE).data(window.home.model.ROW_ROLE) for row in range(model.rowCount())]


def test_nothing_overdue_says_nothing(show: Show, begin: Begin) -> None:
    begin("青山煤矿")
    assert show().home.late_line is None


def test_the_line_leads_to_the_one_mine_and_its_row_says_how_many(show: Show, begin: Begin, workspace: Workspace) -> None:
    late = begin("青山煤矿")
    begin("绿水煤矿")
    overdue(workspace, late, 2, is_signed=True)
    window = show()
    assert window.home.late_line is not None
    assert window.home.late_line.text() == "青山煤矿 有 2 项整改逾期。"
    assert {row.summary.mine: [words for words, _tone in row.marks] for row in rows(window)} == {"青山煤矿": ["逾期 2 项"], "绿水煤矿": []}
    press_line(window)
    assert window.session is not None
    assert window.page is not None
    assert (window.session.assessment.id, window.page.view.page_name()) == (late, "mending")
    assert not window.acts.undo.isEnabled()


def test_several_mines_are_shown_alone_and_then_all_again(show: Show, begin: Begin, workspace: Workspace) -> None:
    for mine, count in (("青山煤矿", 1), ("绿水煤矿", 2)):
        overdue(workspace, begin(mine), count)
    begin("白云煤矿")
    window = show()
    assert window.home.late_line is not None
    assert window.home.late_line.text() == "2 座矿山共有 3 项整改逾期。"
    press_line(window)
    assert {row.summary.mine for row in rows(window)} == {"青山煤矿", "绿水煤矿"}
    press_line(window)
    assert len(rows(window)) == 3


def test_the_line_goes_when_nothing_is_late_any_more(show: Show, begin: Begin, workspace: Workspace) -> None:
    late = begin("青山煤矿")
    overdue(workspace, late, 1)
    window = show()
    assert window.home.late_line is not None
    assert window.home.late_line.isVisible()
    opened = workspace.open_assessment(late)
    opened.undo()
    window.home.refresh()
    assert not window.home.late_line.isVisible()


def test_mending_can_be_undone_after_signing_and_the_signature_cannot(show: Show, begin: Begin, workspace: Workspace) -> None:
    late = begin("青山煤矿")
    overdue(workspace, late, 1, is_signed=True)
    window = show()
    window.open_assessment(late)
    assert window.session is not None
    thing = next(iter(window.session.assessment.rectifications.values()))
    window.session.do(mending.report(window.session.opened, thing.id, "已整改"))
    assert window.acts.undo.isEnabled()
    window.acts.undo.trigger()
    assert window.session.assessment.rectifications[thing.id].report == ""
    assert not window.acts.undo.isEnabled()
    assert window.acts.redo.isEnabled()
