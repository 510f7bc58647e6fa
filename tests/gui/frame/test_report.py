# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Test of the way from findings to a verified report, with the real jobs in their thread."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.gui.dialogs.closing_dialog import ClosingDialog
from evaluator_app.gui.dialogs.preview_dialog import PreviewDialog
from evaluator_app.gui.dialogs.report_dialog import ReportDialog
from evaluator_app.gui.dialogs.signers_line import SignersLine
from evaluator_app.gui.dialogs.signing_card import signed_name
from evaluator_app.gui.dialogs.verify_dialog import VerifyDialog
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.quality.quality_page import QualityPage
from evaluator_app.services.sample import ensure_sample
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.hands import dialog_of, press
from tests.services.packed import holding

Show = Callable[[], MainWindow]
Begin = Callable[..., str]
LONG = 120_000


def wait_for(card: WorkCard, qtbot: QtBot) -> int:
    """Wait for the work of a card; return how often a timer of the window came meanwhile."""
    beats: list[int] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: beats.append(1))
    timer.start()
    qtbot.waitUntil(lambda: not card.job.is_running, timeout=LONG)
    return len(beats)


def has_signatures(line: SignersLine, count: int) -> bool:
    """Tell whether so many are shown to have signed."""
    return sum(place.is_signed for place in line.places) == count


def quality_of(view: AssessmentView) -> QualityPage:
    """Return the page that looks the assessment over."""
    page = view.page("quality")
    assert isinstance(page, QualityPage)
    return page


@pytest.fixture
def dialog(show: Show, workspace: Workspace) -> ReportDialog:
    window = show()
    window.open_assessment(ensure_sample(workspace))
    window.acts.report.trigger()
    return dialog_of(window, ReportDialog)


def leave_open_for_the_firm(dialog: ReportDialog, qtbot: QtBot) -> None:
    """Ask to close while the firm's seal is missing, read who that is, and let it be."""
    assert "尚有人未签章" in dialog.signing.close_button.text()
    dialog.signing.close_button.click()
    wait_for(dialog.signing, qtbot)
    asked = dialog_of(dialog, ClosingDialog)
    assert asked.missing.text() == dialog._session.assessment.profile.organization
    QTest.keyClick(asked, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not asked.isVisible())
    assert dialog._session.assessment.profile.status is AssessmentStatus.COMPLETED


