# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Stating with a steward's certificate that a template is under trial, approved or withdrawn.

Statements are only added, never changed or overwritten. What they come to is the business of services/statements.py.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain import approval
from evaluator_app.domain.approval import Statement, latest
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.template import ApprovalState
from evaluator_app.domain.terms import term
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services import trusting
from evaluator_app.services.statements import (
    ENDING,
    FOLDER,
    MOST,
    Filed,
    TemplateApproval,
    approval_of,
    files_in,
    read_statement,
)
from evaluator_app.services.templates import INSTALLED, catalog

if TYPE_CHECKING:
    from evaluator_app.signing.certificates import CertificateInfo

__all__ = ["Filed", "TemplateApproval", "approval_of", "approve", "file_statement"]


def approve(
    template_digest: str,
    credential_path: Path,
    password: str,
    *,
    workspace: Path,
    state: ApprovalState,
    by: str,
    on: date,
    notes: str = "",
    signed_at: datetime,
) -> Filed:
    """Sign a statement on an installed template and file it; UserFacingError, with nothing written, where it may not be made.

    The state must follow from what this steward and those trusted here have stated before (domain.approval.may_follow).
    """
    from evaluator_app.signing.credentials import load_credential
    from evaluator_app.signing.seals import seal

    entry = catalog(workspace).by_digest(template_digest)
    if entry is None or entry.template is None:
        raise UserFacingError(
            "APR-001",
            _("No template with the digest {digest} is installed here; nothing was signed.").format(digest=template_digest[:12] or "–"),
            _("Install the template first: what is signed must be what was read."),
        )
    credential = load_credential(credential_path, password, now=signed_at)
    known = approval_of(template_digest, workspace, at=signed_at)
    _refuse_order(known, credential.certificate_info, state)
    number = max((each.number for each in known.history), default=0) + 1
    statement = Statement(template_digest, entry.id, entry.edition, state, by.strip(), on, number, notes.strip())
    try:
        content = canonical_bytes(approval.to_document(statement))
        approval.from_document(read_json(content))
    except DocumentError as error:
        words = "；".join(problem.sentence.text(translator(current_language())) for problem in error.problems)
        raise UserFacingError(
            "APR-003",
            _("This cannot be stated: {words}. Nothing was signed.").format(words=words),
            _("Name the authority, in at most 200 characters, and keep the notes readable."),
        ) from error
    path = workspace / INSTALLED / FOLDER / template_digest / f"{number}-{state.value}{ENDING}"
    _write(path, seal(content, credential, signed_at=signed_at))
    return read_statement(path.read_bytes(), template_digest, roots=trusting.roots(workspace), at=signed_at, name=path.name)


def file_statement(data: bytes, template_digest: str, into: Path, *, at: datetime) -> Path | None:
    """Put a statement that came from elsewhere beside the others; None where it is there, or says nothing about this template.

    Into is the folder of templates. Nothing is overwritten: where its number is taken by another, it gets a name of its own.
    """
    found = read_statement(data, template_digest, at=at)
    folder = into / FOLDER / template_digest
    if found.endorsement is None or not found.endorsement.is_sound or any(known == data for _name, known in files_in(folder)):
        return None
    number, state = found.endorsement.statement.number, found.endorsement.statement.state.value
    for spare in range(MOST):
        path = folder / (f"{number}-{state}{ENDING}" if not spare else f"{number}-{state}-{spare}{ENDING}")
        if not path.exists():
            _write(path, data)
            return path
    return None


def _refuse_order(known: TemplateApproval, steward: CertificateInfo, state: ApprovalState) -> None:
    """Refuse a state that may not follow; statements of unknown stewards do not bind this one, nor practice whoever is in earnest."""
    own = [
        each.endorsement
        for each in known.history
        if each.endorsement
        and (each.counts or each.endorsement.fingerprint == steward.fingerprint)
        and (steward.is_sample or not each.endorsement.is_practice)
    ]
    last = latest(own)
    before = last.statement.state if last else ApprovalState.DRAFT
    if approval.may_follow(before, state):
        return
    translate = translator(current_language())
    possible = "、".join(term(each).text(translate) for each in approval.following(before))
    raise UserFacingError(
        "APR-002",
        _("The template is “{before}”; “{state}” cannot follow. Nothing was signed.").format(
            before=term(before).text(translate), state=term(state).text(translate)
        ),
        _("What can follow: {states}.").format(states=possible)
        if possible
        else _("What was withdrawn stays withdrawn: publish a new edition and approve that."),
    )


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise FileExistsError(17, "exists")
        with replacing(path) as file:
            file.write(data)
    except OSError as error:
        raise UserFacingError(
            "APR-004",
            _("The statement {name} cannot be written: {reason}. Everything is as it was.").format(
                name=path.name, reason=error.strerror or type(error).__name__
            ),
            _("Check the space on the disk and your right to write to {folder}.").format(folder=path.parent),
        ) from error
