# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The sample mine for the benchmarks that need no photos: all its findings and observations, made in a moment."""

from __future__ import annotations

from dataclasses import replace

from evaluator_app.domain.canonical import read_json
from evaluator_app.domain.codec import decode
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.recording import read_records, record
from evaluator_app.services.sample import TEMPLATE, Sample
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace


def begin_sample(workspace: Workspace) -> OpenAssessment:
    """Begin an assessment of the sample mine, without findings."""
    sample = decode(Sample, read_json(resource("sample/coal-mine.json").read_bytes()))
    workspace.who = sample.team[0].name
    template = find_template(TEMPLATE, workspace.root)
    return workspace.begin(NewAssessment(template, sample.mine, sample.organization, sample.client, team=sample.team, is_practice=True))


def sample_without_photos(workspace: Workspace) -> OpenAssessment:
    """Make the sample assessment with all its findings and observations, but no photos."""
    opened = begin_sample(workspace)
    data = read_json(resource("sample/coal-mine-records.json").read_bytes())
    records = read_records(data, opened.template, opened.assessment)
    observations = tuple(replace(observation, photos=()) for observation in records.observations)
    record(opened, replace(records, observations=observations, evidence=()), workspace.root)
    return opened
