# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The statements on a template that are on file, what their signatures are worth here, and what they make of the template together.

A statement is about one digest, so it holds wherever the template's file lies, and for no other content. They lie in
templates/approvals/<digest>/<number>-<state>.p7s in the workspace, and the same under the shipped templates and in each installed
pack. Signs nothing.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from evaluator_app.domain import approval
from evaluator_app.domain.approval import Endorsement, Statement, claimed_state, latest
from evaluator_app.domain.canonical import digest, read_json
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import ApprovalState, Template
from evaluator_app.domain.terms import term
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.paths import scoring_templates
from evaluator_app.services import trusting
from evaluator_app.services.templates import INSTALLED

if TYPE_CHECKING:
    from evaluator_app.signing.seals import SealStatus

FOLDER: Final = "approvals"
ENDING: Final = ".p7s"
LARGEST: Final = 256 * 1024
"""Bytes that one statement may have."""
MOST: Final = 500
"""Statements of one template that are read."""
_NAME: Final = re.compile(r"([0-9]{1,4})-(?:trial|approved|withdrawn)(?:-[0-9]{1,3})?\.p7s")
_SHA256: Final = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Filed:
    """One statement on file, with what its signature came to."""

    name: str
    """Name of the file, or of what it came in."""
    data: bytes
    """The file as it is: a CMS signature with the statement inside."""
    endorsement: Endorsement | None
    """None where nothing can be read of it."""
    is_trusted: bool
    """The steward's certificate is known here, or vouched for by one that is."""
    reason: str
    """What keeps it from counting, or why the steward is trusted."""
    certificate: bytes
    """The steward's certificate as a file holds it, to be trusted by trusting.add; empty where there is none."""

    @property
    def number(self) -> int:
        """Its place among the statements on one template, as it says or as its file is called; 0 where neither tells."""
        if self.endorsement is not None:
            return self.endorsement.statement.number
        named = _NAME.fullmatch(self.name)
        return int(named[1]) if named else 0

    @property
    def counts(self) -> bool:
        """Tell whether it says anything here: sound, and from a steward who is trusted."""
        return self.is_trusted and self.endorsement is not None and self.endorsement.is_sound

    def to_json(self) -> Json:
        """Return the same as plain data."""
        found = self.endorsement
        return {
            "file": self.name,
            "statement": approval.to_document(found.statement) if found else None,
            "signer": found.signer if found else None,
            "organization": found.organization if found else None,
            "fingerprint": found.fingerprint if found else None,
            "signed_at": found.signed_at.isoformat() if found and found.signed_at else None,
            "is_sound": bool(found and found.is_sound),
            "is_practice": bool(found and found.is_practice),
            "is_trusted": self.is_trusted,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class TemplateApproval:
    """How far the template of one digest has come, as far as this machine can tell."""

    digest: str
    history: tuple[Filed, ...] = ()
    """Every statement on file, by number; also those that count for nothing."""

    @property
    def counting(self) -> Filed | None:
        """The statement that counts; None where there is none."""
        found = latest(each.endorsement for each in self.history if each.counts and each.endorsement)
        return next((each for each in self.history if found and each.counts and each.endorsement == found), None)

    @property
    def endorsement(self) -> Endorsement | None:
        """What the statement says that counts."""
        return self.counting.endorsement if self.counting else None

    @property
    def state(self) -> ApprovalState:
        """What the statement makes of the template; a draft where there is none."""
        return self.endorsement.state if self.endorsement else ApprovalState.DRAFT

    @property
    def is_approved(self) -> bool:
        """Tell whether the mark of a draft comes off."""
        return bool(self.endorsement and self.endorsement.is_approval)

    @property
    def doubt(self) -> str:
        """Why the newest statement does not count; empty where it does or there is none."""
        newest = self.history[-1] if self.history else None
        return newest.reason if newest and not newest.counts else ""

    def state_of(self, template: Template) -> ApprovalState:
        """Return what is shown of the template: what was stated, or else its own word, which can never be that it is approved."""
        counts = self.endorsement is not None and not self.endorsement.is_practice
        return self.state if counts else claimed_state(template)

    def to_json(self) -> Json:
        """Return the same as plain data."""
        return {
            "digest": self.digest,
            "state": self.state.value,
            "is_approved": self.is_approved,
            "history": [each.to_json() for each in self.history],
        }


@dataclass(frozen=True, slots=True)
class AttachedApproval:
    """A statement as a report carries it: in words, and with its signature, which holds the words again."""

    statement: Statement
    signature: bytes

    def to_json(self) -> Json:
        """Return it as plain data of report data."""
        return {"statement": approval.to_document(self.statement), "signature": b64encode(self.signature).decode("ascii")}

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it from plain data; DocumentError if it is none. Says nothing of the signature."""
        place = "approval"
        if not isinstance(data, dict) or set(data) != {"statement", "signature"}:
            raise DocumentError((DocumentProblem(place, say("doc.attached_approval", "A statement and its signature are expected here")),))
        try:
            signature = b64decode(data["signature"].encode("ascii"), validate=True)
        except (AttributeError, ValueError):
            signature = b""
        if not 0 < len(signature) <= LARGEST:
            raise DocumentError((DocumentProblem(f"{place}.signature", say("doc.base64", "A signature in Base64 is expected here")),))
        try:
            return cls(approval.from_document(data["statement"]), signature)
        except DocumentError as error:
            problems = (DocumentProblem(f"{place}.statement.{problem.path}", problem.sentence) for problem in error.problems)
            raise DocumentError(tuple(problems)) from error


def approval_of(template_digest: str, workspace: Path, *, at: datetime | None = None) -> TemplateApproval:
    """Return what the statements on file make of a template; a draft where there are none. Costs nothing where nothing is on file."""
    if not _SHA256.fullmatch(template_digest):
        return TemplateApproval(template_digest)
    files = statements_on(template_digest, workspace)
    if not files:
        return TemplateApproval(template_digest)
    roots = trusting.roots(workspace)
    moment = at or datetime.now(UTC)
    found = {data: read_statement(data, template_digest, roots=roots, at=moment, name=name) for name, data in files}
    return TemplateApproval(template_digest, tuple(sorted(found.values(), key=_order)))


def read_statement(
    data: bytes, template_digest: str, *, roots: Sequence[bytes | Path] = (), at: datetime, name: str = "", template: Template | None = None
) -> Filed:
    """Return what a signed statement is worth for the template of this digest, whatever the bytes are.

    Where the template is given, its id and edition must be those of the statement too.
    """
    from evaluator_app.signing.seals import open_seal

    if len(data) > LARGEST:
        return Filed(name, b"", None, False, _("The statement is too large to be one."), b"")
    sealed = open_seal(data, roots=roots, at=at)
    if not sealed.intact:
        return Filed(name, data, None, False, sealed.intact_reason, sealed.certificate_der)
    try:
        statement = approval.from_document(read_json(sealed.content))
    except DocumentError as error:
        words = error.problems[0].sentence.text(translator(current_language()))
        reason = _("What was signed is no statement on a template. {details}").format(details=words)
        return Filed(name, data, None, False, reason, sealed.certificate_der)
    foreign = _foreign(statement, template_digest, template)
    endorsement = _endorsement(statement, sealed, is_sound=sealed.usable and not foreign)
    return Filed(name, data, endorsement, sealed.trusted and not foreign, foreign or sealed.reason, sealed.certificate_der)


def read_attached(attached: AttachedApproval, template: Template, *, roots: Sequence[bytes | Path] = (), at: datetime) -> Filed:
    """Return what the statement is worth that came with a report, for the template that came with it.

    Without roots and whatever the time is, the endorsement in it is the same everywhere; only trust differs.
    """
    found = read_statement(attached.signature, digest(template), roots=roots, at=at, template=template)
    if found.endorsement is not None and found.endorsement.statement != attached.statement:
        reason = _("The statement beside the signature is not the one that was signed.")
        return replace(found, endorsement=replace(found.endorsement, is_sound=False), is_trusted=False, reason=reason)
    return found


def attach(found: TemplateApproval) -> AttachedApproval | None:
    """Return what a report carries of an approval: the statement that counts, if there is one."""
    counting = found.counting
    return AttachedApproval(counting.endorsement.statement, counting.data) if counting and counting.endorsement else None


def statements_on(template_digest: str, workspace: Path) -> tuple[tuple[str, bytes], ...]:
    """Return every statement on file as name and bytes, as a pack carries them."""
    found = {data: name for folder in _folders(template_digest, workspace) for name, data in files_in(folder)}
    return tuple((name, data) for data, name in found.items())


def states_of(workspace: Path) -> dict[str, ApprovalState]:
    """Return what was stated and counts here, for every template that statements are on file for, by digest."""
    found = (path.name for folder in _all_folders(workspace) for path in _subfolders(folder))
    approvals = (approval_of(each, workspace) for each in sorted(set(found)))
    return {each.digest: each.state for each in approvals if each.endorsement and not each.endorsement.is_practice}


def approval_of_template(template: Template, workspace: Path, *, at: datetime | None = None) -> TemplateApproval:
    """Return the same as approval_of for a template at hand."""
    return approval_of(digest(template), workspace, at=at)


def words(found: TemplateApproval, template: Template) -> str:
    """Return how far the template has come, and by whose word, in one line of the language in use."""
    translate = translator(current_language())
    if found.endorsement is None:
        return term(found.state_of(template)).text(translate)
    statement = found.endorsement.statement
    line = _("{state} ({by}, {on})").format(state=term(statement.state).text(translate), by=statement.by, on=statement.on.isoformat())
    return _("{line}, with a practice certificate, which approves nothing").format(line=line) if found.endorsement.is_practice else line


def _endorsement(statement: Statement, sealed: SealStatus, *, is_sound: bool) -> Endorsement | None:
    info = sealed.certificate
    if info is None:
        return None
    return Endorsement(
        statement,
        signer=info.holder,
        organization=info.organization,
        issuer=info.issuer,
        fingerprint=info.fingerprint,
        signed_at=sealed.signed_at,
        is_sound=is_sound,
        is_practice=info.is_sample,
    )


def _foreign(statement: Statement, template_digest: str, template: Template | None) -> str:
    """Return why a statement is not about this template, or stands where it does not belong; empty if it does."""
    if statement.digest != template_digest:
        return _("The statement is about another template: its digest is {digest}.").format(digest=statement.digest[:12])
    if template is not None and (statement.template, statement.edition) != (template.id, template.edition):
        return _("The statement calls the template {id} {edition}, which is not its name.").format(
            id=statement.template, edition=statement.edition
        )
    return ""


def _order(filed: Filed) -> tuple[int, str]:
    return (filed.number, filed.name)


def _folders(template_digest: str, workspace: Path) -> Iterator[Path]:
    for folder in _all_folders(workspace):
        yield folder / template_digest


def _all_folders(workspace: Path) -> Iterator[Path]:
    """Yield every folder of statements: of the shipped templates, of the workspace, and of each pack installed there."""
    yield scoring_templates() / FOLDER
    installed = workspace / INSTALLED
    yield installed / FOLDER
    yield from sorted(installed.glob(f"[!.]*/{FOLDER}"))


def _subfolders(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if _SHA256.fullmatch(path.name) and path.is_dir()] if folder.is_dir() else []


def files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every statement in a folder; one that cannot be read yields nothing to read."""
    paths = sorted(path for path in folder.iterdir() if path.suffix == ENDING) if folder.is_dir() else []
    for path in paths[:MOST]:
        try:
            with path.open("rb") as file:
                yield path.name, file.read(LARGEST + 1)
        except OSError:
            yield path.name, b""
