# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Filing, placing, captioning and taking away several pieces of evidence: each one act with its way back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator_app.domain.assessment import Assessment, Filing
from evaluator_app.domain.changes import Act
from evaluator_app.domain.evidence_edits import caption, file_under, put_at, take_away
from evaluator_app.domain.evidence_uses import Use, uses_of
from evaluator_app.domain.forms.record import FormRecord, FormRow, FormSignature
from evaluator_app.domain.on_site import CameraClock
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.rounds import EarlierFault
from tests.builders import a_template, an_assessment


@pytest.fixture
def assessment() -> Assessment:
    built = an_assessment(a_template().with_item("1.1", 5).with_item("1.2", 5)).saw("1.1").with_photo("1.1").with_photo("o1").with_photo()
    by_card = replace(built.value.evidence["e1"], filed_by=Filing.CARD)
    return replace(built.value, evidence={**built.value.evidence, "e1": by_card})


def test_one_piece_serves_many_items_and_all_of_it_is_one_act(assessment: Assessment) -> None:
    change = file_under(assessment, ("e1", "e3"), ("1.2", "o1"), ("1.1",))
    after = change.apply(assessment)
    assert (after.evidence["e1"].targets, after.evidence["e3"].targets) == (("1.2", "o1"), ("1.2", "o1"))
    assert after.evidence["e1"].filed_by is Filing.HAND
    assert (change.act, change.subject, len(change.edits)) == (Act.EDIT_EVIDENCE, "1.2", 2)
    assert change.inverse().apply(after) == assessment


def test_filing_where_it_is_filed_already_changes_nothing_not_even_by_whom(assessment: Assessment) -> None:
    assert file_under(assessment, ("e1",), ("1.1",)).edits == ()
    assert put_at(assessment, ("e1", "e2"), "").edits == ()


def test_a_place_is_given_to_all_of_them(assessment: Assessment) -> None:
    after = put_at(assessment, ("e1", "e2"), "排土场").apply(assessment)
    assert [item.place for item in after.evidence.values()] == ["排土场", "排土场", ""]
    assert after.evidence["e1"].filed_by is Filing.HAND


def test_captions_typed_on_one_after_the_other_are_one_act(assessment: Assessment) -> None:
    first = caption(assessment, "e3", "挡土")
    between = first.apply(assessment)
    whole = first.merge(caption(between, "e3", "挡土墙"))
    assert whole is not None
    assert whole.apply(assessment).evidence["e3"].caption == "挡土墙"
    assert first.subject == ""


def test_several_are_taken_away_by_one_act_that_can_be_taken_back(assessment: Assessment) -> None:
    change = take_away(assessment, ("e3", "e1", "e3"))
    after = change.apply(assessment)
    assert list(after.evidence) == ["e2"]
    assert (change.act, change.subject) == (Act.DETACH_EVIDENCE, "1.1")
    assert change.inverse().apply(after) == assessment
    with pytest.raises(KeyError):
        take_away(assessment, ("e9",))


def test_everything_that_rests_on_a_piece_of_evidence_is_named(assessment: Assessment) -> None:
    photo = replace(assessment.evidence["e1"], targets=("1.1", "o1"))
    sketch = replace(assessment.evidence["e3"], revision_of="e1")
    forms = {
        "f1": FormRecord("f1", "permit@1", values={"scan": "e1"}),
        "f2": FormRecord("f2", "permit@1", rows={"readings": (FormRow({"value": "1"}), FormRow({"photo": "e1"}))}),
        "f3": FormRecord("f3", "permit@1", signatures={"mine": FormSignature("王工", "e1")}),
        "f4": FormRecord("f4", "permit@1", values={"valid": True}),
    }
    used = replace(
        assessment,
        evidence={**assessment.evidence, "e1": photo, "e3": sketch},
        clocks={"Camera": CameraClock("Camera", 10, "e1"), "Phone": CameraClock("Phone", 5)},
        form_records=forms,
        earlier={"x1": EarlierFault("x1", "1.1", "有积尘", evidence=("e1",)), "x2": EarlierFault("x2", "1.1", "缺牌")},
    )
    kinds = RecordKind
    assert uses_of(used, "e1") == (
        Use(kinds.FINDING, "1.1"),
        Use(kinds.OBSERVATION, "o1"),
        Use(kinds.EVIDENCE, "e3"),
        Use(kinds.CLOCK, "Camera"),
        Use(kinds.FORM_RECORD, "f1"),
        Use(kinds.FORM_RECORD, "f2"),
        Use(kinds.FORM_RECORD, "f3"),
        Use(kinds.EARLIER_FAULT, "x1"),
    )
    assert uses_of(used, "e3") == ()
