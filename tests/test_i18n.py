# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The languages: the real catalogue is complete, and the tool that says so finds planted mistakes."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator_app import i18n
from tools import catalog

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
Tree = Callable[..., Path]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Return a maker of small trees: the code, and the .po files by name."""

    def make(code: str, **po: str) -> Path:
        (tmp_path / "evaluator_app").mkdir()
        (tmp_path / "evaluator_app" / "module.py").write_text(code, "utf-8")
        folder = tmp_path / "resources" / "locale" / "zh_CN"
        folder.mkdir(parents=True)
        for name, entries in po.items():
            (folder / f"{name}.po").write_text(HEADER + entries, "utf-8")
        return tmp_path

    return make


def entry(message: str, chinese: str) -> str:
    return f'\nmsgid "{message}"\nmsgstr "{chinese}"\n'


def test_every_sentence_of_the_program_has_its_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalog.main(["--check"]) == 0, capsys.readouterr().out


def test_a_complete_catalogue_passes_once_it_is_compiled(tree: Tree) -> None:
    root = tree('_("Saved")', app=entry("Saved", "已保存"))
    assert catalog.main([], root) == 0
    assert catalog.main(["--check"], root) == 0
    read = gettext.translation("evaluator", root / "resources" / "locale", languages=["zh_CN"])
    assert read.gettext("Saved") == "已保存"


def test_sentences_are_found_in_each_of_their_forms(tree: Tree) -> None:
    root = tree(
        '_("one")\nN_("two")\nx = say("code", "three" " joined", name=say("c", "inner"))\ni18n._("four").format(a=_("five"))\nother("six")'
    )
    assert set(catalog.messages_in(root / "evaluator_app")) == {"one", "two", "three joined", "inner", "four", "five"}


@pytest.mark.parametrize(
    ("code", "po", "said"),
    [
        ('_("Saved")', {}, "evaluator_app/module.py:1: no Chinese: 'Saved'"),
        ('say("a.b", "Saved")', {"app": entry("a.b", "甲")}, "no Chinese: 'Saved'"),
        ('_("Saved")', {"app": entry("Saved", "")}, "no Chinese: 'Saved'"),
        ('_("Saved")', {"app": entry("Saved", "已保存").replace("\nmsgid", "\n#, fuzzy\nmsgid")}, "no Chinese: 'Saved'"),
        ('_("Saved")', {"one": entry("Saved", "已保存"), "two": entry("Saved", "存好了")}, "one.po, two.po: two translations of 'Saved'"),
        ('_("Saved {name}")', {"app": entry("Saved {name}", "已保存 {nmae}")}, "app.po: fields differ"),
        ('_("Saved {name}")', {"app": entry("Saved {name}", "已保存 {name")}, "app.po: fields differ"),
        ("", {"app": entry("Saved", "已保存")}, "app.po: unused: 'Saved'"),
        ('_("Saved")', {"app": "\nSaved = 已保存\n"}, "app.po: cannot be read"),
    ],
)
def test_a_planted_mistake_is_found(tree: Tree, capsys: pytest.CaptureFixture[str], code: str, po: dict[str, str], said: str) -> None:
    root = tree(code, **po)
    catalog.main([], root)
    capsys.readouterr()
    assert catalog.main(["--check"], root) == 1
    output = capsys.readouterr().out
    assert said in output
    assert "stale" not in output


def test_a_stale_catalogue_is_found(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    root = tree('_("Saved")', app=entry("Saved", "已保存"))
    catalog.main([], root)
    (root / "resources" / "locale" / "zh_CN" / "app.po").write_text(HEADER + entry("Saved", "存好了"), "utf-8")
    assert catalog.main(["--check"], root) == 1
    assert "stale" in capsys.readouterr().out


def test_contradictions_fail_even_where_nothing_is_checked(tree: Tree) -> None:
    assert catalog.main([], tree('_("Saved")', one=entry("Saved", "已保存"), two=entry("Saved", "存好了"))) == 1


def test_the_compiled_bytes_depend_on_the_messages_alone() -> None:
    once = catalog.compiled({"b": "乙", "a": "甲"})
    assert once == catalog.compiled({"a": "甲", "b": "乙"})
    assert b"Date" not in once
    assert b"Babel" not in once


def test_a_sentence_comes_in_the_language_in_use() -> None:
    message = next(iter(catalog.translations_in(catalog.ROOT / "resources" / "locale" / "zh_CN").chinese))
    assert i18n.current_language() == i18n.CHINESE
    assert i18n._(message) != message
    i18n.set_language(i18n.ENGLISH)
    assert i18n._(message) == message


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    with pytest.raises(ValueError, match="klingon"):
        i18n.set_language("klingon")
    assert i18n.current_language() == i18n.CHINESE


def test_sentences_run_on_with_a_space_only_where_no_full_width_mark_ends_one() -> None:
    assert i18n.run_on("One.", "", "Two.") == "One. Two."
    assert i18n.run_on("甲（组长）：", "已签。", "不予判断") == "甲（组长）：已签。不予判断"
    assert i18n.run_on() == ""
