# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The rescue drill: work, copy while working, lose the laptop, bring everything back on a bare one, go on.

The program runs as processes of its own, the second laptop with an empty home and nothing but the stick.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.document import to_document
from evaluator_app.paths import resource, scoring_templates
from evaluator_app.services import trusting
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.phrases import Phrase, PhraseBook
from evaluator_app.services.rescue_reminding import unsaved
from evaluator_app.services.rescue_restoring import copies_in
from evaluator_app.services.sample import ensure_sample
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.restoring import same_digest
from tests.services.rescuing import add_photo, damage, evidence_on, fill, tree
from tests.signing.made import Authority


@dataclass
class Laptop:
    """A laptop of its own: a home, and the program in it."""

    home: Path
    project: Path

    @property
    def folder(self) -> Path:
        """Where the program keeps its assessments unless told otherwise."""
        return self.home / ".local/share/green-mine-evaluator"

    def run(self, *arguments: object, code: int = 0) -> str:
        self.home.mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")}
        environment = {**kept, "HOME": str(self.home), "PYTHONPATH": str(self.project), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "evaluator_app", *map(str, arguments)],
            cwd=self.home,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def old(tmp_path: Path, project_root: Path) -> Laptop:
    """Fill a laptop: a sample with forms, reviews and places, a mine of its own, phrases, trust, templates, a report."""
    laptop = Laptop(tmp_path / "old", project_root)
    with Workspace(laptop.folder, who="王示范") as workspace:
        ensure_sample(workspace)
        opened = fill(workspace, "青山铁矿", photos=4)
        opened.undo()
        workspace.store.remove(fill(workspace, "废弃的", photos=1).assessment.id, at=workspace.now())
        PhraseBook(workspace.root).keep(Phrase("{place}边坡未治理"))
        (tmp_path / "authority.pem").write_bytes(Authority().pem())
        trusting.add(workspace.root, tmp_path / "authority.pem")
        (workspace.root / "templates").mkdir(exist_ok=True)
        shutil.copy(next(scoring_templates().rglob("green-mine-2024.toml")), workspace.root / "templates" / "own.toml")
        (workspace.root / "layouts").mkdir()
        shutil.copy(next(resource("layouts").glob("*.toml")), workspace.root / "layouts" / "firm.toml")
        workspace.store.set_preference("person", "王示范")
    return laptop


def state(root: Path) -> dict[str, object]:
    """Return all that must be the same on both laptops."""
    with Workspace(root) as workspace:
        own = sorted(summary.assessment_id for summary in (*workspace.summaries(), *workspace.store.removed()))
        wholes = {each: workspace.store.whole(each) for each in own}
        assert all(workspace.store.check(each) == () for each in own)
        documents = {each: canonical_bytes(to_document(whole.assessment)) for each, whole in wholes.items()}
        journals = {each: same_digest(whole) for each, whole in wholes.items()}
        trash = [summary.mine for summary in workspace.store.removed()]
        person, phrases = workspace.store.get_preference("person"), PhraseBook(root).own
    folders = ("evidence", "trust", "templates", "layouts", "reports")
    files = {path: data for path, data in tree(root).items() if path.split("/")[0] in folders or path == "phrases.toml"}
    assert len(trusting.roots(root)) == 1
    return {"documents": documents, "journals": journals, "trash": trash, "person": person, "phrases": phrases, "files": files}


