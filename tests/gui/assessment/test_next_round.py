# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A re-check beside the round before: what was ordered, pairs of photos, scores side by side, a chosen scope; by real clicks and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from evaluator_app.domain.assessment import Assessor, Outcome
from evaluator_app.domain.changes import record_observation
from evaluator_app.domain.mending import RectificationState
from evaluator_app.domain.mending_course import not_ordered, order
from evaluator_app.domain.rounds import EarlierState
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.gui.dialogs.pair_dialog import PairDialog
from evaluator_app.gui.dialogs.photo_choice_dialog import PhotoChoiceDialog
from evaluator_app.gui.dialogs.scope_dialog import ScopeDialog
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.rounds.rounds_page import RoundsPage
from evaluator_app.paths import resource
from evaluator_app.services.archiving import archive
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.beginning_rounds import Ask, begin_from
from evaluator_app.services.workspace import NewAssessment, Workspace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
THEN, NOW = resource("sample/photos/04_workshop.jpg"), resource("sample/photos/05_scattered_rollers.jpg")


@pytest.fixture
def earlier(workspace: Workspace, session: Session) -> OpenAssessment:
    """Return an assessment with two faults that were ordered to be put right, one of them with a photo."""
    opened = session.opened
    for text, place in (("缺 3 块标识牌", "井口"), ("废旧托辊露天堆放", "机修车间")):
        opened.do(record_observation(opened.assessment, opened.new_observation("site.signs", text, place=place)))
    seen = next(each for each in opened.assessment.observations.values() if each.place == "机修车间")
    opened.add_files([THEN], [seen.id], place="机修车间")
    things = not_ordered(opened.template, opened.assessment, opened.card)
    opened.do(order(opened.template, opened.assessment, things, on=opened.now().date()))
    return opened


@pytest.fixture
def recheck(workspace: Workspace, earlier: OpenAssessment) -> Iterator[Session]:
    team = (Assessor("a1", "王立新", is_leader=True),)
    session = Session(begin_from(workspace, earlier, Ask(AssessmentKind.RECHECK, organization="核查组", team=team)))
    yield session
    session.settle()


@pytest.fixture
def view(recheck: Session, show: Callable[[Session], AssessmentView]) -> AssessmentView:
    return show(recheck)


@pytest.fixture
def page(view: AssessmentView) -> RoundsPage:
    view.show_page("rounds")
    shown = view.page("rounds")
    assert isinstance(shown, RoundsPage)
    return shown


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_recheck_opens_at_the_list_and_carries_what_it_found_back(
    page: RoundsPage, workspace: Workspace, earlier: OpenAssessment
) -> None:
    assert page.chooser.current() == "earlier"
    for card in page.earlier.cards.values():
        click(card.states[EarlierState.MENDED if card.fault.place == "井口" else EarlierState.NOT_MENDED])
        card.words.setFocus()
        card.words.insertPlainText("现场已看")
    assert page.earlier.back_button.isVisible()
    click(page.earlier.back_button)
    found = workspace.open_assessment(earlier.assessment.id).assessment.rectifications.values()
    assert {each.place: each.state for each in found} == {"井口": RectificationState.CLOSED, "机修车间": RectificationState.ESCALATED}


def test_a_proposed_pair_is_settled_refused_and_proposed_again(page: RoundsPage, recheck: Session) -> None:
    recheck.add_files([NOW], ["site.signs"], place="机修车间")
    page.show_view("pairs")
    [card] = page.pairs.cards.values()
    assert len(card.then.photos()) == 1
    assert card.then.photos()[0].load() is not None
    assert (card.pair.is_proposed, card.settle_button.isVisible(), card.back_button.isVisible()) == (True, True, False)
    click(card.settle_button)
    [photo] = recheck.assessment.earlier_photos.values()
    assert (photo.is_settled, len(photo.now), card.settle_button.isVisible()) == (True, 1, False)
    click(card.back_button)
    assert not recheck.assessment.earlier_photos[photo.id].is_settled
    click(card.none_button)
    assert (card.pair.now, recheck.assessment.earlier_photos[photo.id].is_settled) == ((), True)
    recheck.undo()
    page.pairs.refresh()
    click(page.pairs.settle_button)
    assert recheck.assessment.earlier_photos[photo.id].now


