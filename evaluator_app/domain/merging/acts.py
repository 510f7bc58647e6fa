# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Acts as laptops exchange them: each is named by the digest of what it says and of what its author knew.

So no laptop needs a name of its own, a copy that goes on elsewhere is only another branch, and no clock decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import canonical_bytes, digest, read_json
from evaluator_app.domain.changes import Act, Change
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, decode
from evaluator_app.domain.edit_data import edits_data, read_edits
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.domain.sentence import say


@dataclass(frozen=True, slots=True)
class SharedAct:
    """One act on an assessment, with what its author knew of others'."""

    parents: tuple[str, ...]
    """Names of the acts that the author knew last: the own one before first, then those of others, sorted. The first act of all
    names the digest of the assessment as it was begun."""
    who: str
    at: datetime
    """By the clock of that laptop; shown, never compared."""
    kind: LineKind
    change: Change
    continues: bool = False
    name: str = field(default="", compare=False)
    """SHA-256 of the act in its canonical form, in hex."""

    @property
    def act(self) -> Act:
        """What the person did."""
        return self.change.act


@dataclass(frozen=True, slots=True)
class Known:
    """What one laptop knows: its own acts and those that came in."""

    root: str
    """Digest of the assessment as it was begun."""
    acts: Mapping[str, SharedAct]
    """By name."""
    heads: tuple[str, ...]
    """The acts that nothing known follows, the own one first; the root where there are none."""


def shared(parents: tuple[str, ...], who: str, at: datetime, kind: LineKind, change: Change, *, continues: bool = False) -> SharedAct:
    """Return an act with its name."""
    bare = SharedAct(parents, who, at, kind, change, continues)
    return SharedAct(parents, who, at, kind, change, continues, digest(act_data(bare)))


def root_of(origin: Assessment) -> str:
    """Return the name of the beginning of an assessment."""
    return digest(origin)


class Knowledge:
    """What a laptop comes to know, line by line of its journal; each line is named once, however long the journal becomes.

    A merge that was undone is as if it had not been: what was done and taken back after it is left out with it.
    """

    def __init__(self, root: str) -> None:
        """Begin with the name of the beginning of an assessment."""
        self._root = root
        self._acts: dict[str, SharedAct] = {}
        self._heads: tuple[str, ...] = (root,)
        self._before: list[tuple[str, ...]] = []

    def follow(self, line: JournalLine, arrived: Sequence[SharedAct] = ()) -> None:
        """Take the next line into account, for a merge with the acts that came in by it."""
        if line.act is not Act.MERGE_PACKAGE:
            act = shared(self._heads, line.who, line.at, line.kind, line.change, continues=line.continues)
            self._acts[act.name] = act
            self._heads = (act.name,)
        elif line.kind is LineKind.UNDO:
            self._heads = self._before.pop()
        else:
            self._before.append(self._heads)
            self._acts |= {act.name: act for act in arrived}
            self._heads = _joined_heads(self._acts, self._heads, (act.name for act in arrived))

    def known(self) -> Known:
        """Return what is known now."""
        return Known(self._root, _up_to(self._acts, self._heads), self._heads)


def known(origin: Assessment, lines: Iterable[JournalLine], arrivals: Mapping[int, Sequence[SharedAct]]) -> Known:
    """Return what a laptop knows, from its journal and the acts that came in by the line that merged them."""
    knowledge = Knowledge(root_of(origin))
    for line in lines:
        knowledge.follow(line, arrivals[line.number] if _merges(line) else ())
    return knowledge.known()


def _merges(line: JournalLine) -> bool:
    return line.act is Act.MERGE_PACKAGE and line.kind is not LineKind.UNDO


def with_arrivals(there: Known, arrived: Iterable[SharedAct]) -> Known:
    """Return what a laptop would know with acts that come in."""
    incoming = {act.name: act for act in arrived}
    acts = {**there.acts, **incoming}
    return Known(there.root, acts, _joined_heads(acts, there.heads, incoming))


def _joined_heads(acts: Mapping[str, SharedAct], own: tuple[str, ...], incoming: Iterable[str]) -> tuple[str, ...]:
    """Return what nothing known follows, the own one first."""
    candidates = dict.fromkeys((*own, *incoming))
    followed = {parent for name in _up_to(acts, candidates) for parent in acts[name].parents}
    kept = [name for name in candidates if name not in followed and name in acts]
    return (*[name for name in kept if name in own[:1]], *sorted(name for name in kept if name not in own[:1])) or own


def _up_to(acts: Mapping[str, SharedAct], heads: Iterable[str]) -> dict[str, SharedAct]:
    """Return the acts that some heads follow, themselves included."""
    found: dict[str, SharedAct] = {}
    waiting = [name for name in heads if name in acts]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = acts[name]
            waiting.extend(parent for parent in acts[name].parents if parent in acts)
    return found


# As files


@dataclass(frozen=True, slots=True)
class _Head:
    parents: tuple[str, ...]
    who: str
    at: datetime
    kind: LineKind
    continues: bool
    act: Act
    subject: str


def act_data(act: SharedAct) -> Json:
    """Return an act as plain data."""
    head = _Head(act.parents, act.who, act.at, act.kind, act.continues, act.change.act, act.change.subject)
    return {"edits": edits_data(act.change), **{name: getattr(head, name) for name in _Head.__slots__}}


def act_line(act: SharedAct) -> bytes:
    """Return an act as a line of a file: canonical JSON."""
    return canonical_bytes(act_data(act))


def read_act(line: bytes | str) -> SharedAct:
    """Read an act from a line that may be anything; DocumentError for what is none. Its name is computed, not believed."""
    data = read_json(line)
    if not isinstance(data, dict):
        raise DocumentError((DocumentProblem("/", say("doc.object", "An object is expected here")),))
    head = decode(_Head, {key: value for key, value in data.items() if key != "edits"})
    change = Change(head.act, read_edits(data.get("edits")), head.subject)
    return shared(head.parents, head.who, head.at, head.kind, change, continues=head.continues)
