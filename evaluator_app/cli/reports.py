# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Reports without a window: written, signed, verified."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import click

from evaluator_app.cli import output
from evaluator_app.cli.files import write_file
from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, show_json
from evaluator_app.domain.document import to_document
from evaluator_app.i18n import CHINESE, LANGUAGES, _

PHOTO_SIZES = ("small", "standard", "large")


@click.command()
@click.argument("assessment")
@click.argument("destination", type=click.Path(path_type=Path))
@click.option("--complete", "completing", is_flag=True, help="Complete the assessment first; refused while something is missing.")
@click.option("--issued-on", type=click.DateTime(["%Y-%m-%d"]), help="Date on the report; today if not given.")
@click.option("--report-language", type=click.Choice(LANGUAGES), default=CHINESE, show_default=True)
@click.option(
    "--layout", metavar="NAME_OR_FILE", help="Layout of the report, one that `layouts` lists or a file; the program's own if not given."
)
@click.option("--photos", type=click.Choice(PHOTO_SIZES), help="How large the photos are; by their number if not given.")
@click.option("--document", type=click.Path(path_type=Path), help="Write the assessment document here as well.")
@click.option("--excel", type=click.Path(path_type=Path), help="Write the report as a workbook here as well.")
@click.option("--word", type=click.Path(path_type=Path), help="Write the report as a Word document here as well.")
@click.option("--word-template", type=click.Path(path_type=Path), help="The firm's Word template (.docx) for it.")
@click.pass_obj
@guarded
def report(
    place: tuple[Path, str],
    /,
    assessment: str,
    destination: Path,
    completing: bool,
    issued_on: datetime | None,
    report_language: str,
    layout: str | None,
    photos: str | None,
    document: Path | None,
    excel: Path | None,
    word: Path | None,
    word_template: Path | None,
) -> int:
    """Write the report as PDF, with its data inside; as a Word document alone where it is named .docx."""
    from evaluator_app.cli.word_reports import word_wish, write_wished
    from evaluator_app.reporting.pdf_types import PhotoSize
    from evaluator_app.services.delivering import complete, write_report
    from evaluator_app.services.layouts import find_layout
    from evaluator_app.services.writing_excel import write_excel

    chosen = find_layout(layout, place[0]) if layout else None
    wish = word_wish(destination, word, word_template)
    day = issued_on.date() if issued_on else date.today()  # noqa: DTZ011
    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        if completing and opened.assessment.profile.status.is_open:
            complete(opened)
            opened.settle()
        size = PhotoSize[photos.upper()] if photos else None
        write_wished(opened, wish, issued_on=day, language=report_language, layout=chosen, photo_size=size)
        written = None
        if not wish.instead_of_pdf:
            written = write_report(opened, destination, issued_on=day, language=report_language, layout=chosen, photo_size=size)
        if document is not None:
            write_file(document, json.dumps(to_document(opened.assessment), ensure_ascii=False, indent=2) + "\n")
        if excel is not None:
            write_excel(opened, excel, issued_on=day, language=report_language, layout=chosen)
    if written is not None:
        echo(
            _("{path}: {pages} pages, {size} bytes, SHA-256 {digest}").format(
                path=destination, pages=written.pages, size=written.size, digest=written.sha256
            )
        )
    return FINE


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--trust", multiple=True, type=click.Path(path_type=Path), help="Certificate of an authority to trust (PEM or DER).")
@click.option("--strict", is_flag=True, help="Also say no where signers are not trusted or missing, or the template is not approved.")
@click.option("--evidence", type=click.Path(path_type=Path), help="The originals: a folder, an archive, or a workspace.")
@click.option("--replaces", "replaced", type=click.Path(path_type=Path), help="The report of the revision before.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def verify(
    place: tuple[Path, str],
    /,
    source: Path,
    trust: tuple[Path, ...],
    strict: bool,
    evidence: Path | None,
    replaced: Path | None,
    as_json: bool,
) -> int:
    """Check a report: signatures and signers, whole file, data against pages, photos, template, score recomputed."""
    from evaluator_app.services.verifying import verify_report

    checked = verify_report(source, trust_roots=trust, at=datetime.now(UTC), workspace=place[0], evidence=evidence, replaced=replaced)
    if as_json:
        show_json(checked.to_json())
    else:
        output.show_verification(checked)
    return FINE if (checked.is_final if strict else checked.is_sound) else NO


COMMANDS = (report, verify)
