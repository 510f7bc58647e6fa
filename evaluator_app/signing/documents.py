# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Take a PDF from anywhere apart with care: bounded in what its streams unpack to and in what is asked of the reader."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from typing import Any, Final

from pyhanko.pdf_utils.decode_limits import DecodeLimits, StreamDecodeLimits
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.reading import Document, read_document

MAKER: Final = "GreenMineEvaluator"
"""Stands in each signature of this program, which embeds all certificates up to the root or the signer's alone."""

LARGEST_STREAM: Final = 64 * 1024 * 1024

for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)  # what they would write to the terminal is said in our own words

_OBJECT: Final = re.compile(rb"[0-9] obj\b")
_LONG_NAME: Final = re.compile(rb"/[^\x00\t\n\x0c\r ()<>\[\]{}/%]{2048}")
_MOST_OBJECTS: Final = 30_000
_MOST_NAMES: Final = 120_000
"""The sample report has some 150 objects and 1,200 names outside of streams; the picture of a photo is one object with a dozen names."""

PARSER_FAILURES: Final = (
    PdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    EOFError,
    struct.error,
    zlib.error,
)
"""What the reader raises on a file that was made or damaged to break it."""


def open_document(source: Document | bytes, name: str = "") -> PdfFileReader:
    """Return a reader for a file; an error of its own for what is no PDF, is encrypted, damaged or overgrown."""
    document = read_document(source, name)
    name = document.name
    if b"%PDF-" not in document.content[:1024]:
        raise UserFacingError("SIG-022", _("The file {name} is not a PDF.").format(name=name), _("Choose the report as a PDF."))
    _refuse_overgrown(document.outside.text, name)
    limits = DecodeLimits(per_stream=StreamDecodeLimits(max_output_size=LARGEST_STREAM))
    try:
        reader = PdfFileReader(document.stream(), decode_limits=limits)
        encrypted = reader.encrypted
        int(reader.root["/Pages"]["/Count"])
    except PARSER_FAILURES as error:
        raise damaged(name) from error
    if encrypted:
        raise UserFacingError(
            "SIG-030",
            _("The file {name} is protected by a password or encrypted.").format(name=name),
            _("Choose the report as it was issued, without protection."),
        )
    return reader


def _refuse_overgrown(outside: bytes, name: str) -> None:
    """Keep from the reader what would hold it for minutes: it takes time by the square of what stands outside of streams."""
    if outside.count(b"/") > _MOST_NAMES or len(_OBJECT.findall(outside)) > _MOST_OBJECTS or _LONG_NAME.search(outside):
        raise UserFacingError(
            "SIG-056",
            _("The file {name} is made of so many or such long parts that it was not read; no report is.").format(name=name),
            _("Choose the report itself."),
        )


def entry(dictionary: Any, key: str) -> Any:
    """Return what a dictionary of the file holds under the key, wherever it is stored, or None."""
    try:
        return dictionary[key]
    except KeyError:
        return None


def damaged(name: str) -> UserFacingError:
    """Return the error for a PDF that cannot be worked with."""
    return UserFacingError(
        "SIG-024",
        _("The file {name} is damaged or built in a way that this program does not read.").format(name=name),
        _("Get the file again from where it came, or issue the report anew."),
    )
