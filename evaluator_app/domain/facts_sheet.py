# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The sheet of facts found on site that the mine's representative confirms, objects to, or refuses to sign. No scores.

What was signed stays as it was then; this tells what of it has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from evaluator_app.domain.assessment import Assessment, Observation
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.forms.record import FormRecord, FormRow
from evaluator_app.domain.forms.signing import is_covered
from evaluator_app.domain.template import Indicator, Prerequisite, Template

FORM = "facts_sheet"
"""Id of the record form that keeps a sheet."""
CONFIRMS, OBJECTS, REFUSES = "confirms", "objects", "refuses"
"""Answers of the mine."""
SIGNATURE = "representative_signature"
WITNESS_SIGNATURE = "witness_signature"
SHORT_DIGEST = 12
"""Hex digits of a photo's digest that stand on the sheet, as in the report."""
_DIGEST = re.compile(r"\b[0-9a-f]{12}\b")
_ASKED = ("item", "place", "fact", "count")
_KEPT = ("observation", *_ASKED, "photos")
"""Columns that the digest goes over; what the mine says to a fact is not among them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it was answered, and how it stands to the ledger now."""

    record: FormRecord
    answer: str
    representative: str
    position: str
    signer: str
    """Who signed on the pad: the representative, or the witness of a refusal; empty for nobody."""
    signed_at: datetime | None
    facts_sha256: str
    """Digest of the facts listed, as it was printed."""
    is_whole: bool
    """Whether facts, words and signature still are what was signed."""
    objections: tuple[tuple[str, str], ...]
    """Fact and the mine's words to it, word for word; without a fact for words on the whole."""
    refusal: str
    """Why the mine would not sign, as noted."""
    witness: str
    changed: tuple[str, ...]
    """Facts that read otherwise now, as they stand on the sheet."""
    gone: tuple[str, ...]
    """Facts that are no longer in the ledger."""
    new: tuple[str, ...]
    """Facts recorded since."""
    pdf: str
    """Id of the evidence that is the printed sheet; empty where it was taken out."""

    @property
    def has_changed(self) -> bool:
        """Tell whether the ledger says something else now."""
        return bool(self.changed or self.gone or self.new)


def numbered_evidence(assessment: Assessment) -> dict[str, int]:
    """Return the number that each piece of evidence has on paper, by id."""
    ordered = sorted(assessment.evidence.values(), key=lambda item: (item.taken_at or "9", item.name, item.id))
    return {item.id: number for number, item in enumerate(ordered, start=1)}


def fact_rows(template: Template, assessment: Assessment) -> tuple[FormRow, ...]:
    """Return the facts found so far, place by place: every fault in the ledger, with its photos."""
    places = {place.title: number for number, place in enumerate(template.places)}
    items: tuple[Prerequisite | Indicator, ...] = (*template.prerequisites, *template.indicators())
    order = {item.id: number for number, item in enumerate(items)}
    titles = {item.id: f"{item.code} {item.title}" for item in items}
    numbers, pictures = numbered_evidence(assessment), _pictures(assessment)

    def key(seen: Observation) -> tuple[int, str, int, str]:
        return (places.get(seen.place, len(places)), seen.place, order.get(seen.target, len(order)), seen.id)

    found = sorted((seen for seen in assessment.observations.values() if seen.is_fault), key=key)
    return tuple(
        FormRow(
            {
                "item": titles.get(seen.target) or _former(assessment, seen.target),
                "place": seen.place,
                "fact": seen.text,
                "count": str(seen.count),
                "photos": "、".join(f"{numbers[name]} ({sha[:SHORT_DIGEST]})" for name, sha in pictures.get(seen.id, ())),
                "observation": seen.id,
            }
        )
        for seen in found
    )


def facts_sha256(assessment: Assessment, rows: Sequence[FormRow]) -> str:
    """Return the digest of the facts of a sheet: which assessment and mine, and every fact; not what the mine says to them."""
    facts = [{name: row.values.get(name, "") for name in _KEPT} for row in rows]
    return digest({"assessment": assessment.id, "mine": assessment.mine.name, "facts": facts})


def sheets(template: Template, assessment: Assessment) -> tuple[Sheet, ...]:
    """Return every sheet that was answered, the latest first."""
    answered = [record for record in assessment.form_records.values() if _is_answered(record)]
    answered.sort(key=lambda record: (record.filled_at.timestamp() if record.filled_at else 0.0, record.id), reverse=True)
    now = fact_rows(template, assessment) if answered else ()
    return tuple(_sheet(assessment, record, now) for record in answered)


def _is_answered(record: FormRecord) -> bool:
    return record.form.partition("@")[0] == FORM and bool(record.values.get("answer")) and bool(record.values.get("facts_sha256"))


def _sheet(assessment: Assessment, record: FormRecord, now: Sequence[FormRow]) -> Sheet:
    said = {name: str(value) for name, value in record.values.items()}
    rows = record.rows.get("facts", ())
    field = WITNESS_SIGNATURE if said["answer"] == REFUSES else SIGNATURE
    signature = record.signatures.get(field)
    is_sealed = signature is None or is_covered(assessment, record, field)
    changed, gone, new = _differences(rows, now)
    return Sheet(
        record=record,
        answer=said["answer"],
        representative=said.get("representative", ""),
        position=said.get("position", ""),
        signer=signature.name if signature else "",
        signed_at=signature.signed_at if signature else record.filled_at,
        facts_sha256=said["facts_sha256"],
        is_whole=is_sealed and facts_sha256(assessment, rows) == said["facts_sha256"],
        objections=tuple(_objections(said.get("objection", ""), rows)),
        refusal=said.get("refusal", ""),
        witness=said.get("witness", ""),
        changed=changed,
        gone=gone,
        new=new,
        pdf=said.get("sheet", "") if said.get("sheet", "") in assessment.evidence else "",
    )


def _objections(whole: str, rows: Sequence[FormRow]) -> Iterator[tuple[str, str]]:
    if whole.strip():
        yield "", whole
    for row in rows:
        words = str(row.values.get("objection", ""))
        if words.strip():
            yield _worded(row), words


def _differences(then: Sequence[FormRow], now: Sequence[FormRow]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return what reads otherwise, what is gone and what is new; numbers of photos may move, their digests count."""
    before = {str(row.values.get("observation", "")): row for row in then}
    after = {str(row.values.get("observation", "")): row for row in now}
    changed = tuple(_worded(row) for name, row in before.items() if name in after and _compared(row) != _compared(after[name]))
    gone = tuple(_worded(row) for name, row in before.items() if name not in after)
    return changed, gone, tuple(_worded(row) for name, row in after.items() if name not in before)


def _compared(row: FormRow) -> tuple[str, ...]:
    photos = sorted(_DIGEST.findall(str(row.values.get("photos", ""))))
    return (*(str(row.values.get(name, "")) for name in _ASKED), *photos)


def _worded(row: FormRow) -> str:
    return "　".join(str(row.values.get(name, "")) for name in ("item", "place", "fact") if row.values.get(name))


def _pictures(assessment: Assessment) -> Mapping[str, list[tuple[str, str]]]:
    """Return id and digest of the pictures of each observation, in the order of their numbers on paper."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in numbered_evidence(assessment):
        item = assessment.evidence[name]
        if item.media_type.startswith("image/"):
            for target in item.targets:
                found.setdefault(target, []).append((name, item.sha256))
    return found


def _former(assessment: Assessment, target: str) -> str:
    finding = assessment.findings.get(target)
    return (finding.former_title if finding else "") or target
