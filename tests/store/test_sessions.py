# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What opening says of a session that had no clean end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.changes import Act
from evaluator_app.domain.history import LineKind
from evaluator_app.domain.template import Template
from evaluator_app.store.backups import good_backups
from evaluator_app.store.database import Store, open_store

Now = Callable[[], datetime]


def fall_over(store: Store) -> None:
    """End a store as a killed process does: nothing is written, the system takes the locks away."""
    store._connection.close()
    store._lock.release()


def test_a_clean_end_leaves_nothing_to_recover(folder: Path, assessment: Assessment, template: Template, now: Now) -> None:
    with open_store(folder, now=now) as store:
        assert store.recovered is None
        store.create(assessment, template, who="王工", at=now())
        store.save("a-1", changes.record_outcome(assessment, "dust", Outcome.MET), who="王工", at=now())
    with open_store(folder, now=now) as store:
        assert store.recovered is None


def test_the_acts_of_the_broken_session_alone_are_counted(folder: Path, assessment: Assessment, template: Template, now: Now) -> None:
    first = changes.record_outcome(assessment, "zoning", Outcome.MET)
    with open_store(folder, now=now) as store:
        store.create(assessment, template, who="王工", at=now())
        store.save("a-1", first, who="王工", at=now())
    store = open_store(folder, now=now, writer="李工")
    after = first.apply(assessment)
    store.save("a-1", changes.record_outcome(after, "dust", Outcome.MET), who="李工", at=now())
    store.save("a-1", first.inverse(), who="李工", at=(at := now()), kind=LineKind.UNDO)
    fall_over(store)
    with open_store(folder, now=now) as store:
        found = store.recovered
        assert found is not None
        assert (found.acts, found.writer, found.assessment_id, found.target) == (2, "李工", "a-1", "zoning")
        assert found.last is not None
        assert (found.last.act, found.last.kind, found.last.subject) == (Act.RECORD_FINDING, LineKind.UNDO, "zoning")
        assert (found.last.who, found.last.at, found.last.number) == ("李工", at, 3)
        assert found.began_at < at


def test_recovery_returns_to_the_item_that_was_looked_at(folder: Path, assessment: Assessment, template: Template, now: Now) -> None:
    store = open_store(folder, now=now)
    store.create(assessment, template, who="王工", at=now())
    store.save("a-1", changes.record_outcome(assessment, "zoning", Outcome.MET), who="王工", at=now())
    store.set_bookmark("a-1", "dust")
    fall_over(store)
    with open_store(folder, now=now) as store:
        assert store.recovered is not None
        assert (store.recovered.assessment_id, store.recovered.target) == ("a-1", "dust")


def test_a_broken_session_without_acts_is_told_once(folder: Path, now: Now) -> None:
    fall_over(open_store(folder, now=now))
    with open_store(folder, now=now) as store:
        assert store.recovered is not None
        assert (store.recovered.acts, store.recovered.last, store.recovered.assessment_id) == (0, None, "")
    with open_store(folder, now=now) as store:
        assert store.recovered is None


def test_what_a_broken_session_saved_is_copied_at_the_next_clean_close(
    folder: Path, assessment: Assessment, template: Template, now: Now
) -> None:
    open_store(folder, now=now).close()
    store = open_store(folder, now=now)
    store.create(assessment, template, who="王工", at=now())
    fall_over(store)
    before = good_backups(folder)
    open_store(folder, now=now).close()
    assert len(good_backups(folder)) == len(before) + 1
