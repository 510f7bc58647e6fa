# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What was found out about a report: answers, signatures, what the report is; as values, as plain data, as text. Finds nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluator_app.domain.codec import Json
from evaluator_app.domain.terms import term
from evaluator_app.i18n import _, current_language, run_on, translator
from evaluator_app.services.answers import Answer
from evaluator_app.services.judging_signers import Signers, place_to_json, role
from evaluator_app.services.report_data import ReportData
from evaluator_app.signing.statuses import PdfVerification, SignatureStatus


@dataclass(frozen=True, slots=True)
class ReportVerification:
    """What was found out about a report."""

    intact: Answer
    """Nothing changed since signing, and the whole file is covered."""
    trusted: Answer
    """Every signer is vouched for by an authority known here."""
    named: Answer
    """Every certificate names the person or firm in whose place it stands."""
    complete: Answer
    """Everybody has signed, in order."""
    matches: Answer
    """The pages say what the attached data say."""
    recomputes: Answer
    """The attached score is what the rules make of the attached findings."""
    approved: Answer
    """An authority has approved the scoring template."""
    evidence: Answer
    """The originals at hand are those that the report names."""
    pictures: Answer
    """The photos on the pages show what the originals show."""
    replaces: Answer
    """It takes the place of the report that was given for that."""
    harmless: Answer
    """The file has no scripts, programs or links to elsewhere."""
    signed: PdfVerification
    signers: Signers
    report: ReportData | None
    """The data, where they could be read."""
    is_misnamed: bool
    """The attached rules call themselves by the name of rules of this program, and are others."""
    sha256: str
    """Of the file."""
    size: int
    """Bytes."""

    @property
    def signatures(self) -> tuple[SignatureStatus, ...]:
        """Return all signatures and time stamps, the oldest first."""
        return self.signed.signatures

    @property
    def answers(self) -> dict[str, Answer]:
        """All answers by name."""
        return {name: getattr(self, name) for name in ANSWERS}

    @property
    def is_sound(self) -> bool:
        """Tell whether the report is whole, agrees with its data and recomputes, and nothing speaks against signers and evidence.

        Trust, approval, and whether all have signed are said apart.
        """
        holds = not self.is_misnamed and all(answer.value is True for answer in (self.intact, self.matches, self.recomputes))
        against = (self.named, self.evidence, self.pictures, self.replaces, self.harmless)
        is_revoked = any(each.revoked_on is not None and each.trusted is False for each in self.signatures)
        return holds and not is_revoked and not any(answer.value is False for answer in against)

    @property
    def is_final(self) -> bool:
        """Tell whether it is sound, and trust, approval and signers leave nothing open."""
        return self.is_sound and all(answer.value is True for answer in (self.trusted, self.named, self.complete, self.approved))

    def to_json(self) -> Json:
        """Return everything as plain data."""
        certificates, words = self.signed.stored
        return {
            **{name: answer.value for name, answer in self.answers.items()},
            "reasons": {name: answer.reason for name, answer in self.answers.items()},
            "sound": self.is_sound,
            "file": {"sha256": self.sha256, "size": self.size},
            "report": _report(self.report) if self.report else None,
            "missing": [place_to_json(place) for place in self.signers.missing],
            "long_term": {"certificates": certificates, "revocation": words},
            "signatures": [{**each.to_json(), "place": self._place(each)} for each in self.signatures],
        }

    def to_text(self) -> str:
        """Return everything as sentences, a line each, in the language in use."""
        return "\n".join(self._lines()) + "\n"

    def told(self, signature: SignatureStatus) -> str:
        """Return a sentence on who signed what place, and what stamps prove."""
        place = self.signers.place_of(signature)
        parts = [_("{person} ({role}):").format(person=place.who, role=role(place))] if place else []
        parts.append(signature.summary)
        if signature.stamp is not None:
            stamp = signature.stamp
            parts.append(
                _("Time stamp by {name} of {moment}. {trust}").format(
                    name=stamp.certificate.holder, moment=f"{stamp.moment:%Y-%m-%d %H:%M:%S} UTC", trust=stamp.trusted_reason
                )
            )
        elif signature.proven_at is not None and not signature.is_time_stamp:
            parts.append(_("A later time stamp proves it for {moment}.").format(moment=f"{signature.proven_at:%Y-%m-%d %H:%M:%S} UTC"))
        return run_on(*parts)

    def _place(self, signature: SignatureStatus) -> Json:
        place = self.signers.place_of(signature)
        return place_to_json(place) if place else None

    def _lines(self) -> Iterator[str]:
        titles, words = answer_titles(), {True: _("yes"), False: _("NO"), None: _("cannot be told")}
        if self.report is not None:
            yield told_of(self.report)
        for name, answer in self.answers.items():
            yield _("{title}: {answer}. {reason}").format(title=titles[name], answer=words[answer.value], reason=answer.reason)
        yield from (f"  {self.told(signature)}" for signature in self.signatures)
        certificates, revocation = self.signed.stored
        if certificates or revocation:
            yield _("For later the file keeps {certificates} certificates and {revocation} words on revocation.").format(
                certificates=certificates, revocation=revocation
            )
        yield _("SHA-256 of the file: {digest}").format(digest=self.sha256)


ANSWERS = (
    "intact",
    "trusted",
    "named",
    "complete",
    "matches",
    "recomputes",
    "approved",
    "evidence",
    "pictures",
    "replaces",
    "harmless",
)
"""Names of the answers, in the order they are told."""


def answer_titles() -> dict[str, str]:
    """Return what each answer is about, in words."""
    return {
        "intact": _("Unchanged since signing, whole file covered"),
        "trusted": _("Signers known to a trusted authority"),
        "named": _("Certificates name those who sign"),
        "complete": _("All have signed, in order"),
        "matches": _("Pages agree with the attached data"),
        "recomputes": _("Score recomputes"),
        "approved": _("Scoring template approved"),
        "evidence": _("Evidence is what the report names"),
        "pictures": _("Photos show what the originals show"),
        "replaces": _("Takes the place of an earlier report"),
        "harmless": _("No scripts, programs or links"),
    }


def told_of(report: ReportData) -> str:
    """Return in a sentence what report it is."""
    profile = report.assessment.profile
    status = term(profile.status).text(translator(current_language()))
    told = _("{mine}, by {organization}, issued on {day}; stage: {status}.").format(
        mine=report.assessment.mine.name, organization=profile.organization or "–", day=report.issued_on.isoformat(), status=status
    )
    return run_on(told, _("A practice assessment, which proves nothing.")) if profile.is_practice else told


def _report(report: ReportData) -> Json:
    profile = report.assessment.profile
    revision = profile.revision
    return {
        "assessment": report.assessment.id,
        "mine": report.assessment.mine.name,
        "organization": profile.organization,
        "status": profile.status.value,
        "practice": profile.is_practice,
        "issued_on": report.issued_on.isoformat(),
        "language": report.language,
        "program": report.program,
        "template": {"id": profile.template.id, "edition": profile.template.edition, "digest": profile.template.digest},
        "revision": {
            "number": revision.number,
            "replaces": revision.replaces,
            "report_sha256": revision.replaced_report_sha256 or None,
            "reason": revision.reason,
        }
        if revision
        else None,
    }
