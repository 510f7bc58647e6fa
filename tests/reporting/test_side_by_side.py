# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report shows both rounds side by side, photos two by two, and of a partial assessment neither total nor verdict."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
from PIL import Image

from evaluator_app.domain.assessment import Evidence, Outcome
from evaluator_app.domain.comparing_rounds import Then, take_over_round, verify_earlier
from evaluator_app.domain.criteria import DeductPerOccurrence
from evaluator_app.domain.mending import Rectification
from evaluator_app.domain.pairing_photos import pair_photos
from evaluator_app.domain.rounds import EarlierState
from evaluator_app.domain.scope import set_scope
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.reporting.chapters import close, ledger, prerequisites, scores
from evaluator_app.reporting.chapters.rounds import rounds
from evaluator_app.reporting.content import report
from evaluator_app.reporting.document import Block, Cell, GroupRow, Heading, KeyValues, Notice, Paragraph, PhotoGrid, Row, Table, plain
from evaluator_app.reporting.pdf import write_pdf
from evaluator_app.reporting.source import ReportSource
from evaluator_app.reporting.word.writing import write_docx
from tests.builders import MORNING, AssessmentBuilder, a_template, an_assessment

D = Decimal
TEMPLATE = a_template().with_prerequisite("p").with_item("A.1", 5, DeductPerOccurrence(D(1))).with_item("A.2", 5).with_item("B.1", 5)


def picture(evidence: Evidence) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 60, 60) if evidence.id.startswith("then:") else (60, 160, 60)).save(target, "JPEG")
    return target.getvalue()


def source_of(made: AssessmentBuilder) -> ReportSource:
    return ReportSource(made.value, made.template, made.score(), made.rate(), picture, date(2026, 11, 30), str)


def followed() -> AssessmentBuilder:
    before = an_assessment(TEMPLATE).saw("A.1", "积尘", place="料场").verdict("A.2", Outcome.MET).verdict("p", Outcome.MET)
    before = before.verdict("B.1", Outcome.MET).with_photo("o1")
    order = Rectification("o1", "A.1", "清扫", "o1", due_on=date(2026, 12, 1), report="已清扫")
    photo = replace(before.value.evidence["e1"], place="料场", direction=D(90), taken_at="2026-01-05T10:00:00")
    before = replace(before, value=replace(before.value, id="old00000-1", rectifications={"o1": order}, evidence={"e1": photo}))
    now = an_assessment(TEMPLATE).verdict("A.1", Outcome.MET).verdict("A.2", Outcome.MET).verdict("p", Outcome.MET)
    now = now.verdict("B.1", Outcome.NOT_MET).with_photo("A.1").with_photo("A.1")
    taken = take_over_round(now.value, before.value, Then(before.template, before.score(), before.rate())).apply(now.value)
    fault = replace(taken.earlier["o1"], state=EarlierState.MENDED, words="已清扫干净")
    taken = verify_earlier(taken, fault).apply(taken)
    return replace(now, value=pair_photos(taken, "e1", ["e1", "e2"]).apply(taken))


def tables(blocks: tuple[Block, ...]) -> list[list[list[str]]]:
    found = []
    for table in (block for block in blocks if isinstance(block, Table)):
        rows = [row for row in table.rows if isinstance(row, Row)]
        found.append([[plain(cell.text) if isinstance(cell, Cell) else plain(cell) for cell in row.cells] for row in rows])
    return found


def test_items_that_differ_stand_side_by_side_with_the_reasons() -> None:
    blocks = rounds(source_of(followed()))
    _faults, both = tables(blocks)
    assert both == [
        [
            "A.1 指标A.1",
            "4 / 5",
            "5 / 5",
            "+1",
            "Points: 4 then, 5 now.\nFaults of then: 1; mended or gone 1, still there 0, not looked at 0.",
        ],
        ["B.1 指标B.1", "5 / 5", "0 / 5", "−5", "Points: 5 then, 0 now."],
    ]
    [frame] = [block for block in blocks if isinstance(block, KeyValues)]
    assert dict(frame.pairs)["Round before"] == "Third-party assessment　No. OLD00000"
    assert dict(frame.pairs)["Points that were certain"] == "14"


