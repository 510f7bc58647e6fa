# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What can be found in all assessments of a workspace: mines, and what was written in each. Read beside the window, then kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.errors import UserFacingError
from evaluator_app.services.finding_here import titles_of
from evaluator_app.services.searching import Entry, EntryKind, Finder, compact
from evaluator_app.store.written import Written, read_template, read_written

_KINDS = {"observation": EntryKind.OBSERVATION, "finding": EntryKind.REMARK, "evidence": EntryKind.EVIDENCE}


@dataclass(frozen=True, slots=True)
class Everywhere:
    """What was read, and from which line of each assessment's journal."""

    finder: Finder
    lines: Mapping[str, int]
    titles: Mapping[str, Mapping[str, str]]
    """Code and title of each item, by digest of the template."""


def look_everywhere(root: Path, known: Everywhere | None = None) -> Everywhere:
    """Read what has changed since the last time; the same object where nothing has."""
    written = read_written(root, known.lines if known else {})
    lines = {one.id: one.last_line for one in written}
    if known and list(lines.items()) == list(known.lines.items()):
        return known
    kept: dict[str, list[Entry]] = {}
    for entry in known.finder.entries if known else ():
        kept.setdefault(entry.assessment, []).append(entry)
    titles = dict(known.titles) if known else {}
    entries: list[Entry] = []
    for one in written:
        if one.rows is None:
            entries += kept[one.id]
            continue
        if one.template_sha256 not in titles:
            titles[one.template_sha256] = _titles(root, one.template_sha256)
        entries += _entries(one, titles[one.template_sha256])
    return Everywhere(Finder(entries), lines, titles)


def _titles(root: Path, digest: str) -> Mapping[str, str]:
    try:
        template = read_template(root, digest)
    except UserFacingError:  # its assessments are still found by their own words
        return {}
    return titles_of(template)


def _entries(one: Written, titles: Mapping[str, str]) -> Iterator[Entry]:
    records = [(kind, json.loads(body)) for kind, body in one.rows or ()]
    owners = {record["id"]: record.get("target", "") for kind, record in records if kind == "observation"}
    for kind, record in records:
        if kind == "mine":
            detail = "　".join(part for part in (record.get("operator", ""), record.get("region", "")) if part)
            yield Entry(EntryKind.ASSESSMENT, one.id, one.mine, detail=detail, also=one.template_id, assessment=one.id)
            continue
        words, target = _words(kind, record, owners)
        if words:
            title = titles.get(target, "")
            detail = "　".join(part for part in (one.mine, title, record.get("place", "")) if part)
            also = compact(title.partition(" ")[0]).lower()
            yield Entry(_KINDS[kind], target, words, detail=detail, also=also, assessment=one.id, record=record.get("id", ""))


def _words(kind: str, record: dict[str, str], owners: Mapping[str, str]) -> tuple[str, str]:
    """Return what was written, and the item it was written for."""
    if kind == "observation":
        return record.get("text", ""), record.get("target", "")
    if kind == "finding":
        return record.get("remark", ""), record.get("target", "")
    target = next(iter(record.get("targets", ())), "")
    return record.get("caption", "") or record.get("name", ""), owners.get(target, target)
