# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the program refuses in a document, its schema refuses too; and schemas have the keys that the program knows."""

from __future__ import annotations

import copy
import dataclasses
import json
import typing
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from evaluator_app.catalog import packs
from evaluator_app.catalog.library import read_template
from evaluator_app.domain import (
    applicability,
    approval,
    assessment,
    criteria,
    exact,
    mending,
    on_site,
    provenance,
    rating,
    rounds,
    scoring,
    teamwork,
    template,
    three_rates,
    thresholds,
)
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.codec import DocumentError, decode
from evaluator_app.domain.criteria import base
from evaluator_app.domain.document import from_document
from evaluator_app.domain.forms import definition, record
from evaluator_app.reporting import layout
from evaluator_app.services import delivering, recording, sample
from evaluator_app.services.recording import read_records
from evaluator_app.services.report_data import read_report_data
from evaluator_app.services.sample import Sample
from tests.docs.formats import SCHEMAS, example, example_text, mistakes, objects, parsed_toml

GONE = object()
SEEN = "8a1f6c3e-2d47-4b0a-9c55-1e6d0f7b2a93"
PHOTO = "c4d2e9b7-6a18-4f3c-8b21-5e9a7d0c1f46"

Place = tuple[str | int, ...]

DOCUMENTS: dict[str, list[tuple[Place, object]]] = {
    "assessment": [
        (("format",), "evaluator-records"),
        (("version",), 2),
        (("version",), "1"),
        (("version",), True),
        (("score",), "9"),
        (("mine",), GONE),
        (("mine",), []),
        (("mine", "name"), 7),
        (("findings", "resources.recovery", "answers", "", "calculations"), {"value": {"method": "washing"}}),
        (("findings", "resources.recovery", "answers", "", "calculations"), {"value": {"method": "washing", "rows": [{"unused": True}]}}),
        (("mine", "name"), "a\x00b"),
        (("mine", "name"), "长" * 20_001),
        (("mine", "facts", "has_topsoil"), 1),
        (("profile", "kind"), "first_party"),
        (("profile", "status"), "SIGNED"),
        (("profile", "visit_from"), "14.03.2026"),
        (("profile", "opened_at"), "2026-03-14T01:30:00"),
        (("profile", "is_practice"), "yes"),
        (("findings", "licence", "answers", "", "outcome"), "good"),
        (("findings", "licence", "answers", "", "verdict"), "met"),
        (("findings", "resources.recovery", "answers", "", "values", "value"), "much"),
        (("findings", "resources.recovery", "answers", "", "values", "value"), "1000000000000"),
        (("findings", "resources.recovery", "answers", "", "values", "value"), "0.1234567891"),
        (("observations", SEEN, "count"), 0),
        (("observations", SEEN, "count"), 1_000_001),
        (("observations", SEEN, "count"), "2"),
        (("observations", SEEN, "text"), GONE),
        (("evidence", PHOTO, "sha256"), "298185CD" + "0" * 56),
        (("evidence", PHOTO, "size"), -1),
        (("evidence", PHOTO, "targets"), SEEN),
    ],
    "records": [
        (("format",), "evaluator-assessment"),
        (("version",), 0),
        (("remarks",), []),
        (("findings", 0, "target"), GONE),
        (("findings", 0, "outcome"), "合格"),
        (("findings", 1, "values"), [96.5]),
        (("findings", 1, "calculations"), {"value": {"method": "by_guess", "rows": []}}),
        (("findings", 1, "calculations"), {"value": {"method": "washing", "rows": [{"quantities": {"mined": {"amount": "1"}}}]}}),
        (("observations", 0, "count"), 0),
        (("observations", 0, "place"), GONE),
        (("observations", 0, "photo"), "a.jpg"),
        (("observations", 0, "photos"), "a.jpg"),
        (("evidence", 0, "files"), GONE),
        (("visit_from",), 20260314),
        (("facts", "has_topsoil"), None),
    ],
    "sample-mine": [
        (("team",), GONE),
        (("team", 0, "leader"), True),
        (("visit_to",), None),
        (("mine", "facts"), ["open_pit"]),
    ],
    "report-data": [
        (("format",), "evaluator-assessment"),
        (("version",), 9),
        (("rating",), GONE),
        (("issued_on",), "20. März 2026"),
        (("assessment", "observations", SEEN, "count"), 0),
        (("template", "groups", 0, "indicators", 0, "criterion", "kind"), "per_occurrence"),
        (("template", "groups", 0, "indicators", 0, "criterion", "step"), GONE),
        (("template", "groups", 0, "indicators", 0, "points"), "4"),
        (("template", "rating", "pass_mark"), True),
        (("template", "rating", "rounding"), {"places": 10}),
        (("template", "approval"), {"state": "final"}),
        (("approval",), {"statement": {}, "signature": "AAAA"}),
        (("approval",), None),
    ],
    "approval": [
        (("format",), "green-mine-pack"),
        (("version",), 2),
        (("digest",), "ab"),
        (("state",), "draft"),
        (("by",), " "),
        (("on",), "2026"),
        (("number",), 0),
        (("note",), "x"),
    ],
    "pack": [
        (("format",), "green-mine-approval"),
        (("version",), 2),
        (("id",), "Example"),
        (("sequence",), 0),
        (("made_on",), GONE),
        (("files",), []),
        (("files", 0, "path"), "../a.toml"),
        (("files", 0, "kind"), "form"),
        (("files", 0, "size"), -1),
        (("files", 0, "sha256"), GONE),
        (("templates",), []),
        (("templates", 0, "digest"), "ab"),
        (("template",), "x"),
    ],
}
"""Mistakes by format: where, and what stands there instead."""

