# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The stages: what each needs, how far it is, which one the work is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from evaluator_app.domain.applicability import FactIs
from evaluator_app.domain.assessment import Assessment, Assessor, Consensus, Outcome
from evaluator_app.domain.changes import close_spread
from evaluator_app.domain.completeness import problems
from evaluator_app.domain.criteria import AllOrNothing, ExpertJudgement, Part, SumOfParts
from evaluator_app.domain.facts_sheet import facts_sha256
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition, FormField, FormScope, Stage
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.inspection.documents import requests
from evaluator_app.domain.stages import STAGE_TERMS, Known, Stages, Way, WayKind, open_by_place, stages
from evaluator_app.domain.status import AssessmentKind, AssessmentStatus
from evaluator_app.domain.template import FactDefinition, FactKind, NamedThing, Template
from tests.builders import AssessmentBuilder, a_template, an_assessment, one_item


def a_form(name: str, stage: Stage, scope: FormScope = FormScope.ASSESSMENT, *, expected: bool = True) -> FormDefinition:
    return FormDefinition(name, "1", f"表 {name}", stage, scope, (FormField("x", "X", FieldKind.TEXT, True),), is_expected=expected)


FORMS = {
    each.id: each
    for each in (
        a_form("team_sheet", Stage.PREPARATION),
        a_form("independence", Stage.PREPARATION, FormScope.PERSON),
        a_form("letter", Stage.PREPARATION, FormScope.PERSON),
        a_form("sign_in", Stage.OPENING_MEETING),
        a_form("notes", Stage.OPENING_MEETING, expected=False),
        a_form("facts_sheet", Stage.CLOSING_MEETING),
        a_form("closing_minutes", Stage.CLOSING_MEETING),
    )
}


def placed(template: Template) -> Template:
    """Put items 1.1 and 1.2 at the pit, 1.1 at the plant as well; 1.3 is at no place."""
    [group] = template.groups
    at = {"1.1": ("pit", "plant"), "1.2": ("pit",)}
    items = tuple(replace(item, places=at.get(item.id, ()), documents=("plan",)) for item in group.indicators)
    places = (NamedThing("pit", "采场"), NamedThing("plant", "选厂"), NamedThing("office", "办公区"))
    return replace(template, groups=(replace(group, indicators=items),), places=places, documents=(NamedThing("plan", "开采方案"),))


TEMPLATE = placed(
    a_template().with_item("1.1", 9, ExpertJudgement()).with_item("1.2", 5).with_item("1.3", 5).with_prerequisite("p1").build()
)


def look(assessment: Assessment, forms: Mapping[str, FormDefinition] = FORMS) -> Stages:
    built = AssessmentBuilder(TEMPLATE, assessment)
    card = built.score()
    return stages(Known(TEMPLATE, assessment, card, problems(TEMPLATE, assessment, card), requests(TEMPLATE, assessment, {}), forms))


def needs(assessment: Assessment, stage: Stage, forms: Mapping[str, FormDefinition] = FORMS) -> list[tuple[str, Way]]:
    return [(need.sentence.text(), need.way) for need in look(assessment, forms).state(stage).needs]


def filled(assessment: Assessment, *names: str, target: str = "", values: Mapping[str, str] | None = None) -> Assessment:
    records = dict(assessment.form_records)
    for name in names:
        records[f"{name}{target}"] = FormRecord(f"{name}{target}", f"{name}@1", target, {"x": "y"} if values is None else values)
    forms = {FORMS[name].key: FORMS[name] for name in names if name in FORMS}
    return replace(assessment, form_records=records, forms={**assessment.forms, **forms})


BLANK = an_assessment(TEMPLATE).value
DETAILS = Way(WayKind.DETAILS)


def test_every_stage_has_its_word() -> None:
    assert set(STAGE_TERMS) == set(Stage)


def test_preparation_needs_frame_team_and_its_forms() -> None:
    bare = replace(BLANK, team={}, profile=replace(BLANK.profile, kind=AssessmentKind.SELF_ASSESSMENT, visit_from=None))
    assert needs(bare, Stage.PREPARATION) == [
        ("表 team_sheet: not filled in yet", Way(WayKind.FORM, "team_sheet")),
        ("Nobody is named in the team", DETAILS),
        ("The dates of the visit are not given", DETAILS),
    ]
    found = needs(BLANK, Stage.PREPARATION)
    assert found[:2] == [
        ("表 letter of 王工: not filled in yet", Way(WayKind.FORM, "letter", "w")),
        ("表 team_sheet: not filled in yet", Way(WayKind.FORM, "team_sheet")),
    ]
    assert found[2] == ("At least 5 members: 1 members are named", DETAILS)
    assert found[-1][1] == Way(WayKind.FORM, "independence", "w")


