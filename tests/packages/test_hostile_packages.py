# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever a file that calls itself a package is: it is refused with a sentence and nothing is changed, or it is a sound package."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluator_app import i18n
from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.merging.acts import act_data, act_line, read_act
from evaluator_app.errors import UserFacingError
from evaluator_app.services.package_contents import check_evidence, read_package
from evaluator_app.signing.credentials import Credential
from tests.packages.desks import AT, Desk
from tests.packages.forging import Parts, manifest_with, signed, told_truly, unpacked, zipped

LATER = AT + timedelta(days=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Credential]:
    """Make one package for all that only read it."""
    folder = tmp_path_factory.mktemp("hostile")
    i18n.set_language(i18n.ENGLISH)
    desk = Desk("王工", folder / "laptop")
    desk.begin()
    desk.finds("1.1", "扬尘", photo=b"1")
    desk.judges("1.2", Outcome.NOT_MET, "超标")
    opened = desk.opened
    opened.do(changes.record_remark(opened.assessment, "1.2", "再看"))
    desk.export(folder / "sound.gmp")
    desk.close()
    return folder / "sound.gmp", desk.credential


@pytest.fixture
def parts(made: tuple[Path, Credential]) -> Parts:
    return unpacked(made[0])


Resign = Callable[[Parts], Parts]


@pytest.fixture
def resigned(made: tuple[Path, Credential]) -> Resign:
    """Let the author himself sign what was altered."""
    return lambda parts: signed(told_truly(parts), made[1], AT)


def refusal(folder: Path, data: bytes | Parts, at: datetime = LATER) -> str:
    path = folder / "altered.gmp"
    path.write_bytes(data if isinstance(data, bytes) else zipped(data))
    with pytest.raises(UserFacingError) as caught:
        check_evidence(read_package(path, at=at))
    assert caught.value.advice
    assert "{" not in caught.value.message
    return caught.value.code


def test_a_sound_package_is_read_also_when_another_program_packed_it_again(
    made: tuple[Path, Credential], parts: Parts, resigned: Resign, tmp_path: Path
) -> None:
    first = read_package(made[0], at=LATER)
    check_evidence(first)
    for files in (parts, {**parts, "evidence/": b""}, resigned(parts)):
        (tmp_path / "again.gmp").write_bytes(zipped(files))
        again = read_package(tmp_path / "again.gmp", at=LATER)
        check_evidence(again)
        assert (again.state, again.acts) == (first.state, first.acts)


@pytest.mark.parametrize(
    "path",
    ["../evil.txt", "/etc/passwd", "C:/evil.txt", "evidence\\evil.txt", "a/../b", "con.txt", ".hidden", "a//b", "照片.jpg", "a\x00b"],
)
def test_a_path_that_leads_elsewhere_is_refused(parts: Parts, tmp_path: Path, path: str) -> None:
    assert refusal(tmp_path, {**parts, path: b"x"}) == "PKG-002"


def test_what_is_too_much_or_too_little_is_refused(parts: Parts, tmp_path: Path) -> None:
    assert refusal(tmp_path, {**parts, "more.txt": b"x"}) == "PKG-002"
    for name in parts:
        assert refusal(tmp_path, {path: data for path, data in parts.items() if path != name}) == "PKG-001", name


def test_every_altered_file_is_refused(parts: Parts, tmp_path: Path) -> None:
    for name, data in parts.items():
        for altered in (data[:-1], data + b" ", bytes([data[0] ^ 1]) + data[1:]):
            assert refusal(tmp_path, {**parts, name: altered}) in ("PKG-001", "PKG-004", "PKG-006"), name


def test_links_bombs_twins_and_locked_files_are_refused(parts: Parts, tmp_path: Path) -> None:
    for mode in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR):
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name, data in parts.items():
                info = zipfile.ZipInfo(name)
                info.create_system, info.external_attr = 3, (mode | 0o777 if name == "acts.jsonl" else stat.S_IFREG | 0o644) << 16
                target.writestr(info, data)
        assert refusal(tmp_path, out.getvalue()) == "PKG-002"
    twice = BytesIO(zipped(parts))
    with zipfile.ZipFile(twice, "a") as target:
        target.writestr("ACTS.JSONL", b"x")
    assert refusal(tmp_path, twice.getvalue()) == "PKG-002"
    locked = bytearray(zipped(parts))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(tmp_path, bytes(locked)) == "PKG-002"
    assert refusal(tmp_path, zipped(parts, zipfile.ZIP_BZIP2)) == "PKG-002"
    assert refusal(tmp_path, {**parts, "acts.jsonl": b"\0" * 30_000_000}) == "PKG-003"
    assert refusal(tmp_path, {**parts, "manifest.p7s": bytes(range(256)) * 2000}) == "PKG-003"


