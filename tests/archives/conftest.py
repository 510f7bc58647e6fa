# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A small sound archive, and the same with something else in it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from evaluator_app import i18n
from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessor, Mine, Outcome
from evaluator_app.paths import resource
from evaluator_app.services.archiving import archive
from evaluator_app.services.workspace import NewAssessment, Workspace
from tests.builders import a_template

Parts = dict[str, bytes]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = i18n.current_language()
    i18n.set_language(i18n.ENGLISH)
    yield
    i18n.set_language(before)


def make_archive(folder: Path) -> Path:
    """Assess a mine of two items with one photo, and archive it; the same every time."""
    moment = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    numbers = iter(range(1000))

    def now() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    template = a_template().with_prerequisite("p1").with_item("1.1", 60).with_item("1.2", 40).build()
    with Workspace(folder / "workspace", who="王工", now=now, new_id=lambda: f"id-{next(numbers)}") as workspace:
        opened = workspace.begin(
            NewAssessment(template, Mine("青山 煤矿"), organization="评估中心", team=(Assessor("w", "王工", is_leader=True),))
        )
        opened.do(changes.record_outcome(opened.assessment, "p1", Outcome.MET))
        opened.do(changes.record_outcome(opened.assessment, "1.1", Outcome.MET))
        opened.do(changes.record_outcome(opened.assessment, "1.2", Outcome.NOT_MET, reason="未达标"))
        opened.add_image("公示牌.jpg", resource("sample/photos/01_notice_board.jpg").read_bytes(), ["1.1"])
        return archive(workspace, opened, folder / "青山 煤矿.zip").path


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive once for all that only read it."""
    return make_archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture
def parts(sound: Path) -> Parts:
    """Unpack it."""
    with zipfile.ZipFile(sound) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


Pack = Callable[[Parts], Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Pack files as they are."""

    def packed(parts: Parts) -> Path:
        path = tmp_path / "altered.zip"
        path.write_bytes(zipped(parts))
        return path

    return packed


@pytest.fixture
def forge(pack: Pack) -> Pack:
    """Pack files with a manifest that is true of them."""

    def forged(parts: Parts) -> Path:
        manifest: Any = json.loads(parts["manifest.json"])
        known = {file["path"]: file for file in manifest["files"]}
        for path, data in parts.items():
            if path in known:
                known[path] |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        return pack({**parts, "manifest.json": json.dumps(manifest).encode()})

    return forged


def zipped(parts: Parts, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", kind) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()
