# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The front door without a window."""

from __future__ import annotations

from evaluator_app.cli.archives import COMMANDS as ARCHIVE_COMMANDS
from evaluator_app.cli.cards import cards, clocks, file_by_cards
from evaluator_app.cli.commands import main, main_group
from evaluator_app.cli.consistency import COMMANDS as CONSISTENCY_COMMANDS
from evaluator_app.cli.distribution import COMMANDS
from evaluator_app.cli.editions import compare_templates, move
from evaluator_app.cli.evidence import evidence_import, evidence_list
from evaluator_app.cli.forms import COMMANDS as FORM_COMMANDS
from evaluator_app.cli.ground import boundary, where
from evaluator_app.cli.inspection import COMMANDS as INSPECTION_COMMANDS
from evaluator_app.cli.layouts import COMMANDS as LAYOUT_COMMANDS
from evaluator_app.cli.marking import evidence_clip
from evaluator_app.cli.mending import COMMANDS as MENDING_COMMANDS
from evaluator_app.cli.packages import COMMANDS as PACKAGE_COMMANDS
from evaluator_app.cli.rates import rate
from evaluator_app.cli.reports import COMMANDS as REPORT_COMMANDS
from evaluator_app.cli.rescue import COMMANDS as RESCUE_COMMANDS
from evaluator_app.cli.reviewing import COMMANDS as REVIEW_COMMANDS
from evaluator_app.cli.rounds import COMMANDS as ROUND_COMMANDS
from evaluator_app.cli.scoring_all import score_all
from evaluator_app.cli.signatures import COMMANDS as SIGNATURE_COMMANDS
from evaluator_app.cli.stages import facts_sheet, stages
from evaluator_app.cli.walking import route, walk
from evaluator_app.cli.workbooks import COMMANDS as WORKBOOK_COMMANDS

_SINGLE = (
    boundary,
    cards,
    clocks,
    compare_templates,
    evidence_clip,
    evidence_import,
    evidence_list,
    facts_sheet,
    file_by_cards,
    move,
    rate,
    route,
    score_all,
    stages,
    walk,
    where,
)
for command in (
    facts_sheet,
    stages,
    *_SINGLE,
    *COMMANDS,
    *CONSISTENCY_COMMANDS,
    *FORM_COMMANDS,
    *INSPECTION_COMMANDS,
    *ARCHIVE_COMMANDS,
    *LAYOUT_COMMANDS,
    *MENDING_COMMANDS,
    *PACKAGE_COMMANDS,
    *REPORT_COMMANDS,
    *ROUND_COMMANDS,
    *RESCUE_COMMANDS,
    *REVIEW_COMMANDS,
    *SIGNATURE_COMMANDS,
    *WORKBOOK_COMMANDS,
):
    main_group.add_command(command)

__all__ = ["main", "main_group"]
