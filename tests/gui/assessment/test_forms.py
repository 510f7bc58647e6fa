# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Record forms on the screen: begun from the menu, filled in by keys and clicks, saved at once, undone, signed, never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import change_profile
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.forms.answer_fields import AnswerField
from evaluator_app.gui.views.forms.form_dialog import FormDialog
from evaluator_app.gui.views.forms.readings_editor import ReadingsEditor
from evaluator_app.gui.views.forms.records_strip import RecordsStrip
from evaluator_app.gui.views.forms.signature_field import SignatureField
from evaluator_app.gui.views.forms.table_editor import TableEditor
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.services.filling import begin_form, form_catalog

LICENCES = "prerequisite.licences"
Open = Callable[..., FormDialog]


def write(field: QWidget, text: str) -> None:
    """Write words as an input method does."""
    field.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def begin(session: Session, kind: str, target: str = "", /, **values: str | bool) -> str:
    opened = session.opened
    form = form_catalog(opened.folder).forms()[kind]
    begun = begin_form(session.assessment, form, target, record_id=opened.new_id(), at=opened.now(), values=values)
    assert session.do(begun.change)
    return begun.record.id


def record(session: Session, name: str) -> FormRecord:
    return session.assessment.form_records[name]


@pytest.fixture
def visited(session: Session) -> Session:
    """Return the session of a mine that is visited on two days and files later."""
    visit = (date(2026, 5, 12), date(2026, 5, 13), date(2026, 6, 30))
    profile = replace(session.assessment.profile, visit_from=visit[0], visit_to=visit[1], filing_on=visit[2])
    session.do(change_profile(session.assessment, profile))
    return session


@pytest.fixture
def show_form(visited: Session, qtbot: QtBot) -> Open:
    """Return what begins a form and shows it."""

    def show(kind: str, target: str = "", /, **values: str | bool) -> FormDialog:
        dialog = FormDialog(visited, begin(visited, kind, target, **values))
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    return show


def field(dialog: FormDialog, name: str) -> QWidget:
    found = dialog.editor.fields[name]
    return found.inner if isinstance(found, AnswerField) else found


def test_a_form_is_begun_from_the_menu_of_a_prerequisite_and_decides_it(
    visited: Session, show: Callable[[Session], AssessmentView]
) -> None:
    view = show(visited)
    visited.look_at(LICENCES)
    card = view.prerequisites.cards[LICENCES]
    strip = card.forms
    strip.menu.aboutToShow.emit()
    titles = [action.text() for action in strip.menu.actions()]
    assert titles[0] == "证照核查表"
    strip.menu.actions()[0].trigger()
    dialog = view.window().findChild(FormDialog) or next(w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog))
    write(field(dialog, "name"), "采矿许可证")
    for name, day in (("valid_from", "2016.5.1"), ("valid_until", "20260513")):
        write(field(dialog, name), day)
    dialog.close_button.click()
    [filled] = visited.assessment.form_records.values()
    assert filled.values["name"] == "采矿许可证"
    assert (filled.values["valid_from"], filled.values["valid_until"]) == ("2016-05-01", "2026-05-13")
    result = next(each for each in visited.card.prerequisites if each.id == LICENCES)
    assert result.outcome is Outcome.NOT_MET
    assert card.outcome_word() == "不符合"
    [line] = strip.lines
    assert line.accessibleName() == "证照核查表 · 采矿许可证: 不符合"
    assert "2026-06-30" in line.accessibleDescription()


def test_the_keyboard_begins_in_the_first_field_that_must_be_filled_in(show_form: Open) -> None:
    dialog = show_form("permit", LICENCES, name="采矿许可证")
    assert field(dialog, "number").hasFocus()
    QTest.keyClicks(field(dialog, "number"), "C140")
    QTest.keyClick(field(dialog, "number"), Qt.Key.Key_Tab)
    assert record(dialog.editor._session, dialog.editor.record_id).values["number"] == "C140"
    assert field(dialog, "issuer").hasFocus()


