# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The screen of one assessment: its pages, which of them is shown, and the way from item to item."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.mending_limit import is_late
from evaluator_app.domain.template import Indicator, Prerequisite
from evaluator_app.domain.terms import term
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.models.indicator_proxy import Filters
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.models.touched import touched_targets
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import scaled
from evaluator_app.gui.views.assessment_keys import AssessmentKeys
from evaluator_app.gui.views.import_line import ImportLine
from evaluator_app.gui.views.indicator_list_panel import IndicatorListPanel
from evaluator_app.gui.views.item.keyboard import holds_keyboard, is_typing
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.views.item_panel import ItemPanel
from evaluator_app.gui.views.key_binding import KeyBinding
from evaluator_app.gui.views.page import Page, PageContext
from evaluator_app.gui.views.page_bar import PageBar
from evaluator_app.gui.views.page_kinds import PAGE_KINDS, PAGES
from evaluator_app.gui.views.prerequisites_page import PrerequisitesPage
from evaluator_app.gui.views.score_pane import VERDICT_TONES, ScorePane, partial_words
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done
from evaluator_app.services.inspecting import rules_of_wording
from evaluator_app.services.phrases import PhraseBook

_NARROW = 960
"""Width, at 14 px text, under which the score pane makes room for the item."""


class AssessmentView(QWidget):
    """Every act goes to the session; what comes back refreshes only what it touches.

    *Signals:* home_requested(); report_requested(); details_requested(): the user wants to give facts, firm, or team.
    """

    home_requested = Signal()
    report_requested = Signal()
    details_requested = Signal()

    def __init__(self, session: Session, runner: Runner, folder: Path, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        session.is_panel_covered = preferences.panel_covered
        self._made: dict[str, Page] = {}
        self.phrase_book = PhraseBook(folder)
        self.loader = ThumbnailLoader(session, runner, self)
        self._context = PageContext(session, self.loader, runner, folder, preferences, self.say)
        self.bar = PageBar()
        self.list_panel = IndicatorListPanel(session, preferences)
        self.item_panel = ItemPanel(session, self.loader)
        self.item_panel.together = self.list_panel.together
        self.item_panel.ledger.editor.equip(self.phrase_book, self.loader)
        self.item_panel.ledger.editor.hint.use(rules_of_wording(folder), self._rules_off)
        self.item_panel.ledger.editor.hint.switched_off.connect(self._on_rule_switched_off)
        self.score_pane = ScorePane(session)
        self.prerequisites = PrerequisitesPage(session, self.loader, self.phrase_book)
        self._banner = Banner()
        self._banner.hide()
        self.import_line = ImportLine(session.importing)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._stack = QStackedWidget()
        self._later = QTimer(self, singleShot=True, interval=150)
        self._later.timeout.connect(self._count_missing)
        self._landing = QTimer(self, singleShot=True, interval=0)
        self._landing.timeout.connect(self._land)
        self._build()
        self._connect()
        self._keys = AssessmentKeys(self)
        self._later.start()
        self._show_score()
        self._show_current(session.current)

    def page_name(self) -> str:
        """Return the name of the page shown, one of PAGES."""
        return PAGES[self.bar.tabs.currentIndex()]

    def show_page(self, page: str) -> None:
        """Show one of PAGES; ValueError for another."""
        number = PAGES.index(page)
        self.settle()
        self.bar.select(number)
        self._stack.setCurrentWidget(self.page(page))
        self._keys.follow_page(page)
        if page == "items" and not isinstance(self._session.item(self._session.current), Indicator):
            self._go_to(self.item_panel.target or next(self._session.template.indicators()).id)
        if page == "items":
            self.list_panel.list.setFocus()
        elif page == "prerequisites" and self._session.current not in self.prerequisites.cards:
            for first in self.prerequisites.cards:
                self._session.look_at(first)
                break
        elif made := self._made.get(page):
            made.enter()

    def filter_items(self, words: str) -> None:
        """Show the items that have these words."""
        self.show_page("items")
        self.list_panel.search.setText(words)
        self.list_panel.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def key_bindings(self) -> tuple[KeyBinding, ...]:
        """Return the keys of this screen, for the page that lists them."""
        return tuple(self._keys.bindings)

    def trigger(self, name: str) -> None:
        """Do what a key of this screen does, by its stable name."""
        self._keys.trigger(name)

    def settle(self) -> None:
        """Save what is being typed; called before the screen is left."""
        self.item_panel.settle()
        self.prerequisites.settle()
        for page in self._made.values():
            page.settle()

    def say(self, words: str, tone: Tone) -> None:
        """Say a sentence over the page."""
        self._banner.set_message(words, tone=tone)
        self._banner.show()

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: a plain key in a field or a choice is for that field, whatever else it means."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_typing() and event.text().isprintable():
            plain = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            if event.text() and not event.modifiers() & ~plain:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Enter leaves the last field, and outside fields goes to the next item."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.page_name() == "items" and is_typing():
            self.list_panel.list.setFocus()
        elif is_enter and self.page_name() == "items":
            self.go_next()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: the keys work from the first moment."""
        super().showEvent(event)
        self._land()
        self._landing.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: where it is narrow the score makes room."""
        super().resizeEvent(event)
        has_room = event.size().width() >= scaled(_NARROW)
        self.score_pane.setVisible(has_room)
        self.bar.show_score_badge(is_shown=not has_room)

    def go_next(self) -> None:
        """Save and go to the next item of the list shown."""
        self.walk(1)

    def walk(self, step: int) -> None:
        """Save and go so many items further in the list shown; back for a negative number."""
        if self.page_name() != "items":
            return
        self.item_panel.settle()
        if target := self.list_panel.neighbor(step):
            self._go_to(target)
            self.list_panel.list.setFocus()
        else:
            words = _("This is the last item of the list.") if step > 0 else _("This is the first item of the list.")
            self.item_panel.say(words, Tone.NEUTRAL)

    def go_to_open(self, step: int) -> None:
        """Save and go to the next item that is not assessed, or to the one before for -1; round the ends."""
        self._go_to_state(ItemFilter.OPEN, step, _("Every other item is assessed."))

    def go_to_problem(self, step: int) -> None:
        """Save and go to the next item with problems, or to the one before for -1; round the ends."""
        self._go_to_state(ItemFilter.FOUND, step, _("No other item has problems."))

    def go_home(self) -> None:
        """Save and leave the assessment."""
        self.settle()
        self.home_requested.emit()

    def _rules_off(self) -> frozenset[str]:
        return self._context.preferences.wording_off

    def _on_rule_switched_off(self, rule: str) -> None:
        self._context.preferences.wording_off |= {rule}

    def _build(self) -> None:
        for pane, least in ((self.list_panel, 200), (self.item_panel, 360), (self.score_pane, 208)):
            pane.setMinimumWidth(least)
            self._splitter.addWidget(pane)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 6)
        self._splitter.setStretchFactor(2, 2)
        self._splitter.setSizes([scaled(312), scaled(760), scaled(300)])
        for page in (self._splitter, self.prerequisites):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(Hairline())
        column.addWidget(self._banner)
        column.addWidget(self.import_line)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._session.panel_covered.connect(self._on_panel_covered)
        self._session.current_changed.connect(self._show_current)
        self._session.failed.connect(self._on_failed)
        self.bar.page_chosen.connect(self.show_page)
        self.list_panel.item_chosen.connect(self._go_to)
        self.list_panel.places_requested.connect(self.show_places)
        self.item_panel.next_requested.connect(self.go_next)
        self.item_panel.keyboard_freed.connect(self.list_panel.list.setFocus)
        self.score_pane.item_chosen.connect(self._go_to)
        self.score_pane.prerequisites_requested.connect(partial(self.show_page, "prerequisites"))
        self.prerequisites.target_entered.connect(self._session.look_at)

    def _land(self) -> None:
        if holds_keyboard(self):
            return
        if self.page_name() == "items":
            self.list_panel.list.setFocus()
        elif self.page_name() == "prerequisites" and (card := self.prerequisites.current_card()):
            card.setFocus()

    def page(self, name: str) -> QWidget:
        """Return the page of a name; one that was not shown before is made now."""
        own: dict[str, QWidget] = {"items": self._splitter, "prerequisites": self.prerequisites}
        if name in own:
            return own[name]
        if name not in self._made:
            make = PAGE_KINDS[PAGES.index(name)].make
            if make is None:
                raise KeyError(name)
            page = self._made[name] = make(self._context)
            page.target_chosen.connect(self.jump)
            page.details_requested.connect(self.details_requested)
            page.page_requested.connect(self.show_page)
            page.report_requested.connect(self._on_report_chosen)
            page.evidence_chosen.connect(self.show_evidence)
            page.items_requested.connect(self.show_items)
            self._stack.addWidget(page)
        return self._made[name]

    def _go_to(self, target: str) -> None:
        if target == self._session.current:
            self._show_current(target)
        else:
            self.settle()
            self._session.look_at(target)

    def _go_to_state(self, state: ItemFilter, step: int, none: str) -> None:
        self.item_panel.settle()
        if target := self.list_panel.next_of(state, step):
            self.jump(target)
        else:
            self.item_panel.say(none, Tone.DONE)

    def show_flash(self) -> None:
        """Show one item at a time, large, until Escape."""
        from evaluator_app.gui.views.flash.flash_dialog import FlashDialog

        self.show_page("items")
        dialog = FlashDialog(self._session, self, self.window())
        dialog.fields_wanted.connect(self.item_panel.choose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.setGeometry(self.window().geometry())
        dialog.showFullScreen()

    def edit_observation(self, observation: str) -> None:
        """Open an observation of the item shown in its editor."""
        if self.page_name() == "items" and observation in self._session.assessment.observations:
            self.item_panel.ledger.edit(observation)

    def show_places(self) -> None:
        """Open the places of this mine and the route of the day."""
        from evaluator_app.gui.views.places.places_dialog import PlacesDialog

        self.settle()
        dialog = PlacesDialog(self._session, self._preferences, self.window())
        dialog.order_changed.connect(self.list_panel.refresh_order)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def jump(self, target: str) -> None:
        """Go to an item or prerequisite and leave the keyboard in the list."""
        self._go_to(target)
        if self.page_name() == "items":
            self.list_panel.list.setFocus()

    def show_items(self, filters: Filters) -> None:
        """Show the list of items by filters, at the first that passes."""
        rows = self.list_panel.choose_filters(filters)
        self.show_page("items")
        if rows:
            self.jump(rows[0].id)

    def show_person(self) -> None:
        """Show what depends on who works here, after that became another."""
        self.list_panel.show_person()
        self.item_panel.refresh()
        for page in self._made.values():
            page.show_person()

    def show_evidence(self, evidence: str) -> None:
        """Show a piece of evidence on its page."""
        self.show_page("evidence")
        self._made["evidence"].show_evidence(evidence)

    def _show_current(self, target: str) -> None:
        item = self._session.item(target)
        if isinstance(item, Prerequisite):
            self.prerequisites.blockSignals(True)  # a page that comes into sight gives the keyboard to its first field
            self._switch("prerequisites")
            self.prerequisites.show_target(target)
            self.prerequisites.blockSignals(False)
            return
        if item is None:
            item = next(self._session.template.indicators())
            self._session.look_at(item.id)
            return
        self._switch("items")
        self.item_panel.show_item(item)
        self.list_panel.select(item.id)
        self.score_pane.show_current()

    def _switch(self, page: str) -> None:
        if self.page_name() != page:
            self.bar.select(PAGES.index(page))
        self._stack.setCurrentWidget(self.page(page))

    def _on_changed(self, done: Done) -> None:
        touched = touched_targets(done.change, self._session.assessment)
        self._banner.hide()
        self.list_panel.follow(done)
        if touched is None or self.item_panel.target in touched:
            self.item_panel.refresh()
        self.prerequisites.refresh(touched)
        self.score_pane.follow(done)
        for page in self._made.values():
            page.follow(done)
        self._show_score()
        self._later.start()

    def _show_score(self) -> None:
        rating = self._session.rating
        if words := partial_words(self._session):
            self.bar.show_score(words, Tone.NOT_APPLICABLE)
            return
        secured, of = decimal_text(rating.total.secured), decimal_text(self._session.card.max_score)
        self.bar.show_score(f"{secured} / {of}  {worded(term(rating.verdict))}", VERDICT_TONES[rating.verdict])

    def _count_missing(self) -> None:
        found = self._session.opened.problems()
        unmet = sum(1 for result in self._session.card.prerequisites if result.outcome not in (Outcome.MET, Outcome.NOT_APPLICABLE))
        self.bar.show_count("prerequisites", unmet)
        rectifications, today = self._session.assessment.rectifications.values(), self._session.opened.now().astimezone().date()
        self.bar.show_count("mending", sum(is_late(each, today) for each in rectifications))
        self.bar.show_count("quality", sum(1 for problem in found if problem.severity is Severity.BLOCKS))

    def _on_failed(self, error: UserFacingError) -> None:
        self.say(_("{message} {advice} (code {code})").format(message=error.message, advice=error.advice, code=error.code), Tone.VETO)

    def _on_panel_covered(self, is_covered: bool) -> None:
        self._context.preferences.panel_covered = is_covered

    def _on_report_chosen(self) -> None:
        self.settle()
        self.report_requested.emit()
