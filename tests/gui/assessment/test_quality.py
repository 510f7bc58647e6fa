# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page that looks the assessment over, by real clicks and keys."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from evaluator_app.domain.changes import record_observation
from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.inspection.notice import Topic
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.quality.quality_page import QualityPage
from evaluator_app.gui.views.quality.timeline_view import DayBars

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def page(view: AssessmentView, session: Session) -> QualityPage:
    seen = session.opened.new_observation("site.signs", "标牌偏少", place="井口")
    session.do(record_observation(session.assessment, seen))
    view.show_page("quality")
    shown = view.page("quality")
    assert isinstance(shown, QualityPage)
    return shown


def position(page: QualityPage, code: str, target: str = "") -> int:
    rows = [page.model.row(number) for number in range(page.model.rowCount())]
    return next(number for number, row in enumerate(rows) if row.code == code and target in ("", row.target))


def click(page: QualityPage, number: int) -> None:
    index = page.model.index(number, 0)
    page.list.scrollTo(index)
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.visualRect(index).center())


def test_vague_words_are_found_and_lead_to_their_item(page: QualityPage, view: AssessmentView, session: Session) -> None:
    row = page.model.row(position(page, "QLT-261"))
    assert row.sentence == "“偏少”矿山难以据此整改，请写明：有多少"
    click(page, position(page, "QLT-261"))
    assert session.current == "site.signs"
    assert view.page_name() == "items"


def test_a_rule_switched_off_while_writing_is_no_longer_found(page: QualityPage, view: AssessmentView) -> None:
    click(page, position(page, "QLT-261"))
    view.item_panel.begin_observation()
    editor = view.item_panel.ledger.editor
    editor.words.setPlainText("标牌偏少")
    editor.words.settle()
    QTest.mouseClick(editor.hint.off_button, Qt.MouseButton.LeftButton)
    view.show_page("quality")
    assert "QLT-261" not in {page.model.row(number).code for number in range(page.model.rowCount())}


def test_a_chip_leaves_out_what_weighs_so(page: QualityPage) -> None:
    assert page.chips[Severity.BLOCKS].count()
    QTest.mouseClick(page.chips[Severity.BLOCKS], Qt.MouseButton.LeftButton)
    severities = {page.model.row(number).severity for number in range(page.model.rowCount())}
    assert severities == {Severity.WARNS, Severity.HINTS}


def test_many_hints_are_folded_until_their_heading_is_opened_by_key(page: QualityPage) -> None:
    rows = [page.model.row(number) for number in range(page.model.rowCount())]
    heading = next(number for number, row in enumerate(rows) if row.is_heading and row.topic is Topic.DOCUMENTS)
    assert rows[heading].is_folded
    before = page.model.rowCount()
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(heading, 0))
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.model.rowCount() > before
    assert not page.model.row(heading).is_folded


def test_what_is_mended_elsewhere_is_gone_when_the_hands_rest(page: QualityPage, session: Session, qtbot: QtBot) -> None:
    [seen] = session.assessment.observations_of("site.signs")
    session.undo()
    assert seen.id not in session.assessment.observations
    qtbot.waitUntil(lambda: "QLT-261" not in {page.model.row(n).code for n in range(page.model.rowCount())})


def test_the_day_shows_where_the_team_was_and_where_it_was_not(page: QualityPage, session: Session, view: AssessmentView) -> None:
    page.chooser.setFocus()
    QTest.keyClick(page.chooser, Qt.Key.Key_Right)
    assert page.timeline.isVisible()
    [bars] = page.timeline.findChildren(DayBars)
    assert "井口" in bars.accessibleName()
    pit = next(button for button in page.timeline.findChildren(QAbstractButton) if button.text() == "采掘工作面")
    QTest.mouseClick(pit, Qt.MouseButton.LeftButton)
    item = session.item(session.current)
    assert item is not None
    assert view.page_name() == "items"


def test_the_request_to_the_mine_is_printed(page: QualityPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evaluator_app.gui.views.quality.requests_view.QDesktopServices.openUrl", lambda url: True)
    page.chooser.setFocus()
    QTest.keyClick(page.chooser, Qt.Key.Key_End)
    assert page.requests.isVisible()
    page.requests.write(tmp_path / "清单.pdf")
    pdf = pypdfium2.PdfDocument(tmp_path / "清单.pdf")
    text = "".join(page_of.get_textpage().get_text_range() for page_of in pdf)
    pdf.close()
    assert "待提供资料清单" in text
    assert "采矿许可证、安全生产许可证、营业执照" in text.replace("\r\n", "")
