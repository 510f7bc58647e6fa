# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Acts that somebody wrote by hand and signed: in the name of others, handed on for others, with sizes that are not so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluator_app.domain.changes import Act, Change, change_records
from evaluator_app.domain.history import LineKind
from evaluator_app.domain.merging.acts import SharedAct, act_line, shared
from evaluator_app.domain.merging.ancestry import MOST_CHAINS
from evaluator_app.domain.merging.names import carried
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.teamwork import Review, ReviewState
from evaluator_app.errors import UserFacingError
from evaluator_app.services.looking_at_packages import here_of, look, read_for
from tests.packages.conftest import Open
from tests.packages.desks import AT, Desk
from tests.packages.forging import signed, told_truly, unpacked, zipped
from tests.packages.test_exchanging import begun

ACCEPTED = Review("1.1", ReviewState.ACCEPTED, "王工", "李工")


def forged(desk: Desk, source: Path, target: Path, *made: SharedAct) -> Path:
    """Let somebody put acts of his own making into a package and sign it."""
    parts = unpacked(source)
    parts["acts.jsonl"] += b"".join(act_line(act) + b"\n" for act in made)
    target.write_bytes(zipped(signed(told_truly(parts), desk.credential, desk.clock)))
    return target


def test_a_package_whose_acts_speak_in_the_name_of_others_is_refused(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    head = li.opened.known().heads
    change = change_records(li.opened.assessment, Act.REVIEW_ITEM, RecordKind.REVIEW, {"1.1": ACCEPTED})
    act = shared(head, "赵工", AT, LineKind.ACT, change)
    path = forged(li, stick / "begin.gmp", stick / "forged.gmp", act)
    with pytest.raises(UserFacingError, match=r"PKG-001.*in the name of somebody else"):
        wang.take(path)
    assert "1.1" not in wang.opened.assessment.reviews


def test_a_package_whose_acts_part_too_often_is_refused(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    head = li.opened.known().heads
    many = [shared(head, "李工", AT, LineKind.ACT, Change(Act.COMMENT, (), f"{number}")) for number in range(MOST_CHAINS + 1)]
    with pytest.raises(UserFacingError, match=r"PKG-001.*part from each other"):
        wang.take(forged(li, stick / "begin.gmp", stick / "forged.gmp", *many))


def test_a_size_that_somebody_else_told_falsely_does_not_keep_others_from_handing_on_their_photo(desks: Open, stick: Path) -> None:
    wang, li = begun(desks, stick, 2)
    opened = li.opened
    [photo] = opened.assessment.evidence.values()
    false = replace(photo, id="z", size=photo.size + 1)
    opened.do(change_records(opened.assessment, Act.ATTACH_EVIDENCE, RecordKind.EVIDENCE, {"z": false}))
    li.export(stick / "li.gmp")
    wang.take(stick / "li.gmp")
    assert wang.export(stick / "wang.gmp").evidence == 1


def test_acts_that_the_author_only_hands_on_are_told_by_name(desks: Open, stick: Path) -> None:
    wang, li, zhao = begun(desks, stick, 3)
    li.finds("1.3", "噪声")
    li.finds("1.4", "道路")
    li.export(stick / "li.gmp")
    wang.take(stick / "li.gmp")
    wang.finds("1.2", "扬尘")
    wang.export(stick / "wang.gmp")
    package = read_for(zhao.workspace, stick / "wang.gmp")
    looked = look(package, here_of(zhao.workspace, package.origin.id))
    assert looked.carried == {"李工": 2}
    assert carried(package.acts, "李工") == {"王工": 3}
