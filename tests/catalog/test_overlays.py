# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Overlays: what they add, replace and remove, what they may not, and that it does not matter how a template was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluator_app.catalog.library import read_template
from evaluator_app.catalog.overlays import ChangeAction, OverlayKind
from evaluator_app.catalog.reading import ReadTemplate
from evaluator_app.domain.canonical import digest
from tests.catalog.small_overlays import HEAD, Lay, Write, found, line_of, sound

# ------------------------------------------------------------------ what it does


def test_an_overlay_has_its_own_name_and_keeps_the_rest(lay: Lay, small: str, write: Write) -> None:
    head = HEAD.split("[sources", maxsplit=1)[0].replace('by = "province"', 'by = "rules"')
    template = sound(lay('province = { id = "liaoning", title = "辽宁省" }\nnotes = ["又一句"]\n', head=head))
    alone = sound(read_template(write(small, "other/small.toml")))
    assert (template.id, template.edition, template.title) == ("test/over", "1", "补充")
    assert template.province is not None
    assert template.notes == (*alone.notes, "又一句")
    assert (template.groups, template.rating, template.facts, template.tables) == (alone.groups, alone.rating, alone.facts, alone.tables)


def test_notes_of_the_base_that_no_longer_hold_are_left_out_by_their_beginning(lay: Lay) -> None:
    def with_notes(keys: str, kind: str = "province") -> ReadTemplate:
        return lay("", kind, HEAD.replace("[sources", f"{keys}\n[sources"))

    assert sound(with_notes('without_notes = ["供"]\nnotes = ["本省的话"]')).notes == ("本省的话",)
    assert [problem.code for problem in with_notes('without_notes = ["没有这句"]').problems] == ["TPL-702"]
    assert [problem.code for problem in with_notes('without_notes = ["供"]', "firm").problems] == ["TPL-705"]


@pytest.mark.parametrize("right", ["add fcts", "take places", "remove", "ratings"])
def test_a_base_cannot_give_rights_to_what_no_template_has(small: str, write: Write, right: str) -> None:
    path = write(f'{small}\n[may_change]\nfirm = ["add places", "{right}"]\n')
    assert found(read_template(path)) == [("TPL-716", "small.toml", line_of(path, "firm ="))]


def test_a_file_of_limits_says_that_it_is_one(write: Write) -> None:
    (problem,) = read_template(write('format = "green-mine-thresholds/1"\ntitle = "限值"\n')).problems
    assert (problem.code, "limits alone" in problem.sentence.text()) == ("TPL-005", True)


def test_members_are_added_at_the_end_or_before_another(lay: Lay) -> None:
    template = sound(
        lay('[[add.places]]\nid = "last"\ntitle = "末"\n[[add.places]]\nid = "first"\ntitle = "首"\nbefore = "pit"\n'
            '[[add.places]]\nid = "between"\ntitle = "中"\nbefore = "pit"\n')
    )  # fmt: skip
    assert [place.id for place in template.places] == ["first", "between", "pit", "last"]


def test_a_replacement_changes_only_the_keys_it_gives_and_takes_out_those_it_names(lay: Lay) -> None:
    template = sound(lay('[[replace.indicators]]\nid = "order"\ntitle = "改过"\nwithout = ["note", "places"]\n'))
    order = next(item for item in template.indicators() if item.id == "order")
    assert (order.title, order.places, order.provenance.note) == ("改过", (), "")
    assert (order.documents, order.requirement, order.provenance.clause) == (("plan",), "摆放整齐。", "第 1 条")


def test_members_are_removed_and_rows_are_named_by_table_and_id(lay: Lay) -> None:
    read = lay('[[remove.prerequisites]]\nid = "licence"\n[[replace.rows]]\ntable = "recovery"\nid = "steps"\nlow = 75\n')
    template = sound(read)
    assert template.prerequisites == ()
    assert [str(row.low) for row in template.tables[0].rows] == ["75"]
    changes = [(change.action, change.part, change.target, change.keys) for change in read.layers[0].changes]
    assert changes == [
        (ChangeAction.REMOVE, "prerequisites", "licence", ()),
        (ChangeAction.REPLACE, "rows", "recovery steps", ("low",)),
    ]
    assert {(change.why, change.by) for change in read.layers[0].changes} == {("省里的要求", "province")}
    assert (read.layers[0].kind, read.layers[0].id) == (OverlayKind.PROVINCE, "test/over")


