# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An assessment starts from an earlier one: faults, what was ordered, photos, items, and the mine's own points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from evaluator_app.domain.assessment import Assessment, Assessor, Evidence, Outcome
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.codec import LONGEST_TEXT, DocumentError
from evaluator_app.domain.comparing_rounds import Then, faults_of, photos_of, self_scores_of, take_over_round, verify_earlier
from evaluator_app.domain.criteria import DeductPerOccurrence
from evaluator_app.domain.document import from_document, to_document
from evaluator_app.domain.forms.definition import FieldKind, FormCheck, FormDefinition, FormField, FormScope, Stage
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.next_round import NextRound, begun_from, stays_as_is
from evaluator_app.domain.on_site import CameraClock, Corner, Outline, OutlineKind, Place
from evaluator_app.domain.pairing_photos import pair_photos
from evaluator_app.domain.rounds import EarlierState, SelfScore
from evaluator_app.domain.status import AssessmentKind, Verdict
from evaluator_app.domain.template import FactDefinition, FactKind
from tests.builders import MORNING, AssessmentBuilder, a_template, an_assessment

D = Decimal
TEMPLATE = (
    a_template()
    .with_prerequisite("p")
    .with_item("A.1", 5, DeductPerOccurrence(D(1)))
    .with_item("A.2", 5)
    .with_facts(FactDefinition("pond", "有尾矿库", FactKind.FLAG))
)
ORDERED = Rectification("o1", "A.1", "清扫积尘", "o1", "积尘", "料场", due_on=date(2027, 3, 1), report="已清扫")
WHOLE = Rectification("A.2", "A.2", "补办手续", problem="没有手续")
CLOSED = replace(WHOLE, id="p", target="p", what="换证", problem="", state=RectificationState.CLOSED)


def then(kind: AssessmentKind = AssessmentKind.THIRD_PARTY) -> AssessmentBuilder:
    made = an_assessment(TEMPLATE).saw("A.1", "积尘", place="料场").saw("A.1", "缺牌", place="井口").verdict("A.2", Outcome.NOT_MET)
    made = made.verdict("p", Outcome.MET).with_photo("o1").with_photo("A.2").with_facts(pond=True, old_fact="x")
    value = replace(made.value, id="old", profile=replace(made.value.profile, kind=kind))
    return replace(made, value=value)


def ordered(*rectifications: Rectification) -> AssessmentBuilder:
    made = then()
    return replace(made, value=replace(made.value, rectifications={each.id: each for each in rectifications}))


def known(made: AssessmentBuilder) -> Then:
    return Then(made.template, made.score(), made.rate())


def taken(now: Assessment, before: AssessmentBuilder) -> Assessment:
    return take_over_round(now, before.value, known(before), MORNING).apply(now)


def test_what_was_ordered_stands_with_its_fault_and_what_has_none_stands_for_itself() -> None:
    found = {fault.id: fault for fault in faults_of(ordered(ORDERED, WHOLE, CLOSED).value)}
    assert list(found) == ["o1", "o2", "A.2", "p"]
    first = found["o1"]
    assert (first.rectification, first.ordered, first.due_on, first.reported) == ("o1", "清扫积尘", date(2027, 3, 1), "已清扫")
    assert (found["o2"].rectification, found["o2"].ordered) == ("", "")
    assert (found["A.2"].target, found["A.2"].text, found["A.2"].photos) == ("A.2", "没有手续", (f"{2:064x}",))
    assert found["p"].text == "换证"


def test_a_recheck_leaves_out_what_was_closed_before() -> None:
    before = ordered(replace(ORDERED, state=RectificationState.CLOSED), WHOLE, CLOSED).value
    assert [fault.id for fault in faults_of(before, AssessmentKind.RECHECK)] == ["o2", "A.2"]
    assert [fault.id for fault in faults_of(before, AssessmentKind.LOOK_BACK)] == ["o1", "o2", "A.2", "p"]


def test_photos_come_with_place_direction_and_the_items_of_their_faults() -> None:
    made = then()
    first = replace(made.value.evidence["e1"], direction=D(90), place="料场", latitude=D(35), longitude=D(112))
    sketch = replace(first, id="e3", revision_of="e1")
    clip = replace(first, id="e4", page=2)
    paper = Evidence("e5", "证.pdf", "5" * 64, 1, "application/pdf")
    value = replace(made.value, evidence={**made.value.evidence, "e1": first, "e3": sketch, "e4": clip, "e5": paper})
    photos = {photo.id: photo for photo in photos_of(value)}
    assert set(photos) == {"e1", "e2"}
    assert (photos["e1"].targets, photos["e1"].direction, photos["e1"].place) == (("A.1", "o1"), D(90), "料场")


