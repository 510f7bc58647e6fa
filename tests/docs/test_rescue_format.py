# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The schema of a copy on a stick, the page, and what the program writes say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluator_app.domain.codec import DocumentError
from evaluator_app.rescue.manifest import read_copy_manifest
from evaluator_app.services.workspace import Workspace
from tests.docs.formats import example, mistakes
from tests.services.rescuing import add_files, copy, fill


def test_the_example_copy_is_read_and_written_back_the_same() -> None:
    manifest = read_copy_manifest(json.dumps(example("rescue")).encode())
    assert json.loads(manifest.to_bytes()) == example("rescue")


def test_a_real_copy_is_valid(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with Workspace(tmp_path / "workspace", who="王示范") as workspace:
        workspace.store.remove(fill(workspace).assessment.id, at=workspace.now())
        add_files(workspace.root)
        (workspace.root / "link").symlink_to(tmp_path)
        done = copy(workspace.root, stick)
    written = json.loads((done.copy.folder / "copy.json").read_text("utf-8"))
    assert mistakes("rescue", written) == []
    assert {file["place"].split("/")[0] for file in written["files"]} == {"..", "workspace"}


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"format": "evaluator-archive"},
        {"files": []},
        {"files": [{"path": "evaluator.db", "place": "workspace/evaluator.db", "size": -1, "sha256": "0" * 64}]},
        {"files": [{"path": "evaluator.db", "place": "workspace/evaluator.db", "size": 4 * 1024**3, "sha256": "0" * 64}]},
        {"files": [{"path": "evaluator.db", "place": "workspace/other.db", "size": 1, "sha256": "0" * 64}]},
        {"files": [{"path": "../evaluator.db", "place": "workspace/../evaluator.db", "size": 1, "sha256": "0" * 64}]},
        {"files": [{"path": "C:/evaluator.db", "place": "workspace/C:/evaluator.db", "size": 1, "sha256": "0" * 64}]},
        {"files": [{"path": "evaluator.db", "place": "workspace/evaluator.db", "size": 1, "sha256": "0"}]},
        {"files": [{"path": "evaluator.db", "place": "workspace/evaluator.db", "size": 1, "sha256": "0" * 64}] * 2},
        {"extra": 1},
    ],
)
def test_what_no_copy_can_say_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(DocumentError):
        read_copy_manifest(json.dumps({**example("rescue"), **change}).encode())
