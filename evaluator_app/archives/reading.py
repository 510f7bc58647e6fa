# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Reading an archive that may be anything, and what is said of one that cannot be used. How: container.py."""

from __future__ import annotations

from typing import ClassVar

from evaluator_app.archives.container import OpenContainer, Refusals
from evaluator_app.archives.manifest import Manifest, read_manifest
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _


class ArchiveRefusedError(UserFacingError):
    """An archive cannot be used; nothing was changed."""


def damaged(name: str, reason: str) -> ArchiveRefusedError:
    """Return what is said of an archive that is not whole."""
    return ArchiveRefusedError(
        "ARC-001",
        _("The archive {name} is damaged: {reason}. Nothing was changed.").format(name=name, reason=reason),
        _("Get the file again from where it came. What is whole in it can still be read with any zip program."),
    )


def unsafe(name: str, reason: str) -> ArchiveRefusedError:
    """Return what is said of an archive that this program did not make."""
    return ArchiveRefusedError(
        "ARC-002",
        _("The archive {name} is not safe to unpack: {reason}. Nothing was changed.").format(name=name, reason=reason),
        _("No archive of this program is made like that; ask whoever gave it to you."),
    )


def too_large(name: str) -> ArchiveRefusedError:
    """Return what is said of a file that unpacks to more than an archive can hold."""
    return ArchiveRefusedError(
        "ARC-003",
        _("The archive {name} holds more than an archive can, or unpacks to far more than it is. Nothing was changed.").format(name=name),
        _("No archive of this program is made like that; ask whoever gave it to you."),
    )


def unknown(name: str, details: str) -> ArchiveRefusedError:
    """Return what is said of a manifest that cannot be read."""
    return ArchiveRefusedError(
        "ARC-004",
        _("The manifest of {name} cannot be used. {details} Nothing was changed.").format(name=name, details=details),
        _("If a newer program made the archive, open it with that one. Its files can be read with any zip program."),
    )


class OpenArchive(OpenContainer[Manifest]):
    """An archive that is being read; the file stays open until close."""

    refusals: ClassVar[Refusals] = Refusals(damaged, unsafe, too_large, unknown)

    def parse(self, data: bytes) -> Manifest:
        """Override OpenContainer.parse."""
        return read_manifest(data)
