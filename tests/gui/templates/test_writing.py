# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of writing, trying out, publishing and handing out templates, through clicks and keys."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from evaluator_app.domain.template import ApprovalState
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.views.templates.add_dialog import AddDialog
from evaluator_app.gui.views.templates.limits_table import LimitsTable
from evaluator_app.gui.views.templates.new_draft_dialog import NewDraftDialog
from evaluator_app.gui.views.templates.outline import Node
from evaluator_app.gui.views.templates.pack_dialogs import PackExportDialog, PackImportDialog
from evaluator_app.gui.views.templates.problems_dialog import ProblemsDialog
from evaluator_app.gui.views.templates.publish_dialog import PublishDialog
from evaluator_app.gui.views.templates.source_dialog import SourceDialog
from evaluator_app.gui.views.templates.templates_page import TemplatesPage
from evaluator_app.gui.widgets.long_field import LongField
from evaluator_app.gui.widgets.number_field import NumberField
from evaluator_app.gui.widgets.pick_list import PickList
from evaluator_app.services.distributing import Consent
from evaluator_app.services.drafting import Draft, drafts_in
from evaluator_app.services.sample import PRACTICE_PASSWORD
from evaluator_app.services.workspace import Workspace
from evaluator_app.signing.sample_credential import create_sample_credential
from tests.gui.frame.hands import button_named, dialog_of, press
from tests.gui.templates.conftest import Choose

COAL = "cn-mnr/green-mine-2024-coal"


@pytest.fixture
def draft(page: TemplatesPage, bench: Bench, choose: Choose, qtbot: QtBot) -> Draft:
    """Begin an overlay for a province over the coal template, as a person does."""
    choose(COAL)
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(page, NewDraftDialog)
    QTest.keyClick(dialog.way, Qt.Key.Key_Right)
    dialog.name.setText("山西省")
    QTest.keyClicks(dialog.id, "shanxi")
    assert dialog.template_id.text() == "cn-shanxi/green-mine-2024-coal"
    dialog.title.setText("山西省试行评价指标（煤炭）")
    dialog.why.setPlainText("试行要求")
    press(dialog.go_button)
    assert dialog.isVisible(), "the document is still missing"
    dialog.document.setText("试行文件")
    press(dialog.go_button)
    begun = bench.chosen.draft
    assert begun is not None
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    return begun


def field(page: TemplatesPage, key: str) -> QLineEdit:
    found = page.details.forms[0].rows[key].field
    assert isinstance(found, QLineEdit)
    return found


def item_of(draft: Draft) -> str:
    return str(draft.data["indicators"][5]["id"])


def show_item(page: TemplatesPage, draft: Draft) -> str:
    item = item_of(draft)
    page.outline.go_to(Node("indicators", item))
    return item


