# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The container of a template pack: what was packed comes back, and every way of being damaged or hostile gets its sentence."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.catalog.packs import (
    LARGEST_PACK,
    MANIFEST,
    MOST_FILES,
    SIGNATURE,
    FileKind,
    Manifest,
    PackedTemplate,
    PackRefusedError,
    is_safe_path,
    pack_bytes,
    packed,
    read_pack,
)
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.i18n import ENGLISH, set_language

RULES = "templates/issuer/name.toml"
LIMITS = "templates/thresholds/limits.toml"
STATEMENT = f"approvals/{'ab' * 32}/1-trial.p7s"
FILES = {RULES: b"rules" * 400, LIMITS: b"limits", STATEMENT: b"signed"}
KINDS = {RULES: FileKind.TEMPLATE, LIMITS: FileKind.THRESHOLDS, STATEMENT: FileKind.APPROVAL}


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language(ENGLISH)


def manifest() -> Manifest:
    named = tuple(packed(path, KINDS[path], data) for path, data in sorted(FILES.items()))
    return Manifest("issuer/pack", "指标包", 3, date(2026, 11, 20), named, (PackedTemplate("issuer/name", "1", "指标", "ab" * 32),))


def made(changed: Manifest | None = None, files: dict[str, bytes] | None = None, signature: bytes = b"") -> bytes:
    return pack_bytes((changed or manifest()).to_bytes(), signature, FILES if files is None else files)


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(MANIFEST, manifest().to_bytes())
        for entry, data in entries:
            archive.writestr(entry, data)
    return out.getvalue()


def refused(data: bytes) -> PackRefusedError:
    with pytest.raises(PackRefusedError) as caught:
        read_pack(data, "a.gmpack")
    assert caught.value.advice
    assert "Nothing was installed." in caught.value.message
    return caught.value


@pytest.mark.parametrize("signature", [b"", b"signature"])
def test_what_was_packed_comes_back(signature: bytes) -> None:
    pack = read_pack(made(signature=signature), "a.gmpack")
    assert (pack.manifest, dict(pack.files), pack.signature) == (manifest(), FILES, signature)
    assert pack.manifest_bytes == manifest().to_bytes()


def test_the_same_parts_make_the_same_bytes() -> None:
    assert made() == made(files=dict(reversed(FILES.items())))


@given(st.binary(max_size=300))
def test_any_bytes_get_a_sentence(data: bytes) -> None:
    set_language(ENGLISH)
    assert refused(data).code == "PCK-003"


