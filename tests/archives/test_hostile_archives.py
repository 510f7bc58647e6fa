# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever a file that calls itself an archive is: it is refused with a sentence, or it is a sound archive."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluator_app.errors import UserFacingError
from evaluator_app.services.opening_archives import read_archive
from tests.archives.conftest import Pack, Parts, zipped


def refusal(path: Path) -> str:
    with pytest.raises(UserFacingError) as caught:
        read_archive(path)
    assert caught.value.advice
    return caught.value.code


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "hostile.zip"
    path.write_bytes(data)
    return path


def test_a_sound_archive_is_read(sound: Path, parts: Parts, pack: Pack) -> None:
    assert read_archive(sound).assessment.mine.name == "青山 煤矿"
    assert read_archive(pack(parts)).assessment == read_archive(sound).assessment


@pytest.mark.parametrize(
    "path",
    [
        "../evil.txt",
        "/etc/passwd",
        "C:/evil.txt",
        "evidence\\evil.txt",
        "a/../b.txt",
        "con.txt",
        "evidence/nul",
        ".hidden",
        "a//b",
        "照片.jpg",
        "a" * 201,
        "a\x00b.txt",
        "./assessment.json",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(parts: Parts, pack: Pack, path: str) -> None:
    assert refusal(pack({**parts, path: b"x"})) == "ARC-002"


def test_a_file_that_nobody_named_is_refused(parts: Parts, pack: Pack) -> None:
    assert refusal(pack({**parts, "more.txt": b"x"})) == "ARC-002"


def test_a_missing_file_is_named(parts: Parts, pack: Pack) -> None:
    with pytest.raises(UserFacingError, match=r"journal\.jsonl is missing"):
        read_archive(pack({name: data for name, data in parts.items() if name != "journal.jsonl"}))
    assert refusal(pack({name: data for name, data in parts.items() if name != "manifest.json"})) == "ARC-001"


def test_every_altered_file_is_named(parts: Parts, pack: Pack) -> None:
    for name, data in parts.items():
        if name == "manifest.json":
            continue
        for altered in (data[:-1], data + b" ", bytes([data[0] ^ 1]) + data[1:]):
            with pytest.raises(UserFacingError, match=f"ARC-001 .*{name}"):
                read_archive(pack({**parts, name: altered}))


def test_two_files_of_one_name_are_refused(parts: Parts, tmp_path: Path) -> None:
    for twin in ("README.txt", "readme.TXT"):
        out = BytesIO(zipped(parts))
        with pytest.warns(UserWarning, match="Duplicate") if twin in parts else nullcontext(), zipfile.ZipFile(out, "a") as target:
            target.writestr(twin, b"x")
        assert refusal(written(tmp_path, out.getvalue())) == "ARC-002"


def test_links_devices_and_encrypted_files_are_refused(parts: Parts, tmp_path: Path) -> None:
    for mode in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK, stat.S_IFDIR):
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name, data in parts.items():
                info = zipfile.ZipInfo(name)
                info.create_system, info.external_attr = 3, (mode | 0o777 if name == "README.txt" else stat.S_IFREG | 0o644) << 16
                target.writestr(info, data)
        assert refusal(written(tmp_path, out.getvalue())) == "ARC-002"
    locked = bytearray(zipped(parts))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(written(tmp_path, bytes(locked))) == "ARC-002"
    assert refusal(written(tmp_path, zipped(parts, zipfile.ZIP_BZIP2))) == "ARC-002"


def test_a_bomb_is_refused_before_it_is_unpacked(parts: Parts, tmp_path: Path) -> None:
    bomb = zipped({**parts, "README.txt": b"\0" * 30_000_000})
    assert refusal(written(tmp_path, bomb)) == "ARC-003"


def test_files_that_share_their_bytes_are_refused(parts: Parts, tmp_path: Path) -> None:
    data = bytearray(zipped(parts))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    third = data.index(b"PK\x01\x02", second + 4)
    data[third + 42 : third + 46] = data[second + 42 : second + 46]
    assert refusal(written(tmp_path, bytes(data))) == "ARC-002"


def test_what_stands_before_or_after_the_files_is_refused(sound: Path, tmp_path: Path) -> None:
    data = sound.read_bytes()
    for altered in (b"MZ" + data, data + b"\n", data[:-1], data[: len(data) // 2], b"PK\x03\x04" + data, b"", b"PK\x05\x06" + b"\0" * 18):
        assert refusal(written(tmp_path, altered)) == "ARC-001"
    commented = data[:-2] + struct.pack("<H", 5) + b"hello"
    assert refusal(written(tmp_path, commented)) == "ARC-001"


def test_a_long_directory_is_refused_before_it_is_read(sound: Path, tmp_path: Path) -> None:
    data = bytearray(sound.read_bytes())
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, len(data) - 22, 1)
    long_end = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 10**9, 10**9, 10**12, 0)
    assert refusal(written(tmp_path, bytes(data[:-22]) + long_end + locator + bytes(data[-22:]))) == "ARC-003"
    assert refusal(written(tmp_path, bytes(data[:-22]) + locator + bytes(data[-22:]))) == "ARC-001"


Edit = Callable[[Parts], Parts]


def journal_with(parts: Parts, **given: object) -> Parts:
    lines = parts["journal.jsonl"].splitlines()
    first = {**json.loads(lines[0]), **given}
    return {**parts, "journal.jsonl": b"\n".join([json.dumps(first).encode(), *lines[1:]]) + b"\n"}


def assessment_with(parts: Parts, old: bytes, new: bytes, name: str = "assessment.json") -> Parts:
    assert old in parts[name]
    return {**parts, name: parts[name].replace(old, new)}


@pytest.mark.parametrize(
    "edit",
    [
        lambda parts: assessment_with(parts, b'"reason":"\xe6\x9c\xaa', b'"reason":"\xe5\xb7\xb2'),
        lambda parts: assessment_with(parts, b'"not_met"', b'"met"'),
        lambda parts: assessment_with(parts, b'"id":"id-0"', b'"id":"id-9"', "origin.json"),
        lambda parts: assessment_with(parts, b'"not_met"', b'"met"', "journal.jsonl"),
        lambda parts: journal_with(parts, number=2),
        lambda parts: journal_with(parts, act="burn"),
        lambda parts: journal_with(parts, edits=[{"kind": "mine"}]),
        lambda parts: journal_with(parts, edits="none"),
        lambda parts: {**parts, "journal.jsonl": parts["journal.jsonl"].split(b"\n", 1)[1]},
        lambda parts: {**parts, "journal.jsonl": b"[" * 100_000},
        lambda parts: {**parts, "assessment.json": b"{}"},
        lambda parts: {**parts, "score.json": b"\xff"},
    ],
)
def test_records_that_the_journal_does_not_lead_to_are_refused(parts: Parts, forge: Pack, edit: Edit) -> None:
    assert refusal(forge(edit(parts))) == "ARC-001"


def test_another_template_under_a_true_digest_is_refused(parts: Parts, forge: Pack) -> None:
    [name] = [path for path in parts if path.startswith("templates/") and path.endswith(".json")]
    assert refusal(forge(assessment_with(parts, b'"max_score":"60"', b'"max_score":"10"', name))) == "ARC-001"
    assert refusal(forge({**parts, name: parts[name] + b" "})) == "ARC-001"


@pytest.mark.parametrize(
    "given",
    [
        {"format": "zip"},
        {"version": 2},
        {"assessment": 5},
        {"more": 1},
        {"files": []},
        {"files": [{"path": "../x", "kind": "reading", "size": 1, "sha256": "0" * 64}]},
        {"archived_at": "yesterday"},
    ],
)
def test_a_manifest_that_is_none_is_refused(parts: Parts, pack: Pack, given: dict[str, object]) -> None:
    manifest = {**json.loads(parts["manifest.json"]), **given}
    assert refusal(pack({**parts, "manifest.json": json.dumps(manifest).encode()})) == "ARC-004"
    assert refusal(pack({**parts, "manifest.json": b"no"})) == "ARC-004"


def test_a_manifest_of_another_mine_is_refused(parts: Parts, pack: Pack) -> None:
    manifest = {**json.loads(parts["manifest.json"]), "mine": "别的矿"}
    assert refusal(pack({**parts, "manifest.json": json.dumps(manifest).encode()})) == "ARC-001"


def test_evidence_that_belongs_to_nothing_and_evidence_that_is_not_there_are_refused(parts: Parts, pack: Pack, forge: Pack) -> None:
    manifest = json.loads(parts["manifest.json"])
    [photo] = [file for file in manifest["files"] if file["kind"] == "evidence"]
    extra = {**photo, "path": f"evidence/{'a' * 64}.jpg", "sha256": "a" * 64}
    assert refusal(pack({**parts, extra["path"]: b"x" * photo["size"], "manifest.json": _with(manifest, extra)})) == "ARC-001"
    without = {name: data for name, data in parts.items() if name != photo["path"]}
    manifest["files"].remove(photo)
    assert refusal(pack({**without, "manifest.json": json.dumps(manifest).encode()})) == "ARC-001"


def _with(manifest: dict[str, list[object]], extra: object) -> bytes:
    return json.dumps({**manifest, "files": [*manifest["files"], extra]}).encode()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_flipped_bytes_never_do_more_than_be_refused(sound: Path, tmp_path: Path, data: st.DataObject) -> None:
    whole = sound.read_bytes()
    altered = bytearray(whole)
    for _flip in range(data.draw(st.integers(1, 4))):
        near_end = data.draw(st.booleans())
        at = data.draw(st.integers(max(0, len(whole) - 6000), len(whole) - 1) if near_end else st.integers(0, len(whole) - 1))
        altered[at] = data.draw(st.integers(0, 255))
    path = written(tmp_path, bytes(altered))
    try:
        read = read_archive(path)
    except UserFacingError:
        return
    assert read.assessment == read_archive(sound).assessment
