# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""`python -m evaluator_app`: the window when nothing or only --sample is said, the command line otherwise.

A frozen program also reads files that may be hostile by it, in a process of its own. Only chooses the door, and imports the one
chosen, so that the command line never loads Qt.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Open the front door that the arguments ask for."""
    if sys.argv[1:2] == ["--decode"]:  # a frozen program asks itself; see evidence/apart.py
        from evaluator_app.evidence.decoder_process import main as decode

        return decode(sys.argv[2:])
    if sys.argv[1:2] == ["--read-report"]:  # the same; see services/reading_apart.py
        from evaluator_app.services.reading_process import main as read

        return read()
    if sys.argv[1:] in ([], ["--sample"]):
        from evaluator_app.app import main as open_window

        return open_window()
    from evaluator_app.cli import main as run_command

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
