# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A workspace of its own for each test, and the sample story played once for all that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluator_app.domain.assessment import Assessor, Mine
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.sample import Played, play
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Open an empty workspace."""
    with Workspace(tmp_path / "workspace", who="王示范") as opened:
        yield opened


@pytest.fixture
def coal_mine(workspace: Workspace) -> OpenAssessment:
    """Begin a coal mine, with a leader and no findings."""
    template = find_template("cn-mnr/green-mine-2024-coal", workspace.root)
    facts: dict[str, str | bool] = {"mineral": "coal", "mining_method": "underground", "coal_mining_technology": "conventional"}
    leader = Assessor("wang", "王示范", is_leader=True)
    return workspace.begin(NewAssessment(template, Mine("试验煤矿", facts=facts), organization="试验机构", team=(leader,)))


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Play the sample story to its end."""
    return play(tmp_path_factory.mktemp("story"))