def test_from_findings_to_a_verified_report(dialog: ReportDialog, qtbot: QtBot, workspace: Workspace) -> None:
    press(dialog.completion.complete_button)
    press(dialog.writing.write_button)
    assert dialog.writing.job.is_running
    dialog.reject()
    assert dialog.isVisible()
    wait_for(dialog.writing, qtbot)
    assert "已停止" in dialog.writing.banner.text()
    assert not list((workspace.root / "reports").glob("*.pdf"))

    dialog.writing.write_button.click()
    assert wait_for(dialog.writing, qtbot) > 10
    report = dialog.writing.destination.path()
    assert report is not None
    assert report.is_file()
    assert "已生成" in dialog.writing.banner.text()

    dialog.signing.sample_button.click()
    wait_for(dialog.signing, qtbot)
    assert "练习证书" in dialog.signing.banner.text()
    dialog.signing.fields.password.setText("wrong")
    dialog.signing.sign_button.click()
    wait_for(dialog.signing, qtbot)
    assert "SIG-004" in dialog.signing.banner.text()
    dialog.signing.fields.password.setText("practice")
    signing = dialog.signing
    qtbot.waitUntil(lambda: bool(signing.signers.places), timeout=LONG)
    offered = signing.signer.currentText()
    signing.signer.setCurrentIndex(0)  # the leader, who signs after the others
    signing.sign_button.click()
    wait_for(signing, qtbot)
    assert "SIG-040" in signing.banner.text()
    signing.signer.setCurrentText(offered)
    for number in range(1, signing.signer.count() + 1):  # each time the next one is offered
        assert signing.seal_row.isVisible() is (number == signing.signer.count())
        signing.sign_button.click()
        wait_for(signing, qtbot)
        qtbot.waitUntil(partial(has_signatures, signing.signers, number), timeout=LONG)
        if number == signing.signer.count() - 1:
            leave_open_for_the_firm(dialog, qtbot)
    assert signing.signers.is_complete
    assert "签章已齐" in signing.close_button.text()
    signed = dialog.verification.source.path()
    assert signed is not None
    assert signed.name.endswith("-signed-6.pdf")

    dialog.verification.verify_button.click()
    wait_for(dialog.verification, qtbot)
    answers = dialog.verification.answers
    assert answers is not None
    assert {name: badge.text() for name, badge in answers.badges.items()} == {
        "intact": "是",
        "trusted": "否",
        "named": "无法判断",  # practice certificates are nobody's
        "complete": "是",
        "matches": "是",
        "recomputes": "是",
        "approved": "否",
        "evidence": "是",
        "pictures": "是",
        "replaces": "无法判断",  # it is no revision
        "harmless": "是",
    }
    damaged = signed.with_name("damaged.pdf")
    content = bytearray(signed.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    dialog.verification.source.set_path(damaged)
    dialog.verification.verify_button.click()
    wait_for(dialog.verification, qtbot)
    assert dialog.verification.badge.text() != "完好"

    dialog.signing.source.set_path(damaged)
    dialog.signing.close_button.click()
    wait_for(dialog.signing, qtbot)
    assert "CLO-003" in dialog.signing.banner.text()
    dialog.signing.source.set_path(signed)
    dialog.signing.close_button.click()
    wait_for(dialog.signing, qtbot)
    assert dialog._session.assessment.profile.status is AssessmentStatus.SIGNED
    assert not dialog.completion.reopen_button.isVisible()


def test_a_report_written_before_reopening_is_out_of_date(dialog: ReportDialog) -> None:
    press(dialog.completion.complete_button)
    dialog.writing.is_done = True
    press(dialog.completion.reopen_button)
    assert dialog.writing.badge.text() == "已过期"
    assert dialog._session.assessment.profile.status is AssessmentStatus.DRAFT


def test_what_is_missing_hinders_completion_and_leads_to_its_page(show: Show, begin: Begin) -> None:
    window = show()
    window.open_assessment(begin())
    window.acts.report.trigger()
    dialog = dialog_of(window, ReportDialog)
    assert not dialog.completion.complete_button.isEnabled()
    press(dialog.completion.missing_button)
    assert not dialog.isVisible()
    assert window.page is not None
    assert quality_of(window.page.view).isVisible()


def test_signing_without_report_or_credential_says_so_at_the_fields(dialog: ReportDialog) -> None:
    dialog.signing.sign_button.click()
    assert dialog.signing.source_row.error() == "请先生成报告，或选择已有的报告。"
    assert dialog.signing.fields.credential_row.error()
    assert not dialog.signing.job.is_running


def test_a_file_that_is_no_report_is_refused_by_name(show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    window = show()
    window.acts.verify.trigger()
    dialog = dialog_of(window, VerifyDialog)
    path = tmp_path / "不是报告.pdf"
    path.write_text("not a pdf")
    dialog.verification.source.set_path(path)
    press(dialog.verification.verify_button)
    wait_for(dialog.verification, qtbot)
    assert dialog.verification.answers is None
    assert "不是报告.pdf" in dialog.verification.banner.text()


def test_a_file_that_holds_its_reader_can_be_stopped(show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    window = show()
    window.acts.verify.trigger()
    dialog = dialog_of(window, VerifyDialog)
    path = tmp_path / "held.pdf"
    path.write_bytes(holding(5_000))
    dialog.verification.source.set_path(path)
    press(dialog.verification.verify_button)
    assert dialog.verification.job.is_running
    press(dialog.verification.stop_button)
    wait_for(dialog.verification, qtbot)
    assert dialog.verification.answers is None
    assert dialog.verification.banner.text().startswith("已停止")


def test_signed_names_never_overwrite_a_signed_report(tmp_path: Path) -> None:
    first = signed_name(tmp_path / "a.pdf")
    assert first.name == "a-signed.pdf"
    first.touch()
    assert signed_name(first).name == "a-signed-2.pdf"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a folder for temporary files of its own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_the_preview_shows_every_page_and_leaves_no_file(dialog: ReportDialog, qtbot: QtBot, workspace: Workspace, temporary: Path) -> None:
    press(dialog.writing.preview_button)
    [preview] = dialog.writing.findChildren(PreviewDialog)
    qtbot.waitUntil(lambda: not preview.job.is_running and not preview.canvas.image().isNull(), timeout=LONG)
    pages = preview.thumbnails.count()
    assert pages > 20
    [drawn] = temporary.glob("preview-*/preview.pdf")
    first = preview.canvas.image()
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: preview.canvas.image() != first, timeout=LONG)
    assert preview.pages.page() == 2
    assert preview.thumbnails.currentRow() == 1
    preview.close_button.click()
    qtbot.waitUntil(lambda: not drawn.exists(), timeout=LONG)
    assert not list((workspace.root / "reports").glob("*"))


def test_a_preview_that_is_closed_at_once_stops(dialog: ReportDialog, qtbot: QtBot, temporary: Path) -> None:
    press(dialog.writing.preview_button)
    [preview] = dialog.writing.findChildren(PreviewDialog)
    preview.reject()
    qtbot.waitUntil(lambda: not preview.job.is_running, timeout=LONG)
    qtbot.waitUntil(lambda: not list(temporary.iterdir()), timeout=LONG)


def test_the_workbook_comes_beside_the_report(dialog: ReportDialog, qtbot: QtBot, workspace: Workspace) -> None:
    press(dialog.writing.excel_button)
    wait_for(dialog.writing, qtbot)
    assert [path.suffix for path in (workspace.root / "reports").iterdir()] == [".xlsx"]
    assert "工作底稿" in dialog.writing.banner.text()
    assert not dialog.writing.is_done
