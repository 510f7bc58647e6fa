# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Schemas, the page of formats and the program say the same of every file format."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from evaluator_app.catalog.library import read_template
from evaluator_app.domain.canonical import canonical_bytes, digest, read_json
from evaluator_app.domain.codec import decode, encode
from evaluator_app.domain.document import from_document, to_document
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.template import Template
from evaluator_app.paths import resource, scoring_templates
from evaluator_app.services.recording import read_records, record
from evaluator_app.services.report_data import DATA_NAME, read_report_data, report_data
from evaluator_app.services.sample import Sample
from evaluator_app.services.workspace import NewAssessment, Workspace
from evaluator_app.signing.attachments import read_attachments
from tests.docs.conftest import Story
from tests.docs.formats import ROOT, SCHEMAS, example, example_text, mistakes, objects, parsed_toml, sections

FORMATS = sorted(SCHEMAS)


def write_template(folder: Path) -> Path:
    """Write the page's template and thresholds where one finds the other."""
    path = folder / "example" / "quarry.toml"
    for name, text in ((path, example_text("template")), (folder / "thresholds" / "quarry.toml", example_text("thresholds"))):
        name.parent.mkdir(parents=True, exist_ok=True)
        name.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Return the template of the page."""
    read = read_template(write_template(tmp_path_factory.mktemp("page")))
    assert read.problems == ()
    assert read.template is not None
    return read.template


def test_the_example_overlay_lies_over_the_example_template(tmp_path: Path) -> None:
    quarry = write_template(tmp_path)
    quarry.write_text(quarry.read_text("utf-8") + example_rights(), "utf-8")
    path = quarry.with_name("quarry-north.toml")
    path.write_text(example_text("overlay"), "utf-8")
    read = read_template(path)
    assert read.problems == ()
    assert read.template is not None
    assert (read.template.id, read.template.prerequisites[-1].id) == ("example/quarry-north", "north.penalty")


def example_rights() -> str:
    """Return the rights that the example overlay needs, since the example template gives none."""
    return '\n[may_change]\nprovince = ["facts", "prerequisites", "indicators.evidence", "deadlines", "areas"]\n'


@pytest.mark.parametrize("name", FORMATS)
def test_the_schema_is_a_valid_schema_with_a_name_of_its_own(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert SCHEMAS[name]["$id"] == f"urn:green-mine-evaluator:{name}:1"


@pytest.mark.parametrize("name", FORMATS)
def test_every_object_of_a_schema_is_closed_and_every_key_is_described(name: str) -> None:
    for at, described in objects(SCHEMAS[name]):
        assert "additionalProperties" in described, at
        assert set(described.get("required", ())) <= set(described["properties"]), at
        assert [key for key, value in described["properties"].items() if len(value.get("description", "")) < 3] == [], at


def test_only_what_has_names_of_its_own_choice_is_left_open() -> None:
    open_objects = [(name, at) for name in FORMATS for at, found in objects(SCHEMAS[name]) if found["additionalProperties"] is not False]
    changed = [("overlay", f"$.$defs.{name}") for name in ("addition", "line_changes", "replacement")]
    assert open_objects == [*changed, ("template", "$.$defs.condition"), ("thresholds", "$.$defs.condition")]


def test_every_schema_has_its_section_and_every_section_its_schema() -> None:
    assert sorted(sections()) == FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_every_key_and_word_of_a_schema_is_on_the_page(name: str) -> None:
    section, absent = sections()[name], set()
    for _at, described in objects(SCHEMAS[name]):
        for key, value in described["properties"].items():
            star = "*" if key in described.get("required", ()) else ""
            if f"| `{key}`{star} |" not in section and f"**reasons**: `{next(iter(described['properties']))}`" not in section:
                absent.add(f"{key}{star}")
            absent |= {str(word) for word in value.get("enum", ()) if word and f"`{word}`" not in section}
    assert absent == set()


@pytest.mark.parametrize("name", FORMATS)
def test_the_example_on_the_page_is_valid(name: str) -> None:
    assert mistakes(name, example(name)) == []


def test_the_example_assessment_is_read_and_written_back_the_same(template: Template) -> None:
    assessment = from_document(example("assessment"))
    assert to_document(assessment) == example("assessment")
    assert assessment.profile.template.digest == digest(template)


def test_the_example_assessment_scores_what_the_page_says(template: Template) -> None:
    card = score(template, from_document(example("assessment")))
    assert {"score_card": encode(card), "rating": encode(rate(card, template))} == example("score-card")


def test_the_example_report_data_are_those_of_the_example_assessment(template: Template) -> None:
    data = read_report_data(canonical_bytes(example("report-data")))
    assert data.template == template
    made = report_data(from_document(example("assessment")), template, issued_on=data.issued_on, language=data.language)
    assert {**json.loads(made), "program": data.program} == example("report-data")


def test_the_example_records_are_recorded_and_come_to_the_score_of_the_page(template: Template, tmp_path: Path) -> None:
    mine = decode(Sample, example("sample-mine")).mine
    with Workspace(tmp_path, who="王示范") as workspace:
        opened = workspace.begin(NewAssessment(template, mine))
        records = read_records(example("records"), opened.template, opened.assessment)
        recorded = record(opened, records, resource("sample/photos"))
        assert recorded.refused == ()
        assert encode(opened.rating) == example("score-card")["rating"]
        assert mistakes("assessment", to_document(opened.assessment)) == []


def test_the_example_sample_mine_is_read() -> None:
    assert encode(decode(Sample, example("sample-mine"))) == example("sample-mine")


def test_the_example_verification_has_the_shape_of_a_real_one(story: Story) -> None:
    real = story.played.verification.to_json()
    assert shape(example("verification")) == shape({**real, "signatures": real["signatures"][:1]})


def test_the_example_signature_places_have_the_shape_of_real_ones(story: Story) -> None:
    places = json.loads(read_attachments(story.folder / "report.pdf")["signature-places.json"])
    assert shape(example("signature-places")[:1]) == shape(places[:1])


def shape(data: Any) -> Any:
    """Return the keys of some data without the values."""
    if isinstance(data, dict):
        return {key: shape(member) for key, member in data.items()}
    return [shape(member) for member in data] if isinstance(data, list) else None


@pytest.mark.parametrize(("name", "file"), [("assessment", "assessment"), ("score-card", "score-card"), ("verification", "verification")])
def test_what_the_story_leaves_is_valid(name: str, file: str, story: Story) -> None:
    assert mistakes(name, json.loads((story.folder / f"{file}.json").read_text("utf-8"))) == []


@pytest.mark.parametrize(("name", "attached"), [("report-data", DATA_NAME), ("signature-places", "signature-places.json")])
@pytest.mark.parametrize("file", ["report.pdf", "report-unsigned.pdf"])
def test_what_a_report_carries_is_valid(name: str, attached: str, file: str, story: Story) -> None:
    assert mistakes(name, json.loads(read_attachments(story.folder / file)[attached])) == []


def test_the_verification_of_a_damaged_report_is_valid(story: Story, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from evaluator_app.services.verifying import verify_report

    damaged = tmp_path / "damaged.pdf"
    data = bytearray((story.folder / "report.pdf").read_bytes())
    data[len(data) // 4] ^= 1
    damaged.write_bytes(data)
    for path in (damaged, story.folder / "report-unsigned.pdf"):
        assert mistakes("verification", verify_report(path, at=datetime.now(UTC)).to_json()) == []


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("records", resource("sample/coal-mine-records.json")),
        ("records", ROOT / "docs/examples/first-records.json"),
        ("sample-mine", resource("sample/coal-mine.json")),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_every_shipped_document_is_valid(name: str, file: Path) -> None:
    assert mistakes(name, read_json(file.read_bytes())) == []


def test_every_shipped_template_and_threshold_file_is_valid() -> None:
    files = sorted(scoring_templates().rglob("*.toml"))
    assert len(files) >= 2
    for path in files:
        data = parsed_toml(path.read_text("utf-8"))
        name = data["format"].removeprefix("green-mine-").removesuffix("/1")
        assert mistakes(name, data) == [], path.name


def test_the_template_with_every_kind_of_entry_is_valid(tmp_path: Path) -> None:
    source = ROOT / "tests/catalog/data/small.toml"
    assert read_template(Path(shutil.copy(source, tmp_path))).template is not None
    assert mistakes("template", parsed_toml(source.read_text("utf-8"))) == []
