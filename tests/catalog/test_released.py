# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What was released never changes: the digest of every shipped template, the resolved ones included.

A line is added for a new template or edition, with the digest that `templates --json` prints, and never altered; another content
needs another edition.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluator_app.catalog.listing import Catalog
from evaluator_app.paths import scoring_templates

RELEASED = {
    (line["id"], line["edition"]): line["digest"]
    for line in json.loads((Path(__file__).parents[1] / "data" / "released.json").read_text("utf-8"))
}


@pytest.fixture(scope="module")
def digests() -> dict[tuple[str, str], str]:
    """Return the digests of what is shipped."""
    return {(entry.id, entry.edition): entry.digest for entry in Catalog([scoring_templates()]).entries()}


def test_every_shipped_template_is_on_the_list(digests: dict[tuple[str, str], str]) -> None:
    assert sorted(digests) == sorted(RELEASED)


@pytest.mark.parametrize(("template", "edition"), sorted(RELEASED))
def test_a_released_edition_keeps_its_content(digests: dict[tuple[str, str], str], template: str, edition: str) -> None:
    assert digests.get((template, edition)) == RELEASED[template, edition], "give the new content a new edition, and that one a line"