TOMLS: dict[str, list[tuple[str, str]]] = {
    "template": [
        ("green-mine-template/1", "green-mine-template/2"),
        ('id = "example/quarry"', 'id = "Example Quarry"'),
        ('edition = "1"', 'edition = "first edition"'),
        ('edition = "1"\n', ""),
        ('issuer = "示例机关"', 'issuer = " "'),
        ('notes = ["只用来说明文件格式。"]', 'notes = "只用来说明文件格式。"'),
        ('state = "draft"', 'state = "final"'),
        ("pass_mark = 8", 'pass_mark = "8"'),
        ("pass_mark = 8", "pass_mark = 0"),
        ("group_floor = 0.6", "group_floor = 60"),
        ("places = 2", "places = 2.5"),
        ("places = 2", "places = 10"),
        ('mode = "half_up"', 'mode = "up"'),
        ("panel_quorum = 2", "quorum = 2"),
        ('kind = "flag"', 'kind = "choice"'),
        ('kind = "flag"', 'kind = "yes_no"'),
        ('id = "has_topsoil"', 'id = "not"'),
        ('id = "has_topsoil"', 'id = "表土"'),
        ("has_floor = true", 'has_floor = "yes"'),
        ("points = 6", "points = -6"),
        ("step = 0.5", "step = 0"),
        ("step = 0.5", "steps = 0.5"),
        ("deduct_per_occurrence", "deduct_per_fault"),
        ('criterion = "expert_judgement"', 'criterion = "sum_of_parts"'),
        ('otherwise = "full_marks"\n', ""),
        ('otherwise = "full_marks"', 'otherwise = "zero"'),
        ("applies_when = { has_topsoil = true }", "applies_when = {}"),
        ("applies_when = { has_topsoil = true }", "applies_when = { any = [] }"),
        ('kind = "recheck_later", ', ""),
        ('confidence = "derived"', 'confidence = "certain"'),
        ('in = "site"\n', ""),
        ('kind = "flag"', 'kind = "flag"\nvalue = 1'),
        ('source = "rules"\n\n[sources', 'kinds = ["first_party"]\nsource = "rules"\n\n[sources'),
        ("[[prerequisites]]\n", '[[prerequisites]]\ngate = "mining"\n'),
        ("[[prerequisites]]\n", '[[prerequisites]]\nasks = "number"\n'),
        ("applies_when = { has_topsoil = true }", 'applies_when = { has_topsoil = { since = "2021" } }'),
        ("[[places]]\n", '[[deadlines]]\nid = "d"\ntitle = "期限"\nfrom = "has_topsoil"\nmonths = -1\n[[places]]\n'),
        ("[[places]]\n", '[[newer_documents]]\nid = "n"\n[[places]]\n'),
    ],
    "thresholds": [
        ("green-mine-thresholds/1", "green-mine-thresholds/0"),
        ("limit = 95", 'limit = "95"'),
        ("limit = 95", "limit = 95\nlow = 90\nhigh = 95"),
        ("high = 85\n", ""),
        ('table = "recovery"\nid = "open-pit"', 'id = "open-pit"'),
        ('confidence = "draft"', 'confidence = "read?"'),
        ('clause = "表 1"', 'page = "3"'),
        ("limit = 95", 'limit = 95\nlevel = "best"'),
        ('confidence = "derived"', 'confidence = "derived"\nin_force_from = "soon"'),
    ],
    "overlay": [
        ("green-mine-overlay/1", "green-mine-overlay/2"),
        ('id = "example/quarry-north"', 'id = "North"'),
        ('edition = "1"\n', ""),
        ('kind = "province"', 'kind = "country"'),
        ('over = ["example/quarry@1"]', 'over = "example/quarry@1"'),
        ('over = ["example/quarry@1"]', "over = []"),
        ('title = "示例评价指标（北省）"\n', ""),
        ('province = { id = "north", title = "北省" }', 'province = "north"'),
        ('notes = ["北省补充只用来说明文件格式。"]', 'notes = "说明"'),
        ("[[add.facts]]", "[[added.facts]]"),
        ("[[add.deadlines]]", "[[add.dates]]"),
        ("[[replace.indicators]]", "[[replace.points]]"),
        ('[[replace.indicators]]\nid = "site.order"', "[[replace.indicators]]"),
        ("in_force_from = 2026-01-01", "in_force_from = 2026"),
        ('confidence = "derived"', 'confidence = "sure"'),
    ],
}
"""Mistakes by format: what stands in the example, and what instead."""


