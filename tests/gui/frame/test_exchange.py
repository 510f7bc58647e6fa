# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Two windows on two laptops: work is handed over, taken in, disagreed upon, decided and taken back, by real clicks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import record_outcome
from evaluator_app.domain.merging.conflicts import open_conflicts
from evaluator_app.gui.dialogs.card_dialog import CardDialog
from evaluator_app.gui.dialogs.handing_card import HandingCard
from evaluator_app.gui.dialogs.taking_card import TakingCard
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import TaskRunner
from evaluator_app.gui.views.team.team_page import TeamPage
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.hands import dialog_of, press

LONG = 60_000
ITEM = "site.signs"


@pytest.fixture
def leader(show: Callable[[], MainWindow], workspace: Workspace, begin: Callable[..., str]) -> MainWindow:
    """Return the window of the leader, with a new assessment open."""
    Preferences(workspace.store).person = workspace.who = "王立新"
    window = show()
    window.open_assessment(begin())
    return window


@pytest.fixture
def member(qtbot: QtBot, tmp_path: Path, runner: TaskRunner) -> Iterator[MainWindow]:
    """Return the window of a member, on an empty laptop."""
    with Workspace(tmp_path / "李敏的电脑", who="李敏") as workspace:
        Preferences(workspace.store).person = "李敏"
        window = MainWindow(workspace, runner)
        window.resize(1440, 900)
        qtbot.addWidget(window)
        window.show()
        yield window
        window.close()


def team_page(window: MainWindow) -> TeamPage:
    assert window.page is not None
    window.page.view.show_page("team")
    shown = window.page.view.page("team")
    assert isinstance(shown, TeamPage)
    return shown


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def hand_over(window: MainWindow, destination: Path, qtbot: QtBot) -> None:
    """Hand over through the card of the team's page, signed with a new practice credential."""
    window.activateWindow()
    press(team_page(window).exchange.hand_button)
    dialog = dialog_of(window, CardDialog)
    card = dialog.card
    assert isinstance(card, HandingCard)
    card.destination.set_path(destination)
    press(card.sample_button)
    qtbot.waitUntil(lambda: not card.job.is_running and card.fields.credential.path() is not None, timeout=LONG)
    press(card.write_button)
    qtbot.waitUntil(lambda: not card.job.is_running, timeout=LONG)
    assert "回读核对" in card.banner.text()
    dialog.close()


def take_in(window: MainWindow, source: Path, qtbot: QtBot, *, is_stranger: bool = True) -> TakingCard:
    """Check a package and take it in; whoever is not known is compared first."""
    window.activateWindow()
    window.acts.take_in.trigger()
    card = dialog_of(window, CardDialog).card
    assert isinstance(card, TakingCard)
    card.set_source(source)
    press(card.check_button)
    qtbot.waitUntil(lambda: not card.job.is_running and card.contents.isVisible(), timeout=LONG)
    assert card.known.isVisible() is is_stranger
    if is_stranger:
        assert not card.take_button.isEnabled()
        card.known.click()
    press(card.take_button)
    qtbot.waitUntil(lambda: not card.job.is_running and card.banner.isVisible(), timeout=LONG)
    return card


def test_an_empty_laptop_begins_from_a_package(leader: MainWindow, member: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    session = session_of(leader)
    session.do(record_outcome(session.assessment, ITEM, Outcome.MET))
    package = tmp_path / "优盘" / "王立新.gmp"
    hand_over(leader, package, qtbot)
    card = take_in(member, package, qtbot)
    assert "评估已建立" in card.banner.text()
    assert "与作者完全一致" in card.banner.text()
    press(card.open_button)
    assert session_of(member).assessment == session.assessment
    assert team_page(member).exchange.code.text() == team_page(leader).exchange.code.text()


def test_two_laptops_disagree_and_the_leader_decides(leader: MainWindow, member: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    first, second, third = (tmp_path / "优盘" / f"{number}.gmp" for number in range(3))
    hand_over(leader, first, qtbot)
    press(take_in(member, first, qtbot).open_button)
    here, there = session_of(leader), session_of(member)
    here.do(record_outcome(here.assessment, ITEM, Outcome.MET))
    there.do(record_outcome(there.assessment, ITEM, Outcome.NOT_MET))
    hand_over(member, second, qtbot)
    card = take_in(leader, second, qtbot)
    cells = [card.table.item(0, column) for column in range(6)]
    assert [cell.text() for cell in cells if cell is not None][1:] == ["1", "1", "1", "有分歧，由组长裁定", "李敏"]
    assert "有 1 项分歧待裁定" in card.banner.text()
    dialog_of(leader, CardDialog).close()
    conflicts = team_page(leader).conflicts
    [entry] = conflicts.entries.values()
    next(button for button in entry.choices.buttons() if "不符合" in button.accessibleName()).click()
    qtbot.waitUntil(entry.decide_button.isVisible)
    press(entry.decide_button)
    assert not open_conflicts(here.assessment)
    assert here.assessment.answer(ITEM).outcome is Outcome.NOT_MET
    hand_over(leader, third, qtbot)
    card = take_in(member, third, qtbot)
    dialog_of(member, CardDialog).close()
    assert there.assessment == here.assessment
    assert team_page(member).exchange.code.text() == team_page(leader).exchange.code.text()


def test_a_package_that_was_taken_in_is_taken_back_by_undo(leader: MainWindow, member: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    first, second = tmp_path / "优盘" / "1.gmp", tmp_path / "优盘" / "2.gmp"
    hand_over(leader, first, qtbot)
    press(take_in(member, first, qtbot).open_button)
    there, here = session_of(member), session_of(leader)
    there.do(record_outcome(there.assessment, ITEM, Outcome.NOT_MET))
    hand_over(member, second, qtbot)
    before = here.assessment
    take_in(leader, second, qtbot)
    dialog_of(leader, CardDialog).close()
    assert here.assessment.answer(ITEM).outcome is Outcome.NOT_MET
    leader.acts.undo.trigger()
    assert here.assessment == before
    take_in(leader, second, qtbot, is_stranger=False)
    assert here.assessment == there.assessment


def test_a_damaged_package_is_refused_with_a_sentence_and_changes_nothing(
    leader: MainWindow, member: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    package = tmp_path / "优盘" / "1.gmp"
    hand_over(leader, package, qtbot)
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
    member.acts.take_in.trigger()
    card = dialog_of(member, CardDialog).card
    assert isinstance(card, TakingCard)
    card.set_source(package)
    press(card.check_button)
    qtbot.waitUntil(lambda: not card.job.is_running and card.banner.isVisible(), timeout=LONG)
    assert not card.take_button.isVisible()
    assert not member.workspace.summaries()


def test_an_empty_home_page_offers_to_take_a_package_in(member: MainWindow) -> None:
    press(member.home.package_button)
    card = dialog_of(member, CardDialog).card
    assert isinstance(card, TakingCard)


def test_whoever_takes_the_first_package_in_without_a_name_is_told_where_to_give_it(
    leader: MainWindow, member: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    package = tmp_path / "stick" / "first.gmp"
    hand_over(leader, package, qtbot)
    member.workspace.who = ""
    assert "本机使用者" in take_in(member, package, qtbot).banner.text()
