# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The command that cuts a part out of a page of a document and files it under items."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import click

from evaluator_app.cli.guarding import FINE, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.exact import parse_decimal
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _


@click.command("evidence-clip")
@click.argument("assessment")
@click.argument("evidence")
@click.option("--page", required=True, type=click.IntRange(1), help="Page of the document; the first is 1.")
@click.option("--region", default="0,0,1,1", show_default=True, metavar="L,T,W,H", help="Left, top, width, height as shares of the page.")
@click.option("--target", "targets", multiple=True, metavar="ITEM", help="Item or observation that it supports; may be given again.")
@click.option("--caption", default="", help="What it shows.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def evidence_clip(
    place: tuple[Path, str],
    /,
    assessment: str,
    evidence: str,
    page: int,
    region: str,
    targets: tuple[str, ...],
    caption: str,
    as_json: bool,
) -> int:
    """Cut a part out of a page of a PDF document, named by its file name or id, as evidence of its own."""
    from evaluator_app.cli.evidence import target_of
    from evaluator_app.domain.evidence_kinds import origin
    from evaluator_app.services.marking import add_clip, found_evidence

    shares = _region(region)
    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        document = found_evidence(opened, evidence)
        clip = add_clip(opened, document.id, page, shares, [target_of(opened, target) for target in targets], words=caption)
        opened.settle()
        made_of = origin(opened.assessment, clip)
    if as_json:
        show_json({"evidence": clip})
    else:
        cited = say(made_of) if made_of else clip.name
        echo(_("Cut out: {cited}, {size} bytes, id {id}").format(cited=cited, size=clip.size, id=clip.id))
    return FINE


def _region(text: str) -> tuple[Decimal, ...]:
    try:
        shares = tuple(parse_decimal(part) for part in text.split(","))
    except ValueError:
        shares = ()
    if len(shares) != 4 or any(share < 0 or share > 1 for share in shares):
        raise UserFacingError(
            "CLI-019",
            _("“{text}” is no part of a page.").format(text=text),
            _("Write left, top, width and height as shares of the page, such as 0.1,0.2,0.5,0.25."),
        )
    return shares
