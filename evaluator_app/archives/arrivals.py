# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What came in from colleagues as lines of JSON, one for each line of the journal that merged something; and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json
from evaluator_app.domain.merging.acts import SharedAct, act_data, read_act
from evaluator_app.domain.sentence import say


@dataclass(frozen=True, slots=True)
class ArrivedActs:
    """What one line of the journal merged."""

    line: int
    package: str
    """What is known of the package, as JSON."""
    acts: Sequence[SharedAct]


def arrival_bytes(found: Iterable[ArrivedActs]) -> bytes:
    """Return what came in as a file: canonical JSON, a line each, in the order of the journal."""
    ordered = sorted(found, key=lambda each: each.line)
    lines = ({"line": each.line, "package": each.package, "acts": [act_data(act) for act in each.acts]} for each in ordered)
    return b"".join(canonical_bytes(line) + b"\n" for line in lines)


def read_arrivals(data: bytes) -> Mapping[int, ArrivedActs]:
    """Read it from bytes that may be anything, by line of the journal; DocumentError for what is none. Names of acts are computed."""
    found: dict[int, ArrivedActs] = {}
    for position, text in enumerate(data.splitlines(), 1):
        one = _arrival(read_json(text), position)
        if one.line in found:
            raise _none(position)
        found[one.line] = one
    return found


def _arrival(data: Json, position: int) -> ArrivedActs:
    if not isinstance(data, dict) or set(data) != {"line", "package", "acts"}:
        raise _none(position)
    line, package, acts = data["line"], data["package"], data["acts"]
    if type(line) is not int or not isinstance(package, str) or not isinstance(acts, list):
        raise _none(position)
    return ArrivedActs(line, package, tuple(read_act(canonical_bytes(act)) for act in acts))


def _none(position: int) -> DocumentError:
    return DocumentError((DocumentProblem(f"[{position}]", say("doc.arrival", "This does not tell what a line of the journal merged")),))
