# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Working on one assessment: every act is saved with its journal line before the next, scored at once, undone by name.

Knows nothing of windows: the desktop program turns what it returns into signals, the command line prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from decimal import Decimal
from pathlib import Path

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Assessor, Evidence, Filing, Observation
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.changes import Change, ChangeSet
from evaluator_app.domain.completeness import Problem, problems, progress
from evaluator_app.domain.history import JournalLine, LineKind, UndoState
from evaluator_app.domain.merging.acts import Known, SharedAct
from evaluator_app.domain.merging.conflicts import following
from evaluator_app.domain.pairing_photos import as_evidence, shown_pairs
from evaluator_app.domain.photo_flags import Flagged
from evaluator_app.domain.rating import Rating, rate
from evaluator_app.domain.reviewing import with_reopening
from evaluator_app.domain.scoring import ScoreCard, score
from evaluator_app.domain.template import Indicator, Prerequisite, Template
from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.containers import check_photo
from evaluator_app.evidence.files import EvidenceFiles
from evaluator_app.evidence.importing import ImportedFile, ImportResult, import_bytes, import_files
from evaluator_app.evidence.thumbnails import thumbnail, thumbnail_file
from evaluator_app.i18n import _
from evaluator_app.services.applying import applied
from evaluator_app.services.known_acts import KnownActs
from evaluator_app.services.statements import TemplateApproval
from evaluator_app.store.database import Store
from evaluator_app.store.summaries import Computed, Summary

REPORT_SIDE = 1200
"""Pixels that the longer side of a photo has in the report."""

Now = Callable[[], datetime]
NewId = Callable[[], str]
Approvals = Callable[[str], TemplateApproval]


@dataclass(frozen=True, slots=True)
class Done:
    """What an act brought about."""

    change: Change
    changed: ChangeSet
    saved_at: datetime
    before: ScoreCard
    after: ScoreCard


