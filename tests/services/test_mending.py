# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the mine puts right, from the order to the re-check; after a signature, too, with the signed report as it was."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Filing, Outcome
from evaluator_app.domain.changes import Act, change_records
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.mending_course import Drift
from evaluator_app.domain.records import RecordKind
from evaluator_app.errors import UserFacingError
from evaluator_app.services import mending
from evaluator_app.services.archiving import archive
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.checking_archives import verify_archive
from evaluator_app.services.report_data import DATA_NAME, read_report_data, report_data
from evaluator_app.services.revising import REPORTS, begin_revision
from evaluator_app.services.sample import SAMPLE_ID, Played, make_sample
from evaluator_app.services.workspace import Workspace
from evaluator_app.signing.attachments import read_attachments

DAY = date(2026, 11, 25)


@pytest.fixture
def sample(workspace: Workspace) -> OpenAssessment:
    """Open the sample mine, which has faults and an item that is unmet."""
    return make_sample(workspace)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a photo of something put right."""
    path = tmp_path / "已清理.jpg"
    Image.new("RGB", (400, 300), (20, 120, 60)).save(path)
    return path


@pytest.fixture
def played(story: Played, tmp_path: Path) -> Iterator[Workspace]:
    """Open a copy of the workspace of the story, with its signed report in the folder of reports."""
    report = next(path for path in story.files.values() if path.name == "report.pdf")
    root = tmp_path / "played"
    shutil.copytree(report.parent / "workspace", root)
    (root / REPORTS).mkdir(exist_ok=True)
    shutil.copyfile(report, root / REPORTS / "signed.pdf")
    with Workspace(root, who="王示范") as opened:
        yield opened


def mended(opened: OpenAssessment, name: str, photo: Path) -> None:
    """Report one as mended with a photo, and close it."""
    files, refused = mending.proof_from(opened, [photo])
    assert refused == ()
    opened.do(mending.report(opened, name, "已清理", files))
    opened.do(mending.recheck(opened, name, is_mended=True, words="现场已清理"))


def test_all_open_faults_are_taken_over_in_one_act_and_once(sample: OpenAssessment) -> None:
    before = mending.mending_of(sample, DAY)
    assert before.lines == ()
    assert len(before.waiting) > 5
    done = sample.do(mending.order(sample, due_on=date(2027, 5, 25), responsible=" 李矿长 ", on=DAY))
    after = mending.mending_of(sample, DAY)
    assert (len(after.lines), after.waiting, done.change.act) == (len(before.waiting), (), Act.ORDER_MENDING)
    assert {line.thing.responsible for line in after.lines} == {"李矿长"}
    assert [line.thing.id for line in after.lines] == [each.id for each in before.waiting]
    assert sample.do(mending.order(sample)).change.edits == ()
    sample.undo()
    assert mending.mending_of(sample, DAY) == before


def test_one_is_ordered_by_its_fault_or_by_the_code_of_its_item(sample: OpenAssessment) -> None:
    first, second = mending.mending_of(sample, DAY).waiting[:2]
    sample.do(mending.order(sample, [first.id], on=DAY))
    code = sample.title_of(second.target).split()[0]
    sample.do(mending.order(sample, [code], on=DAY))
    assert {first.id, second.id} <= set(sample.assessment.rectifications)
    with pytest.raises(UserFacingError) as refused:
        mending.order(sample, ["nothing of this name"])
    assert refused.value.code == "MND-008"


def test_a_day_beyond_six_months_is_refused_with_the_clause(sample: OpenAssessment) -> None:
    with pytest.raises(UserFacingError) as refused:
        mending.order(sample, due_on=date(2027, 5, 26), on=DAY)
    assert (refused.value.code, "2027-05-25" in refused.value.message) == ("MND-002", True)
    assert "国家级绿色矿山名录移出管理工作要求" in refused.value.message
    assert sample.assessment.rectifications == {}


def test_a_line_tells_days_left_photos_and_what_has_changed(sample: OpenAssessment, photo: Path) -> None:
    sample.do(mending.order(sample, due_on=date(2026, 11, 30), on=date(2026, 11, 1)))
    [line, *_rest] = [each for each in mending.mending_of(sample, DAY).lines if each.thing.observation and each.before]
    assert (line.left, line.is_late, line.drift, line.after) == (5, False, None, ())
    mended(sample, line.thing.id, photo)
    other = next(each for each in mending.mending_of(sample, DAY).lines if each.thing.observation and each.thing.id != line.thing.id)
    seen = sample.assessment.observations[other.thing.observation]
    sample.do(changes.record_observation(sample.assessment, replace(seen, text="另有积水")))
    found = mending.mending_of(sample, date(2026, 12, 2))
    by_id = {each.thing.id: each for each in found.lines}
    assert [item.filed_by for item in by_id[line.thing.id].after] == [Filing.MENDING]
    assert (by_id[line.thing.id].left, by_id[other.thing.id].left, by_id[other.thing.id].drift) == (None, -2, Drift.REWORDED)
    assert (found.late, found.open, found.count(RectificationState.CLOSED)) == (len(found.lines) - 1, len(found.lines) - 1, 1)
    change = mending.take_words_over(sample, other.thing.id)
    assert change is not None
    sample.do(change)
    assert sample.assessment.rectifications[other.thing.id].problem.startswith("另有积水")
    sample.do(changes.remove_observation(sample.assessment, seen.id))
    assert mending.take_words_over(sample, seen.id) is None
    assert {each.thing.id: each.drift for each in mending.mending_of(sample, DAY).lines}[seen.id] is Drift.GONE


def test_who_checked_and_when_is_recorded_and_nothing_is_closed_without_proof(sample: OpenAssessment, photo: Path) -> None:
    sample.do(mending.order(sample, on=DAY))
    name = mending.mending_of(sample).lines[0].thing.id
    for code, how in (("MND-004", {"words": " "}), ("MND-006", {"words": "看过"})):
        with pytest.raises(UserFacingError) as refused:
            mending.recheck(sample, name, is_mended=True, **how)  # type: ignore[arg-type]
        assert refused.value.code == code
    with pytest.raises(UserFacingError, match="文字或文件") as empty:
        mending.report(sample, name, "")
    assert empty.value.code == "MND-003"
    mended(sample, name, photo)
    thing = sample.assessment.rectifications[name]
    assert (thing.checked_by, thing.checked_on) == ("王示范", mending.today_of(sample))
    with pytest.raises(UserFacingError) as closed:
        mending.report(sample, name, "再报")
    assert closed.value.code == "MND-007"
    sample.who = ""
    with pytest.raises(UserFacingError) as nobody:
        mending.recheck(sample, mending.mending_of(sample).lines[1].thing.id, is_mended=False, words="未改")
    assert nobody.value.code == "MND-005"


def test_files_that_are_no_evidence_are_refused_by_name(sample: OpenAssessment, tmp_path: Path) -> None:
    (tmp_path / "x.exe").write_bytes(b"MZ")
    files, refused = mending.proof_from(sample, [tmp_path / "x.exe"])
    assert (files, [each.name for each in refused]) == ((), ["x.exe"])


def test_an_order_is_named_by_id_by_its_beginning_or_by_the_code_of_its_item(sample: OpenAssessment) -> None:
    sample.do(mending.order(sample, on=DAY))
    things = sample.assessment.rectifications
    alone = next(each for each in things.values() if sum(other.target == each.target for other in things.values()) == 1)
    assert mending.named(sample, alone.id) == mending.named(sample, sample.title_of(alone.target).split()[0]) == alone
    for name in ("", "nothing"):
        with pytest.raises(UserFacingError) as refused:
            mending.named(sample, name)
        assert refused.value.code == "MND-009"


def test_the_report_of_an_open_assessment_says_the_same_with_and_without_mending(sample: OpenAssessment, photo: Path) -> None:
    def data() -> bytes:
        return report_data(sample.assessment, sample.template, issued_on=DAY, language="zh_CN")

    before = data()
    sample.do(mending.order(sample, on=DAY))
    mended(sample, mending.mending_of(sample).lines[0].thing.id, photo)
    assert data() == before


def test_mending_goes_on_after_signing_and_the_signed_report_still_verifies(played: Workspace, photo: Path, tmp_path: Path) -> None:
    opened = played.open_assessment(SAMPLE_ID)
    signed = played.root / REPORTS / "signed.pdf"
    print_before = hashlib.sha256(signed.read_bytes()).hexdigest()
    card, evidence = opened.card, dict(opened.assessment.evidence)
    opened.do(mending.order(opened, due_on=date(2027, 3, 1), on=DAY))
    lines = mending.mending_of(opened, DAY).lines
    mended(opened, lines[0].thing.id, photo)
    opened.do(mending.recheck(opened, lines[1].thing.id, is_mended=False, words="仍未清理"))
    assert opened.assessment.rectifications[lines[0].thing.id].state is RectificationState.CLOSED
    assert (opened.card, len(opened.assessment.evidence)) == (card, len(evidence) + 1)

    attached = read_attachments(signed.read_bytes())[DATA_NAME]
    carried = read_report_data(attached)
    assert carried.assessment.rectifications == {}
    checked = verify_archive(archive(played, opened, tmp_path / "a.zip").path, at=datetime.now(UTC))
    [report] = checked.reports
    assert report.verification is not None
    assert report.verification.is_sound
    assert (report.agrees.value, report.evidence.value, checked.is_sound, checked.reported.value) == (True, True, True, True)
    assert checked.archive is not None
    assert len(checked.archive.assessment.rectifications) == len(lines)
    assert hashlib.sha256(signed.read_bytes()).hexdigest() == print_before
    opened.require_whole()


def test_findings_stay_closed_while_mending_goes_on(played: Workspace, photo: Path) -> None:
    opened = played.open_assessment(SAMPLE_ID)
    opened.do(mending.order(opened, on=DAY))
    item = next(opened.template.indicators()).id
    with pytest.raises(UserFacingError) as refused:
        opened.do(changes.record_outcome(opened.assessment, item, Outcome.NOT_MET))
    assert refused.value.code == "ASM-001"
    files, _refused = mending.proof_from(opened, [photo])
    with pytest.raises(UserFacingError):
        opened.do(changes.attach_evidence(opened.assessment, replace(files[0], targets=(item,))))
    with pytest.raises(UserFacingError):
        opened.add_files([photo], [item])
    opened.do(mending.report(opened, mending.mending_of(opened).lines[0].thing.id, "", files))
    assert opened.undo() is not None
    assert files[0].id not in opened.assessment.evidence
    assert opened.undo() is not None
    assert opened.assessment.rectifications == {}
    with pytest.raises(UserFacingError):
        opened.undo()


def test_a_revision_takes_the_list_along(played: Workspace) -> None:
    opened = played.open_assessment(SAMPLE_ID)
    opened.do(mending.order(opened, on=DAY))
    revision = begin_revision(played, opened, "更正一处笔误")
    assert revision.assessment.rectifications == opened.assessment.rectifications


def test_an_order_that_came_from_elsewhere_is_listed_though_its_item_is_unknown(sample: OpenAssessment) -> None:
    stray = Rectification("r", "gone", "做", "nobody")
    sample.do(change_records(sample.assessment, Act.ORDER_MENDING, RecordKind.RECTIFICATION, {"r": stray}))
    [line] = mending.mending_of(sample, DAY).lines
    assert (line.title, line.before, line.drift) == ("gone", (), Drift.GONE)
