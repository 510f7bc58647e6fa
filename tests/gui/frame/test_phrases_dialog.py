# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the firm's phrases in their dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from evaluator_app.gui.dialogs.phrases_dialog import PhrasesDialog
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.services.phrases import Phrase, read_phrases
from tests.gui.frame.hands import dialog_of, press

Show = Callable[[], MainWindow]
Begin = Callable[..., str]


@pytest.fixture
def dialog(show: Show, begin: Begin) -> PhrasesDialog:
    window = show()
    window.open_assessment(begin())
    window.acts.phrases.trigger()
    return dialog_of(window, PhrasesDialog)


@pytest.fixture
def kept(folder: Path) -> Callable[[], tuple[Phrase, ...]]:
    return lambda: read_phrases(folder / "phrases.toml")


def write(dialog: PhrasesDialog, words: str) -> None:
    dialog.words.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(dialog.words, event)


def test_what_is_written_is_kept_without_saving_and_changed_and_removed(
    dialog: PhrasesDialog, kept: Callable[[], tuple[Phrase, ...]]
) -> None:
    write(dialog, "{place}有{count}处积水")
    press(dialog.add)
    assert kept() == (Phrase("{place}有{count}处积水"),)
    write(dialog, "第二条")
    dialog.words.settle()
    item = dialog.item.findText("A1.3 标识标牌")
    dialog.item.setCurrentIndex(item)
    dialog.item.activated.emit(item)
    assert kept()[1] == Phrase("第二条", ("site.signs",))
    press(dialog.remove)
    assert kept() == (Phrase("{place}有{count}处积水"),)


def test_words_being_typed_are_kept_when_the_dialog_is_closed(dialog: PhrasesDialog, kept: Callable[[], tuple[Phrase, ...]]) -> None:
    write(dialog, "没有写完")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert kept() == (Phrase("没有写完"),)


def test_phrases_are_found_by_initials(dialog: PhrasesDialog) -> None:
    for words in ("道路扬尘", "护栏缺失"):
        press(dialog.add)
        write(dialog, words)
        dialog.words.settle()
    QTest.keyClicks(dialog.search, "hlqs")
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["护栏缺失"]
    assert dialog.words.toPlainText() == "护栏缺失"


def test_files_are_exported_and_imported_and_a_bad_one_is_named(
    dialog: PhrasesDialog, kept: Callable[[], tuple[Phrase, ...]], tmp_path: Path
) -> None:
    write(dialog, "道路扬尘")
    dialog.words.settle()
    dialog.export_file(tmp_path / "for-others.toml")
    press(dialog.remove)
    assert kept() == ()
    dialog.import_file(tmp_path / "for-others.toml")
    assert kept() == (Phrase("道路扬尘"),)
    bad = tmp_path / "bad.toml"
    bad.write_text("[[[", encoding="utf-8")
    dialog.import_file(bad)
    assert "bad.toml" in dialog.banner.text()
    assert kept() == (Phrase("道路扬尘"),)
