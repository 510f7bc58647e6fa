# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What tampered copies are made from: the report of the sample story, signed and unsigned, and people who sign it anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf

from evaluator_app.services import authorities
from evaluator_app.services.report_data import DATA_NAME
from evaluator_app.services.sample import PRACTICE_PASSWORD, Played
from evaluator_app.services.verifying import ReportVerification, verify_report
from evaluator_app.signing.credentials import load_credential
from evaluator_app.signing.pdf_signatures import SignatureField, sign_pdf
from evaluator_app.signing.secret import Secret
from evaluator_app.signing.validation_data import ValidationData
from tests.signing.made import PASSWORD, TODAY, Authority

LEADER, FIRM = "assessor-wang", "organization"


@dataclass
class Ground:
    """The reports of one story, and a folder for copies."""

    story: Played
    folder: Path
    evidence: Path | None = None
    """The originals that a copy is held against."""
    replaced: Path | None = None
    roots: list[Path] = field(default_factory=list)
    lists: list[bytes] = field(default_factory=list)
    """Revocation lists that are installed in a workspace, together with the root."""
    authority: Authority = field(default_factory=Authority)

    @property
    def signed(self) -> Path:
        """Return the report that all have signed."""
        return next(path for path in self.story.files.values() if path.name == "report.pdf")

    @property
    def unsigned(self) -> Path:
        return self.signed.parent / "report-unsigned.pdf"

    @property
    def data(self) -> bytes:
        return self.signed.read_bytes()

    @property
    def copy(self) -> Path:
        """Return where the tampered copy goes."""
        return self.folder / "copy.pdf"

    def write(self, data: bytes) -> Path:
        """Make the copy of some bytes."""
        self.copy.write_bytes(data)
        return self.copy

    def altered(self, change: Callable[[pikepdf.Pdf], object], *, signed: bool = False, linearize: bool = False) -> Path:
        """Make the copy by a library that writes the file anew."""
        with pikepdf.open(self.signed if signed else self.unsigned) as pdf:
            change(pdf)
            pdf.save(self.copy, linearize=linearize)
        return self.copy

    def originals(self) -> Path:
        """Return a folder with all originals under their names."""
        folder = self.folder / "originals"
        folder.mkdir()
        store = self.signed.parent / "workspace" / "evidence"
        assessment = self.attached()["assessment"]
        kept = {path.name: path for path in store.rglob("*") if path.is_file()}
        for each in assessment["evidence"].values():
            shutil.copy(kept[each["sha256"]], folder / each["name"])
        return folder

    def attached(self) -> dict:  # type: ignore[type-arg]
        """Return the data of the report."""
        with pikepdf.open(self.unsigned) as pdf:
            return dict(json.loads(pdf.attachments[DATA_NAME].get_file().read_bytes()))

    def sign(self, path: Path, slot: str = LEADER, *, swapped: bool = False) -> Path:
        """Sign with the practice credential of the leader, by means that look at nothing."""
        credential = load_credential(self.signed.parent / "sample-credential.p12", PRACTICE_PASSWORD, now=datetime.now(TODAY.tzinfo))
        sign_pdf(path, path, credential, fields=self.fields(path, swapped=swapped), field_name=slot, signed_at=datetime.now(TODAY.tzinfo))
        return path

    def sign_as(self, path: Path, holder: str, slot: str, *, begin: datetime = TODAY - timedelta(days=30), days: int = 365) -> object:
        """Sign with a certificate of the test authority, whose root is trusted; return the certificate."""
        key = self.folder / f"{slot}.p12"
        certificate = self.authority.issue(key, holder, begin=begin, days=days)
        root = self.folder / "root.pem"
        root.write_bytes(self.authority.pem())
        self.roots = [root]
        at = min(max(TODAY, begin), begin + timedelta(days=days))
        credential = load_credential(key, Secret(PASSWORD), now=at)
        sign_pdf(path, path, credential, fields=self.fields(path), field_name=slot, signed_at=at, validation=ValidationData())
        return certificate

    def fields(self, path: Path, *, swapped: bool = False) -> list[SignatureField]:
        """Return the places that a report names; swapped, the first and the last in each other's room."""
        with pikepdf.open(path) as pdf:
            places = json.loads(pdf.attachments["signature-places.json"].get_file().read_bytes())
        fields = [SignatureField(each["slot"], each["page"], tuple(each["box"]), each["label"]) for each in places]
        if swapped:
            first, last = fields[0], fields[-1]
            fields[0] = SignatureField(first.name, last.page_index, last.box, first.label)
            fields[-1] = SignatureField(last.name, first.page_index, first.box, last.label)
        return fields

    def verify(self, path: Path) -> ReportVerification:
        """Verify with what is at hand."""
        workspace = None
        if self.lists:
            workspace = self.folder / "workspace"
            for number, content in enumerate((self.authority.pem(), *self.lists)):
                source = self.folder / f"authority-{number}.crl"
                source.write_bytes(content)
                authorities.add(workspace, source)
        return verify_report(
            path,
            trust_roots=self.roots,
            at=datetime.now(TODAY.tzinfo),
            workspace=workspace,
            evidence=self.evidence,
            replaced=self.replaced,
        )
