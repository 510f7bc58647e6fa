# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A signature closes the findings; what is put right can be followed after it, and touches nothing that was signed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Evidence, Filing
from evaluator_app.domain.changes import Act, AssessmentClosedError, Change, Edit, change_records, joined
from evaluator_app.domain.evidence_filter import is_to_file
from evaluator_app.domain.mending import Rectification
from evaluator_app.domain.mending_apart import serves_mending_alone, without_mending
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.status import AssessmentStatus
from tests.domain.acts import ACTS, PHOTO, worked

PROOF = Evidence("e9", "已清扫.jpg", "9" * 64, 10, "image/jpeg", filed_by=Filing.MENDING)
CLOSED = [status for status in AssessmentStatus if not status.is_open]


def closed(status: AssessmentStatus) -> Assessment:
    return replace(worked(), profile=replace(worked().profile, status=status))


def proven(assessment: Assessment) -> Change:
    record = Rectification("r1", "1.1", "清扫积尘", "o1", proof=("e9",))
    return joined(
        Act.FOLLOW_MENDING,
        (
            change_records(assessment, Act.FOLLOW_MENDING, RecordKind.RECTIFICATION, {"r1": record}),
            change_records(assessment, Act.FOLLOW_MENDING, RecordKind.EVIDENCE, {"e9": PROOF}),
        ),
    )


@pytest.mark.parametrize("status", CLOSED)
def test_mending_goes_on_when_the_findings_are_closed_and_can_be_taken_back(status: AssessmentStatus) -> None:
    before = closed(status)
    change = proven(before)
    after = change.apply(before)
    assert (after.rectifications["r1"].proof, after.evidence["e9"]) == (("e9",), PROOF)
    assert without_mending(after) == before
    assert change.is_of_mending
    assert change.inverse().apply(after) == before


def test_the_two_acts_of_mending_and_no_other_are_of_mending() -> None:
    assert {act for act, make in ACTS.items() if make(worked()).is_of_mending} == {Act.ORDER_MENDING, Act.FOLLOW_MENDING}


@pytest.mark.parametrize(
    "edit",
    [
        Edit(RecordKind.EVIDENCE, "e9", None, replace(PROOF, targets=("1.1",))),
        Edit(RecordKind.EVIDENCE, "e9", None, replace(PROOF, filed_by=Filing.HAND)),
        Edit(RecordKind.EVIDENCE, "e1", PHOTO, None),
        Edit(RecordKind.EVIDENCE, "e1", PHOTO, replace(PHOTO, filed_by=Filing.MENDING, targets=())),
        Edit(RecordKind.OBSERVATION, "o1", worked().observations["o1"], None),
    ],
)
def test_no_finding_is_changed_under_the_name_of_mending(edit: Edit) -> None:
    with pytest.raises(AssessmentClosedError):
        Change(Act.FOLLOW_MENDING, (edit,)).apply(closed(AssessmentStatus.SIGNED))


def test_a_proof_that_was_taken_for_an_item_is_a_finding() -> None:
    used = replace(PROOF, targets=("1.1",))
    assert not serves_mending_alone(used)
    assessment = changes.attach_evidence(worked(), used).apply(worked())
    assert without_mending(assessment) is assessment


def test_a_proof_waits_for_no_item() -> None:
    assert is_to_file(replace(PROOF, filed_by=Filing.HAND), ())
    assert not is_to_file(PROOF, ())


def test_findings_without_mending_are_what_they_were() -> None:
    assert without_mending(worked()) == worked()
    assert without_mending(change_records(worked(), Act.FOLLOW_MENDING, RecordKind.EVIDENCE, {"e9": PROOF}).apply(worked())) == worked()
