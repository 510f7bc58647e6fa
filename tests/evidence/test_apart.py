# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Decoding in a process of its own: a crash ends that process only, and it ends with the program."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from evaluator_app import __main__
from evaluator_app.errors import UserFacingError
from evaluator_app.evidence import apart, containers, decoder_process
from evaluator_app.evidence.apart import FLAG
from evaluator_app.evidence.photos import look_at, read_photo
from evaluator_app.evidence.thumbnails import thumbnail


@pytest.fixture
def heic(project_root: Path) -> bytes:
    return (project_root / "tests/data/photos/workshop.heic").read_bytes()


def instead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lines: str) -> None:
    """Have these lines run in place of the decoder."""
    script = tmp_path / "decoder.py"
    script.write_text(lines)
    monkeypatch.setattr(decoder_process, "__file__", str(script))


def test_a_photo_that_crashes_the_library_is_called_damaged_and_the_program_goes_on(heic: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "_is_text", lambda _words: True)  # without the check that keeps this one away
    with pytest.raises(UserFacingError, match="EVI-015"):
        look_at(heic.replace(b"\0Exif\0", b"\0Ex\xfff\0", 1), "IMG_1.HEIC")
    assert look_at(heic, "IMG_2.HEIC").facts.width == 400


def test_the_library_of_heic_is_never_loaded_into_the_program(project_root: Path) -> None:
    photo = project_root / "tests/data/photos/workshop.heic"
    lines = f"import sys\nfrom evaluator_app.evidence.photos import read_photo\nread_photo(__import__('pathlib').Path({str(photo)!r}))\n"
    loaded = "print(sorted(name for name in ('pi_heif', '_pi_heif', 'pypdfium2') if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", lines + loaded], capture_output=True, text=True, check=True, cwd=project_root)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("import os, signal\nos.kill(os.getpid(), signal.SIGABRT)", "EVI-015"),
        ("print('no picture')", "EVI-015"),
        ("print('{}')", "EVI-015"),
        ('print(\'{"mode": "RGB", "width": 9, "height": 9, "exif": 0}\')', "EVI-015"),
        ('print(\'{"mode": "RGB", "width": 60000, "height": 60000, "exif": 0}\')', "EVI-013"),
        (f"import sys\nsys.exit({decoder_process.TRUNCATED})", "EVI-012"),
        (f"import sys\nsys.exit({decoder_process.TOO_LARGE})", "EVI-017"),
        ("import time\ntime.sleep(60)", "EVI-019"),
    ],
)
def test_whatever_becomes_of_the_process_is_said(
    heic: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, code: str
) -> None:
    instead(monkeypatch, tmp_path, lines)
    if code == "EVI-019":
        monkeypatch.setattr(apart, "LONGEST_WAIT", 0.3)
    with pytest.raises(UserFacingError, match=r"IMG_1\.HEIC") as refused:
        read_photo(heic, name="IMG_1.HEIC")
    assert refused.value.code == code


def test_photos_are_decoded_in_several_threads_at_once(heic: bytes) -> None:
    with ThreadPoolExecutor(3) as threads:
        pictures = list(threads.map(lambda side: Image.open(BytesIO(thumbnail(heic, side))).size, (40, 80, 120, 160, 200)))
    assert pictures == [(40, 30), (80, 60), (120, 90), (160, 120), (200, 150)]


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the frozen program")
def test_a_frozen_program_decodes_by_itself(heic: bytes, project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = tmp_path / "evaluator"
    frozen.write_text(f'#!/bin/sh\ncd "{project_root}" && exec "{sys.executable}" -m evaluator_app "$@"\n')
    frozen.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(frozen))
    assert read_photo(heic).width == 400


def test_the_program_knows_the_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(sys, "argv", ["evaluator", FLAG, "heic", "5"])

    def decode(arguments: object) -> int:
        asked.append(arguments)
        return 0

    monkeypatch.setattr(decoder_process, "main", decode)
    assert __main__.main() == 0
    assert asked == [["heic", "5"]]


def test_the_process_ends_when_the_program_is_gone() -> None:
    lines = (
        "import sys, threading, time\n"
        f"sys.path.insert(0, {str(Path(decoder_process.__file__).parent)!r})\n"
        "import decoder_process\n"
        "decoder_process._content()\n"
        "print('at work', flush=True)\n"
        "time.sleep(60)\n"
    )
    begun = time.monotonic()
    with subprocess.Popen([sys.executable, "-c", lines], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(bytes(8))
        assert child.stdout.readline().strip() == b"at work"
        assert child.poll() is None
        child.stdin.close()  # as the system does for a program that ends, in whatever way
        assert child.wait(20) == decoder_process.DAMAGED
    assert time.monotonic() - begun < 20
