# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a province asks, on the screen: grounds for removal, what is noted, renewal by value, dates, areas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Mine, Outcome
from evaluator_app.domain.changes import change_mine, change_profile, record_outcome
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import FactDefinition, FactKind, Gate, NamedThing
from evaluator_app.gui.dialogs.facts_form import FactsForm
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.item.settled_edit import SettledEdit
from evaluator_app.gui.views.item.value_field import ValueField
from evaluator_app.gui.views.noted_form import NotedForm
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.services.workspace import NewAssessment, Workspace
from tests.gui.assessment.conftest import TEAM

Begin = Callable[..., Session]
Show = Callable[[Session], AssessmentView]


@pytest.fixture
def begin(workspace: Workspace) -> Iterator[Begin]:
    begun: list[Session] = []

    def begin_one(template: str, kind: AssessmentKind = AssessmentKind.THIRD_PARTY, **facts: str | bool) -> Session:
        entry = workspace.catalog.find(template)
        assert entry is not None
        assert entry.template is not None
        new = NewAssessment(entry.template, Mine("示例矿", facts=facts), organization="示例评估机构", team=TEAM)
        session = Session(workspace.begin(new))
        profile = replace(session.assessment.profile, kind=kind, visit_from=date(2026, 11, 20))
        session.do(change_profile(session.assessment, profile))
        begun.append(session)
        return session

    yield begin_one
    for session in begun:
        session.settle()


def gansu(begin: Begin, **facts: str | bool) -> Session:
    return begin("cn-gansu/green-mine-2024", AssessmentKind.VERIFICATION, **facts)


def line(form: NotedForm, name: str) -> QLineEdit:
    field = form.rows[name].field
    assert isinstance(field, QLineEdit)
    return field


def words_of(form: NotedForm, name: str) -> SettledEdit:
    field = form.rows[name].field
    assert isinstance(field, SettledEdit)
    return field


def write(field: QLineEdit | SettledEdit, words: str) -> None:
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_what_is_noted_is_saved_on_leaving_a_field_and_can_be_undone(begin: Begin, show: Show) -> None:
    session = gansu(begin)
    view = show(session)
    view.show_page("prerequisites")
    form = view.prerequisites.cards["removal.penalty"].noted
    write(words_of(form, "number"), "2026-1")
    write(line(form, "due_on"), "2026/4/30")
    flag = form.rows["executed"].field
    assert isinstance(flag, SegmentedControl)
    flag.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(flag, Qt.Key.Key_End)
    noted = session.assessment.answer("removal.penalty").choices
    assert noted == {"number": "2026-1", "due_on": "2026-04-30", "executed": "false"}
    session.undo()
    session.undo()
    assert session.assessment.answer("removal.penalty").choices == {"number": "2026-1"}
    assert (line(form, "due_on").text(), flag.current()) == ("", "")


def test_a_wrong_date_is_kept_as_typed_and_the_field_says_what_is_wrong(begin: Begin, show: Show) -> None:
    session = gansu(begin)
    view = show(session)
    view.show_page("prerequisites")
    form = view.prerequisites.cards["removal.penalty"].noted
    write(line(form, "due_on"), "2026-04-31")
    assert session.assessment.answer("removal.penalty").choices == {"due_on": "2026-04-31"}
    assert "2026-05-12" in form.rows["due_on"].error()
    write(line(form, "due_on"), "2026-04-30")
    assert form.rows["due_on"].error() == ""
    choice = view.prerequisites.cards["removal.accident"].noted.rows["level"].field
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert session.assessment.answer("removal.accident").choices == {"level": "larger"}


def test_what_is_being_typed_is_kept_when_the_page_is_left(begin: Begin, show: Show) -> None:
    session = gansu(begin)
    view = show(session)
    view.show_page("prerequisites")
    field = words_of(view.prerequisites.cards["removal.fraud"].noted, "matter")
    field.setFocus()
    QTest.keyClicks(field, "ledger")
    view.prerequisites.settle()
    assert session.assessment.answer("removal.fraud").choices == {"matter": "ledger"}


def test_words_noted_are_handed_over_while_one_types_and_a_blank_at_the_end_stays(begin: Begin, show: Show, qtbot: QtBot) -> None:
    session = gansu(begin)
    view = show(session)
    view.show_page("prerequisites")
    field = words_of(view.prerequisites.cards["removal.fraud"].noted, "matter")
    field.setFocus()
    QTest.keyClicks(field, "false ")
    qtbot.waitUntil(lambda: session.assessment.answer("removal.fraud").choices == {"matter": "false"})
    assert field.toPlainText() == "false "
    QTest.keyClicks(field, "ledger")
    view.prerequisites.settle()
    assert session.assessment.answer("removal.fraud").choices == {"matter": "false ledger"}
    session.undo()
    assert session.assessment.answer("removal.fraud").choices == {}


