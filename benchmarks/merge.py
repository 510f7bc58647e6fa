# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Five colleagues' packages of 400 photos and 200 facts seen each merged into the leader's workspace: signature, acts, evidence and all.

The floor copies the same files to the same disk, takes their SHA-256 on the way and brings them to the disk. Photos are bytes as a
camera makes them in number and size; nothing that is measured decodes them. MERGE_MEGABYTES names another size of a photo.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, ratio, seconds

if TYPE_CHECKING:
    from evaluator_app.domain.merging.receipt import Receipt
    from evaluator_app.services.credentials import KeyFile
    from evaluator_app.services.workspace import Workspace

PEOPLE, PHOTOS, FACTS = 5, 400, 200
QUICK_PHOTOS = 60
MEGABYTES = 3.0
REACH = 1.3
_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
_PIECE = 1024 * 1024
_AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def run(bench: Bench) -> Result:
    """Measure floor and merge in turn on the same packages."""
    photos = QUICK_PHOTOS if bench.quick else PHOTOS
    size = int(float(os.environ.get("MERGE_MEGABYTES", MEGABYTES)) * 1_000_000)
    begun, packages = make_packages(bench.folder, photos, size)
    total = sum(path.stat().st_size for path in packages)
    rounds = 3 if bench.quick else 2
    pairs = []
    for number in range(rounds):
        under = floor(packages, bench.folder / f"copies-{number}")
        ours, receipt = merge(begun, packages, bench.folder / f"leader-{number}")
        if receipt.evidence != PEOPLE * photos or receipt.observations != PEOPLE * FACTS:
            raise CannotMeasureError(f"{receipt.evidence} photos and {receipt.observations} facts came together")
        pairs.append((under, ours))
    return Result(
        "merge",
        "s",
        median(ours for _under, ours in pairs),
        median(under for under, _ours in pairs),
        Measure(median(ratio(ours, under) for under, ours in pairs), REACH),
        figures={
            "packages": str(PEOPLE),
            "photos_each": str(photos),
            "facts_each": str(FACTS),
            "megabytes": total / 1_000_000,
            "worst_ratio": max(ratio(ours, under) for under, ours in pairs),
        },
    )


def floor(packages: list[Path], folder: Path) -> float:
    """Return how long copying the files takes, with their SHA-256 on the way and each brought to the disk."""
    folder.mkdir()

    begun = perf_counter()
    for path in packages:
        digest = hashlib.sha256()
        with path.open("rb") as source, (folder / path.name).open("wb", buffering=0) as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                target.write(piece)
            os.fsync(target.fileno())
    spent = perf_counter() - begun
    shutil.rmtree(folder)
    os.sync()
    return spent


def merge(begun: Path, packages: list[Path], folder: Path) -> tuple[float, Receipt]:
    """Return how long the leader takes to take all packages in, and what he has then."""
    from evaluator_app.services.looking_at_packages import read_for
    from evaluator_app.services.merging import receipt_of
    from evaluator_app.services.package_authors import accept
    from evaluator_app.services.taking_packages import take_package
    from evaluator_app.services.workspace import Workspace

    with Workspace(folder, who="leader") as workspace:
        for path in (begun, *packages):
            certificate = read_for(workspace, path).seal.certificate
            if certificate is not None:
                accept(workspace, certificate)
        take_package(workspace, begun)
        opened = workspace.open_assessment("")
        spent = seconds(lambda: [take_package(workspace, path, opened=opened) for path in packages])
        receipt = receipt_of(opened)
    shutil.rmtree(folder)
    os.sync()
    return spent, receipt


def make_packages(folder: Path, photos: int, size: int) -> tuple[Path, list[Path]]:
    """Let a leader begin and five people work on their own laptops; return the package it began from and theirs."""
    from evaluator_app.domain.assessment import Assessor, Mine
    from evaluator_app.services.packaging import export_package
    from evaluator_app.services.taking_packages import take_package
    from evaluator_app.services.templates import find_template
    from evaluator_app.services.workspace import NewAssessment, Workspace

    begun, packages = folder / "begun.gmp", []
    people = tuple(f"person {number}" for number in range(PEOPLE))
    with Workspace(folder / "beginning", who="leader") as workspace:
        team = tuple(Assessor(name, name) for name in ("leader", *people))
        template = find_template("cn-mnr/green-mine-2024-coal", workspace.root)
        opened = workspace.begin(NewAssessment(template, Mine("Mine"), team=team))
        key, author = _key(folder / "leader.p12", "leader")
        export_package(workspace, opened, begun, key)
    for number, name in enumerate(people):
        root = folder / name
        with Workspace(root, who=name) as workspace:
            key, _own = _key(folder / f"{name}.p12", name)
            take_package(workspace, begun, accepted=author)
            _work(workspace, number, photos, size)
            packages.append(folder / f"{name}.gmp")
            export_package(workspace, workspace.open_assessment(""), packages[-1], key)
        shutil.rmtree(root)
    os.sync()
    return begun, packages


def _key(path: Path, holder: str) -> tuple[KeyFile, str]:
    from evaluator_app.services.credentials import KeyFile
    from evaluator_app.signing.sample_credential import create_sample_credential
    from evaluator_app.signing.secret import Secret

    made = create_sample_credential(path, "merge", holder=holder, organization="Firm", now=datetime.now(UTC) - timedelta(hours=1))
    return KeyFile(path, Secret("merge")), made.certificate_info.fingerprint


def _work(workspace: Workspace, number: int, photos: int, size: int) -> None:
    """Record facts and photos, an act each, as somebody does who walks through a mine."""
    from evaluator_app.domain import changes
    from evaluator_app.domain.assessment import Evidence

    chance, opened = random.Random(number), workspace.open_assessment("")
    items = [item.id for item in opened.template.indicators()]
    for fact in range(FACTS):
        opened.do(changes.record_observation(opened.assessment, opened.new_observation(chance.choice(items), f"fact {number}.{fact}")))
    for photo in range(photos):
        written = opened.files.add(_HEAD + chance.randbytes(size - len(_HEAD)), name=f"IMG_{photo}.jpg")
        evidence = Evidence(
            opened.new_id(), f"IMG_{photo}.jpg", written.sha256, written.size, "image/jpeg", (chance.choice(items),), added_by=workspace.who
        )
        opened.do(changes.attach_evidence(opened.assessment, evidence))
