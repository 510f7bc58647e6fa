# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The whole story runs where Qt cannot even be imported, and where no connection can be made."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_STORY = """
import socket, sys
sys.modules["PySide6"] = None

def refuse(*arguments, **options):
    raise AssertionError("the network was asked for")

socket.socket.connect = refuse
socket.getaddrinfo = refuse
sys.argv = ["evaluator", "demo", sys.argv[1]]
from evaluator_app.__main__ import main
sys.exit(main())
"""


def test_the_story_needs_neither_qt_nor_a_network(tmp_path: Path, project_root: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _STORY, str(tmp_path / "out")],
        cwd=project_root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "89.84" in told.stdout
    verification = json.loads((tmp_path / "out" / "verification.json").read_bytes())
    assert verification["intact"] is verification["matches"] is verification["recomputes"] is True
