# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Assessments of a real workspace compared: who is whose, what is left out, what is read again, files that Excel cannot misread."""

from __future__ import annotations

import csv
import io
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessor, Mine, Observation, Outcome
from evaluator_app.domain.consistency.full_marks import Standing
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.paths import resource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.consistency import compare
from evaluator_app.services.consistency_plots import NAMES, Bar, Plot, plot, png
from evaluator_app.services.consistency_sheets import all_sheets
from evaluator_app.services.consistency_tables import (
    Column,
    ColumnKind,
    cell_text,
    counted,
    csv_bytes,
    pivoted,
    safe,
    sheet,
    write_csv,
    write_workbook,
)
from evaluator_app.services.templates import find_template
from evaluator_app.services.workspace import NewAssessment, Workspace
from evaluator_app.store.backups import DATABASE_NAME

D = Decimal
COPIED = "排土场东侧边坡未按设计要求分台阶堆排且坡脚未设置挡土墙"
AT = datetime(2026, 11, 25, tzinfo=UTC)


def begin(workspace: Workspace, mine: str, who: str, *, is_practice: bool = False) -> OpenAssessment:
    workspace.who = who
    template = find_template("cn-mnr/green-mine-2024-coal", workspace.root)
    team = (Assessor("a", who, is_leader=True),)
    facts: dict[str, str | bool] = {"mineral": "coal", "mining_method": "underground", "coal_mining_technology": "conventional"}
    return workspace.begin(
        NewAssessment(template, Mine(mine, facts=facts), team=team, visit_from=date(2026, 11, 21), is_practice=is_practice)
    )


def judge(opened: OpenAssessment, item: str, outcome: Outcome) -> None:
    opened.do(changes.record_outcome(opened.assessment, item, outcome))


def saw(opened: OpenAssessment, item: str, text: str, place: str = "排土场") -> None:
    seen = Observation(f"{opened.assessment.id}-o", item, text, place, assessor="a", observed_at=datetime(2026, 11, 21, 3, tzinfo=UTC))
    opened.do(changes.record_observation(opened.assessment, seen))


@pytest.fixture
def firm(workspace: Workspace) -> Workspace:
    """Make two evaluators who judge the same item in eight mines each, one of them always with full marks, and one practice mine."""
    for number in range(8):
        judge(begin(workspace, f"甲矿{number}", "甲"), "extraction.method", Outcome.MET)
        judge(begin(workspace, f"=乙矿{number}", "乙"), "extraction.method", Outcome.MET if number == 0 else Outcome.NOT_MET)
    first, second = begin(workspace, "东山煤矿", "丙"), begin(workspace, "西山煤矿", "丙")
    photo = resource("sample/photos/01_notice_board.jpg").read_bytes()
    for opened in (first, second):
        saw(opened, "extraction.method", f"=经查{COPIED}")
        opened.add_image("公示牌.jpg", photo, ["extraction.method"])
    judge(begin(workspace, "练习矿", "甲", is_practice=True), "extraction.method", Outcome.NOT_MET)
    return workspace


def test_who_gives_full_marks_where_others_do_not_stands_first_with_both_counts(firm: Workspace) -> None:
    found = compare(firm.root, zone=UTC)
    first, second, *rest = found.marks
    assert {(mark.evaluator, mark.standing) for mark in (first, second)} == {("甲", Standing.MORE), ("乙", Standing.LESS)}
    [own] = [mark for mark in (first, second) if mark.evaluator == "甲"]
    assert (own.own.full, own.own.cases, own.others.full, own.others.cases) == (8, 8, 1, 10)
    assert [(mark.evaluator, mark.standing) for mark in rest] == [("丙", Standing.FEW)]  # two mines say nothing
    assert found.chosen.practice == 1
    assert len(compare(firm.root, practice=True).chosen.cases) == 1


def test_texts_and_photos_that_two_mines_share_are_found(firm: Workspace) -> None:
    found = compare(firm.root, zone=UTC)
    [pair] = found.texts.pairs
    assert {found.mine(pair.first), found.mine(pair.second)} == {"东山煤矿", "西山煤矿"}
    assert COPIED in pair.passages[0].shared
    [photo] = found.photos
    assert photo.is_same_file
    [visit] = [each for each in found.times.visits if found.mine(each.case) == "东山煤矿"]
    assert (visit.hours, visit.places) == (D(0), 1)


def test_what_the_template_and_the_firms_phrases_say_is_no_shared_text(firm: Workspace) -> None:
    (firm.root / "phrases.toml").write_text(
        f'format = "green-mine-evaluator/phrases"\nversion = 1\n[[phrase]]\ntext = "=经查{COPIED}"\n', "utf-8"
    )
    assert compare(firm.root).texts.pairs == ()
    (firm.root / "phrases.toml").write_text("damaged", "utf-8")
    assert len(compare(firm.root).texts.pairs) == 1


def test_only_what_has_changed_is_read_again(firm: Workspace) -> None:
    first = compare(firm.root)
    seen: list[tuple[int, int]] = []
    again = compare(firm.root, known=first.gathered, progress=lambda done, everything: seen.append((done, everything)))
    assert all(again.gathered.cases[key] is case for key, case in first.gathered.cases.items())
    assert seen[-1] == (19, 19)
    opened = firm.open_assessment(firm.summaries()[0].assessment_id)
    judge(opened, "extraction.method", Outcome.MET)
    third = compare(firm.root, known=again.gathered)
    assert [key for key, case in third.gathered.cases.items() if again.gathered.cases[key] is not case] == [opened.assessment.id]


