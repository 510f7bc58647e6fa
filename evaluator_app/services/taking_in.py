# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Taking files, folders and cards in as evidence of an assessment: gathered in any thread, attached batch by batch by the store's own.

    intake = Intake(opened, Order((Path("E:/"),), ("site.image",)))
    for batch in intake.batches():      # any thread: reads, checks, stores
        intake.attach(batch)            # the thread that opened the workspace: one act a batch
    intake.file()                       # there, too: one act that files what came in by divider cards
    intake.words()                      # what to tell

`take_in()` does all of it in one thread. What came in stays whatever happens; the same order can be given again: what is there
already is not added twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain.assessment import Assessment, Evidence, Filing
from evaluator_app.domain.changes import Change, attach_evidence
from evaluator_app.evidence.folders import wanted_files
from evaluator_app.evidence.importing import Desk, ImportedFile, Progress, Refusal, Stopped
from evaluator_app.evidence.intake import Batch, Halt, PassedOver, batches, halting
from evaluator_app.i18n import _
from evaluator_app.services.cards import filer

if TYPE_CHECKING:
    from evaluator_app.services.assessing import Done, OpenAssessment

FileByCards = Callable[[Assessment, Sequence[str]], Change | None]
"""Given an assessment and the ids of evidence that came in just now, in the order it came, returns the act that files it: targets,
place, filed_by. None where no card speaks of it. Called once at the end, also after a cancelled import."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be taken in, and for what."""

    paths: tuple[Path, ...]
    """Files, folders, cards."""
    targets: tuple[str, ...] = ()
    """Ids of items, prerequisites or observations; none for evidence that is filed later."""
    place: str = ""
    caption: str = ""
    filed_by: Filing = Filing.HAND
    has_codes: bool = False
    """Whether photos are searched for divider cards and the laptop's clock, and filed by the cards."""


@dataclass(slots=True)
class TakenIn:
    """What came of an order so far."""

    total: int = 0
    """Files that were found."""
    done: int = 0
    added: list[str] = field(default_factory=list)
    """Ids of the new evidence in order."""
    known: int = 0
    """Files that were there already."""
    refused: list[Refusal] = field(default_factory=list)
    passed_over: int = 0
    """Files of folders that are of no kind that is kept."""
    left: int = 0
    halt: Halt | None = None


class Intake:
    """One order being carried out."""

    def __init__(self, opened: OpenAssessment, order: Order, *, by_cards: FileByCards | None = None) -> None:
        """Begin with nothing; `by_cards` files what came in, where it is not the usual way."""
        self._opened = opened
        self._order = order
        self._by_cards = by_cards or filer(opened.template)
        self.taken = TakenIn()
        self._last_line = 0

    def batches(self, cancelled: Stopped = lambda: False) -> Iterator[Batch]:
        """Look for the files, check and store them; nothing is attached yet. UserFacingError if a folder cannot be looked into."""
        wanted = wanted_files(self._order.paths)
        self.taken.total = len(wanted)
        desk = Desk(self._opened.files, self._opened.pictures, self._order.has_codes)
        yield from batches(wanted, desk, cancelled=cancelled)

    def attach(self, batch: Batch) -> Done | None:
        """Attach what a batch brought; None where it brought nothing new. UserFacingError if it cannot be saved.

        Batches that follow each other are undone together; what a person did between two of them parts them.
        """
        taken, fresh = self.taken, []
        known = _Known(self._opened.assessment)
        for outcome in batch.outcomes:
            if isinstance(outcome, PassedOver):
                taken.passed_over += 1
            elif isinstance(outcome, Refusal):
                taken.refused.append(outcome)
            elif known.has(outcome.stored.sha256, self._order.targets):
                taken.known += 1
            else:
                fresh.append(self._evidence(outcome))
                known.add(fresh[-1])
        taken.done += len(batch.outcomes)
        taken.left, taken.halt = batch.left, batch.halt
        if not fresh:
            return None
        continues = bool(taken.added) and self._opened.journal[-1].number == self._last_line
        done = self._opened.do(attach_evidence(self._opened.assessment, *fresh), continues=continues)
        self._last_line = self._opened.journal[-1].number
        taken.added += [evidence.id for evidence in fresh]
        return done

    def file(self) -> Done | None:
        """File what came in by divider cards; None where there is nothing to be filed so."""
        if not self._order.has_codes or not self.taken.added:
            return None
        change = self._by_cards(self._opened.assessment, self.taken.added)
        return None if change is None else self._opened.do(change)

    def _evidence(self, imported: ImportedFile) -> Evidence:
        order = self._order
        return self._opened.evidence_from(imported, order.targets, place=order.place, caption=order.caption, filed_by=order.filed_by)


