# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Conflicts on the page of the team: both words are shown, the leader decides by clicks, the others cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import record_observation, record_outcome, remove_observation
from evaluator_app.domain.merging.conflicts import open_conflicts
from evaluator_app.domain.teamwork import Stated
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.team.conflicts_card import ConflictEntry, ConflictsCard
from evaluator_app.gui.views.team.team_page import TeamPage
from evaluator_app.services import merging
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton
ITEM = "site.signs"


@pytest.fixture
def colleague(session: Session, tmp_path: Path) -> Iterator[OpenAssessment]:
    """Give the assessment to 李敏, on a laptop of her own."""
    with Workspace(tmp_path / "李敏", who="李敏") as theirs:
        opened = session.opened
        theirs.store.create(opened.origin(), opened.template, who=opened.who, at=opened.now())
        yield theirs.open_assessment(opened.assessment.id)


@pytest.fixture
def card(view: AssessmentView, session: Session, colleague: OpenAssessment) -> ConflictsCard:
    """Return the card after both have spoken of one item apart, one of them also of a fact seen."""
    seen = session.opened.new_observation(ITEM, "标识牌缺失", place="采场入口")
    session.do(record_observation(session.assessment, seen))
    merging.take(colleague, merging.prepare(colleague, session.opened.known().acts.values()), "{}")
    session.do(record_outcome(session.assessment, ITEM, Outcome.MET))
    session.do(remove_observation(session.assessment, seen.id))
    colleague.do(record_outcome(colleague.assessment, ITEM, Outcome.NOT_MET, reason="两处缺牌"))
    colleague.do(record_observation(colleague.assessment, replace(seen, count=2)))
    merging.take(session.opened, merging.prepare(session.opened, colleague.known().acts.values()), "{}")
    view.show_page("team")
    page = view.page("team")
    assert isinstance(page, TeamPage)
    return page.conflicts


def test_both_words_are_shown_with_what_holds_for_now(card: ConflictsCard) -> None:
    texts = [button.accessibleName() for entry in card.entries.values() for button in entry.choices.buttons()]
    assert "李敏：不符合　两处缺牌" in "\n".join(texts)
    assert "王立新：符合" in "\n".join(texts)
    assert any("采场入口：标识牌缺失（×2）" in text for text in texts)
    assert any("无，或已删除" in text for text in texts)
    assert sum("暂以此为准" in text for text in texts) == 2
    assert card.badge.text() == "2"


def test_the_leader_decides_by_clicks_and_it_can_be_undone(card: ConflictsCard, session: Session) -> None:
    verdict = next(entry for key, entry in card.entries.items() if "verdict" in key)
    assert not verdict.decide_button.isEnabled()
    choice = next(button for button in verdict.choices.buttons() if "不符合" in button.accessibleName())
    choice.click()
    verdict.note.setText("照片可证")
    QTest.mouseClick(verdict.decide_button, LEFT)
    assert session.assessment.answer(ITEM).outcome is Outcome.NOT_MET
    [left] = open_conflicts(session.assessment)
    assert "observation" in left.key
    assert list(card.entries) == [left.key]
    closed = session.assessment.conflicts[verdict.conflict.key].closing
    assert closed is not None
    assert (closed.by, closed.words) == ("王立新", "照片可证")
    session.undo()
    assert len(open_conflicts(session.assessment)) == 2


def test_whoever_does_not_lead_sees_the_words_and_who_decides(card: ConflictsCard, session: Session) -> None:
    session.opened.who = "李敏"
    card.refresh()
    assert not any(entry.decide_button.isVisible() or entry.note.isVisible() for entry in card.entries.values())
    assert not any(button.isEnabled() for entry in card.entries.values() for button in entry.choices.buttons())
    session.opened.who = "王立新"


def test_a_conflict_leads_to_its_item(card: ConflictsCard, session: Session, view: AssessmentView) -> None:
    entry = next(iter(card.entries.values()))
    QTest.mouseClick(entry.title, LEFT)
    assert session.current == ITEM
    assert view.page_name() == "items"


def test_the_item_says_what_is_in_conflict_until_it_is_decided(card: ConflictsCard, session: Session, view: AssessmentView) -> None:
    view.jump(ITEM)
    banner = view.item_panel.conflict
    assert banner.isVisibleTo(view)
    assert "李敏 不符合　两处缺牌／王立新 符合" in banner.text()
    for entry in tuple(card.entries.values()):
        session.do(merging.closing(session.opened, entry.conflict.key, entry.conflict.statements[0].value, ""))
    assert not banner.isVisibleTo(view)


def test_people_who_said_the_same_are_one_choice(card: ConflictsCard, qtbot: QtBot) -> None:
    conflict = next(iter(card.entries.values())).conflict
    first, second = conflict.statements
    three = replace(conflict, statements=(first, second, Stated("赵强", first.value)))
    entry = ConflictEntry(card.context, three, first.value, may=True)
    qtbot.addWidget(entry)
    texts = [button.accessibleName() for button in entry.choices.buttons()]
    assert [text.partition("：")[0] for text in texts] == [f"{first.who}、赵强", second.who]
    assert "暂以此为准" in texts[0]
