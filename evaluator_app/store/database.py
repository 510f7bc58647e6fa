# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The store of a workspace: one folder, one database, one writer. All that the use cases ask of it goes through Store.

A store belongs to the thread that opened it, except for check(), prints() and evidence_names(). What reads and writes whole
assessments is imported when the first is opened: the list in the first window does without it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from evaluator_app.store import backups, migrations, opening, sessions, summaries
from evaluator_app.store.backups import DATABASE_NAME, Backup
from evaluator_app.store.connection import configure, connect, immediate, relaxed, told
from evaluator_app.store.locking import WriterLock
from evaluator_app.store.sessions import Recovery
from evaluator_app.store.summaries import Computed, Summary

if TYPE_CHECKING:
    from evaluator_app.domain.assessment import Assessment
    from evaluator_app.domain.changes import Change
    from evaluator_app.domain.history import JournalLine, LineKind
    from evaluator_app.domain.merging.acts import SharedAct
    from evaluator_app.domain.template import Template
    from evaluator_app.store.arrivals import Arrival
    from evaluator_app.store.assessments import Mismatch
    from evaluator_app.store.restoring import WholeAssessment

Now = Callable[[], datetime]
_log = logging.getLogger(__name__)


def open_store(folder: Path, *, now: Now, writer: str = "") -> Store:
    """Open the workspace in a folder for work, and make it where there is none.

    UserFacingError, with nothing changed, if the folder cannot be written (STO-005), is in use (STO-004), holds a database that is
    newer (STO-001), none of ours (STO-002) or damaged (STO-003, a DamagedStoreError), or if the disk is full (STO-006).
    """
    with told(folder), ExitStack() as undo:
        folder.mkdir(parents=True, exist_ok=True)
        lock = WriterLock(folder)
        lock.acquire(writer, now())
        undo.callback(lock.release)
        opening.refuse_missing(folder)
        connection = connect(folder / DATABASE_NAME)
        undo.callback(connection.close)
        opening.inspect(connection, folder)
        _migrate(connection, folder, now)
        connection.execute("pragma foreign_keys=on")
        with relaxed(connection):
            session, recovered = sessions.begin(connection, writer, now())
        undo.pop_all()
    return Store(folder, connection, lock, session=session, recovered=recovered, now=now)


def _migrate(connection: sqlite3.Connection, folder: Path, now: Now) -> None:
    taken = migrations.applied(connection)
    if taken != migrations.known():
        if taken:
            backups.before_migration(connection, folder, migrations.schema_number(taken), now())
        configure(connection)
        migrations.apply(connection)
    else:
        configure(connection)


