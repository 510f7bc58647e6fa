# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Looking an assessment over: what is said, of what, how heavily; where the team was; what the mine is still asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from evaluator_app.domain.applicability import FactIs, NotApplicableKind
from evaluator_app.domain.assessment import Assessment, Evidence, Outcome
from evaluator_app.domain.cards import time_code
from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.forms.record import FormRecord, FormSignature
from evaluator_app.domain.inspection.documents import requests
from evaluator_app.domain.inspection.looking import Aids, applicable, look_over
from evaluator_app.domain.inspection.notice import Notice, Topic
from evaluator_app.domain.inspection.presence import not_visited, required_places, stays
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.rounds import EarlierFault, EarlierState
from evaluator_app.domain.template import NamedThing, Template
from evaluator_app.domain.wording import Needed, Wording, WordingRule
from tests.builders import MORNING, AssessmentBuilder, a_template, an_assessment

CHINA = timezone(timedelta(hours=8))
WORDING = Wording((WordingRule("few", "", ("偏少",), (Needed.COUNT, Needed.AGAINST)),), measures=("处",), against=("要求",))


def quarry() -> Template:
    """Return two items with places and documents, a third that is not asked everywhere, and a prerequisite."""
    built = (
        a_template()
        .with_item("A.1", 5, photo=True)
        .with_item("A.2", 5)
        .with_item("B.1", 5, applies_when=FactIs("has_dam", (True,)), otherwise=NotApplicableKind.EXCLUDED)
        .with_prerequisite("P1")
        .build()
    )
    first, second = built.groups
    pit = replace(first.indicators[0], places=("pit",), documents=("plan",), evidence=("照片",))
    office = replace(first.indicators[1], places=("office",), documents=("rules",), evidence=("制度",))
    dam = replace(second.indicators[0], places=("dam",), documents=("dam_plan",))
    return replace(
        built,
        groups=(replace(first, indicators=(pit, office)), replace(second, indicators=(dam,))),
        prerequisites=(replace(built.prerequisites[0], documents=("licence",)),),
        places=(NamedThing("pit", "采场"), NamedThing("office", "办公区"), NamedThing("dam", "尾矿库"), NamedThing("gate", "大门")),
        documents=(
            NamedThing("licence", "采矿许可证"), NamedThing("plan", "开发利用方案"),
            NamedThing("rules", "管理制度"), NamedThing("dam_plan", "尾矿库设计"), NamedThing("spare", "其他"),
        ),
    )  # fmt: skip


def begun() -> AssessmentBuilder:
    return an_assessment(quarry()).with_facts(has_dam=False)


def photo(name: str = "e1", **given: Any) -> Evidence:
    return replace(Evidence(name, f"{name}.jpg", "0" * 64, 10, "image/jpeg", ("A.1",), place="采场"), **given)


def with_evidence(made: AssessmentBuilder, *evidence: Evidence) -> AssessmentBuilder:
    return replace(made, value=replace(made.value, evidence={each.id: each for each in evidence}))


def said(made: AssessmentBuilder, code: str, aids: Aids | None = None) -> list[Notice]:
    found = look_over(made.template, made.value, made.score(), aids or Aids(WORDING))
    return [notice for notice in found if notice.code == code]


def test_what_hinders_completion_comes_first_and_every_notice_has_a_topic() -> None:
    found = look_over(quarry(), begun().value, begun().score(), Aids())
    weights = [list(Severity).index(notice.weight) for notice in found]
    assert weights == sorted(weights)
    topics = {notice.code: notice.topic for notice in found}
    assert topics["ASM-121"] is Topic.UNASSESSED
    assert topics["ASM-111"] is Topic.PREREQUISITES
    assert topics["QLT-241"] is Topic.DOCUMENTS


def test_met_without_anything_that_shows_it_is_a_hint() -> None:
    met = begun().verdict("A.2", Outcome.MET)
    assert [(n.target, n.weight, n.topic) for n in said(met, "QLT-201")] == [("A.2", Severity.HINTS, Topic.EVIDENCE)]
    assert said(met.with_photo("A.2"), "QLT-201") == []
    assert said(met.saw("A.2", bad=False).with_photo("o1"), "QLT-201") == []
    assert said(begun().verdict("B.1", Outcome.MET), "QLT-201") == []


