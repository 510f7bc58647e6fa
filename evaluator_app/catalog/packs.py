# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The container of a template pack (.gmpack): a zip whose manifest names every file, read from hostile bytes within bounds.

Format green-mine-pack, version 1 (docs/formats.md). History: 1 (2026-11) first. Knows nothing of signatures but where one lies,
and installs nothing.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from evaluator_app import safe_zip
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError, DocumentProblem, decode, encode
from evaluator_app.domain.document import content_of
from evaluator_app.domain.sentence import say
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.safe_zip import is_packed_plainly, is_plain_file, shown

FORMAT: Final = "green-mine-pack"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.p7s"
"""The CMS signature with the same manifest inside; a pack without it is unsigned."""

LARGEST_PACK: Final = 32 * 1024 * 1024
LARGEST_FILE: Final = 2 * 1024 * 1024
LARGEST_TOTAL: Final = 64 * 1024 * 1024
MOST_FILES: Final = 2000
HIGHEST_SEQUENCE: Final = 99_999_999
"""A day written as one number fits."""
_HIGHEST_RATIO: Final = 100
"""Times that a file may grow when unpacked; rules written by people shrink to a tenth at best."""
_SMALL: Final = 64 * 1024
_LONGEST_DIRECTORY: Final = 1024 * 1024
_END: Final = 22
_LOCATOR: Final = 20

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,60}/[a-z0-9][a-z0-9-]{0,60}")
_SHA256: Final = re.compile("[0-9a-f]{64}")


class FileKind(Enum):
    """What a file of a pack is."""

    TEMPLATE = "template"
    OVERLAY = "overlay"
    THRESHOLDS = "thresholds"
    APPROVAL = "approval"


_PLACES: Final[Mapping[FileKind, re.Pattern[str]]] = {
    FileKind.TEMPLATE: re.compile(r"templates/(?!thresholds/|approvals/)[^/]+/(?:[^/]+/)?[^/]+\.toml"),
    FileKind.OVERLAY: re.compile(r"templates/(?!thresholds/|approvals/)[^/]+/(?:[^/]+/)?[^/]+\.toml"),
    FileKind.THRESHOLDS: re.compile(r"templates/thresholds/[^/]+\.toml"),
    FileKind.APPROVAL: re.compile(r"approvals/[0-9a-f]{64}/[0-9]{1,4}-(?:trial|approved|withdrawn)(?:-[0-9]{1,3})?\.p7s"),
}


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file that the manifest names."""

    path: str
    kind: FileKind
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PackedTemplate:
    """One template that the files make."""

    id: str
    edition: str
    title: str
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself."""

    id: str
    """Who hands it out and how it is called: issuer/name; the same for every edition of the pack."""
    title: str
    sequence: int
    """1 for the first edition of the pack, and so on."""
    made_on: date
    files: tuple[PackedFile, ...]
    templates: tuple[PackedTemplate, ...]
    notes: str = ""

    def to_bytes(self) -> bytes:
        """Return the canonical bytes: what is signed."""
        return canonical_bytes({"format": FORMAT, "version": VERSION, **encode(self)})


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that is whole: every file is there, none beside them, each as the manifest says."""

    manifest: Manifest
    manifest_bytes: bytes
    signature: bytes
    """Empty where the pack is unsigned."""
    files: Mapping[str, bytes]
    """What is in it, by path."""


class PackRefusedError(UserFacingError):
    """A pack cannot be used; nothing was changed."""


def packed(path: str, kind: FileKind, data: bytes) -> PackedFile:
    """Return what the manifest says of a file."""
    return PackedFile(path, kind, len(data), hashlib.sha256(data).hexdigest())


def pack_bytes(manifest_bytes: bytes, signature: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return the pack as one file; the same parts give the same bytes."""
    out = io.BytesIO()
    parts = {MANIFEST: manifest_bytes, **({SIGNATURE: signature} if signature else {}), **dict(sorted(files.items()))}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data)
    return out.getvalue()


def read_pack(data: bytes, name: str) -> Pack:
    """Read a pack from bytes that may be anything; PackRefusedError, with the reason, for what is not whole or not safe."""
    if len(data) > LARGEST_PACK:
        raise _too_large(name)
    parts = _unpacked(data, name)
    manifest_bytes, signature = parts.pop(MANIFEST, None), parts.pop(SIGNATURE, b"")
    if manifest_bytes is None:
        raise _damaged(name, _("it has no manifest"))
    manifest = read_manifest(manifest_bytes, name)
    named = {file.path: file for file in manifest.files}
    if missing := sorted(set(named) - set(parts)):
        raise _damaged(name, _("{file} is missing").format(file=missing[0]))
    if extra := sorted(set(parts) - set(named)):
        raise _unsafe(name, _("{file} is not named in its manifest").format(file=extra[0]))
    for path, content in parts.items():
        if named[path] != packed(path, named[path].kind, content):
            raise _damaged(name, _("{file} is not as its manifest says").format(file=path))
    return Pack(manifest, manifest_bytes, signature, parts)


def _unpacked(data: bytes, name: str) -> dict[str, bytes]:
    _check_directory(data, name)
    parts: dict[str, bytes] = {}
    folded: set[str] = set()
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                _check_entry(info, name)
                if info.filename.casefold() in folded:
                    raise _unsafe(name, _("{file} is in it twice").format(file=info.filename))
                folded.add(info.filename.casefold())
                total += info.file_size
                if total > LARGEST_TOTAL:
                    raise _too_large(name)
                with archive.open(info) as file:
                    parts[info.filename] = file.read(info.file_size + 1)
                if len(parts[info.filename]) != info.file_size:
                    raise _damaged(name, _("{file} has another size than it says").format(file=info.filename))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, UnicodeError) as error:
        raise _damaged(name, _("it cannot be unpacked")) from error
    return parts


