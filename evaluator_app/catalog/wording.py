# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Rules of wording from a file: those that come with the program, and a firm's own over them by id.

Format green-mine-wording/1 (docs/formats.md). History: 1 (2026-11) first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evaluator_app.catalog.criteria import twice
from evaluator_app.catalog.files import read_whole
from evaluator_app.catalog.problems import CatalogProblem
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.sentence import say
from evaluator_app.domain.wording import Needed, Wording, WordingRule

FORMAT = "green-mine-wording/1"
FILE_NAME = "wording.toml"
"""Name of a firm's own file in the workspace."""


@dataclass(frozen=True, slots=True)
class WordingFile:
    """What a file came to."""

    wording: Wording | None
    """None where something in it is wrong."""
    problems: tuple[CatalogProblem, ...]


def read_wording(path: Path) -> WordingFile:
    """Read and check one file; every mistake is a problem with its line."""
    return WordingFile(*read_whole(path, FORMAT, _wording))


def wording_of(shipped: Path, workspace: Path) -> tuple[Wording, tuple[CatalogProblem, ...]]:
    """Return the rules in use in a workspace, and what is wrong with the firm's own file; a wrong file changes nothing."""
    base = read_wording(shipped).wording or Wording()
    own = workspace / FILE_NAME
    if not own.is_file():
        return base, ()
    read = read_wording(own)
    return (base if read.wording is None else _over(base, read.wording)), read.problems


def _over(base: Wording, own: Wording) -> Wording:
    rules = {rule.id: rule for rule in (*base.rules, *own.rules)}
    return Wording(
        tuple(rules.values()),
        tuple(dict.fromkeys((*base.measures, *own.measures))),
        tuple(dict.fromkeys((*base.against, *own.against))),
        tuple(dict.fromkeys((*base.where, *own.where))),
        tuple(dict.fromkeys((*base.checked, *own.checked))),
        own.frame or base.frame,
    )


def _wording(root: Section) -> Wording:
    frame = root.text("frame", is_required=False)
    rules, seen = [], set[str]()
    for section in root.sections("rules"):
        rule = _rule(section)
        if rule.id and rule.id in seen:
            twice(section, rule.id)
        seen.add(rule.id)
        rules.append(rule)
    signs = root.section("signs")
    measures, against, where, checked = (signs.texts(name) if signs else () for name in ("measures", "against", "where", "checked"))
    if signs:
        signs.close()
    root.close()
    return Wording(tuple(rules), measures, against, where, checked, frame)


def _rule(section: Section) -> WordingRule:
    name, title, words = section.identifier(), section.text("title"), section.texts("words")
    needs = section.references("needs", [needed.value for needed in Needed], "TPL-205", say("wording.need", "thing that words need"))
    confidence = section.choice("confidence", Confidence) or Confidence.NOT_FOUND
    document, note = section.text("document", is_required=False), section.text("note", is_required=False)
    section.close()
    source = Provenance(document=document, confidence=confidence, note=note)
    return WordingRule(name, title, words, tuple(Needed(written) for written in needs), source)