def test_who_has_not_declared_independence_is_next_and_without_a_form_or_team_the_details_are() -> None:
    two = replace(BLANK, team={**BLANK.team, "a": Assessor("a", "甲")})
    assert needs(two, Stage.PREPARATION)[-1][1].target == "a"
    assert needs(filled(two, "independence", target="a"), Stage.PREPARATION)[-1][1].target == "w"
    both = filled(filled(two, "independence", target="a", values={}), "independence", target="w", values={})
    assert needs(both, Stage.PREPARATION)[-1][1].target == "a"
    assert needs(two, Stage.PREPARATION, {})[-1][1] == DETAILS
    assert needs(replace(BLANK, team={}), Stage.PREPARATION)[-1][1] == DETAILS


def test_a_form_that_lacks_something_says_how_much_and_a_filled_one_is_done() -> None:
    begun = filled(BLANK, "team_sheet", values={})
    assert ("表 team_sheet: 1 still to be filled in", Way(WayKind.FORM, "team_sheet")) in needs(begun, Stage.PREPARATION)
    done, before = look(filled(BLANK, "team_sheet")).state(Stage.PREPARATION), look(BLANK).state(Stage.PREPARATION)
    assert (done.done, done.of) == (before.done + 1, before.of)


def test_desk_review_needs_prerequisites_and_documents() -> None:
    assert needs(BLANK, Stage.DESK_REVIEW) == [
        ("Prerequisite still open: p1 条件p1", Way(WayKind.TARGET, "p1")),
        ("1 documents that the rules name are not noted as seen", Way(WayKind.PAGE, "quality")),
    ]
    decided = an_assessment(TEMPLATE).verdict("p1", Outcome.MET).value
    assert len(needs(decided, Stage.DESK_REVIEW)) == 1


def test_a_prerequisite_that_is_not_asked_of_this_mine_is_not_needed() -> None:
    [asked] = TEMPLATE.prerequisites
    fact = FactDefinition("open", "露天", FactKind.FLAG)
    template = replace(TEMPLATE, prerequisites=(replace(asked, applies_when=FactIs("open", ("true",))),), facts=(fact,))
    assessment = an_assessment(template).with_facts(open=False).value
    card = AssessmentBuilder(template, assessment).score()
    state = stages(Known(template, assessment, card, (), (), {})).state(Stage.DESK_REVIEW)
    assert (state.needs, state.done) == ((), 1)


def test_the_site_needs_what_is_open_by_place_and_counts_items_once() -> None:
    state = look(BLANK).state(Stage.SITE)
    assert [(need.sentence.text(), need.way.id) for need in state.needs] == [
        ("采场: 2 items open", "1.1"),
        ("选厂: 1 items open", "1.1"),
        ("Without a place: 1 items open", "1.3"),
    ]
    assert (state.done, state.of) == (0, 3)
    some = an_assessment(TEMPLATE).verdict("1.2", Outcome.MET).verdict("1.3", Outcome.MET)
    assert (look(some.value).state(Stage.SITE).done, look(some.value).state(Stage.SITE).of) == (2, 3)
    assert [title for title, _items in open_by_place(TEMPLATE, some.score())] == ["采场", "选厂"]


def test_discussion_needs_wide_spreads_closed_and_undetermined_items_decided() -> None:
    judged = an_assessment(TEMPLATE).judged("1.1", {"w": 9, "x": 2}).verdict("1.2", Outcome.PENDING)
    found = needs(judged.value, Stage.DISCUSSION)
    assert [way for _words, way in found] == [Way(WayKind.TARGET, "1.1"), Way(WayKind.TARGET, "1.2")]
    assert found[1][0] == "Undetermined: 1.2 指标1.2"
    consensus = Consensus("复看后一致", "w", (Decimal(2), Decimal(9)))
    closed = close_spread(judged.value, "1.1", consensus).apply(judged.value)
    state = look(closed).state(Stage.DISCUSSION)
    assert (state.done, len(state.needs)) == (1, 1)
    near = an_assessment(TEMPLATE).judged("1.1", {"w": 9, "x": 8}).value
    assert look(near).state(Stage.DISCUSSION).is_done


def test_discussion_needs_the_points_of_the_experts_item_by_item() -> None:
    assert needs(BLANK, Stage.DISCUSSION) == [("Not judged by the experts yet: 1.1 指标1.1", Way(WayKind.TARGET, "1.1"))]
    two = replace(TEMPLATE, rating=replace(TEMPLATE.rating, panel_quorum=2))
    few = an_assessment(two).judged("1.1", {"w": 9})
    assert [need.way.id for need in stages(Known(two, few.value, few.score(), (), (), {})).state(Stage.DISCUSSION).needs] == ["1.1"]
    enough = few.judged("1.1", {"x": 8})
    assert stages(Known(two, enough.value, enough.score(), (), (), {})).state(Stage.DISCUSSION).is_done


