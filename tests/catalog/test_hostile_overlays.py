# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Overlays that make several templates, and those that should make none: each a problem, never a crash, and in time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from evaluator_app.catalog.library import Library, read_template, read_templates
from tests.catalog.small_overlays import HEAD, Lay, Write, found, sound

# ------------------------------------------------------------------ several at once


def test_an_overlay_over_several_makes_one_of_each_named_by_industry(base: Path, write: Write) -> None:
    rights = base.read_text("utf-8")
    for industry in ("coal", "sand_gravel"):
        text = rights.replace('id = "test/small"', f'id = "test/{industry.replace("_", "-")}"')
        write(
            text.replace("[sources.rules]", f'industry = {{ id = "{industry}", title = "业{industry}" }}\n[sources.rules]', 1),
            f"test/{industry}.toml",
        )
    over = 'over = ["test/coal@1", "test/sand-gravel@1", "test/small@1", "test/gone@1"]'
    path = write(HEAD.format(kind="province").replace('over = ["test/small@1"]', over), "test/over.toml")
    read = read_templates(path)
    assert [r.template.id if r.template else "" for r in read] == ["test/over-coal", "test/over-sand-gravel", "test/over", ""]
    assert [r.template.title if r.template else "" for r in read][:3] == ["补充（业coal）", "补充（业sand_gravel）", "补充"]
    assert [problem.code for problem in read[3].problems] == ["TPL-701"]
    assert {r.template.id for p in Library([base.parents[1]]).paths() for r in Library([base.parents[1]]).read(p) if r.template} >= {
        "test/over-coal", "test/coal", "test/small",
    }  # fmt: skip


def of_industry(base: Path, write: Write, industry: str) -> str:
    """Write the small template as one of an industry, and return its name."""
    name = f"test/{industry.replace('_', '-')}"
    text = base.read_text("utf-8").replace('id = "test/small"', f'id = "{name}"')
    write(text.replace("[sources.rules]", f'industry = {{ id = "{industry}", title = "业" }}\n[sources.rules]', 1), f"{name}.toml")
    return f"{name}@1"


def test_a_firm_lays_its_overlay_over_one_of_several_that_a_province_makes(base: Path, write: Write) -> None:
    over = ", ".join(f'"{of_industry(base, write, industry)}"' for industry in ("coal", "sand_gravel"))
    write(HEAD.format(kind="province").replace('"test/small@1"', over), "test/over.toml")
    text = HEAD.format(kind="firm").replace("test/over", "test/firm").replace("test/small@1", "test/over-sand-gravel@1")
    assert sound(read_template(write(text, "test/firm.toml"))).title == "补充"


def test_an_industry_of_its_own_names_what_an_overlay_makes(base: Path, write: Write) -> None:
    over = f'"test/small@1", "{of_industry(base, write, "coal")}"'
    head = HEAD.format(kind="province").replace('"test/small@1"', over)
    path = write(head.replace("[sources", 'industry = { id = "gold", title = "金" }\n[sources', 1), "test/over.toml")
    first, second = read_templates(path)
    assert sound(first).id == "test/over-gold"
    assert found(second) == [("TPL-708", "over.toml", 5)]
    text = HEAD.format(kind="firm").replace("test/over", "test/firm").replace("test/small@1", "test/over-gold@1")
    assert sound(read_template(write(text, "test/firm.toml"))).id == "test/firm"


@pytest.mark.parametrize("industries", [["", ""], ["sand_gravel", "sand-gravel"]])
@pytest.mark.parametrize("kind", ["industry", "province"])
def test_no_two_templates_of_one_overlay_have_the_same_name(base: Path, write: Write, industries: list[str], kind: str) -> None:
    over = ["test/small@1"] * 2
    for number, industry in enumerate(name for name in industries if name):
        text = base.read_text("utf-8").replace('id = "test/small"', f'id = "test/x{number}"')
        over[number] = f"test/x{number}@1"
        write(
            text.replace("[sources.rules]", f'industry = {{ id = "{industry}", title = "业" }}\n[sources.rules]', 1), f"test/x{number}.toml"
        )
    listed = ", ".join(f'"{name}"' for name in over)
    first, second = read_templates(write(HEAD.format(kind=kind).replace('"test/small@1"', listed), "test/over.toml"))
    assert sound(first).edition == "1"
    assert found(second) == [("TPL-708", "over.toml", 5)]


# ------------------------------------------------------------------ hostile files


@pytest.mark.parametrize(
    "over", ['[1, "test/small@1"]', '["", "test/small@1"]', '["test/small@1", ["test/small@1"]]', '"test/small@1"', "{}"]
)
def test_names_that_are_none_are_a_problem_and_hide_no_other_file(base: Path, write: Write, over: str) -> None:
    path = write(HEAD.format(kind="province").replace('["test/small@1"]', over), "test/over.toml")
    library = Library([base.parents[1]])
    read = library.read(path)
    assert any(one.template is None for one in read)
    assert {problem.code for one in read for problem in one.problems} <= {"TPL-102", "TPL-103"}
    assert sound(library.read(base)[0]).id == "test/small"


