# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of banners, toasts, empty pages, badges, bars and titles."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app import i18n
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.widgets.banner import Banner, Toast
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.score_bar import Mark, ScoreBar
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel

LEFT = Qt.MouseButton.LeftButton


def test_a_banner_offers_its_action_and_can_be_put_away(qtbot: QtBot) -> None:
    banner = Banner("磁盘已满", tone=Tone.VETO, action_text="打开文件夹")
    qtbot.addWidget(banner)
    banner.show()
    with qtbot.waitSignal(banner.action_chosen):
        QTest.mouseClick(banner.findChildren(QPushButton)[0], LEFT)
    with qtbot.waitSignal(banner.dismissed):
        QTest.mouseClick(banner.findChildren(QToolButton)[0], LEFT)
    assert banner.isHidden()
    assert banner.accessibleName() == "磁盘已满"


def test_a_banner_without_action_shows_no_button(qtbot: QtBot) -> None:
    banner = Banner("签章完整。", dismissible=False)
    qtbot.addWidget(banner)
    banner.show()
    assert [button for button in banner.findChildren(QWidget) if isinstance(button, QPushButton | QToolButton) and button.isVisible()] == []


def test_a_banner_speaks_the_language_in_use(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    banner = Banner("签章完整。")
    qtbot.addWidget(banner)
    monkeypatch.setattr(i18n, "translator", lambda language: lambda words: f"<{words}>")
    QApplication.sendEvent(banner, QEvent(QEvent.Type.LanguageChange))
    assert banner.findChildren(QToolButton)[0].accessibleName() == "<Put this message away>"


def test_a_long_banner_breaks_its_lines(qtbot: QtBot) -> None:
    banner = Banner("磁盘已满，刚才的记录没有存下。" * 8)
    qtbot.addWidget(banner)
    assert banner.heightForWidth(300) > banner.heightForWidth(1600)


def test_a_toast_floats_inside_its_parent_and_goes_by_itself(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(500, 400)
    ground.show()
    toast = Toast(ground, stays_ms=0)
    toast.show_message("已记录", tone=Tone.DONE)
    assert toast.isVisible()
    assert ground.rect().contains(toast.geometry())
    ground.resize(360, 300)
    assert ground.rect().contains(toast.geometry())
    qtbot.waitUntil(toast.isHidden)


def test_an_empty_page_says_what_to_do_next(qtbot: QtBot) -> None:
    page = EmptyState("photo", "还没有照片", "把照片拖到这里。", "选择照片")
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.action_chosen):
        QTest.mouseClick(page.findChildren(QPushButton)[0], LEFT)
    assert (page.accessibleName(), page.accessibleDescription()) == ("还没有照片", "把照片拖到这里。")
    page.set_words("还没有照片")
    assert page.findChildren(QPushButton)[0].isHidden()


def test_a_badge_tells_its_state_in_a_word(qtbot: QtBot) -> None:
    badge = StateBadge("有问题", Tone.FOUND)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "有问题"
    badge.set_state("一票否决", Tone.VETO)
    assert (badge.text(), badge.tone(), badge.accessibleName()) == ("一票否决", Tone.VETO, "一票否决")


def test_a_bar_divides_into_awarded_open_and_lost(qtbot: QtBot) -> None:
    bar = ScoreBar()
    qtbot.addWidget(bar)
    assert bar.portions() == (0, 0, 0)
    bar.set_values(Decimal(60), Decimal(80), Decimal(10))
    bar.set_marks([Mark(Decimal(64), "达标线 64")])
    assert bar.portions() == (0.75, 0.125, 0.125)
    assert bar.accessibleName() == "60 of 80 points; 10 open, 10 lost.\n达标线 64"


def test_a_bar_refuses_points_that_do_not_add_up(qtbot: QtBot) -> None:
    bar = ScoreBar()
    qtbot.addWidget(bar)
    for awarded, attainable, still_open in ((9, 8, 0), (5, 8, 4), (-1, 8, 0), (1, 8, -1)):
        with pytest.raises(ValueError, match="no bar"):
            bar.set_values(Decimal(awarded), Decimal(attainable), Decimal(still_open))


def test_a_bar_can_be_read_in_grey_print(qtbot: QtBot) -> None:
    bar = ScoreBar(thickness=20)
    qtbot.addWidget(bar)
    bar.set_values(Decimal(40), Decimal(100), Decimal(30))
    bar.resize(308, bar.sizeHint().height())
    grey = bar.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    middle = [grey.pixelColor(x, grey.height() // 2).lightness() for x in range(grey.width())]
    solid, hatched, lost = middle[20:110], middle[130:205], middle[220:290]
    assert max(solid) - min(solid) == 0
    assert max(lost) - min(lost) == 0
    assert min(lost) - max(solid) > 80
    assert max(hatched) - min(hatched) > 60


def test_a_label_cut_short_shows_the_whole_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("国家级绿色矿山第三方评估")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    label.show()
    assert not label.is_elided()
    assert label.toolTip() == ""
    label.resize(label.minimumSizeHint())
    assert label.is_elided()
    assert label.toolTip() == "国家级绿色矿山第三方评估"


def test_texts_from_outside_are_never_markup(qtbot: QtBot) -> None:
    label = TextLabel("<b>1</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_cards_and_titles_are_named_and_hold_what_is_put_in(qtbot: QtBot) -> None:
    card, title = Card("扣分记录"), SectionTitle("定置管理", "2 分")
    for widget in (card, title):
        qtbot.addWidget(widget)
    inside, right = QPushButton("甲"), QPushButton("乙")
    card.add(inside)
    card.add_to_title(right)
    title.add(QPushButton("丙"))
    card.resize(400, 200)
    card.show()
    assert inside.y() > right.y()
    assert right.geometry().right() > card.width() - 24
    assert (card.accessibleName(), title.accessibleName()) == ("扣分记录", "定置管理")
