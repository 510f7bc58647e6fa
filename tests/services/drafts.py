# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A draft to work on, for tests only."""

from __future__ import annotations

from evaluator_app.catalog.listing import CatalogEntry
from evaluator_app.catalog.overlays import OverlayKind
from evaluator_app.domain.template import NamedThing
from evaluator_app.services.drafting import Draft
from evaluator_app.services.publishing import NewOverlay
from evaluator_app.services.workspace import Workspace

COAL = "cn-mnr/green-mine-2024-coal"
NEW = NewOverlay(
    "cn-shanxi/green-mine-2026", "1", "山西试行评价指标", OverlayKind.PROVINCE, NamedThing("shanxi", "山西省"), "试行要求", "试行文件"
)


def entry_of(workspace: Workspace, name: str) -> CatalogEntry:
    entry = workspace.catalog.named(name)
    assert entry is not None
    return entry


def item_of(draft: Draft) -> str:
    return str(draft.data["indicators"][3]["id"])
