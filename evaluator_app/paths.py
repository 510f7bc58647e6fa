# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where the program's own files and the user's data lie. Opens and creates nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _data_root() -> Path:
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """Return the path of a file or folder in resources/."""
    return _data_root() / "resources" / name


def scoring_templates() -> Path:
    """Return the folder of the shipped scoring templates."""
    return _data_root() / "scoring_templates"


def record_forms() -> Path:
    """Return the folder of the shipped record forms."""
    return _data_root() / "forms"


def default_workspace() -> Path:
    """Return the folder that holds the user's assessments unless another is named.

    EVALUATOR_WORKSPACE overrides the place that the platform uses for a user's data.
    """
    if named := os.environ.get("EVALUATOR_WORKSPACE"):
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", home / "AppData" / "Roaming"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    return base / "green-mine-evaluator"
