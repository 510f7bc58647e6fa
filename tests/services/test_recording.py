# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Records documents: every mistake is named with its place, and one mistake means that nothing is recorded."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evaluator_app.domain.codec import DocumentError
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.recording import check_facts, read_records, record


def document(**content: Any) -> dict[str, Any]:
    """Return a records document."""
    return {"format": "evaluator-records", "version": 1, **content}


def problems(opened: OpenAssessment, data: Any) -> list[str]:
    """Return the places of the problems of a document."""
    with pytest.raises(DocumentError) as refused:
        read_records(data, opened.template, opened.assessment)
    return sorted(problem.path for problem in refused.value.problems)


def test_findings_may_name_items_by_code(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    data = document(findings=[{"target": "A1.2", "outcome": "met"}], facts={"seam_class": "thick"})
    recorded = record(coal_mine, read_records(data, coal_mine.template, coal_mine.assessment), tmp_path)
    assert recorded.acts == 2
    assert coal_mine.card.items_by_id()["site.facilities"].award.awarded == 2


def test_what_a_later_record_does_not_name_stays(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    first = document(findings=[{"target": "low_carbon.unit_energy", "values": {"value": "6.4"}}])
    second = document(findings=[{"target": "low_carbon.unit_energy", "choices": {"governing_document": "限额文件"}}])
    for data in (first, second):
        record(coal_mine, read_records(data, coal_mine.template, coal_mine.assessment), tmp_path)
    answer = coal_mine.assessment.answer("low_carbon.unit_energy")
    assert (answer.values, answer.choices) == ({"value": Decimal("6.4")}, {"governing_document": "限额文件"})


def test_every_mistake_is_named_at_once(coal_mine: OpenAssessment) -> None:
    data = document(
        facts={"mineral": "cheese", "has_tailings_pond": "yes", "color": "green"},
        findings=[
            {"target": "no.such.item", "outcome": "met"},
            {"target": "extraction.technology", "part": "magic", "outcome": "met"},
            {"target": "extraction.recovery", "values": {"weight": "3"}},
            {"target": "extraction.working_face", "judgements": {"nobody": {"points": "3", "reason": "好"}}},
        ],
        observations=[
            {"target": "site.zoning", "text": "界线不清", "place": "工业广场", "fault": "no_such_fault"},
            {"target": "site.signs", "text": "缺牌", "place": "井口", "count": 0},
            {"target": "site.signs", "text": "缺牌", "place": "井口", "assessor": "nobody"},
        ],
    )
    assert problems(coal_mine, data) == [
        "facts.color",
        "facts.has_tailings_pond",
        "facts.mineral",
        "findings[0].target",
        "findings[1].part",
        "findings[2].weight",
        "findings[3].judgements",
        "findings[3].judgements.nobody",
        "observations[0].fault",
        "observations[1].count",
        "observations[2].assessor",
    ]
    assert not coal_mine.journal


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"format": "something else"}, "format"),
        ([], "format"),
        ({"format": "evaluator-records", "version": 2}, "version"),
        (document(findings=[{"target": "A1.1", "outcome": "splendid"}]), "findings[0].outcome"),
        (document(findings=[{"outcome": "met"}]), "findings[0].target"),
        (document(surprise=True), "surprise"),
    ],
)
def test_a_document_of_another_shape_is_refused_with_the_place(coal_mine: OpenAssessment, data: Any, place: str) -> None:
    assert problems(coal_mine, data) == [place]


def test_photos_of_an_observation_are_attached_to_it(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (32, 24), "green").save(tmp_path / "photo.jpg")
    seen = {"target": "A1.3", "text": "缺警示牌", "place": "变电所", "photos": ["photo.jpg", "missing.jpg"]}
    recorded = record(coal_mine, read_records(document(observations=[seen]), coal_mine.template, coal_mine.assessment), tmp_path)
    (observation,) = coal_mine.assessment.observations_of("site.signs")
    assert [evidence.name for evidence in coal_mine.assessment.evidence_of(observation.id)] == ["photo.jpg"]
    assert len(recorded.refused) == 1
    assert "missing.jpg" in recorded.refused[0]