def test_a_removed_member_can_be_added_anew_in_another_place(lay: Lay) -> None:
    template = sound(
        lay('[[remove.facts]]\nid = "depth"\n[[add.facts]]\nid = "depth"\ntitle = "采深"\nkind = "number"\nbefore = "mineral"\n')
    )
    assert [fact.id for fact in template.facts] == ["depth", "mineral", "has_pond"]


def test_the_lines_of_the_rating_are_replaced_in_part(lay: Lay) -> None:
    template = sound(lay('[replace.rating]\npass_mark = 9\npass_mark_source = "province"\nwhy = "省定"\n'))
    assert (str(template.rating.pass_mark), template.rating.pass_mark_source.document) == ("9", "省规定")
    assert str(template.rating.group_floor) == "0.75"


def test_an_overlay_lies_over_an_overlay_and_both_are_told(lay: Lay, write: Write) -> None:
    lay('[[add.places]]\nid = "yard"\ntitle = "堆场"\n')
    head = HEAD.format(kind="firm").replace("test/over", "test/firm").replace("test/small@1", "test/over@1").replace("province]", "own]")
    path = write(head.replace('by = "province"', 'by = "own"') + '[[add.places]]\nid = "lab"\ntitle = "化验室"\n', "test/firm.toml")
    read = read_template(path)
    assert [place.id for place in sound(read).places] == ["pit", "yard", "lab"]
    assert [layer.id for layer in read.layers] == ["test/over", "test/firm"]


# ------------------------------------------------------------------ what it may not


@pytest.mark.parametrize(
    ("text", "kind", "codes"),
    [
        ('[[replace.indicators]]\nid = "order"\npoints = 1\n', "firm", ["TPL-705"]),
        ('[[replace.indicators]]\nid = "order"\nplaces = []\npoints = 1\n', "firm", ["TPL-705"]),
        ('[[remove.places]]\nid = "pit"\n', "firm", ["TPL-705"]),
        ('[[add.documents]]\nid = "x"\ntitle = "x"\n', "firm", ["TPL-705"]),
        ('[replace.rating]\npass_mark = 1\n', "firm", ["TPL-705"]),
        ('[[add.places]]\nid = "x"\ntitle = "x"\n', "industry", ["TPL-705"]),
        ('[[add.places]]\nid = "pit"\ntitle = "x"\n', "province", ["TPL-703"]),
        ('[[add.places]]\nid = "x"\ntitle = "x"\nbefore = "nowhere"\n', "province", ["TPL-702"]),
        ('[[replace.indicators]]\nid = "ordre"\ntitle = "x"\n', "province", ["TPL-702"]),
        ('[[replace.indicators]]\nid = "order"\nwithout = ["nothing"]\n', "province", ["TPL-702"]),
        ('[[remove.rows]]\ntable = "recovery"\nid = "none"\n', "province", ["TPL-702"]),
        ('[[add.places]]\nid = "x"\ntitle = "x"\nby = "nobody"\n', "province", ["TPL-207"]),
    ],
)  # fmt: skip
def test_what_an_overlay_may_not_do_is_named_where_it_stands_in_its_own_file(lay: Lay, text: str, kind: str, codes: list[str]) -> None:
    read = lay(text, kind)
    assert [code for code, _, _ in found(read)] == codes
    assert all(problem.file == "over.toml" and problem.line > len(HEAD.splitlines()) for problem in read.problems)
    assert all(problem.advice.text() for problem in read.problems)


def test_a_refused_change_names_the_kind_and_the_key(lay: Lay) -> None:
    read = lay('[[replace.indicators]]\nid = "order"\npoints = 1\n', "firm")
    assert "firm" in read.problems[0].sentence.text()
    assert "indicators.points" in read.problems[0].sentence.text()


