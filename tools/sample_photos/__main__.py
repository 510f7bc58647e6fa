# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draw the sample photos anew: `python -m tools.sample_photos`."""

from __future__ import annotations

from evaluator_app.paths import resource
from tools.sample_photos.drawing import draw_sample_photos

for photo in draw_sample_photos(resource("sample") / "photos"):
    print(photo.path.name, photo.title)
