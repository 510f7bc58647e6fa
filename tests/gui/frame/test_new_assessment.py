# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the three steps that begin an assessment, through clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.status import AssessmentKind
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.dialogs.new_assessment_dialog import NewAssessmentDialog
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.hands import button_named, dialog_of, press

Show = Callable[[], MainWindow]


@pytest.fixture
def window(show: Show) -> MainWindow:
    return show()


@pytest.fixture
def dialog(window: MainWindow) -> NewAssessmentDialog:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    return dialog_of(window, NewAssessmentDialog)


def pick(box: QComboBox, value: str) -> None:
    """Choose a value by the keyboard."""
    box.setFocus()
    for _step in range(abs(box.findData(value) - box.currentIndex())):
        QTest.keyClick(box, Qt.Key.Key_Down if box.findData(value) > box.currentIndex() else Qt.Key.Key_Up)
    box.activated.emit(box.currentIndex())
    assert box.currentData() == value


def choose(dialog: NewAssessmentDialog, fact: str, option: str) -> None:
    """Choose an option of a fact by the keyboard."""
    field = dialog.mine_form.facts_form.rows[fact].field
    assert isinstance(field, QComboBox)
    assert field.isVisible()
    for _step in range(field.findData(option) - field.currentIndex()):
        QTest.keyClick(field, Qt.Key.Key_Down)
    field.activated.emit(field.currentIndex())
    assert field.currentData() == option


def fill(dialog: NewAssessmentDialog) -> None:
    pick(dialog.template_step.industry, "coal")
    press(dialog.next_button)
    dialog.mine_form.name.setText("青山煤矿")
    choose(dialog, "mineral", "coal")
    press(dialog.next_button)
    dialog.frame_form.organization.setText("示例评估机构")
    dialog.frame_form.visit_from.setText("2026年5月12日")
    dialog.person.setText("王立新")
    line = dialog.team_editor.lines[0]
    line.name.setText("王立新")
    line.specialty.setText("采矿")


def test_a_template_says_that_it_is_a_draft_and_how_large_it_is(dialog: NewAssessmentDialog) -> None:
    words = " ".join(child.accessibleName() for child in dialog.template_step.cards[0].children() if hasattr(child, "accessibleName"))
    assert "草案，未经核定" in words
    assert "45 项，100 分" in words


def test_industry_and_province_leave_the_cards_that_fit_the_most_special_first(dialog: NewAssessmentDialog) -> None:
    step = dialog.template_step
    assert {card.entry.template.province for card in step.cards if card.entry.template} == {None}
    pick(step.industry, "magnesite")
    assert [card.entry.id for card in step.cards] == ["cn-mnr/green-mine-2024-magnesite", "cn-mnr/green-mine-2024"]
    pick(step.province, "liaoning")
    assert step.cards[0].entry.id == "cn-liaoning/green-mine-2024-magnesite"
    assert {"cn-liaoning/green-mine-2024", "cn-mnr/green-mine-2024"} <= {card.entry.id for card in step.cards}
    template = step.template()
    assert template is not None
    assert template.id == "cn-liaoning/green-mine-2024-magnesite"
    assert len({(card.entry.id) for card in step.cards}) == len(step.cards), "one edition each"


def test_older_editions_wait_behind_a_button(dialog: NewAssessmentDialog) -> None:
    step = dialog.template_step
    assert "2024-draft.1" not in {card.entry.edition for card in step.cards}
    press(step.older_button)
    assert "2024-draft.1" in {card.entry.edition for card in step.cards}
    press(step.older_button)
    assert "2024-draft.1" not in {card.entry.edition for card in step.cards}


