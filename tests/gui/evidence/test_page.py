# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page of all evidence: found, filed, placed, captioned, taken away with a way back; by mouse and by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Filing
from evaluator_app.domain.changes import Act, change_records, change_status
from evaluator_app.domain.evidence_filter import Among, EvidenceFilter
from evaluator_app.domain.evidence_kinds import EvidenceKind
from evaluator_app.domain.forms.record import FormRecord, FormSignature
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.gui.dialogs.filing_dialog import FilingDialog
from evaluator_app.gui.dialogs.photo_viewer import PhotoViewer
from evaluator_app.gui.dialogs.removal_dialog import RemovalDialog
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.evidence.evidence_page import EvidencePage
from evaluator_app.gui.views.score.link_line import LinkLine
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.paths import resource
from tests.gui.evidence.conftest import PHOTOS, PLAN, AtOnce, named
from tests.gui.evidence.hands import LEFT, Key, click, dialog, open_dialogs, press, write

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(page: EvidencePage) -> list[str]:
    return [item.name for item in page.model.evidence()]


def said(page: EvidencePage) -> str:
    return "\n".join(label.text() for label in page.pane.findChildren(QLabel) if label.isVisible()).replace("\u200b", "")


def test_everything_stands_in_the_order_it_was_taken_and_the_model_keeps_the_rules(page: EvidencePage) -> None:
    assert shown(page) == [*PHOTOS, PLAN]
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_chips_and_boxes_count_and_filter(page: EvidencePage, session: Session) -> None:
    counts = {among: chip.count() for among, chip in page.filter.chips.items()}
    assert counts == {Among.ALL: 4, Among.NOT_FILED: 1, Among.FLAGGED: 0}
    QTest.mouseClick(page.filter.chips[Among.NOT_FILED], LEFT)
    assert shown(page) == [PLAN]
    QTest.mouseClick(page.filter.chips[Among.ALL], LEFT)
    kinds = page.filter.kinds
    assert [kinds.itemText(number) for number in range(kinds.count())] == ["全部类别", "照片", "文件"]
    kinds.setFocus()
    press(Key.Key_Down)
    assert shown(page) == list(PHOTOS)
    kinds.setFocus()
    press(Key.Key_Up)
    page.filter.targets.setFocus()
    press(Key.Key_Down)
    assert page.filter.current().target == "site.orderliness"
    assert shown(page) == list(PHOTOS)


def test_words_find_and_down_leads_into_the_grid(page: EvidencePage, qtbot: QtBot) -> None:
    page.filter.search.setFocus()
    write("定置")
    QTest.keyClicks(page.filter.search, " roller")
    press(Key.Key_Down)
    assert shown(page) == [PHOTOS[1]]
    assert page.grid.hasFocus()
    page.filter.search.setFocus()
    QTest.keyClicks(page.filter.search, " nothing")
    qtbot.waitUntil(lambda: shown(page) == [])
    button = next(b for b in page.findChildren(ActionButton) if b.text() == "显示全部" and b.isVisible())
    QTest.mouseClick(button, LEFT)
    assert len(shown(page)) == 4


