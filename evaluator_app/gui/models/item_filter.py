# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The filters of the indicator list."""

from __future__ import annotations

from enum import Enum

from evaluator_app.domain.reviewing import WorkState
from evaluator_app.gui.palette import Tone
from evaluator_app.i18n import _


class ItemFilter(Enum):
    """What the list shows."""

    ALL = "all"
    OPEN = "open"
    FOUND = "found"
    UNDETERMINED = "undetermined"
    LACKING_EVIDENCE = "lacking_evidence"
    CONSTRAINT = "constraint"
    NOT_APPLICABLE = "not-applicable"
    HAS_PHOTO = "has_photo"
    TO_SUBMIT = "to_submit"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    REOPENED = "reopened"
    ACCEPTED = "accepted"
    COMMENT_OPEN = "comment_open"

    @property
    def tone(self) -> Tone | None:
        """Return the tone whose icon goes before the word; None for none."""
        marked = (ItemFilter.OPEN, ItemFilter.FOUND, ItemFilter.UNDETERMINED, ItemFilter.NOT_APPLICABLE)
        return Tone(self.value) if self in marked else None

    @staticmethod
    def of_work(state: WorkState) -> ItemFilter:
        """Return the filter that lets through what has come so far."""
        return _OF_WORK[state]

    def word(self) -> str:
        """Return the word on its chip in the language in use."""
        return {
            ItemFilter.ALL: _("All"),
            ItemFilter.OPEN: _("Not assessed"),
            ItemFilter.FOUND: _("Problems"),
            ItemFilter.UNDETERMINED: _("Undetermined"),
            ItemFilter.LACKING_EVIDENCE: _("No evidence"),
            ItemFilter.CONSTRAINT: _("Constraint"),
            ItemFilter.NOT_APPLICABLE: _("Not applicable"),
            ItemFilter.HAS_PHOTO: _("Has a photo"),
            ItemFilter.TO_SUBMIT: _("To be submitted"),
            ItemFilter.SUBMITTED: _("Handed in"),
            ItemFilter.CHANGES_REQUESTED: _("Changes requested"),
            ItemFilter.REOPENED: _("Open again"),
            ItemFilter.ACCEPTED: _("Passed review"),
            ItemFilter.COMMENT_OPEN: _("Comment open"),
        }[self]


_OF_WORK = {
    WorkState.OPEN: ItemFilter.OPEN,
    WorkState.DONE: ItemFilter.TO_SUBMIT,
    WorkState.SUBMITTED: ItemFilter.SUBMITTED,
    WorkState.CHANGES_REQUESTED: ItemFilter.CHANGES_REQUESTED,
    WorkState.REOPENED: ItemFilter.REOPENED,
    WorkState.ACCEPTED: ItemFilter.ACCEPTED,
}
