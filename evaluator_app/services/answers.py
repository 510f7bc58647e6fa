# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whether an authority has approved the rules of a report: yes, no, or cannot be told; always with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evaluator_app.domain.canonical import digest
from evaluator_app.domain.template import ApprovalState
from evaluator_app.domain.terms import term
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services import trusting
from evaluator_app.services.report_data import ReportData
from evaluator_app.services.statements import Filed, approval_of, read_attached
from evaluator_app.services.templates import shipped

_SHOWN = 5
"""Names that a sentence holds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, no, or cannot be told; and why."""

    value: bool | None
    reason: str


def first_of(names: Sequence[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    more = _(" and {count} more").format(count=len(names) - _SHOWN) if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more


def bears_a_false_name(report: ReportData) -> bool:
    """Tell whether the attached rules call themselves by the name of rules that this program has, and are others."""
    namesakes = [entry.digest for entry in shipped() if (entry.id, entry.edition) == (report.template.id, report.template.edition)]
    return bool(namesakes) and digest(report.template) not in namesakes


def judge_approval(report: ReportData, *, trust_roots: Sequence[Path], at: datetime, workspace: Path | None) -> Answer:
    """Return whether the template that came with a report is approved by the statement that came with it.

    Yes only where the signature holds and the steward's certificate is vouched for; cannot be told where the steward is
    unknown here. What was withdrawn before the report was issued is not approved, where that is known here.
    """
    if bears_a_false_name(report):
        return Answer(
            False,
            _("The attached rules call themselves {id} {edition}, but they are not those that this program has under that name.").format(
                id=report.template.id, edition=report.template.edition
            ),
        )
    if report.approval is None:
        return _without_statement(report)
    roots = (*trust_roots, *(trusting.roots(workspace) if workspace else ()))
    return _by_statement(report, read_attached(report.approval, report.template, roots=roots, at=at), workspace, at)


def _without_statement(report: ReportData) -> Answer:
    approval = report.template.approval
    if approval.state is ApprovalState.APPROVED:
        reason = _("The template itself says that {authority} approved it, but no signed statement says so; that counts for nothing.")
        return Answer(False, reason.format(authority=approval.by or "–"))
    return Answer(False, _("The scoring template “{title}” is a draft that no authority has approved.").format(title=report.template.title))


def _by_statement(report: ReportData, filed: Filed, workspace: Path | None, at: datetime) -> Answer:
    found = filed.endorsement
    if found is None or not found.is_sound:
        return Answer(False, _("The statement that came with the template does not hold. {reason}").format(reason=filed.reason))
    statement = found.statement
    fields = {"authority": statement.by, "day": statement.on.isoformat(), "holder": found.signer, "fingerprint": found.fingerprint[:16]}
    if found.is_practice:
        reason = _("{authority} stated it with a practice certificate ({holder}), which approves nothing.")
        return Answer(False, reason.format(**fields))
    if statement.state is not ApprovalState.APPROVED:
        state = term(statement.state).text(translator(current_language()))
        return Answer(False, _("{authority} stated on {day}: {state}.").format(state=state, **fields))
    if withdrawal := _withdrawal(report, workspace, at):
        return withdrawal
    if not filed.is_trusted:
        reason = _(
            "Signed as approved by {authority} on {day}, but the steward {holder} (certificate {fingerprint}…) is not known here. {why}"
        )
        return Answer(None, reason.format(why=filed.reason, **fields))
    return Answer(True, _("Approved by {authority} on {day}, signed by {holder} (certificate {fingerprint}…).").format(**fields))


def _withdrawal(report: ReportData, workspace: Path | None, at: datetime) -> Answer | None:
    """Return the answer where this workspace knows that the template was withdrawn before the report was issued."""
    known = approval_of(digest(report.template), workspace, at=at).endorsement if workspace else None
    if known is None or known.state is not ApprovalState.WITHDRAWN or known.statement.on > report.issued_on:
        return None
    reason = _("{authority} withdrew the template on {day}, before the report was issued.")
    return Answer(False, reason.format(authority=known.statement.by, day=known.statement.on.isoformat()))
