# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The pages of an assessment, in their order in the bar: one line each. A page beyond the first two is a module with a class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluator_app.i18n import N_, _

if TYPE_CHECKING:
    from evaluator_app.gui.views.page import Page, PageContext


@dataclass(frozen=True, slots=True)
class PageKind:
    """One page."""

    name: str
    word: str
    """The word on its tab, in English; shown translated."""
    title: str
    """Its name among the actions, in English."""
    icon: str
    make: Callable[[PageContext], Page] | None = None
    """Makes the page; None for those that the view makes itself."""

    def shown_word(self) -> str:
        """Return the word on its tab in the language in use."""
        return _(self.word)


def _evidence(context: PageContext) -> Page:
    from evaluator_app.gui.views.evidence.evidence_page import EvidencePage

    return EvidencePage(context)


def _ground(context: PageContext) -> Page:
    from evaluator_app.gui.views.ground.ground_page import GroundPage

    return GroundPage(context)


def _mending(context: PageContext) -> Page:
    from evaluator_app.gui.views.mending.mending_page import MendingPage

    return MendingPage(context)


def _quality(context: PageContext) -> Page:
    from evaluator_app.gui.views.quality.quality_page import QualityPage

    return QualityPage(context)


def _rounds(context: PageContext) -> Page:
    from evaluator_app.gui.views.rounds.rounds_page import RoundsPage

    return RoundsPage(context)


def _stages(context: PageContext) -> Page:
    from evaluator_app.gui.views.stages.stages_page import StagesPage

    return StagesPage(context)


def _team(context: PageContext) -> Page:
    from evaluator_app.gui.views.team.team_page import TeamPage

    return TeamPage(context)


PAGE_KINDS: tuple[PageKind, ...] = (
    PageKind("items", N_("Items"), N_("Items"), "mine"),
    PageKind("prerequisites", N_("Prerequisites"), N_("Prerequisites"), "prerequisite"),
    PageKind("evidence", N_("Evidence"), N_("Evidence"), "photo", _evidence),
    PageKind("ground", N_("Map"), N_("Where it is"), "place", _ground),
    PageKind("rounds", N_("Rounds"), N_("What came before"), "history", _rounds),
    PageKind("stages", N_("Stages"), N_("Stages"), "people", _stages),
    PageKind("quality", N_("Quality check"), N_("Quality check"), "missing", _quality),
    PageKind("mending", N_("Mending"), N_("Mending"), "mend", _mending),
    PageKind("team", N_("Teamwork"), N_("Teamwork"), "team", _team),
)
PAGES = tuple(kind.name for kind in PAGE_KINDS)
