# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A report by an approved template, end to end: it carries the statement, loses the mark of a draft, and can be checked anywhere."""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.approval import Endorsement
from evaluator_app.domain.canonical import canonical_bytes, digest, read_json
from evaluator_app.domain.codec import DocumentError, decode
from evaluator_app.domain.rating import rate
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import ApprovalState, Template
from evaluator_app.i18n import ENGLISH, set_language
from evaluator_app.reporting.chapters import basis
from evaluator_app.reporting.document import KeyValues
from evaluator_app.reporting.source import ReportSource
from evaluator_app.services import trusting
from evaluator_app.services.answers import Answer
from evaluator_app.services.approving import approve
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.delivering import render, write_report
from evaluator_app.services.report_data import DATA_NAME, read_report_data, report_data
from evaluator_app.services.verifying import verify_report
from evaluator_app.services.workspace import Workspace
from evaluator_app.signing.sample_credential import create_sample_credential, root_beside
from tests.signing.stewards import AUTHORITY, PASSWORD, Steward, make_steward

NOW = datetime.now(UTC).replace(microsecond=0)
TODAY = date(2026, 11, 20)
WATERMARK = "/FormXob.watermark"


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language(ENGLISH)


@pytest.fixture(scope="module")
def steward(tmp_path_factory: pytest.TempPathFactory) -> Steward:
    return make_steward(tmp_path_factory.mktemp("steward") / "steward.p12", begin=NOW - timedelta(days=30))


@dataclass(frozen=True)
class Written:
    """A report and what it carries."""

    path: Path
    data: Any
    answer: Answer

    @property
    def is_marked(self) -> bool:
        with pikepdf.open(self.path) as pdf:
            return any(WATERMARK in (page.resources.get("/XObject") or {}) for page in pdf.pages)


@pytest.fixture
def mine(coal_mine: OpenAssessment) -> OpenAssessment:
    """Close the assessment, so that no other mark stands on the pages."""
    coal_mine.do(changes.change_status(coal_mine.assessment, AssessmentStatus.COMPLETED))
    return coal_mine


def state(workspace: Workspace, opened: OpenAssessment, path: Path, stated: ApprovalState) -> None:
    own = opened.assessment.profile.template.digest
    approve(own, path, PASSWORD, workspace=workspace.root, state=stated, by=AUTHORITY, on=TODAY, notes="公告 3 号", signed_at=NOW)
    opened.refresh_approval()


def written(opened: OpenAssessment, path: Path, **given: Any) -> Written:
    write_report(opened, path, issued_on=TODAY)
    return checked(path, **given)


def checked(path: Path, **given: Any) -> Written:
    found = verify_report(path, at=NOW, **given)
    assert (found.matches.value, found.recomputes.value) == (True, True), (found.matches, found.recomputes)
    with pikepdf.open(path) as pdf:
        data = pdf.attachments[DATA_NAME].get_file().read_bytes()
    return Written(path, read_json(data), found.approved)


def test_an_approved_template_takes_the_mark_off_and_is_checked_with_the_stewards_certificate(
    workspace: Workspace, mine: OpenAssessment, steward: Steward, tmp_path: Path
) -> None:
    draft = written(mine, tmp_path / "draft.pdf")
    assert (draft.is_marked, "approval" in draft.data, draft.data["rating"]["is_approved"]) == (True, False, False)
    assert draft.answer.value is False
    trusting.add(workspace.root, steward.certificate)
    state(workspace, mine, steward.path, ApprovalState.APPROVED)
    assert mine.rating.is_approved
    root = tmp_path / "root.pem"
    root.write_bytes(steward.root)
    report = written(mine, tmp_path / "approved.pdf", trust_roots=[root])
    assert (report.is_marked, report.data["rating"]["is_approved"]) == (False, True)
    assert report.answer.value is True
    assert report.answer.reason.startswith(f"Approved by {AUTHORITY} on 2026-11-20, signed by 李核定 (certificate ")
    unknown = checked(report.path).answer
    assert unknown.value is None
    assert "is not known here. No trusted root on this machine knows 某省电子认证根." in unknown.reason
    assert checked(report.path, workspace=workspace.root).answer.value is True


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
def test_openssl_checks_the_statement_that_a_report_carries(
    workspace: Workspace, mine: OpenAssessment, steward: Steward, tmp_path: Path
) -> None:
    trusting.add(workspace.root, steward.root)
    state(workspace, mine, steward.path, ApprovalState.APPROVED)
    approval = written(mine, tmp_path / "approved.pdf").data["approval"]
    (tmp_path / "a.p7s").write_bytes(base64.b64decode(approval["signature"]))
    (tmp_path / "root.pem").write_bytes(steward.root)
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-in", "a.p7s", "-CAfile", "root.pem", "-purpose", "any"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, canonical_bytes(approval["statement"])), ran.stderr


