# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of evidence for the screen, made beside the window without holding it up. All functions are for other threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from evaluator_app.domain.assessment import Evidence
from evaluator_app.services.assessing import OpenAssessment

if TYPE_CHECKING:
    from evaluator_app.services.marking import Pixels


def small_image(opened: OpenAssessment, evidence: Evidence, side: int, room: QSize) -> QImage:
    """Return what stands for evidence in a list, no larger than the room; a null one for none."""
    from evaluator_app.services.marking import decoded, small_picture

    return image_of(decoded(small_picture(opened, evidence, side), (room.width(), room.height())))


def large_image(opened: OpenAssessment, evidence: Evidence) -> QImage:
    """Return a photo as large as it can be shown; UserFacingError where there is none."""
    from evaluator_app.services.marking import decoded, large_picture

    return image_of(decoded(large_picture(opened, evidence)))


def page_image(opened: OpenAssessment, document: Evidence, page: int, side: int) -> tuple[QImage, int]:
    """Return a page of a document, and how many it has; UserFacingError where it cannot be shown."""
    from evaluator_app.services.marking import decoded, page_of

    drawn = page_of(opened, document, page, side)
    return image_of(decoded(drawn.picture)), drawn.pages


def image_of(pixels: Pixels | None) -> QImage:
    """Return pixels as an image of Qt's; a null one for none."""
    if pixels is None:
        return QImage()
    return QImage(pixels.bgrx, pixels.width, pixels.height, 4 * pixels.width, QImage.Format.Format_RGB32).copy()
