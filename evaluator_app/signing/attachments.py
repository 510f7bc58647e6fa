# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Take the files out of a PDF that it carries, bounded and by name. Says nothing about their truth."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.misc import PdfDecodeLimitError
from pyhanko.pdf_utils.reader import PdfFileReader

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.documents import PARSER_FAILURES, damaged, entry, open_document
from evaluator_app.signing.reading import Document, read_document

LARGEST_ATTACHMENT: Final = 64 * 1024 * 1024
LARGEST_TOTAL: Final = 128 * 1024 * 1024
_MOST_NODES: Final = 10_000


def read_attachments(
    source: bytes | Path | Document, *, name: str = "", limit: int = LARGEST_ATTACHMENT, total_limit: int = LARGEST_TOTAL
) -> dict[str, bytes]:
    """Return the attached files by name; an error of its own for too large ones, two of one name, or a damaged file.

    Bytes that were read already can bring the name of their file for what is said of it.
    """
    document = read_document(source, name)
    name = document.name
    open_document(document)
    limits = DecodeLimits(
        per_stream=StreamDecodeLimits(max_output_size=limit),
        document_budget=DocumentDecodeBudget(base_allowance=2 * total_limit, max_ratio=0),
    )
    found: dict[str, bytes] = {}
    total = 0
    try:
        for title, stream in _file_streams(PdfFileReader(BytesIO(document.content), decode_limits=limits)):
            content = bytes(stream.data)
            total += len(content)
            if len(content) > limit or total > total_limit:
                raise _too_large(name)
            if title in found:
                raise UserFacingError(
                    "SIG-033",
                    _("The file {name} carries two attachments called {title}, so it is not clear which one counts.").format(
                        name=name, title=title
                    ),
                    _("Ask for the file again from whoever issued it."),
                )
            found[title] = content
    except PdfDecodeLimitError as error:
        raise _too_large(name) from error
    except PARSER_FAILURES as error:
        raise damaged(name) from error
    return found


def _too_large(name: str) -> UserFacingError:
    return UserFacingError(
        "SIG-032",
        _("The file {name} carries an attachment that is too large to be read safely.").format(name=name),
        _("A report of this program never does; ask for the file again from whoever issued it."),
    )


def _file_streams(reader: PdfFileReader) -> Iterator[tuple[str, Any]]:
    tree = entry(entry(reader.root, "/Names") or {}, "/EmbeddedFiles")
    if tree is None:
        return
    for nodes, node in enumerate(_nodes(tree), start=1):
        if nodes > _MOST_NODES:
            raise ValueError("too many nodes")
        names = entry(node, "/Names") or ()
        for index in range(1, len(names), 2):
            specification = names[index]
            if not isinstance(specification, generic.DictionaryObject) or "/EF" not in specification:
                raise ValueError("no file specification")
            files = specification["/EF"]
            title = entry(specification, "/UF") or entry(specification, "/F") or names[index - 1]
            yield str(title), entry(files, "/UF") or files["/F"]


def _nodes(root: Any) -> Iterator[Any]:
    """Walk the name tree; a tree that bites its own tail ends in the count of nodes."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        kids = entry(node, "/Kids") or ()
        waiting.extend(kids[index] for index in range(len(kids)))
