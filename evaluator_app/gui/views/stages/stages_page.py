# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page of the stages: a row of them, and for the one chosen what it needs, its forms, its printouts and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.domain import facts_sheet
from evaluator_app.domain.forms.definition import Stage
from evaluator_app.domain.stages import STAGE_TERMS, Need, Stages, WayKind
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.page import Page, PageContext
from evaluator_app.gui.views.stages.forms_card import FormsCard
from evaluator_app.gui.views.stages.stage_cards import NeedsCard, PanelCard, sheet_card, team_card
from evaluator_app.gui.views.stages.stage_row import StageRow
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done
from evaluator_app.services.facts_sheet import write_sheet
from evaluator_app.services.staging import Staging
from evaluator_app.services.workspace import utc_now


class StagesPage(Page):
    """Looks again at every act while it is in sight; nothing on it ever stands in the way of work."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context, self._session = context, context.session
        self._staging = Staging(context.folder)
        self._found: Stages | None = None
        self._chosen: Stage | None = None
        self.row = StageRow()
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._title = TextLabel("", TextRole.HEADING)
        self._soon = QTimer(self, singleShot=True, interval=150)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 0)
        column.setSpacing(GRID + 4)
        column.addWidget(self.row)
        column.addWidget(self._title)
        column.addWidget(self._area, 1)
        self.row.stage_chosen.connect(self._on_stage_chosen)
        self._soon.timeout.connect(self.refresh)
        self.refresh()

    def enter(self) -> None:
        """Override Page.enter: the keyboard goes to the stage shown."""
        self.refresh()
        if self._chosen is not None:
            self.row.tiles[self._chosen].setFocus()

    def follow(self, done: Done) -> None:
        """Override Page.follow: look again when the hands rest."""
        if self.isVisible():
            self._soon.start()

    def refresh(self) -> None:
        """Show how far the stages are now."""
        self._found = self._staging.look(self._session.opened)
        self._chosen = self._chosen or self._found.current
        self.row.show_stages(self._found, self._chosen)
        self._show_stage(self._found, self._chosen)

    def _show_stage(self, found: Stages, chosen: Stage) -> None:
        state = found.state(chosen)
        title = worded(STAGE_TERMS[chosen])
        if state.of:
            title = _("{stage}: {done} of {all} done").format(stage=title, done=state.done, all=state.of)
        self._title.setText(title)
        at = self._area.verticalScrollBar().value()
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        for card in self._cards(found, chosen):
            column.addWidget(card)
        column.addStretch(1)
        self._area.setWidget(page)
        self._area.verticalScrollBar().setValue(at)

    def _cards(self, found: Stages, chosen: Stage) -> Sequence[QWidget]:
        needs = NeedsCard(found.state(chosen).needs)
        needs.chosen.connect(self._on_need_chosen)
        cards: list[QWidget] = [needs]
        if chosen is Stage.PREPARATION:
            cards.append(team_card(found.team))
        elif chosen is Stage.DISCUSSION:
            cards.append(PanelCard(found.apart))
        elif chosen is Stage.CLOSING_MEETING:
            cards.append(sheet_card(found.sheets))
        forms = FormsCard(self._session, self._staging.forms, chosen)
        if forms.lines:
            cards.append(forms)
        actions = self._actions(chosen)
        if self._staging.printed_forms(chosen):
            words = _("Print the forms of this stage…")
            actions.append(self._button(words, "report", ButtonKind.PLAIN, self._on_print_forms_clicked))
        if actions:
            cards.append(_button_card(actions))
        return cards

    def _actions(self, chosen: Stage) -> list[ActionButton]:
        """Return what can be printed or opened in a stage, the main thing first."""
        plain, primary = ButtonKind.PLAIN, ButtonKind.PRIMARY
        if chosen is Stage.PREPARATION:
            return [self._button(_("Mine, dates and team"), "people", plain, self.details_requested.emit)]
        if chosen is Stage.DESK_REVIEW:
            words = _("Documents to ask for, and their printout")
            return [self._button(words, "document", plain, partial(self.page_requested.emit, "quality"))]
        if chosen is Stage.SITE:
            return [self._button(_("Walk the items"), "place", plain, partial(self.page_requested.emit, "items"))]
        if chosen is Stage.CLOSING_MEETING:
            return [
                self._button(_("Put the facts to the mine…"), "sign", primary, self.put_facts),
                self._button(_("Facts sheet to sign by hand (PDF)…"), "report", plain, self._on_print_facts_clicked),
            ]
        if chosen is Stage.REPORT:
            return [self._button(_("Report and signature…"), "report", primary, self.report_requested.emit)]
        return []

    def _button(self, words: str, icon_name: str, kind: ButtonKind, act: Callable[[], None]) -> ActionButton:
        button = ActionButton(words, kind=kind, icon_name=icon_name)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def put_facts(self) -> None:
        """Open the dialog that puts the facts to the mine."""
        from evaluator_app.gui.dialogs.facts_sheet_dialog import FactsSheetDialog

        definition = self._staging.forms.get(facts_sheet.FORM)
        if definition is not None:
            dialog = FactsSheetDialog(self._session, definition, self.window())
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def write_facts(self, path: Path) -> None:
        """Write the sheet to be signed by hand, and open it."""
        definition = self._staging.forms[facts_sheet.FORM]
        try:
            write_sheet(self._session.opened, definition, path, at=utc_now())
        except UserFacingError as error:
            self._context.say(words_of(error), Tone.VETO)
            return
        self._context.say(_("The sheet was written to {path}.").format(path=path), Tone.DONE)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def write_forms(self, folder: Path) -> None:
        """Print all forms of the stage shown into a folder, and open it."""
        try:
            written = self._staging.write_forms(self._session.opened, self._chosen or Stage.PREPARATION, folder, at=utc_now())
        except UserFacingError as error:
            self._context.say(words_of(error), Tone.VETO)
            return
        self._context.say(_("{count} forms were printed to {path}.").format(count=len(written), path=folder), Tone.DONE)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_print_forms_clicked(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, _("Folder for the forms")):
            self.write_forms(Path(folder))

    def _on_print_facts_clicked(self) -> None:
        suggested = _("Facts sheet - {mine}.pdf").format(mine=self._session.assessment.mine.name)
        name, _kind = QFileDialog.getSaveFileName(self, _("Facts sheet to sign by hand"), suggested, "PDF (*.pdf)")
        if name:
            self.write_facts(Path(name))

    def _on_stage_chosen(self, stage: Stage) -> None:
        self._chosen = stage
        if self._found is not None:
            self._show_stage(self._found, stage)

    def _on_need_chosen(self, need: Need) -> None:
        way = need.way
        if way.kind is WayKind.TARGET:
            self.target_chosen.emit(way.id)
        elif way.kind is WayKind.PAGE:
            self.page_requested.emit(way.id)
        elif way.kind is WayKind.FORM:
            FormsCard(self._session, self._staging.forms, self._chosen or Stage.PREPARATION).open_form(way.id, way.target, self.window())
        elif way.kind is WayKind.FACTS_SHEET:
            self.put_facts()
        elif way.kind is WayKind.REPORT:
            self.report_requested.emit()
        else:
            self.details_requested.emit()


def _button_card(buttons: Sequence[ActionButton]) -> Card:
    card = Card()
    room = QWidget()
    line = FlowLayout(room)
    for button in buttons:
        line.addWidget(button)
    card.add(room)
    return card
