# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The mine's own scores beside ours, and the faults of the round before, by real clicks and keys."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from evaluator_app.domain.assessment import Mine, Outcome
from evaluator_app.domain.changes import record_observation
from evaluator_app.domain.rounds import EarlierState
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.rounds.rounds_page import RoundsPage
from evaluator_app.paths import resource
from evaluator_app.services.workspace import NewAssessment, Workspace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
PHOTO = resource("sample/photos/04_workshop.jpg")


@pytest.fixture
def earlier(workspace: Workspace, session: Session) -> str:
    """Return the id of an assessment of last year, with two faults, one of them with a photo."""
    opened = workspace.begin(NewAssessment(session.template, Mine("示例煤矿", facts=session.assessment.mine.facts)))
    for text, place in (("缺 3 块标识牌", "井口"), ("废旧托辊 12 件露天堆放", "机修车间")):
        opened.do(record_observation(opened.assessment, opened.new_observation("site.signs", text, place=place)))
    seen = next(each for each in opened.assessment.observations.values() if each.place == "机修车间")
    opened.add_files([PHOTO], [seen.id])
    opened.settle()
    return opened.assessment.id


@pytest.fixture
def page(view: AssessmentView) -> RoundsPage:
    view.show_page("rounds")
    shown = view.page("rounds")
    assert isinstance(shown, RoundsPage)
    return shown


def test_the_mines_own_scores_are_taken_in_and_the_widest_gap_stands_first(page: RoundsPage, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "自评.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("序号", "自评得分", "说明"), ("A1.1", 2, "清楚"), ("A1.3", 1, "齐全"), ("A1.9", 1, ""))):
            sheet.write_row(number, 0, row)
    session.record_verdict("site.zoning", Outcome.MET)
    session.do(record_observation(session.assessment, session.opened.new_observation("site.signs", "缺牌", place="井口", count=5)))
    page.own.take(path)
    assert session.assessment.self_scores["site.zoning"].points == Decimal(2)
    texts = [page.own.table.item(row, column) for row in range(2) for column in (0, 3)]
    assert [item.text() for item in texts if item] == ["A1.3 标识标牌", "+1", "A1.1 功能分区", "0"]
    QTest.mouseClick(page.own.only_gaps, Qt.MouseButton.LeftButton)
    assert page.own.table.rowCount() == 1
    page.own.table.setFocus()
    page.own.table.setCurrentCell(0, 0)
    QTest.keyClick(page.own.table, Qt.Key.Key_Return)
    assert session.current == "site.signs"
    session.undo()


def test_the_form_for_the_mine_can_be_taken_in_again(session: Session, tmp_path: Path) -> None:
    from evaluator_app.services.rounds import read_scores, write_form

    write_form(session.opened, tmp_path / "表.xlsx")
    assert len(read_scores(tmp_path / "表.xlsx", session.opened).missing) == 45


def test_an_earlier_round_becomes_a_list_to_verify_with_pairs_of_photos(page: RoundsPage, session: Session, earlier: str) -> None:
    page.show_view("earlier")
    menu = page.earlier.choices()
    assert [str(action.data()) for action in menu.actions()] == [earlier]
    assert "本矿" in menu.actions()[0].text()
    page.earlier.follow(earlier)
    assert [card.fault.place for card in page.earlier.cards.values()] == ["井口", "机修车间"]
    card = next(card for card in page.earlier.cards.values() if card.fault.place == "机修车间")
    assert len(card.then.photos()) == 1
    assert card.then.photos()[0].load() is not None
    card.add_files([resource("sample/photos/05_scattered_rollers.jpg")])
    assert len(card.now.photos()) == 1
    [name] = card.fault.evidence
    assert session.assessment.evidence[name].place == "机修车间"
    QTest.mouseClick(card.states[EarlierState.MENDED], Qt.MouseButton.LeftButton)
    assert (card.fault.state, card.fault.looked_at_by) == (EarlierState.MENDED, "a1")
    assert "1" in page.chooser.accessibleName()
    QTest.mouseClick(card.states[EarlierState.MENDED], Qt.MouseButton.LeftButton)
    assert card.fault.state is EarlierState.NOT_LOOKED_AT


def test_words_of_now_are_saved_when_the_page_is_left(page: RoundsPage, session: Session, earlier: str, view: AssessmentView) -> None:
    page.show_view("earlier")
    page.earlier.follow(earlier)
    card = next(iter(page.earlier.cards.values()))
    card.words.setFocus()
    card.words.insertPlainText("已补齐 3 块")
    view.show_page("items")
    assert card.fault.words == "已补齐 3 块"
