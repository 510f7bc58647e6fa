# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What was recorded for an item that the edition in use no longer asks: to read, not to change. It earns and loses no points."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from evaluator_app.domain.assessment import Answer, Outcome
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.terms import term
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.footed_dialog import FootedDialog
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import clock, worded
from evaluator_app.i18n import _


class FormerItemDialog(FootedDialog):
    """Closes with Escape or its one button."""

    def __init__(self, session: Session, target: str, parent: QWidget | None = None) -> None:
        title = session.opened.title_of(target)
        super().__init__(title, parent, close_kind=ButtonKind.PRIMARY)
        self._session = session
        self.lines = tuple(self._recorded(target))
        cards: list[QWidget] = [TextLabel(_("The edition in use no longer asks this; it does not count."), TextRole.MUTED, wraps=True)]
        if requirement := self._requirement(target):
            cards.append(_card(_("What was asked"), requirement))
        cards.append(_card(_("What was recorded"), *(self.lines or ("–",))))
        self.fill(ScrollPage(SectionTitle(title, role=TextRole.TITLE), *cards, spacing=2 * GRID), 640, 520)
        self.close_button.setFocus()

    def _requirement(self, target: str) -> str:
        try:
            item = self._session.opened.former_item(target)
        except UserFacingError:
            return ""
        return item.requirement if item is not None else ""

    def _recorded(self, target: str) -> Iterator[str]:
        assessment = self._session.assessment
        finding = assessment.findings.get(target)
        for answer in finding.answers.values() if finding else ():
            yield from _said(answer)
        for seen in assessment.observations_of(target):
            when = f"（{clock(seen.observed_at)}）" if seen.observed_at else ""
            yield f"{seen.place}：{seen.text}{when}" if seen.place else f"{seen.text}{when}"
        for evidence in assessment.evidence_of(target):
            yield _("Evidence: {name}").format(name=evidence.caption or evidence.name)
        if finding and finding.remark:
            yield finding.remark


def _said(answer: Answer) -> Iterator[str]:
    if answer.outcome is not Outcome.NOT_ASSESSED:
        yield worded(term(answer.outcome))
    yield from (decimal_text(value) for value in answer.values.values())
    yield from filter(None, answer.choices.values())
    for judgement in answer.judgements.values():
        yield _("{points} points: {reason}").format(points=decimal_text(judgement.points), reason=judgement.reason or "–")
    reason = answer.not_applicable.reason if answer.not_applicable else answer.reason
    yield from filter(None, (reason,))


def _card(title: str, *texts: str) -> Card:
    card = Card(title)
    for text in texts:
        card.add(TextLabel(text, wraps=True, selectable=True))
    return card
