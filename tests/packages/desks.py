# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Laptops with real workspaces, each with its person, clock and certificate, that exchange packages through a folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from evaluator_app.archives.package import EvidenceScope
from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessor, Mine, Outcome
from evaluator_app.domain.merging.receipt import Receipt
from evaluator_app.domain.template import Template
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.credentials import KeyFile
from evaluator_app.services.merging import receipt_of
from evaluator_app.services.package_authors import accept
from evaluator_app.services.packaging import Have, Packed, export_package
from evaluator_app.services.taking_packages import Taken, take_package
from evaluator_app.services.workspace import NewAssessment, Workspace
from evaluator_app.signing.credentials import Credential
from evaluator_app.signing.sample_credential import create_sample_credential
from evaluator_app.signing.secret import Secret
from tests.builders import a_template

AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
PASSWORD = "packages"
PHOTO = resource("sample/photos/01_notice_board.jpg").read_bytes()
NAMES = ("王工", "李工", "赵工", "钱工", "孙工")


def template(edition: str = "2026") -> Template:
    """Return a template of five items."""
    builder = a_template().with_prerequisite("p1")
    for number in range(1, 6):
        builder = builder.with_item(f"1.{number}", 20)
    made = builder.build()
    from dataclasses import replace

    return made if made.edition == edition else replace(made, edition=edition)


@dataclass
class Desk:
    """One person's laptop."""

    who: str
    folder: Path
    clock: datetime = AT
    workspace: Workspace = field(init=False)
    key: KeyFile = field(init=False)
    credential: Credential = field(init=False)
    ids: int = 0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        path = self.folder / "key.p12"
        begun = self.clock - timedelta(days=1)
        self.credential = create_sample_credential(path, PASSWORD, holder=self.who, organization="评估中心", now=begun)
        self.key = KeyFile(path, Secret(PASSWORD))
        self.workspace = Workspace(self.folder / "workspace", who=self.who, now=self.now, new_id=self.new_id)

    def now(self) -> datetime:
        self.clock += timedelta(seconds=1)
        return self.clock

    def new_id(self) -> str:
        self.ids += 1
        return f"{self.who}-{self.ids}"

    def begin(self) -> OpenAssessment:
        team = tuple(Assessor(f"a{number}", name, is_leader=not number) for number, name in enumerate(NAMES))
        new = NewAssessment(template(), Mine("青山 煤矿"), organization="评估中心", team=team)
        return self.workspace.begin(new)

    @property
    def opened(self) -> OpenAssessment:
        return self.workspace.open_assessment("")

    def knows(self, *others: Desk) -> None:
        for other in others:
            accept(self.workspace, other.credential.certificate_info)

    def finds(self, item: str, text: str, *, photo: bytes = b"") -> None:
        """Record a fact seen and, where its bytes differ, a photo of it."""
        opened = self.opened
        opened.do(changes.record_observation(opened.assessment, opened.new_observation(item, text)))
        if photo:
            opened.add_image(f"{text}.jpg", PHOTO + photo, [item])

    def judges(self, item: str, outcome: Outcome, reason: str = "") -> None:
        opened = self.opened
        opened.do(changes.record_outcome(opened.assessment, item, outcome, reason=reason))

    def export(
        self, path: Path, scope: EvidenceScope = EvidenceScope.ALL, there: Have | None = None, opened: OpenAssessment | None = None
    ) -> Packed:
        return export_package(self.workspace, opened or self.opened, path, self.key, scope=scope, there=there)

    def take(self, path: Path, accepted: str = "") -> Taken:
        return take_package(self.workspace, path, accepted=accepted)

    @property
    def receipt(self) -> Receipt:
        return receipt_of(self.opened)

    def has_all_evidence(self) -> bool:
        opened = self.opened
        opened.require_whole()
        return True

    def close(self) -> None:
        self.workspace.close()


def all_know_each_other(desks: Iterable[Desk]) -> None:
    """Let everybody take packages of everybody."""
    found = tuple(desks)
    for desk in found:
        desk.knows(*found)
