# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The overlay that the guide for stewards shows does what the guide says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from evaluator_app.catalog.library import read_templates
from evaluator_app.domain.deadlines import due_dates
from evaluator_app.domain.template import Template
from evaluator_app.paths import scoring_templates
from tests.docs.formats import ROOT

EXAMPLE = ROOT / "docs/examples/province-overlay.toml"


def made() -> tuple[Template, Template]:
    """Return the two templates that the example makes."""
    read = read_templates(EXAMPLE, [scoring_templates()])
    assert [problem.text() for one in read for problem in one.problems] == []
    general, magnesite = (one.template for one in read)
    assert general is not None
    assert magnesite is not None
    return general, magnesite


def test_the_overlay_makes_a_sound_template_over_each_that_it_names() -> None:
    general, magnesite = made()
    assert (general.id, magnesite.id) == ("example-north/green-mine-2024", "example-north/green-mine-2024-magnesite")
    assert (general.industry, magnesite.industry.id if magnesite.industry else "") == (None, "magnesite")


def test_what_the_guide_tells_to_change_together_is_changed_together() -> None:
    for template in made():
        assert template.rating.pass_mark == Decimal(85)
        assert (template.rating.pass_mark_source.number, template.rating.pass_mark_source.note) == ("北示发〔2026〕1号", "")
        assert not [note for note in template.notes if note.startswith("2024 版的达标分")]
        assert template.points == Decimal(102)
        assert {item.id for item in template.indicators()} >= {"north.open_day", "site.greening_coverage"}
        assert [ask.id for p in template.prerequisites if p.id == "north.water" for ask in p.asks] == ["number", "valid_until"]


def test_the_deadline_is_counted_from_its_date() -> None:
    (due,) = due_dates(made()[0], {"production_started_on": "2024-02-29"})
    assert due.due_on == date(2025, 2, 28)
