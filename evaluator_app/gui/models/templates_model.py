# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The list of templates: drafts that are being written first, then the shelf under headings. Reads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evaluator_app.domain.template import ApprovalState, Template
from evaluator_app.gui.bench import Chosen
from evaluator_app.gui.models.row_list_model import RowListModel
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.rule_words import short_term
from evaluator_app.i18n import _
from evaluator_app.services.drafting import Draft
from evaluator_app.services.workbench import ShelvedTemplate

STATE_LOOKS = {
    ApprovalState.DRAFT: (Tone.FOUND, "info"),
    ApprovalState.TRIAL: (Tone.UNDETERMINED, "clock"),
    ApprovalState.APPROVED: (Tone.DONE, "verify"),
    ApprovalState.WITHDRAWN: (Tone.NOT_APPLICABLE, "close"),
}
"""Tone and icon of each state."""


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row as it is drawn."""

    name: str
    """For whom it is, or the heading."""
    title: str = ""
    edition: str = ""
    state: str = ""
    tone: Tone = Tone.NEUTRAL
    icon_name: str = ""
    gaps: int = 0
    chosen: Chosen | None = None
    """None for a heading."""


def made_for(template: Template) -> str:
    """Return for whom a template is made: province, industry, firm."""
    province = template.province.title if template.province else _("National")
    industry = template.industry.title if template.industry else _("All industries")
    return " · ".join(filter(None, (province, industry, template.firm.title if template.firm else "")))


class TemplatesModel(RowListModel[TemplateRow]):
    """ROW_ROLE gives the TemplateRow."""

    def set_templates(self, drafts: Sequence[Draft], shelf: Iterable[ShelvedTemplate]) -> None:
        """Show these."""
        self._set_rows(tuple(_rows(drafts, shelf)))

    def row_of(self, chosen: Chosen) -> int:
        """Return the row of a template; -1 if it is not in the list."""
        return next((number for number, row in enumerate(self._rows) if row.chosen == chosen), -1)

    def templates(self) -> tuple[Chosen, ...]:
        """Return what is listed, in its order."""
        return tuple(row.chosen for row in self._rows if row.chosen)

    def _spoken(self, row: TemplateRow) -> str:
        return "  ".join(part for part in (row.name, row.title, row.edition, row.state) if part)

    def _hint(self, row: TemplateRow) -> str:
        return f"{row.title}\n{row.edition}" if row.chosen else ""

    def _can_be_chosen(self, row: TemplateRow) -> bool:
        return row.chosen is not None


def _rows(drafts: Sequence[Draft], shelf: Iterable[ShelvedTemplate]) -> Iterator[TemplateRow]:
    if drafts:
        yield TemplateRow(_("Being written  {count}").format(count=len(drafts)))
        for draft in drafts:
            yield _draft_row(draft)
    listed = tuple(shelf)
    for heading, members in (
        (_("Base and industries"), [each for each in listed if each.template and not each.template.province]),
        (_("Provinces and firms"), [each for each in listed if each.template and each.template.province]),
        (_("Cannot be used"), [each for each in listed if not each.template]),
    ):
        if members:
            yield TemplateRow(f"{heading}  {len(members)}")
            yield from map(_shelf_row, members)


def _draft_row(draft: Draft) -> TemplateRow:
    template = draft.last_sound
    name = made_for(template) if template else draft.title
    if draft.is_common:
        name = _("{name} and {count} more").format(name=name, count=len(draft.over) - 1)
    errors = len(draft.errors)
    state = _("{count} errors").format(count=errors) if errors else _("Without errors")
    tone = Tone.VETO if errors else Tone.OPEN
    return TemplateRow(name, draft.title, str(draft.data.get("edition", "")), state, tone, "edit", chosen=Chosen(draft=draft))


def _shelf_row(shelved: ShelvedTemplate) -> TemplateRow:
    template, entry = shelved.template, shelved.entry
    if template is None or shelved.state is None:
        state = _("{count} errors").format(count=len(entry.problems))
        return TemplateRow(entry.path.name, entry.title, "", state, Tone.VETO, "found", chosen=Chosen(shelved=shelved))
    tone, icon_name = STATE_LOOKS[shelved.state]
    state = short_term(shelved.state)
    return TemplateRow(made_for(template), entry.title, entry.edition, state, tone, icon_name, shelved.gaps, Chosen(shelved=shelved))