@pytest.mark.parametrize(
    ("stated", "words"), [((ApprovalState.TRIAL,), "Under trial"), ((ApprovalState.APPROVED, ApprovalState.WITHDRAWN), "Withdrawn")]
)
def test_a_template_under_trial_or_withdrawn_keeps_the_mark_and_says_so(
    stated: tuple[ApprovalState, ...], words: str, workspace: Workspace, mine: OpenAssessment, steward: Steward, tmp_path: Path
) -> None:
    trusting.add(workspace.root, steward.certificate)
    for each in stated:
        state(workspace, mine, steward.path, each)
    report = written(mine, tmp_path / "a.pdf", workspace=workspace.root)
    assert (report.is_marked, report.data["rating"]["is_approved"]) == (True, False)
    assert report.answer == Answer(False, f"{AUTHORITY} stated on 2026-11-20: {words}.")


def test_the_word_of_an_unknown_steward_does_not_get_into_a_report(
    workspace: Workspace, mine: OpenAssessment, steward: Steward, tmp_path: Path
) -> None:
    state(workspace, mine, steward.path, ApprovalState.APPROVED)
    report = written(mine, tmp_path / "a.pdf")
    assert (report.is_marked, "approval" in report.data) == (True, False)


def test_an_approval_for_practice_keeps_the_mark(workspace: Workspace, mine: OpenAssessment, tmp_path: Path) -> None:
    path = tmp_path / "practice.p12"
    create_sample_credential(path, PASSWORD, holder="李练习", organization="练习厅", now=NOW)
    trusting.add(workspace.root, root_beside(path))
    state(workspace, mine, path, ApprovalState.APPROVED)
    report = written(mine, tmp_path / "a.pdf", trust_roots=[root_beside(path)])
    assert (report.is_marked, report.data["rating"]["is_approved"], report.answer.value) == (True, False, False)
    assert "practice certificate (李练习)" in report.answer.reason


def test_what_was_withdrawn_before_the_report_is_not_approved_where_that_is_known(
    workspace: Workspace, mine: OpenAssessment, steward: Steward, tmp_path: Path
) -> None:
    trusting.add(workspace.root, steward.certificate)
    state(workspace, mine, steward.path, ApprovalState.APPROVED)
    report = written(mine, tmp_path / "a.pdf", workspace=workspace.root)
    assert report.answer.value is True
    state(workspace, mine, steward.path, ApprovalState.WITHDRAWN)
    late = checked(report.path, workspace=workspace.root).answer
    assert late == Answer(False, f"{AUTHORITY} withdrew the template on 2026-11-20, before the report was issued.")


def other_template(data: Any) -> None:
    data["approval"]["statement"]["digest"] = "ab" * 32


def other_date(data: Any) -> None:
    data["approval"]["statement"]["on"] = "2020-01-01"


def other_byte(data: Any) -> None:
    signature = bytearray(base64.b64decode(data["approval"]["signature"]))
    signature[-5] ^= 1
    data["approval"]["signature"] = base64.b64encode(signature).decode()


@pytest.mark.parametrize("spoil", [other_template, other_date, other_byte])
def test_a_spoiled_statement_puts_the_mark_back_and_is_not_approved(
    spoil: Callable[[Any], None], workspace: Workspace, mine: OpenAssessment, steward: Steward, tmp_path: Path
) -> None:
    trusting.add(workspace.root, steward.certificate)
    state(workspace, mine, steward.path, ApprovalState.APPROVED)
    data = read_json(report_data(mine.assessment, mine.template, issued_on=TODAY, language="zh_CN", approval=mine.approval))
    spoil(data)
    attached, path = canonical_bytes(data), tmp_path / "spoiled.pdf"
    render(read_report_data(attached), attached, path, lambda _evidence: b"")
    found = verify_report(path, at=NOW, workspace=workspace.root)
    assert (found.matches.value, found.recomputes.value, found.approved.value) == (True, False, False)
    assert found.approved.reason.startswith("The statement that came with the template does not hold.")
    assert Written(path, data, found.approved).is_marked


