# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Asking for files, a folder or a camera's card that hold evidence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from evaluator_app.i18n import _

_ENDINGS = "*.jpg *.jpeg *.heic *.heif *.png *.webp *.pdf *.mp4 *.mov *.m4v *.3gp *.avi *.mkv"


def choose_evidence_files(parent: QWidget) -> list[Path]:
    """Ask for photos, videos and documents; empty if none were chosen."""
    kinds = [_("Photos, videos and documents ({endings})").format(endings=f"{_ENDINGS} {_ENDINGS.upper()}"), _("All files (*)")]
    names, _chosen = QFileDialog.getOpenFileNames(parent, _("Add evidence"), "", ";;".join(kinds))
    return [Path(name) for name in names]


def choose_evidence_folder(parent: QWidget) -> Path | None:
    """Ask for a folder, beginning at a camera's card where one is in the machine; None if none was chosen."""
    name = QFileDialog.getExistingDirectory(parent, _("Import a folder or card"), str(_first_place()))
    return Path(name) if name else None


def _first_place() -> Path:
    """Return the card of a camera, or the folder of pictures."""
    for volume in QStorageInfo.mountedVolumes():
        root = Path(volume.rootPath())
        if volume.isValid() and volume.isReady() and (root / "DCIM").is_dir():
            return root
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