@pytest.mark.parametrize(
    ("kind", "value", "is_sound"),
    [
        ("number", '"12.5"', True),
        ("number", '"deep"', False),
        ("number", "12", False),
        ("date", '"2026-10-01"', True),
        ("date", '"2026-13-01"', False),
        ("flag", "false", True),
        ("flag", '"false"', False),
        ("text", '"words"', True),
        ("text", '" "', False),
        ("choice", '"a"', True),
        ("choice", '"b"', False),
    ],
)
def test_a_fact_is_settled_only_by_what_can_be_its_answer(lay: Lay, kind: str, value: str, is_sound: bool) -> None:
    options = 'options = [{ id = "a", title = "甲" }, { id = "c", title = "丙" }]\n' if kind == "choice" else ""
    read = lay(f'[[add.facts]]\nid = "own"\ntitle = "事"\nkind = "{kind}"\nvalue = {value}\n{options}')
    assert (read.template is not None) is is_sound
    assert [problem.path for problem in read.problems] == ([] if is_sound else ["facts.own.value"])


def test_blanks_around_the_name_of_a_base_do_not_count(lay: Lay) -> None:
    assert sound(lay("", head=HEAD.replace("test/small@1", " test/small@1 "))).id == "test/over"


def test_what_names_a_member_is_not_taken_out(lay: Lay) -> None:
    assert [(code, file) for code, file, _ in found(lay('[[replace.indicators]]\nid = "order"\nwithout = ["id"]\n'))] == [
        ("TPL-702", "over.toml")
    ]


def test_thousands_of_members_are_added_in_time(lay: Lay) -> None:
    many = "".join(f'[[add.places]]\nid = "a{number}"\ntitle = "x"\n' for number in range(20_000))
    started = time.process_time()
    assert len(sound(lay(many)).places) == 20_001
    assert time.process_time() - started < 20


def test_bases_are_not_looked_for_in_hidden_nor_in_far_folders(base: Path) -> None:
    text = base.read_text("utf-8")
    for folder in (".cache", "thresholds", "a/b/c/d/e"):
        (base.parent / folder).mkdir(parents=True)
        (base.parent / folder / "x.toml").write_text(text, "utf-8")
    (base.parent / "a/b/c/x.toml").write_text(text, "utf-8")
    found_paths = [path.relative_to(base.parent).as_posix() for path in Library([base.parent]).paths()]
    assert found_paths == ["a/b/c/x.toml", "small.toml"]


@pytest.mark.parametrize(
    "text",
    [
        "add = 3\n",
        "[add]\nplaces = 3\n",
        "[add]\nplaces = [3]\n",
        "[[add.places]]\nid = 3\n",
        "[[add.places]]\n",
        "[[add.rows]]\n",
        "[[replace.rows]]\ntable = [1]\nid = {}\n",
        "[replace]\nrating = [1]\n",
        "[replace.rating]\npass_mark = {}\n",
        "[[replace.indicators]]\nid = 'order'\nwithout = 3\n",
        "[[replace.indicators]]\nid = 'order'\nwithout = ['id']\n",
        "[[replace.indicators]]\nid = 'order'\ncriterion = []\n",
        "[[remove.groups]]\nid = 'site'\n",
        "[[remove.facts]]\nid = 'mineral'\n",
        "notes = 3\n",
        "[sources]\nprovince = 3\n",
        "[[add.areas]]\nid = 'a'\ntitle = 'a'\nitems = ['order', 'order']\n",
        "[may_change]\nfirm = ['rating']\n",
        "[approval]\nstate = 'approved'\n",
    ],
)
def test_a_wrong_overlay_is_a_problem_and_never_a_crash(lay: Lay, text: str) -> None:
    head = HEAD.split("[sources", maxsplit=1)[0].replace('by = "province"', 'by = "rules"')
    read = lay(text, head=head if not text.startswith(("[", "add")) or "[sources]" in text else HEAD)
    assert read.template is None
    assert read.problems


def test_an_overlay_cannot_give_itself_rights_or_approval(lay: Lay) -> None:
    for text in ("[may_change]\nfirm = ['rating']\n[replace.rating]\npass_mark = 1\n", "[approval]\nstate = 'approved'\n"):
        assert lay(text, "firm").template is None


def test_a_base_with_more_mistakes_than_are_listed_is_still_said_to_be_faulty(lay: Lay, base: Path) -> None:
    many = "".join(f'[[places]]\nid = "Ä{number}"\ntitle = "x"\n' for number in range(700))
    base.write_text(base.read_text("utf-8") + many, "utf-8")
    read = lay("")
    assert read.template is None
    assert "TPL-709" in {problem.code for problem in read.problems}


def test_more_than_the_most_templates_that_one_file_may_make_are_refused(base: Path, write: Write) -> None:
    over = ", ".join(f'"test/x{number}@1"' for number in range(60))
    path = write(HEAD.format(kind="province").replace('"test/small@1"', over), "test/over.toml")
    read = read_templates(path)
    assert all(r.template is None for r in read)
    assert all("TPL-708" in {problem.code for problem in r.problems} for r in read)


def test_a_long_chain_of_overlays_ends_in_a_sentence_and_in_time(base: Path, write: Write) -> None:
    below, path = "test/small@1", base
    for number in range(200):
        text = HEAD.format(kind="province").replace("test/over", f"test/x{number}").replace("test/small@1", below)
        path, below = write(text, f"test/x{number}.toml"), f"test/x{number}@1"
    started = time.process_time()
    assert "TPL-70" in " ".join(problem.code for problem in read_template(path).problems)
    assert time.process_time() - started < 20
