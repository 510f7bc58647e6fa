# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sign and verify a PDF of 40 MB, against openssl's SHA-256 of the file and one signature with a key of the same kind.

The floor reads and hashes once and writes nothing. Ours hashes twice at least, once to sign and once to verify, and writes
the signed file down to the disk; how much of it each part takes is told beside the figure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from benchmarks.measuring import Bench, CannotMeasureError, Measure, Result, ratio, seconds
from evaluator_app.signing.credentials import Credential
from evaluator_app.signing.pdf_signatures import SignatureField, sign_pdf
from evaluator_app.signing.sample_credential import create_sample_credential
from evaluator_app.signing.verification import verify_pdf

REACH = 3.0
SIZE = 40 * 1000 * 1000
_PASSWORD = "practice"  # noqa: S105 - of a credential that says it is a sample
_PHOTOS = 200
_FIELDS = (SignatureField("assessor", -1, (60, 60, 260, 120), "评估人员"),)


def run(bench: Bench) -> Result:
    """Sign and verify in turn with the floor; writing the same bytes to the disk is measured apart."""
    if shutil.which("openssl") is None:
        raise CannotMeasureError("openssl is not installed; there is nothing to measure against")
    source, signed = bench.folder / "report.pdf", bench.folder / "signed.pdf"
    _write_report(source)
    now = datetime.now(UTC)
    credential = create_sample_credential(bench.folder / "a.p12", _PASSWORD, holder="张评估", organization="绿源评估有限公司", now=now)
    key = bench.folder / "key.pem"
    _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", str(key))
    rounds = [_round(source, signed, credential, key, now) for _ in range(1 + (3 if bench.quick else 11))][1:]
    floor, signing, verifying, writing = (median(values) for values in zip(*rounds, strict=True))
    ours = median(each[1] + each[2] for each in rounds)
    figures: dict[str, float | str] = {"sign": signing, "verify": verifying, "copy_and_flush_of_the_same_size": writing}
    figures |= {"without_writing": ratio(max(ours - writing, 0.0), floor), "megabytes": source.stat().st_size / 1e6}
    return Result("sign-verify", "s", ours, floor, Measure(ratio(ours, floor), REACH), figures=figures)


def _round(source: Path, signed: Path, credential: Credential, key: Path, now: datetime) -> tuple[float, float, float, float]:
    floor = seconds(lambda: _floor(source, key))
    signed.unlink(missing_ok=True)
    signing = seconds(lambda: sign_pdf(source, signed, credential, fields=_FIELDS, field_name="assessor", signed_at=now))
    begun = perf_counter()
    found = verify_pdf(signed, at=now)
    verifying = perf_counter() - begun
    if found.intact is not True:
        raise CannotMeasureError(f"what was signed does not verify: {found.intact_reason}")
    return floor, signing, verifying, seconds(lambda: _copy(source))


def _floor(source: Path, key: Path) -> None:
    _openssl("dgst", "-sha256", str(source))
    _openssl("dgst", "-sha256", "-sign", str(key), "-out", os.devnull, str(key))


def _openssl(*arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], capture_output=True, check=False)
    if done.returncode != 0:
        raise CannotMeasureError(f"openssl {arguments[0]} failed: {done.stderr.decode('utf-8', 'replace').strip()}")


def _copy(source: Path) -> None:
    """Write as many bytes to the disk, flushed, as a signed file that is not copied in memory must."""
    target = source.with_suffix(".copy")
    with source.open("rb") as read, target.open("wb") as write:
        shutil.copyfileobj(read, write, 1024 * 1024)
        write.flush()
        os.fsync(write.fileno())
    target.unlink()


def _write_report(path: Path) -> None:
    """Draw pages with pictures that cannot be pressed together, 40 MB in all."""
    import pikepdf
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    random, drawn = Random(1), BytesIO()
    canvas = Canvas(drawn, pagesize=A4, invariant=True)
    for number in range(_PHOTOS):
        canvas.drawString(72, 760, f"Photo {number + 1}")
        canvas.drawImage(ImageReader(_photo(random)), 72, 200, 450, 450)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(drawn.getvalue())) as pdf:
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)


def _photo(random: Random) -> BytesIO:
    """Return noise as JPEG of the size that makes the whole 40 MB."""
    from PIL import Image

    side = 416
    noise = Image.frombytes("RGB", (side, side), random.randbytes(side * side * 3))
    written = BytesIO()
    noise.save(written, "JPEG", quality=90)
    return written