class OpenAssessment:
    """One assessment that is being worked on."""

    def __init__(
        self, store: Store, files: EvidenceFiles, assessment_id: str, *, who: str, now: Now, new_id: NewId, approvals: Approvals
    ) -> None:
        """Load the assessment with the template it was begun by; who is the person at the keyboard.

        Approvals tells by a template's digest what was stated of it.
        """
        self._store = store
        self._files = files
        self._now = now
        self._new_id = new_id
        self.who = who
        self.assessment: Assessment = store.load(assessment_id)
        self.template: Template = store.template(self.assessment.profile.template.digest)
        self._approvals = approvals
        self.approval: TemplateApproval = approvals(self.assessment.profile.template.digest)
        self._journal: list[JournalLine] = list(store.journal(assessment_id))
        self.undo_state = UndoState(self._journal)
        self._is_settled = True
        self._acts = KnownActs(store, assessment_id, self._journal)
        self._rescore()

    def _rescore(self) -> None:
        self.card: ScoreCard = score(self.template, self.assessment)
        self.rating: Rating = rate(self.card, self.template, is_approved=self.approval.is_approved)

    def refresh_approval(self) -> None:
        """Look again what was stated of the template, after somebody stated something or came to be trusted."""
        self.approval = self._approvals(self.assessment.profile.template.digest)
        self._rescore()

    @property
    def journal(self) -> Sequence[JournalLine]:
        """All acts on this assessment, the first first."""
        return self._journal

    def told(self) -> Sequence[JournalLine]:
        """Return all acts as people read them, those of colleagues where they came in."""
        return self._acts.told()

    def known(self) -> Known:
        """Return all acts on this assessment that are known here, own ones and colleagues', as laptops exchange them."""
        return self._acts.known()

    def origin(self) -> Assessment:
        """Return the assessment as it was begun."""
        return self._acts.origin()

    @property
    def bookmark(self) -> str:
        """Id of the item that was looked at last; empty at first."""
        return self._store.bookmark(self.assessment.id)

    def remember(self, target: str) -> None:
        """Keep which item is being looked at, to return to it."""
        self._store.set_bookmark(self.assessment.id, target)

    def do(self, change: Change, *, continues: bool = False) -> Done:
        """Do an act: it is on disk when this returns.

        A change that changes nothing is not journaled, and none goes on with what was taken back. UserFacingError if the
        assessment is closed or the act cannot be saved; then nothing has changed.
        """
        goes_on = continues and bool(self._journal) and self._journal[-1].kind is LineKind.ACT
        return self._perform(change, LineKind.ACT, continues=goes_on)

    def undo(self) -> Done | None:
        """Take the last act back; None if there is none."""
        if not self.undo_state.undoable:
            return None
        return self._perform(self.undo_state.undoable[0].inverse(), LineKind.UNDO)

    def redo(self) -> Done | None:
        """Do the act again that was taken back last; None if there is none."""
        if not self.undo_state.redoable:
            return None
        return self._perform(self.undo_state.redoable[0], LineKind.REDO)

    def merge(self, change: Change, acts: Sequence[SharedAct], package: str) -> Done:
        """Do what acts of colleagues make of the assessment, and keep them; also where that changes nothing here."""
        return self._perform(change, LineKind.ACT, arrived=(acts, package))

    def _perform(
        self, change: Change, kind: LineKind, *, continues: bool = False, arrived: tuple[Sequence[SharedAct], str] | None = None
    ) -> Done:
        effective = replace(change, edits=tuple(edit for edit in change.edits if edit.old != edit.new))
        before, own, at = self.card, self.assessment.id, self._now()
        if effective.edits and kind is LineKind.ACT and arrived is None:
            effective = following(self.assessment, with_reopening(self.assessment, effective, self.who, at), self.who)
        if effective.edits or arrived is not None:
            after = applied(effective, self.assessment)
            template = self._template_for(after)
            if arrived is None:
                line = self._store.save(own, effective, who=self.who, at=at, kind=kind, continues=continues)
            else:
                line = self._store.merge(own, effective, arrived[0], package=arrived[1], who=self.who, at=at)
                self._acts.follow(line, arrived[0])
            self._take(after, template)
            self._journal.append(line)
            self.undo_state.follow(line)
            self._is_settled = False
            self._rescore()
        return Done(effective, effective.change_set(), at, before, self.card)

    def _template_for(self, assessment: Assessment) -> Template:
        """Return the template an assessment is made by; read again only when it is another one than now."""
        wanted = assessment.profile.template.digest
        return self.template if wanted == self.assessment.profile.template.digest else self._store.template(wanted)

    def _take(self, assessment: Assessment, template: Template) -> None:
        is_other = template is not self.template
        self.assessment, self.template = assessment, template
        if is_other:
            self.approval = self._approvals(assessment.profile.template.digest)

    def former_template(self, name: str) -> Template | None:
        """Return an edition that the assessment was made by before, by its id and edition; None where it was not made by that."""
        wanted = next((ref for ref in self.assessment.profile.moved_from if f"{ref.id} {ref.edition}" == name), None)
        return None if wanted is None else self._store.template(wanted.digest)

    def former_item(self, target: str) -> Indicator | Prerequisite | None:
        """Return an item that the rules no longer have, as the latest edition that had it worded it; None if none did."""
        for ref in reversed(self.assessment.profile.moved_from):
            template = self._store.template(ref.digest)
            items: tuple[Indicator | Prerequisite, ...] = (*template.prerequisites, *template.indicators())
            if found := next((item for item in items if item.id == target), None):
                return found
        return None

    def others(self) -> tuple[Summary, ...]:
        """Return what lists show of the other assessments of the workspace, the last changed first."""
        return tuple(summary for summary in self._store.summaries() if summary.assessment_id != self.assessment.id)

    def other(self, assessment_id: str) -> Assessment:
        """Return another assessment of the workspace as it was last saved; it is not opened for work."""
        return self._store.load(assessment_id)

    def open_other(self, assessment_id: str) -> OpenAssessment:
        """Open another assessment of the workspace, scored by its own template; UserFacingError if it is not there."""
        return OpenAssessment(
            self._store, self._files, assessment_id, who=self.who, now=self._now, new_id=self._new_id, approvals=self._approvals
        )

    def keep(self, template: Template) -> None:
        """Keep a template in the workspace for good; an act that moves the assessment to it may follow."""
        self._store.pin(template)

    def settle(self) -> None:
        """Renew the copy of the state that lists show; called when work pauses or ends, not on every act."""
        if not self._is_settled:
            self._store.set_computed(self.assessment.id, compute(self.assessment, self.card, self.rating))
            self._is_settled = True

    def title_of(self, target: str) -> str:
        """Return code and title of an item or prerequisite, also of one that an earlier edition had."""
        finding = self.assessment.findings.get(target)
        return (finding.former_title if finding else "") or self.template.title_of(target)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is still missing."""
        return problems(self.template, self.assessment, self.card)

    def new_id(self) -> str:
        """Return an id for a new record."""
        return self._new_id()

    def now(self) -> datetime:
        """Return the time by the clock that acts are stamped with."""
        return self._now()

    @property
    def folder(self) -> Path:
        """The workspace."""
        return self._files.root.parent

    def new_observation(self, target: str, text: str, **details: str | int | bool) -> Observation:
        """Return an observation with an id, the time and the person filled in; it is not recorded yet."""
        blank = Observation(id=self._new_id(), target=target, text=text, assessor=self.assessor_id, observed_at=self._now())
        return replace(blank, **details)  # type: ignore[arg-type]

    @property
    def assessor_id(self) -> str:
        """Id of the team member at the keyboard; empty if that person is not in the team."""
        return next((member.id for member in self.team if member.name == self.who), "")

    @property
    def team(self) -> tuple[Assessor, ...]:
        """The members of the team, the leader first."""
        return tuple(sorted(self.given_team, key=lambda member: not member.is_leader))

    @property
    def given_team(self) -> tuple[Assessor, ...]:
        """The members of the team in the order in which they were given, for their ids sort so (member_ids)."""
        return tuple(sorted(self.assessment.team.values(), key=lambda member: member.id))

    def add_files(
        self, paths: Sequence[Path], targets: Sequence[str], *, place: str = "", caption: str = ""
    ) -> tuple[ImportResult, Done | None]:
        """Take files in as evidence for items or observations; bad ones are refused by name while the others go in."""
        return self._attach(import_files(paths, self._files, pictures=self.pictures), targets, place, caption)

    def add_image(
        self, name: str, data: bytes, targets: Sequence[str], *, place: str = "", caption: str = ""
    ) -> tuple[ImportResult, Done | None]:
        """Take a pasted image in as evidence."""
        return self._attach(import_bytes(name, data, self._files, pictures=self.pictures), targets, place, caption)

    def _attach(self, result: ImportResult, targets: Sequence[str], place: str, caption: str) -> tuple[ImportResult, Done | None]:
        if not result.accepted:
            return result, None
        evidence = [self.evidence_from(imported, targets, place=place, caption=caption) for imported in result.accepted]
        return result, self.do(changes.attach_evidence(self.assessment, *evidence))

    def evidence_from(
        self, imported: ImportedFile, targets: Sequence[str], *, place: str = "", caption: str = "", filed_by: Filing = Filing.HAND
    ) -> Evidence:
        """Return a file that was taken in as evidence with an id, the time and the person filled in; it is not recorded yet."""
        photo = imported.photo
        taken_at, taken_source = _taken(imported)
        return Evidence(
            id=self._new_id(),
            name=imported.name,
            sha256=imported.stored.sha256,
            size=imported.stored.size,
            media_type=imported.media_type,
            targets=tuple(sorted(targets)),
            caption=caption,
            place=place,
            taken_at=taken_at,
            taken_source=taken_source,
            latitude=photo.latitude if photo else None,
            longitude=photo.longitude if photo else None,
            altitude=photo.altitude if photo else None,
            direction=photo.direction if photo else None,
            device=(photo.device if photo else None) or "",
            fingerprint=imported.fingerprint,
            codes=imported.codes,
            filed_by=filed_by,
            added_by=self.who,
            added_at=self._now(),
        )

    def keep_picture(self, name: str, data: bytes, **details: str | int | tuple[str, ...] | tuple[Decimal, ...]) -> Evidence:
        """Store a picture that was made here, such as a sketch, and return it as evidence that is not recorded yet."""
        media_type, _width, _height = check_photo(data, name)
        stored = self._files.add(data, name=name)
        made = Evidence(self._new_id(), name, stored.sha256, stored.size, media_type, added_by=self.who, added_at=self._now())
        return replace(made, **details)  # type: ignore[arg-type]

    @property
    def files(self) -> EvidenceFiles:
        """Where originals are kept; may be written to from any thread."""
        return self._files

    @property
    def pictures(self) -> Path:
        """Folder of the small pictures of photos; it may be deleted at any time."""
        return self._files.root.parent / "thumbnails"

    def photo_flags(self, zone: tzinfo) -> Mapping[str, tuple[Flagged, ...]]:
        """Return what is odd about photos and videos, by id of evidence; may be asked from any thread, and takes its time."""
        from evaluator_app.services.flagging import photo_flags_of, used_elsewhere

        assessment = self.assessment
        return photo_flags_of(assessment, zone, used_elsewhere(self._store, assessment))

    def file_of(self, evidence: Evidence) -> Path:
        """Return where the original of a piece of evidence lies."""
        return self._files.path(evidence.sha256)

    def picture_of(self, evidence: Evidence, side: int = REPORT_SIDE) -> bytes:
        """Return a photo as an upright JPEG of at most so many pixels a side; made once and kept. Empty if it cannot be read."""
        path = self.file_of(evidence)
        try:
            return thumbnail(path, side, cache_root=self.pictures, name=evidence.name, sha256=evidence.sha256)
        except UserFacingError:
            return b""

    def picture_file_of(self, evidence: Evidence) -> Path | bytes:
        """Return where the report's copy of a photo is kept, made now if need be, so that no report holds them all in memory.

        Its bytes where nothing can be kept; empty if it cannot be read.
        """
        path = self.file_of(evidence)
        try:
            return thumbnail_file(path, REPORT_SIDE, cache_root=self.pictures, name=evidence.name, sha256=evidence.sha256)
        except UserFacingError:
            return b""

    def require_whole(self) -> None:
        """Make sure that records and evidence are still what was saved; UserFacingError naming what is not."""
        self.require_records()
        shown = (as_evidence(pair.then) for pair in shown_pairs(self.assessment))
        lost = [each.name for each in (*self.assessment.evidence.values(), *shown) if not self._files.verify(each.sha256)]
        if lost:
            raise UserFacingError(
                "ASM-007",
                _("Evidence is missing from the workspace or no longer what was added: {names}.").format(names="、".join(sorted(lost))),
                _("Bring the evidence folder back from a backup, or add the original files again."),
            )

    def require_records(self) -> None:
        """Make sure that the journal still leads to the records; UserFacingError naming what does not agree."""
        if mismatches := self._store.check(self.assessment.id):
            raise UserFacingError(
                "ASM-006",
                _("The records of this assessment no longer agree with its journal ({record}); the database was altered.").format(
                    record=mismatches[0].record
                ),
                _("Restore the last good backup, or ask for help."),
            )

    def prepare_pictures(self) -> None:
        """Make the report's copy of every photo now, so that the report need not wait for it."""
        for evidence in self.assessment.evidence.values():
            if evidence.media_type.startswith("image/"):
                self.picture_of(evidence)


def _taken(imported: ImportedFile) -> tuple[str, str]:
    """Return when a file was recorded as far as it says so, with its zone where it names one, and what says so."""
    photo, video = imported.photo, imported.video
    if photo is not None and photo.taken_local:
        return photo.taken_at.isoformat() if photo.taken_at else photo.taken_local, photo.taken_source or ""
    if video is not None and video.taken_at is not None:
        return video.taken_at.isoformat(), "video"
    return "", ""


def compute(assessment: Assessment, card: ScoreCard, rating: Rating) -> Computed:
    """Return the copy of an assessment's state that lists show; it names the digest of what it came from."""
    done, items = progress(card)
    return Computed(done, items, rating.verdict.value, rating.total.secured, rating.total.reachable, digest(assessment))