def test_facts_for_a_new_assessment_are_checked_too(coal_mine: OpenAssessment) -> None:
    check_facts({"mineral": "coal", "has_tailings_pond": False}, coal_mine.template)
    with pytest.raises(DocumentError):
        check_facts({"mineral": "cheese"}, coal_mine.template)
    with pytest.raises(DocumentError, match="leaves only this: coal"):
        check_facts({"industry": "gold"}, coal_mine.template)


@pytest.mark.parametrize(
    "name", ["../secret.jpg", "/etc/secret.jpg", "C:\\secret.jpg", "inner/../../secret.jpg", "\\\\host\\share\\x.jpg", ""]
)
def test_a_document_cannot_fetch_files_from_outside_of_its_folder(coal_mine: OpenAssessment, name: str) -> None:
    assert problems(coal_mine, document(evidence=[{"target": "A1.3", "files": [name]}])) == ["evidence[0].files[0]"]
    seen = {"target": "A1.3", "text": "x", "place": "y", "photos": [name]}
    assert problems(coal_mine, document(observations=[seen])) == ["observations[0].photos[0]"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_linked_folder_does_not_lead_out_either(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    from PIL import Image

    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    Image.new("RGB", (32, 24), "green").save(outside / "secret.jpg")
    (inside / "link").symlink_to(outside)
    data = document(evidence=[{"target": "A1.3", "files": ["link/secret.jpg"]}])
    recorded = record(coal_mine, read_records(data, coal_mine.template, coal_mine.assessment), inside)
    assert not coal_mine.assessment.evidence
    assert len(recorded.refused) == 1


def test_a_prerequisite_takes_neither_parts_nor_faults_nor_points(coal_mine: OpenAssessment) -> None:
    target, judged = "prerequisite.licences", {"wang": {"points": "5", "reason": "x"}}
    data = document(
        findings=[{"target": target, "part": "x", "outcome": "met"}, {"target": target, "judgements": judged}],
        observations=[
            {"target": target, "text": "x", "place": "y", "part": "z"},
            {"target": target, "text": "x", "place": "y", "fault": "z"},
        ],
    )
    assert problems(coal_mine, data) == ["findings[0].part", "findings[1].judgements", "observations[0].part", "observations[1].fault"]


def test_points_of_experts_are_refused_where_no_panel_judges(coal_mine: OpenAssessment) -> None:
    data = document(findings=[{"target": "site.zoning", "judgements": {"wang": {"points": "2", "reason": "x"}}}])
    assert problems(coal_mine, data) == ["findings[0].judgements"]


def test_a_frame_that_cannot_be_is_refused(coal_mine: OpenAssessment) -> None:
    team = [{"id": "a", "name": "甲"}, {"id": "a", "name": "乙"}, {"id": "", "name": "丙"}, {"id": "d", "name": " "}]
    data = document(team=team, visit_from="2026-05-02", visit_to="2026-05-01")
    assert problems(coal_mine, data) == ["team[1].id", "team[2]", "team[3]", "visit_to"]


def test_a_document_given_once_more_records_only_what_is_not_there(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (32, 24), "green").save(tmp_path / "photo.jpg")
    seen = {"target": "A1.3", "text": "缺警示牌", "place": "变电所", "photos": ["photo.jpg"]}
    first = document(observations=[seen], evidence=[{"target": "A1.3", "files": ["photo.jpg"]}])
    record(coal_mine, read_records(first, coal_mine.template, coal_mine.assessment), tmp_path)
    before = coal_mine.assessment
    assert record(coal_mine, read_records(first, coal_mine.template, coal_mine.assessment), tmp_path).acts == 0
    assert coal_mine.assessment == before
    twice = document(observations=[seen, seen, {**seen, "place": "井口"}])
    assert record(coal_mine, read_records(twice, coal_mine.template, coal_mine.assessment), tmp_path).acts == 4
    assert len(coal_mine.assessment.observations) == 3
