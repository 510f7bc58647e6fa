# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A clock that ticks, a small template, an assessment and a store for the tests of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator_app import i18n
from evaluator_app.domain.assessment import Assessment, Assessor, Mine, Profile, TemplateRef
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.criteria import AllOrNothing, DeductPerOccurrence
from evaluator_app.domain.template import Indicator, IndicatorGroup, Template
from evaluator_app.store.database import Store, open_store

Now = Callable[[], datetime]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = i18n.current_language()
    i18n.set_language(i18n.ENGLISH)
    yield
    i18n.set_language(before)


@pytest.fixture
def now() -> Now:
    moment = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

    def tick() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    return tick


@pytest.fixture
def template() -> Template:
    zoning = Indicator("zoning", "1", "厂区功能分区", Decimal(2), "分区合理", AllOrNothing())
    dust = Indicator("dust", "2", "粉尘防治", Decimal("3.5"), "无明显扬尘", DeductPerOccurrence(Decimal("0.5")))
    group = IndicatorGroup("environment", "一", "矿区环境", indicators=(zoning, dust))
    return Template("test/two-items", "2026", "测试", "两项指标", (group,))


@pytest.fixture
def assessment(template: Template) -> Assessment:
    ref = TemplateRef(template.id, template.edition, digest(template))
    return Assessment("a-1", Profile(ref, organization="评估中心"), Mine("青山煤矿"), {"w": Assessor("w", "王工", is_leader=True)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "工作区"


@pytest.fixture
def store(folder: Path, now: Now) -> Iterator[Store]:
    with open_store(folder, now=now, writer="王工") as opened:
        yield opened


@pytest.fixture
def begun(store: Store, assessment: Assessment, template: Template, now: Now) -> Store:
    """Return a store with one assessment in it."""
    store.create(assessment, template, who="王工", at=now())
    return store
