# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Printed cards, read back from the rendered page as a camera would."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from evaluator_app.domain.cards import Card, CardKind, card_code
from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.codes import codes_in
from evaluator_app.i18n import _
from evaluator_app.reporting.cards import CardFace, CardsFor, draw_cards, write_cards

KEYS = ("pit", "dump", "hazardous_store", "x" * 80, "gate")
PLACES = [CardFace(CardKind.PLACE, card_code(Card("0badcafe", CardKind.PLACE, key)), "采场" * 30, "", "示例煤矿") for key in KEYS]
ITEM = CardFace(CardKind.ITEM, card_code(Card("0badcafe", CardKind.ITEM, "a1")), "功能分区\U0001f600", "A1.1", "示例煤矿")
END = CardFace(CardKind.END, card_code(Card("0badcafe", CardKind.END)), "结束归档", "", "示例煤矿")


def pages(data: bytes) -> list[tuple[tuple[str, ...], str]]:
    found = []
    with pypdfium2.PdfDocument(data) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            found.append((codes_in(page.render(scale=1.5).to_pil()), page.get_textpage().get_text_bounded()))
            page.close()
    return found


def test_four_cards_stand_on_a_sheet_and_each_can_be_read() -> None:
    data, count = draw_cards([*PLACES, ITEM, END])
    read = pages(data)
    assert count == len(read) == 2
    assert [set(codes) for codes, _words in read] == [
        {face.text for face in PLACES[:4]},
        {face.text for face in (PLACES[4], ITEM, END)},
    ]


def test_a_large_card_has_a_page_of_its_own() -> None:
    data, count = draw_cards([ITEM, END], is_large=True)
    read = pages(data)
    assert count == 2
    assert [codes for codes, _words in read] == [(ITEM.text,), (END.text,)]
    assert "A1.1 功能分区□" in read[0][1]
    assert "示例煤矿" in read[0][1]


def test_the_same_cards_give_the_same_bytes() -> None:
    assert draw_cards(PLACES) == draw_cards(PLACES)


@pytest.mark.parametrize(
    ("told", "subject", "author"),
    [
        (CardsFor("绿色矿山评价指标", "示例评估机构"), "绿色矿山评价指标", "示例评估机构"),
        (None, "", "Green Mine Evaluator"),
    ],
)
def test_the_file_says_what_it_is_and_whose_and_names_no_login(told: CardsFor | None, subject: str, author: str) -> None:
    with pypdfium2.PdfDocument(draw_cards([ITEM], told=told)[0]) as pdf:
        said = {key: value for key, value in pdf.get_metadata_dict(skip_empty=True).items() if not key.endswith("Date")}
    program, title = "Green Mine Evaluator", f"{_('Divider cards')} 示例煤矿"
    assert said == {"Title": title, "Subject": subject or title, "Author": author, "Creator": program, "Producer": program}


def test_no_cards_are_refused_and_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as refused:
        write_cards([], tmp_path / "cards.pdf")
    assert refused.value.code == "CRD-001"
    with pytest.raises(UserFacingError) as failed:
        write_cards([END], tmp_path / "gone" / "cards.pdf")
    assert failed.value.code == "CRD-002"
    assert list(tmp_path.iterdir()) == []