@given(st.integers(0, len(made()) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_changes_nothing(at: int, change: int) -> None:
    set_language(ENGLISH)
    data = bytearray(made())
    data[at] ^= change
    try:
        pack = read_pack(bytes(data), "a.gmpack")
    except PackRefusedError as error:
        assert error.code in {"PCK-002", "PCK-003", "PCK-004", "PCK-005"}  # noqa: PT017 - either way is right
    else:
        assert (pack.manifest, dict(pack.files)) == (manifest(), FILES)  # a date or a right of the zip, which nobody reads


def test_a_pack_that_is_cut_off_is_damaged() -> None:
    data = made()
    for length in range(0, len(data), 37):
        assert refused(data[:length]).code == "PCK-003"


@pytest.mark.parametrize("data", [made() + b"\0", b"\0" + made(), made()[:-2] + b"\x01\x00" + b"c"])
def test_nothing_may_stand_before_or_after_the_files(data: bytes) -> None:
    assert refused(data).code == "PCK-003"


@pytest.mark.parametrize(
    ("files", "code", "named"),
    [
        ({RULES: FILES[RULES], LIMITS: FILES[LIMITS]}, "PCK-003", f"{STATEMENT} is missing"),
        ({**FILES, RULES: b"softer rules"}, "PCK-003", f"{RULES} is not as its manifest says"),
        ({**FILES, "templates/issuer/extra.toml": b""}, "PCK-004", "templates/issuer/extra.toml is not named in its manifest"),
    ],
)
def test_files_must_be_those_of_the_manifest(files: dict[str, bytes], code: str, named: str) -> None:
    error = refused(made(files=files))
    assert error.code == code
    assert named in error.message


PATHS = [
    "../evil.toml",
    "templates/../../evil.toml",
    "/etc/passwd",
    "C:/evil.toml",
    "templates\\issuer\\name.toml",
    "templates//name.toml",
    "templates/issuer/",
    "templates/issuer/.hidden.toml",
    "templates/issuer/name.toml.",
    "templates/issuer/na me.toml",
    "templates/issuer/名.toml",
    "templates/nul/name.toml",
    "templates/issuer/com1.toml",
    "templates/a/b/c/d/e.toml",
    "templates/issuer/" + "n" * 250 + ".toml",
    "evil.toml",
    "~/evil.toml",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_elsewhere(path: str) -> None:
    assert not is_safe_path(path)
    error = refused(zipped((zipfile.ZipInfo(path), b"evil")))
    assert error.code == "PCK-004"


def test_a_zero_byte_does_not_hide_the_end_of_a_path() -> None:
    data = zipped(("templates/issuer/name.tomlX.exe", b"evil")).replace(b"tomlX.exe", b"toml\0.exe")
    assert refused(data).code in {"PCK-003", "PCK-004"}


def linked(path: str = RULES) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


def test_a_link_is_refused() -> None:
    assert "is a link or no file at all" in refused(zipped((linked(), b"/etc/passwd"))).message


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", [RULES, RULES.replace("name", "NAME"), MANIFEST])
def test_two_files_of_one_name_are_refused(second: str) -> None:
    error = refused(zipped((RULES, FILES[RULES]), (second, b"other")))
    assert (error.code, "twice" in error.message) == ("PCK-004", True)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_not_read(method: int) -> None:
    assert "packed in a way that is not read" in refused(zipped((RULES, FILES[RULES]), method=method)).message


def test_an_encrypted_file_is_not_read() -> None:
    data = bytearray(made())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "encrypted" in refused(bytes(data)).message


@pytest.mark.parametrize(
    "data",
    [
        zipped((RULES, bytes(1_900_000))),
        zipped((RULES, bytes(3_000_000)), method=zipfile.ZIP_STORED),
        zipped(*((f"templates/issuer/n{number}.toml", b"") for number in range(MOST_FILES + 1))),
        bytes(LARGEST_PACK + 1),
    ],
    ids=["grows too much", "large file", "many files", "large pack"],
)
def test_a_bomb_is_not_unpacked(data: bytes) -> None:
    assert refused(data).code == "PCK-002"


def test_a_file_that_lies_about_its_size_is_not_read_on() -> None:
    data = bytearray(zipped((RULES, bytes(60_000))))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rindex(mark)
        data[at + offset : at + offset + 4] = (10).to_bytes(4, "little")
    assert refused(bytes(data)).code == "PCK-003"


def test_a_long_directory_of_another_kind_is_refused() -> None:
    data = made()
    assert refused(data[:-22] + b"PK\x06\x07" + bytes(16) + data[-22:]).code in {"PCK-002", "PCK-003"}


def with_file(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda data: change(data["files"][1])


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda data: data.update(format="green-mine-approval"), "format"),
        (lambda data: data.update(version=2), "version"),
        (lambda data: data.update(id="Pack"), "id"),
        (lambda data: data.update(sequence=0), "sequence"),
        (lambda data: data.update(extra=1), "extra"),
        (lambda data: data.update(templates=[]), "files"),
        (lambda data: data["templates"].append(dict(data["templates"][0])), "templates"),
        (lambda data: data["templates"][0].update(digest="x"), "templates"),
        (with_file(lambda file: file.update(path="../x.toml")), "files[1]"),
        (with_file(lambda file: file.update(path="manifest.json")), "files[1]"),
        (with_file(lambda file: file.update(kind="thresholds")), "files[1]"),
        (with_file(lambda file: file.update(kind="form")), "files[1].kind"),
        (with_file(lambda file: file.update(sha256="ab")), "files[1]"),
        (with_file(lambda file: file.update(size=-1)), "files[1]"),
        (lambda data: data["files"].append(dict(data["files"][0])), "files[3]"),
    ],
)
def test_what_is_no_manifest_is_refused_with_its_place(change: Callable[[dict[str, Any]], object], place: str) -> None:
    data = read_json(manifest().to_bytes())
    change(data)
    error = refused(pack_bytes(canonical_bytes(data), b"", FILES))
    assert error.code == "PCK-005"
    assert f"{place}：" in error.message


def test_a_manifest_that_is_written_in_another_way_is_refused() -> None:
    error = refused(pack_bytes(manifest().to_bytes() + b"\n", b"", FILES))
    assert "canonical form" in error.message


def test_a_pack_without_manifest_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(SIGNATURE, b"x")
    assert "it has no manifest" in refused(out.getvalue()).message


def test_what_a_manifest_says_of_the_pack_is_kept() -> None:
    changed = replace(manifest(), notes="说明", sequence=20261120)
    assert read_pack(made(changed), "a").manifest == changed
