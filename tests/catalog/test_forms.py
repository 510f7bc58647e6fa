# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Forms from files: the shipped ones, a firm's own over them, every mistake with its line, hostile files."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from evaluator_app.catalog.forms import FormCatalog, read_form
from evaluator_app.catalog.problems import MOST_PROBLEMS
from evaluator_app.domain.codec import require_readable
from evaluator_app.domain.forms.definition import FormScope, Stage
from evaluator_app.domain.provenance import Confidence
from evaluator_app.paths import record_forms

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (
    *("closing_minutes", "commitment", "document_review", "facts_sheet", "independence", "interview", "measurement", "opening_minutes"),
    *("panel_opinion", "penalty", "permit", "rectification_notice", "sign_in", "site_observation", "team_sheet"),
)
GOOD = (ROOT / "docs/examples/firm-form.toml").read_text("utf-8")


def problems(text: str, folder: Path) -> list[tuple[int, str, str]]:
    path = folder / "form.toml"
    path.write_text(text, "utf-8")
    read = read_form(path)
    assert (read.definition is None) == bool(read.problems)
    return [(problem.line, problem.code, problem.path) for problem in read.problems]


def test_the_forms_that_come_with_the_program_are_sound_and_say_where_they_come_from() -> None:
    forms = FormCatalog((record_forms(),)).forms()
    assert tuple(sorted(forms)) == SHIPPED
    for name, form in forms.items():
        require_readable(form)
        assert (name, form.firm) == (form.id, "")
        assert form.provenance.document
        assert form.provenance.confidence in (Confidence.DERIVED, Confidence.NOT_FOUND)
        assert any("自拟" in note for note in form.notes), name
    assert "没有查到" in forms["commitment"].notes[0]


def test_every_stage_but_the_report_has_a_form_and_members_sign_for_themselves() -> None:
    forms = FormCatalog((record_forms(),)).forms().values()
    assert {form.stage for form in forms} == set(Stage) - {Stage.REPORT}
    assert [form.id for form in forms if form.scope is FormScope.PERSON] == ["independence"]


def test_forms_and_templates_are_packed_where_the_program_looks_for_them() -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert packed == {name: f"evaluator_app/_data/{name}" for name in ("resources", "scoring_templates", "forms")}
    assert record_forms() == ROOT / "forms"


def test_a_firms_form_takes_the_place_of_the_shipped_one_and_a_faulty_one_of_none(tmp_path: Path) -> None:
    own = (record_forms() / "permit.toml").read_text("utf-8").replace('edition = "1"', 'edition = "1-firm"\nfirm = "示例评估机构"')
    (tmp_path / "permit.toml").write_text(own, "utf-8")
    (tmp_path / "dust.toml").write_text(GOOD, "utf-8")
    (tmp_path / "penalty.toml").write_text('format = "green-mine-form/1"', "utf-8")
    (tmp_path / "notes.txt").write_text("no form", "utf-8")
    catalog = FormCatalog((tmp_path, record_forms()))
    forms = catalog.forms()
    assert (forms["permit"].key, forms["penalty"].key, forms["dust_inspection"].firm) == ("permit@1-firm", "penalty@1", "示例评估机构")
    assert [entry.path.name for entry in catalog.entries() if entry.definition is None] == ["penalty.toml"]
    (tmp_path / "permit.toml").unlink()
    assert catalog.forms()["permit"].key == "permit@1-firm"
    catalog.reload()
    assert catalog.forms()["permit"].key == "permit@1"


