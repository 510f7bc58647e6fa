# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What no copy holds is told by the journals; when it is said, by the time of the day, but no clock silences it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from evaluator_app.domain.assessment import Mine
from evaluator_app.services.rescue_record import FILE_NAME, last_at, records
from evaluator_app.services.rescue_reminding import (
    USUAL,
    Unsaved,
    is_due,
    is_due_on_closing,
    remind_at,
    reminding_at,
    unsaved,
)
from evaluator_app.services.rescue_restoring import bring_back
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace
from tests.services.rescuing import add_photo, copy, fill, newest, utc_now


def here(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment by the clock on the wall."""
    return datetime(2026, 11, day, hour, minute).astimezone()


def work(
    first: datetime | None = None, last: datetime | None = None, *, acts: int = 5, visits: tuple[tuple[date, date], ...] = ()
) -> Unsaved:
    return Unsaved(acts, ("青山煤矿",), first, last, has_other_files=not acts, visits=visits, last=None, key="k")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_work_is_held_by_a_copy_until_the_next_act(workspace: Workspace, stick: Path) -> None:
    assert not unsaved(workspace.root).is_any
    opened = fill(workspace)
    before = unsaved(workspace.root)
    assert (before.acts, before.mines, before.last) == (3, ("试验煤矿",), None)
    done = copy(workspace.root, stick)
    assert last_at(workspace.root) == done.manifest.taken_at
    after = unsaved(workspace.root)
    assert (after.acts, after.has_other_files) == (0, False)
    assert after.last is not None
    add_photo(opened, "x")
    add_photo(opened, "y")
    assert unsaved(workspace.root).acts == 2
    assert unsaved(workspace.root).key != after.key
    opened.undo()
    assert unsaved(workspace.root).acts == 3, "an undo is an act"


def test_an_assessment_without_an_act_counts_too(workspace: Workspace, stick: Path) -> None:
    fill(workspace)
    copy(workspace.root, stick)
    fill(workspace, "新矿", photos=0)
    found = unsaved(workspace.root)
    assert (found.acts, found.mines) == (1, ("新矿",))


def test_reports_and_phrases_count_where_they_changed(workspace: Workspace, stick: Path) -> None:
    fill(workspace)
    copy(workspace.root, stick)
    (workspace.root / "phrases.toml").write_text("new")
    found = unsaved(workspace.root)
    assert (found.acts, found.has_other_files) == (0, True)


def test_practice_mines_are_no_work(workspace: Workspace) -> None:
    template = find_template("cn-mnr/green-mine-2024-coal", workspace.root)
    add_photo(workspace.begin(NewAssessment(template, Mine("练习"), is_practice=True)), "x")
    assert not unsaved(workspace.root).is_any


def test_another_journal_of_the_same_length_is_not_held(workspace: Workspace, stick: Path, tmp_path: Path) -> None:
    """Two laptops went on from one copy with one act each: the copy of one does not hold the act of the other."""
    fill(workspace)
    copy(workspace.root, stick)
    bring_back(newest(stick), tmp_path / "second", now=utc_now)
    add_photo(workspace.open_assessment(""), "一号")
    copy(workspace.root, stick)
    with Workspace(tmp_path / "second") as second:
        add_photo(second.open_assessment(""), "二号")
        (second.root / FILE_NAME).write_bytes((workspace.root / FILE_NAME).read_bytes())
        assert unsaved(second.root).acts == 1


def test_acts_recorded_by_a_clock_set_back_are_seen(workspace: Workspace, stick: Path) -> None:
    opened = fill(workspace)
    copy(workspace.root, stick)
    workspace.now = lambda: datetime(2001, 1, 1, tzinfo=UTC)
    add_photo(workspace.open_assessment(opened.assessment.id), "2001")
    found = unsaved(workspace.root)
    assert found.acts == 1
    assert is_due(found, utc_now(), USUAL)
    assert is_due(found, datetime(2001, 1, 1, 0, 5, tzinfo=UTC).astimezone().replace(hour=17, minute=45), USUAL)


@pytest.mark.parametrize("content", ["", "{", '{"format": "evaluator-copies", "version": 1, "copies": 3}', "[]"])
def test_a_note_that_cannot_be_read_is_none(workspace: Workspace, stick: Path, content: str) -> None:
    fill(workspace)
    copy(workspace.root, stick)
    (workspace.root / FILE_NAME).write_text(content)
    assert records(workspace.root) == ()
    assert last_at(workspace.root) is None
    assert unsaved(workspace.root).acts == 3
    copy(workspace.root, stick)
    assert unsaved(workspace.root).acts == 0


def test_today_s_work_is_said_from_the_time_of_the_day_on() -> None:
    today = work(here(25, 9), here(25, 16))
    assert not is_due(today, here(25, 17, 29), time(17, 30))
    assert is_due(today, here(25, 17, 30), time(17, 30))
    assert is_due(today, here(25, 17, 29), time(17, 0))
    assert not is_due(today, here(25, 23), None)


def test_work_of_a_day_before_is_said_at_once() -> None:
    assert is_due(work(here(24, 9), here(25, 8)), here(25, 8, 30), USUAL)


def test_a_clock_set_back_does_not_silence_it() -> None:
    assert is_due(work(here(25, 9), here(25, 16)), here(25, 8), USUAL), "the last act is yet to come"
    assert is_due(work(here(25, 9), here(25, 16)), here(25, 9) - timedelta(days=4000), USUAL)


def test_other_files_are_said_during_a_visit_alone() -> None:
    visit = ((date(2026, 11, 24), date(2026, 11, 26)),)
    assert is_due(work(acts=0, visits=visit), here(26, 18), USUAL)
    assert not is_due(work(acts=0, visits=visit), here(26, 12), USUAL)
    assert not is_due(work(acts=0, visits=visit), here(27, 18), USUAL)
    assert not is_due(work(acts=0), here(26, 18), USUAL)


def test_closing_asks_for_acts_of_the_day_or_of_a_visit_and_not_where_it_is_off() -> None:
    today = work(here(25, 9), here(25, 9))
    assert is_due_on_closing(today, here(25, 9, 30), USUAL)
    assert is_due_on_closing(today, here(24, 9), USUAL), "the clock was set back"
    assert not is_due_on_closing(today, here(26, 9), USUAL), "said on opening already"
    assert is_due_on_closing(work(here(25, 9), here(25, 9), visits=((date(2026, 11, 24), date(2026, 11, 26)),)), here(26, 9), USUAL)
    assert not is_due_on_closing(work(acts=0), here(25, 9), USUAL)
    assert not is_due_on_closing(today, here(25, 9, 30), None)


def test_the_time_is_kept(workspace: Workspace) -> None:
    assert reminding_at(workspace.store) == USUAL
    for at in (time(16, 5), None, time(0, 0)):
        remind_at(workspace.store, at)
        assert reminding_at(workspace.store) == at
    workspace.store.set_preference("rescue_at", "half past")
    assert reminding_at(workspace.store) == USUAL
