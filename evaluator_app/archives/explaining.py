# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What people find in an archive without this program: a text and a page that explain every file, lists of items and evidence.

Both languages stand in each, Chinese first. The page runs nothing and refers to nothing outside of the archive.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from evaluator_app.archives import manifest as names
from evaluator_app.archives.manifest import FileKind
from evaluator_app.archives.writing import Part
from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition, FormField
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.pairing_photos import as_evidence
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.sentence import Translate
from evaluator_app.domain.template import Template
from evaluator_app.domain.terms import term
from evaluator_app.i18n import CHINESE, ENGLISH, N_, translator

LANGUAGES = (CHINESE, ENGLISH)
_MARK = "\ufeff"
"""Tells programs on Windows that a text is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Explained:
    """What the texts of an archive are made of."""

    assessment: Assessment
    template: Template
    card: ScoreCard
    rating: Rating
    program: str
    archived_on: str
    """Day, ISO 8601."""
    parts: Sequence[Part]
    """What goes in beside these texts."""


def readme(told: Explained) -> bytes:
    """Return the text that explains the archive, in Chinese, then in English."""
    blocks = ["\r\n".join(_readme_lines(told, translator(language))) for language in LANGUAGES]
    rule = "\r\n\r\n" + "=" * 72 + "\r\n\r\n"
    return (_MARK + rule.join(blocks) + "\r\n").encode()


def index(told: Explained) -> bytes:
    """Return the page that leads to every file."""
    both = [translator(language) for language in LANGUAGES]
    rows = [_row(f'<a href="{part.path}">{part.path}</a>', *(_about(part, say) for say in both)) for part in told.parts if _is_single(part)]
    lists = [f"<p>{escape(say(_LEAD))}</p>" for say in both]
    shown = [_evidence_row(told, evidence, path) for evidence, path in evidence_paths(told.assessment)]
    head = [_both(title) for title in _EVIDENCE_HEAD if title != _FILE_COLUMN]
    title = _both(_TITLE)
    body = "\n".join(
        (
            f"<h1>{escape(title)}</h1>",
            *(f"<p>{'<br>'.join(escape(line) for line in _facts(told, say))}</p>" for say in both),
            *lists,
            f"<table>{''.join(rows)}</table>",
            f"<table><tr>{''.join(f'<th>{escape(each)}</th>' for each in head)}</tr>{''.join(shown)}</table>",
        )
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:"
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{escape(told.assessment.mine.name)}</title><style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
    return page.encode()


def evidence_list(assessment: Assessment, template: Template) -> bytes:
    """Return the list of evidence as CSV: name, file, digest, place, time, what it supports."""
    head = [_both(title) for title in (*_EVIDENCE_HEAD, *_EVIDENCE_MORE)]
    rows = (
        [*_evidence_cells(assessment, template, evidence, path), *_more_cells(evidence)] for evidence, path in evidence_paths(assessment)
    )
    return _csv(head, rows)


def item_list(card: ScoreCard) -> bytes:
    """Return the score of every item as CSV."""
    say = translator(CHINESE)
    head = [_both(title) for title in _ITEM_HEAD]
    prerequisites = ([each.code, each.title, "", "", "", term(each.outcome).text(say), each.reason] for each in card.prerequisites)
    items = (
        [
            each.code,
            each.title,
            decimal_text(each.max_score),
            decimal_text(each.award.awarded),
            decimal_text(each.award.open),
            term(each.award.state).text(say),
            "；".join(
                dict.fromkeys((*(d.reason.text(say) for d in each.award.deductions), *(reason.text(say) for reason in each.award.reasons)))
            ),
        ]
        for each in card.items()
    )
    return _csv(head, [*prerequisites, *items])


def form_text(definition: FormDefinition, record: FormRecord) -> bytes:
    """Return a record form as it was filled in, as a text."""
    lines = [definition.title, ""]
    for field in definition.fields:
        if field.kind is FieldKind.TABLE or field.id in record.rows:
            lines.append(f"{field.title}:")
            lines += [
                "\t" + "\t".join(f"{_title(field, name)}: {_value(value)}" for name, value in row.values.items())
                for row in record.rows.get(field.id, ())
            ]
        elif (signature := record.signatures.get(field.id)) is not None:
            at = signature.signed_at.isoformat() if signature.signed_at else ""
            lines.append(f"{field.title}: {signature.name} {at}".rstrip())
        else:
            lines.append(f"{field.title}: {_chosen(field, record.values.get(field.id, ''))} {field.unit}".rstrip())
    return (_MARK + "\r\n".join(lines) + "\r\n").encode()


def evidence_paths(assessment: Assessment) -> Iterator[tuple[Evidence, str]]:
    """Yield the evidence, in the order it was added, with where its original lies in the archive: once for each content."""
    paths: dict[str, str] = {}
    everything = assessment.evidence.values()
    for evidence in sorted(everything, key=lambda each: (each.added_at.timestamp() if each.added_at else 0.0, each.id)):
        yield evidence, paths.setdefault(evidence.sha256, f"evidence/{evidence.sha256}.{_ending(evidence)}")


def paths_of_then(assessment: Assessment) -> Iterator[tuple[Evidence, str]]:
    """Yield the photos of the round before with where each lies; they go along where they are at hand, once for each content."""
    kept = {evidence.sha256 for evidence in assessment.evidence.values()}
    for _key, photo in sorted(assessment.earlier_photos.items()):
        if photo.sha256 not in kept:
            evidence = as_evidence(photo)
            yield evidence, f"evidence/{photo.sha256}.{_ending(evidence)}"
        kept.add(photo.sha256)


_KNOWN_ENDINGS = {
    *("jpg", "jpeg", "png", "heic", "heif", "tif", "tiff", "webp", "bmp", "gif"),
    *("mp4", "mov", "m4v", "avi", "3gp", "pdf", "txt", "csv", "xlsx", "docx", "kml", "gpx"),
}


def _ending(evidence: Evidence) -> str:
    ending = evidence.name.rpartition(".")[2].lower()
    return ending if ending in _KNOWN_ENDINGS else "bin"


_TITLE = N_("Archive of a green mine assessment")
_LEAD = N_("Every file can be read without the program that wrote it. Photos and documents lie in the folder evidence under their digest.")
_ABOUT = {
    names.README: N_("This text."),
    names.INDEX: N_("A page for a web browser that leads to every file."),
    names.SUMS: N_("SHA-256 of every file; sha256sum -c SHA256SUMS.txt checks them all."),
    names.MANIFEST: N_("What the archive holds: every file with its size and SHA-256, the program and the time."),
    names.ITEMS: N_("Points and reasons of every item, for a spreadsheet."),
    names.EVIDENCE_LIST: N_("Name, digest, place and time of every piece of evidence, for a spreadsheet."),
}
_ABOUT_KIND = {
    FileKind.ASSESSMENT: N_("All that was found, as data (JSON)."),
    FileKind.ORIGIN: N_("The assessment as it was begun (JSON)."),
    FileKind.JOURNAL: N_("Every act from the beginning on: who, when, old and new values; a line of JSON each."),
    FileKind.ARRIVALS: N_("What came in from colleagues, by the line of the journal that merged it (JSON)."),
    FileKind.SCORE: N_("Score and verdict as they were computed (JSON)."),
    FileKind.TEMPLATE: N_("The scoring template, exact (canonical JSON; its SHA-256 is the digest of the template): {name}"),
    FileKind.TEMPLATE_TEXT: N_("The scoring template, to be read (TOML): {name}"),
    FileKind.FORM: N_("A record form as it was filled in: {name}"),
    FileKind.APPROVAL: N_("A signed statement of an authority on the template (CMS): {name}"),
    FileKind.REPORT: N_("The report (PDF), with its signatures and data inside: {name}"),
    FileKind.FORMER_REPORT: N_("The report of a revision before (PDF), whose place was taken: {name}"),
    FileKind.EVIDENCE: N_("Evidence: {name}"),
    FileKind.READING: N_("To be read."),
}
_FILE_COLUMN = N_("File in the archive")
_EVIDENCE_HEAD = (N_("Name as given"), _FILE_COLUMN, "SHA-256", N_("Place"), N_("Taken at"), N_("Supports"))
_EVIDENCE_MORE = (N_("Caption"), N_("Bytes"), N_("Latitude"), N_("Longitude"), N_("Device"), N_("Added by"))
_ITEM_HEAD = (N_("Number of the item"), N_("Item"), N_("Most points"), N_("Points given"), N_("Points open"), N_("State"), N_("Reasons"))
_STYLE = (
    "body{font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif;margin:2em;line-height:1.5}"
    "table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}th{background:#eee}td:first-child{min-width:11em}"
)


def _readme_lines(told: Explained, say: Translate) -> Iterator[str]:
    yield say(_TITLE)
    yield ""
    yield from _facts(told, say)
    yield ""
    yield say(N_("What is in it"))
    for path in (names.README, names.INDEX):
        yield f"  {path}: {say(_ABOUT[path])}"
    for part in told.parts:
        if _is_single(part):
            yield f"  {part.path}: {_about(part, say)}"
    yield "  evidence/: " + say(
        N_("Photos, videos and documents as they were given, {count} files; evidence.csv and index.html name them.")
    ).format(count=sum(part.kind is FileKind.EVIDENCE for part in told.parts))
    for path in (names.SUMS, names.MANIFEST):
        yield f"  {path}: {say(_ABOUT[path])}"
    yield ""
    yield say(N_("How to read it"))
    yield "  " + say(_LEAD)
    yield "  " + say(N_("To work with it again: the command open-archive of the program, or “Open an archive” in its list of assessments."))
    yield "  " + say(N_("The formats are described in docs/formats.md of the program; all texts are UTF-8."))
    yield "  " + say(N_("How to check a file: its SHA-256 must be the one in SHA256SUMS.txt (Windows: certutil -hashfile FILE SHA256)."))


def _facts(told: Explained, say: Translate) -> Iterator[str]:
    profile = told.assessment.profile
    yield say(N_("Mine: {name}")).format(name=told.assessment.mine.name)
    yield say(N_("Firm: {name}")).format(name=profile.organization or "–")
    if profile.is_practice:
        yield say(N_("This is a practice assessment; it says nothing of a mine."))
    yield say(N_("Stage: {stage}")).format(stage=term(profile.status).text(say))
    yield say(N_("Scoring template: {title}, {edition} ({id})")).format(
        title=told.template.title, edition=told.template.edition, id=told.template.id
    )
    yield say(N_("Verdict: {verdict}; points that are certain: {points}")).format(
        verdict=term(told.rating.verdict).text(say), points=decimal_text(told.rating.total.secured)
    )
    if profile.revision is not None:
        yield say(N_("Revision {number}, takes the place of {replaces}: {reason}")).format(
            number=profile.revision.number, replaces=profile.revision.replaces, reason=profile.revision.reason
        )
    for digest in _not_inside(told):
        yield say(N_("The report whose place is taken is not in this archive; its SHA-256: {digest}")).format(digest=digest)
    yield say(N_("Assessment {id}, archived on {day} by version {program} of the program")).format(
        id=told.assessment.id, day=told.archived_on, program=told.program
    )


def _not_inside(told: Explained) -> Iterator[str]:
    """Give the digest of the report of the revision before, where it is known and the report is not there."""
    revision = told.assessment.profile.revision
    inside = {part.sha256 for part in told.parts if part.kind is FileKind.FORMER_REPORT}
    if revision is not None and revision.replaced_report_sha256 and revision.replaced_report_sha256 not in inside:
        yield revision.replaced_report_sha256


def _is_single(part: Part) -> bool:
    """Tell whether a part is told of by itself; evidence is told of in lists."""
    return part.kind is not FileKind.EVIDENCE


def _about(part: Part, say: Translate) -> str:
    return say(_ABOUT.get(part.path) or _ABOUT_KIND[part.kind]).format(name=part.name)


def _both(title: str) -> str:
    return " / ".join(dict.fromkeys(translator(language)(title) for language in LANGUAGES))


def _row(first: str, *texts: str) -> str:
    return f"<tr><td>{first}</td>{''.join(f'<td>{escape(text)}</td>' for text in texts)}</tr>"


def _evidence_row(told: Explained, evidence: Evidence, path: str) -> str:
    name, _path, sha256, place, taken_at, supports = _evidence_cells(told.assessment, told.template, evidence, path)
    return _row(f'<a href="{path}">{escape(name)}</a>', sha256, place, taken_at.replace("T", " "), supports)


def _evidence_cells(assessment: Assessment, template: Template, evidence: Evidence, path: str) -> list[str]:
    titles = []
    for target in evidence.targets:
        seen = assessment.observations.get(target)
        titles.append(f"{template.title_of(seen.target)}: {seen.text}" if seen else template.title_of(target))
    return [evidence.name, path, evidence.sha256, evidence.place, evidence.taken_at, "；".join(titles)]


def _more_cells(evidence: Evidence) -> list[str]:
    numbers = (decimal_text(each) if each is not None else "" for each in (evidence.latitude, evidence.longitude))
    return [evidence.caption, str(evidence.size), *numbers, evidence.device, evidence.added_by]


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) and not _is_number(cell) else cell for cell in row])
    return (_MARK + out.getvalue()).encode()


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdecimal()


def _title(field: FormField, name: str) -> str:
    return next((column.title for column in field.columns if column.id == name), name)


def _value(value: str | bool) -> str:
    return {True: "✓", False: "✗"}[value] if isinstance(value, bool) else value


def _chosen(field: FormField, value: str | bool) -> str:
    return next((option.title for option in field.options if option.id == value), _value(value))
