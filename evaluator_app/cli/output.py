# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How the command line prints results: plain lines for people, one JSON value for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluator_app.domain.areas import area_scores
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.codec import DocumentError, Json, encode
from evaluator_app.domain.completeness import Problem, Severity
from evaluator_app.domain.deadlines import due_dates
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.scoring import GroupScore, ScoreCard
from evaluator_app.domain.sentence import Sentence
from evaluator_app.domain.template import Template
from evaluator_app.domain.terms import gate_term, term
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.paths import scoring_templates

if TYPE_CHECKING:
    from evaluator_app.catalog.listing import CatalogEntry
    from evaluator_app.catalog.problems import CatalogProblem
    from evaluator_app.catalog.reading import ReadTemplate
    from evaluator_app.services.sample import Played
    from evaluator_app.services.verifying import ReportVerification
    from evaluator_app.store.sessions import Recovery


def echo(line: str, *, err: bool = False) -> None:
    """Print a line."""
    click.echo(line, err=err)


def show_json(value: object) -> None:
    """Print one JSON value in UTF-8, whatever the terminal speaks; domain values in their canonical form."""
    click.echo(json.dumps(encode_any(value), ensure_ascii=False, indent=2, sort_keys=True).encode())


def encode_any(value: object) -> Json:
    """Return plain data of plain data that may hold domain values."""
    if isinstance(value, dict):
        return {key: encode_any(member) for key, member in value.items()}
    if isinstance(value, list):
        return [encode_any(member) for member in value]
    return value if isinstance(value, float) else encode(value)


def say(sentence: Sentence) -> str:
    """Return a sentence in the language in use."""
    return sentence.text(translator(current_language()))


def fail(code: str, message: str, advice: str) -> None:
    """Print what went wrong and what to do."""
    echo(f"{code}  {message}", err=True)
    if advice:
        echo(advice, err=True)


def show_recovery(recovery: Recovery) -> None:
    """Print what was found of a session that did not end cleanly."""
    began = f"{recovery.began_at.astimezone():%Y-%m-%d %H:%M}"
    echo(
        _("The session begun {began} did not end cleanly; all {count} acts saved in it are there.").format(
            began=began, count=recovery.acts
        ),
        err=True,
    )


def fail_document(error: DocumentError) -> None:
    """Print every problem of a document."""
    echo("DOC-001  " + _("The document cannot be used; nothing was recorded:"), err=True)
    for problem in error.problems:
        echo(f"  {problem.path}: {say(problem.sentence)}", err=True)


def show_templates(entries: Sequence[CatalogEntry]) -> None:
    """Print the templates, the broken ones with their problems."""
    for entry in entries:
        if entry.template is None:
            echo(_("{title}: {count} mistakes, not usable").format(title=entry.title, count=len(entry.problems)))
            for problem in entry.problems:
                echo(f"  {problem.text(translator(current_language()))}")
            continue
        template = entry.template
        state = say(term(entry.status)) if entry.status else ""
        echo(f"{template.id}  {template.edition}  {template.title}")
        echo(
            "  "
            + _("{state}; {items} items, {points} points; SHA-256 {digest}").format(
                state=state, items=entry.items, points=decimal_text(template.points), digest=entry.digest
            )
        )


