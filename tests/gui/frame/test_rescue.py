# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of copies in the window: two clicks, progress, what came of it, bringing back, and the reminder that stays quiet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.gui import reopening
from evaluator_app.gui.dialogs import rescue_card, rescue_restore_card
from evaluator_app.gui.dialogs.card_dialog import CardDialog
from evaluator_app.gui.dialogs.rescue_card import RescueCard
from evaluator_app.gui.dialogs.rescue_restore_card import RescueRestoreCard
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.sticks import Stick, find_sticks
from evaluator_app.rescue.home import check_copy
from evaluator_app.services.rescue_copying import copy_everything
from evaluator_app.services.rescue_reminding import remind_at, reminding_at
from evaluator_app.services.rescue_restoring import copies_in
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.hands import button_named, dialog_of, press
from tests.services.rescuing import add_photo, damage, utc_now

Show = Callable[[], MainWindow]
Begin = Callable[..., str]
LONG = 60_000


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put one stick into the machine."""
    root = tmp_path / "U盘"
    root.mkdir()

    def found(_workspace: Path, _remembered: object = ()) -> tuple[Stick, ...]:
        return (Stick(root, "KINGSTON", 14_200_000_000, 16_000_000_000, is_removable=True, has_copies=(root / "GreenMineRescue").is_dir()),)

    for module in (rescue_card, rescue_restore_card):
        monkeypatch.setattr(module, "find_sticks", found)
    return root


@pytest.fixture(autouse=True)
def _desks_rest(qapp: QApplication) -> Iterator[None]:
    yield
    for window in qapp.topLevelWidgets():
        if isinstance(window, MainWindow):
            window.rescue.rest()


def card_of(window: MainWindow, kind: type[RescueCard] | type[RescueRestoreCard]) -> RescueCard | RescueRestoreCard:
    card = dialog_of(window, CardDialog).card
    assert isinstance(card, kind)
    return card


def copying(window: MainWindow) -> RescueCard:
    card = card_of(window, RescueCard)
    assert isinstance(card, RescueCard)
    return card


def restoring(window: MainWindow) -> RescueRestoreCard:
    card = card_of(window, RescueRestoreCard)
    assert isinstance(card, RescueRestoreCard)
    return card


def copy_by_two_clicks(window: MainWindow, first: Callable[[], None], qtbot: QtBot) -> RescueCard:
    first()
    card = copying(window)
    qtbot.waitUntil(card.copy_button.isEnabled, timeout=LONG)
    press(card.copy_button)
    qtbot.waitUntil(lambda: not card.job.is_running and card.banner.isVisible(), timeout=LONG)
    return card


def test_two_clicks_from_home_copy_everything(show: Show, begin: Begin, workspace: Workspace, stick: Path, qtbot: QtBot) -> None:
    add_photo(workspace.open_assessment(begin()), "a")
    window = show()
    qtbot.waitUntil(lambda: "还没有备份到 U 盘" in window.home_footer.saved_text(), timeout=LONG)
    card = copy_by_two_clicks(window, lambda: press(window.home_footer.copy_button), qtbot)
    assert "已全部回读核对" in card.banner.text()
    assert "上次备份" in window.home_footer.saved_text()
    assert [check_copy(copy) for copy in copies_in(stick)] == [()]
    qtbot.waitUntil(lambda: "第 1 份备份" in card.there.text(), timeout=LONG)


def test_two_clicks_from_within_an_assessment_that_is_worked_on_meanwhile(
    show: Show, begin: Begin, workspace: Workspace, stick: Path, qtbot: QtBot
) -> None:
    own = begin()
    window = show()
    window.open_assessment(own)
    assert window.page is not None
    footer = window.page.footer
    add_photo(workspace.open_assessment(own), "a")
    card = copy_by_two_clicks(window, lambda: press(footer.copy_button), qtbot)
    assert not dialog_of(window, CardDialog).isModal(), "the page stays in reach"
    assert "已全部回读核对" in card.banner.text()
    assert copies_in(stick)[0].read.assessments[0].acts == 1


def test_whether_it_fits_is_shown_before(show: Show, begin: Begin, stick: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    begin()
    window = show()
    window.acts.rescue.trigger()
    card = copying(window)
    assert "KINGSTON" in card.places.currentText()
    assert "14.2 GB" in card.places.currentText()
    qtbot.waitUntil(lambda: "放得下" in card.fit.text(), timeout=LONG)
    usage = shutil.disk_usage(stick)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage._replace(free=1000))
    press(card.again_button)
    qtbot.waitUntil(lambda: "还差" in card.fit.text(), timeout=LONG)
    assert not card.copy_button.isEnabled()


def test_without_a_stick_it_says_so_and_a_folder_can_be_chosen(
    show: Show, begin: Begin, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin()
    monkeypatch.setattr(rescue_card, "find_sticks", lambda *_arguments: ())
    window = show()
    window.acts.rescue.trigger()
    card = copying(window)
    assert "没有找到 U 盘" in card.fit.text()
    assert not card.copy_button.isEnabled()
    (tmp_path / "share").mkdir()
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_arguments: str(tmp_path / "share"))
    press(card.folder_button)
    qtbot.waitUntil(card.copy_button.isEnabled, timeout=LONG)
    press(card.copy_button)
    qtbot.waitUntil(card.banner.isVisible, timeout=LONG)
    dialog_of(window, CardDialog).reject()
    window.acts.rescue.trigger()
    again = copying(window)
    assert again.place() == tmp_path / "share", "remembered"


def test_a_stick_that_fails_is_said_in_the_card(show: Show, begin: Begin, stick: Path, qtbot: QtBot, folder: Path) -> None:
    begin()
    window = show()
    window.acts.rescue.trigger()
    card = copying(window)
    qtbot.waitUntil(card.copy_button.isEnabled, timeout=LONG)
    card.choose_folder(folder)
    qtbot.waitUntil(lambda: "RES-001" in card.banner.text(), timeout=LONG)
    assert not card.copy_button.isEnabled()


def test_a_copy_can_be_stopped(
    show: Show, begin: Begin, workspace: Workspace, stick: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin()
    window = show()
    window.acts.rescue.trigger()
    card = copying(window)
    qtbot.waitUntil(card.copy_button.isEnabled, timeout=LONG)
    monkeypatch.setattr(card.job, "is_cancelled", lambda: True)
    press(card.copy_button)
    qtbot.waitUntil(lambda: "已停止" in card.banner.text(), timeout=LONG)
    assert not list(stick.glob("GreenMineRescue/copies/*"))


def test_an_empty_workspace_brings_back_a_copy_and_goes_on_in_it(
    show: Show, stick: Path, tmp_path: Path, folder: Path, qtbot: QtBot, begin: Begin
) -> None:
    with Workspace(tmp_path / "old laptop") as old:
        entry = old.catalog.find("cn-mnr/green-mine-2024-coal")
        assert entry is not None
        assert entry.template is not None
        from evaluator_app.domain.assessment import Mine
        from evaluator_app.services.workspace import NewAssessment

        add_photo(old.begin(NewAssessment(entry.template, Mine("旧电脑的矿"))), "a")
        copy_everything(old.root, stick, who="李", now=utc_now)
    shutil.rmtree(tmp_path / "old laptop")
    window = show()
    press(window.home.back_button)
    card = restoring(window)
    qtbot.waitUntil(lambda: "旧电脑的矿" in card.contents.text(), timeout=LONG)
    assert "李" in card.copies.currentText()
    press(card.bring_button)
    qtbot.waitUntil(lambda: bool(reopening._windows) and reopening._windows[0] is not window, timeout=LONG)
    fresh = reopening._windows[0]
    qtbot.addWidget(fresh)
    assert fresh.workspace.root == folder
    assert [summary.mine for summary in fresh.workspace.summaries()] == ["旧电脑的矿"]
    assert fresh.isVisible()
    assert "第 1 份备份已恢复：1 项评估" in fresh.notice.text()
    own = fresh.workspace.summaries()[0].assessment_id
    assert fresh.workspace.store.check(own) == ()
    fresh.rescue.rest()
    fresh.close()


def test_a_workspace_with_assessments_brings_a_copy_back_beside(
    show: Show, begin: Begin, workspace: Workspace, stick: Path, qtbot: QtBot
) -> None:
    add_photo(workspace.open_assessment(begin()), "a")
    copy_everything(workspace.root, stick, who="", now=utc_now)
    window = show()
    window.acts.bring_back.trigger()
    card = restoring(window)
    qtbot.waitUntil(lambda: "青山煤矿" in card.contents.text(), timeout=LONG)
    assert card.into_row.isVisible()
    beside = card.into.path()
    assert beside is not None
    assert beside.parent == workspace.root.parent
    press(card.bring_button)
    qtbot.waitUntil(card.open_button.isVisible, timeout=LONG)
    with Workspace(beside) as back:
        assert [summary.mine for summary in back.summaries()] == ["青山煤矿"]
    card.into.set_path(workspace.root)
    press(card.bring_button)
    qtbot.waitUntil(lambda: "RES-011" in card.banner.text(), timeout=LONG)


def test_a_damaged_copy_is_named_and_the_one_before_is_chosen(
    show: Show, begin: Begin, workspace: Workspace, stick: Path, qtbot: QtBot
) -> None:
    opened = workspace.open_assessment(begin())
    add_photo(opened, "a")
    copy_everything(workspace.root, stick, who="", now=utc_now)
    add_photo(opened, "b")
    copy_everything(workspace.root, stick, who="", now=utc_now)
    damage(stick / "GreenMineRescue/copies/000002/workspace/evaluator.db")
    window = show()
    window.acts.bring_back.trigger()
    card = restoring(window)
    qtbot.waitUntil(lambda: card.copies.count() == 2, timeout=LONG)
    press(card.bring_button)
    qtbot.waitUntil(lambda: "evaluator.db" in card.banner.text(), timeout=LONG)
    chosen = card.copy()
    assert chosen is not None
    assert chosen.number == 1
    assert "第 1 份备份完好" in card.banner.text()


def test_the_reminder_is_one_bar_with_one_button_and_comes_back_only_for_more_work(
    show: Show, begin: Begin, workspace: Workspace, stick: Path, qtbot: QtBot
) -> None:
    opened = workspace.open_assessment(begin())
    add_photo(opened, "a")
    window = show()
    remind_at(workspace.store, time(0, 0))
    window.rescue.look()
    qtbot.waitUntil(window._notice_room.isVisible, timeout=LONG)
    assert "1 步操作只在这台电脑上：青山煤矿" in window.notice.text()
    window._notice_room.hide()
    window.rescue.look()
    qtbot.wait(300)
    assert not window._notice_room.isVisible()
    add_photo(opened, "b")
    window.rescue.look()
    qtbot.waitUntil(window._notice_room.isVisible, timeout=LONG)
    press(button_named(window.notice, "备份到 U 盘"))
    assert copying(window).isVisible()


def test_the_reminder_is_silent_before_its_time_and_when_off(show: Show, begin: Begin, workspace: Workspace, qtbot: QtBot) -> None:
    midday = datetime.now(UTC).astimezone().replace(hour=12, minute=0)
    workspace.now = lambda: midday
    add_photo(workspace.open_assessment(begin()), "a")
    window = show()
    for at, later in ((time(17, 30), 0), (None, 8)):
        remind_at(workspace.store, at)
        workspace.now = lambda later=later: midday + timedelta(hours=later)  # type: ignore[misc]
        window.rescue.look()
        qtbot.wait(300)
        assert not window._notice_room.isVisible()


def test_closing_says_it_once_and_then_closes(show: Show, begin: Begin, workspace: Workspace, qtbot: QtBot) -> None:
    add_photo(workspace.open_assessment(begin()), "a")
    window = show()
    window.rescue.start()
    window.close()
    assert window.isVisible()
    assert "再关一次" in window.notice.text()
    window.close()
    assert not window.isVisible()


def test_closing_says_nothing_where_a_copy_holds_everything(show: Show, begin: Begin, workspace: Workspace, stick: Path) -> None:
    add_photo(workspace.open_assessment(begin()), "a")
    copy_everything(workspace.root, stick, who="", now=utc_now)
    window = show()
    window.rescue.start()
    window.close()
    assert not window.isVisible()


def test_the_time_of_the_reminder_is_chosen_in_the_card_and_one_click_turns_it_off(
    show: Show, begin: Begin, workspace: Workspace, stick: Path, qtbot: QtBot
) -> None:
    window = show()
    window.acts.rescue.trigger()
    card = copying(window)
    assert card.reminds_at.time() == QTime(17, 30)
    card.reminds_at.setTime(QTime(18, 15))
    assert reminding_at(workspace.store) == time(18, 15)
    card.reminds.click()
    assert reminding_at(workspace.store) is None


def test_sticks_are_looked_for_without_harm(tmp_path: Path) -> None:
    for stick in find_sticks(tmp_path):
        assert stick.size > 0
        assert stick.words()


def test_another_language_keeps_the_desk(show: Show, begin: Begin, stick: Path) -> None:
    begin()
    window = show()
    desk = window.rescue
    window.rebuild()
    assert window.rescue is desk
    window.acts.rescue.trigger()
    assert len([card for card in window.findChildren(RescueCard) if card.isVisible()]) == 1
