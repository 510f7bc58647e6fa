# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Rich texts put together: lines under each other, runs set into a translated sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evaluator_app.reporting.document import RichText, Run

_FIELD = re.compile(r"\{([a-z_]+)\}")


def joined_lines(lines: Iterable[RichText]) -> RichText:
    """Return rich texts under each other as one."""
    runs: list[Run | str] = []
    for line in lines:
        for run in ("\n", *(line if isinstance(line, tuple) else (line,))):
            if isinstance(run, str) and runs and isinstance(runs[-1], str):
                runs[-1] += run
            else:
                runs.append(run)
    if runs and isinstance(runs[0], str):
        runs[0] = runs[0].removeprefix("\n")
    return runs[0] if len(runs) == 1 else tuple(runs)


def composed(sentence: str, **parts: Run) -> RichText:
    """Return a translated sentence with a run in the place of each name in braces; KeyError for a name that is not given."""
    pieces = _FIELD.split(sentence)
    return tuple(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces) if piece)