def test_what_is_cut_off_or_stands_around_a_package_is_refused(made: tuple[Path, Credential], tmp_path: Path) -> None:
    data = made[0].read_bytes()
    for altered in (b"MZ" + data, data + b"\n", data[:-1], data[: len(data) // 2], b"", b"PK\x05\x06" + b"\0" * 18):
        assert refusal(tmp_path, altered) == "PKG-001"
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, len(data) - 22, 1)
    long_end = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 10**9, 10**9, 10**12, 0)
    assert refusal(tmp_path, data[:-22] + long_end + locator + data[-22:]) == "PKG-003"


@pytest.mark.parametrize(
    "given_",
    [
        {"format": "evaluator-archive"},
        {"version": 2},
        {"assessment": 5},
        {"more": 1},
        {"files": []},
        {"lacking": ["x"]},
        {"scope": "some"},
        {"files": [{"path": "journal.jsonl", "kind": "journal", "size": 1, "sha256": "0" * 64}]},
        {"receipt": None},
    ],
)
def test_a_manifest_that_is_none_or_of_a_newer_format_is_refused(parts: Parts, tmp_path: Path, given_: dict[str, object]) -> None:
    assert refusal(tmp_path, manifest_with(parts, **given_)) == "PKG-004"


def test_a_manifest_that_nobody_signed_is_refused(parts: Parts, tmp_path: Path, resigned: Resign) -> None:
    assert refusal(tmp_path, manifest_with(parts, made_by="别人")) == "PKG-006"
    assert refusal(tmp_path, {**parts, "manifest.p7s": b"no"}) == "PKG-006"
    other = resigned(manifest_with(parts, made_by="别人"))
    assert refusal(tmp_path, {**parts, "manifest.p7s": other["manifest.p7s"]}) == "PKG-006"


@pytest.mark.parametrize(
    "told", [{"mine": "别的矿"}, {"assessment": "id-9"}, {"status": "signed"}, {"kind": "spot_check"}, {"origin_sha256": "0" * 64}]
)
def test_a_signed_manifest_that_tells_of_another_assessment_is_refused(
    parts: Parts, tmp_path: Path, resigned: Resign, told: dict[str, object]
) -> None:
    assert refusal(tmp_path, resigned(manifest_with(parts, **told))) == "PKG-001"


def test_a_signed_receipt_that_is_not_true_is_refused(parts: Parts, tmp_path: Path, resigned: Resign) -> None:
    told = json.loads(parts["manifest.json"])["receipt"]
    lies: list[dict[str, object]] = [{"heads": []}, {"findings": 99}, {"state_sha256": "0" * 64}, {"acts": {"王工": 1}}]
    for wrong in lies:
        assert refusal(tmp_path, resigned(manifest_with(parts, receipt={**told, **wrong}))) == "PKG-001"


def lines_of(parts: Parts) -> list[bytes]:
    return parts["acts.jsonl"].splitlines()


