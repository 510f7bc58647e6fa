# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An archive is whole or not there, opens with any zip program, and comes back into an empty workspace as it was."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import shutil
import socket
import subprocess
import tomllib
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.paths import resource
from evaluator_app.services.archiving import Archived, archive, archive_name, gather, write
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.checking_archives import verify_archive
from evaluator_app.services.opening_archives import Arrival, open_archive, read_archive, settle, stage
from evaluator_app.services.revising import begin_revision
from evaluator_app.services.workspace import Workspace

AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
PHOTO = resource("sample/photos/01_notice_board.jpg").read_bytes()


def fixed() -> datetime:
    return AT


@pytest.fixture
def worked(coal_mine: OpenAssessment) -> OpenAssessment:
    """Record a verdict, an observation with a photo, and an act that is taken back and done again."""
    target = next(coal_mine.template.indicators()).id
    coal_mine.do(changes.record_outcome(coal_mine.assessment, target, Outcome.NOT_MET, reason="缺少公示牌"))
    coal_mine.do(changes.record_observation(coal_mine.assessment, coal_mine.new_observation(target, "有积尘", place="=料场")))
    coal_mine.add_image("一号 照片.jpg", PHOTO, [target])
    coal_mine.add_image("又一张.jpg", PHOTO, [next(iter(coal_mine.assessment.observations))])
    coal_mine.undo()
    coal_mine.redo()
    return coal_mine


@pytest.fixture
def written(workspace: Workspace, worked: OpenAssessment, tmp_path: Path) -> Archived:
    return archive(workspace, worked, tmp_path / "试验 煤矿 档案.zip")


def test_any_zip_program_opens_it(written: Archived, tmp_path: Path) -> None:
    with zipfile.ZipFile(written.path) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        assert all(name.isascii() and " " not in name for name in names)
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not installed")
    done = subprocess.run(["unzip", "-q", str(written.path), "-d", str(tmp_path / "out")], capture_output=True, check=True)
    assert done.stderr == b""
    assert {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()} == set(names)


def test_it_explains_itself_without_the_program(written: Archived, worked: OpenAssessment) -> None:
    with zipfile.ZipFile(written.path) as opened:
        readme, page = opened.read("README.txt").decode(), opened.read("index.html").decode()
        evidence = opened.read("evidence.csv").decode("utf-8-sig").splitlines()
        sums = {path: digest for digest, path in (line.split("  ") for line in opened.read("SHA256SUMS.txt").decode().splitlines())}
        named = json.loads(opened.read("manifest.json"))["files"]
        for name in opened.namelist():
            if name not in ("manifest.json", "SHA256SUMS.txt"):
                assert sums[name] == hashlib.sha256(opened.read(name)).hexdigest()
    for words in ("绿色矿山评估档案", "Archive of a green mine assessment", "试验煤矿", "assessment.json", "evidence.csv"):
        assert words in readme
    assert "一号 照片.jpg" in page
    assert "<script" not in page
    assert {file["path"] for file in named} == {*sums, "SHA256SUMS.txt"}
    assert len(evidence) == 3
    assert hashlib.sha256(PHOTO).hexdigest() in evidence[1]
    assert len({file["path"] for file in named if file["kind"] == "evidence"}) == 1


def test_a_formula_in_a_name_stays_text_and_no_tag_of_a_name_becomes_one(
    workspace: Workspace, coal_mine: OpenAssessment, tmp_path: Path
) -> None:
    coal_mine.add_image("=cmd()<script>.jpg", PHOTO, [next(coal_mine.template.indicators()).id], place="+place")
    done = archive(workspace, coal_mine, tmp_path / "a.zip")
    with zipfile.ZipFile(done.path) as opened:
        line = opened.read("evidence.csv").decode("utf-8-sig").splitlines()[1]
        page = opened.read("index.html").decode()
    assert line.startswith("'=cmd()<script>.jpg,")
    assert ",'+place," in line
    assert "<script>" not in page


def test_the_template_is_there_exact_and_readable(written: Archived, worked: OpenAssessment) -> None:
    with zipfile.ZipFile(written.path) as opened:
        [exact] = [name for name in opened.namelist() if name.startswith("templates/") and name.endswith(".json")]
        [readable] = [name for name in opened.namelist() if name.startswith("templates/") and name.endswith(".toml")]
        assert hashlib.sha256(opened.read(exact)).hexdigest() == worked.assessment.profile.template.digest
        assert tomllib.loads(opened.read(readable).decode(), parse_float=Decimal)["id"] == worked.template.id