def test_a_fault_without_a_photo_is_a_hint_where_the_rules_ask_for_none() -> None:
    seen = begun().saw("A.2", "缺牌").saw("A.1", "积尘").saw("A.2", "整齐", bad=False)
    assert [(n.target, n.place) for n in said(seen, "QLT-202")] == [("A.2", "筛分车间")]
    assert said(seen.with_photo("o1"), "QLT-202") == []


def test_a_prerequisite_is_not_met_while_a_fault_is_recorded() -> None:
    contradicting = begun().verdict("P1", Outcome.MET).saw("P1", "证照过期")
    assert [n.sentence.text() for n in said(contradicting, "QLT-211")] == ["Met, although a fault is recorded: 证照过期"]
    assert said(begun().verdict("P1", Outcome.MET).saw("P1", "证照齐全", bad=False), "QLT-211") == []
    assert said(begun().saw("P1", "证照过期"), "QLT-211") == []


@pytest.mark.parametrize(("of_photo", "of_fault", "count"), [("采场", "办公区", 1), ("采场", "采场", 0), ("", "采场", 0), ("采场", "", 0)])
def test_a_photo_and_the_fault_it_shows_are_at_one_place(of_photo: str, of_fault: str, count: int) -> None:
    made = with_evidence(begun().saw("A.1", place=of_fault), photo(targets=("o1",), place=of_photo))
    assert [(n.target, n.evidence) for n in said(made, "QLT-212")] == [("A.1", "e1")] * count


def test_photos_that_belong_nowhere_or_say_no_place_are_named() -> None:
    made = with_evidence(
        begun().saw("A.1"),
        photo("e1", targets=()),
        photo("e2", place=""),
        photo("e3", place="", targets=("o1",)),
        photo("e4", place="", media_type="application/pdf"),
        photo("e5", place="", revision_of="e2"),
        photo("e6"),
    )
    assert [n.evidence for n in said(made, "QLT-221")] == ["e1"]
    assert [(n.evidence, n.target) for n in said(made, "QLT-222")] == [("e2", "A.1"), ("e3", "A.1")]


def test_a_divider_card_and_the_laptops_time_need_neither_item_nor_place() -> None:
    made = with_evidence(begun(), photo("e1", targets=(), place="", codes=(time_code(MORNING),)))
    assert said(made, "QLT-221") == said(made, "QLT-222") == []


def test_the_drawing_of_a_signature_belongs_to_its_form() -> None:
    made = with_evidence(begun(), photo("e1", targets=()), photo("e2", targets=()))
    signed = FormRecord("f1", "interview@1", signatures={"signed": FormSignature("王工", "e1")})
    kept = replace(made, value=replace(made.value, form_records={"f1": signed}))
    assert [n.evidence for n in said(kept, "QLT-221")] == ["e2"]


def test_what_was_recorded_before_the_visit_and_days_without_a_trace_are_told() -> None:
    made = begun().saw("A.1")
    later = replace(made.value.profile, visit_from=date(2026, 11, 22), visit_to=date(2026, 11, 23))
    moved = replace(made, value=replace(made.value, profile=later))
    assert [n.sentence.text() for n in said(moved, "QLT-231")] == ["Recorded on 2026-11-21, before the visit: 有积尘"]
    assert [n.sentence.text()[-42:] for n in said(moved, "QLT-232")] == [
        "recorded on 2026-11-22, a day of the visit",
        "recorded on 2026-11-23, a day of the visit",
    ]
    assert said(made, "QLT-231") == said(made, "QLT-232") == []
    unplanned = replace(made, value=replace(made.value, profile=replace(later, visit_from=None, visit_to=None)))
    assert said(unplanned, "QLT-231") == said(unplanned, "QLT-232") == []


def test_a_photo_is_a_trace_of_its_day_and_without_any_trace_nothing_is_missed() -> None:
    made = with_evidence(begun(), photo())
    assert said(made, "QLT-232") == []
    aids = Aids(moment_of=lambda evidence: MORNING - timedelta(days=3))
    assert len(said(made, "QLT-232", aids)) == 1
    undated = replace(made.value.observations.get("o1") or begun().saw("A.1").value.observations["o1"], observed_at=None)
    assert said(replace(made, value=replace(made.value, observations={"o1": undated})), "QLT-231") == []