def test_one_that_cannot_be_read_is_named_and_stops_no_other(firm: Workspace) -> None:
    with closing(sqlite3.connect(firm.root / DATABASE_NAME, isolation_level=None)) as connection:
        connection.execute(
            "update records set body = '{' where kind = 'finding' and assessment_id = (select id from assessments where mine = '甲矿3')"
        )
    found = compare(firm.root)
    assert [(unread.mine, unread.code) for unread in found.gathered.unread] == [("甲矿3", "STO-009")]
    assert len(found.chosen.cases) == 17


def test_reading_can_be_stopped_and_a_folder_without_assessments_is_said(firm: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        compare(firm.root, cancelled=lambda: True)
    asked = iter([False] * 19)
    with pytest.raises(Cancelled):
        compare(firm.root, cancelled=lambda: next(asked, True))
    with pytest.raises(UserFacingError, match="STO-014"):
        compare(tmp_path / "nothing")


def test_an_empty_workspace_has_empty_tables_and_pictures(workspace: Workspace) -> None:
    found = compare(workspace.root)
    assert all(len(each) == 0 for each in all_sheets(found) if each.name != "about")
    assert all(png(plot(found, name)).startswith(b"\x89PNG") for name in NAMES)


def test_the_workbook_holds_every_table_and_no_formula(firm: Workspace, tmp_path: Path) -> None:
    sheets = all_sheets(compare(firm.root, zone=UTC))
    write_workbook(sheets, tmp_path / "a.xlsx", title="一致性", created_at=AT)
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    assert len(book.sheet_names) == len(sheets) == 11
    rows = book.get_sheet_by_name(sheets[5].title).to_python()
    assert rows[3][0] in ("东山煤矿", "西山煤矿")
    passages = book.get_sheet_by_name(sheets[6].title).to_python()
    assert passages[3][2] == f"=经查{COPIED}"
    with pytest.raises(UserFacingError, match="REP-00"):
        write_workbook(sheets, tmp_path / "no" / "a.xlsx", title="", created_at=AT)


def test_a_csv_file_has_a_mark_and_no_cell_that_is_a_formula(firm: Workspace, tmp_path: Path) -> None:
    for each in all_sheets(compare(firm.root, zone=UTC)):
        write_csv(each, tmp_path / f"{each.name}.csv")
        data = (tmp_path / f"{each.name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert len(rows) == len(each) + 1
        assert not [
            cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell and not cell.lstrip("-").replace(".", "").isdigit()
        ]
    texts = (tmp_path / "passages.csv").read_text("utf-8-sig")
    assert f"'=经查{COPIED}" in texts
    with pytest.raises(UserFacingError, match="CON-001"):
        write_csv(all_sheets(compare(firm.root))[0], tmp_path / "no" / "a.csv")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "＝1", "－1", " =1", "\u3000=1"])
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_other_cells_are_as_they_are() -> None:
    assert [safe(value) for value in ("排土场", "", " ", None, 3, D("-1.50"), "a\x00b")] == ["排土场", "", " ", "", "3", "-1.5", "ab"]
    assert cell_text(D("0.12345"), ColumnKind.SHARE) == "12.3 %"
    assert [cell_text(value, ColumnKind.NUMBER) for value in (None, D("1.50"), 3)] == ["", "1.5", "3"]


def test_a_table_is_counted_and_pivoted() -> None:
    table = sheet("a", "A", "", [Column("x"), Column("y"), Column("z", ColumnKind.COUNT)], [("b", "q", 1), ("a", "q", 2), ("b", "q", None)])
    assert list(table.rows()) == [("b", "q", 1), ("a", "q", 2), ("b", "q", None)]
    assert list(counted(table, "n", "N", (0, 1), "n").rows()) == [("b", "q", 2), ("a", "q", 1)]
    wide = pivoted("p", "P", "", [("b", "甲", "1 / 2"), ("a", "甲", "3 / 3"), ("b", "乙", "0 / 1")])
    assert ([column.title for column in wide.columns][1:], list(wide.rows())) == (
        ["乙", "甲"],
        [("b", "0 / 1", "1 / 2"), ("a", "", "3 / 3")],
    )
    assert csv_bytes(table).decode("utf-8-sig") == "x,y,z\r\nb,q,1\r\na,q,2\r\nb,q,\r\n"


def test_a_picture_has_the_size_asked_for_and_a_bar_to_its_value() -> None:
    bars = (Bar("甲", D("0.5"), "1 / 2", D("0.1"), D("0.9"), D("0.7")), Bar("很长的名字" * 30, D(2), "x", stands_out=True))
    with Image.open(io.BytesIO(png(Plot("标题", "说明", bars, D(1)), width=600, scale=2))) as picture:
        assert picture.width == 1200
        colors = {color for _count, color in picture.convert("RGB").getcolors(1_000_000) or ()}
    assert {(0x7F, 0xB2, 0x9A), (0xC8, 0x74, 0x2B)} <= colors


def test_nothing_heavy_is_imported_before_tables_are_made(project_root: Path) -> None:
    code = (
        "import sys\n"
        "import evaluator_app.services.consistency, evaluator_app.services.consistency_sheets, evaluator_app.services.consistency_plots\n"
        "import evaluator_app.services.practice, evaluator_app.cli.consistency, evaluator_app.gui.consistency_desk\n"
        "print([name for name in ('pandas', 'numpy', 'xlsxwriter', 'reportlab') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=project_root)
    assert done.stdout.strip() == "[]"


def test_pandas_can_be_used_after_a_new_workspace_was_made(tmp_path: Path, project_root: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from evaluator_app.services.workspace import Workspace\n"
        "Workspace(Path(sys.argv[1])).close()\n"
        "assert 'sqlite_utils' in sys.modules and 'pandas' not in sys.modules\n"
        "import pandas; print(len(pandas.DataFrame([1])))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "new")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=project_root)
    assert done.stdout.strip() == "1"
