# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Moving an assessment in the window: what the dialog lists, the act, the way back, and the second look at an item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Judgement, Mine, Outcome
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.changes import record_answer, record_judgement
from evaluator_app.domain.criteria import ExpertJudgement
from evaluator_app.domain.moving import PointsPolicy
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import Template
from evaluator_app.gui.dialogs.former_item_dialog import FormerItemDialog
from evaluator_app.gui.dialogs.move_dialog import MoveDialog
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.models.item_state import ItemState
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.quality.quality_page import QualityPage
from evaluator_app.services.workspace import NewAssessment, Workspace
from tests.builders import a_template
from tests.gui.frame.conftest import FACTS, TEAM
from tests.gui.frame.hands import button_named, dialog_of, press

Show = Callable[[], MainWindow]
FIRST, COAL = "cn-mnr/green-mine-2024@2024-draft.1", "cn-mnr/green-mine-2024-coal"
RATE = "extraction.recovery"


def named(workspace: Workspace, name: str) -> Template:
    entry = workspace.catalog.named(name)
    assert entry is not None
    assert entry.template is not None
    return entry.template


def quality_of(view: AssessmentView) -> QualityPage:
    """Return the page that looks the assessment over."""
    page = view.page("quality")
    assert isinstance(page, QualityPage)
    return page


@pytest.fixture
def window(show: Show, workspace: Workspace) -> MainWindow:
    """Show a coal mine begun by the first edition, with a measured rate and a verdict."""
    new = NewAssessment(named(workspace, FIRST), Mine("青山煤矿", facts=FACTS), organization="示例评估机构", team=TEAM)
    begun = workspace.begin(new)
    rate = begun.assessment.answer(RATE)
    begun.do(record_answer(begun.assessment, RATE, "", replace(rate, values={"value": Decimal(80)})))
    shown = show()
    shown.open_assessment(begun.assessment.id)
    session_of(shown).record_verdict("site.zoning", Outcome.MET)
    return shown


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def open_dialog(window: MainWindow) -> MoveDialog:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    return dialog_of(window, MoveDialog)


def choose(dialog: MoveDialog, template: str) -> None:
    """Walk to an edition with the arrow keys."""
    wanted = next(index for index, entry in enumerate(dialog.entries) if entry.id == template)
    for _step in range(wanted):
        QTest.keyClick(dialog.choice, Qt.Key.Key_Down)
    assert dialog.template() == dialog.entries[wanted].template


def groups(dialog: MoveDialog) -> dict[str, list[tuple[str, str]]]:
    """Return the lines of the tree under their headings."""
    found = {}
    for number in range(dialog.tree.topLevelItemCount()):
        group = dialog.tree.topLevelItem(number)
        assert group is not None
        lines = [group.child(row) for row in range(group.childCount())]
        found[group.text(0)] = [(line.text(0), line.text(1)) for line in lines if line is not None]
    return found


def test_the_dialog_lists_what_would_become_of_everything_and_changes_nothing(window: MainWindow) -> None:
    session = session_of(window)
    before = canonical_bytes(session.assessment)
    dialog = open_dialog(window)
    assert dialog.entries[0].edition == "2024-draft.2"
    choose(dialog, COAL)
    listed = groups(dialog)
    again = next(lines for name, lines in listed.items() if name.startswith("需重新核查"))
    assert ("B1.3 开采回采率", "改动：评分规则") in again
    assert all("尚未评定" in why for title, why in again if title != "B1.3 开采回采率")
    assert any(name.startswith("保留") for name in listed)
    assert not dialog.policy_card.isVisible()
    press(dialog.cancel_button)
    assert canonical_bytes(session.assessment) == before


def test_a_move_makes_the_screens_anew_and_its_notice_takes_it_back(window: MainWindow, qtbot: QtBot) -> None:
    session, page = session_of(window), window.page
    before = canonical_bytes(session.assessment)
    dialog = open_dialog(window)
    choose(dialog, COAL)
    press(dialog.move_button)
    assert not dialog.isVisible()
    assert session.template.id == COAL
    assert window.page is not page
    assert "1 项需重新核查" in window.notice.text()
    assert window.acts.undo.text() == "撤销：换用其他版本"
    qtbot.wait(50)
    press(button_named(window.notice, "撤销"))
    assert canonical_bytes(session.assessment) == before
    assert session.template.edition == "2024-draft.1"
    assert f"已恢复使用 {session.template.title} 2024-draft.1" in window.notice.text()
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.template.id == COAL


def test_the_next_act_puts_the_notice_away(window: MainWindow) -> None:
    session = session_of(window)
    session.move_to(named(window.workspace, COAL))
    assert window.notice.isVisible()
    session.record_verdict("site.facilities", Outcome.MET)
    assert not window.notice.isVisible()


