# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The small valid template, whole or with one line broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator_app.catalog.library import read_template
from evaluator_app.catalog.reading import ReadTemplate
from tests.catalog.small_overlays import HEAD, RIGHTS, Lay

Write = Callable[..., Path]

_SMALL = Path(__file__).parent / "data" / "small.toml"


@pytest.fixture
def small() -> str:
    """Return the text of a small valid template."""
    return _SMALL.read_text("utf-8")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a template file where the catalog looks for it."""

    def write_text(text: str | bytes, name: str = "issuer/small.toml") -> Path:
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write_text


@pytest.fixture
def base(small: str, write: Write) -> Path:
    """Write the small template with rights for overlays."""
    return write(small + RIGHTS, "test/small.toml")


@pytest.fixture
def lay(base: Path, write: Write) -> Lay:
    """Return a function that lays an overlay over the small template."""

    def read(text: str, kind: str = "province", head: str = HEAD) -> ReadTemplate:
        assert base.is_file()
        return read_template(write(head.format(kind=kind) + text, "test/over.toml"))

    return read
