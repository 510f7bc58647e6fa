# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Comments of colleagues on items, in threads that are open or closed. They count for nothing and stand in no report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import Act, Change, change_records
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.teamwork import Comment


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and what was answered, in the order of time."""

    first: Comment
    answers: tuple[Comment, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it."""
        return not self.first.closed_by

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All of them, the first first."""
        return (self.first, *self.answers)


def threads(assessment: Assessment) -> tuple[Thread, ...]:
    """Return all threads, in the order of time."""
    return _threads(assessment.comments, assessment.comments.values())


def threads_of(assessment: Assessment, target: str) -> tuple[Thread, ...]:
    """Return the threads of an item, or for "" those of the assessment as a whole, in the order of time."""
    return tuple(thread for thread in threads(assessment) if thread.first.target == target)


def open_targets(assessment: Assessment) -> frozenset[str]:
    """Return the ids of the items that have an open thread; "" stands for the assessment as a whole."""
    return frozenset(thread.first.target for thread in threads(assessment) if thread.is_open)


def add_comment(assessment: Assessment, comment: Comment) -> Change:
    """Add a comment; an answer goes to the first of its thread and opens it again. ValueError without words, name, or what it answers."""
    if not comment.text.strip() or not comment.by.strip():
        raise ValueError("a comment has words and a name")
    changed: dict[str, Comment | None] = {}
    if comment.answers:
        if comment.answers not in assessment.comments:
            raise ValueError(f"no comment {comment.answers}")
        first = _first(assessment.comments, assessment.comments[comment.answers])
        comment = replace(comment, answers=first.id, target=first.target)
        changed[first.id] = replace(first, closed_by="", closed_at=None)
    changed[comment.id] = replace(comment, text=comment.text.strip())
    return change_records(assessment, Act.COMMENT, RecordKind.COMMENT, changed, comment.target)


def edit_comment(assessment: Assessment, comment_id: str, text: str, *, at: datetime) -> Change:
    """Write a comment anew; it bears the mark of it. KeyError for an unknown one, ValueError without words."""
    held = assessment.comments[comment_id]
    if not text.strip():
        raise ValueError("a comment has words")
    edited = held if text.strip() == held.text else replace(held, text=text.strip(), edited_at=at)
    return change_records(assessment, Act.COMMENT, RecordKind.COMMENT, {comment_id: edited}, held.target)


def close_thread(assessment: Assessment, comment_id: str, *, by: str, at: datetime) -> Change:
    """Close the thread of a comment. KeyError for an unknown one."""
    first = _first(assessment.comments, assessment.comments[comment_id])
    closed = first if first.closed_by else replace(first, closed_by=by, closed_at=at)
    return change_records(assessment, Act.COMMENT, RecordKind.COMMENT, {first.id: closed}, first.target)


def open_thread(assessment: Assessment, comment_id: str) -> Change:
    """Open the thread of a comment again. KeyError for an unknown one."""
    first = _first(assessment.comments, assessment.comments[comment_id])
    return change_records(
        assessment, Act.COMMENT, RecordKind.COMMENT, {first.id: replace(first, closed_by="", closed_at=None)}, first.target
    )


def no_editing(comment: Comment, name: str) -> Sentence | None:
    """Return why a person does not edit a comment; None for its author."""
    if comment.by == name:
        return None
    return say("comment.not_own", "{author} wrote this comment; answer it instead", author=comment.by)


def _threads(known: Mapping[str, Comment], comments: Iterable[Comment]) -> tuple[Thread, ...]:
    found: dict[str, list[Comment]] = {}
    for comment in sorted(comments, key=_in_time):
        first = _first(known, comment)
        answers = found.setdefault(first.id, [])
        if first.id != comment.id:
            answers.append(comment)
    firsts = sorted((known[name] for name in found), key=_in_time)
    return tuple(Thread(first, tuple(found[first.id])) for first in firsts)


def _first(known: Mapping[str, Comment], comment: Comment) -> Comment:
    """Return the comment that begins the thread; one that answers what is not there, or itself in the end, begins its own."""
    seen = {comment.id}
    here = comment
    while here.answers in known:
        here = known[here.answers]
        if here.id in seen:
            return known[min(seen)]
        seen.add(here.id)
    return here


def _in_time(comment: Comment) -> tuple[float, str]:
    return (comment.at.timestamp() if comment.at else 0.0, comment.id)
