# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Begins an assessment from an earlier one: of which kind, by which edition, by whom and when; says before what is taken over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from evaluator_app.domain.mending_limit import is_open
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.terms import term
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.dialogs.kind_box import KindBox
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.dialogs.team_editor import TeamEditor
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.beginning_rounds import Ask, Outlook, begin_from, look_ahead, newest_edition, proposed_kind
from evaluator_app.services.workspace import Workspace


class BeginFromDialog(QDialog):
    """*Signals:* begun(OpenAssessment): the assessment is saved and open."""

    begun = Signal(object)

    def __init__(self, workspace: Workspace, earlier: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Begin from an earlier assessment"))
        self._workspace, self._earlier = workspace, earlier
        profile = earlier.assessment.profile
        has_orders = any(is_open(each) for each in earlier.assessment.rectifications.values())
        self.kind = KindBox()
        self.kind.set_kind(proposed_kind(profile.kind, has_orders=has_orders))
        self.kind.kind_chosen.connect(self._show_outlook)
        self.outlook = TextLabel(wraps=True)
        newest = newest_edition(workspace, earlier)
        self.same_edition = QRadioButton(_("The same edition: {edition}").format(edition=earlier.template.edition))
        self.new_edition = QRadioButton(_("The newest edition: {edition}").format(edition=newest.edition if newest else "–"))
        self.same_edition.setChecked(True)
        self.new_edition.setVisible(newest is not None)
        self.all_items, self.faulty_items = QRadioButton(_("Everything")), QRadioButton(_("Only items with earlier faults"))
        self.all_items.setChecked(True)
        self._groups = (QButtonGroup(self), QButtonGroup(self))
        for group, buttons in zip(self._groups, ((self.same_edition, self.new_edition), (self.all_items, self.faulty_items)), strict=True):
            for button in buttons:
                group.addButton(button)
        is_own = profile.kind is AssessmentKind.SELF_ASSESSMENT
        self.organization, self.client = QLineEdit("" if is_own else profile.organization), QLineEdit(profile.client)
        self.visit_from, self.visit_to = DateField(), DateField()
        self.from_row, self.to_row = FormRow(_("Visit from"), self.visit_from), FormRow(_("Visit to"), self.visit_to)
        self.person = QLineEdit(workspace.who)
        hint = _("Every act on this computer is recorded under this name.")
        self.person_row = FormRow(_("Your name"), self.person, hint=hint, required=True)
        self.team_editor = TeamEditor(workspace.new_member_id)
        self.team_editor.add_member(workspace.who, is_leader=True)
        self.banner = Banner(dismissible=True)
        self.banner.hide()
        self.begin_button = ActionButton(_("Begin the assessment"), kind=ButtonKind.PRIMARY, icon_name="plus")
        self.begin_button.clicked.connect(self.begin)
        for field in (self.organization, self.client, self.person):
            field.setMaxLength(400 if field is not self.person else 60)
        self._build()
        self._show_outlook()

    def begin(self) -> None:
        """Begin it; what hinders is said here, and nothing typed is lost."""
        if not self._check():
            return
        kind = self.kind.kind()
        ask = Ask(
            kind,
            self.new_edition.isChecked(),
            self.organization.text(),
            self.client.text(),
            self.visit_from.day(),
            self.visit_to.day(),
            self.team_editor.team(),
        )
        self._workspace.who = self.person.text().strip()
        try:
            opened = begin_from(self._workspace, self._earlier, ask)
            if kind.may_be_partial and self.faulty_items.isChecked() and opened.assessment.earlier:
                from evaluator_app.services.rounds import choose_scope, scope_by_faults

                choose_scope(opened, scope_by_faults(opened))
        except UserFacingError as error:
            self.banner.set_message(words_of(error), tone=Tone.VETO)
            self.banner.show()
            return
        self.accept()
        self.begun.emit(opened)

    def _check(self) -> bool:
        no_date = _("This is not a date; write it as 2026-05-12.")
        for row, field in ((self.from_row, self.visit_from), (self.to_row, self.visit_to)):
            row.set_error(no_date if field.is_wrong() else "")
        first, last = self.visit_from.day(), self.visit_to.day()
        if first and last and last < first:
            self.to_row.set_error(_("The visit ends before it begins."))
        has_person = bool(self.person.text().strip())
        self.person_row.set_error("" if has_person else _("Give a name."))
        return self.team_editor.check() and has_person and not self.from_row.error() and not self.to_row.error()

    def _build(self) -> None:
        cancel = ActionButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self._scope_row = QWidget()
        scope = QVBoxLayout(self._scope_row)
        scope.setContentsMargins(0, 0, 0, 0)
        scope.addWidget(TextLabel(_("What is looked at"), TextRole.STRONG))
        for button in (self.all_items, self.faulty_items):
            scope.addWidget(button)
        what = Card()
        what.add(TextLabel(self._headline(), TextRole.STRONG, wraps=True))
        what.add(FormRow(_("Kind of assessment"), self.kind))
        what.add(TextLabel(self._earlier.template.title, wraps=True))
        for button in (self.same_edition, self.new_edition):
            what.body.addWidget(button)
        what.add(self._scope_row)
        taken = Card(_("What is taken over"))
        taken.add(self.outlook)
        taken.add(TextLabel(_("Team, verdicts, ledger and photos of now begin anew."), TextRole.MUTED, wraps=True))
        who = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.addWidget(FormRow(_("Firm that evaluates"), self.organization), 0, 0)
        grid.addWidget(FormRow(_("Client"), self.client), 0, 1)
        grid.addWidget(self.from_row, 1, 0)
        grid.addWidget(self.to_row, 1, 1)
        who.add(grid)
        team, person = Card(), Card()
        team.add(self.team_editor)
        person.add(self.person_row)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.setSpacing(GRID)
        foot.addWidget(self.banner, 1)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.begin_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ScrollPage(what, taken, who, team, person, spacing=2 * GRID), 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        open_at(self, 820, 720)
        self.kind.setFocus()

    def _headline(self) -> str:
        profile = self._earlier.assessment.profile
        when = profile.visit_from.isoformat() if profile.visit_from else ""
        parts = (self._earlier.assessment.mine.name, worded(term(profile.kind)), when, profile.organization)
        return "  ·  ".join(part for part in parts if part)

    def _show_outlook(self) -> None:
        kind = self.kind.kind()
        found = look_ahead(self._earlier, kind)
        self.outlook.setText("\n".join(outlook_lines(found)))
        self._scope_row.setVisible(kind.may_be_partial and found.faults > 0)


def outlook_lines(found: Outlook) -> list[str]:
    """Return in words what beginning would take over."""
    lines = [_("{count} faults become a list to be verified.").format(count=found.faults)]
    if found.ordered:
        lines.append(_("{count} things were ordered to be put right and are not closed.").format(count=found.ordered))
    photos = _("{count} photos are to stand beside photos of now.").format(count=found.photos)
    if found.photos_here < found.photos:
        lost = _("The originals of {count} are not on this computer.").format(count=found.photos - found.photos_here)
        photos = f"{photos} {lost}"
    lines.append(photos)
    stays = _("The mine stays with {facts} facts, {outlines} outlines and {places} places.")
    lines.append(stays.format(facts=found.facts, outlines=found.outlines, places=found.places))
    if found.papers:
        papers = _("{count} papers stay by name and number; their days are filled in again before the originals.")
        lines.append(papers.format(count=found.papers))
    if found.own_scores:
        lines.append(_("The mine's own points for {count} items stand beside ours.").format(count=found.own_scores))
    return lines