def test_what_the_earlier_one_came_to_is_kept_with_its_items() -> None:
    before = then()
    now = taken(an_assessment(TEMPLATE).value, before)
    kept = now.profile.earlier
    assert kept is not None
    assert (kept.id, kept.kind, kept.edition, kept.points, kept.verdict) == (
        "old",
        AssessmentKind.THIRD_PARTY,
        "2026",
        D(3),
        Verdict.UNDETERMINED,
    )
    assert (kept.facts, kept.records_sha256, kept.taken_at) == ({"pond": True, "old_fact": "x"}, digest(before.value), MORNING)
    assert (now.earlier_items["A.1"].points, now.earlier_items["A.1"].attainable, now.earlier_items["p"].outcome) == (D(3), D(5), "met")
    assert set(now.earlier_photos) == {"e1", "e2"}
    assert from_document(to_document(now)) == now


def test_a_photo_of_then_needs_a_digest_to_be_found_by() -> None:
    now = taken(an_assessment(TEMPLATE).value, then())
    odd = replace(now, earlier_photos={"e1": replace(now.earlier_photos["e1"], sha256="../x")})
    with pytest.raises(DocumentError) as refused:
        from_document(to_document(odd))
    assert [problem.path for problem in refused.value.problems] == ["earlier_photos.e1.sha256"]


def test_a_partial_one_came_to_no_total() -> None:
    before = then(AssessmentKind.SPOT_CHECK)
    profile = replace(before.value.profile, scope=("A.1",))
    before = replace(before, value=replace(before.value, profile=profile, findings={}))
    kept = taken(an_assessment(TEMPLATE).value, before).profile.earlier
    assert kept is not None
    assert (kept.points, kept.verdict) == (None, None)


def test_taking_the_same_one_over_again_changes_nothing_and_keeps_what_was_done() -> None:
    before = ordered(ORDERED)
    now = taken(an_assessment(TEMPLATE).with_photo("A.1").value, before)
    now = verify_earlier(now, replace(now.earlier["o1"], state=EarlierState.MENDED, words="已清扫")).apply(now)
    now = pair_photos(now, "e1", ["e1"]).apply(now)
    later = MORNING.replace(year=2028)
    assert take_over_round(now, before.value, known(before), later).apply(now) == now
    other = replace(before, value=replace(before.value, findings={}))
    again = take_over_round(now, other.value, known(other), later).apply(now)
    assert again.earlier == now.earlier
    assert again.earlier_photos["e1"].is_settled
    assert again.profile.earlier is not None
    assert again.profile.earlier.taken_at == later


def test_another_one_takes_the_place_of_what_nobody_has_looked_at() -> None:
    first = ordered(WHOLE)
    now = taken(an_assessment(TEMPLATE).value, first)
    now = verify_earlier(now, replace(now.earlier["o2"], words="还在")).apply(now)
    second = replace(then(), value=replace(an_assessment(TEMPLATE).saw("A.2", "缺账").value, id="older"))
    after = taken(now, second)
    assert after.profile.follows == "older"
    assert set(after.earlier) == {"o1", "o2"}
    assert (after.earlier["o1"].text, after.earlier["o2"].words) == ("缺账", "还在")
    assert after.earlier_photos == {}
    bare = take_over_round(after, first.value).apply(after)
    assert (bare.profile.earlier, bare.earlier_items) == (None, {})


def own() -> AssessmentBuilder:
    made = then(AssessmentKind.SELF_ASSESSMENT).verdict("A.2", Outcome.PARTLY_MET).verdict("A.2", Outcome.MET, reason="台账齐全")
    photo = replace(made.value.evidence["e2"], caption="台账照片")
    return replace(made, value=replace(made.value, evidence={**made.value.evidence, "e2": photo}))


def test_a_self_assessment_gives_its_points_words_and_evidence() -> None:
    made = own()
    assert self_scores_of(made.value, made.score()) == (
        SelfScore("A.1", D(3), "料场：积尘\n井口：缺牌", "1.jpg"),
        SelfScore("A.2", D(5), "台账齐全", "台账照片"),
    )
    open_one = an_assessment(TEMPLATE).verdict("A.2", Outcome.MET)
    assert [score.target for score in self_scores_of(open_one.value, open_one.score())] == ["A.2"]


