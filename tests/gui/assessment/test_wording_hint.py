# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Vague words are told while one writes, a sentence to fill in is offered, and a rule is put off by a click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.item.observation_editor import ObservationEditor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def editor(view: AssessmentView, session: Session) -> ObservationEditor:
    session.look_at("site.signs")
    view.item_panel.begin_observation()
    return view.item_panel.ledger.editor


def write(editor: ObservationEditor, text: str) -> None:
    editor.words.setPlainText(text)
    editor.words.settle()


def test_what_the_words_lack_is_told_and_goes_when_it_is_there(editor: ObservationEditor) -> None:
    write(editor, "标牌偏少")
    assert editor.hint.isVisible()
    assert editor.hint.words.text() == "“偏少”矿山难以据此整改，请写明：有多少"
    write(editor, "标牌偏少，缺 3 块")
    assert not editor.hint.isVisible()


def test_a_sentence_to_fill_in_is_put_after_the_words(editor: ObservationEditor) -> None:
    write(editor, "环境较差")
    QTest.mouseClick(editor.hint.frame_button, Qt.MouseButton.LeftButton)
    first, second = editor.words.toPlainText().splitlines()
    assert first == "环境较差"
    assert second.startswith("经＿")


def test_a_rule_is_switched_off_by_a_click_for_good(editor: ObservationEditor, view: AssessmentView) -> None:
    write(editor, "标牌偏少")
    QTest.mouseClick(editor.hint.off_button, Qt.MouseButton.LeftButton)
    assert not editor.hint.isVisible()
    write(editor, "标牌偏少一些")
    assert not editor.hint.isVisible()