def planted(name: str, place: Place, value: object) -> Any:
    data = copy.deepcopy(example(name))
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    if value is GONE:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return data


def read(name: str, data: Any, quarry: template.Template) -> None:
    """Read a document as the program does."""
    match name:
        case "assessment":
            from_document(data)
        case "records":
            read_records(data, quarry, from_document(example("assessment")))
        case "sample-mine":
            decode(Sample, data)
        case "report-data":
            read_report_data(json.dumps(data, ensure_ascii=False).encode())
        case "approval":
            approval.from_document(data)
        case "pack":
            read_pack_manifest(data)


def read_pack_manifest(data: Any) -> None:
    """Read a manifest of a pack, whose refusal is an error for people."""
    try:
        packs.read_manifest(canonical_bytes(data), "a.gmpack")
    except packs.PackRefusedError as error:
        raise error.__cause__ or error from error


def template_from(folder: Path, texts: dict[str, str]) -> template.Template | None:
    """Read the page's template with its thresholds, some of it exchanged."""
    for name, file in (("template", "example/quarry.toml"), ("thresholds", "thresholds/quarry.toml")):
        path = folder / file
        path.parent.mkdir(parents=True)
        path.write_text(texts.get(name, example_text(name)), "utf-8")
    if "overlay" not in texts:
        return read_template(folder / "example/quarry.toml").template
    rights = '\n[may_change]\nprovince = ["facts", "prerequisites", "indicators.evidence", "deadlines", "areas"]\n'
    (folder / "example/quarry.toml").write_text(example_text("template") + rights, "utf-8")
    (folder / "example/north.toml").write_text(texts["overlay"], "utf-8")
    return read_template(folder / "example/north.toml").template


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [(name, place, value) for name, listed in DOCUMENTS.items() for place, value in listed],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_what_is_refused_in_a_document_is_refused_by_its_schema(name: str, place: Place, value: object, tmp_path: Path) -> None:
    quarry = template_from(tmp_path, {})
    assert quarry is not None
    data = planted(name, place, value)
    with pytest.raises(DocumentError):
        read(name, data, quarry)
    assert mistakes(name, data)


@pytest.mark.parametrize(
    ("name", "written", "instead"), [(name, written, instead) for name, listed in TOMLS.items() for written, instead in listed]
)
def test_what_is_refused_in_a_template_is_refused_by_its_schema(name: str, written: str, instead: str, tmp_path: Path) -> None:
    text = example_text(name).replace(written, instead, 1)
    assert text != example_text(name)
    assert template_from(tmp_path, {name: text}) is None
    assert mistakes(name, parsed_toml(text))


MODULES: tuple[ModuleType, ...] = (
    applicability,
    assessment,
    criteria,
    base,
    definition,
    exact,
    on_site,
    provenance,
    rating,
    record,
    rounds,
    scoring,
    template,
    three_rates,
    thresholds,
    teamwork,
    mending,
    layout,
    packs,
    delivering,
    recording,
    sample,
)
CLASSES: dict[str, type] = {
    name: value for module in MODULES for name, value in vars(module).items() if isinstance(value, type) and dataclasses.is_dataclass(value)
}
NOT_FIELDS = {"format", "version", "kind"}


def described() -> list[tuple[str, str, Any]]:
    """Return what schemas say of classes of the program: format, class, schema."""
    found = [(name, schema.get("title", ""), schema) for name, whole in SCHEMAS.items() for _at, schema in objects(whole)]
    return [(name, title, schema) for name, title, schema in found if title in CLASSES]


def test_schemas_describe_all_the_classes_that_make_up_documents() -> None:
    titles = {title for _name, title, _schema in described()}
    assert {"Assessment", "Observation", "Records", "FormDefinition", "Outline", "ScoreCard", "Rating"} <= titles
    assert {"Template", "ReportData", "ReportLayout", "Sample"} <= titles
    assert {kind.__name__ for kind in criteria.CRITERIA} <= titles


@pytest.mark.parametrize(("name", "title", "schema"), described(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_schema_has_the_keys_of_the_class_it_describes(name: str, title: str, schema: Any) -> None:
    kind = CLASSES[title]
    fields = {field.name: field for field in dataclasses.fields(kind)}
    extra = NOT_FIELDS - set(fields)
    assert set(schema["properties"]) - extra == set(fields)
    required = {
        name for name, field in fields.items() if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    assert set(schema.get("required", ())) - extra == required
    for key, hint in typing.get_type_hints(kind).items():
        if key in fields and isinstance(hint, type) and issubclass(hint, Enum):
            assert schema["properties"][key]["enum"] == [member.value for member in hint]
