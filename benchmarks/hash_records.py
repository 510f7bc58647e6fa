# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""`python -m benchmarks.hash_records FOLDER PROCESSES`: read the records of every stored assessment and hash them, nothing else.

The floor of `rescore`: the same rows by the same number of processes.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from evaluator_app.services.rescoring import AT_A_TIME
from evaluator_app.store.bulk import IdRange, Reader, open_reader


def main(arguments: Sequence[str]) -> int:
    """Hash all, and print how many assessments and bytes that were."""
    folder, processes = Path(arguments[0]), int(arguments[1])
    count = size = 0
    with open_reader(folder) as reader, ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        lots = list(reader.ranges(AT_A_TIME))
        for found, read in pool.map(_hashed, [folder] * len(lots), lots):
            count, size = count + found, size + read
    print(count, size)
    return 0


@cache
def _reader(folder: Path) -> Reader:
    return open_reader(folder)


def _hashed(folder: Path, ids: IdRange) -> tuple[int, int]:
    stored = _reader(folder).read(ids)
    size = 0
    for assessment in stored:
        digest = hashlib.sha256()
        for row in assessment.rows:
            body = row[-1].encode()
            digest.update(body)
            size += len(body)
        digest.hexdigest()
    return len(stored), size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
