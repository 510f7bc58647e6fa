# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is said of copies in window and command line alike: what one holds, what it does not, what no copy holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from evaluator_app.domain.status import STATUS_TERMS
from evaluator_app.i18n import N_, _, current_language, translator
from evaluator_app.rescue.home import FoundCopy
from evaluator_app.rescue.manifest import CopyManifest, Why
from evaluator_app.services.rescue_record import CopyRecord
from evaluator_app.services.rescue_reminding import Unsaved

_WHY = {
    Why.SECRET: N_("Private keys stay on this laptop ({count}), keep them elsewhere: {names}"),
    Why.TOO_LARGE: N_("Not copied, for sticks cannot hold files of 4 GB ({count}): {names}"),
    Why.DAMAGED: N_("Not copied, for this evidence is damaged on the laptop ({count}): {names}"),
    Why.MISSING: N_("Evidence that is missing on the laptop ({count}): {names}"),
    Why.UNREADABLE: N_("Not copied, for it could not be read or changed meanwhile ({count}): {names}"),
    Why.LINK: N_("Not copied, for these are links to other places ({count}): {names}"),
}
_SHOWN = 3


def size_words(size: int) -> str:
    """Return a number of bytes as people say it."""
    return f"{size / 1e9:.1f} GB" if size >= 1_000_000_000 else f"{size / 1e6:.1f} MB"


def moment_words(moment: datetime) -> str:
    """Return a moment to the minute, in the time zone of this computer."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def copy_lines(copy: FoundCopy) -> Iterator[str]:
    """Yield what a copy holds: when, by whom, on which laptop, how much, and each assessment."""
    if copy.manifest is None:
        yield _("Copy {number}: it cannot be read.").format(number=copy.number)
        return
    manifest = copy.manifest
    yield _("Copy {number}: {when}, by {who} on {computer}, {files} files, {size}").format(
        number=copy.number,
        when=moment_words(manifest.taken_at),
        who=manifest.by or "–",
        computer=manifest.computer or "–",
        files=len(manifest.files),
        size=size_words(manifest.size),
    )
    yield from assessment_lines(manifest)


def assessment_lines(manifest: CopyManifest) -> Iterator[str]:
    """Yield a line for each assessment of a copy."""
    say = translator(current_language())
    for held in manifest.assessments:
        line = _("{mine}: {stage}, {acts} acts up to {when}, {evidence} pieces of evidence").format(
            mine=held.mine,
            stage=STATUS_TERMS[held.status].text(say),
            acts=held.acts,
            when=moment_words(held.changed_at),
            evidence=held.evidence,
        )
        yield f"  {line}{_(' (in the trash)') if held.is_removed else ''}"


def left_out_lines(manifest: CopyManifest) -> Iterator[str]:
    """Yield what a copy does not hold, and why."""
    counts = Counter(left.why for left in manifest.left_out)
    for why, count in counts.items():
        names = [left.path for left in manifest.left_out if left.why is why]
        yield _(_WHY[why]).format(count=count, names="、".join(names[:_SHOWN]) + ("…" if count > _SHOWN else ""))


def unsaved_words(work: Unsaved) -> str:
    """Return what no copy holds."""
    if work.acts:
        names = "、".join(work.mines[:_SHOWN]) + ("…" if len(work.mines) > _SHOWN else "")
        return _("On this laptop alone, acts: {acts}. {mines}").format(acts=work.acts, mines=names)
    if work.has_other_files:
        return _("Reports, phrases or templates have changed since the last copy.")
    return _("A copy holds everything.") if work.last else _("There is nothing to copy yet.")


def last_words(last: CopyRecord | None) -> str:
    """Return when the last copy was made, and where."""
    if last is None:
        return _("No copy has been made yet.")
    return _("Last copy: {when}, {place}").format(when=moment_words(last.at), place=last.place)