def test_it_comes_back_into_an_empty_workspace_as_it_was(
    written: Archived, worked: OpenAssessment, workspace: Workspace, tmp_path: Path
) -> None:
    with Workspace(tmp_path / "空 的", who="李") as empty:
        done = open_archive(empty, written.path)
        assert (done.arrival, done.assessment_id, done.evidence) == (Arrival.NEW, worked.assessment.id, 1)
        back = empty.open_assessment(done.assessment_id)
        assert back.assessment == worked.assessment
        assert list(back.journal) == list(worked.journal)
        assert back.template == worked.template
        assert canonical_bytes([back.card, back.rating]) == canonical_bytes([worked.card, worked.rating])
        assert empty.store.check(back.assessment.id) == ()
        assert empty.files.verify(hashlib.sha256(PHOTO).hexdigest())
        assert empty.store.whole(back.assessment.id) == workspace.store.whole(worked.assessment.id)
        back.undo()
        assert empty.store.check(back.assessment.id) == ()
        [summary] = empty.summaries()
        assert (summary.mine, summary.status, summary.last_act) == ("试验煤矿", AssessmentStatus.DRAFT, back.journal[-1].act.value)


def test_archived_again_it_is_the_same_byte_for_byte(tmp_path: Path, worked: OpenAssessment, workspace: Workspace) -> None:
    workspace.now = fixed
    first = archive(workspace, worked, tmp_path / "first.zip")
    with Workspace(tmp_path / "empty", now=fixed) as empty:
        done = open_archive(empty, first.path)
        second = archive(empty, empty.open_assessment(done.assessment_id), tmp_path / "second.zip")
    assert second.path.read_bytes() == first.path.read_bytes()


def test_opened_twice_it_is_said_to_be_there_and_lost_evidence_is_brought_back(
    written: Archived, worked: OpenAssessment, workspace: Workspace
) -> None:
    lost = worked.file_of(next(iter(worked.assessment.evidence.values())))
    assert open_archive(workspace, written.path).arrival is Arrival.SAME
    lost.unlink()
    done = open_archive(workspace, written.path)
    assert (done.arrival, done.evidence) == (Arrival.SAME, 1)
    assert lost.read_bytes() == PHOTO
    workspace.store.remove(worked.assessment.id, at=workspace.now())
    assert open_archive(workspace, written.path).is_in_trash


def test_another_state_of_the_same_assessment_is_never_overwritten(written: Archived, worked: OpenAssessment, workspace: Workspace) -> None:
    worked.undo()
    before = workspace.store.whole(worked.assessment.id)
    with pytest.raises(UserFacingError) as caught:
        open_archive(workspace, written.path)
    assert caught.value.code == "ARC-006"
    assert workspace.store.whole(worked.assessment.id) == before
    assert not list(workspace.files.root.glob(".partial-*"))


def test_a_revision_and_what_it_replaces_come_back_each_from_its_archive(
    worked: OpenAssessment, workspace: Workspace, tmp_path: Path
) -> None:
    for status in (AssessmentStatus.COMPLETED, AssessmentStatus.SIGNED):
        worked.do(changes.change_status(worked.assessment, status))
    revision = begin_revision(workspace, worked, "更正")
    paths = [archive(workspace, each, tmp_path / f"{each.assessment.id}.zip").path for each in (revision, worked)]
    with Workspace(tmp_path / "empty") as empty:
        for path in paths:
            assert open_archive(empty, path).arrival is Arrival.NEW
        assert {(each.assessment_id, each.replaces) for each in empty.summaries()} == {
            (worked.assessment.id, ""),
            (revision.assessment.id, worked.assessment.id),
        }
    assert archive_name(revision, AT) == "试验煤矿-r2-2026-11-25.zip"


def test_lost_or_altered_evidence_makes_no_archive(worked: OpenAssessment, workspace: Workspace, tmp_path: Path) -> None:
    stored = worked.file_of(next(iter(worked.assessment.evidence.values())))
    whole = stored.read_bytes()
    for damage in (b"x" + whole[1:], whole[:-1]):
        stored.write_bytes(damage)
        assert _refusal(workspace, worked, tmp_path) == "ARC-012"
    gathered = gather(workspace, worked)
    stored.unlink()
    with pytest.raises(UserFacingError, match="ARC-012"):
        write(gathered, tmp_path / "out" / "a.zip")


def _refusal(workspace: Workspace, opened: OpenAssessment, folder: Path) -> str:
    (folder / "out").mkdir(exist_ok=True)
    with pytest.raises(UserFacingError) as caught:
        archive(workspace, opened, folder / "out" / "a.zip")
    assert list((folder / "out").iterdir()) == []
    return caught.value.code


