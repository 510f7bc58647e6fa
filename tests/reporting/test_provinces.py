# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a report says of a province: grounds with what was noted, gates beside the verdict, deadlines, areas, sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.reporting.chapters import beside
from evaluator_app.reporting.content import report
from evaluator_app.reporting.source import ReportSource
from tests.catalog.province_cases import GROUNDS, Case, gansu, liaoning, renewing

VISIT = date(2026, 11, 20)
PENALTY = {"number": "甘罚〔2026〕1号", "due_on": "2026-04-30", "executed": "false"}


def source_of(case: Case, day: date | None = VISIT) -> ReportSource:
    assessment = replace(case.value, profile=replace(case.value.profile, visit_from=day))
    card = score(case.template, assessment)
    return ReportSource(assessment, case.template, card, rate(card, case.template), lambda _evidence: b"", date(2026, 11, 25), str)


def words(content: object) -> Iterator[str]:
    """Yield every text of some content, in order."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, (tuple, list)):
        for member in content:
            yield from words(member)
    elif is_dataclass(content):
        for field in fields(content):
            yield from words(getattr(content, field.name))


def text(content: object) -> str:
    return "\n".join(words(content))


def removed() -> Case:
    case = gansu(has_tailings_pond=False).met(*(f"removal.{ground}" for ground in GROUNDS if ground not in ("penalty", "tailings")))
    return case.say("removal.penalty", Outcome.NOT_MET, choices=PENALTY)


def test_the_report_names_the_ground_what_was_noted_and_what_follows() -> None:
    whole = text(report(source_of(removed())))
    assert "处罚决定文号：甘罚〔2026〕1号\n履行期限：2026-04-30\n已执行到位：No" in whole
    assert "Removal from the list is proposed" in whole
    assert "Prerequisite not met: R2 移出情形 2：处罚未执行" in whole
    assert "Not asked of this mine, or not in this kind of assessment: R8 移出情形 8：尾矿库" in whole


def test_where_no_ground_is_asked_none_is_in_the_table() -> None:
    whole = text(report(source_of(removed().kind(AssessmentKind.THIRD_PARTY))))
    assert "Removal" not in whole
    assert "R1 移出情形 1：证照、R2" in whole


def test_a_measured_condition_says_why_it_is_open() -> None:
    source = source_of(renewing("43.7", "mine_area"))
    assert "Whether the mining licence can be renewed is open" in text(beside.gates(source))
    assert "43.7 % refers to 矿区总面积; the limit refers to 可绿化面积" in text(report(source))


def test_deadlines_are_printed_as_seen_on_the_day_of_the_visit() -> None:
    case = gansu().facts(mine_stage="new", formal_production_on="2024-02-29", is_under_rectification=True, rectification_from="2026-08-31")
    table = text(beside.deadlines(source_of(case)))
    assert "2025-2-28\nover by 630 days" in table
    assert "2027-2-28\n100 days left" in table
    assert "甘肃省《绿色矿山建设工作机制》（附件2） 二（三）" in table
    assert "days" not in text(beside.deadlines(source_of(case, day=None)))
    assert "date not given" in text(beside.deadlines(source_of(gansu().facts(mine_stage="new"))))
    assert beside.deadlines(source_of(gansu())) == ()


def test_areas_are_printed_with_who_arranged_them() -> None:
    table = text(beside.areas(source_of(liaoning())))
    assert "矿区环境绿化美化\n8\n13\n13\n13\n0\n0" in table
    assert "由本模板安排，不是规定" in table
    assert beside.areas(source_of(gansu())) == ()


def test_rules_in_force_without_their_text_are_named_from_their_first_day_on() -> None:
    assert "《绿色矿山建设规范》国家标准" in text(beside.newer_documents(source_of(gansu())))
    assert "《绿色矿山建设规范》国家标准" not in text(beside.newer_documents(source_of(gansu(), date(2026, 9, 30))))
    none = gansu()
    assert beside.newer_documents(source_of(Case(replace(none.template, newer_documents=()), none.value))) == ()


def test_a_source_is_cited_with_number_clause_and_the_days_it_is_in_force() -> None:
    source = source_of(gansu())
    first, last = date(2024, 3, 15), date(2026, 12, 31)
    assert (
        beside.cited(source, Provenance("《甲》", "一", number="甲〔2024〕3号", in_force_from=first))
        == "《甲》（甲〔2024〕3号） 一　in force from 2024-3-15"
    )
    assert beside.cited(source, Provenance("《甲》", in_force_from=first, in_force_until=last)).endswith(
        "in force from 2024-3-15 to 2026-12-31"
    )
    assert beside.cited(source, Provenance("《甲》", in_force_until=last)).endswith("in force until 2026-12-31")
    assert beside.cited(source, Provenance()) == "–"
