# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A folder with everything one laptop holds: assessments, evidence, templates. Opened once, closed once.

Opening it imports only what its list needs, so that the first window comes up at once; the rest follows with the first use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from evaluator_app.domain.status import AssessmentKind
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.member_ids import MemberIds
from evaluator_app.store.database import open_store
from evaluator_app.store.summaries import Summary

if TYPE_CHECKING:
    from evaluator_app.catalog.listing import Catalog
    from evaluator_app.domain.assessment import Assessor, Mine
    from evaluator_app.domain.template import Template
    from evaluator_app.evidence.files import EvidenceFiles
    from evaluator_app.services.assessing import OpenAssessment
    from evaluator_app.services.statements import TemplateApproval


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """What is asked before an assessment begins."""

    template: Template
    mine: Mine
    organization: str = ""
    client: str = ""
    kind: AssessmentKind = AssessmentKind.THIRD_PARTY
    visit_from: date | None = None
    visit_to: date | None = None
    filing_on: date | None = None
    team: tuple[Assessor, ...] = field(default_factory=tuple)
    is_practice: bool = False
    note: str = ""


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def random_id() -> str:
    """Return a fresh id."""
    import uuid

    return str(uuid.uuid4())


class Workspace:
    """The assessments, evidence and templates of one folder; the folder is locked until close."""

    def __init__(self, root: Path, *, who: str = "", now: Callable[[], datetime] = utc_now, new_id: Callable[[], str] = random_id) -> None:
        """Open the folder, making it if needed; UserFacingError if that cannot be done without harm."""
        self.root = root
        self.who = who
        self.now = now
        self.new_id = new_id
        self.new_member_id = MemberIds()
        self.store = open_store(root, now=now, writer=who)

    @cached_property
    def files(self) -> EvidenceFiles:
        """The store of evidence; what an interrupted import left behind is gone."""
        from evaluator_app.evidence.files import EvidenceFiles

        files = EvidenceFiles(self.root / "evidence")
        files.remove_leftovers()
        for leftover in (self.root / "thumbnails").glob(".partial-*"):
            leftover.unlink(missing_ok=True)
        return files

    @cached_property
    def catalog(self) -> Catalog:
        """The templates that come with the program and those installed here."""
        from evaluator_app.services.templates import catalog

        return catalog(self.root)

    def __enter__(self) -> Self:
        """Use the workspace in a with statement."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        self.store.close()

    def begin(self, new: NewAssessment, *, assessment_id: str = "") -> OpenAssessment:
        """Begin an assessment; the edition of the template is kept with it."""
        from evaluator_app.domain.assessment import Assessment, Profile, TemplateRef
        from evaluator_app.domain.canonical import digest

        template, at = new.template, self.now()
        profile = Profile(
            template=TemplateRef(template.id, template.edition, digest(template)),
            kind=new.kind,
            organization=new.organization,
            client=new.client,
            visit_from=new.visit_from,
            visit_to=new.visit_to,
            filing_on=new.filing_on,
            opened_at=at,
            is_practice=new.is_practice,
            note=new.note,
        )
        team: Mapping[str, Assessor] = {member.id: member for member in new.team}
        assessment = Assessment(assessment_id or self.new_id(), profile, new.mine, team)
        self.store.create(assessment, template, who=self.who, at=at)
        return self.open_assessment(assessment.id)

    def open_assessment(self, assessment_id: str) -> OpenAssessment:
        """Open an assessment to work on it; the id may be shortened as long as it is clear."""
        from evaluator_app.services.assessing import OpenAssessment

        return OpenAssessment(
            self.store,
            self.files,
            self._full_id(assessment_id),
            who=self.who,
            now=self.now,
            new_id=self.new_id,
            approvals=self.approval_of,
        )

    def approval_of(self, template_digest: str) -> TemplateApproval:
        """Return what the statements on file here make of the template of this digest."""
        from evaluator_app.services.statements import approval_of

        return approval_of(template_digest, self.root, at=self.now())

    def _full_id(self, assessment_id: str) -> str:
        known = [summary.assessment_id for summary in self.summaries()]
        found = [known_id for known_id in known if known_id.startswith(assessment_id)] if assessment_id else known
        if len(found) == 1 or assessment_id in found:
            return assessment_id if assessment_id in found else found[0]
        raise UserFacingError(
            "ASM-002",
            _("No single assessment in this workspace is meant by “{id}”.").format(id=assessment_id),
            _("Known ids: {ids}").format(ids=", ".join(known) or "–"),
        )

    def summaries(self) -> Sequence[Summary]:
        """Return all assessments for a list, the one changed last first."""
        return self.store.summaries()
