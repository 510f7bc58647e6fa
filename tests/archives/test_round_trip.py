# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Laws: a journal comes back from its lines; whatever was done, undone and moved, an archive brings all of it back."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator_app.archives.journal import journal_bytes, read_journal
from evaluator_app.archives.manifest import is_safe_path
from evaluator_app.domain.assessment import Assessor, Mine
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.changes import Act, AssessmentClosedError, StaleChangeError
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.services.archiving import archive
from evaluator_app.services.moving import move_to
from evaluator_app.services.opening_archives import open_archive, read_archive
from evaluator_app.services.workspace import NewAssessment, Workspace
from tests.domain.acts import ACTS, TEMPLATE, to_look_again, worked

AT = datetime(2026, 11, 25, 8, 0, 0, 123456, tzinfo=UTC)
DONE_BY_WORDS = sorted(
    set(ACTS) - {Act.ATTACH_EVIDENCE, Act.EDIT_EVIDENCE, Act.FILE_BY_CARDS, Act.MOVE_TEMPLATE, Act.CHANGE_STATUS, Act.MERGE_PACKAGE},
    key=lambda act: act.value,
)
"""Acts that need no file of evidence behind them, and close nothing."""


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("kind", LineKind)
def test_every_act_comes_back_from_its_line(act: Act, kind: LineKind) -> None:
    line = JournalLine(1, ACTS[act](to_look_again(worked())), "王工", AT, kind, continues=True)
    assert read_journal(journal_bytes([line])) == (line,)


@pytest.mark.parametrize("text", [b"{}", b"[]", b"null", b'{"edits":[]}', b'{"edits":[5]}', b"\xff", b"{", b'{"edits":[],"number":"1"}'])
def test_a_line_that_is_none_is_named(text: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_journal(journal_bytes([]) + text + b"\n")
    assert all(problem.path.startswith("[1]") for problem in caught.value.problems)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from([*DONE_BY_WORDS, "undo", "redo", "move"]), max_size=14))
def test_whatever_was_done_comes_back(steps: list[Act | str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with Workspace(root / "here", who="王工", now=lambda: AT) as here:
            opened = here.begin(NewAssessment(TEMPLATE, Mine("青山 煤矿"), team=(Assessor("w", "王工", is_leader=True),)))
            for number, step in enumerate(steps):
                if step == "undo":
                    opened.undo()
                elif step == "redo":
                    opened.redo()
                elif step == "move":
                    move_to(opened, replace(TEMPLATE, edition=f"2027.{number}"))
                elif isinstance(step, Act):
                    try:
                        opened.do(ACTS[step](opened.assessment))
                    except (KeyError, StaleChangeError, AssessmentClosedError):
                        continue
            first = archive(here, opened, root / "first.zip")
            expected = here.store.whole(opened.assessment.id)
            figures = canonical_bytes([opened.card, opened.rating])
        with Workspace(root / "there", now=lambda: AT) as there:
            done = open_archive(there, first.path)
            assert there.store.whole(done.assessment_id) == expected
            back = there.open_assessment(done.assessment_id)
            assert canonical_bytes([back.card, back.rating]) == figures
            assert there.store.check(done.assessment_id) == ()
            assert archive(there, back, root / "second.zip").path.read_bytes() == first.path.read_bytes()
        assert read_archive(root / "second.zip").whole == expected


@given(st.text(max_size=60))
def test_a_safe_path_stays_inside_on_every_system(path: str) -> None:
    if is_safe_path(path):
        assert path.isascii()
        assert not path.startswith(("/", ".", "-"))
        assert not set(path) & set('\\:*?"<>| \x00\n')
        assert all(segment not in ("", ".", "..") and not segment.endswith(".") for segment in path.split("/"))
