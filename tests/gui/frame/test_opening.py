# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of starting: what is said when the workspace cannot be opened, what is loaded before the window, bugs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.gui.application import open_workspace
from evaluator_app.gui.dialogs.opening_failed_dialog import OpeningFailedDialog
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.messages import Blame, blame
from evaluator_app.services.workspace import Workspace, utc_now
from tests.gui.frame.hands import press

Show = Callable[[], MainWindow]
Begin = Callable[..., str]


def when_asked(act: Callable[[OpeningFailedDialog], None]) -> list[str]:
    """Do something in the next dialog about a failed opening; return its words."""
    said: list[str] = []

    def do() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OpeningFailedDialog)
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        act(dialog)

    QTimer.singleShot(50, do)
    return said


def quit_it(dialog: OpeningFailedDialog) -> None:
    press(dialog.quit_button)


def damage(folder: Path) -> None:
    (folder / "evaluator.db").write_bytes(b"no database any more" * 500)
    for suffix in ("-wal", "-shm"):
        (folder / f"evaluator.db{suffix}").unlink(missing_ok=True)


def test_a_second_writer_is_told_who_has_it_open(workspace: Workspace, folder: Path) -> None:
    said = when_asked(quit_it)
    assert open_workspace(folder) is None
    assert any("STO-004" in words for words in said)


def test_trying_again_works_once_the_other_has_closed(workspace: Workspace, folder: Path) -> None:
    def close_other(dialog: OpeningFailedDialog) -> None:
        workspace.close()
        press(dialog.retry_button)

    when_asked(close_other)
    opened = open_workspace(folder)
    assert opened is not None
    opened[0].close()


def test_a_damaged_database_offers_the_last_good_backup(begin: Begin, workspace: Workspace, folder: Path) -> None:
    begin("青山煤矿")
    workspace.close()
    damage(folder)
    said = when_asked(lambda dialog: press(dialog.restore_button))
    opened = open_workspace(folder)
    assert any("STO-003" in words for words in said)
    assert opened is not None
    again, restored = opened
    assert restored is not None
    assert restored.damaged is not None
    assert restored.damaged.read_bytes().startswith(b"no database any more")
    assert [summary.mine for summary in again.summaries()] == ["青山煤矿"]
    again.close()


def test_a_newer_database_offers_no_restoring(folder: Path, qtbot: object) -> None:
    error = UserFacingError("STO-001", "较新", "请升级")
    dialog = OpeningFailedDialog(error, folder, now=utc_now)
    dialog.show()
    assert not dialog.restore_button.isVisible()
    assert dialog.retry_button.isVisible()
    assert dialog.retry_button.isDefault()
    dialog.reject()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    said = when_asked(quit_it)
    assert open_workspace(blocked / "inside") is None
    assert any("STO-005" in words for words in said)


def test_errors_of_the_world_bugs_and_cancelled_jobs_are_told_apart() -> None:
    assert blame(UserFacingError("X-1", "a")) is Blame.WORLD
    assert blame(Cancelled()) is Blame.NOBODY
    assert blame(ValueError()) is Blame.US


def test_the_world_is_said_in_the_page_and_a_bug_in_its_window(show: Show, caplog: pytest.LogCaptureFixture) -> None:
    window = show()
    window.messages.show(UserFacingError("STO-006", "磁盘已满。", "请清理。"))
    assert window.notice.isVisible()
    assert window.notice.text() == "磁盘已满。 请清理。 (STO-006)"
    window.messages.show(Cancelled())
    assert window.messages.bug_dialog is None
    window.messages.show(KeyError("bad slot"))
    bug = window.messages.bug_dialog
    assert bug is not None
    press(bug.copy_button)
    assert "bad slot" in QGuiApplication.clipboard().text()
    window.messages.show(KeyError("one more"))
    assert window.messages.bug_dialog is bug
    QTest.keyClick(bug, Qt.Key.Key_Return)
    assert not bug.isVisible()


def test_what_nobody_catches_goes_to_the_messages(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    window = show()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    window.messages.install()
    error = UserFacingError("STO-006", "磁盘已满。")
    sys.excepthook(type(error), error, None)
    assert "磁盘已满" in window.notice.text()


START = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from evaluator_app.gui import main_window

def painted(self, event):
    heavy = {"reportlab", "pyhanko", "pikepdf", "pandas", "numpy", "PIL.ImageFont", "cryptography", "sqlite_utils", "asyncio"}
    print("first paint with", sorted(heavy & set(sys.modules)))
    main_window.MainWindow.paintEvent = plain
    QTimer.singleShot(0, self.close)

plain = main_window.MainWindow.paintEvent
main_window.MainWindow.paintEvent = painted
from evaluator_app.app import main
sys.exit(main())
"""


def test_nothing_heavy_is_loaded_before_the_first_window(tmp_path: Path, project_root: Path) -> None:
    Workspace(tmp_path / "w").close()
    environment = {**os.environ, "EVALUATOR_WORKSPACE": str(tmp_path / "w"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=project_root,
        env=environment,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "first paint with []"