def test_closing_in_any_way_keeps_what_is_being_typed(show_form: Open, visited: Session) -> None:
    for number, close in enumerate((FormDialog.close, FormDialog.reject, FormDialog.accept)):
        dialog = show_form("permit", LICENCES)
        write(field(dialog, "name"), f"证{number}")
        write(field(dialog, "remark"), "延续已受理")
        close(dialog)
        kept = record(visited, dialog.editor.record_id).values
        assert (kept["name"], kept["remark"]) == (f"证{number}", "延续已受理")
    dialog = show_form("permit", LICENCES)
    write(field(dialog, "remark"), "按退出键")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert record(visited, dialog.editor.record_id).values["remark"] == "按退出键"


def test_undo_takes_back_one_answer_and_the_field_shows_it(show_form: Open, visited: Session) -> None:
    dialog = show_form("permit", LICENCES, name="采矿许可证", valid_from="2016-01-01")
    flag = field(dialog, "long_term")
    assert isinstance(flag, QCheckBox)
    QTest.mouseClick(flag, Qt.MouseButton.LeftButton, pos=QPoint(8, flag.height() // 2))
    assert record(visited, dialog.editor.record_id).values["long_term"] is True
    QTest.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    assert "long_term" not in record(visited, dialog.editor.record_id).values
    assert not flag.isChecked()
    visited.undo()
    assert not dialog.isVisible()


def test_a_wrong_date_stays_as_it_was_typed_and_is_said_to_be_wrong(show_form: Open, visited: Session) -> None:
    dialog = show_form("permit", LICENCES)
    write(field(dialog, "valid_from"), "去年五月")
    dialog.editor.settle()
    assert record(visited, dialog.editor.record_id).values["valid_from"] == "去年五月"
    assert dialog.editor.rows["valid_from"].error() == "有效期自：不是日期"
    assert field(dialog, "valid_from").property("invalid") is True


def test_choices_are_chosen_and_places_documents_and_persons_are_picked(show_form: Open, visited: Session) -> None:
    dialog = show_form("document_review", LICENCES)
    picked = field(dialog, "document")
    assert isinstance(picked, QComboBox)
    assert picked.itemText(0) == "采矿许可证、安全生产许可证、营业执照"
    picked.setCurrentIndex(0)
    picked.activated.emit(0)
    seen = field(dialog, "form_seen")
    assert isinstance(seen, QComboBox)
    seen.setCurrentIndex(1)
    seen.activated.emit(1)
    reviewer = field(dialog, "reviewer")
    assert isinstance(reviewer, QComboBox)
    assert [reviewer.itemText(number) for number in range(reviewer.count())] == ["王立新", "李敏"]
    line = reviewer.lineEdit()
    assert line is not None
    write(line, "外聘专家")
    dialog.editor.settle()
    kept = record(visited, dialog.editor.record_id).values
    assert (kept["document"], kept["form_seen"], kept["reviewer"]) == ("licences", "original", "外聘专家")
    observation = show_form("site_observation", "site.zoning")
    control = field(observation, "has_problem")
    assert isinstance(control, SegmentedControl)
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_End)
    assert record(visited, observation.editor.record_id).values["has_problem"] == "yes"


def test_readings_grow_show_their_mean_and_are_judged_at_once(show_form: Open, visited: Session) -> None:
    values: dict[str, str | bool] = {"quantity": "噪声", "unit": "dB(A)", "limit": "60", "direction": "at_most"}
    dialog = show_form("measurement", "site.zoning", **values, measured_on="2026-05-12", calibrated_until="2026-05-01")
    readings = field(dialog, "readings")
    assert isinstance(readings, ReadingsEditor)
    assert len(readings.lines) == 1
    for number, reading in enumerate(("60.1", "60.6", "60.3")):
        line = readings.lines[number]
        line.setFocus()
        QTest.keyClicks(line, reading)
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert readings.lines[number + 1].hasFocus()
    assert readings.mean.text() == "3 次读数，平均 60.3"
    summary = dialog.editor.summary()
    assert summary is not None
    words = [reason.code for reason in summary.reasons]
    assert words[:2] == ["form.limit_broken", "form.out_of_calibration"]
    for _act in range(3):
        visited.undo()
    assert [line.text() for line in readings.lines[:3]] == ["", "", ""]


def test_rows_are_added_filled_and_taken_out(show_form: Open, visited: Session) -> None:
    dialog = show_form("interview", "site.zoning")
    table = field(dialog, "answers")
    assert isinstance(table, TableEditor)
    for question in ("一", "二"):
        QTest.mouseClick(table.add_button, Qt.MouseButton.LeftButton)
        cell = table.cells[-1]["question"].inner
        assert isinstance(cell, QLineEdit)
        assert cell.hasFocus()
        write(cell, question)
    table.settle()
    assert [row.values for row in record(visited, dialog.editor.record_id).rows["answers"]] == [{"question": "一"}, {"question": "二"}]
    remove = next(button for button in table.findChildren(QWidget) if button.accessibleName() == "删除第 1 行" and button.isVisible())
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert [row.values for row in record(visited, dialog.editor.record_id).rows["answers"]] == [{"question": "二"}]
    assert len(table.cells) == 1


def test_a_form_is_signed_on_the_pad_and_a_change_is_noticed(show_form: Open, visited: Session) -> None:
    from evaluator_app.gui.dialogs.signature_dialog import SignatureDialog

    dialog = show_form("independence", "a2")
    place = field(dialog, "signature")
    assert isinstance(place, SignatureField)
    QTest.mouseClick(place.sign_button, Qt.MouseButton.LeftButton)
    pad_dialog = dialog.findChild(SignatureDialog)
    assert pad_dialog is not None
    assert pad_dialog.name() == "李敏"
    pad = pad_dialog.panel.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center() - QPoint(60, 0))
    QTest.mouseMove(pad, pad.rect().center())
    QTest.mouseMove(pad, pad.rect().center() + QPoint(60, 10))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center() + QPoint(60, 10))
    QTest.mouseClick(pad_dialog.sign_button, Qt.MouseButton.LeftButton)
    signed = record(visited, dialog.editor.record_id).signatures["signature"]
    assert signed.name == "李敏"
    assert visited.opened.file_of(visited.assessment.evidence[signed.evidence]).is_file()
    assert place._state.text() == "已签名"
    write(field(dialog, "employer"), "某大学")
    dialog.editor.settle()
    assert place._state.text() == "签后有改动"
    QTest.mouseClick(place.remove_button, Qt.MouseButton.LeftButton)
    assert not record(visited, dialog.editor.record_id).signatures


