# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A Word file from elsewhere as its parts, within bounds: nothing is written to disk, run or fetched. Knows nothing of what parts say."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

LARGEST_FILE = 20_000_000
"""Bytes of the file."""
LARGEST_WHOLE = 60_000_000
"""Bytes of all that is unpacked."""
MOST_ENTRIES = 1_000
_UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_OLD_MAGIC = b"\xd0\xcf\x11\xe0"
_ENCODING = re.compile(rb"""<\?xml[^>]{0,80}encoding\s*=\s*["']([^"']{0,40})["']""")


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts by their names in small letters; UserFacingError REP-031 or REP-032 for what is no Word file or too large."""
    if len(data) > LARGEST_FILE:
        raise too_large()
    if data.startswith(_OLD_MAGIC):
        raise UserFacingError(
            "REP-031",
            _("The Word template is protected by a password, or in the old format .doc. No report was made."),
            _("Open it in Word and save it as .docx, without a password."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except _UNREADABLE as error:
        raise no_template() from error


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise too_large()
    parts: dict[str, bytes] = {}
    room = LARGEST_WHOLE
    for entry in entries:
        name = entry.filename.lower()
        if name in parts or "\\" in name or name.startswith("/") or ".." in name.split("/"):
            raise no_template()
        with archive.open(entry) as file:
            parts[name] = file.read(room + 1)
        room -= len(parts[name])
        if room < 0:
            raise too_large()
    return parts


def parsed(data: bytes) -> Any:
    """Return the root of a part; UserFacingError REP-031 for one that is damaged, declares entities or is not in UTF-8."""
    encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if b"<!" in data and re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise no_template()
    if b"\0" in data or (encoding and encoding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")):
        raise no_template()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise no_template() from error


def no_template() -> UserFacingError:
    """Return what is said of a file that is no sound Word document."""
    return UserFacingError(
        "REP-031",
        _("The Word template cannot be read: it is no Word document, or damaged. No report was made."),
        _("Open it in Word, save it again as .docx, and choose that file."),
    )


def too_large() -> UserFacingError:
    """Return what is said of a file beyond the bounds."""
    return UserFacingError(
        "REP-032",
        _("The Word template is too large to be a template. No report was made."),
        _("Make its pictures smaller, or take out what is not needed."),
    )
