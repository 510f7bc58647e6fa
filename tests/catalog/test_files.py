# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Template files that are broken, hostile, or made of several files: one sentence each, nothing read from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator_app.catalog.files import LARGEST_FILE
from evaluator_app.catalog.library import read_template
from evaluator_app.catalog.problems import MOST_PROBLEMS

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"title = \n", "TPL-003", 1),
        (b'a = 1\n\nb = "open\n', "TPL-003", 3),
        (b"a = 1\na = 2\n", "TPL-003", 2),
        (b'a = 1\nb = """never ends\n\n', "TPL-003", 2),
        ("a = 1\ntitle = '矿山评价'\n".encode("gb18030"), "TPL-002", 2),
        (b"a = " + b"9" * 5000, "TPL-107", 0),
        (b"a = 2026-02-30", "TPL-003", 1),
        (b"a = " + b"[" * 60 + b"]" * 60, "TPL-004", 0),
        (b"a = " + b"[" * 100_000 + b"]" * 100_000, "TPL-004", 0),
        (b"a" + b".a" * 100_000 + b" = 1", "TPL-004", 0),
        (b"[[" + b"'a' . " * 100_000 + b"a]]", "TPL-004", 0),
        (b"# " + b"x" * LARGEST_FILE, "TPL-001", 0),
        (b"", "TPL-103", 0),
        (b'format = "green-mine-template/2"', "TPL-005", 1),
    ],
    ids=[
        "no value",
        "open text",
        "key twice",
        "no end",
        "gb18030",
        "digits",
        "date",
        "deep",
        "very deep",
        "long key",
        "long header",
        "large",
        "empty",
        "newer format",
    ],
)
def test_a_hostile_or_broken_file_gets_one_sentence(write: Write, content: bytes, code: str, line: int) -> None:
    read = read_template(write(content))
    assert read.template is None
    assert [(problem.code, problem.line) for problem in read.problems] == [(code, line)]


def test_a_missing_file_and_a_folder_are_said_to_be_unreadable(tmp_path: Path) -> None:
    assert [problem.code for problem in read_template(tmp_path / "none.toml").problems] == ["TPL-001"]
    assert [problem.code for problem in read_template(tmp_path).problems] == ["TPL-001"]


def test_a_file_that_is_wrong_all_over_is_given_up_in_bounded_length(small: str, write: Write) -> None:
    read = read_template(write("\n".join(f"key_{number} = 1" for number in range(20_000)) + "\n" + small))
    assert len(read.problems) == MOST_PROBLEMS
    assert read.template is None


def test_dots_in_a_text_are_no_depth(small: str, write: Write) -> None:
    text = small.replace("摆放整齐。", "摆放整齐……" + "1.2.3.4, 5.6；" * 20 + '\\"x\\"' + "." * 60)
    assert text != small
    assert read_template(write(text)).problems == ()


def test_a_misspelt_name_among_very_many_gets_no_guess(small: str, write: Write) -> None:
    many = "".join(f'[[places]]\nid = "p{number}"\ntitle = "地点"\n' for number in range(500))
    (problem,) = read_template(write(small.replace('places = ["pit"]', 'places = ["pits"]') + many)).problems
    assert problem.advice.text() == "Look it up where such things are defined."


def test_limits_come_from_files_beside_the_template(small: str, write: Write) -> None:
    write(
        'format = "green-mine-thresholds/1"\ntitle = "补充"\n[[rows]]\ntable = "recovery"\nid = "more"\nlimit = 75\nsource = "rules"\n',
        "limits/more.toml",
    )
    read = read_template(write(small.replace('edition = "1"', 'edition = "1"\nthresholds = ["../limits/more.toml"]')))
    assert read.problems == ()
    assert read.template is not None
    assert [(row.id, row.low, row.high) for row in read.template.tables[0].rows] == [
        ("more", Decimal(75), Decimal(75)),
        ("steps", Decimal(70), Decimal(80)),
    ]


def test_a_mistake_in_a_limits_file_names_that_file_and_line(small: str, write: Write) -> None:
    write(
        'format = "green-mine-thresholds/1"\ntitle = "补充"\n\n[[rows]]\ntable = "recovery"\nid = "more"\nlimt = 75\nsource = "rules"\n',
        "limits/more.toml",
    )
    read = read_template(write(small.replace('edition = "1"', 'edition = "1"\nthresholds = ["../limits/more.toml"]')))
    assert [(problem.file, problem.line, problem.code) for problem in read.problems] == [("../limits/more.toml", 7, "TPL-101")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("../../outside.toml", "TPL-006"),
        ("/etc/hosts.toml", "TPL-006"),
        ("..\\\\limits\\\\more.toml", "TPL-006"),
        ("../limits/../../outside.toml", "TPL-006"),
        ("small.txt", "TPL-006"),
        ("../limits/none.toml", "TPL-007"),
        ("small.toml", "TPL-005"),
    ],
)
def test_a_template_names_no_file_outside_its_folder(small: str, write: Write, written: str, code: str) -> None:
    write("secret = 1", "../outside.toml")
    path = write(small.replace('edition = "1"', f'edition = "1"\nthresholds = ["{written}"]'))
    (problem,) = read_template(path).problems
    assert problem.code == code


def test_a_link_out_of_the_folder_is_not_followed(small: str, write: Write) -> None:
    outside = write("secret = 1", "../outside.toml")
    path = write(small.replace('edition = "1"', 'edition = "1"\nthresholds = ["../link.toml"]'))
    try:
        (path.parent.parent / "link.toml").symlink_to(outside)
    except OSError:
        pytest.skip("no right to make links here")
    assert [problem.code for problem in read_template(path).problems] == ["TPL-006"]
