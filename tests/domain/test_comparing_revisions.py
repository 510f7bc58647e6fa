# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A revision starts as what was signed, and tells what has changed since."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Mine, Outcome
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.comparing_revisions import RevisionChanges, changes_since, number_after, revision_of
from evaluator_app.domain.document import from_document, to_document
from evaluator_app.domain.rating import rate
from evaluator_app.domain.rounds import ReplacedItem, Revision
from evaluator_app.domain.scoring import score
from evaluator_app.domain.status import AssessmentStatus, Verdict
from evaluator_app.domain.template import Template
from tests.builders import MORNING, a_template, an_assessment
from tests.domain.acts import FILLED, PERMIT

TEMPLATE = a_template().with_prerequisite("p1").with_item("1.1", 5).with_item("1.2", 5).with_rules(pass_mark=Decimal(8)).build()


def signed(status: AssessmentStatus = AssessmentStatus.SIGNED) -> Assessment:
    worked = an_assessment(TEMPLATE).verdict("p1", Outcome.MET).verdict("1.1", Outcome.MET).verdict("1.2", Outcome.MET).with_photo("1.1")
    return replace(worked.value, profile=replace(worked.value.profile, status=status))


def begun(before: Assessment | None = None, reason: str = "  更正干净程度  ", template: Template = TEMPLATE) -> Assessment:
    old = before or signed()
    card = score(template, old)
    return revision_of(old, card, rate(card, template), new_id="a2", reason=reason, at=MORNING, report_sha256="a" * 64)


def told(assessment: Assessment, template: Template = TEMPLATE) -> RevisionChanges:
    card = score(template, assessment)
    found = changes_since(assessment, card, rate(card, template))
    assert found is not None
    return found


def lines(found: RevisionChanges, target: str) -> list[str]:
    return [sentence.text() for change in found.items if change.target == target for sentence in change.sentences]


def test_a_revision_begins_as_the_signed_one_open_and_under_its_own_id() -> None:
    old, new = signed(), begun()
    revision = Revision(2, "a1", "更正干净程度", "a" * 64, MORNING, Verdict.QUALIFIED, Decimal(10))
    assert new.profile.revision is not None
    assert replace(new.profile.revision, frame_sha256="") == revision
    assert new.profile.status.is_open
    as_before = replace(new, id=old.id, replaced={}, profile=replace(new.profile, status=old.profile.status, revision=None))
    assert as_before == old
    assert canonical_bytes(score(TEMPLATE, new)) == canonical_bytes(score(TEMPLATE, old))


def test_nothing_has_changed_at_the_beginning() -> None:
    found = told(begun())
    assert found.is_empty
    assert found.unchanged == 3


def test_a_revision_of_a_revision_counts_on() -> None:
    second = begun()
    third = begun(replace(second, profile=replace(second.profile, status=AssessmentStatus.RETURNED)))
    assert third.profile.revision is not None
    assert (third.profile.revision.number, third.profile.revision.replaces) == (3, "a2")
    assert number_after(signed()) == 2


@pytest.mark.parametrize("status", AssessmentStatus)
def test_only_what_is_closed_for_good_is_revised(status: AssessmentStatus) -> None:
    if status in (AssessmentStatus.SIGNED, AssessmentStatus.SUBMITTED, AssessmentStatus.ACCEPTED, AssessmentStatus.RETURNED):
        assert begun(signed(status)).profile.status.is_open
    else:
        with pytest.raises(ValueError, match="not closed"):
            begun(signed(status))


def test_a_revision_has_a_reason() -> None:
    with pytest.raises(ValueError, match="no reason"):
        begun(reason=" \n")


