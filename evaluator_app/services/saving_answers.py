# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Writing what a verification found into a file, as sentences or as plain data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.verification import ReportVerification


def save_answers(found: ReportVerification, path: Path) -> None:
    """Write the answers: plain data where the name ends in .json, else sentences; UserFacingError where that cannot be."""
    is_data = path.suffix.lower() == ".json"
    text = json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n" if is_data else found.to_text()
    try:
        with replacing(path) as file:
            file.write(text.encode())
    except OSError as error:
        raise UserFacingError(
            "VER-003",
            _("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror or type(error).__name__),
            _("Choose another folder, or check the space on the disk."),
        ) from error