def test_a_selection_is_filed_under_items_by_keys_as_one_act(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    click(page, named(session, PHOTOS[0]).id)
    click(page, named(session, PLAN).id, CONTROL)
    press(Key.Key_F)
    filing = dialog(qtbot, FilingDialog)
    assert filing.picker.search.hasFocus()
    QTest.keyClicks(filing.picker.search, "A1.3")
    press(Key.Key_Down)
    press(Key.Key_Space)
    press(Key.Key_Return)
    assert not open_dialogs(FilingDialog)
    assert named(session, PHOTOS[0]).targets == ("site.orderliness", "site.signs")
    assert named(session, PLAN).targets == ("site.signs",)
    assert named(session, PLAN).filed_by is Filing.HAND
    qtbot.waitUntil(lambda: page.filter.chips[Among.NOT_FILED].count() == 0)
    assert sorted(page.grid.chosen()) == sorted([named(session, PHOTOS[0]).id, named(session, PLAN).id])
    session.undo()
    assert named(session, PLAN).targets == ()


def test_a_dash_stays_unless_it_is_touched_and_a_click_clears_a_tick(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    page.grid.selectAll()
    press(Key.Key_F)
    filing = dialog(qtbot, FilingDialog)
    rows = {filing.picker.list.item(number).text().strip(): filing.picker.list.item(number) for number in range(filing.picker.list.count())}
    mixed, fresh = rows["A1.4 定置管理"], rows["A1.1 功能分区"]
    assert mixed.checkState() is Qt.CheckState.PartiallyChecked
    assert any("托辊露天堆放" in words for words in rows)
    filing.picker.list.scrollToItem(fresh)
    QTest.mouseClick(filing.picker.list.viewport(), LEFT, pos=filing.picker.list.visualItemRect(fresh).center())
    QTest.mouseClick(filing.done_button, LEFT)
    (added,) = named(session, PLAN).targets
    assert session.opened.title_of(added) == "A1.1 功能分区"
    assert all(added in item.targets for item in session.assessment.evidence.values())
    assert "site.orderliness" not in named(session, PLAN).targets
    assert "site.orderliness" in named(session, PHOTOS[0]).targets


def test_taking_away_what_is_used_shows_where_and_undo_brings_it_back(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    photo = named(session, PHOTOS[1])
    click(page, photo.id)
    press(Key.Key_Delete)
    asking = dialog(qtbot, RemovalDialog)
    assert any("托辊露天堆放" in label.text() for label in asking.findChildren(QLabel))
    press(Key.Key_Escape)
    assert photo.id in session.assessment.evidence
    page.window().activateWindow()
    qtbot.waitUntil(page.grid.hasFocus)
    press(Key.Key_Delete)
    dialog(qtbot, RemovalDialog)
    press(Key.Key_Return)
    assert photo.id not in session.assessment.evidence
    assert session.opened.file_of(photo).is_file()
    assert PHOTOS[1] in page.banner.text()
    undo = next(b for b in page.banner.findChildren(ActionButton) if b.isVisible())
    QTest.mouseClick(undo, LEFT)
    assert session.assessment.evidence[photo.id] == photo
    assert not page.banner.isVisible()


def test_what_nothing_rests_on_goes_at_once_and_comes_back(page: EvidencePage, session: Session) -> None:
    click(page, named(session, PLAN).id)
    press(Key.Key_Delete)
    assert not open_dialogs(RemovalDialog)
    assert len(session.assessment.evidence) == 3
    assert page.banner.isVisible()
    session.undo()
    assert len(session.assessment.evidence) == 4


def test_enter_opens_large_and_the_grid_follows_where_one_went(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    press(Key.Key_Return)
    viewer = dialog(qtbot, PhotoViewer)
    assert viewer.current == named(session, PHOTOS[0]).id
    press(Key.Key_Right)
    press(Key.Key_Escape)
    assert page.grid.current_id() == named(session, PHOTOS[1]).id


def test_a_caption_is_saved_before_another_piece_is_shown(page: EvidencePage, session: Session) -> None:
    first, second = named(session, PHOTOS[0]), named(session, PHOTOS[1])
    click(page, first.id)
    page.pane.caption.setFocus()
    write("车间内部")
    write("整齐")
    click(page, second.id)
    assert session.assessment.evidence[first.id].caption == "车间内部整齐"
    assert session.assessment.evidence[second.id].caption == ""
    assert page.pane.caption.toPlainText() == ""
    session.undo()
    assert session.assessment.evidence[first.id].caption == ""


def test_a_place_is_given_to_all_that_are_chosen(page: EvidencePage, session: Session) -> None:
    page.grid.selectAll()
    press(Key.Key_P)
    press(Key.Key_A, CONTROL)
    write("排土场")
    press(Key.Key_Return)
    assert {item.place for item in session.assessment.evidence.values()} == {"排土场"}
    session.undo()
    assert named(session, PLAN).place == ""


def test_what_is_known_is_said_with_its_source_and_what_is_missing_plainly(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    photo = named(session, PHOTOS[0])
    click(page, photo.id)
    qtbot.waitUntil(lambda: "EXIF DateTimeOriginal" in said(page))
    words = said(page)
    for part in ("2025-09-16", "EXIF GPS", "Sample Camera", "王立新", photo.sha256):
        assert part in words
    blank = QImage(8, 8, QImage.Format.Format_RGB32)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"PNG")).write(blank)
    session.add_image("空白.png", bytes(buffer.data().data()), [])
    qtbot.waitUntil(lambda: len(shown(page)) == 5)
    click(page, named(session, "空白.png").id)
    qtbot.waitUntil(lambda: "文件未记录时间" in said(page))
    assert "文件未记录位置" in said(page)
    assert "尚未归入任何指标" in said(page)


def test_an_item_that_it_serves_is_one_click_away(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    click(page, named(session, PHOTOS[1]).id)
    qtbot.waitUntil(lambda: any(line.isVisible() for line in page.pane.facts.findChildren(LinkLine)))
    (line,) = [line for line in page.pane.facts.findChildren(LinkLine) if line.isVisible()]
    assert line.text() == "A1.4 定置管理"
    QTest.mouseClick(line, LEFT)
    assert session.current == "site.orderliness"
    assert not page.isVisible()


def test_the_same_file_twice_is_in_doubt(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    session.add_files([resource("sample/photos") / PHOTOS[0]], ["site.signs"])
    qtbot.waitUntil(lambda: page.filter.chips[Among.FLAGGED].count() == 2, timeout=8000)
    QTest.mouseClick(page.filter.chips[Among.FLAGGED], LEFT)
    assert shown(page) == [PHOTOS[0], PHOTOS[0]]
    assert page.model.row(0).doubts


def test_evidence_that_a_filter_hides_is_shown_when_asked_for(page: EvidencePage, session: Session) -> None:
    page.filter.look_for(EvidenceFilter(kind=EvidenceKind.DOCUMENT))
    assert shown(page) == [PLAN]
    page.show_evidence(named(session, PHOTOS[2]).id)
    assert len(shown(page)) == 4
    assert page.grid.chosen() == [named(session, PHOTOS[2]).id]


def test_tiles_say_all_to_screen_readers(page: EvidencePage) -> None:
    first, last = page.model.index(0), page.model.index(3)
    assert "定置" not in str(first.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "A1.4" in str(first.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "未归项" in str(last.data(Qt.ItemDataRole.AccessibleTextRole))
    assert page.grid.accessibleName() == "佐证"


def test_in_a_closed_assessment_nothing_can_be_changed(page: EvidencePage, session: Session) -> None:
    profile = session.assessment.profile
    assert profile.status is AssessmentStatus.DRAFT
    session.do(change_status(session.assessment, AssessmentStatus.COMPLETED))
    page.show_evidence(named(session, PHOTOS[0]).id)
    for key in (Key.Key_F, Key.Key_Delete, Key.Key_K):
        press(key)
    assert not open_dialogs(FilingDialog)
    assert not open_dialogs(RemovalDialog)
    assert len(session.assessment.evidence) == 4
    assert not page.pane.file_button.isEnabled()


def test_what_a_form_holds_is_not_called_unfiled(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    plan = named(session, PLAN)
    signature = FormSignature("李敏", plan.id)
    record = FormRecord("s", "facts_sheet@1", signatures={"signature": signature})
    session.do(change_records(session.assessment, Act.FILL_FORM, RecordKind.FORM_RECORD, {record.id: record}))
    qtbot.waitUntil(lambda: page.filter.chips[Among.NOT_FILED].count() == 0)
    row = page.model.position_of(plan.id)
    assert not page.model.row(row).is_to_file
    assert "未归项" not in page.model.row(row).spoken()
    click(page, plan.id)
    qtbot.waitUntil(lambda: "属于表单" in said(page))


def test_what_was_looked_for_is_there_after_a_restart_without_the_words(page: EvidencePage, session: Session, tmp_path: Path) -> None:
    page.filter.look_for(EvidenceFilter(Among.ALL, EvidenceKind.PHOTO, "机修车间", "site.orderliness", "王立新", "roller"))
    assert shown(page) == [PHOTOS[1]]
    view = AssessmentView(Session(session.opened), AtOnce(), tmp_path, Preferences(session.opened._store))
    view.show()
    view.show_page("evidence")
    again = view.findChild(EvidencePage)
    assert again is not None
    assert again.filter.current() == EvidenceFilter(Among.ALL, EvidenceKind.PHOTO, "机修车间", "site.orderliness", "王立新")
    assert shown(again) == list(PHOTOS)
    assert again.filter.kinds.currentText() == "照片"
    view.close()


@pytest.mark.parametrize("kept", [{"among": "nonsense", "kind": "?"}, {"place": "没有的地方", "target": "gone", "person": "某人"}])
def test_a_choice_that_makes_no_sense_any_more_shows_everything(session: Session, tmp_path: Path, kept: dict[str, str]) -> None:
    Preferences(session.opened._store).set_of_assessment("evidence", session.assessment.id, kept)
    view = AssessmentView(session, AtOnce(), tmp_path, Preferences(session.opened._store))
    view.show()
    view.show_page("evidence")
    page = view.findChild(EvidencePage)
    assert page is not None
    assert len(shown(page)) == 4
    view.close()
