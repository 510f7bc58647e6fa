# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of what follows a signature in the window: a revision begun, its changes shown, archives written and opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.gui.dialogs.archiving_card import ArchivingCard
from evaluator_app.gui.dialogs.card_dialog import CardDialog
from evaluator_app.gui.dialogs.changes_dialog import ChangesDialog
from evaluator_app.gui.dialogs.opening_card import OpeningCard
from evaluator_app.gui.dialogs.revision_dialog import RevisionDialog
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.models.assessments_model import AssessmentsModel
from evaluator_app.paths import resource
from evaluator_app.services.opening_archives import read_archive
from evaluator_app.services.revising import begin_revision
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.hands import button_named, dialog_of, press

Show = Callable[[], MainWindow]
Begin = Callable[..., str]
LONG = 60_000


@pytest.fixture
def signed(workspace: Workspace, begin: Begin) -> str:
    """Begin a mine with a photo and close it as signed."""
    opened = workspace.open_assessment(begin())
    photo = resource("sample/photos/01_notice_board.jpg").read_bytes()
    opened.add_image("公示牌.jpg", photo, [next(opened.template.indicators()).id])
    for status in (AssessmentStatus.COMPLETED, AssessmentStatus.SIGNED):
        opened.do(changes.change_status(opened.assessment, status))
    opened.settle()
    return opened.assessment.id


def marks(window: MainWindow) -> dict[str, list[str]]:
    """Return the words beside each name in the list, by id."""
    model = window.home.model
    rows = [model.index(row, 0).data(AssessmentsModel.ROW_ROLE) for row in range(model.rowCount())]
    return {row.summary.assessment_id: [words for words, _tone in row.marks] for row in rows}


def test_a_closed_assessment_says_why_and_offers_a_revision(show: Show, signed: str, qtbot: QtBot) -> None:
    window = show()
    window.open_assessment(signed)
    assert window.page is not None
    assert "只能开始新的修订" in window.page.closed_banner.text()
    press(button_named(window.page.closed_banner, "开始新的修订"))
    dialog = dialog_of(window, RevisionDialog)
    dialog.reason.setPlainText("省厅退回：补充 3.2 的数据")
    press(dialog.begin_button)
    assert window.session is not None
    assert window.session.assessment.id != signed
    revision = window.session.assessment.profile.revision
    assert revision is not None
    assert (revision.number, revision.reason, revision.replaces) == (2, "省厅退回：补充 3.2 的数据", signed)
    assert window.session.assessment.profile.status.is_open
    assert "第 2 版修订已打开" in window.notice.text()


def test_the_list_offers_a_revision_of_closed_ones_alone_and_tells_what_replaces_what(
    show: Show, begin: Begin, signed: str, workspace: Workspace
) -> None:
    begin("另一座矿")
    window = show()
    window.home.table.selectRow(0)
    assert not window.home.revise_button.isVisible()
    window.home.table.selectRow(1)
    press(window.home.revise_button)
    dialog = dialog_of(window, RevisionDialog)
    dialog.reason.setPlainText("更正")
    press(dialog.begin_button)
    assert window.session is not None
    own = window.session.assessment.id
    window.show_home()
    assert (marks(window)[signed], marks(window)[own]) == (["修订中"], ["第 2 版修订"])
    revision = workspace.open_assessment(own)
    for status in (AssessmentStatus.COMPLETED, AssessmentStatus.SIGNED):
        revision.do(changes.change_status(revision.assessment, status))
    window.home.refresh()
    assert marks(window)[signed] == ["已被替代"]


def test_a_reason_that_was_typed_is_there_again(show: Show, signed: str, qtbot: QtBot) -> None:
    window = show()
    window.open_assessment(signed)
    window.acts.revise.trigger()
    dialog = dialog_of(window, RevisionDialog)
    dialog.reason.setPlainText("写到一半")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    window.acts.revise.trigger()
    again = dialog_of(window, RevisionDialog)
    assert again.reason.text() == "写到一半"
    again.report.set_path(Path("没有这个.pdf"))
    press(again.begin_button)
    qtbot.waitUntil(again.begin_button.isEnabled, timeout=LONG)
    assert again.isVisible()
    assert "REV-004" in again.banner.text() or "不是该评估的签章报告" in again.banner.text()
    assert again.reason.text() == "写到一半"


