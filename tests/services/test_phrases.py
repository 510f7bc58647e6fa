# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the file of phrases: what goes in comes out, and a bad file is named and left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluator_app.errors import UserFacingError
from evaluator_app.services.phrases import MOST_BYTES, MOST_PHRASES, Phrase, PhraseBook, read_phrases

HEAD = 'format = "green-mine-evaluator/phrases"\nversion = 1\n'
ODD = Phrase('他说："{place}" \\ 有\n{count} 处 #1 \U0001f600', ("site.signs", "site.zoning"))


def test_what_is_kept_is_read_again_to_the_letter(tmp_path: Path) -> None:
    book = PhraseBook(tmp_path)
    assert book.own == ()
    assert book.keep(ODD)
    assert book.keep(Phrase("第二句"))
    assert not book.keep(ODD)
    assert PhraseBook(tmp_path).own == (ODD, Phrase("第二句"))
    book.change(ODD, Phrase("改过"))
    book.remove(Phrase("第二句"))
    assert PhraseBook(tmp_path).own == (Phrase("改过"),)


def test_those_for_the_item_come_first_and_the_firms_own_before_the_programs(tmp_path: Path) -> None:
    book = PhraseBook(tmp_path)
    mine, general, other = Phrase("我的", ("site.signs",)), Phrase("通用"), Phrase("别处", ("site.zoning",))
    for phrase in (other, general, mine):
        book.keep(phrase)
    offered = book.offered("site.signs")
    assert offered[0] == mine
    assert "site.signs" in offered[1].items
    assert offered.index(general) < offered.index(other)
    assert set(book.shipped) < set(offered)


def test_shipped_phrases_are_sound_and_name_where_and_how_many(tmp_path: Path) -> None:
    shipped = PhraseBook(tmp_path).shipped
    assert len(shipped) > 10
    assert all("{" in phrase.text for phrase in shipped)


def test_the_example_of_the_page_is_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "phrases.md").read_text("utf-8")
    path = tmp_path / "phrases.toml"
    path.write_text(page.partition("```toml\n")[2].partition("```")[0], "utf-8")
    assert [phrase.items for phrase in read_phrases(path)] == [("site.signs",), ()]


def test_a_file_is_taken_in_without_what_is_there_and_handed_out(tmp_path: Path) -> None:
    book, other = PhraseBook(tmp_path), tmp_path / "other.toml"
    book.keep(ODD)
    book.hand_out(other)
    (tmp_path / "second").mkdir()
    second = PhraseBook(tmp_path / "second")
    second.keep(Phrase("自己的"))
    assert second.take_in(other) == 1
    assert second.take_in(other) == 0
    assert second.own == (Phrase("自己的"), ODD)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[",
        "\0",
        'format = "other"\nversion = 1\n',
        HEAD.replace("1", "2"),
        HEAD + "phrase = 7\n",
        HEAD + "phrase = [7]\n",
        HEAD + "[[phrase]]\n",
        HEAD + '[[phrase]]\ntext = ""\n',
        HEAD + '[[phrase]]\ntext = "a\\u0007"\n',
        HEAD + f'[[phrase]]\ntext = "{"长" * 501}"\n',
        HEAD + '[[phrase]]\ntext = "a"\nitems = "site.signs"\n',
        HEAD + '[[phrase]]\ntext = "a"\nitems = [1]\n',
        HEAD + '[[phrase]]\ntext = "a"\nitems = [' + '"x",' * 51 + "]\n",
        HEAD + '[[phrase]]\ntext = "a"\n' * (MOST_PHRASES + 1),
        HEAD + "#" * MOST_BYTES,
        "a = " + "[" * 5000,
        HEAD + "a = 1" + "0" * 5000,
        HEAD + "a." * 100_000 + "a = 1",
        HEAD + 'b = { "a" ' + ' . "a"' * 50_000 + " = 1 }",
    ],
)
def test_a_bad_file_is_named_and_left_as_it_is(tmp_path: Path, content: str) -> None:
    path = tmp_path / "phrases.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserFacingError) as told:
        read_phrases(path)
    assert told.value.code == "PHR-002"
    assert "phrases.toml" in told.value.message
    with pytest.raises(UserFacingError):
        PhraseBook(tmp_path).keep(Phrase("新的"))
    assert path.read_text(encoding="utf-8") == content


def test_a_file_that_is_not_there_and_a_folder_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as told:
        read_phrases(tmp_path / "none.toml")
    assert told.value.code == "PHR-001"
    book = PhraseBook(tmp_path / "gone")
    with pytest.raises(UserFacingError) as told:
        book.keep(Phrase("a"))
    assert told.value.code == "PHR-003"
    assert book.own == ()


def test_no_more_than_the_bound_are_kept(tmp_path: Path) -> None:
    (tmp_path / "phrases.toml").write_text(
        HEAD + "".join(f'[[phrase]]\ntext = "{number}"\n' for number in range(MOST_PHRASES)), encoding="utf-8"
    )
    book = PhraseBook(tmp_path)
    with pytest.raises(UserFacingError):
        book.keep(Phrase("一句太多"))
    assert len(book.own) == MOST_PHRASES