def test_templates_are_searched_and_walked_by_keys(dialog: NewAssessmentDialog) -> None:
    step = dialog.template_step
    step.search.setText("煤炭")
    assert [card.entry.id for card in step.cards] == ["cn-mnr/green-mine-2024-coal"]
    assert step.cards[0].radio.isChecked()
    step.search.setText("没有这个")
    assert step.cards == []
    press(dialog.next_button)
    assert dialog.step() == 0
    QTest.keyClick(step.search, Qt.Key.Key_Escape)
    assert len(step.cards) > 5
    QTest.keyClick(step.search, Qt.Key.Key_Down)
    assert step.cards[0].radio.hasFocus()
    QTest.qWait(50)  # Down goes to what lies below, so the cards must be in their places
    QTest.keyClick(step.cards[0].radio, Qt.Key.Key_Down)
    assert step.cards[1].radio.isChecked()


def test_words_that_no_national_template_has_are_looked_for_in_every_province(dialog: NewAssessmentDialog) -> None:
    step = dialog.template_step
    step.search.setText("辽宁 菱镁")
    assert [card.entry.id for card in step.cards] == ["cn-liaoning/green-mine-2024-magnesite"]
    step.province.setCurrentIndex(step.province.findData("gansu"))
    step.province.activated.emit(step.province.currentIndex())
    assert step.cards == []


def test_tab_goes_from_the_search_to_the_templates_and_then_to_older_editions(dialog: NewAssessmentDialog) -> None:
    step = dialog.template_step
    step.search.setText("煤炭")
    step.search.clear()
    chain: list[QWidget] = [step.search]
    while (following := chain[-1].nextInFocusChain()) is not step.search:
        assert following is not None
        chain.append(following)
    places = [chain.index(widget) for widget in (step.province, step.search, *(card.radio for card in step.cards), step.older_button)]
    assert places[1:] == sorted(places[1:])


def test_what_is_in_force_and_not_on_file_is_said_beside_the_template(dialog: NewAssessmentDialog) -> None:
    pick(dialog.template_step.industry, "coal")
    words = " ".join(label.text() for label in dialog.template_step.findChildren(QLabel))
    assert "DZ/T 0462" in words


def test_the_kind_follows_the_template(dialog: NewAssessmentDialog) -> None:
    assert dialog.frame_form.kind.kind() is AssessmentKind.THIRD_PARTY
    pick(dialog.template_step.province, "heilongjiang")
    template = dialog.template_step.template()
    assert template is not None
    assert template.kinds
    assert dialog.frame_form.kind.kind() is template.kinds[0]


def test_three_steps_begin_an_assessment_and_open_it(window: MainWindow, dialog: NewAssessmentDialog, workspace: Workspace) -> None:
    fill(dialog)
    press(dialog.next_button)
    assert window.session is not None
    assessment = window.session.assessment
    assert assessment.mine.name == "青山煤矿"
    assert assessment.mine.facts == {"mineral": "coal"}
    assert assessment.profile.organization == "示例评估机构"
    assert assessment.profile.visit_from == date(2026, 5, 12)
    assert [(member.name, member.specialty, member.is_leader) for member in assessment.team.values()] == [("王立新", "采矿", True)]
    assert workspace.summaries()[0].assessment_id == assessment.id
    assert window.preferences.person == "王立新"


def test_without_a_name_the_mine_step_stays_and_says_so(dialog: NewAssessmentDialog) -> None:
    press(dialog.next_button)
    press(dialog.next_button)
    assert dialog.step() == 1
    assert dialog.mine_form.name_row.error() == "请填写矿山名称。"
    assert dialog.mine_form.name.hasFocus()


def test_facts_are_asked_only_where_they_matter(dialog: NewAssessmentDialog) -> None:
    pick(dialog.template_step.industry, "coal")
    press(dialog.next_button)
    rows = dialog.mine_form.facts_form.rows
    assert not rows["seam_class"].isVisible()
    choose(dialog, "mineral", "coal")
    assert rows["seam_class"].isVisible()
    choose(dialog, "seam_class", "thick")
    choose(dialog, "mineral", "stone_coal")
    assert not rows["seam_class"].isVisible()
    assert dialog.mine_form.mine().facts == {"mineral": "stone_coal"}