class _Known:
    """Which files an assessment has already, and for what."""

    def __init__(self, assessment: Assessment) -> None:
        self._evidence: dict[str, list[Evidence]] = {}
        for evidence in assessment.evidence.values():
            self.add(evidence)

    def add(self, evidence: Evidence) -> None:
        if not evidence.revision_of:
            self._evidence.setdefault(evidence.sha256, []).append(evidence)

    def has(self, sha256: str, targets: Sequence[str]) -> bool:
        """Tell whether a file is there for these items, or where a card put it."""
        found = self._evidence.get(sha256, ())
        return any(set(targets) <= set(evidence.targets) or evidence.filed_by is Filing.CARD for evidence in found)


def take_in(
    opened: OpenAssessment,
    order: Order,
    *,
    by_cards: FileByCards | None = None,
    progress: Progress = lambda done, total: None,
    cancelled: Stopped = lambda: False,
) -> TakenIn:
    """Carry an order out in this thread, which must be the one that opened the workspace; `progress` is told after each batch."""
    intake = Intake(opened, order, by_cards=by_cards)
    for batch in intake.batches(cancelled):
        intake.attach(batch)
        progress(intake.taken.done, intake.taken.total)
    intake.file()
    return intake.taken


_MANY = 10
"""From so many files on it is said how many were added; fewer are seen anyway."""


def is_worth_telling(taken: TakenIn) -> bool:
    """Tell whether what came of an order needs words: anything but a few files that all came in."""
    return bool(taken.refused or taken.halt or taken.known or taken.passed_over or len(taken.added) >= _MANY)


def taken_words(taken: TakenIn) -> tuple[str, ...]:
    """Say what came in and what did not, whole sentences, the most important first."""
    lines = [_("Files added: {count}.").format(count=len(taken.added))]
    lost = [refused for refused in taken.refused if taken.halt is not None and halting(refused) is taken.halt]
    if taken.halt is not None:
        lines.insert(0, _halt_words(taken.halt, taken.left + len(lost)))
    lines += [_named(refused.name, refused.message) for refused in taken.refused if refused not in lost]
    if taken.known:
        lines.append(_("Files that were there already and were not added again: {count}.").format(count=taken.known))
    if taken.passed_over:
        lines.append(_("Files of other kinds in the folder that were passed over: {count}.").format(count=taken.passed_over))
    return tuple(lines)


def _named(name: str, message: str) -> str:
    return message if name in message else _("{name}: {message}").format(name=name, message=message)


def _halt_words(halt: Halt, count: int) -> str:
    if halt is Halt.SOURCE:
        words = _("The card or the folder is not there any more: {count} files were not taken. What came in before is safe.")
        advice = _("Connect it and import it again; what is there already is not added twice.")
    elif halt is Halt.DISK:
        words = _("The disk is full or cannot be written: {count} files were not taken. What came in before is safe.")
        advice = _("Free some space and import them again; what is there already is not added twice.")
    else:
        words = _("Stopped: {count} files were not taken. What came in before is kept.")
        advice = _("Import them again at any time; what is there already is not added twice.")
    return words.format(count=count) + " " + advice