@pytest.mark.parametrize("missing", ["why", "by"])
def test_each_change_says_why_and_by_which_document(lay: Lay, missing: str) -> None:
    head = "".join(line for line in HEAD.splitlines(keepends=True) if not line.startswith(missing))
    change = '[[add.places]]\nid = "x"\ntitle = "x"\n'
    assert [code for code, _, _ in found(lay(change, head=head))] == ["TPL-706"]
    value = "说明" if missing == "why" else "province"
    assert sound(lay(f'{change}{missing} = "{value}"\n', head=head)).places[-1].id == "x"


def test_what_changes_nothing_is_a_warning(lay: Lay) -> None:
    read = lay('[[replace.indicators]]\nid = "order"\ntitle = "摆放"\n[[replace.places]]\nid = "pit"\n')
    assert read.template is not None
    assert [problem.code for problem in read.problems] == ["TPL-707", "TPL-707"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[replace.rating]\npass_mark = 7.5\n", "rating.pass_mark"),
        ('[replace.rating]\npass_mark = 7.5\npass_mark_source = "province"\n', ""),
        ('[[replace.indicators]]\nid = "order"\nrequirement = "另写"\n', "indicators.order.requirement"),
        ('[[replace.indicators]]\nid = "order"\nrequirement = "另写"\nsource = "province"\n', ""),
        ('[[replace.indicators]]\nid = "order"\ntitle = "另称"\nevidence = ["另一张照片"]\n', ""),
        (
            '[[replace.indicators]]\nid = "order"\ncriterion = { kind = "expert_judgement", rule_on_file = false, guidance = "无" }\n',
            "",
        ),
    ],
)
def test_what_is_changed_is_not_left_to_the_source_of_what_it_was(lay: Lay, text: str, named: str) -> None:
    read = lay(text)
    assert read.template is not None
    assert [(problem.code, problem.path.removeprefix("replace.")) for problem in read.problems] == ([("TPL-715", named)] if named else [])


def test_a_source_of_the_same_name_must_be_the_same_source(lay: Lay) -> None:
    same = '[sources.rules]\ndocument = "试验规则"\nconfidence = "read"\n'
    assert sound(lay(same)).id == "test/over"
    assert [code for code, _, _ in found(lay(same.replace("试验规则", "别的规则")))] == ["TPL-704"]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (('over = ["test/small@1"]', 'over = ["test/smal@1"]'), ["TPL-701"]),
        (('over = ["test/small@1"]', 'over = ["test/over@1"]'), ["TPL-701"]),
        (('over = ["test/small@1"]', "over = []"), ["TPL-103"]),
        (('over = ["test/small@1"]\n', ""), ["TPL-103"]),
        (('kind = "{kind}"\n', ""), ["TPL-103"]),
        (('"{kind}"', '"country"'), ["TPL-108"]),
        (('id = "test/over"', 'id = "Over"'), ["TPL-105"]),
        (('title = "补充"\n', ""), ["TPL-103"]),
    ],
)
def test_the_head_of_an_overlay_is_checked(lay: Lay, change: tuple[str, str], codes: list[str]) -> None:
    read = lay("", head=HEAD.replace(*change))
    assert read.template is None
    assert set(codes) <= {problem.code for problem in read.problems}
    assert all(problem.file == "over.toml" for problem in read.problems)


def test_overlays_that_lie_over_each_other_in_a_circle_are_refused(base: Path, write: Write) -> None:
    head = HEAD.format(kind="province")
    one = write(head.replace("test/small@1", "test/two@1"), "test/one.toml")
    one.write_text(one.read_text("utf-8").replace("test/over", "test/one"), "utf-8")
    two = write(head.replace("test/small@1", "test/one@1").replace("test/over", "test/two"), "test/two.toml")
    for path in (one, two):
        read = read_template(path)
        assert read.template is None
        assert read.problems


def test_a_faulty_base_is_said_at_the_overlay_and_its_own_problems_at_the_base(lay: Lay, base: Path) -> None:
    base.write_text(base.read_text("utf-8").replace("points = 6", "points = 7"), "utf-8")
    read = lay("")
    assert [problem.code for problem in read.problems if problem.file == "over.toml"] == ["TPL-709"]
    assert read.template is None
    assert "TPL-302" in {problem.code for problem in read_template(base).problems}


