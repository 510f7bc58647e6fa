# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The fences between the packages hold, and a violation planted in a copy of the tree breaks the right one."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAYERS = "The floors of the house"


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command as check; check()"
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONUTF8": "1", "COLUMNS": "200"}
    arguments = [sys.executable, "-c", command, "--no-logo", "--no-cache"]
    return subprocess.run(arguments, cwd=tree, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def broken(output: str) -> set[str]:
    """Return the names of the contracts that the output calls broken."""
    return set(re.findall(r"^(.+) BROKEN\b", output, re.MULTILINE))


def test_the_fences_hold(project_root: Path) -> None:
    done = lint_imports(project_root)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("domain/planted.py", "import PySide6.QtCore", "Qt only in gui and app"),
        ("cli.py", "from PySide6.QtWidgets import QWidget", "Qt only in gui and app"),
        ("domain/planted.py", "import sqlite3", "SQL only in store"),
        ("services/planted.py", "import sqlite_utils", "SQL only in store"),
        ("gui/planted.py", "import reportlab", "PDF and Word making only in reporting"),
        ("evidence/planted.py", "import pikepdf", "PDF and Word making only in reporting"),
        ("reporting/planted.py", "import pyhanko.sign", "Cryptography only in signing"),
        ("store/planted.py", "from cryptography import x509", "Cryptography only in signing"),
        ("catalog/planted.py", "import python_calamine", "Excel only in catalog.workbook and reporting.excel"),
        ("reporting/planted.py", "import xlsxwriter", "Excel only in catalog.workbook and reporting.excel"),
        ("catalog/planted.py", "import urllib.request", "No network: offline is the normal state"),
        ("signing/planted.py", "def fetch():\n    import socket", "No network: offline is the normal state"),
        ("gui/planted.py", "import http.server", "No network: offline is the normal state"),
        ("services/planted.py", "import socketserver", "No network: offline is the normal state"),
        ("phone/planted.py", "import evaluator_app.evidence", LAYERS),
        ("domain/planted.py", "import evaluator_app.paths", "The domain knows nothing of ours but the errors"),
        ("domain/planted.py", "from evaluator_app import i18n", "The domain knows nothing of ours but the errors"),
        ("domain/planted.py", "from evaluator_app.store import planted", LAYERS),
        ("reporting/planted.py", "import evaluator_app.store", LAYERS),
        ("errors.py", "import evaluator_app.domain", LAYERS),
        ("services/planted.py", "import evaluator_app.gui", LAYERS),
        ("gui/planted.py", "import evaluator_app.cli", LAYERS),
        ("paths.py", "import evaluator_app.i18n", LAYERS),
        ("gui/planted.py", "import pandas", "pandas only where tables over many assessments are made"),
        ("utils.py", "", LAYERS),
    ],
)
def test_a_planted_violation_breaks_its_contract(project_root: Path, tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copy(project_root / "pyproject.toml", tmp_path)
    package = tmp_path / "evaluator_app"
    shutil.copytree(project_root / "evaluator_app", package, ignore=shutil.ignore_patterns("__pycache__"))
    with (package / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert contract in broken(done.stdout), done.stdout


def test_the_domain_imports_the_standard_library_only(project_root: Path) -> None:
    strangers = []
    for path in sorted((project_root / "evaluator_app" / "domain").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "."]
            strangers += [f"{path.name}: {name}" for name in names if not _belongs_in_the_domain(name)]
    assert strangers == []


def _belongs_in_the_domain(name: str) -> bool:
    ours = name == "evaluator_app.errors" or name.startswith("evaluator_app.domain")
    return ours or name.split(".", maxsplit=1)[0] in sys.stdlib_module_names