def test_the_report_prints_who_stated_what_when_and_by_which_certificate(
    workspace: Workspace, mine: OpenAssessment, steward: Steward
) -> None:
    trusting.add(workspace.root, steward.certificate)
    state(workspace, mine, steward.path, ApprovalState.APPROVED)
    assert mine.approval.endorsement is not None
    found = mine.approval.endorsement
    printed = printed_basis(mine, found)
    assert printed["Statement on the template"] == f"Approved: {AUTHORITY}, 2026-11-20"
    assert printed["Notes of the authority"] == "公告 3 号"
    assert printed["Certificate of the authority"] == f"{AUTHORITY} 李核定, issued by 某省电子认证根"
    assert printed["Fingerprint of the certificate"] == found.fingerprint
    assert printed["Edition"].endswith("（Approved）")
    for doubted, words in ((replace(found, is_sound=False), "does not hold"), (replace(found, is_practice=True), "practice certificate")):
        printed = printed_basis(mine, doubted)
        assert words in printed["Statement on the template"]
        assert printed["Edition"].endswith("（Draft, not approved）")


def printed_basis(mine: OpenAssessment, endorsement: Endorsement) -> dict[str, str]:
    """Return what the chapter on the basis says, by its words."""
    rating = rate(mine.card, mine.template, is_approved=endorsement.is_approval)
    source = ReportSource(mine.assessment, mine.template, mine.card, rating, lambda _evidence: b"", TODAY, str, endorsement)
    return {name: str(value) for block in basis.basis(source) if isinstance(block, KeyValues) for name, value in block.pairs}


def test_a_report_that_hides_the_mark_does_not_match_its_data(
    workspace: Workspace, mine: OpenAssessment, steward: Steward, tmp_path: Path
) -> None:
    trusting.add(workspace.root, steward.certificate)
    state(workspace, mine, steward.path, ApprovalState.APPROVED)
    data = read_json(report_data(mine.assessment, mine.template, issued_on=TODAY, language="zh_CN", approval=mine.approval))
    forged = {key: value for key, value in data.items() if key != "approval"}
    path = tmp_path / "forged.pdf"
    render(read_report_data(canonical_bytes(data)), canonical_bytes(forged), path, lambda _evidence: b"")
    found = verify_report(path, at=NOW, workspace=workspace.root)
    assert (found.matches.value, found.recomputes.value, found.approved.value) == (False, False, False)


def test_a_statement_about_another_template_says_nothing_in_a_report(workspace: Workspace, mine: OpenAssessment, steward: Steward) -> None:
    trusting.add(workspace.root, steward.certificate)
    state(workspace, mine, steward.path, ApprovalState.APPROVED)
    report = read_report_data(report_data(mine.assessment, mine.template, issued_on=TODAY, language="zh_CN", approval=mine.approval))
    assert report.endorsement is not None
    assert report.endorsement.is_approval
    other = replace(report, template=replace(report.template, title="另一份"))
    assert other.endorsement is not None
    assert not other.endorsement.is_approval


def test_a_report_from_when_a_templates_own_word_still_counted_recomputes_and_is_not_approved(
    workspace: Workspace, mine: OpenAssessment, tmp_path: Path
) -> None:
    data = read_json(report_data(mine.assessment, mine.template, issued_on=TODAY, language="zh_CN", approval=mine.approval))
    data["template"] |= {"id": "somebody/rules", "approval": {"state": "approved", "by": "某机关"}}
    data["assessment"]["profile"]["template"]["digest"] = digest(decode(Template, data["template"]))
    data["rating"]["is_approved"] = True
    attached, path = canonical_bytes(data), tmp_path / "old.pdf"
    render(read_report_data(attached), attached, path, lambda _evidence: b"")
    found = verify_report(path, at=NOW)
    assert (found.recomputes.value, found.approved.value) == (True, False)
    assert "no signed statement says so" in found.approved.reason
    assert Written(path, data, found.approved).is_marked


@pytest.mark.parametrize(
    ("approval", "path"),
    [
        (None, "approval"),
        ({"statement": {}}, "approval"),
        ({"statement": {}, "signature": "§"}, "approval.signature"),
        ({"statement": {}, "signature": ""}, "approval.signature"),
        ({"statement": {}, "signature": 5}, "approval.signature"),
        ({"statement": {}, "signature": "AAAA"}, "approval.statement.format"),
    ],
)
def test_what_is_no_approval_in_report_data_is_refused_with_its_place(approval: object, path: str, mine: OpenAssessment) -> None:
    data = read_json(report_data(mine.assessment, mine.template, issued_on=TODAY, language="zh_CN"))
    with pytest.raises(DocumentError) as caught:
        read_report_data(canonical_bytes({**data, "approval": approval}))
    assert caught.value.problems[0].path == path