def test_a_stopped_archive_leaves_nothing_and_what_was_there_stays(worked: OpenAssessment, workspace: Workspace, tmp_path: Path) -> None:
    there = tmp_path / "out" / "a.zip"
    there.parent.mkdir()
    there.write_bytes(b"before")
    gathered = gather(workspace, worked)
    seen: list[tuple[int, int]] = []
    for stop_after in (0, 3, 10, len(gathered.parts) + 3):
        answers = iter([False] * stop_after + [True])
        with pytest.raises(Cancelled):
            write(gathered, there, cancelled=answers.__next__)
        assert [path.name for path in there.parent.iterdir()] == ["a.zip"]
        assert there.read_bytes() == b"before"
    write(gathered, there, progress=lambda done, everything: seen.append((done, everything)))
    assert seen == sorted(seen)
    assert seen[-1][0] <= seen[-1][1]


def test_a_stopped_opening_leaves_nothing(written: Archived, tmp_path: Path) -> None:
    with Workspace(tmp_path / "empty") as empty:
        with pytest.raises(Cancelled):
            stage(empty.files, read_archive(written.path), cancelled=lambda: True)
        with pytest.raises(Cancelled):
            read_archive(written.path, cancelled=lambda: True)
        assert empty.summaries() == ()
        assert [path for path in empty.files.root.rglob("*") if path.is_file()] == []


def test_an_archive_that_changes_after_it_was_checked_is_refused(
    written: Archived, worked: OpenAssessment, workspace: Workspace, tmp_path: Path
) -> None:
    read = read_archive(written.path)
    worked.undo()
    archive(workspace, worked, written.path)
    with Workspace(tmp_path / "empty") as empty:
        with pytest.raises(UserFacingError, match="ARC-001"):
            stage(empty.files, read)
        assert [path for path in empty.files.root.rglob("*") if path.is_file()] == []


def test_a_failure_while_the_assessment_is_saved_brings_nothing_back(
    written: Archived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evaluator_app.store import journal

    def fail(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    with Workspace(tmp_path / "empty") as empty:
        staged = stage(empty.files, read_archive(written.path))
        monkeypatch.setattr(journal, "append", fail)
        with pytest.raises((UserFacingError, OSError)):
            settle(empty, staged)
        assert empty.summaries() == ()
        assert not list(empty.files.root.glob(".partial-*"))


def test_nothing_of_the_machine_is_in_it(written: Archived, tmp_path: Path) -> None:
    traces = [str(tmp_path), str(Path.home()), socket.gethostname(), str(Path(__file__).parents[2])]
    traces += [name for name in (getpass.getuser(), os.environ.get("USERNAME", "")) if name not in ("", "root")]
    with zipfile.ZipFile(written.path) as opened:
        everything = b"".join(opened.read(name) for name in opened.namelist() if not name.startswith("evidence/"))
    assert [trace for trace in traces if len(trace) > 3 and trace.encode() in everything] == []


def test_a_sound_archive_is_found_sound(written: Archived) -> None:
    checked = verify_archive(written.path, at=AT)
    assert (checked.whole.value, checked.recomputes.value, checked.reported.value) == (True, True, None)
    assert checked.is_sound
    assert checked.to_json()["files"] == written.files
    with pytest.raises(UserFacingError, match="ARC-005"):
        verify_archive(written.path.with_name("none.zip"), at=AT)


def test_packed_again_by_another_program_it_still_opens(written: Archived, tmp_path: Path) -> None:
    again = BytesIO()
    with zipfile.ZipFile(written.path) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        new.mkdir("evidence")
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    path = tmp_path / "again.zip"
    path.write_bytes(again.getvalue())
    with Workspace(tmp_path / "empty") as empty:
        assert open_archive(empty, path).arrival is Arrival.NEW


def test_an_archive_too_large_for_a_plain_zip_file_is_written_and_read(
    worked: OpenAssessment, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 5_000)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 5)
    done = archive(workspace, worked, tmp_path / "large.zip")
    data = done.path.read_bytes()
    assert data[-42:].startswith(b"PK\x06\x07")
    monkeypatch.undo()
    assert read_archive(done.path).assessment == worked.assessment
    if shutil.which("unzip"):
        subprocess.run(["unzip", "-tqq", str(done.path)], check=True, capture_output=True)
    for altered in (data[:-42] + b"x" + data[-42:], data[:-42] + data[-22:], b"x" + data):
        done.path.write_bytes(altered)
        with pytest.raises(UserFacingError, match="ARC-001"):
            read_archive(done.path)
