# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Taking photos in, digest, copy, what they state, small picture, fingerprint, acts and all, beside a real window that must stay free.

The floor reads the same files with the same two workers, takes their SHA-256 and lets libjpeg decode them at an eighth. The number of
photos is 2,000, with --quick 100; PHOTOS_COUNT names another.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median

from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, percentile, ratio

COUNT, QUICK_COUNT = 2_000, 100
REACH, GAP_REACH_MS = 1.5, 100.0
WORKERS = 2
TICK_MS = 5
_SIZE = (4000, 3000)
_PICTURES = 8
"""Different pictures; the photos made of them differ in what they state, and so in every digest."""


@dataclass(frozen=True, slots=True)
class Spent:
    """How long something took."""

    seconds: float
    cpu_seconds: float
    """Time of the processor, of all threads."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How one import went."""

    spent: Spent
    gaps: list[float]
    """Milliseconds between two turns of the window's event loop."""
    busy: list[float]
    """Milliseconds of the processor that the window's thread itself took in each of them; the rest it waited."""
    added: int


def run(bench: Bench) -> Result:
    """Measure floor and import in turn on the same photos."""
    count = int(os.environ.get("PHOTOS_COUNT", QUICK_COUNT if bench.quick else COUNT))
    card = bench.folder / "card" / "DCIM" / "100TEST"
    photos = make_photos(card, count)
    rounds = 1 if count >= COUNT else 3
    floor(photos[: min(20, count)])
    pairs = [(floor(photos), import_beside_window(bench.folder / f"workspace-{number}", card.parent.parent)) for number in range(rounds)]
    for _under, imported in pairs:
        if imported.added != count:
            raise CannotMeasureError(f"{imported.added} of {count} photos came in")
    ours, under = median(imported.spent.seconds for _under, imported in pairs), median(under.seconds for under, _imported in pairs)
    gaps = [gap for _under, imported in pairs for gap in imported.gaps]
    return Result(
        "photos",
        "s",
        ours,
        under,
        Measure(median(ratio(imported.spent.seconds, under.seconds) for under, imported in pairs), REACH),
        {"longest_gap_ms": Measure(max(gaps), GAP_REACH_MS)},
        {
            "count": str(count),
            "per_second": count / ours,
            "cpu_ratio": median(ratio(imported.spent.cpu_seconds, under.cpu_seconds) for under, imported in pairs),
            "gap_p99_ms": percentile(gaps, 0.99),
            "longest_own_work_ms": max(max(imported.busy) for _under, imported in pairs),
            "megabytes_each": _megabytes(photos),
        },
    )


def make_photos(folder: Path, count: int) -> list[Path]:
    """Make photos of 12 megapixels with noise as sensors have it, compressed as phones do, each stating its own time and position."""
    from PIL import Image

    from evaluator_app.paths import resource

    folder.mkdir(parents=True)
    noise = Image.effect_noise(_SIZE, 24).convert("RGB")
    bodies = []
    for source in sorted(resource("sample/photos").glob("*.jpg"))[:_PICTURES]:
        with Image.open(source) as drawn:
            large = drawn.convert("RGB").resize(_SIZE, Image.Resampling.BICUBIC)
        target = BytesIO()
        Image.blend(large, noise, 0.25).save(target, "JPEG", quality=90)
        bodies.append(target.getvalue())
    photos = []
    for number in range(count):
        photos.append(folder / f"IMG_{number:04}.jpg")
        photos[-1].write_bytes(_with_exif(bodies[number % len(bodies)], number))
    return photos


def _with_exif(body: bytes, number: int) -> bytes:
    from PIL import Image
    from PIL.ExifTags import GPS, IFD, Base
    from PIL.TiffImagePlugin import IFDRational

    exif = Image.Exif()
    exif.update({Base.Make: "Acme", Base.Model: "X1"})
    clock = f"2025:09:16 {8 + number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"
    exif.get_ifd(IFD.Exif).update({Base.DateTimeOriginal: clock, Base.OffsetTimeOriginal: "+08:00"})
    north = (IFDRational(35, 1), IFDRational(30, 1), IFDRational(number, 100))
    east = (IFDRational(112, 1), IFDRational(45, 1), IFDRational(number, 100))
    where: dict[int, object] = {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: north, GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: east}
    exif.get_ifd(IFD.GPSInfo).update(where | {GPS.GPSImgDirection: IFDRational(number % 360, 1)})
    block = exif.tobytes()
    return body[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + body[2:]


def floor(photos: list[Path]) -> Spent:
    """Return how long two workers take to read the files, take their digest and decode them as small as libjpeg can."""
    from PIL import Image

    def look(path: Path) -> str:
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        with Image.open(BytesIO(data), formats=("JPEG",)) as image:
            image.draft(None, (1, 1))
            image.load()
        return digest

    begun = _now()
    with ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(look, photos))
    return _since(begun)


def import_beside_window(folder: Path, card: Path) -> Imported:
    """Import a card into the sample mine as the window does, and watch how long its event loop is away."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QTimer

    from benchmarks.sample import sample_without_photos
    from evaluator_app.gui.application import create_application, open_window
    from evaluator_app.gui.tasks import TaskRunner
    from evaluator_app.services.taking_in import Order
    from evaluator_app.services.workspace import Workspace

    app = create_application(sys.argv[:1])
    workspace, runner = Workspace(folder), TaskRunner()
    window = open_window(workspace, runner)
    opened = sample_without_photos(workspace)
    window.open(opened)
    _let_run(app.processEvents, 1.0)
    session = window.session
    if session is None:
        raise CannotMeasureError("the window did not open the assessment")
    loop, gaps, busy, last = QEventLoop(), [0.0], [0.0], [0.0, 0.0]

    def tick() -> None:
        now, own = time.perf_counter(), time.thread_time()
        gaps.append((now - last[0]) * 1000 - TICK_MS)
        busy.append((own - last[1]) * 1000)
        last[:] = now, own

    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(tick)
    session.importing.ended.connect(loop.quit)
    begun = _now()
    last[:] = time.perf_counter(), time.thread_time()
    timer.start()
    session.importing.start(Order((card,), (session.current or next(opened.template.indicators()).id,)))
    loop.exec()
    spent = _since(begun)
    timer.stop()
    added = len(opened.assessment.evidence)
    window.close()
    runner.close()
    return Imported(spent, gaps, busy, added)


def _now() -> Spent:
    return Spent(time.perf_counter(), time.process_time())


def _since(begun: Spent) -> Spent:
    return Spent(time.perf_counter() - begun.seconds, time.process_time() - begun.cpu_seconds)


def _let_run(step: Callable[[], None], seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        step()


def _megabytes(photos: list[Path]) -> float:
    return sum(photo.stat().st_size for photo in photos) / len(photos) / 1_000_000
