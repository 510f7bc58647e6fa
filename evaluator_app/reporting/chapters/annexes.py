# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Annexes on evidence: photos with place, time, position and map; documents with the clips cut from their pages; instruments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.evidence_kinds import origin
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.inspection.documents import REVIEW_FORM
from evaluator_app.reporting.chapters.ground import positions
from evaluator_app.reporting.document import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Photo,
    PhotoGrid,
    Row,
    Table,
    Tone,
    reference,
)
from evaluator_app.reporting.rich_text import composed
from evaluator_app.reporting.source import SHORT_DIGEST, ReportSource

MEASUREMENT_FORM = "measurement"
"""Id of the record form by which a measurement is noted with its instrument."""


def photos(source: ReportSource) -> tuple[Block, ...]:
    """Return the annex of photos, and sketches on them; nothing where there are none."""
    found = [item for item in _in_order(source) if _is_picture(item) and not _is_of_document(item)]
    if not found:
        return ()
    _ = source.translate
    words = _("Under each photo: number, what it shows, place, time and position as the photo states them, digest of the original.")
    return (
        Heading(1, _("Photos"), anchor="photos", annex=True, new_page=True),
        Paragraph(words),
        *_map(source),
        _grid(source, found),
        _list(source, found, _("List of photos")),
    )


def documents(source: ReportSource) -> tuple[Block, ...]:
    """Return the annex of documents with the clips from their pages, and of reviews of documents; nothing where there are none."""
    found = [item for item in _in_order(source) if not _is_picture(item) or _is_of_document(item)]
    reviews = _records(source, REVIEW_FORM)
    if not found and not reviews:
        return ()
    _ = source.translate
    clips = [item for item in found if _is_picture(item)]
    blocks: list[Block] = [Heading(1, _("Documents"), anchor="documents", annex=True, new_page=True)]
    if reviews:
        blocks.append(_reviews(source, reviews))
    if found:
        blocks.append(_list(source, found, _("List of documents and clips")))
    return (*blocks, *((_grid(source, clips),) if clips else ()))


def instruments(source: ReportSource) -> tuple[Block, ...]:
    """Return the annex of the instruments used, with their calibration on the day of each measurement; nothing where none was used."""
    records = _records(source, MEASUREMENT_FORM)
    if not records:
        return ()
    _ = source.translate
    columns = (
        Column(_("Instrument"), 2.2),
        Column(_("Instrument number"), 1.6),
        Column(_("Calibration certificate"), 1.9),
        Column(_("Valid until"), 1.7),
        Column(_("Measured"), 2.2),
        Column(_("On"), 1.7),
    )
    table = Table(columns, tuple(_instrument(source, record) for record in records), caption=_("Instruments and their calibration"))
    return (Heading(1, _("Instruments"), anchor="instruments", annex=True), table)


def _instrument(source: ReportSource, record: FormRecord) -> Row:
    _ = source.translate
    said = {name: str(value) for name, value in record.values.items()}
    until, on = said.get("calibrated_until", ""), said.get("measured_on", "")
    valid: str | Cell = until or Cell(_("not given"), Tone.WARN)
    if until and on and until < on:  # ISO days sort as they follow each other
        valid = Cell(_("{day}: over when measured").format(day=until), Tone.BAD)
    quantity = "　".join(filter(None, (said.get("quantity"), said.get("place"))))
    named = tuple(said.get(name) or "–" for name in ("instrument", "instrument_number", "calibration_number"))
    return Row((*named, valid, quantity or "–", on or "–"))


def _reviews(source: ReportSource, records: Iterable[FormRecord]) -> Table:
    _ = source.translate
    titles = {document.id: document.title for document in source.template.documents}
    rows = []
    for record in records:
        said = {name: str(value) for name, value in record.values.items()}
        document = titles.get(said.get("document", ""), said.get("document", ""))
        name = "\n".join(dict.fromkeys(filter(None, (said.get("name"), document)))) or "–"
        number = "\n".join(filter(None, (said.get("number"), said.get("issued_by"), said.get("issued_on")))) or "–"
        found = "\n".join(filter(None, (said.get("pages"), said.get("found"), said.get("lacking")))) or "–"
        rows.append(Row((name, number, found, said.get("reviewer") or "–")))
    columns = (
        Column(_("Document"), 2.4),
        Column(_("Number, issued by, day"), 2.2),
        Column(_("Pages and what was read"), 4),
        Column(_("Read by"), 1.2),
    )
    return Table(columns, tuple(rows), caption=_("Documents read"))


