# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The front door without a window: the whole story through the same use cases.

Exit codes: 0 done and fine, 1 done and the answer is no, 2 cannot.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from evaluator_app import __version__
from evaluator_app.cli import output
from evaluator_app.cli.files import read_file
from evaluator_app.cli.guarding import CANNOT, FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, fail, show_json
from evaluator_app.domain.assessment import Assessor, Mine, Profile, TemplateRef
from evaluator_app.domain.canonical import read_json
from evaluator_app.domain.codec import require_readable
from evaluator_app.domain.completeness import Severity, problems
from evaluator_app.domain.document import from_document
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.status import AssessmentKind, Verdict
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import CHINESE, LANGUAGES, _, set_language
from evaluator_app.paths import default_workspace

UNREAD_FILE = "TPL-001"
"""Code of a template's problem that means that nothing could be checked."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="evaluator")
@click.option("--workspace", type=click.Path(path_type=Path), envvar="EVALUATOR_WORKSPACE", help="Folder that holds the assessments.")
@click.option("--language", type=click.Choice(LANGUAGES), envvar="EVALUATOR_LANGUAGE", default=CHINESE, show_default=True)
@click.option("--who", default="", help="The person at the keyboard, as named in the team.")
@click.pass_context
def main_group(context: click.Context, workspace: Path | None, language: str, who: str) -> None:
    """Assess green mines offline, with every score and its reasons."""
    set_language(language)
    context.obj = (workspace or default_workspace(), who)


@main_group.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.pass_obj
@guarded
def templates(place: tuple[Path, str], /, as_json: bool) -> int:
    """List the scoring templates."""
    from evaluator_app.services.templates import catalog, describe

    entries = catalog(place[0]).entries()
    if as_json:
        show_json([describe(entry) for entry in entries])
    else:
        output.show_templates(entries)
    return NO if any(entry.template is None for entry in entries) else FINE


@main_group.command("check-template")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--install", is_flag=True, help="Install it if it is sound.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def check_template(place: tuple[Path, str], /, file: Path, install: bool, as_json: bool) -> int:
    """Check a scoring template and name every mistake with its line."""
    from evaluator_app.services.templates import check, install_template

    checked = check(file, place[0])
    if unread := next((problem for one in checked for problem in one.problems if problem.code == UNREAD_FILE), None):
        fail(unread.code, output.say(unread.sentence), output.say(unread.advice))
        return CANNOT
    if as_json:
        show_json([output.problem_json(problem) for problem in dict.fromkeys(p for one in checked for p in one.problems)])
    else:
        output.show_problems(checked, file.name)
    if any(one.template is None for one in checked):
        return NO
    if install:
        output.show_installed(install_template(file, place[0]).path, err=as_json)
    return FINE


@main_group.command()
@click.option("--template", "template_id", required=True, help="Id of the scoring template.")
@click.option("--mine", required=True, help="Name of the mine.")
@click.option("--operator", default="")
@click.option("--licence", default="", help="Number of the mining licence.")
@click.option("--region", default="")
@click.option("--fact", "facts", multiple=True, metavar="ID=VALUE", help="A fact of the mine; true and false for yes and no.")
@click.option("--organization", default="", help="The firm that evaluates.")
@click.option("--client", default="")
@click.option("--kind", type=click.Choice([kind.value for kind in AssessmentKind]), default=AssessmentKind.THIRD_PARTY.value)
@click.option("--from", "visit_from", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--to", "visit_to", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--filing", "filing_on", type=click.DateTime(["%Y-%m-%d"]), help="Day on which the mine files for the name.")
@click.option("--leader", default="", help="Name of the team's leader.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def new(place: tuple[Path, str], /, template_id: str, as_json: bool, **told: Any) -> int:
    """Begin an assessment."""
    from evaluator_app.services.recording import check_facts
    from evaluator_app.services.templates import find_template
    from evaluator_app.services.workspace import NewAssessment

    template = find_template(template_id, place[0])
    facts = dict(_fact(fact) for fact in told["facts"])
    check_facts(facts, template)
    visit_from, visit_to = _day(told["visit_from"]), _day(told["visit_to"])
    mine = Mine(told["mine"].strip(), told["operator"], told["licence"], told["region"], facts)
    if not mine.name:
        raise UserFacingError("CLI-006", _("The mine has no name."), _("Give it with --mine."))
    if visit_from and visit_to and visit_to < visit_from:
        raise UserFacingError("CLI-007", _("The visit cannot end before it begins"), _("Check --from and --to."))
    reference = TemplateRef(template.id, template.edition, "")
    for part in (mine, Assessor("leader", told["leader"]), Profile(reference, organization=told["organization"], client=told["client"])):
        require_readable(part)
    team = (Assessor("leader", told["leader"], is_leader=True),) if told["leader"] else ()
    with open_workspace(place[0], place[1] or told["leader"]) as workspace:
        opened = workspace.begin(
            NewAssessment(
                template=template,
                mine=mine,
                organization=told["organization"],
                client=told["client"],
                kind=AssessmentKind(told["kind"]),
                visit_from=visit_from,
                visit_to=visit_to,
                filing_on=_day(told["filing_on"]),
                team=team,
            )
        )
        assessment_id = opened.assessment.id
    if as_json:
        show_json({"id": assessment_id})
    else:
        echo(_("Begun: {id}").format(id=assessment_id))
    return FINE


@main_group.command()
@click.argument("assessment")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
@guarded
def record(place: tuple[Path, str], /, assessment: str, file: Path) -> int:
    """Record findings, observations and evidence from a records document."""
    from evaluator_app.services.recording import read_records
    from evaluator_app.services.recording import record as record_all

    data = read_json(read_file(file))
    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        recorded = record_all(opened, read_records(data, opened.template, opened.assessment), file.parent)
    echo(_("{count} acts recorded.").format(count=recorded.acts))
    for refusal in recorded.refused:
        echo(refusal, err=True)
    return NO if recorded.refused else FINE


@main_group.command("score")
@click.argument("assessment")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def score_command(place: tuple[Path, str], /, assessment: str, as_json: bool) -> int:
    """Score an assessment: an id in the workspace, or an assessment document (FILE.json), which needs no workspace."""
    from evaluator_app.services.statements import approval_of, words

    template, found = _template_and_assessment(place, assessment)
    card = score(template, found)
    approval = approval_of(found.profile.template.digest, place[0])
    rating = rate(card, template, is_approved=approval.is_approved)
    if as_json:
        show_json({"score_card": card, "rating": rating})
    else:
        output.show_score(template, found, card, rating, words(approval, template))
    return FINE if rating.verdict in (Verdict.QUALIFIED, Verdict.QUALIFIED_IN_RESERVE) else NO


@main_group.command()
@click.argument("assessment")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def missing(place: tuple[Path, str], /, assessment: str, as_json: bool) -> int:
    """List what still hinders completion."""
    template, found = _template_and_assessment(place, assessment)
    listed = problems(template, found, score(template, found))
    if as_json:
        show_json([output.missing_json(problem) for problem in listed])
    else:
        output.show_missing(template, listed)
    return NO if any(problem.severity is Severity.BLOCKS for problem in listed) else FINE


@main_group.command()
@click.argument("folder", type=click.Path(path_type=Path))
@guarded
def demo(folder: Path) -> int:
    """Play the whole story with a sample coal mine and leave its results in a folder."""
    from evaluator_app.services.sample import play

    played = play(folder)
    output.show_demo(played)
    return FINE if played.verification.is_sound else NO


def main() -> int:
    """Run the command line; the entry point of the evaluator command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Chinese shows marks instead of nothing
    main_group.main(prog_name="evaluator")
    return FINE


def _template_and_assessment(place: tuple[Path, str], named: str) -> Any:
    from evaluator_app.services.templates import template_of

    if named.endswith(".json") or Path(named).is_file():
        assessment = from_document(read_json(read_file(Path(named))))
        return template_of(assessment, place[0]), assessment

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, named)
        return opened.template, opened.assessment


def _fact(text: str) -> tuple[str, str | bool]:
    name, separator, value = text.partition("=")
    if not separator:
        raise UserFacingError("CLI-003", _("“{text}” is no fact.").format(text=text), _("Write it as ID=VALUE."))
    return name.strip(), {"true": True, "false": False}.get(value.strip(), value.strip())


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
