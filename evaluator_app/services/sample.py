# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The sample coal mine: for the first look in the window, and as the whole story headless.

Its measured figures are published ones; all else is made up for practice and says so (resources/sample/).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from evaluator_app.domain.assessment import Assessor, Mine
from evaluator_app.domain.canonical import read_json
from evaluator_app.domain.codec import Json, decode, encode
from evaluator_app.domain.document import to_document
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.i18n import _
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.recording import read_records, record
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace

if TYPE_CHECKING:
    from evaluator_app.services.verifying import ReportVerification

TEMPLATE = "cn-mnr/green-mine-2024-coal"
SAMPLE_ID = str(uuid5(NAMESPACE_URL, "sample:coal-mine"))
PRACTICE_PASSWORD = "practice"  # noqa: S105 - opens a credential that says it is a sample
_ISSUED_ON = date(2025, 9, 20)


@dataclass(frozen=True, slots=True)
class Sample:
    """How the sample assessment begins."""

    mine: Mine
    organization: str
    client: str
    visit_from: date
    visit_to: date
    note: str
    team: tuple[Assessor, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """What the story left behind."""

    mine: str
    rating: Rating
    verification: ReportVerification
    files: Mapping[str, Path]
    """Where everything is, by what it is."""


def ensure_sample(workspace: Workspace) -> str:
    """Make the sample assessment if the workspace does not have it yet; return its id."""
    if all(summary.assessment_id != SAMPLE_ID for summary in workspace.summaries()):
        make_sample(workspace)
    return SAMPLE_ID


def make_sample(workspace: Workspace) -> OpenAssessment:
    """Make the sample assessment with all its findings, observations and photos."""
    sample = decode(Sample, read_json(resource("sample/coal-mine.json").read_bytes()))
    workspace.who = next(member.name for member in sample.team if member.is_leader)
    opened = workspace.begin(
        NewAssessment(
            template=find_template(TEMPLATE, workspace.root),
            mine=sample.mine,
            organization=sample.organization,
            client=sample.client,
            visit_from=sample.visit_from,
            visit_to=sample.visit_to,
            team=sample.team,
            is_practice=True,
            note=sample.note,
        ),
        assessment_id=SAMPLE_ID,
    )
    data = read_json(resource("sample/coal-mine-records.json").read_bytes())
    record(opened, read_records(data, opened.template, opened.assessment), resource("sample/photos"))
    return opened


def play(folder: Path) -> Played:
    """Assess the sample mine, complete it, write, sign and verify its report; everything is left in the folder."""
    from evaluator_app.services.closing import close_signed, look_at_signed
    from evaluator_app.services.credentials import KeyFile
    from evaluator_app.services.delivering import complete, write_report
    from evaluator_app.services.signing_reports import sign_report
    from evaluator_app.services.verifying import verify_report
    from evaluator_app.signing.sample_credential import create_sample_credential, root_beside
    from evaluator_app.signing.secret import Secret

    folder.mkdir(parents=True, exist_ok=True)
    files = {
        _("Assessment"): folder / "assessment.json",
        _("Score card"): folder / "score-card.json",
        _("Signed report"): folder / "report.pdf",
        _("Verification of the report"): folder / "verification.json",
        _("Sample credential"): folder / "sample-credential.p12",
        _("Workspace"): folder / "workspace",
    }
    document, card, report, answers, credential, root = files.values()
    with Workspace(root) as workspace:
        ensure_sample(workspace)
        opened = workspace.open_assessment(SAMPLE_ID)
        if opened.assessment.profile.status.is_open:
            complete(opened)
        unsigned = folder / "report-unsigned.pdf"
        write_report(opened, unsigned, issued_on=_ISSUED_ON)
        at = datetime.now(UTC).astimezone()
        firm = opened.assessment.profile.organization
        leader, *others = [member.name for member in opened.team]
        signed, roots = unsigned, []
        for number, who in enumerate((*others, leader, firm)):
            own = credential if who == leader else folder / "credentials" / f"{number + 1}.p12"
            own.parent.mkdir(exist_ok=True)
            create_sample_credential(own, PRACTICE_PASSWORD, holder=who, organization=firm, now=at)
            seal = resource("sample/seal.png") if who == firm else None
            sign_report(signed, report, KeyFile(own, Secret(PRACTICE_PASSWORD)), signed_at=at, seal_image=seal)
            signed = report
            roots.append(root_beside(own))
        if opened.assessment.profile.status.may_become(AssessmentStatus.SIGNED):
            close_signed(opened, look_at_signed(report, opened.assessment, opened.template, at=at))
        opened.settle()
    verification = verify_report(report, trust_roots=roots, at=datetime.now(UTC))
    _write_json(document, to_document(opened.assessment))
    _write_json(card, {"score_card": encode(opened.card), "rating": encode(opened.rating)})
    _write_json(answers, verification.to_json())
    return Played(opened.assessment.mine.name, opened.rating, verification, files)


def _write_json(path: Path, data: Json) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")