def test_nothing_is_lost_on_the_way_back(dialog: NewAssessmentDialog) -> None:
    fill(dialog)
    press(dialog.back_button)
    QTest.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dialog.step() == 0
    press(dialog.next_button)
    assert dialog.mine_form.name.text() == "青山煤矿"
    assert dialog.mine_form.mine().facts == {"mineral": "coal"}
    press(dialog.next_button)
    assert dialog.frame_form.organization.text() == "示例评估机构"
    assert dialog.team_editor.team()[0].specialty == "采矿"


def test_enter_goes_on_and_in_the_team_adds_a_line(dialog: NewAssessmentDialog) -> None:
    QTest.keyClick(dialog.template_step.cards[0].radio, Qt.Key.Key_Return)
    assert dialog.step() == 1
    dialog.mine_form.name.setText("青山煤矿")
    QTest.keyClick(dialog.mine_form.name, Qt.Key.Key_Return)
    assert dialog.step() == 2
    name = dialog.team_editor.lines[0].name
    name.setFocus()
    name.setText("王立新")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert len(dialog.team_editor.lines) == 2
    assert dialog.isVisible()


def test_wrong_dates_teams_and_names_are_said_at_their_fields(dialog: NewAssessmentDialog, workspace: Workspace) -> None:
    fill(dialog)
    dialog.frame_form.visit_from.setText("2026-13-40")
    press(dialog.next_button)
    assert "2026-05-12" in dialog.frame_form.from_row.error()
    dialog.frame_form.visit_from.setText("2026-05-12")
    dialog.frame_form.visit_to.setText("2026-05-11")
    press(dialog.next_button)
    assert dialog.frame_form.to_row.error() == "结束日期早于开始日期。"
    dialog.frame_form.visit_to.clear()
    dialog.team_editor.add_member("王立新")
    press(dialog.next_button)
    assert "同名" in dialog.team_editor.error()
    dialog.team_editor.lines[1].name.setText("李敏")
    dialog.person.clear()
    press(dialog.next_button)
    assert dialog.person_row.error() == "请填写姓名。"
    assert workspace.summaries() == ()


def test_escape_asks_once_before_what_was_typed_goes(dialog: NewAssessmentDialog, workspace: Workspace) -> None:
    press(dialog.next_button)
    dialog.mine_form.name.setText("青山煤矿")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    press(button_named(dialog.banner, "放弃填写"))
    assert not dialog.isVisible()
    assert workspace.summaries() == ()


def test_an_assessment_that_cannot_be_saved_keeps_the_form(
    dialog: NewAssessmentDialog, workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(dialog)
    workspace.store._connection.execute("pragma query_only=on")
    press(dialog.next_button)
    assert dialog.isVisible()
    assert "STO-005" in dialog.banner.text()
    assert dialog.mine_form.name.text() == "青山煤矿"
    workspace.store._connection.execute("pragma query_only=off")
    press(dialog.next_button)
    assert not dialog.isVisible()


@pytest.mark.parametrize("typed", ["2026-5-2", "2026.05.02", "2026年5月2日", "20260502", "２０２６-５-２"])
def test_dates_are_taken_as_people_write_them(typed: str, qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.day() == date(2026, 5, 2)
    field.editingFinished.emit()
    assert field.text() == "2026-05-02"


def test_tab_goes_from_the_last_field_of_an_added_member_to_the_button_that_adds_another(dialog: NewAssessmentDialog) -> None:
    editor = dialog.team_editor
    first, second = editor.lines[0] if editor.lines else editor.add_member(), editor.add_member()
    assert first.remove.nextInFocusChain() is second.name
    chain: list[QWidget | None] = [second.name]
    while (last := chain[-1]) is not None and last is not editor.add_button and len(chain) < 40:
        chain.append(last.nextInFocusChain())
    assert chain[-1] is editor.add_button
    assert set(second.widgets) <= set(chain)
