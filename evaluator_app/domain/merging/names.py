# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""In whose name an act speaks. Acts are carried on by colleagues: only the signature over a package tells who handed it on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from evaluator_app.domain.changes import Act, Edit
from evaluator_app.domain.history import LineKind
from evaluator_app.domain.merging.acts import SharedAct
from evaluator_app.domain.teamwork import Comment, Conflict, Review, ReviewState, SignOff

_JUDGED = (ReviewState.ACCEPTED, ReviewState.CHANGES_REQUESTED)


def speaks_for_another(act: SharedAct) -> bool:
    """Tell whether somebody reviews, comments, signs off or closes a conflict by another's name, or accepts what he submitted himself.

    Taking back and doing again repeats what was said before, whoever does it.
    """
    own = act.who.strip()
    return act.kind is LineKind.ACT and any(name.strip() != own for edit in act.change.edits for name in _named(act.act, edit))


def _named(act: Act, edit: Edit) -> Iterator[str]:
    new = edit.new
    if isinstance(new, Review) and act is Act.REVIEW_ITEM and new.state in _JUDGED:
        yield new.reviewer if new.reviewer.strip() != new.author.strip() else ""
    elif isinstance(new, (Comment, SignOff)) and edit.old is None:
        yield new.by
    elif isinstance(new, Conflict) and act is Act.CLOSE_CONFLICT and new.closing is not None:
        yield new.closing.by


def carried(acts: Iterable[SharedAct], author: str) -> Mapping[str, int]:
    """Return how many acts bear the name of another than the author of the package, by name."""
    return dict(sorted(Counter(act.who for act in acts if act.who.strip() != author.strip()).items()))
