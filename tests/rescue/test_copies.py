# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Laws of copies: any byte that changes is noticed, names fit every system, what is shared lies where its digest says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluator_app.rescue.home import check_copy, find_copies
from evaluator_app.rescue.manifest import FOLDER, fitted, is_portable, own_place, shared_place
from evaluator_app.services.workspace import Workspace
from tests.services.rescuing import add_files, copy, fill


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy a small workspace."""
    root = tmp_path_factory.mktemp("rescue")
    (root / "stick").mkdir()
    with Workspace(root / "workspace") as workspace:
        fill(workspace, photos=2)
        add_files(workspace.root)
        copy(workspace.root, root / "stick")
    return root / "stick"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bit_that_flips_anywhere_is_noticed(stick: Path, data: st.DataObject) -> None:
    files = sorted(
        path for path in stick.rglob("*") if path.is_file() and path.name not in ("README.txt", "contents.txt", "evaluator.lock")
    )
    path = data.draw(st.sampled_from(files))
    whole = path.read_bytes()
    at, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
    changed = bytearray(whole)
    changed[at] ^= 1 << bit
    try:
        path.write_bytes(changed)
        (found,) = find_copies(stick / FOLDER)
        assert check_copy(found) != ()
    finally:
        path.write_bytes(whole)
    (found,) = find_copies(stick / FOLDER)
    assert check_copy(found) == ()


_PARTS = st.lists(st.text(st.characters(exclude_characters="/\x00", codec="utf-8"), min_size=1, max_size=20), min_size=1, max_size=4)


@given(parts=_PARTS)
def test_a_name_that_was_fitted_is_one_that_windows_takes(parts: list[str]) -> None:
    path = "/".join(parts)
    assert is_portable(fitted(path)) or len(fitted(path).encode()) > 200
    assert fitted(fitted(path)) == fitted(path)
    if is_portable(path):
        assert fitted(path) == path


@pytest.mark.parametrize("name", ["CON", "aux.txt", "a/nul", "COM1.pdf", "a:b", "end.", "end ", "a\\b", "tab\t", "w" * 201])
def test_names_that_windows_does_not_take(name: str) -> None:
    assert not is_portable(name)


def test_places_are_told_by_digest() -> None:
    sha256 = "ab" * 32
    assert shared_place(f"evidence/ab/{sha256}", sha256) == f"../../evidence/ab/{sha256}"
    assert shared_place("reports/a.pdf", sha256) == f"../../files/ab/{sha256}.pdf"
    assert shared_place("reports/a.p d f", sha256) == f"../../files/ab/{sha256}"
    assert shared_place(f"evidence/cd/{sha256}", sha256) == f"../../files/ab/{sha256}"
    assert own_place("trust/a.cer") == "workspace/trust/a.cer"
