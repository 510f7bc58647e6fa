# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The store of evidence: by digest, once, unchanged, and no trace of what could not be stored."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence import sources
from evaluator_app.evidence.files import EvidenceFiles, StoredFile

CONTENT = b"evidence " * 300_000


@pytest.fixture
def files(tmp_path: Path) -> EvidenceFiles:
    return EvidenceFiles(tmp_path / "evidence")


def kept_files(files: EvidenceFiles) -> list[Path]:
    return sorted(path for path in files.root.rglob("*") if path.is_file())


def test_a_file_is_kept_under_the_digest_of_its_bytes(files: EvidenceFiles, tmp_path: Path) -> None:
    source = tmp_path / "照片 1.jpg"
    source.write_bytes(CONTENT)
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert files.add(source) == StoredFile(digest, len(CONTENT))
    assert kept_files(files) == [files.root / digest[:2] / digest]
    with files.open(digest) as stored:
        assert stored.read() == CONTENT
    assert source.read_bytes() == CONTENT
    assert files.verify(digest)


def test_the_same_content_twice_is_one_file(files: EvidenceFiles, tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(CONTENT)
    first = files.add(source)
    assert files.add(CONTENT) == first
    assert len(kept_files(files)) == 1


def test_a_damaged_copy_is_noticed_and_replaced_when_the_content_comes_again(files: EvidenceFiles) -> None:
    stored = files.add(CONTENT)
    files.path(stored.sha256).write_bytes(CONTENT[:-1] + b"x")
    assert not files.verify(stored.sha256)
    files.add(CONTENT)
    assert files.verify(stored.sha256)


def test_a_missing_file_is_named(files: EvidenceFiles) -> None:
    digest = "0" * 64
    assert not files.verify(digest)
    with pytest.raises(UserFacingError) as caught:
        files.open(digest)
    assert caught.value.code == "EVI-009"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_digest_never_becomes_a_path(files: EvidenceFiles, name: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        files.path(name)


def refusal(files: EvidenceFiles, source: Path | bytes) -> str:
    with pytest.raises(UserFacingError) as caught:
        files.add(source)
    assert not kept_files(files)
    return caught.value.code


def test_a_file_that_is_gone_is_refused(files: EvidenceFiles, tmp_path: Path) -> None:
    assert refusal(files, tmp_path / "gone.jpg") == "EVI-001"


def test_a_name_with_a_nul_is_refused(files: EvidenceFiles, tmp_path: Path) -> None:
    assert refusal(files, tmp_path / "a\0b") == "EVI-003"


def test_a_folder_is_refused(files: EvidenceFiles, tmp_path: Path) -> None:
    assert refusal(files, tmp_path) == "EVI-002"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_refused(files: EvidenceFiles, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"secret")
    link = tmp_path / "link.jpg"
    link.symlink_to(target)
    assert refusal(files, link) == "EVI-002"


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_devices_and_pipes_are_refused_without_waiting(files: EvidenceFiles, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(files, tmp_path / "pipe") == "EVI-002"
    assert refusal(files, Path("/dev/zero")) == "EVI-002"


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    small = EvidenceFiles(tmp_path / "evidence", size_limit=1000)
    source = tmp_path / "a"
    source.write_bytes(bytes(1000))
    small.add(source)
    source.write_bytes(bytes(1001))
    for large in (source, bytes(1001)):
        with pytest.raises(UserFacingError) as caught:
            small.add(large)
        assert caught.value.code == "EVI-004"
    assert len(kept_files(small)) == 1


def test_a_file_that_grows_while_it_is_copied_is_refused(files: EvidenceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "growing.jpg"
    source.write_bytes(CONTENT)
    honest = sources.source_chunks

    def meddle(path: Path, *, limit: int) -> Iterator[bytes]:
        for piece in honest(path, limit=limit):
            yield piece
            with path.open("ab") as other:
                other.write(b"more")

    monkeypatch.setattr("evaluator_app.evidence.files.source_chunks", meddle)
    assert refusal(files, source) == "EVI-005"


def test_a_file_rewritten_at_the_same_length_while_it_is_copied_is_refused(
    files: EvidenceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "rewritten.jpg"
    source.write_bytes(CONTENT)
    os.utime(source, ns=(10**18, 10**18))
    honest = sources.source_chunks

    def meddle(path: Path, *, limit: int) -> Iterator[bytes]:
        for piece in honest(path, limit=limit):
            yield piece
            path.write_bytes(CONTENT[::-1])

    monkeypatch.setattr("evaluator_app.evidence.files.source_chunks", meddle)
    assert refusal(files, source) == "EVI-005"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "EVI-006"), (errno.EROFS, "EVI-007"), (errno.EACCES, "EVI-007"), (errno.EIO, "EVI-008")],
)
def test_a_disk_that_fails_gets_a_sentence_and_no_partial_file_stays(
    files: EvidenceFiles, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    kept = files.add(b"stored before")

    def fail(_descriptor: int) -> NoReturn:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", fail)
        with pytest.raises(UserFacingError) as caught:
            files.add(CONTENT, name="P1.jpg")
    assert caught.value.code == code
    assert "P1.jpg" in caught.value.message
    assert kept_files(files) == [files.path(kept.sha256)]
    assert files.verify(kept.sha256)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that Linux has")
def test_a_real_full_device_is_called_full(files: EvidenceFiles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    partial = tmp_path / "evidence" / ".partial-full"
    files.root.mkdir()

    def full(**_named: object) -> tuple[int, str]:
        partial.touch()
        return os.open("/dev/full", os.O_WRONLY), str(partial)

    monkeypatch.setattr("tempfile.mkstemp", full)
    assert refusal(files, CONTENT) == "EVI-006"


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_gets_a_sentence(files: EvidenceFiles) -> None:
    files.root.mkdir()
    files.root.chmod(0o500)
    try:
        assert refusal(files, b"x") == "EVI-007"
    finally:
        files.root.chmod(0o700)


def test_what_a_killed_program_left_is_removed_and_nothing_else(files: EvidenceFiles) -> None:
    stored = files.add(CONTENT)
    (files.root / ".partial-abc").write_bytes(b"half")
    assert files.remove_leftovers() == 1
    assert kept_files(files) == [files.path(stored.sha256)]
    assert files.remove_leftovers() == 0


@settings(max_examples=10, deadline=None)
@given(st.lists(st.binary(max_size=50), max_size=8))
def test_as_many_files_as_different_contents(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]) -> None:
    files = EvidenceFiles(tmp_path_factory.mktemp("store"))
    stored = [files.add(content) for content in contents]
    assert len(kept_files(files)) == len(set(contents))
    for content, file in zip(contents, stored, strict=True):
        assert files.path(file.sha256).read_bytes() == content
