# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Forms decide their prerequisite along with the verdict, and change nothing where there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator_app.domain.applicability import FactIs
from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.changes import record_outcome
from evaluator_app.domain.forms.checks import Decision, check_results, decision_of
from evaluator_app.domain.forms.definition import FormCheck
from evaluator_app.domain.forms.parts import CheckState
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import PrerequisiteResult, score
from evaluator_app.domain.status import Verdict
from evaluator_app.domain.template import Template
from tests.domain.filled_forms import PENALTY, PERMIT, TEMPLATE, VISIT, assessed, codes, filled, measured

VALID = filled(PERMIT, "r1", name="采矿许可证", valid_from="2016-01-01", valid_until="2030-01-01")
EXPIRED = filled(PERMIT, "r2", name="安全生产许可证", valid_from="2016-01-01", valid_until="2026-05-13")
UNKNOWN = filled(PERMIT, "r3", name="营业执照", valid_from="2016-01-01")
UNMENDED = filled(PENALTY, "r4", number="1号", decided_on="2025-01-01", state="not_mended")
OLD = filled(PENALTY, "r5", number="2号", decided_on="2015-01-01", state="not_mended")


def judged(assessment: Assessment, outcome: Outcome, template: Template = TEMPLATE) -> PrerequisiteResult:
    done = record_outcome(assessment, "p", outcome).apply(assessment) if outcome is not Outcome.NOT_ASSESSED else assessment
    return score(template, done).prerequisites[0]


@pytest.mark.parametrize(
    ("records", "verdict", "outcome"),
    [
        ((), Outcome.MET, Outcome.MET),
        ((VALID,), Outcome.MET, Outcome.MET),
        ((VALID,), Outcome.NOT_ASSESSED, Outcome.NOT_ASSESSED),
        ((VALID,), Outcome.PENDING, Outcome.PENDING),
        ((VALID,), Outcome.NOT_MET, Outcome.NOT_MET),
        ((OLD,), Outcome.MET, Outcome.MET),
        ((VALID, EXPIRED), Outcome.MET, Outcome.NOT_MET),
        ((EXPIRED,), Outcome.NOT_ASSESSED, Outcome.NOT_MET),
        ((EXPIRED,), Outcome.NOT_APPLICABLE, Outcome.NOT_MET),
        ((UNMENDED,), Outcome.MET, Outcome.NOT_MET),
        ((UNKNOWN,), Outcome.MET, Outcome.PENDING),
        ((UNKNOWN,), Outcome.NOT_ASSESSED, Outcome.PENDING),
        ((UNKNOWN,), Outcome.NOT_MET, Outcome.NOT_MET),
        ((UNKNOWN, EXPIRED), Outcome.MET, Outcome.NOT_MET),
    ],
)
def test_forms_and_verdict_decide_together(records: tuple[FormRecord, ...], verdict: Outcome, outcome: Outcome) -> None:
    assert judged(assessed(*records), verdict).outcome is outcome


def test_the_reasons_stand_with_the_result_and_fail_the_mine() -> None:
    result = judged(assessed(VALID, EXPIRED), Outcome.MET)
    assert codes(result.measured) == ["form.ended"]
    failed = assessed(EXPIRED)
    assert rate(score(TEMPLATE, failed), TEMPLATE).verdict is Verdict.NOT_QUALIFIED
    assert codes(judged(assessed(UNKNOWN), Outcome.MET).measured) == ["form.no_end"]
    assert codes(judged(assessed(VALID), Outcome.MET).measured) == ["form.valid"]


def test_a_form_of_another_item_a_measurement_or_one_without_its_definition_decides_nothing() -> None:
    elsewhere = replace(EXPIRED, target="A.1")
    noise = replace(measured("99", limit="60", direction="at_most"), target="p")
    lost = replace(EXPIRED, id="r9", form="lost@1")
    for record in (elsewhere, noise, lost):
        result = judged(assessed(record), Outcome.MET)
        assert (result.outcome, result.measured) == (Outcome.MET, ())
    assert decision_of(assessed(elsewhere, noise, lost), "p") == Decision(None)


def test_what_is_not_asked_of_the_mine_stays_so_unless_a_form_speaks_against_it() -> None:
    [asked] = TEMPLATE.prerequisites
    template = replace(TEMPLATE, prerequisites=(replace(asked, applies_when=FactIs("is_coal", ("yes",))),))
    for record, outcome in ((VALID, Outcome.NOT_APPLICABLE), (EXPIRED, Outcome.PENDING)):
        assessment = assessed(record)
        other = replace(assessment, mine=replace(assessment.mine, facts={"is_coal": "no"}))
        result = judged(other, Outcome.NOT_ASSESSED, template)
        assert (result.outcome, bool(result.measured)) == (outcome, outcome is Outcome.PENDING)


def test_what_is_to_be_looked_at_again_stays_open_with_the_reasons_of_its_forms() -> None:
    assessment = assessed(EXPIRED)
    judged_once = record_outcome(assessment, "p", Outcome.MET).apply(assessment)
    again = replace(judged_once, findings={"p": replace(judged_once.findings["p"], look_again="test 1")})
    result = score(TEMPLATE, again).prerequisites[0]
    assert (result.outcome, codes(result.measured)) == (Outcome.PENDING, ["award.look_again", "form.ended"])


def test_a_check_of_a_kind_that_is_not_known_is_passed_over() -> None:
    strange = replace(PERMIT, checks=(FormCheck("oracle"), *PERMIT.checks))
    [result] = check_results(strange, VALID, VISIT)
    assert result.state is CheckState.MET
