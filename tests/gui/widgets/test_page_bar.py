# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The bar of the pages: no word of it is cut off, however narrow the window is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app import i18n
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import apply_theme
from evaluator_app.gui.views.page_bar import PageBar


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> Callable[..., PageBar]:
    holders: list[QWidget] = []

    def shown(width: int, px: int = 14, language: str = i18n.ENGLISH) -> PageBar:
        i18n.set_language(language)
        apply_theme(qapp, "light", text_px=px)
        holder = QWidget()
        holders.append(holder)
        qtbot.addWidget(holder)
        made = PageBar(holder)
        made.show_score("89.84 / 100  Qualified", Tone.DONE)
        holder.resize(width, 80)
        made.setFixedWidth(width)
        holder.show()
        qtbot.waitExposed(holder)
        return made

    return shown


def has_icons(bar: PageBar) -> bool:
    return not any(bar.tabs.tabIcon(number).isNull() for number in range(bar.tabs.count()))


def is_whole(bar: PageBar) -> bool:
    """Tell whether the current tab is in sight from end to end."""
    drawn = bar.tabs.tabRect(bar.tabs.currentIndex())
    arrows = [button for button in bar.tabs.findChildren(QToolButton) if button.isVisible()]
    right = min((button.x() for button in arrows), default=bar.tabs.width())
    return drawn.left() >= 0 and drawn.right() < right


def test_in_english_at_930_pixels_the_icons_make_room_for_the_words(bar: Callable[..., PageBar]) -> None:
    narrow = bar(930)
    assert not has_icons(narrow)
    assert narrow.tabs.width() >= narrow.tabs.sizeHint().width()
    assert has_icons(bar(1366))
    chinese = bar(930, language=i18n.CHINESE)
    assert chinese.tabs.width() >= chinese.tabs.sizeHint().width()


def test_icons_come_back_with_room_and_go_when_a_count_takes_it(bar: Callable[..., PageBar], qtbot: QtBot) -> None:
    shown = bar(1200)
    shown.show_score_badge(is_shown=False)
    assert has_icons(shown)
    shown.show_score_badge(is_shown=True)
    assert not has_icons(shown)
    shown.setFixedWidth(1366)
    qtbot.waitUntil(lambda: has_icons(shown))
    room = shown.tabs.sizeHint().width() + shown.score.sizeHint().width() + 2 * 12 + 24
    shown.setFixedWidth(room + 8)
    qtbot.waitUntil(lambda: shown.width() == room + 8)
    assert has_icons(shown)
    shown.show_count("quality", 1234567)
    assert not has_icons(shown)


def test_at_930_pixels_no_tab_is_cut_with_counts_either(bar: Callable[..., PageBar]) -> None:
    for language in (i18n.ENGLISH, i18n.CHINESE):
        shown = bar(930, language=language)
        for page in ("prerequisites", "quality"):
            shown.show_count(page, 43)
        assert shown.tabs.width() >= shown.tabs.sizeHint().width(), language
        assert shown.score.text().startswith("89.84 / 100")


@pytest.mark.parametrize(("width", "px"), [(640, 14), (930, 22)])
def test_where_even_the_words_have_no_room_the_chosen_page_is_scrolled_into_sight(bar: Callable[..., PageBar], width: int, px: int) -> None:
    shown = bar(width, px)
    assert shown.tabs.sizeHint().width() > shown.tabs.width()
    for number in (shown.tabs.count() - 1, 0, 3):
        shown.select(number)
        assert is_whole(shown), number
