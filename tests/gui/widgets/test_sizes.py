# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests that no text is clipped, from the smallest text to the greatest, and that sizes follow a change at once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, apply_theme, text_font
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.big_score import BigScore
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.key_button import KeyButton
from evaluator_app.gui.widgets.photo_tile import AddTile
from evaluator_app.gui.widgets.score_bar import Mark, ScoreBar
from evaluator_app.gui.widgets.score_row import ScoreRow
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.stage_bar import StageBar
from evaluator_app.gui.widgets.state_badge import StateBadge

WORDS = "选矿回收率 gÅ"


def marked_bar() -> ScoreBar:
    bar = ScoreBar(labels_marks=True)
    bar.set_values(Decimal(60), Decimal(100))
    bar.set_marks([Mark(Decimal(80), "达标线 80")])
    return bar


PIECES: dict[str, tuple[Callable[[], QWidget], str, TextRole]] = {
    "chip": (lambda: Chip(WORDS, 45, tone=Tone.OPEN), WORDS, TextRole.BODY),
    "badge": (lambda: StateBadge(WORDS, Tone.FOUND), WORDS, TextRole.BODY),
    "bare badge": (lambda: StateBadge(WORDS, Tone.FOUND, filled=False), WORDS, TextRole.BODY),
    "key button": (lambda: KeyButton(WORDS, "Enter", tone=Tone.DONE), WORDS + "Enter", TextRole.BODY),
    "action button": (lambda: ActionButton(WORDS, kind=ButtonKind.PRIMARY, icon_name="report"), WORDS, TextRole.STRONG),
    "big score": (lambda: BigScore("已得分", "79.5", WORDS), "79.5", TextRole.FIGURE),
    "elided label": (lambda: ElidedLabel(WORDS), WORDS, TextRole.BODY),
    "section title": (lambda: SectionTitle(WORDS, "2 分"), WORDS, TextRole.HEADING),
    "segments": (lambda: SegmentedControl([("a", WORDS), ("b", "甲")]), WORDS, TextRole.STRONG),
    "stage bar": (lambda: StageBar([WORDS, "报告"], 0), WORDS, TextRole.STRONG),
    "search": (lambda: SearchField(WORDS, "Ctrl+K"), WORDS, TextRole.BODY),
    "bar with marks": (marked_bar, "", TextRole.SMALL),
    "add tile": (AddTile, "", TextRole.SMALL),
    "score row": (lambda: ScoreRow(WORDS), "", TextRole.BODY),
    "banner": (lambda: Banner(WORDS, action_text="甲"), "", TextRole.BODY),
    "form row": (lambda: FormRow(WORDS, QLineEdit()), WORDS, TextRole.BODY),
}


@pytest.mark.parametrize("text_px", [9, 14, 18, 22])
@pytest.mark.parametrize("name", PIECES)
def test_words_fit_at_every_text_size(qtbot: QtBot, qapp: QApplication, name: str, text_px: int) -> None:
    apply_theme(qapp, "light", text_px=text_px)
    make, words, role = PIECES[name]
    piece = make()
    qtbot.addWidget(piece)
    piece.ensurePolished()
    metrics = QFontMetrics(text_font(role))
    assert piece.sizeHint().width() >= metrics.horizontalAdvance(words)
    assert piece.sizeHint().height() >= metrics.height() or role is TextRole.FIGURE
    assert piece.sizeHint().height() >= metrics.tightBoundingRect("79.5").height() + 4
    assert piece.minimumSizeHint().height() >= min(piece.sizeHint().height(), metrics.height())


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_in_use_grows_with_the_text_at_once(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    piece = PIECES[name][0]()
    column = QVBoxLayout(ground)
    column.addWidget(piece)
    column.addStretch(1)
    ground.resize(900, 600)
    ground.show()
    before = piece.height()
    apply_theme(qapp, "light", text_px=22)
    qtbot.waitUntil(lambda: piece.height() > before)
    assert piece.height() >= piece.minimumSizeHint().height()


@pytest.mark.parametrize("theme_name", ["dark", "sunlight"])
@pytest.mark.parametrize("name", sorted(set(PIECES) - {"section title", "elided label"}))
def test_a_piece_in_use_wears_another_theme_at_once(qtbot: QtBot, qapp: QApplication, name: str, theme_name: str) -> None:
    piece = PIECES[name][0]()
    qtbot.addWidget(piece)
    piece.resize(piece.sizeHint())
    piece.show()
    before = piece.grab().toImage()
    apply_theme(qapp, theme_name)
    assert piece.grab().toImage() != before
