# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Append to a PDF: what is added, its one container for a signature or time stamp, and the file that both make.

The bytes that are there already are hashed once, for the signature and for the digest of the whole file, and never copied
in memory. What goes into the container is the caller's business.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Awaitable, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from asn1crypto import cms
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import constants
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, PreparedByteRangeDigest, SignatureObject

from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.reading import Document

_PART: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SignedFile:
    """What was written."""

    sha256: str  # hexadecimal
    size: int  # bytes
    time_stamp_problem: str = ""  # why a time stamp that was asked for is not there; it can be added later
    revoked: str = ""  # which signers the authorities say were revoked, in a sentence; empty if none


class Appending(IncrementalPdfFileWriter):
    """Writes only what is added, and leaves the document's description alone: a changed one is always foul play."""

    def _update_meta(self) -> None:
        """Keep title, author and dates as they were issued."""

    def _write_header(self, stream: Any) -> None:
        """Override BasePdfFileWriter._write_header: what is there already is not written again."""

    def find_page_for_modification(self, page_ix: int) -> Any:
        """Override RWCommon.find_page_for_modification: where all pages hang on one node, as in our reports, read only the one."""
        pages = self.root["/Pages"]
        kids, count = pages["/Kids"], int(pages["/Count"])
        if len(kids) == count and -count <= page_ix < count:
            reference = kids.raw_get(page_ix % count)
            page = reference.get_object()
            if page["/Type"] == "/Page" and "/Resources" in page:
                return reference, page.raw_get("/Resources")
        return super().find_page_for_modification(page_ix)  # type: ignore[no-untyped-call]


class Increment:
    """The end of a file as a stream, counted from the beginning of the file."""

    def __init__(self, before: Document) -> None:
        self._before = before
        self._base = len(before.content)
        self._added = BytesIO()

    def digest(self, start: int, end: int) -> bytes:
        """Return SHA-256 of the whole file without what lies between."""
        added = self._added.getbuffer()
        hashed = self._before.sha256_until(self._base)
        hashed.update(added[: start - self._base])
        hashed.update(added[end - self._base :])
        return hashed.digest()

    def signed_file(self, problem: str = "") -> SignedFile:
        """Return what the whole file is."""
        hashed = self._before.sha256_until(self._base)
        hashed.update(self._added.getbuffer())
        return SignedFile(hashed.hexdigest(), self._base + self._added.getbuffer().nbytes, problem)

    def added(self) -> bytes:
        """Return what was added."""
        return self._added.getvalue()

    def write(self, data: bytes) -> int:
        """Write at the place where the stream stands."""
        return self._added.write(data)

    def tell(self) -> int:
        """Return the place in the file."""
        return self._base + self._added.tell()

    def seek(self, place: int) -> int:
        """Go to a place in the file; what is there already cannot be written, so before it all places are the same."""
        return self._base + self._added.seek(max(0, place - self._base))


def _fill(space: Any, writer: Any, output: Any) -> Generator[Any, Any, None]:
    """Write what is added, and give its digest for a container; the steps are those of PdfByteRangeDigest.fill."""
    writer.digest_aware_write = True
    writer.write(output)
    end_of_file = output.tell()
    start, end = space.contents.offsets
    space.byte_range.fill_offsets(output, start, end, end_of_file)
    prepared = PreparedByteRangeDigest(output.digest(start, end), start, end)
    container = yield prepared, output
    yield prepared.fill_with_cms(output, container)


class SignatureSpace(SignatureObject):
    """Room for a signature."""

    def fill(
        self, writer: Any, md_algorithm: Any, in_place: Any = False, output: Any = None, chunk_size: Any = 0
    ) -> Generator[Any, Any, None]:
        """Override PdfByteRangeDigest.fill."""
        return _fill(self, writer, output)


class StampSpace(DocumentTimestamp):
    """Room for a time stamp of the document."""

    def fill(
        self, writer: Any, md_algorithm: Any, in_place: Any = False, output: Any = None, chunk_size: Any = 0
    ) -> Generator[Any, Any, None]:
        """Override PdfByteRangeDigest.fill."""
        return _fill(self, writer, output)


async def append(
    writer: Any,
    before: Document,
    field: str | SigFieldSpec,
    setup: SigObjSetup,
    seal: Callable[[bytes], Awaitable[cms.ContentInfo]],
) -> Increment:
    """Return what is added to the bytes before: the container that `seal` makes of the digest, in a new or an existing field."""
    writer.ensure_output_version((1, 7))
    writer.register_extension(constants.ESIC_EXTENSION_1)
    new, name = (None, field) if isinstance(field, str) else (field, field.sig_field_name)
    steps = PdfCMSEmbedder(new_field_spec=new).write_cms(name, writer, existing_fields_only=new is None)
    next(steps)
    steps.send(setup)
    increment: Any = Increment(before)
    prepared, _output = steps.send(SigIOSetup(md_algorithm="sha256", output=increment))
    steps.send(await seal(prepared.document_digest))
    finished: Increment = increment
    return finished


Finish = Callable[[Increment, str], SignedFile]


@contextmanager
def appending_to(before: Document, destination: Path) -> Iterator[Finish]:
    """Give what ends the file with an increment and tells why a time stamp is missing; the destination is there whole or not at all.

    The bytes before are on their way to the disk while the block works out what comes after them.
    """
    try:
        with replacing(destination) as handle, ThreadPoolExecutor(1) as writer:
            written = writer.submit(_write_down, handle, before.content)

            def finish(increment: Increment, problem: str = "") -> SignedFile:
                written.result()
                handle.write(increment.added())
                return increment.signed_file(problem)

            yield finish
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise UserFacingError(
            "SIG-028",
            _("The disk has no room for {name}; nothing was written, the unsigned file is as it was.").format(name=destination.name)
            if full
            else _("The file {name} cannot be written: {reason}. The unsigned file is as it was.").format(
                name=destination.name, reason=error.strerror or type(error).__name__
            ),
            _("Make room or choose another folder, then sign again."),
        ) from error


def _write_down(handle: BinaryIO, content: bytes) -> None:
    """Write to the disk part by part: where the system takes the hint, one part is on its way while the next is written."""
    for start in range(0, len(content), _PART):
        handle.write(memoryview(content)[start : start + _PART])
        handle.flush()
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle.fileno(), start, _PART, os.POSIX_FADV_DONTNEED)
    os.fsync(handle.fileno())
