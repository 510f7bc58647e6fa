# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of trying out, publishing and handing out templates, through clicks and keys."""

from __future__ import annotations

import tomllib
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evaluator_app.domain.template import ApprovalState
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.models.templates_model import TemplatesModel
from evaluator_app.gui.views.templates.new_draft_dialog import NewDraftDialog
from evaluator_app.gui.views.templates.outline import Node
from evaluator_app.gui.views.templates.pack_dialogs import PackExportDialog, PackImportDialog
from evaluator_app.gui.views.templates.problems_dialog import ProblemsDialog
from evaluator_app.gui.views.templates.publish_dialog import PublishDialog
from evaluator_app.gui.views.templates.templates_page import TemplatesPage
from evaluator_app.services.distributing import Consent
from evaluator_app.services.drafting import Draft, drafts_in
from evaluator_app.services.sample import PRACTICE_PASSWORD
from evaluator_app.services.workspace import Workspace
from evaluator_app.signing.sample_credential import create_sample_credential
from tests.gui.frame.hands import button_named, dialog_of, press
from tests.gui.templates.conftest import Choose
from tests.gui.templates.forms import COAL, enter, field, show_item


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
    qtbot.waitUntil(lambda: "不算数" in page.banner.text(), timeout=20_000)  # nobody here trusts this steward
    assert bench.workspace.approval_of(files[0].parent.name).state.value == "draft"


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


def test_the_next_edition_of_a_common_overlay_is_written_for_all(page: TemplatesPage, bench: Bench, choose: Choose) -> None:
    choose("cn-liaoning/green-mine-2024-magnesite")
    press(page.edit_button)
    dialog = dialog_of(page, NewDraftDialog)
    assert dialog.way.current() == "edition"
    press(dialog.go_button)
    draft = bench.chosen.draft
    assert draft is not None
    assert len(draft.over) == 4
    first = page.list_panel.model.index(1, 0).data(TemplatesModel.ROW_ROLE)
    assert first.name == "辽宁省 · 菱镁矿 等，另 3 个"