def test_the_drill(old: Laptop, tmp_path: Path, project_root: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert "还没有备份过" in old.run("rescue-show", code=1)
    assert "已全部回读核对" in old.run("--who", "王示范", "rescue-copy", stick)
    assert "全部数据都有备份" in old.run("rescue-show")
    with Workspace(old.folder, who="王示范") as workspace:
        add_photo(_of(workspace, "青山铁矿"), "第二天")
    assert "1 步操作只在这台电脑上：青山铁矿" in old.run("rescue-show", code=1)
    old.run("--who", "王示范", "rescue-copy", stick)
    before = state(old.folder)
    shutil.rmtree(old.home)

    new = Laptop(tmp_path / "new", project_root)
    shown = new.run("rescue-show", stick)
    assert "第 2 份备份" in shown
    assert "青山铁矿：评估中，6 步操作" in shown
    assert "王示范" in shown
    assert "完好" in new.run("rescue-check", stick)
    assert "已恢复到" in new.run("rescue-restore", stick)
    assert state(new.folder) == before

    assert "RES-011" in new.run("rescue-restore", stick, code=2), "never over assessments"
    with Workspace(new.folder, who="李接手") as workspace:
        own = _of(workspace, "青山铁矿")
        own.require_whole()
        add_photo(own, "接着干")
        assert workspace.store.check(own.assessment.id) == ()
        mine = own.assessment.id
    assert unsaved(new.folder).acts == 1
    new.run("rescue-copy", stick)
    assert json.loads(new.run("score", mine, "--json", code=1)), "not assessed to the end"
    assert [copy.number for copy in copies_in(stick)] == [3, 2, 1]


def _of(workspace: Workspace, mine: str) -> OpenAssessment:
    own = next(summary.assessment_id for summary in workspace.summaries() if summary.mine == mine)
    return workspace.open_assessment(own)


def test_a_copy_made_while_somebody_records_is_one_moment_of_the_work(old: Laptop, tmp_path: Path, project_root: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    done, failures = threading.Event(), []

    def copy_again_and_again() -> None:
        try:
            for _time in range(3):
                old.run("rescue-copy", stick)
        except AssertionError as error:
            failures.append(error)
        finally:
            done.set()

    copying = threading.Thread(target=copy_again_and_again)
    with Workspace(old.folder, who="王示范") as workspace:
        opened = _of(workspace, "青山铁矿")
        first = len(opened.journal)
        copying.start()
        recorded = 0
        while not done.is_set():
            add_photo(opened, f"边写边备份{recorded}")
            recorded += 1
        copying.join()
        last = len(opened.journal)
    assert failures == []
    acts = []
    for copy in copies_in(stick):
        laptop = Laptop(tmp_path / f"new{copy.number}", project_root)
        laptop.run("rescue-restore", stick, "--copy", copy.number)
        with Workspace(laptop.folder) as workspace:
            own = _of(workspace, "青山铁矿")
            own.require_whole()
            assert workspace.store.check(own.assessment.id) == ()
            acts.append(len(own.journal))
    assert acts == sorted(acts, reverse=True)
    assert first <= acts[-1] <= acts[0] <= last
    assert recorded > 0


def test_a_tampered_copy_is_refused_by_name_and_the_one_before_is_offered(old: Laptop, tmp_path: Path, project_root: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    old.run("rescue-copy", stick)
    known = set(evidence_on(stick))
    with Workspace(old.folder) as workspace:
        add_photo(_of(workspace, "青山铁矿"), "第二天")
    old.run("rescue-copy", stick)
    (fresh,) = set(evidence_on(stick)) - known
    damage(fresh)
    new = Laptop(tmp_path / "new", project_root)
    refused = new.run("rescue-restore", stick, code=2)
    assert "RES-010" in refused
    assert fresh.name[-20:] in refused
    assert "第 1 份备份完好" in refused
    assert not (new.folder / "evaluator.db").exists()
    assert f"已损坏：evidence/{fresh.parent.name}/{fresh.name}" in new.run("rescue-check", stick, code=1)
    new.run("rescue-restore", stick, "--copy", 1)
    beside = tmp_path / "beside"
    assert "已损坏" in new.run("rescue-restore", stick, "--into", beside, "--without-damaged", code=1)
    with Workspace(beside) as workspace:
        own = _of(workspace, "青山铁矿")
        assert workspace.store.check(own.assessment.id) == ()


def test_reminding_is_set_from_the_command_line(tmp_path: Path, project_root: Path) -> None:
    laptop = Laptop(tmp_path / "home", project_root)
    assert "17:30" in laptop.run("rescue-remind")
    assert "18:05" in laptop.run("rescue-remind", "18:05")
    assert "不提醒" in laptop.run("rescue-remind", "off")
    assert "CLI-031" in laptop.run("rescue-remind", "noon", code=2)
    assert "不提醒" in laptop.run("rescue-remind")
