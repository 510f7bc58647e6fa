# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of finding a template and reading what is in it, through clicks and keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QTreeWidget, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.template import ApprovalState
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.models.templates_model import TemplatesModel
from evaluator_app.gui.views.templates.limits_table import LimitsTable
from evaluator_app.gui.views.templates.outline import Node
from evaluator_app.gui.views.templates.templates_page import TemplatesPage
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.hands import button_named, press
from tests.gui.templates.conftest import Choose

COAL = "cn-mnr/green-mine-2024-coal"


def pick(box: QComboBox, value: str) -> None:
    """Choose a value by the keyboard."""
    box.setFocus()
    for _step in range(box.findData(value) - box.currentIndex()):
        QTest.keyClick(box, Qt.Key.Key_Down)
    box.activated.emit(box.currentIndex())
    assert box.currentData() == value


def words_in(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*labels, *(badge.text() for badge in widget.findChildren(StateBadge) if badge.isVisible())])


def branches(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    items = (tree.topLevelItem(number) for number in range(tree.topLevelItemCount()))
    return [item for item in items if item is not None]


def names(page: TemplatesPage) -> list[str]:
    return [each.shelved.entry.id for each in page.list_panel.model.templates() if each.shelved]


def test_the_list_is_there_when_the_page_comes_again(window: MainWindow, page: TemplatesPage) -> None:
    listed = page.list_panel.model.templates()
    window.acts.home.trigger()
    assert window.desk is not None
    assert window.desk.page is None
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.page is not None
    again = window.desk.page.list_panel
    assert again.model.templates() == listed
    assert again.list.isVisible()
    assert again.industry.count() > 5


def test_the_page_comes_with_its_key_and_goes_back_to_the_list(window: MainWindow, page: TemplatesPage) -> None:
    assert page.isVisible()
    assert "评分模板" in window.windowTitle()
    assert page.list_panel.list.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert window.home.isVisible()
    assert window.desk is not None
    assert window.desk.page is None


def test_rows_say_for_whom_how_far_and_what_is_missing(page: TemplatesPage, choose: Choose) -> None:
    chosen = choose(COAL)
    model = page.list_panel.model
    row = model.index(model.row_of(chosen), 0).data(TemplatesModel.ROW_ROLE)
    assert (row.name, row.state, row.icon_name) == ("全国 · 煤炭", "草案", "info")
    assert row.gaps > 0
    assert page.list_panel.list.model() is model


def test_industry_province_state_and_words_filter_the_list(page: TemplatesPage) -> None:
    panel = page.list_panel
    everything = len(names(page))
    pick(panel.province, "liaoning")
    assert {name.partition("/")[0] for name in names(page)} == {"cn-liaoning"}
    pick(panel.industry, "magnesite")
    assert names(page) == ["cn-liaoning/green-mine-2024-magnesite"]
    assert "  1" in panel.industry.currentText()
    press(panel.chips[ApprovalState.DRAFT])
    assert names(page) == ["cn-liaoning/green-mine-2024-magnesite"]
    panel.search.setText("没有这个")
    assert names(page) == []
    empty = next(state for state in panel.findChildren(EmptyState) if state.isVisible())
    press(button_named(empty, "显示全部"))
    assert len(names(page)) == everything


def test_older_editions_are_shown_on_demand(page: TemplatesPage, bench: Bench) -> None:
    press(page.list_panel.older)
    editions = [each.shelved.entry.edition for each in page.list_panel.model.templates() if each.shelved]
    assert "2024-draft.1" in editions


def test_an_item_shows_requirement_rule_source_and_how_it_is_known(page: TemplatesPage, choose: Choose) -> None:
    template = choose(COAL).template
    assert template is not None
    item = next(each for each in template.indicators() if each.code == "C1.2")
    page.outline.search.setText("C1.2")
    QTest.keyClick(page.outline.search, Qt.Key.Key_Down)
    QTest.keyClick(page.outline.tree, Qt.Key.Key_End)
    assert page.outline.tree.node() == Node("indicators", item.id)
    words = words_in(page.details)
    for part in (item.title, item.requirement, "限值：选矿回收率", item.provenance.document, "推得", "补充文件的改动", "理由："):
        assert part in words


def test_a_table_shows_its_gaps_as_gaps(page: TemplatesPage, choose: Choose) -> None:
    template = choose("cn-mnr/green-mine-2024-ferrous").template
    assert template is not None
    table = next(each for each in template.tables if any(row.low is None for row in each.rows))
    page.outline.go_to(Node("tables", table.id))
    limits = page.details.findChild(LimitsTable)
    assert limits is not None
    shown = [str(limits.model().index(number, 1).data()) for number in range(limits.rowCount())]
    assert shown.count("未查到") == sum(1 for row in table.rows if row.low is None)
    assert "缺少的数值" in words_in(page.details)


def test_the_overview_says_what_each_layer_changed(page: TemplatesPage, choose: Choose) -> None:
    choose("cn-liaoning/green-mine-2024-magnesite")
    page.outline.go_to(Node(""))
    words = words_in(page.details)
    assert "补充文件（自下而上）" in words
    assert "行业  " in words
    assert "省份  " in words


def test_every_thing_of_every_template_can_be_looked_at(page: TemplatesPage, choose: Choose) -> None:
    for name in ("cn-gansu/green-mine-2024", "cn-liaoning/green-mine-2024-magnesite"):
        choose(name)
        nodes = [item.data(0, int(Qt.ItemDataRole.UserRole)) for item in page.outline.tree.items()]
        assert {"", "rating", "prerequisites", "groups", "indicators", "tables", "facts", "places", "documents"} <= {n.part for n in nodes}
        for node in nodes:
            page.details.show_node(node)
            assert words_in(page.details)


def test_quality_is_counted_by_issue_and_leads_to_the_thing(page: TemplatesPage, bench: Bench, choose: Choose) -> None:
    choose(COAL)
    QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    tree = page.quality.tree
    assert tree.hasFocus()
    codes = [branch.text(1) for branch in branches(tree)]
    assert codes == sorted({finding.issue.code for finding in bench.findings()})
    assert page.tabs.tabText(1).startswith("质量  ")
    branch = next(branch for branch in branches(tree) if branch.text(1) == "QUA-206")
    leaf = branch.child(0)
    assert leaf is not None
    tree.setCurrentItem(leaf)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert page.outline.isVisible()
    assert page.outline.tree.node() == Node("indicators", next(f.target for f in bench.findings() if f.issue.code == "QUA-206"))


def test_kinds_of_findings_can_be_hidden(page: TemplatesPage, choose: Choose) -> None:
    choose(COAL)
    page.show_tab("quality")
    for chip in page.quality.chips.values():
        press(chip)
    assert page.quality.tree.topLevelItemCount() == 0
    assert "没有发现问题" in words_in(page.quality)


def test_an_overlay_is_compared_with_its_base_at_once(page: TemplatesPage, choose: Choose, qtbot: QtBot) -> None:
    choose(COAL)
    QTest.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.compare.view is not None)
    first = page.compare.view
    assert first is not None
    assert page.compare.old.currentData().shelved.entry.id == "cn-mnr/green-mine-2024"
    assert page.compare.new.currentData().shelved.entry.id == COAL
    qtbot.waitUntil(first.isVisible)
    press(page.compare.swap_button)
    qtbot.waitUntil(lambda: page.compare.view is not first)
    assert page.compare.old.currentData().shelved.entry.id == COAL