def enter(editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    editor.insert(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_a_new_overlay_is_a_small_file_and_listed_first(page: TemplatesPage, draft: Draft) -> None:
    first = page.list_panel.model.templates()[0]
    assert first.draft is draft
    assert "正在编写" in page.banner.text() or "立即保存" in page.banner.text()
    assert len(draft.path.read_text("utf-8").splitlines()) < 20
    assert not page.edit_button.isVisible()


def test_each_field_is_saved_when_it_is_left_and_taken_back_by_key(window: MainWindow, page: TemplatesPage, draft: Draft) -> None:
    item = show_item(page, draft)
    enter(field(page, "title"), "另一名称")
    on_disk = tomllib.loads(draft.path.read_text("utf-8"))
    assert on_disk["replace"]["indicators"] == [{"id": item, "title": "另一名称"}]
    tree_item = page.outline.tree.currentItem()
    assert tree_item is not None
    assert "另一名称" in tree_item.text(0)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "replace" not in draft.path.read_text("utf-8")
    assert field(page, "title").text() != "另一名称"
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert field(page, "title").text() == "另一名称"


def test_what_is_wrong_stands_at_its_field_at_once(page: TemplatesPage, draft: Draft) -> None:
    show_item(page, draft)
    points = page.details.forms[0].rows["points"]
    assert isinstance(points.field, NumberField)
    enter(points.field, "0")
    assert "“分值”必须大于零" in points.error()
    assert "TPL-301" in points.error()
    assert "1 处错误" in page.details.banner.text()
    press(button_named(page.details.banner, "查看"))
    branch = page.quality.tree.topLevelItem(0)
    assert branch is not None
    leaf = branch.child(0)
    assert leaf is not None
    page.quality.tree.setCurrentItem(leaf)
    QTest.keyClick(page.quality.tree, Qt.Key.Key_Return)
    assert page.outline.tree.node() == Node("indicators", item_of(draft))
    enter(field(page, "points"), "2")
    assert page.details.forms[0].rows["points"].error() == ""
    assert draft.template is not None


def test_texts_lists_flags_and_choices_are_edited(page: TemplatesPage, draft: Draft) -> None:
    item = show_item(page, draft)
    rows = page.details.forms[0].rows
    requirement, evidence, places, source = (rows[key].field for key in ("requirement", "evidence", "places", "source"))
    assert isinstance(requirement, LongField)
    assert isinstance(evidence, LongField)
    assert isinstance(places, PickList)
    assert isinstance(source, QComboBox)
    requirement.setFocus()
    requirement.setPlainText("省里的要求")
    QTest.keyClick(requirement, Qt.Key.Key_Tab)
    evidence.setFocus()
    evidence.setPlainText("照片\n\n台账 ")
    QTest.keyClick(evidence, Qt.Key.Key_Tab)
    places.item(places.count() - 1).setCheckState(Qt.CheckState.Checked)
    source.setCurrentIndex(source.findData("own"))
    source.activated.emit(source.currentIndex())
    rows["is_constraint"].field.setFocus()
    QTest.keyClick(rows["is_constraint"].field, Qt.Key.Key_Space)
    assert draft.template is not None
    indicator = next(each for each in draft.template.indicators() if each.id == item)
    assert (indicator.requirement, indicator.evidence) == ("省里的要求", ("照片", "台账"))
    assert indicator.provenance.document == "试行文件"
    assert indicator.is_constraint
    assert len(indicator.places) > 1


def test_a_simple_rule_can_be_exchanged(page: TemplatesPage, draft: Draft) -> None:
    item = show_item(page, draft)
    rule = page.details.forms[0].rows["criterion.kind"].field
    assert isinstance(rule, QComboBox)
    assert rule.currentData() == "deduct_per_occurrence"
    enter(field(page, "criterion.step"), "0.25")
    rule.setCurrentIndex(0)
    rule.activated.emit(0)
    assert "criterion.step" not in page.details.forms[0].rows
    on_disk = tomllib.loads(draft.path.read_text("utf-8"), parse_float=Decimal)
    assert on_disk["replace"]["indicators"] == [{"id": item, "criterion": "all_or_nothing"}]


def test_a_limit_is_chosen_in_its_table_and_changed(page: TemplatesPage, draft: Draft) -> None:
    page.outline.go_to(Node("tables", "mining-recovery"))
    limits = page.details.findChild(LimitsTable)
    assert limits is not None
    limits.selectRow(0)
    form = next(form for form in page.details.forms if form.part == "rows")
    limit = form.rows["limit"].field
    assert isinstance(limit, NumberField)
    enter(limit, "77.5")
    entries = tomllib.loads(draft.path.read_text("utf-8"), parse_float=Decimal)["replace"]["rows"]
    assert [entry["limit"] for entry in entries] == [Decimal("77.5")]


def test_the_lines_of_the_verdict_and_their_reason(page: TemplatesPage, draft: Draft) -> None:
    page.outline.go_to(Node("rating"))
    enter(field(page, "pass_mark"), "70")
    page.show_tab("quality")
    assert any(finding.issue.code == "QUA-211" for finding in page.bench.findings())
    assert tomllib.loads(draft.path.read_text("utf-8"))["replace"]["rating"] == {"pass_mark": 70}


def test_members_are_added_and_removed(window: MainWindow, page: TemplatesPage, draft: Draft, qtbot: QtBot) -> None:
    page.outline.go_to(Node("places"))
    press(page.details.add_button)
    dialog = dialog_of(page, AddDialog)
    dialog.title.setText("气象站")
    QTest.keyClicks(dialog.id, "Weather")
    press(dialog.go_button)
    assert dialog.id_row.error()
    dialog.id.setText("weather_station")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    assert page.outline.tree.node() == Node("places", "weather_station")
    press(page.details.remove_button)
    assert "weather_station" not in draft.text()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "weather_station" in draft.text()


def test_a_new_item_stands_after_the_one_it_is_like(page: TemplatesPage, draft: Draft) -> None:
    item = show_item(page, draft)
    press(page.details.add_button)
    dialog = dialog_of(page, AddDialog)
    dialog.title.setText("新条目")
    dialog.id.setText("new_item")
    press(dialog.go_button)
    ids = [str(each["id"]) for each in draft.data["indicators"]]
    assert ids.index("new_item") == ids.index(item) + 1
    assert page.outline.tree.node() == Node("indicators", "new_item")


def test_a_firm_may_not_change_the_rules(page: TemplatesPage, bench: Bench, choose: Choose) -> None:
    choose(COAL)
    press(page.edit_button)
    dialog = dialog_of(page, NewDraftDialog)
    QTest.keyClick(dialog.way, Qt.Key.Key_Right)
    dialog.kind.setCurrentIndex(dialog.kind.findData("firm"))
    dialog.name.setText("示例机构")
    QTest.keyClicks(dialog.id, "example")
    for editor, words in ((dialog.title, "示例机构模板"), (dialog.document, "内部规定")):
        editor.setText(words)
    dialog.why.setPlainText("本机构的做法")
    press(dialog.go_button)
    assert bench.chosen.draft is not None
    show_item(page, bench.chosen.draft)
    enter(field(page, "points"), "1")
    assert "TPL-705" in page.details.forms[0].banner.text()


def test_a_draft_is_tried_out_without_a_trace(
    window: MainWindow, page: TemplatesPage, draft: Draft, workspace: Workspace, qtbot: QtBot
) -> None:
    enter_item = show_item(page, draft)
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert window.session is not None
    assert window.page is not None
    assert window.trial is not None
    root = window.trial.root
    assert "试用，不保存" in window.page.trial_banner.text()
    assert not window.acts.report.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_1)
    press(button_named(window.page.trial_banner, "回到模板"))
    assert not root.exists()
    assert window.session is None
    assert page.isVisible()
    assert page.outline.tree.node() == Node("indicators", enter_item)
    assert workspace.summaries() == ()


def test_a_draft_is_published_as_an_edition(page: TemplatesPage, bench: Bench, draft: Draft, workspace: Workspace, qtbot: QtBot) -> None:
    show_item(page, draft)
    enter(field(page, "title"), "另一名称")
    press(page.publish_button)
    dialog = dialog_of(page, PublishDialog)
    dialog.notes.setPlainText("首次试行。")
    press(dialog.go_button)
    qtbot.waitUntil(lambda: bench.chosen.shelved is not None, timeout=20_000)
    shelved = bench.chosen.shelved
    assert shelved is not None
    assert (shelved.entry.id, shelved.entry.edition, shelved.state) == ("cn-shanxi/green-mine-2024-coal", "1", ApprovalState.DRAFT)
    assert shelved.template is not None
    assert shelved.template.notes[-1] == "首次试行。"
    assert drafts_in(workspace.root) == ()
    assert "已发布" in page.banner.text()


def test_a_draft_is_put_under_trial_with_a_signature(
    page: TemplatesPage, bench: Bench, draft: Draft, tmp_path: Path, workspace: Workspace, qtbot: QtBot
) -> None:
    credential = tmp_path / "steward.p12"
    create_sample_credential(credential, PRACTICE_PASSWORD, holder="王示范", organization="示例部门", now=workspace.now())
    press(page.publish_button)
    dialog = dialog_of(page, PublishDialog)
    dialog.state.setCurrentIndex(dialog.state.findData("trial"))
    dialog.state.activated.emit(dialog.state.currentIndex())
    press(dialog.go_button)
    assert dialog.by_row.error()
    dialog.by.setText("山西省自然资源厅")
    dialog.credential.set_path(credential)
    dialog.password.setText("wrong")
    press(dialog.go_button)
    qtbot.waitUntil(lambda: not dialog.job.is_running, timeout=20_000)
    assert "没有签名" in dialog.banner.text()
    dialog.password.setText(PRACTICE_PASSWORD)
    press(dialog.go_button)
    qtbot.waitUntil(lambda: bench.chosen.shelved is not None, timeout=20_000)
    files = list((workspace.root / "templates" / "approvals").rglob("*.p7s"))
    assert [file.name for file in files] == ["1-trial.p7s"]


def test_a_template_goes_out_as_one_file_and_comes_back_as_a_draft(
    page: TemplatesPage, bench: Bench, choose: Choose, tmp_path: Path, qtbot: QtBot
) -> None:
    template = choose("cn-liaoning/green-mine-2024-magnesite").template
    path = tmp_path / "out" / "template.toml"
    path.parent.mkdir()
    page.more.hand_out_file(path)
    qtbot.waitUntil(lambda: "已写入" in page.banner.text(), timeout=20_000)
    assert path.exists()
    page.more.take_in_file(path)
    qtbot.waitUntil(lambda: bench.chosen.draft is not None, timeout=20_000)
    assert bench.chosen.template == template
    page.more.discard()
    press(button_named(page.banner, "放弃草稿"))
    qtbot.waitUntil(lambda: bench.chosen.draft is None, timeout=20_000)
    assert drafts_in(bench.workspace.root) == ()
    page.more.hand_out_file(tmp_path)
    qtbot.waitUntil(lambda: "WRK-105" in page.banner.text(), timeout=20_000)


def test_the_menu_offers_what_can_be_done(page: TemplatesPage, draft: Draft) -> None:
    page.more.fill()
    words = [action.text() for action in page.more.menu_of_acts.actions() if action.text()]
    assert {"导入模板包…", "导出模板包…", "从 Excel 或文件开始编写…", "空白 Excel 表格…", "放弃草稿"} <= set(words)


def test_a_workbook_goes_out_and_comes_back_as_a_draft(
    page: TemplatesPage, bench: Bench, choose: Choose, tmp_path: Path, qtbot: QtBot
) -> None:
    template = choose(COAL).template
    path = tmp_path / "coal.xlsx"
    page.more.hand_out_file(path)
    qtbot.waitUntil(lambda: "已写入" in page.banner.text(), timeout=30_000)
    page.more.take_in_file(path)
    qtbot.waitUntil(lambda: bench.chosen.draft is not None, timeout=30_000)
    assert bench.chosen.template == template


def test_changes_of_a_workbook_come_into_the_draft_as_one_edit(
    window: MainWindow, page: TemplatesPage, draft: Draft, tmp_path: Path, qtbot: QtBot
) -> None:
    item = show_item(page, draft)
    enter(field(page, "title"), "另一名称")
    path = tmp_path / "draft.xlsx"
    page.more.hand_out_file(path)
    qtbot.waitUntil(lambda: "已写入" in page.banner.text(), timeout=30_000)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    before = draft.text()
    page.more.take_over(path)
    qtbot.waitUntil(lambda: "已读回" in page.banner.text(), timeout=30_000)
    assert tomllib.loads(draft.text())["replace"] == {"indicators": [{"id": item, "title": "另一名称"}]}
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.text() == before


def test_every_mistake_of_a_workbook_is_listed_and_nothing_taken_over(
    page: TemplatesPage, bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(b"no workbook")
    page.more.take_in_file(path)
    qtbot.waitUntil(lambda: bool(page.findChildren(ProblemsDialog)), timeout=30_000)
    dialog = dialog_of(page, ProblemsDialog)
    assert dialog.table.rowCount() >= 1
    assert str(dialog.table.model().index(0, 3).data()).startswith(("TPL-", "WKB-", "XLS-"))
    assert drafts_in(bench.workspace.root) == ()
    press(button_named(dialog, "关闭"))


def test_an_empty_workbook_is_handed_out(page: TemplatesPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "empty.xlsx"
    page.more.hand_out_skeleton(path)
    qtbot.waitUntil(lambda: "已写入" in page.banner.text(), timeout=30_000)
    assert path.stat().st_size > 1000


def test_a_pack_is_handed_out_and_taken_in(page: TemplatesPage, bench: Bench, choose: Choose, tmp_path: Path, qtbot: QtBot) -> None:
    choose(COAL)
    page.more.hand_out_pack()
    out = dialog_of(page, PackExportDialog)
    assert out.picks.picks() == [f"{COAL}@2024-draft.2"]
    out.destination.set_path(tmp_path / "coal.gmpack")
    press(out.go_button)
    qtbot.waitUntil(lambda: "已写入" in page.banner.text(), timeout=30_000)
    assert (tmp_path / "coal.gmpack").exists()
    page.more.take_in_pack()
    taken = dialog_of(page, PackImportDialog)
    taken.source.set_path(tmp_path / "coal.gmpack")
    qtbot.waitUntil(lambda: taken.inspection is not None, timeout=30_000)
    assert Consent.UNSIGNED in taken.consents
    assert not taken.go_button.isEnabled()
    taken.consents[Consent.UNSIGNED].click()
    press(taken.go_button)
    qtbot.waitUntil(lambda: "已安装" in page.banner.text(), timeout=30_000)


def test_a_damaged_pack_is_refused_with_a_sentence(page: TemplatesPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "bad.gmpack"
    path.write_bytes(b"no pack")
    page.more.take_in_pack()
    taken = dialog_of(page, PackImportDialog)
    taken.source.set_path(path)
    qtbot.waitUntil(lambda: "PCK-" in taken.banner.text(), timeout=30_000)
    assert taken.inspection is None


def test_a_changed_rule_that_keeps_its_old_source_is_doubted(page: TemplatesPage, draft: Draft, qtbot: QtBot) -> None:
    item = show_item(page, draft)
    requirement = page.details.forms[0].rows["requirement"].field
    assert isinstance(requirement, LongField)
    requirement.setFocus()
    requirement.setPlainText("省里的要求")
    QTest.keyClick(requirement, Qt.Key.Key_Tab)
    assert "TPL-715" in page.details.forms[0].banner.text()
    page.show_tab("quality")
    first = page.quality.tree.topLevelItem(0)
    assert first is not None
    assert first.text(1) == "TPL"
    page.more.add_source()
    dialog = dialog_of(page, SourceDialog)
    press(dialog.go_button)
    assert dialog.document_row.error()
    dialog.document.setText("另一份文件")
    dialog.number.setText("示例〔2026〕1号")
    dialog.begins.setText("2026-10-01")
    press(dialog.go_button)
    page.show_tab("browse")
    source = page.details.forms[0].rows["source"].field
    assert isinstance(source, QComboBox)
    source.setCurrentIndex(source.findText("另一份文件 示例〔2026〕1号"))
    source.activated.emit(source.currentIndex())
    assert draft.template is not None
    found = next(each.provenance for each in draft.template.indicators() if each.id == item)
    assert (found.document, found.number, found.in_force_from) == ("另一份文件", "示例〔2026〕1号", date(2026, 10, 1))
    assert not page.details.forms[0].banner.isVisible()


def test_a_wheel_over_a_choice_changes_nothing(page: TemplatesPage, draft: Draft) -> None:
    show_item(page, draft)
    source = page.details.forms[0].rows["source"].field
    before, center = draft.text(), QPointF(source.rect().center())
    wheel = QWheelEvent(
        center,
        source.mapToGlobal(center),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(source, wheel)
    assert draft.text() == before