def test_what_changes_is_told_item_by_item() -> None:
    new = begun()
    new = changes.record_outcome(new, "1.1", Outcome.NOT_MET).apply(new)
    new = changes.record_outcome(new, "p1", Outcome.NOT_MET).apply(new)
    new = changes.detach_evidence(new, "e1").apply(new)
    found = told(new)
    assert lines(found, "1.1") == ["Points: 5 before, 0 now.", "Pieces of evidence: 1 before, 0 now."]
    assert lines(found, "p1") == ["Verdict: Met before, Not met now.", "What was recorded for it reads otherwise."]
    assert lines(found, "1.2") == []
    assert found.unchanged == 1
    assert [sentence.text() for sentence in found.frame] == [
        "The verdict was “Qualified” and is “Not qualified”.",
        "The points that are certain were 10 and are 5.",
    ]
    assert (found.verdict, found.points) == (Verdict.NOT_QUALIFIED, Decimal(5))


def test_points_that_open_again_and_facts_seen_are_told() -> None:
    new = begun()
    new = changes.record_outcome(new, "1.2", Outcome.NOT_ASSESSED).apply(new)
    builder = replace(an_assessment(TEMPLATE), value=new).saw("1.1", bad=False).with_photo("o1")
    found = told(builder.value)
    assert lines(found, "1.2")[:2] == ["Points: 5 before, 0 now.", "Points that are open: 0 before, 5 now."]
    assert lines(found, "1.1") == ["Facts seen: 0 before, 1 now.", "Pieces of evidence: 1 before, 2 now."]


def test_other_words_are_told_where_points_stay() -> None:
    new = begun()
    reworded = changes.record_remark(new, "1.2", "复查后更正").apply(new)
    assert lines(told(reworded), "1.2") == ["What was recorded for it reads otherwise."]
    filled = replace(new, forms={PERMIT.key: PERMIT}, form_records={"f1": FILLED})
    assert lines(told(filled), "1.1") == ["What was recorded for it reads otherwise."]


def test_other_facts_of_the_mine_are_told() -> None:
    new = begun()
    found = told(changes.change_mine(new, Mine("青山煤矿", region="山西")).apply(new))
    assert found.items == ()
    assert [sentence.code for sentence in found.frame] == ["revision.frame"]


def test_items_that_rules_gain_and_lose_are_told() -> None:
    other = a_template().with_prerequisite("p1").with_item("1.1", 5).with_item("1.3", 5).with_rules(pass_mark=Decimal(8)).build()
    found = told(begun(), other)
    assert lines(found, "1.3") == ["It is new: the rules of the signed assessment did not have it."]
    assert lines(found, "1.2") == ["The rules in use no longer have it."]
    assert [(change.target, change.title) for change in found.items] == [("1.3", "1.3 指标1.3"), ("1.2", "1.2 指标1.2")]
    assert found.unchanged == 2


def test_an_outcome_that_no_program_knows_is_told_as_none() -> None:
    new = begun()
    strange = replace(new, replaced={**new.replaced, "p1": ReplacedItem("p1", "p1", outcome="?", records_sha256="0")})
    assert lines(told(strange), "p1")[0] == "Verdict: – before, Met now."


def test_a_revision_that_knows_nothing_of_the_signed_one_compares_no_frame() -> None:
    new = begun()
    bare = replace(new, profile=replace(new.profile, revision=Revision(2, "a1", "更正")))
    assert told(bare).frame == ()


def test_an_assessment_that_is_no_revision_has_no_changes() -> None:
    card = score(TEMPLATE, signed())
    assert changes_since(signed(), card, rate(card, TEMPLATE)) is None


def test_a_revision_comes_back_from_its_document() -> None:
    new = begun()
    assert from_document(read_json(canonical_bytes(to_document(new)))) == new


@pytest.mark.parametrize(
    ("revision", "path"),
    [
        (Revision(1, "a1", "x"), "profile.revision.number"),
        (Revision(2, "a2", "x"), "profile.revision.replaces"),
        (Revision(2, "", "x"), "profile.revision.replaces"),
        (Revision(2, "a1", "x", "abc"), "profile.revision.replaced_report_sha256"),
    ],
)
def test_a_revision_that_cannot_be_is_refused(revision: Revision, path: str) -> None:
    new = begun()
    with pytest.raises(DocumentError) as caught:
        from_document(to_document(replace(new, profile=replace(new.profile, revision=revision))))
    assert [problem.path for problem in caught.value.problems] == [path]
