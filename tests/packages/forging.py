# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A package taken apart, altered, and put together again, with a manifest that is true of it and signed, or not."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from evaluator_app.signing.credentials import Credential
from evaluator_app.signing.seals import seal_beside

Parts = dict[str, bytes]


def unpacked(path: Path) -> Parts:
    """Return the files of a package."""
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return files as a zip file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", kind) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def manifest_with(parts: Parts, **given: object) -> Parts:
    """Return files whose manifest says something else; its signature does not hold any more."""
    return {**parts, "manifest.json": json.dumps({**json.loads(parts["manifest.json"]), **given}).encode()}


def told_truly(parts: Parts) -> Parts:
    """Return files with a manifest whose sizes and digests are true of them."""
    manifest: Any = json.loads(parts["manifest.json"])
    manifest["files"] = [
        {**file, "size": len(parts[file["path"]]), "sha256": hashlib.sha256(parts[file["path"]]).hexdigest()}
        for file in manifest["files"]
        if file["path"] in parts
    ]
    return {**parts, "manifest.json": json.dumps(manifest).encode()}


def signed(parts: Parts, credential: Credential, at: datetime) -> Parts:
    """Return files signed anew, as an author who cheats would."""
    return {**parts, "manifest.p7s": seal_beside(parts["manifest.json"], credential, signed_at=at)}
