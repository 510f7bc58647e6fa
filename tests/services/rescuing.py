# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A stick, a workspace worth copying, and what is done to both, for tests only."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from evaluator_app.domain.assessment import Mine
from evaluator_app.paths import resource
from evaluator_app.rescue.home import FoundCopy
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.rescue_copying import Copied, copy_everything
from evaluator_app.services.rescue_restoring import copies_in
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace

PHOTO = resource("sample/photos/04_workshop.jpg").read_bytes()
REPORT = b"%PDF-1.7\n" + bytes(range(256)) * 2000
"""Large enough to be shared by all copies."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def fill(workspace: Workspace, mine: str = "试验煤矿", *, photos: int = 3) -> OpenAssessment:
    """Begin a mine with photos that differ in their last byte."""
    template = find_template("cn-mnr/green-mine-2024-coal", workspace.root)
    opened = workspace.begin(NewAssessment(template, Mine(mine)))
    for number in range(photos):
        add_photo(opened, f"{mine}{number}")
    return opened


def add_photo(opened: OpenAssessment, name: str) -> None:
    opened.add_image(f"{name}.jpg", PHOTO + name.encode(), [])


def add_files(root: Path) -> None:
    """Put beside database and photos what else a workspace holds, and what no copy may hold."""
    for path, data in (
        ("phrases.toml", b"format = 1\n"),
        ("trust/0123.cer", b"certificate"),
        ("templates/own.toml", b"title = 1\n"),
        ("layouts/firm.toml", b"title = 2\n"),
        ("reports/报告.pdf", REPORT),
        ("evaluator-damaged-20261124T090000Z.db", b"kept aside"),
        ("thumbnails/ab/abcd.png", b"made again"),
        ("credentials/signing.key", b"SECRET"),
        ("seal.P12", b"SECRET"),
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def copy(root: Path, stick: Path) -> Copied:
    return copy_everything(root, stick, who="王示范", now=utc_now)


def newest(stick: Path) -> FoundCopy:
    return copies_in(stick)[0]


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def evidence_on(stick: Path) -> list[Path]:
    return sorted((stick / "GreenMineRescue/evidence").glob("*/*"))


def damage(path: Path, at: int = 100) -> None:
    """Change one bit, so that the size stays."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