def test_documents_are_asked_for_until_somebody_notes_them_as_seen() -> None:
    made = begun().verdict("A.1", Outcome.PENDING, reason="缺方案批复").verdict("A.2", Outcome.PENDING)
    asked = requests(made.template, made.value, applicable(made.score()))
    assert [(r.id, r.items, r.waiting) for r in asked] == [
        ("licence", ("P1",), ()), ("plan", ("A.1",), ("缺方案批复",)), ("rules", ("A.2",), ()),
    ]  # fmt: skip
    seen = {
        "f1": FormRecord("f1", "document_review@1", values={"document": "plan"}),
        "f2": FormRecord("f2", "document_review@1", values={"document": "管理制度"}),
        "f3": FormRecord("f3", "interview@1", values={"document": "licence"}),
        "f4": FormRecord("f4", "document_review@1"),
    }
    noted = replace(made, value=replace(made.value, form_records=seen))
    assert [(n.document, n.target) for n in said(noted, "QLT-241")] == [("licence", "P1")]


def test_places_to_be_looked_at_are_named_until_something_speaks_of_them() -> None:
    assert dict(required_places(quarry(), {"B.1": False})) == {"pit": "采场", "office": "办公区"}
    assert [(n.place, n.target) for n in said(begun(), "QLT-251")] == [("采场", "A.1"), ("办公区", "A.2")]
    made = with_evidence(begun().saw("A.2", place="办公区"), photo(place="+120 台阶"))
    assert [n.place for n in said(made, "QLT-251")] == ["采场"]
    own = replace(made, value=replace(made.value, places={"p": Place("p", "+120 台阶", "pit"), "q": Place("q", "二号井", "dam")}))
    assert said(own, "QLT-251") == []
    assert not_visited(quarry(), own.value, {}) == ("dam",)


def test_vague_words_are_named_with_what_they_lack() -> None:
    made = begun().saw("A.1", "标牌偏少").saw("A.1", "标牌偏少", bad=False).saw("A.2", "标牌偏少 3 处，要求 5 处")
    words = "“偏少” can hardly be mended; say also: how many or how much, against what"
    assert [n.sentence.text() for n in said(made, "QLT-261")] == [words]
    assert said(made, "QLT-261", Aids(WORDING, {"few"})) == []


def test_faults_of_the_round_before_are_named_until_they_were_looked_at() -> None:
    faults = {"x": EarlierFault("x", "A.1", "有积尘", "采场"), "y": EarlierFault("y", "A.1", "缺牌", state=EarlierState.MENDED)}
    made = replace(begun(), value=replace(begun().value, earlier=faults))
    assert [(n.target, n.place, n.topic) for n in said(made, "QLT-271")] == [("A.1", "采场", Topic.ROUNDS)]


def test_what_others_have_found_is_among_it() -> None:
    other = Notice("QLT-300", Topic.PHOTOS, Severity.WARNS, said(begun(), "QLT-251")[0].sentence)
    assert said(begun(), "QLT-300", Aids(others=(other,))) == [other]


def times(hours: float) -> Callable[[Evidence], datetime | None]:
    return lambda evidence: None if evidence.id == "e9" else MORNING + timedelta(hours=hours)


def at_work() -> Assessment:
    made = begun().saw("A.1", place="采场").saw("A.1", place="采场").saw("A.2", place="").saw("A.2", place="办公区")
    undated = replace(made.value.observations["o4"], observed_at=None)
    return replace(
        made.value,
        observations={**made.value.observations, "o4": undated},
        evidence={
            "e1": photo("e1"), "e2": photo("e2", place=""), "e3": photo("e3", media_type="application/pdf"),
            "e4": photo("e4", revision_of="e1"), "e9": photo("e9"), "v1": photo("v1", media_type="video/mp4", place="办公区"),
        },
    )  # fmt: skip


def test_the_times_of_photos_and_observations_make_the_day() -> None:
    assert [(s.place, f"{s.first:%H:%M}", f"{s.last:%H:%M}", s.photos, s.observations) for s in stays(at_work(), times(2), CHINA)] == [
        ("采场", "16:01", "18:00", 1, 2),
        ("办公区", "18:00", "18:00", 1, 0),
    ]


def test_a_place_seen_on_two_days_has_two_stays() -> None:
    found = [(s.place, s.day) for s in stays(at_work(), times(24), UTC)]
    assert found == [("采场", date(2026, 11, 21)), ("办公区", date(2026, 11, 22)), ("采场", date(2026, 11, 22))]