def _check_directory(data: bytes, name: str) -> None:
    """Look at the end of the file before anything is made of its directory: the list of files must be short, and all there is."""
    end = data[-_END:]
    if len(data) < _END or not end.startswith(b"PK\x05\x06") or not data.startswith(b"PK\x03\x04"):
        raise _damaged(name, _("it is no pack, or it is cut off"))
    count, size, start = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little"), int.from_bytes(end[16:20], "little")
    is_long = data[-_END - _LOCATOR :].startswith(b"PK\x06\x07")
    if count > MOST_FILES or size > _LONGEST_DIRECTORY or is_long:
        raise _too_large(name)
    if start + size + _END != len(data) or end[20:22] != b"\0\0" or int.from_bytes(end[8:10], "little") != count:
        raise _damaged(name, _("something stands before or after its files"))


def _check_entry(info: zipfile.ZipInfo, name: str) -> None:
    path = info.filename
    if info.orig_filename != path or not (path in (MANIFEST, SIGNATURE) or is_safe_path(path)):
        raise _unsafe(name, _("“{file}” is no path that a pack may hold").format(file=shown(info.orig_filename)))
    if not is_plain_file(info):
        raise _unsafe(name, _("{file} is a link or no file at all").format(file=path))
    if not is_packed_plainly(info):
        raise _unsafe(name, _("{file} is encrypted or packed in a way that is not read").format(file=path))
    if info.file_size > LARGEST_FILE or info.file_size > max(_SMALL, _HIGHEST_RATIO * info.compress_size):
        raise _too_large(name)


def is_safe_path(path: str) -> bool:
    """Tell whether a file of a pack may lie there: in a folder, at most four deep."""
    return safe_zip.is_safe_path(path, least=2, most=5)


def read_manifest(data: bytes, name: str) -> Manifest:
    """Read the manifest of a pack; PackRefusedError for what is none."""
    try:
        refusal = say("doc.not_pack", "This is not the manifest of a template pack")
        manifest = decode(Manifest, content_of(read_json(data), FORMAT, VERSION, refusal))
        problems = tuple(_problems(manifest))
        if not problems and manifest.to_bytes() != data:
            problems = (DocumentProblem("/", say("doc.not_canonical", "It is not written in the canonical form")),)
        if problems:
            raise DocumentError(problems)
    except DocumentError as error:
        words = "；".join(f"{each.path}：{each.sentence.text(translator(current_language()))}" for each in error.problems[:3])
        raise PackRefusedError(
            "PCK-005",
            _("The manifest of {name} cannot be used. {details} Nothing was installed.").format(name=name, details=words),
            _("If a newer program made the pack, install it with that one; otherwise ask for it again."),
        ) from error
    return manifest


def _problems(manifest: Manifest) -> Iterator[DocumentProblem]:
    if not _ID.fullmatch(manifest.id):
        yield DocumentProblem("id", say("doc.pack_id", "An id such as issuer/name is expected here"))
    if not 1 <= manifest.sequence <= HIGHEST_SEQUENCE:
        yield DocumentProblem(
            "sequence", say("doc.number_of_statement", "A number from 1 to {most} is expected here", most=HIGHEST_SEQUENCE)
        )
    if not manifest.files or not manifest.templates or len(manifest.files) > MOST_FILES:
        yield DocumentProblem(
            "files", say("doc.pack_files", "A pack holds at least one template, in at most {most} files", most=MOST_FILES)
        )
    seen: set[str] = set()
    for index, file in enumerate(manifest.files):
        is_bad = not is_safe_path(file.path) or not _PLACES[file.kind].fullmatch(file.path) or file.path.casefold() in seen
        if is_bad or not _SHA256.fullmatch(file.sha256) or not 0 <= file.size <= LARGEST_FILE:
            yield DocumentProblem(f"files[{index}]", say("doc.pack_file", "This names no file that a pack may hold, or one twice"))
        seen.add(file.path.casefold())
    names = {(template.id, template.edition) for template in manifest.templates}
    if len(names) != len(manifest.templates) or not all(_SHA256.fullmatch(template.digest) for template in manifest.templates):
        yield DocumentProblem("templates", say("doc.pack_templates", "Each template is named once, with its digest"))


def _damaged(name: str, reason: str) -> PackRefusedError:
    return PackRefusedError(
        "PCK-003",
        _("The pack {name} is damaged: {reason}. Nothing was installed.").format(name=name, reason=reason),
        _("Get the file again from where it came."),
    )


def _unsafe(name: str, reason: str) -> PackRefusedError:
    return PackRefusedError(
        "PCK-004",
        _("The pack {name} is not safe to unpack: {reason}. Nothing was installed.").format(name=name, reason=reason),
        _("No pack of this program is made like that; ask whoever issued it."),
    )


def _too_large(name: str) -> PackRefusedError:
    return PackRefusedError(
        "PCK-002",
        _("The pack {name} is larger than a pack can be, or unpacks to far more than it is. Nothing was installed.").format(name=name),
        _("No pack of this program is made like that; ask whoever issued it."),
    )