def test_a_thing_that_differs_is_shown_where_it_stands(page: TemplatesPage, choose: Choose, qtbot: QtBot) -> None:
    choose(COAL)
    page.show_tab("compare")
    qtbot.waitUntil(lambda: page.compare.view is not None)
    view = page.compare.view
    assert view is not None
    rows = [view.model.row(number) for number in range(view.model.rowCount())]
    number = next(number for number, row in enumerate(rows) if row.thing is not None and row.thing.kind.value == "indicator")
    view.list.setCurrentIndex(view.model.index(number, 0))
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    thing = rows[number].thing
    assert thing is not None
    assert page.outline.tree.node() == Node("indicators", thing.id)


def test_a_file_with_errors_shows_them(window: MainWindow, page: TemplatesPage, bench: Bench, workspace: Workspace, qtbot: QtBot) -> None:
    bad = workspace.root / "templates" / "bad" / "bad.toml"
    bad.parent.mkdir(parents=True)
    bad.write_text('format = "green-mine-template/1"\n', "utf-8")
    with qtbot.waitSignal(bench.loaded, timeout=20_000):
        bench.reload()
    chosen = page.list_panel.model.templates()[-1]
    bench.choose(chosen)
    assert "TPL-103" in words_in(page.details)
    assert not page.try_button.isEnabled()
    page.show_tab("quality")
    assert branches(page.quality.tree)[0].text(1) == "TPL"


def test_the_page_is_made_anew_in_another_language(window: MainWindow, bench: Bench, choose: Choose, qtbot: QtBot, folder: Path) -> None:
    chosen = choose(COAL)
    window.acts.languages["en"].trigger()
    assert window.desk is not None
    desk = window.desk
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.try_button.text() == "Try it out")
    assert desk.bench.chosen == chosen
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.isVisible())


def test_the_keys_of_the_page_are_listed(window: MainWindow, page: TemplatesPage) -> None:
    sections = window.acts.key_sections((), page.key_bindings())
    lines = next(section.lines for section in sections if section.title == "评分模板页")
    assert {"F5", "Ctrl+E", "Ctrl+P", "Alt+2"} <= {line.keys for line in lines}