def test_only_the_part_that_experts_judge_keeps_an_item_in_discussion() -> None:
    parts = (Part("a", "甲", Decimal(4), ExpertJudgement()), Part("b", "乙", Decimal(5), AllOrNothing()))
    built = one_item(SumOfParts(parts), 9)

    def open_items(assessment: AssessmentBuilder) -> list[str]:
        known = Known(assessment.template, assessment.value, assessment.score(), (), (), {})
        return [need.way.id for need in stages(known).state(Stage.DISCUSSION).needs]

    assert open_items(built.verdict("1.1", Outcome.MET, part="b")) == ["1.1"]
    assert open_items(built.judged("1.1", {"w": 3}, part="a")) == []


def with_sheet(built: AssessmentBuilder) -> Assessment:
    record = FormRecord("s", "facts_sheet@1", "", {"answer": "confirms", "facts_sha256": facts_sha256(built.value, ())})
    return replace(built.value, form_records={**built.value.form_records, "s": record}, forms={"facts_sheet@1": FORMS["facts_sheet"]})


def test_the_closing_meeting_needs_the_facts_sheet_and_says_what_changed_since() -> None:
    way = Way(WayKind.FACTS_SHEET)
    assert ("The facts sheet has not been put to the mine yet", way) in needs(BLANK, Stage.CLOSING_MEETING)
    built = an_assessment(TEMPLATE)
    assert all(found != way for _words, found in needs(with_sheet(built), Stage.CLOSING_MEETING))
    later = replace(built.saw("1.2").value, form_records=with_sheet(built).form_records, forms=with_sheet(built).forms)
    assert ("1 facts have changed since the facts sheet was answered", way) in needs(later, Stage.CLOSING_MEETING)


def test_the_report_needs_a_complete_and_signed_assessment() -> None:
    found = needs(BLANK, Stage.REPORT)
    assert [way.kind for _words, way in found] == [WayKind.PAGE, WayKind.REPORT, WayKind.REPORT]
    signed = replace(BLANK, profile=replace(BLANK.profile, status=AssessmentStatus.SIGNED))
    assert len(needs(signed, Stage.REPORT)) == 1
    completed = replace(BLANK, profile=replace(BLANK.profile, status=AssessmentStatus.COMPLETED))
    assert len(needs(completed, Stage.REPORT)) == 2


def test_the_work_is_in_the_last_stage_that_has_begun() -> None:
    built = an_assessment(TEMPLATE)
    assert look(built.value).current is Stage.PREPARATION
    assert look(built.verdict("p1", Outcome.PENDING).value).current is Stage.DESK_REVIEW
    assert look(filled(built.value, "document_review")).current is Stage.DESK_REVIEW
    assert look(filled(built.value, "sign_in", values={})).current is Stage.OPENING_MEETING
    assert look(built.saw("1.2").value).current is Stage.SITE
    apart = built.judged("1.1", {"w": 9, "x": 2}).value
    assert look(close_spread(apart, "1.1", Consensus("未定", "x")).apply(apart)).current is Stage.SITE
    seen = built.verdict("1.2", Outcome.MET).verdict("1.3", Outcome.MET).judged("1.1", {"w": 9, "x": 2}).value
    assert look(close_spread(seen, "1.1", Consensus("未定", "x")).apply(seen)).current is Stage.DISCUSSION
    assert look(filled(built.value, "closing_minutes")).current is Stage.CLOSING_MEETING
    assert look(with_sheet(built)).current is Stage.CLOSING_MEETING
    completed = replace(BLANK, profile=replace(BLANK.profile, status=AssessmentStatus.COMPLETED))
    assert look(completed).current is Stage.REPORT


def test_a_stage_in_which_nothing_is_needed_gives_way_to_the_next() -> None:
    opened = filled(BLANK, "sign_in")
    assert look(opened).state(Stage.OPENING_MEETING).is_done
    assert look(opened).current is Stage.SITE


def test_closing_a_spread_leaves_the_work_on_site_while_other_items_are_open_there() -> None:
    apart = an_assessment(TEMPLATE).judged("1.1", {"w": 9, "x": 2})
    consensus = Consensus("复看后一致", "w", (Decimal(2), Decimal(9)))
    closed = close_spread(apart.value, "1.1", consensus).apply(apart.value)
    assert look(closed).state(Stage.DISCUSSION).is_done
    assert look(closed).current is Stage.SITE
    seen = apart.verdict("1.2", Outcome.MET).verdict("1.3", Outcome.MET).value
    assert look(close_spread(seen, "1.1", consensus).apply(seen)).current is Stage.CLOSING_MEETING


def test_the_page_gets_what_the_stages_were_worked_out_from() -> None:
    found = look(an_assessment(TEMPLATE).judged("1.1", {"w": 9}).value)
    assert found.team[0].id == "size"
    assert [spread.target for spread in found.apart] == ["1.1"]
    assert found.sheets == ()
    assert date(2026, 11, 21) == BLANK.profile.visit_from