def test_prerequisites_stand_under_what_hangs_on_them_and_idle_ones_are_one_line(begin: Begin, show: Show) -> None:
    session = gansu(begin, has_tailings_pond=False)
    page = show(session).prerequisites
    cards = page.cards
    assert list(page.heads) == [Gate.SCORING, Gate.REMOVAL]
    assert "removal.tailings" not in cards
    assert not cards["removal.licences"].isHidden()
    assert "R8" in page.heads[Gate.REMOVAL].not_asked.text()
    mine = replace(session.assessment.mine, facts={"has_tailings_pond": True})
    session.do(change_mine(session.assessment, mine))
    page.refresh(None)
    order = [key for key, _card in sorted(page.cards.items(), key=lambda item: page._column.indexOf(item[1]))]
    assert order == [prerequisite.id for prerequisite in session.template.prerequisites]
    assert page.heads[Gate.REMOVAL].not_asked.isHidden()
    session.do(change_mine(session.assessment, replace(mine, facts={"has_tailings_pond": False})))
    page.refresh(None)
    assert page.cards["removal.tailings"].isHidden()


def test_in_another_kind_of_assessment_the_grounds_are_one_line(begin: Begin, show: Show) -> None:
    session = begin("cn-gansu/green-mine-2024")
    view = show(session)
    page = view.prerequisites
    assert [key for key in page.cards if key.startswith("removal.")] == []
    assert "核查" in page.heads[Gate.REMOVAL].not_asked.text()
    assert "/ 5" in view.score_pane.prerequisites.accessibleName()


def test_a_value_decides_a_renewal_and_on_another_basis_it_stays_open(begin: Begin, show: Show, qtbot: QtBot) -> None:
    facts: dict[str, str | bool] = {"applies_for_renewal": True, "licence_expires_on": "2026-05-31"}
    session = begin("cn-guizhou/green-mine-2024", **facts)
    view = show(session)
    view.show_page("prerequisites")
    card = view.prerequisites.cards["renewal.greening"]
    assert card.values is not None
    assert card.verdicts.isHidden()
    value, basis = card.values.rows["value"].field, card.values.rows["basis"].field
    assert isinstance(value, ValueField)
    assert isinstance(basis, QComboBox)
    write(value, "43.7")
    basis.setCurrentIndex(2)
    basis.activated.emit(2)
    assert session.assessment.answer("renewal.greening").values == {"value": Decimal("43.7")}
    assert card.outcome_word() == "待补充"
    basis.setCurrentIndex(1)
    basis.activated.emit(1)
    assert card.outcome_word() == "不符合"
    assert "不应延续" in view.score_pane.overview.gates[0]._heading.text()


def test_the_pane_shows_removal_deadlines_and_areas(begin: Begin, show: Show, qtbot: QtBot) -> None:
    session = gansu(
        begin, mine_stage="new", formal_production_on="2024-02-29", is_under_rectification=True, rectification_from="2026-08-31"
    )
    overview = show(session).score_pane.overview
    session.do(record_outcome(session.assessment, "removal.penalty", Outcome.NOT_MET))
    overview.refresh()
    assert overview.gates[0]._heading.text() == "移出名录：建议移出"
    assert "R2" in overview.gates[0].texts()[0]
    assert overview.deadlines.texts() == ("新建矿山通过核查验收：2025-02-28，已过 630 天", "整改期满：2027-02-28，还有 100 天")
    assert overview.areas.isHidden()
    liaoning = show(begin("cn-liaoning/green-mine-2024-magnesite", mine_stage="producing")).score_pane.overview
    assert liaoning.area_lines.isHidden()
    QTest.mouseClick(liaoning.areas, Qt.MouseButton.LeftButton)
    assert not liaoning.area_lines.isHidden()
    assert len(liaoning.area_lines.texts()) == 7


def test_a_template_without_all_that_shows_nothing_of_it(begin: Begin, show: Show) -> None:
    assert show(begin("cn-mnr/green-mine-2024")).score_pane.overview.isHidden()


def test_the_facts_take_dates_and_say_what_is_none(qtbot: QtBot) -> None:
    stage = FactDefinition("stage", "阶段", FactKind.CHOICE, (NamedThing("new", "新建"),))
    started = FactDefinition("started_on", "投产日期", FactKind.DATE, asked_when=None)
    form = FactsForm((stage, replace(started, asked_when=None)))
    qtbot.addWidget(form)
    form.show()
    field = form.rows["started_on"].field
    assert isinstance(field, QLineEdit)
    write(field, "2026.5.12")
    assert form.facts() == {"started_on": "2026-05-12"}
    assert form.check()
    write(field, "2026-02-30")
    assert not form.check()
    assert "2026-05-12" in form.rows["started_on"].error()


def test_a_fact_asked_by_one_that_the_template_settles_is_shown(qtbot: QtBot) -> None:
    from evaluator_app.domain.applicability import FactIs

    settled = FactDefinition("industry", "行业", FactKind.CHOICE, (NamedThing("a", "甲"), NamedThing("b", "乙")), value="a")
    form = FactsForm((settled, FactDefinition("x", "问题", FactKind.TEXT, asked_when=FactIs("industry", ("a",)))))
    qtbot.addWidget(form)
    form.show()
    assert list(form.rows) == ["x"]
    assert not form.rows["x"].isHidden()
