# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A program that saves acts as fast as it can and prints the number of each once it is saved, until it is killed.

python saving_worker.py FOLDER
"""

from __future__ import annotations

import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from evaluator_app import i18n
from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Mine, Observation, Outcome, Profile, TemplateRef
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.changes import Change
from evaluator_app.domain.template import Template
from evaluator_app.store.database import Store, open_store

ASSESSMENT = "a-1"
OUTCOMES = (Outcome.MET, Outcome.NOT_MET, Outcome.PARTLY_MET)


def now() -> datetime:
    return datetime.now(UTC)


def begin(store: Store) -> None:
    template = Template("test/empty", "1", "测试", "空", ())
    profile = Profile(TemplateRef(template.id, template.edition, digest(template)))
    store.create(Assessment(ASSESSMENT, profile, Mine("青山煤矿")), template, who="王工", at=now())


def next_act(assessment: Assessment, turn: int) -> Change:
    target = f"item-{turn % 45}"
    if turn % 3 == 0:
        return changes.record_observation(assessment, Observation(str(uuid.uuid4()), target, "皮带走廊有扬尘", observed_at=now()))
    if turn % 3 == 1 and assessment.observations:
        return changes.remove_observation(assessment, min(assessment.observations))
    return changes.record_outcome(assessment, target, OUTCOMES[turn // 45 % 3], reason=f"第{turn}次")


def main(folder: Path) -> None:
    i18n.set_language(i18n.ENGLISH)
    store = open_store(folder, now=now, writer="worker")
    if not store.summaries():
        begin(store)
    assessment = store.load(ASSESSMENT)
    turn = len(store.journal(ASSESSMENT))
    while True:
        turn += 1
        change = next_act(assessment, turn)
        store.set_bookmark(ASSESSMENT, change.subject)
        line = store.save(ASSESSMENT, change, who="王工", at=now())
        sys.stdout.write(f"{line.number}\n")
        sys.stdout.flush()
        assessment = change.apply(assessment)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