def problem_json(problem: CatalogProblem) -> Json:
    """Return a template's problem as plain data."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.file,
        "line": problem.line,
        **({"sheet": problem.sheet, "column": problem.column} if problem.sheet else {}),
        "path": problem.path,
        "message": say(problem.sentence),
        "advice": say(problem.advice),
    }


def show_problems(checked: Sequence[ReadTemplate], file: str) -> None:
    """Print what is wrong with a file of one or more templates, or that nothing is; what stands in another file with its place there."""
    from evaluator_app.catalog.problems import Severity

    problems = tuple(dict.fromkeys(problem for one in checked for problem in one.problems))
    for problem in problems:
        words = problem.text(translator(current_language()))
        where = f" [{problem.path}]" if problem.file != file and problem.path else ""
        echo(words + where if problem.severity is Severity.ERROR else _("Hint: {words}").format(words=words + where))
    if any(one.template is None for one in checked):
        mistakes = sum(1 for problem in problems if problem.severity is Severity.ERROR)
        echo(_("Mistakes: {count}. The template cannot be used.").format(count=mistakes))
        return
    for one in checked:
        if one.template is not None:
            echo(_("{id} {edition} is sound.").format(id=one.template.id, edition=one.template.edition))


def show_installed(path: Path, *, err: bool) -> None:
    """Print where a template is now; one that came with the program was there before, and nothing was written."""
    is_shipped = path.is_relative_to(scoring_templates())
    echo((_("It comes with the program: {path}") if is_shipped else _("Installed as {path}")).format(path=path), err=err)


def show_score(template: Template, assessment: Assessment, card: ScoreCard, rating: Rating, state: str) -> None:
    """Print the score card and the verdict with their reasons; the state is how far the template has come, in words."""
    echo(f"{assessment.mine.name}  {template.title} {template.edition}  [{state}]")
    for group in card.groups:
        _show_group(group, 0)
    echo(
        _("Total {secured} (reachable {reachable}), pass mark {mark}{unconfirmed}").format(
            secured=decimal_text(rating.total.secured),
            reachable=decimal_text(rating.total.reachable),
            mark="–" if rating.total.required is None else decimal_text(rating.total.required),
            unconfirmed="" if rating.total.is_confirmed else _(" (not confirmed)"),
        )
    )
    echo(_("Verdict: {verdict}").format(verdict=say(term(rating.verdict))))
    for reason in rating.reasons:
        echo(f"  {say(reason)}")
    _show_beside(template, assessment, card, rating)


def _show_beside(template: Template, assessment: Assessment, card: ScoreCard, rating: Rating) -> None:
    """Print what stands beside score and verdict: renewal and removal, deadlines, points by area."""
    for gate in rating.gates:
        echo(say(gate_term(gate)))
        for reason in gate.reasons:
            echo(f"  {say(reason)}")
    for due in due_dates(template, template.facts_of(assessment.mine.facts)):
        last = _("date not given") if due.due_on is None else due.due_on.isoformat()
        is_over = assessment.day is not None and due.is_over(assessment.day)
        echo(_("Due: {title}: {last}").format(title=due.title, last=last) + (_(" (over)") if is_over else ""))
    for area in area_scores(template, card):
        points = f"{decimal_text(area.awarded)}/{decimal_text(area.attainable)}"
        open_points = f" ({_('open')} {decimal_text(area.open)})" if area.open else ""
        echo(_("Area: {title}  {points}").format(title=area.title, points=points) + open_points)


def _show_group(group: GroupScore, depth: int) -> None:
    indent = "  " * depth
    echo(f"{indent}{group.code} {group.title}  {decimal_text(group.awarded)}/{decimal_text(group.attainable)}")
    for inner in group.groups:
        _show_group(inner, depth + 1)
    for item in group.items:
        award = item.award
        points = f"{decimal_text(award.awarded)}/{decimal_text(award.attainable)}"
        open_points = f" ({_('open')} {decimal_text(award.open)})" if award.open else ""
        echo(f"{indent}  {item.code} {item.title}  {points}{open_points}  {say(term(award.state))}")
        for deduction in award.ledger:
            where = f"{deduction.place}: " if deduction.place else ""
            echo(f"{indent}    -{decimal_text(deduction.points)}  {where}{deduction.text} {say(deduction.reason)}")
        if award.open:
            for reason in award.reasons:
                echo(f"{indent}    ? {say(reason)}")


def missing_json(problem: Problem) -> Json:
    """Return a thing that is missing as plain data."""
    return {"code": problem.code, "severity": problem.severity.value, "target": problem.target, "message": say(problem.sentence)}


def show_missing(template: Template, listed: Sequence[Problem]) -> None:
    """Print what is missing."""
    for problem in listed:
        mark = "!" if problem.severity is Severity.BLOCKS else "-"
        title = template.title_of(problem.target) if problem.target else _("Assessment")
        echo(f"{mark} {problem.code}  {title}: {say(problem.sentence)}")
    if not listed:
        echo(_("Nothing is missing."))


def show_verification(checked: ReportVerification) -> None:
    """Print the answers, a line each."""
    echo(checked.to_text().rstrip("\n"))


def show_demo(played: Played) -> None:
    """Print where everything is and what came of it."""
    echo(_("Sample assessment: {mine}").format(mine=played.mine))
    for name, path in played.files.items():
        echo(f"  {name}: {path}")
    echo(
        _("Verdict: {verdict}, {points} points").format(
            verdict=say(term(played.rating.verdict)), points=decimal_text(played.rating.total.secured)
        )
    )
    for reason in played.rating.reasons:
        echo(f"  {say(reason)}")
    show_verification(played.verification)