def test_an_unknown_key_is_named_with_a_guess(lay: Lay) -> None:
    read = lay('[[ad.places]]\nid = "x"\ntitle = "x"\n')
    assert [(problem.code, "add" in problem.advice.text()) for problem in read.problems] == [("TPL-101", True)]
    assert [problem.code for problem in lay('[add]\nplces = [{ id = "x", title = "x" }]\n').problems] == ["TPL-101"]
    assert "TPL-101" in {problem.code for problem in lay('[replace.approval]\nstate = "approved"\n').problems}


# ------------------------------------------------------------------ places of problems


def test_a_problem_of_the_result_is_located_in_the_file_it_comes_from(lay: Lay, base: Path) -> None:
    overlay = base.with_name("over.toml")
    read = lay('[[replace.indicators]]\nid = "order"\npoints = 3\n')
    assert {(p.file, p.line) for p in read.problems if p.code == "TPL-302"} == {("small.toml", line_of(base, "points = 6"))}
    read = lay('[[replace.indicators]]\nid = "order"\nplaces = ["pitt"]\n')
    assert found(read) == [("TPL-201", "over.toml", line_of(overlay, '"pitt"'))]
    read = lay('[[remove.places]]\nid = "pit"\n')
    assert {(p.code, p.file, p.line) for p in read.problems} >= {("TPL-201", "small.toml", line_of(base, 'places = ["pit"]'))}


# ------------------------------------------------------------------ one digest, however it was written


CHANGES = (
    '[[replace.indicators]]\nid = "order"\ncriterion = { kind = "deduct_per_occurrence", step = 1 }\n'
    '[[add.places]]\nid = "yard"\ntitle = "堆场"\n'
)


def test_an_overlay_and_one_whole_file_have_the_same_digest(lay: Lay, small: str, write: Write) -> None:
    laid = sound(lay(CHANGES))
    whole = small.replace('id = "test/small"', 'id = "test/over"').replace('title = "试验模板"', 'title = "补充"')
    whole = whole.replace("step = 0.5 }\nis", "step = 1 }\nis").replace(
        "[[documents]]", '[[places]]\nid = "yard"\ntitle = "堆场"\n[[documents]]', 1
    )
    assert digest(laid) == digest(sound(read_template(write(whole, "whole/over.toml"))))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("step = 1 }", "step = 1.00 }"),
        ('kind = "deduct_per_occurrence", step = 1', 'step = 1, kind = "deduct_per_occurrence"'),
        ('id = "yard"\ntitle = "堆场"', 'title = "堆场"\n# 说明\nid = "yard"'),
        ('[[replace.indicators]]\nid = "order"\ncriterion = {', '[[replace.indicators]]\nid = "order"\ncriterion.base.x = 1\nother = {'),
    ],
)
def test_key_order_number_forms_and_comments_do_not_change_the_digest(lay: Lay, old: str, new: str) -> None:
    first = sound(lay(CHANGES))
    assert old in CHANGES
    again = lay(CHANGES.replace(old, new))
    if "other = {" in new:
        assert again.template is None
    else:
        assert digest(sound(again)) == digest(first)


def test_reasons_are_not_part_of_the_rules(lay: Lay) -> None:
    assert digest(sound(lay(CHANGES))) == digest(sound(lay(CHANGES + 'why = "别的理由"\n')))


def test_the_numbers_of_the_base_may_be_written_otherwise(lay: Lay, base: Path) -> None:
    first = digest(sound(lay(CHANGES)))
    base.write_text(
        "# 另有说明\n" + base.read_text("utf-8").replace("deduction = 0.5", "deduction = 0.50").replace("low = 70", "low = 70.0"), "utf-8"
    )
    assert digest(sound(lay(CHANGES))) == first


def test_ids_depend_neither_on_order_nor_on_wording(lay: Lay) -> None:
    ids = [item.id for item in sound(lay("")).indicators()]
    moved = sound(lay('[[replace.indicators]]\nid = "order"\ncode = "9"\ntitle = "另称"\nrequirement = "另写"\n'))
    assert [item.id for item in moved.indicators()] == ids
