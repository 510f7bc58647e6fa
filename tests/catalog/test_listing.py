# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The catalog: what it lists, what it finds, and that one bad file hides no other."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from evaluator_app.catalog.listing import Catalog, edition_key
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.template import ApprovalState

Write = Callable[..., Path]


def test_an_entry_tells_what_the_template_is(small: str, write: Write, tmp_path: Path) -> None:
    path = write(small)
    (entry,) = Catalog([tmp_path / "templates"]).entries()
    assert (entry.path, entry.id, entry.edition, entry.title) == (path, "test/small", "1", "试验模板")
    assert (entry.status, entry.items, entry.points, entry.problems) == (ApprovalState.TRIAL, 5, Decimal(10), ())
    assert entry.digest == digest(entry.template)


def test_a_faulty_file_is_listed_with_its_problems_and_hides_no_other(small: str, write: Write, tmp_path: Path) -> None:
    write("title = ", "issuer/broken.toml")
    write(small.replace("step = 0.5", "step = 5"), "another/wrong.toml")
    write(small)
    good, *bad = Catalog([tmp_path / "templates"]).entries()
    assert good.id == "test/small"
    assert [(entry.path.name, entry.title, [problem.code for problem in entry.problems]) for entry in bad] == [
        ("wrong.toml", "试验模板", ["TPL-304"]),
        ("broken.toml", "broken.toml", ["TPL-003"]),
    ]
    for entry in bad:
        assert (entry.id, entry.edition, entry.digest, entry.status, entry.items) == ("", "", "", None, 0)
        assert entry.points == 0


def test_threshold_files_hidden_folders_and_missing_folders_are_no_templates(small: str, write: Write, tmp_path: Path) -> None:
    write('format = "green-mine-thresholds/1"\n', "thresholds/more.toml")
    write(small, ".incoming-1/issuer/small.toml")
    assert Catalog([tmp_path / "templates", tmp_path / "nowhere"]).entries() == ()


def test_the_same_template_twice_is_one_entry_and_the_first_folder_counts(small: str, write: Write, tmp_path: Path) -> None:
    write(small, "one/issuer/small.toml")
    second = write("# written otherwise\n" + small, "two/issuer/small.toml")
    (entry,) = Catalog([tmp_path / "templates/two", tmp_path / "templates/one"]).entries()
    assert entry.path == second


def test_another_content_under_the_same_edition_is_an_error_of_the_later_one(small: str, write: Write, tmp_path: Path) -> None:
    write(small, "one/issuer/small.toml")
    write(small.replace("摆放整齐", "摆放得整齐"), "two/issuer/small.toml")
    first, second = Catalog([tmp_path / "templates"]).entries()
    assert first.path.parts[-3] == "one"
    assert second.template is None
    assert [problem.code for problem in second.problems] == ["TPL-501"]


def test_a_template_is_found_by_id_edition_and_digest(small: str, write: Write, tmp_path: Path) -> None:
    for edition in ("2", "10", "9"):
        write(small.replace('edition = "1"', f'edition = "{edition}"'), f"issuer/{edition}.toml")
    write(small.replace('edition = "1"', 'edition = "11"').replace('"trial"', '"draft"'), "issuer/draft.toml")
    catalog = Catalog([tmp_path / "templates"])
    assert [entry.edition for entry in catalog.entries()] == ["2", "9", "10", "11"]
    newest, exact = catalog.find("test/small"), catalog.find("test/small", "9")
    assert newest is not None
    assert newest.edition == "10"
    assert exact is not None
    assert catalog.by_digest(exact.digest) == exact
    assert catalog.find("test/small", "3") is catalog.find("test/none") is catalog.find("") is catalog.by_digest("") is None


def test_a_file_that_calls_itself_approved_is_a_draft_and_goes_before_none(small: str, write: Write, tmp_path: Path) -> None:
    write(small, "issuer/trial.toml")
    write(small.replace('edition = "1"', 'edition = "2"').replace('"trial"', '"approved"'), "issuer/boasting.toml")
    catalog = Catalog([tmp_path / "templates"])
    assert [(entry.edition, entry.status) for entry in catalog.entries()] == [("1", ApprovalState.TRIAL), ("2", ApprovalState.DRAFT)]
    found = catalog.find("test/small")
    assert found is not None
    assert found.edition == "1"


def test_what_was_stated_of_a_template_goes_before_its_own_word(small: str, write: Write, tmp_path: Path) -> None:
    write(small, "issuer/one.toml")
    write(small.replace('edition = "1"', 'edition = "2"'), "issuer/two.toml")
    stated: dict[str, ApprovalState] = {}
    catalog = Catalog([tmp_path / "templates"], lambda: stated)
    first, second = catalog.entries()
    stated |= {first.digest: ApprovalState.APPROVED, second.digest: ApprovalState.WITHDRAWN}
    catalog.reload()
    assert [entry.status for entry in catalog.entries()] == [ApprovalState.APPROVED, ApprovalState.WITHDRAWN]
    found = catalog.find("test/small")
    assert found is not None
    assert found.edition == "1"


def test_editions_have_an_order_in_which_drafts_come_before_what_they_are_drafts_of() -> None:
    ordered = ["2", "10", "2024-draft.1", "2024-draft.2", "2024-draft.10", "2024", "2024.1", "2024a", "2025-rc.1", "2025"]
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=edition_key) == ordered


def test_reload_sees_what_came_after_the_first_question(small: str, write: Write, tmp_path: Path) -> None:
    catalog = Catalog([tmp_path / "templates"])
    assert catalog.entries() == ()
    write(small)
    assert catalog.entries() == ()
    catalog.reload()
    assert len(catalog.entries()) == 1
