# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on what the assessment rests on: scoring template, documents with their numbers, limits, and how it was done."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.reporting.document import Block, Cell, Column, Heading, KeyValues, Paragraph, Row, Table, Tone, reference
from evaluator_app.reporting.rich_text import composed
from evaluator_app.reporting.source import ReportSource


def basis(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter."""
    _ = source.translate
    return (
        Heading(1, _("Basis and method"), anchor="basis"),
        Heading(2, _("Scoring template")),
        KeyValues(_template(source)),
        Heading(2, _("Documents used")),
        *_documents(source),
        Heading(2, _("How it was assessed"), anchor="method"),
        *(Paragraph(line) for line in _method(source)),
    )


def _template(source: ReportSource) -> tuple[tuple[str, str], ...]:
    _ = source.translate
    template = source.template
    return (
        (_("Scoring template"), template.title),
        (_("Issued by"), template.issuer),
        (_("Edition"), f"{template.edition}（{source.term(source.template_state)}）"),
        (_("Digest of the template"), source.assessment.profile.template.digest),
        *_endorsement(source),
        (_("Source"), f"{template.provenance.document} {template.provenance.clause}".strip()),
    )


def _documents(source: ReportSource) -> Iterator[Block]:
    _ = source.translate
    found = used_documents(source)
    if not found:
        yield Paragraph(_("The template names no document."))
        return
    rows = []
    for number, (document, trust) in enumerate(found, start=1):
        cell = source.term(trust) if trust is Confidence.READ else Cell(source.term(trust), Tone.WARN)
        rows.append(Row((str(number), document.document, document.number or "–", _days(source, document), cell)))
    columns = (
        Column(_("No."), 0.8),
        Column(_("Document"), 4.6),
        Column(_("Document number"), 2.4),
        Column(_("In force"), 1.9),
        Column(_("How it is known"), 2.2),
    )
    yield Table(columns, tuple(rows), caption=_("Documents that the rules of this assessment rest on"), anchor="documents-used")
    yield Paragraph(composed(_("The limits on file with their clauses stand in {annex}."), annex=reference("sources")))


def used_documents(source: ReportSource) -> tuple[tuple[Provenance, Confidence], ...]:
    """Return each document that a rule of the template rests on, in the order met, with the least sure way in which it is known."""
    found: dict[tuple[str, str], Provenance] = {}
    trust: dict[tuple[str, str], Confidence] = {}
    order = list(Confidence)
    for each in _provenances(source):
        name = (each.document, each.number)
        if each.document:
            found.setdefault(name, each)
            trust[name] = max(trust.get(name, each.confidence), each.confidence, key=order.index)
    return tuple((found[name], trust[name]) for name in found)


def _provenances(source: ReportSource) -> Iterator[Provenance]:
    template = source.template
    yield template.provenance
    yield from (item.provenance for item in template.prerequisites)
    yield from (item.provenance for item in template.indicators())
    rules = template.rating
    yield from (rules.pass_mark_source, rules.group_floor_source, rules.constraint_source)
    for table in template.tables_by_id(source.assessment.day).values():
        yield from (row.provenance for row in table.rows)
    yield from (deadline.provenance for deadline in template.deadlines)


def _days(source: ReportSource, document: Provenance) -> str:
    _ = source.translate
    first, last = document.in_force_from, document.in_force_until
    if first and last:
        return _("{first} to {last}").format(first=source.day(first), last=source.day(last))
    if first:
        return _("from {first}").format(first=source.day(first))
    return _("until {last}").format(last=source.day(last)) if last else "–"


def _method(source: ReportSource) -> list[str]:
    """Return the firm's own words on its method, or ours."""
    _ = source.translate
    if source.layout.method:
        return [line.strip() for line in source.own_words(source.layout.method).splitlines() if line.strip()]
    return [
        _(
            "Prerequisites were checked first. Every item was then judged against its written criterion; points are lost only "
            "by recorded observations, values or verdicts, each with place, words and clause. Scores are computed from these "
            "records and can be recomputed from the data attached to this file."
        )
    ]


def _endorsement(source: ReportSource) -> tuple[tuple[str, str], ...]:
    """Return who stated what of the template, when, and by which certificate."""
    _ = source.translate
    endorsement = source.endorsement
    if endorsement is None:
        return ()
    statement = endorsement.statement
    said = _("{state}: {authority}, {day}").format(state=source.term(statement.state), authority=statement.by, day=source.day(statement.on))
    if not endorsement.is_sound:
        said = _("The attached statement does not hold, so it counts for nothing: {statement}").format(statement=said)
    elif endorsement.is_practice:
        said = _("{statement} (practice certificate, which approves nothing)").format(statement=said)
    holder = f"{endorsement.organization} {endorsement.signer}".strip()
    rows = [
        (_("Statement on the template"), said),
        (_("Notes of the authority"), statement.notes),
        (_("Certificate of the authority"), _("{holder}, issued by {issuer}").format(holder=holder, issuer=endorsement.issuer)),
        (_("Fingerprint of the certificate"), endorsement.fingerprint),
    ]
    return tuple((name, value) for name, value in rows if value)
