# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What holds for every test: no display, the user's own data out of reach, repeatable examples, Chinese at the start."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from evaluator_app import i18n

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_ACCESSIBILITY", "0")

# HYPOTHESIS_PROFILE=search looks for new counterexamples; the default gives everybody the same examples.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def _a_workspace_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a test that names no workspace away from the user's."""
    monkeypatch.setenv("EVALUATOR_WORKSPACE", str(tmp_path_factory.getbasetemp() / "workspace-nobody-named"))


@pytest.fixture(autouse=True)
def _chinese_at_the_start() -> Iterator[None]:
    """Give each test the default language, whatever the one before it chose."""
    i18n.set_language(i18n.CHINESE)
    yield
    i18n.set_language(i18n.CHINESE)


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Return the folder of the clone."""
    return Path(__file__).resolve().parent.parent
