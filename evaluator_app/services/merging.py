# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Colleagues' acts merged into an open assessment: looked at first, taken as one act, undone as any other; conflicts closed.

Where the acts come from, and whether their author may be believed, is the business of looking_at_packages.py and taking_packages.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.changes import Act, Change
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.merging import conflicts
from evaluator_app.domain.merging.acts import Known, SharedAct, with_arrivals
from evaluator_app.domain.merging.ancestry import IncompleteError
from evaluator_app.domain.merging.folding import folded
from evaluator_app.domain.merging.parts import slot_of, taken_apart, value_of, value_text
from evaluator_app.domain.merging.preview import Preview, preview
from evaluator_app.domain.merging.receipt import Receipt, receipt
from evaluator_app.domain.records import record
from evaluator_app.domain.teamwork import Closing, Conflict
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done, OpenAssessment


@dataclass(frozen=True, slots=True)
class Prepared:
    """A merge that has been worked out and not been done."""

    change: Change
    acts: tuple[SharedAct, ...]
    """Those that are not known here, in an order in which each follows what it knew."""
    preview: Preview
    receipt: Receipt
    """What this laptop will have afterwards."""
    before: Receipt
    """What it has now; a merge is taken only on that."""

    def fits(self, known: Known) -> bool:
        """Tell whether a laptop still knows just what this was worked out on."""
        return digest(sorted(known.acts)) == self.before.acts_sha256


def receipt_of(opened: OpenAssessment) -> Receipt:
    """Return what this laptop has."""
    return receipt(opened.assessment, opened.known())


def prepare(opened: OpenAssessment, package: Iterable[SharedAct]) -> Prepared:
    """Work out what a package would bring; changes nothing.

    UserFacingError if the package does not hold all that its acts follow.
    """
    return worked_out(opened.origin(), opened.assessment, opened.known(), tuple(package))


def worked_out(
    origin: Assessment, here: Assessment, there: Known, package: tuple[SharedAct, ...], incoming: Assessment | None = None
) -> Prepared:
    """Work out a merge from values alone; incoming is what follows from the package, where that is known.

    May be asked from any thread. UserFacingError as prepare().
    """
    new = tuple(act for act in package if act.name not in there.acts)
    whole = with_arrivals(there, new)
    held = {act.name for act in package}
    try:
        result = folded(origin, whole)
        incoming = incoming or folded(origin, with_arrivals(Known(there.root, {}, (there.root,)), package))
    except IncompleteError as error:
        raise UserFacingError(
            "MRG-001",
            _("The package is not whole: an act that others follow is missing ({name}). Nothing was changed.").format(name=str(error)[:12]),
            _("Ask its author to export it again."),
        ) from error
    except (ValueError, KeyError, TypeError) as error:  # whoever wrote these acts did not use this program
        raise UserFacingError(
            "MRG-006",
            _("The acts in the package do not make an assessment; nothing was changed."),
            _("Do not use it, and ask its author where it comes from."),
        ) from error
    change = Change(Act.MERGE_PACKAGE, tuple(conflicts.differences(here, result)))
    looked = preview(here, incoming, result, new, sum(1 for name in there.acts if name not in held))
    return Prepared(change, new, looked, receipt(result, whole), receipt(here, there))


def take(opened: OpenAssessment, prepared: Prepared, package: str) -> Done:
    """Do a merge that was looked at, as one act; package is what is known of where it came from, as JSON.

    UserFacingError, with nothing changed, if the assessment has been worked on since it was prepared.
    """
    if not prepared.fits(opened.known()):
        raise UserFacingError(
            "MRG-002",
            _("The assessment was edited while the package was looked at; nothing was merged."),
            _("Look at the package again."),
        )
    return opened.merge(prepared.change, prepared.acts, package)


def closing(opened: OpenAssessment, key: str, value: str, words: str) -> Change:
    """Return the act that closes a conflict, as the leader, with a value as canonical JSON: what somebody stated, or what stands now.

    UserFacingError if it is not open, the person at the keyboard does not lead the team, or the value cannot be.
    """
    conflict = opened.assessment.conflicts.get(key)
    if conflict is None or conflict.closing is not None:
        raise UserFacingError("MRG-003", _("This conflict is not open any more; nothing was changed."), _("Look at the list again."))
    _refuse_others(opened)
    at = opened.now()
    try:
        value_of(slot_of(key), value)
        closed = Closing(opened.who, words, at, value)
        return conflicts.close_conflict(opened.origin(), opened.assessment, opened.known(), key, closed, at)
    except (DocumentError, ValueError) as error:
        raise UserFacingError(
            "MRG-004", _("This value cannot stand there; nothing was changed."), _("Choose what one of them stated.")
        ) from error


def standing_value(opened: OpenAssessment, conflict: Conflict) -> str:
    """Return what stands now in the place of a conflict, as canonical JSON."""
    slot = slot_of(conflict.key)
    return value_text(taken_apart(slot.kind, record(opened.assessment, slot.kind, slot.key)).get(slot.part))


def _refuse_others(opened: OpenAssessment) -> None:
    leaders = [member.name for member in opened.team if member.is_leader]
    if leaders and opened.who not in leaders:
        raise UserFacingError(
            "MRG-005",
            _("Conflicts are closed by the leader of the team, {leader}; nothing was changed.").format(leader="、".join(leaders)),
            _("Say what speaks for your view in a comment, or ask the leader to close it."),
        )
