# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a package is and what taking it in did, as lines to be read."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator_app.gui.human_time import full_time
from evaluator_app.i18n import _
from evaluator_app.services.looking_at_packages import Absent, Looked
from evaluator_app.services.package_authors import shown_fingerprint
from evaluator_app.services.taking_packages import Taken

_MOST = 5


def package_lines(looked: Looked) -> Iterator[str]:
    """Yield what a package is: of which mine, by whom, with what, and what this laptop will have."""
    manifest, prepared = looked.package.manifest, looked.prepared
    certificate = looked.package.seal.certificate
    yield _("Mine: {name}").format(name=manifest.mine)
    signer = f"{certificate.holder}（{certificate.organization or '–'}）" if certificate else "–"
    practice = _(", a credential for practice") if certificate and certificate.is_sample else ""
    yield _("Signed by {name}{practice}, made {when}").format(name=signer, practice=practice, when=full_time(manifest.made_at))
    if not looked.is_in_team:
        yield _("The signer is not in the team of this assessment.")
    if looked.is_new:
        yield _("The assessment is not here yet; it begins from this package, with {acts} acts.").format(acts=len(prepared.acts))
    else:
        yield _("{new} acts are new here; {other} acts from here are not in the package.").format(
            new=len(prepared.acts), other=prepared.preview.unknown_there
        )
    if carried := looked.carried:
        names = _(", ").join(_("{name} {count}").format(name=name or "–", count=count) for name, count in carried.items())
        yield _("Acts that the signer only hands on, under the names of others: {names}. The signature does not vouch for them.").format(
            names=names
        )
    yield _("{count} photos and documents come along that are not here.").format(count=len(looked.evidence))
    yield from _absent(looked.absent)
    yield _("Code of its author: {theirs}; of this laptop afterwards: {ours}").format(
        theirs=manifest.receipt.code, ours=prepared.receipt.code
    )


def stranger_words(looked: Looked) -> str:
    """Return what is said of an author who is not known here."""
    certificate = looked.package.seal.certificate
    print_ = shown_fingerprint(certificate.fingerprint) if certificate else "–"
    return _("This person's packages were never taken in here. Let the author read out the fingerprint and compare: {print}").format(
        print=print_
    )


def taken_words(taken: Taken) -> Iterator[str]:
    """Yield what taking a package in did."""
    words = _("Taken in: {acts} acts, {evidence} photos and documents. This can be undone.")
    if taken.is_new:
        words = _("The assessment is here now: {acts} acts, {evidence} photos and documents.")
    yield words.format(acts=taken.acts, evidence=taken.evidence)
    if taken.open_conflicts:
        yield _("{count} conflicts are open; the leader decides on the page “Team”.").format(count=taken.open_conflicts)
    yield from _absent(taken.absent)
    same = _("the author has exactly the same") if taken.same_as_author else _("this laptop has more than the author")
    yield _("Code now: {code}; {same}.").format(code=taken.after.code, same=same)


def _absent(absent: tuple[Absent, ...]) -> Iterator[str]:
    if absent:
        names = "、".join(f"{each.name}（{each.added_by or '–'}）" for each in absent[:_MOST])
        more = "…" if len(absent) > _MOST else ""
        yield _("{count} originals are still missing here; who has them: {names}").format(count=len(absent), names=names + more)