def altered_act(line: bytes, **given_: object) -> bytes:
    return json.dumps({**json.loads(line), **given_}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


Edit = Callable[[list[bytes]], list[bytes]]
CLOSED: dict[str, object] = {
    "kind": "conflict",
    "key": "[]",
    "old": None,
    "new": {
        "key": "[]",
        "target": "",
        "statements": [],
        "closing": {"by": "x", "words": "x", "at": "2026-01-01T00:00:00Z", "value": "null"},
    },
}
ALTERED: dict[str, Edit] = {
    "the first is missing": lambda lines: lines[1:],
    "the order is another": lambda lines: [*lines[1:], lines[0]],
    "one is there twice": lambda lines: [*lines, lines[-1]],
    "not canonical": lambda lines: [lines[0].replace(b",", b", ", 1), *lines[1:]],
    "no act": lambda lines: [b"{}", *lines],
    "no JSON": lambda lines: [b"\xff", *lines],
    "too deep": lambda lines: [b"[" * 100_000, *lines],
    "an unknown act": lambda lines: [altered_act(lines[0], act="burn"), *lines[1:]],
    "a merge as an act": lambda lines: [altered_act(lines[0], act="merge_package"), *lines[1:]],
    "another author": lambda lines: [altered_act(lines[0], who="别人"), *lines[1:]],
    "no beginning": lambda lines: [*lines, altered_act(lines[-1], parents=["0" * 64])],
    "no edits": lambda lines: [*lines, altered_act(lines[-1], edits="none", parents=[read_act(lines[-1]).name])],
    "no profile": lambda lines: [*lines, with_edit(lines[-1], {"kind": "profile", "key": "", "old": None, "new": None})],
    "a conflict of nothing": lambda lines: [*lines, with_edit(lines[-1], CLOSED, act="close_conflict")],
    "an empty line": lambda lines: [*lines, b""],
}


def with_edit(line: bytes, edit: dict[str, object], **given_: object) -> bytes:
    return altered_act(line, edits=[edit], parents=[read_act(line).name], **given_)


@pytest.mark.parametrize("name", ALTERED)
def test_acts_that_no_laptop_did_are_refused_though_their_author_signed_them(
    parts: Parts, tmp_path: Path, resigned: Resign, name: str
) -> None:
    altered = {**parts, "acts.jsonl": b"".join(line + b"\n" for line in ALTERED[name](lines_of(parts)))}
    assert refusal(tmp_path, resigned(altered)) == "PKG-001"


def test_names_of_acts_are_computed_and_stand_nowhere(parts: Parts) -> None:
    for line in lines_of(parts):
        act = read_act(line)
        assert act_line(act) == line
        assert act.name.encode() not in line
        assert "name" not in act_data(act)


def test_other_rules_and_other_evidence_are_refused_though_their_author_signed_them(parts: Parts, tmp_path: Path, resigned: Resign) -> None:
    [template] = [name for name in parts if name.startswith("templates/")]
    [photo] = [name for name in parts if name.startswith("evidence/")]
    assert refusal(tmp_path, resigned({**parts, template: parts[template] + b" "})) == "PKG-001"
    other = parts[template].replace(b'"max_score":"20"', b'"max_score":"30"', 1)
    assert refusal(tmp_path, resigned({**parts, template: other})) == "PKG-001"
    assert refusal(tmp_path, resigned({**parts, "origin.json": b"{}"})) == "PKG-001"
    manifest = json.loads(parts["manifest.json"])
    stranger = {"path": f"evidence/{'a' * 64}.jpg", "kind": "evidence", "size": 1, "sha256": "a" * 64}
    extra = manifest_with({**parts, stranger["path"]: b"x"}, files=[*manifest["files"], stranger])  # type: ignore[dict-item]
    assert refusal(tmp_path, {**extra, "manifest.p7s": resigned(extra)["manifest.p7s"]}) in ("PKG-001", "PKG-004", "PKG-006")
    assert refusal(tmp_path, resigned({**parts, photo: parts[photo] + b"more"})) in ("PKG-001", "PKG-004")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_flipped_bytes_never_do_more_than_be_refused(made: tuple[Path, Credential], tmp_path: Path, data: st.DataObject) -> None:
    whole = made[0].read_bytes()
    altered = bytearray(whole)
    for _flip in range(data.draw(st.integers(1, 4))):
        near_end = data.draw(st.booleans())
        at = data.draw(st.integers(max(0, len(whole) - 6000), len(whole) - 1) if near_end else st.integers(0, len(whole) - 1))
        altered[at] = data.draw(st.integers(0, 255))
    path = tmp_path / "flipped.gmp"
    path.write_bytes(altered)
    try:
        package = read_package(path, at=LATER)
        check_evidence(package)
    except UserFacingError as error:
        refused = error.code
    else:
        refused = ""
        assert package.acts == read_package(made[0], at=LATER).acts
    assert refused == "" or refused.startswith("PKG-00")
