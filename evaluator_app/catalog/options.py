# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What can be chosen, as it is written with a fact of a template and with a field of a form."""

from __future__ import annotations

from evaluator_app.catalog.criteria import twice
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.sentence import Sentence


def read_options(section: Section, *, is_choice: bool | None, code: str, otherwise: Sentence) -> tuple[tuple[str, str], ...]:
    """Return id and title of each option; the sentence is said where a choice has none, or where what is no choice has some."""
    options, seen = [], set[str]()
    for inner in section.sections("options"):
        name, title = inner.identifier(), inner.text("title")
        if name and name in seen:
            twice(inner, name)
        seen.add(name)
        inner.close()
        options.append((name, title))
    if is_choice is not None and is_choice != bool(section.raw("options")):
        section.problem(code, otherwise, key="options" if "options" in section else "kind")
    return tuple(options)
