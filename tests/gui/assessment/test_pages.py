# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""List, score pane, evidence, prerequisites, what is missing, and the models behind them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import record_observation
from evaluator_app.domain.completeness import Severity
from evaluator_app.gui.actions import Actions
from evaluator_app.gui.dialogs.assessment_details_dialog import AssessmentDetailsDialog
from evaluator_app.gui.dialogs.photo_viewer import PhotoViewer
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.header_bar import HeaderBar
from evaluator_app.gui.views.page_kinds import PAGES
from evaluator_app.gui.views.quality.quality_page import QualityPage
from evaluator_app.gui.views.score.link_line import LinkLine
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.photo_tile import PhotoTile
from evaluator_app.i18n import set_language
from evaluator_app.paths import resource

Key = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""The offscreen platform says so of every window with a least size."""


def press(qtbot: QtBot, key: Key) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def _named_by(parent: QWidget | None) -> bool:
    return parent is not None and bool(parent.accessibleName())


def quality_of(view: AssessmentView) -> QualityPage:
    """Return the page that looks the assessment over."""
    page = view.page("quality")
    assert isinstance(page, QualityPage)
    return page


def test_the_models_keep_the_rules_of_qt(view: AssessmentView, session: Session) -> None:
    session.do(record_observation(session.assessment, session.opened.new_observation("site.signs", "缺标识", place="井口")))
    view.show_page("quality")
    for model in (view.list_panel.model, view.list_panel.proxy, view.item_panel.ledger.model, quality_of(view).model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_chips_count_and_filter(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    chips = view.list_panel.chips
    assert (chips[ItemFilter.ALL].count(), chips[ItemFilter.CONSTRAINT].count()) == (45, 20)
    open_before = chips[ItemFilter.OPEN].count()
    assert open_before is not None
    session.record_verdict("site.orderliness", Outcome.MET)
    assert chips[ItemFilter.OPEN].count() == open_before - 1
    assert chips[ItemFilter.LACKING_EVIDENCE].count() is not None
    QTest.mouseClick(chips[ItemFilter.CONSTRAINT], Qt.MouseButton.LeftButton)
    items = [row for row in view.list_panel.proxy.items() if row != session.current]
    assert len(items) == 20
    assert chips[ItemFilter.CONSTRAINT].isChecked()
    assert not chips[ItemFilter.ALL].isChecked()


def test_the_item_just_judged_stays_in_a_filtered_list_until_one_goes_on(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.facilities")
    view.list_panel.choose_filter(ItemFilter.OPEN)
    view.list_panel.list.setFocus()
    press(qtbot, Key.Key_1)
    assert "site.facilities" in view.list_panel.proxy.items()
    press(qtbot, Key.Key_Return)
    assert session.current == "site.signs"
    assert "site.facilities" not in view.list_panel.proxy.items()


def test_search_finds_codes_words_of_the_requirement_and_places(view: AssessmentView, session: Session) -> None:
    for words, found in (("b1.3", {"extraction.recovery"}), ("机修车间 定置", {"site.orderliness"}), ("kchcl", {"extraction.recovery"})):
        view.list_panel.search.setText(words)
        assert set(view.list_panel.proxy.items()) - {session.current} == found - {session.current}
    view.list_panel.search.setText("没有这样的指标")
    assert set(view.list_panel.proxy.items()) <= {session.current}


def test_enter_in_the_search_goes_to_the_first_hit(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    view.filter_items("")
    assert view.list_panel.search.hasFocus()
    view.list_panel.search.setText("回采率")
    press(qtbot, Key.Key_Return)
    assert session.current == "extraction.recovery"
    assert view.list_panel.list.hasFocus()


def test_arrows_in_the_list_walk_over_items_and_not_headings(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.cleanliness")
    view.list_panel.list.setFocus()
    press(qtbot, Key.Key_Down)
    assert session.current == "site.greening_coverage"
    assert session.opened.bookmark == "site.greening_coverage"


def test_a_line_of_what_is_missing_leads_to_its_item(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    view.show_page("quality")
    hindering = [problem for problem in session.opened.problems() if problem.severity is Severity.BLOCKS]
    tab = PAGES.index("quality")
    qtbot.waitUntil(lambda: view.bar.tabs.tabText(tab).endswith(f"  {len(hindering)}"))
    model = quality_of(view).model
    position = next(n for n in range(model.rowCount()) if model.row(n).target == "restoration.fund")
    index = model.index(position, 0)
    quality_of(view).list.scrollTo(index)
    QTest.mouseClick(quality_of(view).list.viewport(), Qt.MouseButton.LeftButton, pos=quality_of(view).list.visualRect(index).center())
    assert session.current == "restoration.fund"
    assert view.bar.tabs.currentIndex() == 0
    assert view.item_panel.isVisible()


def test_enter_on_what_is_missing_leads_to_a_prerequisite(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    view.show_page("quality")
    model = quality_of(view).model
    position = next(n for n in range(model.rowCount()) if model.row(n).target == "prerequisite.penalties")
    quality_of(view).list.setCurrentIndex(model.index(position, 0))
    quality_of(view).list.setFocus()
    press(qtbot, Key.Key_Return)
    assert session.current == "prerequisite.penalties"
    assert view.prerequisites.isVisible()
    card = view.prerequisites.cards["prerequisite.penalties"]
    qtbot.waitUntil(lambda: 0 <= card.mapTo(view.prerequisites.viewport(), QPoint(0, 0)).y() < 60)


def test_what_belongs_to_no_item_leads_to_the_details(view: AssessmentView, qtbot: QtBot) -> None:
    view.show_page("quality")
    model = quality_of(view).model
    position = next(n for n in range(model.rowCount()) if model.row(n).code == "ASM-101")
    quality_of(view).list.setCurrentIndex(model.index(position, 0))
    with qtbot.waitSignal(view.details_requested):
        press(qtbot, Key.Key_Return)


def test_prerequisites_take_their_verdict_by_key_and_count_in_the_pane(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    view.show_page("prerequisites")
    card = view.prerequisites.cards["prerequisite.penalties"]
    card.verdicts.buttons[Outcome.MET].setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Key.Key_1)
    assert session.assessment.answer("prerequisite.penalties").outcome is Outcome.MET
    assert card.outcome_word() == "符合"
    assert "1 / 5" in view.score_pane.prerequisites.accessibleName()
    press(qtbot, Key.Key_2)
    assert session.assessment.answer("prerequisite.penalties").outcome is Outcome.NOT_MET
    assert "P2" in "".join(view.score_pane._reasons.texts())


def test_a_bad_photo_is_named_while_the_other_goes_in(view: AssessmentView, session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    photo = resource("sample/photos/04_workshop.jpg")
    broken = tmp_path / "截断.jpg"
    broken.write_bytes(photo.read_bytes()[:500])
    session.look_at("site.orderliness")
    strip = view.item_panel.photos.strip
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (broken, photo)])
    event = QDropEvent(QPointF(QPoint(10, 10)), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    strip.dropEvent(event)
    qtbot.waitUntil(lambda: not session.importing.is_running)
    (taken,) = session.assessment.evidence_of("site.orderliness")
    assert taken.name == photo.name
    assert view.import_line.message().count("截断.jpg") == 1
    assert [shown.key for shown in strip.photos()] == [taken.id]
    assert strip.photos()[0].load()


def test_a_picture_is_pasted_opened_removed_and_brought_back(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QApplication.clipboard().setImage(image)
    view.list_panel.list.setFocus()
    QTest.keyClick(view.list_panel.list, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (taken,) = session.assessment.evidence_of("site.orderliness")
    assert taken.media_type == "image/png"
    view.item_panel.photos.strip.photo_opened.emit(taken.id)
    viewer = view.findChild(PhotoViewer) or next(w for w in QApplication.topLevelWidgets() if isinstance(w, PhotoViewer))
    assert viewer.current == taken.id
    QTest.keyClick(viewer, Key.Key_Delete)
    assert not session.assessment.evidence
    session.undo()
    assert [evidence.id for evidence in session.assessment.evidence.values()] == [taken.id]


def test_what_is_pasted_while_an_observation_is_open_goes_to_it(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    view.item_panel.begin_observation()
    words = view.item_panel.ledger.editor.words
    words.setPlainText("油桶混放")
    words.setFocus()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(resource("sample/photos/06_mixed_store.jpg")))])
    QApplication.clipboard().setMimeData(mime)
    QTest.keyClick(words, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not session.importing.is_running)
    (seen,) = session.assessment.observations_of("site.orderliness")
    (taken,) = session.assessment.evidence.values()
    assert taken.targets == (seen.id,)
    assert words.toPlainText() == "油桶混放"
    assert view.item_panel.ledger.model.index(0, 3).data() == "1 件"


def test_a_click_on_a_photo_opens_it(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    view.item_panel.photos.add_files([resource("sample/photos/06_mixed_store.jpg"), resource("sample/photos/04_workshop.jpg")])
    qtbot.waitUntil(lambda: len([tile for tile in view.item_panel.photos.strip.findChildren(PhotoTile) if tile.isVisible()]) == 2)
    first = view.item_panel.photos.strip.findChildren(PhotoTile)[0]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    (viewer,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, PhotoViewer) and widget.isVisible()]
    assert viewer.current == first.photo.key
    QTest.keyClick(viewer, Key.Key_Right)
    assert viewer.current == view.item_panel.photos.strip.photos()[1].key
    QTest.keyClick(viewer, Key.Key_Escape)
    assert not viewer.isVisible()


def test_a_group_explains_what_it_lost_and_leads_there(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.do(record_observation(session.assessment, session.opened.new_observation("site.signs", "缺标识", place="井口")))
    session.look_at("management.culture")
    group = session.card.groups[0]
    QTest.mouseClick(view.score_pane.rows[group.id], Qt.MouseButton.LeftButton)
    why = view.score_pane._why[group.id]
    qtbot.waitUntil(lambda: any(line.isVisible() for line in why.findChildren(LinkLine)))
    (line,) = [line for line in why.findChildren(LinkLine) if "A1.3" in line.text()]
    line.setFocus()
    press(qtbot, Key.Key_Return)
    assert session.current == "site.signs"


def test_the_pane_says_how_far_the_lines_are_and_what_is_not_confirmed(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.record_verdict("extraction.method", Outcome.MET)
    assert "75" in view.score_pane.distance.text()
    assert "达标线未经官方文本确认" in view.score_pane._notes.text()
    session.look_at("extraction.method")
    qtbot.waitUntil(lambda: "−5" in view.score_pane.worth.text())
    assert "不合格" in view.score_pane.worth.text()


def test_where_it_is_narrow_the_score_goes_to_the_bar(view: AssessmentView, session: Session) -> None:
    assert view.score_pane.isVisible()
    assert not view.bar.score.isVisible()
    view.resize(700, 400)
    assert not view.score_pane.isVisible()
    session.record_verdict("extraction.method", Outcome.MET)
    assert view.bar.score.isVisible()
    assert view.bar.score.text().startswith("5 / 100")


@pytest.mark.parametrize(("width", "has_room"), [(1024, False), (1366, True)])
def test_the_name_of_the_mine_has_room_in_a_narrow_header(session: Session, qtbot: QtBot, width: int, has_room: bool) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    header = HeaderBar(session, Actions(window))
    window.setCentralWidget(header)
    window.resize(width, 80)
    window.show()
    assert header.stages.isVisible() is has_room
    name = next(label for label in header.findChildren(ElidedLabel) if label.text() == "示例煤矿")
    assert name.width() >= name.fontMetrics().horizontalAdvance("示例煤矿")


def test_the_items_get_the_keyboard_with_their_page(view: AssessmentView, session: Session) -> None:
    view.show_page("quality")
    view.show_page("items")
    assert view.list_panel.list.hasFocus()


def test_the_verdicts_leave_room_for_the_item_on_a_small_screen_at_150_percent(view: AssessmentView) -> None:
    view.resize(910, 400)
    bar = view.item_panel.verdicts
    assert bar.next_button.geometry().bottom() <= bar.height()
    assert bar.height() < 110
    assert view.item_panel.rule.visibleRegion().boundingRect().height() > 90
    assert view.list_panel.list.height() > 100


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_details_fit_into_a_small_screen_at_150_percent(session: Session, qtbot: QtBot, language: str) -> None:
    set_language(language)
    try:
        dialog = AssessmentDetailsDialog(session, lambda: "a9")
        qtbot.addWidget(dialog)
        dialog.resize(820, 440)
        dialog.show()
        area = dialog.findChild(QScrollArea)
        assert area is not None
        page = area.widget()
        assert page is not None
        assert page.width() <= area.viewport().width()
    finally:
        set_language("zh_CN")


def test_the_field_with_the_keyboard_is_in_sight_where_the_editor_is_higher_than_the_page(
    view: AssessmentView, session: Session, qtbot: QtBot
) -> None:
    view.resize(910, 400)
    session.look_at("site.zoning")
    view.list_panel.list.setFocus()
    press(qtbot, Key.Key_N)
    place = view.item_panel.ledger.editor.place
    qtbot.waitUntil(lambda: place.visibleRegion().boundingRect().height() == place.height())


def test_everything_that_takes_the_keyboard_has_a_name(view: AssessmentView, session: Session) -> None:
    for item in ("site.orderliness", "extraction.recovery", "utilization.production_water"):
        session.look_at(item)
        fields = [f for f in view.item_panel.findChildren(QWidget) if isinstance(f, (QLineEdit, QPlainTextEdit, QAbstractButton))]
        nameless = [
            field
            for field in fields
            if field.isVisible()
            and field.focusPolicy() is not Qt.FocusPolicy.NoFocus
            and not (field.accessibleName() or (isinstance(field, QAbstractButton) and field.text()))
            and not _named_by(field.parentWidget())
        ]
        assert not nameless


def test_the_keys_are_listed(view: AssessmentView) -> None:
    keys = [binding.keys for binding in view.key_bindings()]
    assert {"1", "2", "3", "4", "Enter", "N", "F8", "Ctrl+F", "Ctrl+E"} <= set(keys)
    assert len(keys) == len(set(keys))