class Store:
    """An open workspace."""

    def __init__(
        self,
        folder: Path,
        connection: sqlite3.Connection,
        lock: WriterLock,
        *,
        session: int,
        recovered: Recovery | None,
        now: Now,
    ) -> None:
        """Take over an open connection and the lock; open_store() makes both."""
        self.folder = folder
        self.recovered = recovered
        """What opening found of a session that did not end cleanly; None if the last one did."""
        self._connection = connection
        self._lock = lock
        self._session = session
        self._now = now
        self._is_open = True
        self._is_copy_due = recovered is not None or not backups.good_backups(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the session cleanly, keep a good copy if anything has changed, and let the next writer in."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            with immediate(self._connection):
                sessions.end(self._connection, self._session, self._now())
            if self._is_copy_due:
                backups.keep_good(self._connection, self.folder, self._now())
        except (sqlite3.Error, OSError) as error:
            _log.warning("the session was not closed cleanly, its acts are safe: %s", error)
        finally:
            self._connection.close()
            self._lock.release()

    def keep_backup(self) -> Backup:
        """Keep a good copy now; the last three are kept."""
        with told(self.folder):
            return backups.keep_good(self._connection, self.folder, self._now())

    def create(self, assessment: Assessment, template: Template, *, who: str, at: datetime) -> None:
        """Save a new assessment with the template it is made by; ValueError if it names another or its id is taken."""
        from evaluator_app.store import assessments

        with told(self.folder), immediate(self._connection) as connection:
            assessments.insert(connection, assessment, template, who, at)
        self._is_copy_due = True

    def pin(self, template: Template) -> str:
        """Keep a template that an assessment is about to be moved to; return its digest."""
        from evaluator_app.store import templates

        with told(self.folder), immediate(self._connection) as connection:
            return templates.pin(connection, template)

    def save(
        self, assessment_id: str, change: Change, *, who: str, at: datetime, kind: LineKind | None = None, continues: bool = False
    ) -> JournalLine:
        """Save an act with its journal line: on return both are on the disk, after an error neither is.

        StaleChangeError if a record is not what the act replaces; UserFacingError if the assessment is unknown or cannot be written.
        """
        from evaluator_app.store import assessments

        with told(self.folder), immediate(self._connection) as connection:
            line = assessments.write(connection, assessment_id, change, who=who, at=at, kind=kind, continues=continues)
        self._is_copy_due = True
        return line

    def merge(self, assessment_id: str, change: Change, acts: Sequence[SharedAct], *, package: str, who: str, at: datetime) -> JournalLine:
        """Save what acts of colleagues make of an assessment, with the acts; as save(), also where they change nothing here."""
        from evaluator_app.store import arrivals, assessments

        with told(self.folder), immediate(self._connection) as connection:
            line = assessments.write(connection, assessment_id, change, who=who, at=at, kind=None, continues=False)
            arrivals.append(connection, assessment_id, line.number, package, acts)
        self._is_copy_due = True
        return line

    def arrivals(self, assessment_id: str) -> Mapping[int, Arrival]:
        """Return what came in from colleagues, by the line of the journal that merged it."""
        from evaluator_app.store import arrivals

        with told(self.folder):
            return arrivals.read(self._connection, assessment_id)

    def arrived_lines(self, assessment_id: str) -> Mapping[int, Sequence[JournalLine]]:
        """Return the same acts as lines; what an act changed is read, and held against its name, when it is asked for."""
        from evaluator_app.store import arrivals

        with told(self.folder):
            return arrivals.read_lines(self._connection, assessment_id)

    def origin(self, assessment_id: str) -> Assessment:
        """Return an assessment as it was begun, before the first line of its journal."""
        from evaluator_app.store import assessments

        with told(self.folder):
            return assessments.read_origin(self._connection, assessment_id)

    def load(self, assessment_id: str) -> Assessment:
        """Return an assessment as it was last saved."""
        from evaluator_app.store import assessments

        with told(self.folder):
            return assessments.read(self._connection, assessment_id)

    def whole(self, assessment_id: str) -> WholeAssessment:
        """Return all that is kept of an assessment beside its evidence, also of one in the trash."""
        from evaluator_app.store import restoring

        with told(self.folder):
            return restoring.read_whole(self._connection, assessment_id)

    def bring_back(self, whole: WholeAssessment) -> None:
        """Save an assessment that comes from elsewhere, with its journal; ValueError if its id is taken or it is not sound."""
        from evaluator_app.store import restoring

        with told(self.folder), immediate(self._connection) as connection:
            restoring.bring_back(connection, whole)
        self._is_copy_due = True

    def journal(self, assessment_id: str) -> tuple[JournalLine, ...]:
        """Return all acts on an assessment, the first first."""
        from evaluator_app.store import journal

        with told(self.folder):
            return journal.read_lines(self._connection, assessment_id)

    def check(self, assessment_id: str) -> tuple[Mismatch, ...]:
        """Replay the journal of an assessment and return where it does not lead to its records; empty if all is well.

        May be asked from any thread: it reads by a connection of its own.
        """
        from evaluator_app.store import assessments

        with told(self.folder), closing(connect(self.folder / DATABASE_NAME)) as connection:
            return assessments.check(connection, assessment_id)

    def prints(self, but: str) -> tuple[tuple[str, str, str, str], ...]:
        """Return assessment, id, digest and fingerprint of the evidence of all assessments but one. May be asked from any thread."""
        from evaluator_app.store import prints

        with told(self.folder), closing(connect(self.folder / DATABASE_NAME)) as connection:
            return tuple(prints.read_prints(connection, but))

    def evidence_names(self, wanted: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[str, str]]:
        """Return mine and file name of evidence, by ids of assessment and evidence. May be asked from any thread."""
        from evaluator_app.store import prints

        with told(self.folder), closing(connect(self.folder / DATABASE_NAME)) as connection:
            return prints.read_names(connection, wanted)

    def template(self, digest: str) -> Template:
        """Return the template that an assessment was made by."""
        from evaluator_app.store import templates

        with told(self.folder):
            return templates.read_template(self._connection, digest)

    def summaries(self) -> tuple[Summary, ...]:
        """Return what lists show of all assessments, the last changed first."""
        with told(self.folder):
            return summaries.read_summaries(self._connection, removed=False)

    def removed(self) -> tuple[Summary, ...]:
        """Return what lists show of the assessments in the trash."""
        with told(self.folder):
            return summaries.read_summaries(self._connection, removed=True)

    def set_computed(self, assessment_id: str, computed: Computed) -> None:
        """Keep what has been computed of an assessment: progress, verdict, points, and the digest they came from.

        Does not wait for the disk; what is lost with the power can be computed again, and is then marked as not current.
        """
        with told(self.folder), relaxed(self._connection) as connection:
            summaries.write_computed(connection, assessment_id, computed)

    def set_bookmark(self, assessment_id: str, target: str) -> None:
        """Keep which item of which assessment is being looked at; does not wait for the disk."""
        with told(self.folder), relaxed(self._connection) as connection:
            sessions.set_bookmark(connection, self._session, assessment_id, target)

    def bookmark(self, assessment_id: str) -> str:
        """Return the item of an assessment that was looked at last; empty at first."""
        with told(self.folder):
            return sessions.bookmark(self._connection, assessment_id)

    def remove(self, assessment_id: str, *, at: datetime) -> None:
        """Put an assessment into the trash; nothing of it is deleted."""
        self._set_removed(assessment_id, at)

    def take_back(self, assessment_id: str) -> None:
        """Take an assessment out of the trash."""
        self._set_removed(assessment_id, None)

    def _set_removed(self, assessment_id: str, at: datetime | None) -> None:
        from evaluator_app.store import assessments

        with told(self.folder), immediate(self._connection) as connection:
            assessments.set_removed(connection, assessment_id, at)
        self._is_copy_due = True

    def get_preference(self, name: str, default: str = "") -> str:
        """Return what a person has chosen, such as the language; the default if nothing has been."""
        with told(self.folder):
            rows = self._connection.execute("select value from preferences where name = ?", (name,)).fetchall()
        return rows[0][0] if rows else default

    def set_preference(self, name: str, value: str) -> None:
        """Keep what a person has chosen; does not wait for the disk."""
        sql = "insert into preferences (name, value) values (?, ?) on conflict (name) do update set value = excluded.value"
        with told(self.folder), relaxed(self._connection) as connection:
            connection.execute(sql, (name, value))