def test_an_empty_reason_is_asked_for_and_a_revision_that_is_there_is_led_to(show: Show, signed: str, workspace: Workspace) -> None:
    window = show()
    window.open_assessment(signed)
    window.acts.revise.trigger()
    dialog = dialog_of(window, RevisionDialog)
    press(dialog.begin_button)
    assert dialog.reason_row.error()
    assert len(workspace.summaries()) == 1
    dialog.reject()
    known = begin_revision(workspace, workspace.open_assessment(signed), "更正").assessment.id
    window.acts.revise.trigger()
    again = dialog_of(window, RevisionDialog)
    assert not again.begin_button.isEnabled()
    press(button_named(again.banner, "打开该修订"))
    assert window.session is not None
    assert window.session.assessment.id == known


def test_what_a_revision_changes_is_shown_and_leads_to_the_item(show: Show, signed: str, workspace: Workspace) -> None:
    revision = begin_revision(workspace, workspace.open_assessment(signed), "更正")
    target = list(revision.template.indicators())[3].id
    revision.do(changes.record_outcome(revision.assessment, target, Outcome.NOT_MET, reason="缺少"))
    window = show()
    window.open_assessment(revision.assessment.id)
    window.acts.changes.trigger()
    dialog = dialog_of(window, ChangesDialog)
    press(button_named(dialog, "前往"))
    assert window.session is not None
    assert window.page is not None
    assert window.page.view.page_name() == "items"
    assert window.session.opened.bookmark == target


def test_actions_of_a_revision_wait_until_there_is_one_to_make(show: Show, begin: Begin) -> None:
    window = show()
    assert not window.acts.revise.isEnabled()
    assert not window.acts.archive.isEnabled()
    window.open_assessment(begin())
    assert [act.isEnabled() for act in (window.acts.revise, window.acts.changes, window.acts.archive)] == [False, False, True]


def test_an_archive_is_written_and_opened_by_the_buttons(
    show: Show, signed: str, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    window = show()
    window.open_assessment(signed)
    window.acts.archive.trigger()
    dialog = dialog_of(window, CardDialog)
    card = dialog.card
    assert isinstance(card, ArchivingCard)
    card.destination.set_path(tmp_path / "档案 一")
    press(card.write_button)
    qtbot.waitUntil(lambda: not card.job.is_running, timeout=LONG)
    assert "已写入并核对" in card.banner.text()
    path = tmp_path / "档案 一.zip"
    assert read_archive(path).assessment.id == signed
    dialog.close()
    window.show_home()
    window.acts.open_archive.trigger()
    opening = dialog_of(window, CardDialog)
    opened = opening.card
    assert isinstance(opened, OpeningCard)
    assert not opened.bring_button.isVisible()
    opened.set_source(path)
    press(opened.check_button)
    qtbot.waitUntil(opened.bring_button.isVisible, timeout=LONG)
    assert "青山煤矿" in opened.contents.text()
    press(opened.bring_button)
    qtbot.waitUntil(opened.open_button.isVisible, timeout=LONG)
    assert "内容完全一致" in opened.banner.text()
    press(opened.open_button)
    assert window.session is not None
    assert window.session.assessment.id == signed


def test_a_damaged_archive_is_told_of_in_the_card(show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "坏.zip").write_bytes(b"PK")
    window = show()
    window.acts.open_archive.trigger()
    card = dialog_of(window, CardDialog).card
    assert isinstance(card, OpeningCard)
    card.set_source(tmp_path / "坏.zip")
    press(card.check_button)
    qtbot.waitUntil(lambda: "已损坏" in card.banner.text(), timeout=LONG)
    assert not card.bring_button.isVisible()
    assert card.check_button.isEnabled()
