# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the window that verifies any report: a file is dropped, the answers are saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from evaluator_app.gui.dialogs.verify_dialog import VerifyDialog
from evaluator_app.gui.main_window import MainWindow
from tests.gui.frame.hands import dialog_of
from tests.signing.practice import small_report

Show = Callable[[], MainWindow]
LONG = 120_000


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(dialog: VerifyDialog, data: QMimeData) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))


def opened(show: Show) -> VerifyDialog:
    window = show()
    window.acts.verify.trigger()
    return dialog_of(window, VerifyDialog)


def test_a_pdf_that_is_dropped_is_verified_and_its_answers_are_saved(show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    dialog, path = opened(show), tmp_path / "来自别处.pdf"
    path.write_bytes(small_report())
    drop(dialog, files(path))
    qtbot.waitUntil(lambda: not dialog.verification.job.is_running, timeout=LONG)
    assert dialog.verification.source.path() == path
    assert dialog.verification.answers is not None
    assert dialog.verification.answers.badges["intact"].text() == "无法判断"
    dialog.verification.save(tmp_path / "answers.json")
    dialog.verification.save(tmp_path / "answers.txt")
    assert json.loads((tmp_path / "answers.json").read_text("utf-8"))["sound"] is False
    assert "文件没有签名" in (tmp_path / "answers.txt").read_text("utf-8")


def test_what_is_no_single_pdf_is_not_taken(show: Show, tmp_path: Path) -> None:
    dialog = opened(show)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for data in (files(tmp_path / "a.docx"), files(tmp_path / "a.pdf", tmp_path / "b.pdf"), QMimeData()):
        event = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, left, none)
        event.ignore()
        dialog.dragEnterEvent(event)
        assert not event.isAccepted()
        drop(dialog, data)
        assert dialog.verification.source.path() is None
        assert not dialog.verification.job.is_running


def test_answers_that_cannot_be_written_are_said_in_the_card(show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    dialog, path = opened(show), tmp_path / "a.pdf"
    path.write_bytes(small_report())
    drop(dialog, files(path))
    qtbot.waitUntil(lambda: not dialog.verification.job.is_running, timeout=LONG)
    dialog.verification.save(tmp_path / "no folder" / "answers.json")
    assert "无法写入" in dialog.verification.banner.text()