def test_photos_of_now_are_chosen_by_hand_and_seen_in_large(page: RoundsPage, recheck: Session) -> None:
    recheck.add_files([NOW], ["site.zoning"], place="料场")
    page.show_view("pairs")
    [card] = page.pairs.cards.values()
    assert not card.pair.now
    click(card.choose_button)
    dialog = card.findChild(PhotoChoiceDialog)
    assert dialog is not None
    dialog.list.item(0).setSelected(True)
    dialog.search.setText("没有的地点")
    assert dialog.list.item(0).isHidden()
    click(dialog.choose_button)
    assert [each.place for each in card.pair.now] == ["料场"]
    card.then.photo_opened.emit(card.pair.then.id)
    large = page.pairs.findChild(PairDialog)
    assert large is not None
    assert not large.then.image().isNull()
    assert not large.now.image().isNull()
    large.reject()


def test_an_original_that_is_not_here_is_told_on_the_card(page: RoundsPage, recheck: Session) -> None:
    [photo] = recheck.assessment.earlier_photos.values()
    recheck.opened.files.path(photo.sha256).unlink()
    page.earlier.cards.clear()
    page.earlier.refresh()
    page.pairs.cards.clear()
    page.pairs.refresh()
    page.show_view("pairs")
    [card] = page.pairs.cards.values()
    assert card._lost.isVisible()


def test_both_rounds_stand_side_by_side(page: RoundsPage, recheck: Session) -> None:
    recheck.record_verdict("site.signs", Outcome.MET)
    page.show_view("beside")
    texts = [page.beside.table.item(0, column).text() for column in range(4)]  # type: ignore[union-attr]
    assert texts[0] == "A1.3 标识标牌"
    assert page.beside.table.rowCount() == 1
    click(page.beside.only_changed)
    assert page.beside.table.rowCount() > 40
    page.beside.table.setFocus()
    page.beside.table.setCurrentCell(5, 0)
    QTest.keyClick(page.beside.table, Qt.Key.Key_Return)
    assert recheck.current == "site.zoning"


def test_a_scope_takes_the_place_of_points_and_verdict(page: RoundsPage, recheck: Session, view: AssessmentView) -> None:
    click(page.scope_button)
    dialog = page.findChild(ScopeDialog)
    assert dialog is not None
    assert len(dialog.chosen()) == 50
    click(dialog.faults_button)
    assert dialog.chosen() == ("site.signs",)
    [leaf] = dialog.tree.findItems("A1.1 ", Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive)
    leaf.setCheckState(0, Qt.CheckState.Checked)
    click(dialog.take_button)
    assert recheck.assessment.profile.scope == ("site.signs", "site.zoning")
    assert "查 2/50 项" in view.score_pane.verdict.accessibleName()


def test_the_mines_own_assessment_is_taken_in_from_the_workspace_and_from_its_archive(
    page: RoundsPage, recheck: Session, workspace: Workspace, tmp_path: Path
) -> None:
    own = workspace.begin(NewAssessment(recheck.template, recheck.assessment.mine, kind=AssessmentKind.SELF_ASSESSMENT))
    session = Session(own)
    session.record_verdict("site.zoning", Outcome.MET)
    page.show_view("own")
    names = [str(action.data()) for action in page.own.own_choices().actions() if action.text()]
    assert names == [own.assessment.id, ""]
    page.own.take_own(own.assessment.id)
    assert list(recheck.assessment.self_scores) == ["site.zoning"]
    recheck.undo()
    archive(workspace, own, tmp_path / "自评.zip")
    page.own.take_own(tmp_path / "自评.zip")
    assert list(recheck.assessment.self_scores) == ["site.zoning"]
    page.own.take_own(recheck.assessment.profile.follows)
    assert list(recheck.assessment.self_scores) == ["site.zoning"]
    session.settle()