def test_a_form_is_taken_out_and_printed(show_form: Open, visited: Session, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = show_form("permit", LICENCES, name="采矿许可证")
    dialog.print_to(tmp_path / "permit.pdf")
    assert (tmp_path / "permit.pdf").read_bytes().startswith(b"%PDF")
    with qtbot.waitSignal(visited.failed):
        dialog.print_to(tmp_path / "no" / "permit.pdf")
    QTest.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert not visited.assessment.form_records
    assert not dialog.isVisible()


def test_a_measurement_is_offered_as_the_value_of_its_item_and_never_taken_silently(show_form: Open, visited: Session) -> None:
    target = "extraction.recovery"
    values: dict[str, str | bool] = {"quantity": "采区回采率", "unit": "%"}
    dialog = show_form("measurement", target, **values)
    readings = field(dialog, "readings")
    assert isinstance(readings, ReadingsEditor)
    QTest.keyClicks(readings.lines[0], "82.5")
    dialog.editor.settle()
    assert not visited.assessment.answer(target).values
    [button] = dialog.editor.offer.buttons
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    [value] = visited.assessment.answer(target).values.values()
    assert str(value) == "82.5"
    assert not dialog.editor.offer.buttons


def test_the_strip_of_an_item_shows_its_own_forms_alone_and_prints_blank_ones(visited: Session, qtbot: QtBot, tmp_path: Path) -> None:
    begin(visited, "site_observation", "site.zoning", place="采场")
    strip = RecordsStrip(visited)
    qtbot.addWidget(strip)
    strip.show_target("site.zoning")
    assert [line.accessibleName() for line in strip.lines] == ["现场核查记录 · 采场: 待完善"]
    strip.show_target("site.signs")
    assert not strip.lines
    assert "permit" not in [form.id for form in strip.offered()]
    strip.print_blank(strip.offered()[0], tmp_path / "blank.pdf")
    assert (tmp_path / "blank.pdf").read_bytes().startswith(b"%PDF")
