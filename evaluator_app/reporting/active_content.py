# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What in a PDF acts by itself or leads elsewhere: scripts, programs to be started, forms that send, files it carries. Runs nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from evaluator_app.reporting.page_marks import PagesUnreadableError

_ACTIONS: Final = {
    "/JavaScript": "script",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
    "/Launch": "launch",
    "/SubmitForm": "submit",
    "/ImportData": "import",
    "/URI": "link",
    "/GoToR": "link",
    "/GoToE": "link",
}
_ENTRIES: Final = {"/JS": "script", "/XFA": "form", "/RichMediaContent": "media"}
_MOST: Final = 300_000


def active_content(data: bytes, *, expected: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what kinds of active content the file has, and the names of files that it carries beside those expected.

    Kinds are script, media, launch, submit, import, link and form; PagesUnreadableError where the file cannot be taken apart.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found, carried = set[str](), set[str]()
            for count, each in enumerate(pdf.objects):
                if count > _MOST:
                    raise ValueError("too many objects")
                for held in _dictionaries(each):
                    found.update(_kinds(held))
                    if str(held.get("/Type", "")) in ("/Filespec", "/F") or "/EF" in held:
                        carried.add(str(held.get("/UF", held.get("/F", "?"))))
            return tuple(sorted(found)), tuple(sorted(carried - expected))
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, LookupError, NotImplementedError) as error:
        raise PagesUnreadableError(str(error)) from error


def _dictionaries(each: Any) -> Iterator[Any]:
    """Yield an object and what lies directly in it."""
    waiting = [each]
    for done, value in enumerate(waiting):  # grows while it is walked
        if done > _MOST:
            raise ValueError("too many objects")
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            yield value
            waiting.extend(inner for inner in value.values() if _is_direct(inner))
        elif isinstance(value, pikepdf.Array):
            waiting.extend(inner for inner in list(value) if _is_direct(inner))


def _is_direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _kinds(held: Any) -> Iterator[str]:
    action = held.get("/S")
    if isinstance(action, pikepdf.Name) and str(action) in _ACTIONS:
        yield _ACTIONS[str(action)]
    yield from (kind for key, kind in _ENTRIES.items() if key in held)