def test_an_earlier_fault_says_what_was_ordered_and_what_the_mine_reports() -> None:
    faults, _both = tables(rounds(source_of(followed())))
    assert faults[0][1] == "A.1 指标A.1\n积尘\nTo be put right: 清扫  (due 2026-12-1)\nThe mine reports: 已清扫"


def test_photos_stand_two_by_two_then_on_the_left() -> None:
    [grid] = [block for block in rounds(source_of(followed())) if isinstance(block, PhotoGrid)]
    then, now = grid.photos
    assert (grid.columns, then.caption) == (2, ("Then: 料场", "2026-01-05 10:00:00", "looking 90°"))
    assert now.caption == ("Now: 1.jpg (photo 1)", "time not recorded", "See also photos 2")
    assert (then.digest, now.digest) == ("0" * 12, "0" * 12)


def test_pdf_and_word_hold_both_photos_of_a_pair(tmp_path: Path) -> None:
    content = report(source_of(followed()))
    written = write_pdf(content, tmp_path / "r.pdf", created_at=MORNING)
    assert written.pages > 0
    write_docx(content, tmp_path / "r.docx", created_at=MORNING)
    document = docx.Document(str(tmp_path / "r.docx"))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Both rounds side by side" in words
    assert "Then: 料场" in words + cells


def partial() -> AssessmentBuilder:
    made = followed()
    bare = replace(made, value=replace(made.value, findings={}, profile=replace(made.value.profile, kind=AssessmentKind.SPOT_CHECK)))
    chosen = set_scope(made.template, bare.value, ["A.1"]).apply(bare.value)
    return replace(bare, value=chosen).saw("A.1", "又有积尘")


def words_of(blocks: tuple[Block, ...]) -> str:
    found = []
    for block in blocks:
        match block:
            case Paragraph(text=text) | Heading(text=text):
                found.append(plain(text))
            case Notice(title=title, text=text):
                found += [title, plain(text)]
            case Table(rows=rows):
                found += [plain(row.text) if isinstance(row, GroupRow) else " ".join(_cell(cell) for cell in row.cells) for row in rows]
            case _:
                found += [plain(item) for item in getattr(block, "items", ())]
    return "\n".join(found)


def _cell(cell: object) -> str:
    return plain(cell.text) if isinstance(cell, Cell) else plain(cell)  # type: ignore[arg-type]


def test_a_partial_assessment_says_what_it_looked_at_and_has_neither_total_nor_verdict() -> None:
    source = source_of(partial())
    told = words_of(scores.summary(source))
    assert "Spot check: 1 of 4 items and prerequisites were looked at." in told
    assert "A.1 指标A.1 5 4 1 lost，1 faults" in told
    assert "Total" not in told
    ended = words_of(close.conclusion(source))
    assert "青山煤矿: a part was looked at, no verdict" in ended
    assert "Items with faults:\nA.1 指标A.1" in ended
    assert "Verdict" not in told + ended
    assert "B.1" not in words_of(scores.items(source)) + words_of(ledger.not_counted(source)) + words_of(
        prerequisites.prerequisites(source)
    )
    assert words_of(close.signatures(source)).endswith("We answer for the facts of this report.")
    assert "1 of 4 items and prerequisites were looked at, so there is no total; 1 of them differ." in words_of(rounds(source))


def test_where_a_part_was_looked_at_and_nothing_found_that_is_said() -> None:
    made = partial()
    clean = replace(made, value=replace(made.value, observations={})).verdict("A.1", Outcome.MET)
    assert "Nothing was found against the mine in what was looked at." in words_of(close.conclusion(source_of(clean)))
    unmet = clean.verdict("p", Outcome.NOT_MET)
    assert "Prerequisites that are not met:\np 条件p" in words_of(close.conclusion(source_of(unmet)))
    assert "p 条件p – – Not met" in words_of(scores.summary(source_of(unmet)))