def test_an_item_to_look_at_again_is_listed_as_open_until_it_is_confirmed(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    session.move_to(named(window.workspace, COAL))
    assert window.page is not None
    view = window.page.view
    row = view.list_panel.model.row(view.list_panel.model.position(RATE))
    assert (row.state, row.points) == (ItemState.LOOK_AGAIN, "重新核查")
    assert ItemFilter.OPEN in row.filters
    assert ItemFilter.UNDETERMINED not in row.filters
    session.look_at(RATE)
    banner = view.item_panel.again
    assert banner.isVisible()
    assert "版本已更换，请重新核查" in banner.text()
    assert "改动：评分规则" in banner.text()
    press(next(button for button in banner.findChildren(QAbstractButton) if button.isVisible()))
    assert not banner.isVisible()
    assert session.assessment.findings[RATE].look_again == ""
    row = view.list_panel.model.row(view.list_panel.model.position(RATE))
    assert row.state is not ItemState.LOOK_AGAIN
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert banner.isVisible()
    view.list_panel.list.setFocus()
    QTest.keyClick(view.list_panel.list, Qt.Key.Key_5)
    assert not banner.isVisible()
    QTest.keyClick(view.list_panel.list, Qt.Key.Key_5)
    assert session.opened.undo_state.undoable[0].subject == RATE


def test_what_fell_away_is_named_among_what_is_missing_and_can_be_read(window: MainWindow) -> None:
    session = session_of(window)
    coal = named(window.workspace, COAL)
    first, *rest = coal.groups
    inner, *others = first.groups
    shorter = replace(inner, indicators=tuple(item for item in inner.indicators if item.id != "site.zoning"))
    session.look_at("site.zoning")
    session.move_to(replace(coal, edition="2025", groups=(replace(first, groups=(shorter, *others)), *rest)))
    assert window.page is not None
    assert session.current != "site.zoning"
    window.page.view.show_page("quality")
    model = quality_of(window.page.view).model
    titles = [model.row(number).title for number in range(model.rowCount())]
    missing = quality_of(window.page.view).list
    missing.setCurrentIndex(model.index(titles.index("A1.1 功能分区"), 0))
    missing.setFocus()
    QTest.keyClick(missing, Qt.Key.Key_Return)
    dialog = dialog_of(window, FormerItemDialog)
    assert dialog.windowTitle() == "A1.1 功能分区"
    assert dialog.lines == ("符合",)
    press(dialog.close_button)


def test_an_assessment_that_is_closed_cannot_be_moved(window: MainWindow) -> None:
    from evaluator_app.domain.changes import change_status

    session = session_of(window)
    assert window.acts.move.isEnabled()
    session.do(change_status(session.assessment, AssessmentStatus.COMPLETED))
    assert not window.acts.move.isEnabled()
    window.show_home()
    assert not window.acts.move.isEnabled()


def test_experts_points_are_asked_about_only_where_it_matters(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    old, new = (
        replace(a_template().with_item("judged", most, ExpertJudgement()).build(), id="test/panel", edition=most) for most in ("4", "2")
    )
    begun = workspace.begin(NewAssessment(old, Mine("示例矿"), team=TEAM))
    begun.do(record_judgement(begun.assessment, "judged", "a1", Judgement(Decimal(3), "一般")))
    window = show()
    window.open_assessment(begun.assessment.id)
    session = session_of(window)
    entry = replace(workspace.catalog.entries()[0], template=new, digest="0" * 64)

    class OneEdition:
        def entries(self) -> tuple[object, ...]:
            return (entry,)

    dialog = MoveDialog(session, OneEdition(), window)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    assert dialog.policy_card.isVisible()
    assert not dialog.move_button.isEnabled()
    assert ("judged 指标judged", "3（满分 4）→ ?（满分 2）") in groups(dialog)["专家打分  1"]
    press(dialog.policies[PointsPolicy.SCALE])
    assert ("judged 指标judged", "3（满分 4）→ 1.5（满分 2）") in groups(dialog)["专家打分  1"]
    press(dialog.move_button)
    assert session.assessment.answer("judged").judgements["a1"].points == Decimal("1.5")


def test_a_move_that_cannot_be_saved_is_said_in_the_dialog(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    from evaluator_app.errors import UserFacingError

    def full(*_arguments: object, **_options: object) -> None:
        raise UserFacingError("STO-006", "磁盘已满。", "请清理。")

    session = session_of(window)
    dialog = open_dialog(window)
    with monkeypatch.context() as patch:
        patch.setattr(window.workspace.store, "save", full)
        press(dialog.move_button)
    assert dialog.isVisible()
    assert "STO-006" in dialog.banner.text()
    assert session.template.edition == "2024-draft.1"
    QTest.keyClick(dialog.choice, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert session.template.edition == "2024-draft.2"


def test_a_prerequisite_that_asks_otherwise_is_confirmed_on_its_card(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    session.record_verdict("prerequisite.penalties", Outcome.MET)
    first = session.template
    changed = tuple(
        replace(asked, requirement=f"{asked.requirement}（三年）") if asked.id == "prerequisite.penalties" else asked
        for asked in first.prerequisites
    )
    session.move_to(replace(first, edition="2025", prerequisites=changed))
    assert window.page is not None
    view = window.page.view
    session.look_at("prerequisite.penalties")
    card = view.prerequisites.cards["prerequisite.penalties"]
    qtbot.waitUntil(card.again.isVisible)
    assert "改动：文字" in card.again.text()
    assert f"原要求：{first.prerequisites[1].title}：{first.prerequisites[1].requirement}" in card.again.text()
    assert card.outcome_word() == "待补充"
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_5)
    assert not card.again.isVisible()
    assert card.outcome_word() == "符合"
