# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The sample's whole story, played once for all tests of the documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from evaluator_app.services.sample import Played, play


@dataclass(frozen=True, slots=True)
class Story:
    """Where the story was played, and what came of it."""

    folder: Path
    """What the README calls out."""
    played: Played


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Play the story with the real parts."""
    folder = tmp_path_factory.mktemp("story") / "out"
    return Story(folder, play(folder))