def test_more_names_of_files_than_a_text_can_hold_are_cut_between_names() -> None:
    made = own()
    evidence = {f"f{n}": replace(made.value.evidence["e2"], id=f"f{n}", caption="长" * 3000 + str(n)) for n in range(9)}
    made = replace(made, value=replace(made.value, evidence=evidence))
    claimed = next(score.claimed for score in self_scores_of(made.value, made.score()) if score.target == "A.2")
    assert len(claimed) <= LONGEST_TEXT
    assert [name[-1] for name in claimed.split("、")] == ["0", "1", "2", "3", "4", "5"]


PERMIT = FormDefinition(
    "permit",
    "1",
    "证照",
    Stage.DESK_REVIEW,
    FormScope.ITEM,
    (
        FormField("number", "证号", FieldKind.TEXT),
        FormField("until", "有效期至", FieldKind.DATE),
        FormField("seen", "见原件", FieldKind.FLAG),
    ),
    checks=(FormCheck("validity"),),
)
INTERVIEW = FormDefinition("interview", "1", "访谈", Stage.DESK_REVIEW, FormScope.ITEM, (FormField("said", "内容", FieldKind.TEXT),))


def furnished(kind: AssessmentKind = AssessmentKind.THIRD_PARTY) -> AssessmentBuilder:
    made = then(kind)
    corner = Corner(D(112), D(35))
    filled: dict[str, str | bool] = {"number": "C1", "until": "2030-01-01", "seen": True}
    records = (
        FormRecord("f1", PERMIT.key, "p", filled, filled_by="w", filled_at=MORNING),
        FormRecord("f2", INTERVIEW.key, "A.1", {"said": "都好"}),
        FormRecord("f3", PERMIT.key, "gone", filled),
        FormRecord("f4", "lost@1", "p", filled),
    )
    value = replace(
        made.value,
        outlines={"b": Outline("b", "矿区", OutlineKind.BOUNDARY, (corner, corner, corner))},
        places={"x": Place("x", "+120 台阶")},
        clocks={"X1": CameraClock("X1", 5)},
        forms={PERMIT.key: PERMIT, INTERVIEW.key: INTERVIEW},
        form_records={record.id: record for record in records},
    )
    return replace(made, value=value)


def begun(before: AssessmentBuilder, kind: AssessmentKind = AssessmentKind.LOOK_BACK) -> Assessment:
    new = NextRound(kind, before.template, "核查组", "省厅", date(2028, 5, 1), team=(Assessor("z", "张工", is_leader=True),))
    return begun_from(before.value, known(before), new, new_id="new", at=MORNING)


def test_mine_outlines_places_and_papers_stay_and_team_and_findings_do_not() -> None:
    before = furnished()
    now = begun(before)
    assert (now.id, now.profile.kind, now.profile.organization, now.profile.follows) == ("new", AssessmentKind.LOOK_BACK, "核查组", "old")
    assert (now.mine.name, now.mine.facts) == ("青山煤矿", {"pond": True})
    assert (now.outlines, now.places) == (before.value.outlines, before.value.places)
    assert list(now.team) == ["z"]
    assert (now.findings, now.observations, now.evidence, now.clocks, now.self_scores) == ({}, {}, {}, {}, {})
    assert set(now.earlier) == {"o1", "o2"}
    assert stays_as_is(before.value) == {"facts": 2, "outlines": 1, "places": 1, "papers": 2}


def test_a_paper_stays_by_name_and_number_and_meets_nothing_before_it_is_seen_again() -> None:
    now = begun(furnished())
    assert now.form_records == {"f1": FormRecord("f1", PERMIT.key, "p", {"number": "C1"})}
    assert now.forms == {PERMIT.key: PERMIT}


def test_from_a_self_assessment_the_mines_own_points_come_along() -> None:
    before = furnished(AssessmentKind.SELF_ASSESSMENT)
    now = begun(before, AssessmentKind.THIRD_PARTY)
    assert {score.target: score.points for score in now.self_scores.values()} == {"A.1": D(3), "A.2": D(0)}
    other = replace(before.template, groups=())
    new = NextRound(AssessmentKind.THIRD_PARTY, other)
    assert begun_from(before.value, known(before), new, new_id="n", at=MORNING).self_scores == {}


def test_what_starts_from_practice_is_practice() -> None:
    before = furnished()
    practice = replace(before, value=replace(before.value, profile=replace(before.value.profile, is_practice=True)))
    assert begun(practice).profile.is_practice
    assert not begun(before).profile.is_practice


@pytest.mark.parametrize("kind", AssessmentKind)
def test_every_kind_can_start_from_every_kind(kind: AssessmentKind) -> None:
    for earlier in AssessmentKind:
        now = begun(furnished(earlier), kind)
        assert now.profile.earlier is not None
        assert (now.profile.kind, now.profile.earlier.kind) == (kind, earlier)
        assert from_document(to_document(now)) == now