def test_a_workspace_without_forms_has_the_shipped_ones(tmp_path: Path) -> None:
    assert len(FormCatalog((tmp_path / "forms", record_forms())).forms()) == len(SHIPPED)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ('id = "dust_inspection"', 'id = "Dust"', (6, "TPL-901", "id")),
        ('edition = "1"', 'edition = "1 a"', (7, "TPL-901", "edition")),
        ('stage = "site"', 'stage = "sight"', (9, "TPL-108", "stage")),
        ('scope = "item"\n', "", (0, "TPL-103", "scope")),
        ('kind = "place"', 'kind = "spot"', (23, "TPL-108", "fields.place.kind")),
        ('id = "checker"', 'id = "place"', (34, "TPL-109", "fields.place.id")),
        ('kind = "person"', 'kind = "person"\nlength = 3', (37, "TPL-101", "fields.checker.length")),
        ('fills_from = "today"', 'fills_from = "tomorrow"', (31, "TPL-904", "fields.checked_on.fills_from")),
        ('fills_from = "today"', 'fills_from = "person.name"', (31, "TPL-904", "fields.checked_on.fills_from")),
        ('kind = "flag"', 'kind = "readings"', (56, "TPL-903", "fields.devices.columns.works.kind")),
        ('kind = "choice"', 'kind = "text"', (44, "TPL-903", "fields.running.options")),
        ('kind = "table"', 'kind = "text"', (54, "TPL-903", "fields.devices.columns")),
        ('  { id = "stands", title = "停用" },', '  { id = "runs", title = "停用" },', (46, "TPL-109", "fields.running.options.runs.id")),
        ('source = "own"', 'source = "nowhere"', (13, "TPL-207", "source")),
    ],
)
def test_a_mistake_is_named_with_its_line(before: str, after: str, found: tuple[int, str, str], tmp_path: Path) -> None:
    assert before in GOOD
    assert found in problems(GOOD.replace(before, after, 1), tmp_path)


CHECK = """
[[checks]]
kind = "validity"
fields = { until = "checked_on" }
source = "own"
"""


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('"validity"', '"oracle"', "TPL-906"),
        ('"validity"', '""', "TPL-104"),
        ('until = "checked_on"', 'name = "place"', "TPL-103"),
        ('until = "checked_on"', 'until = "soon"', "TPL-907"),
        ('until = "checked_on"', 'until = "place"', "TPL-907"),
        ('until = "checked_on"', 'until = "checked_on", end = "place"', "TPL-101"),
        ('source = "own"', 'source = "own"\nsettings = { years = 3 }', "TPL-101"),
        ('kind = "validity"\nfields = { until = "checked_on" }', 'kind = "measurement"\nfields = { direction = "running" }', "TPL-907"),
        ('kind = "validity"\nfields = { until = "checked_on" }', 'kind = "window"\nsettings = { years = 0, mended = "runs" }', "TPL-908"),
        ('kind = "validity"\nfields = { until = "checked_on" }', 'kind = "window"\nsettings = { years = 2.5 }', "TPL-908"),
    ],
)
def test_a_check_needs_fields_of_the_right_kind(before: str, after: str, code: str, tmp_path: Path) -> None:
    assert problems(GOOD + CHECK, tmp_path) == []
    assert before in CHECK
    assert code in [found for _line, found, _path in problems(GOOD + CHECK.replace(before, after, 1), tmp_path)]


def test_a_statement_has_only_names_that_are_known(tmp_path: Path) -> None:
    assert problems('statement = "{mine}{person}"\n' + GOOD, tmp_path) == []
    assert problems('statement = "{mine.__class__}"\n' + GOOD, tmp_path) == [(1, "TPL-905", "statement")]


def test_hostile_files_are_refused_and_nothing_else_happens(tmp_path: Path) -> None:
    many = "\n".join(f'[[fields]]\nid = "f{number}"\ntitle = "栏"\nkind = "text"' for number in range(201))
    head = GOOD[: GOOD.index("[[fields]]")]
    assert "TPL-902" in [code for _line, code, _path in problems(head + many, tmp_path)]
    wrong = head + "\n".join("[[fields]]\nx = 1" for _ in range(300))
    assert len(problems(wrong, tmp_path)) == MOST_PROBLEMS
    assert problems("x = 1" + " " * 1_000_001, tmp_path) == [(0, "TPL-001", "")]
    assert problems("a = " + "[" * 60 + "]" * 60, tmp_path)[0][1] == "TPL-004"
    assert problems("title = ", tmp_path)[0][1] == "TPL-003"
    assert problems('format = "green-mine-form/2"\n', tmp_path)[0][1] == "TPL-005"
    assert read_form(tmp_path / "gone.toml").problems[0].code == "TPL-001"
