# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of writing templates, through clicks and keys."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from evaluator_app.gui.bench import Bench
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.views.templates.add_dialog import AddDialog
from evaluator_app.gui.views.templates.limits_table import LimitsTable
from evaluator_app.gui.views.templates.new_draft_dialog import NewDraftDialog
from evaluator_app.gui.views.templates.outline import Node
from evaluator_app.gui.views.templates.source_dialog import SourceDialog
from evaluator_app.gui.views.templates.templates_page import TemplatesPage
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.long_field import LongField
from evaluator_app.gui.widgets.number_field import NumberField
from evaluator_app.gui.widgets.pick_list import PickList
from evaluator_app.services.drafting import Draft
from tests.gui.frame.hands import button_named, dialog_of, press
from tests.gui.templates.conftest import Choose
from tests.gui.templates.forms import COAL, enter, field, item_of, show_item


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
    press(dialog.go_button)
    assert dialog.rows_with_error() == ["name", "id", "template_id", "title", "why", "document"]
    dialog.name.setText("示例机构")
    QTest.keyClicks(dialog.id, "example")
    assert dialog.rows_with_error() == ["title", "why", "document"]
    for editor, words in ((dialog.title, "示例机构模板"), (dialog.document, "内部规定")):
        editor.setText(words)
    dialog.why.setPlainText("本机构的做法")
    press(dialog.go_button)
    assert bench.chosen.draft is not None
    show_item(page, bench.chosen.draft)
    enter(field(page, "points"), "1")
    refusal = page.details.forms[0].banner.text()
    assert "TPL-705" in refusal
    assert "机构级补充文件" in refusal
    page.list_panel.search.setText("煤炭 示例机构")
    assert [each.draft for each in page.list_panel.model.templates()] == [bench.chosen.draft]


def test_a_heading_of_a_draft_lists_what_is_under_it(page: TemplatesPage, draft: Draft) -> None:
    for part in ("places", "newer_documents"):
        page.details.show_node(Node(part))
        assert not page.details.forms
        assert page.details.findChildren(Card)
    name = next(str(document["id"]) for document in draft.data["newer_documents"])
    page.details.show_node(Node("newer_documents", name))
    assert any(label.text().startswith("这部分要在文件里改") for label in page.details.forms[0].findChildren(QLabel))


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