def _records(source: ReportSource, form: str) -> tuple[FormRecord, ...]:
    records = (each for each in source.assessment.form_records.values() if each.form.partition("@")[0] == form)
    return tuple(sorted(records, key=lambda each: (each.filled_at.timestamp() if each.filled_at else 0.0, each.id)))


def _in_order(source: ReportSource) -> tuple[Evidence, ...]:
    numbers = source.numbered_evidence()
    return tuple(sorted(source.assessment.evidence.values(), key=lambda item: numbers[item.id]))


def _is_picture(item: Evidence) -> bool:
    return item.media_type.startswith("image/")


def _is_of_document(item: Evidence) -> bool:
    """Tell whether a picture was cut from a page of a document, or drawn on one."""
    return bool(item.region or item.page)


def _map(source: ReportSource) -> tuple[Block, ...]:
    """Return where the map is; the map itself where no chapter has it."""
    _ = source.translate
    if source.ground is None:
        return ()
    if source.ground.outlines and source.includes("ground"):
        return (Paragraph(composed(_("Where they were taken: {map}."), map=reference("map"))),)
    return (positions(source, source.ground),)


def _grid(source: ReportSource, found: Iterable[Evidence]) -> PhotoGrid:
    numbers = source.numbered_evidence()
    return PhotoGrid(
        tuple(
            Photo(source.photo(item), _photo_lines(source, item, numbers), item.sha256[:SHORT_DIGEST], anchor=f"evidence-{item.id}")
            for item in found
        )
    )


def _list(source: ReportSource, found: Iterable[Evidence], caption: str) -> Table:
    """Return the list of some evidence: what it supports, and its whole digest."""
    _ = source.translate
    numbers = source.numbered_evidence()
    rows = tuple(
        Row(
            (str(numbers[item.id]), item.name, _used_for(source, item), item.sha256),
            anchor=None if _is_picture(item) else f"evidence-{item.id}",
        )
        for item in found
    )
    columns = (Column(_("No."), 0.9), Column(_("File"), 2.2), Column(_("Supports"), 3), Column("SHA-256", 4))
    return Table(columns, rows, caption=caption)


def _photo_lines(source: ReportSource, item: Evidence, numbers: Mapping[str, int]) -> tuple[str, ...]:
    _ = source.translate
    if item.revision_of:
        return _made_lines(source, item, numbers)
    when = item.taken_at.replace("T", " ") or _("time not recorded")
    where = _position(item.latitude, item.longitude) or _("position not recorded")
    first = f"{numbers[item.id]}　{item.caption or item.name}"
    return (first, f"{item.place}　{when}".strip("　"), where)


def _made_lines(source: ReportSource, item: Evidence, numbers: Mapping[str, int]) -> tuple[str, ...]:
    """Say of a sketch or clip what it was made of, by name, page and number in the annex."""
    _ = source.translate
    made_of = origin(source.assessment, item)
    cited = source.say(made_of) if made_of else ""
    title, below = (cited, item.caption) if item.region else (item.caption or cited, item.place)
    original = numbers.get(item.revision_of)
    if original is None:
        whence = "" if cited == title else cited
    elif item.region:
        whence = _("Cut from no. {number} of this annex, page {page}").format(number=original, page=item.page)
    elif item.page:
        whence = _("Drawn on no. {number} of this annex, page {page}").format(number=original, page=item.page)
    else:
        whence = _("Drawn on no. {number} of this annex").format(number=original)
    return tuple(line for line in (f"{numbers[item.id]}　{title}", below, whence) if line)


def _position(latitude: Decimal | None, longitude: Decimal | None) -> str:
    return f"{latitude}, {longitude}" if latitude is not None and longitude is not None else ""


def _used_for(source: ReportSource, item: Evidence) -> str:
    observations = source.assessment.observations
    targets = dict.fromkeys(observations[t].target if t in observations else t for t in item.targets)
    findings = source.assessment.findings
    former = {target: findings[target].former_title for target in targets if target in findings}
    return "、".join(former.get(target) or source.template.title_of(target) for target in targets) or "–"
