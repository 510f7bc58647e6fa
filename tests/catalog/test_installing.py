# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Installing a template: whole, with its threshold files, or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator_app.catalog.installing import TemplateRefusedError, install
from evaluator_app.catalog.library import Library
from evaluator_app.catalog.listing import Catalog
from evaluator_app.paths import scoring_templates
from tests.catalog.small_overlays import HEAD

Write = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the folder of installed templates; it does not exist yet."""
    return tmp_path / "workspace" / "templates"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_template_is_installed_with_its_threshold_files_and_keeps_its_digest(home: Path) -> None:
    shipped = scoring_templates() / "cn-mnr" / "green-mine-2024.toml"
    original = Catalog([scoring_templates()]).find("cn-mnr/green-mine-2024", "2024-draft.1")
    assert original is not None
    catalog = Catalog([home])
    installed = install(shipped, home, catalog)
    assert installed.digest == original.digest
    bundle = f"green-mine-2024-2024-draft.1-{original.digest[:12]}"
    assert files(home) == [f"{bundle}/cn-mnr/green-mine-2024.toml", f"{bundle}/thresholds/coal-2012.toml"]
    assert catalog.by_digest(original.digest) == installed


def test_a_template_that_is_known_stays_where_it_is(small: str, write: Write, home: Path) -> None:
    path = write(small)
    catalog = Catalog([home])
    first = install(path, home, catalog)
    assert install(write("# again\n" + small, "elsewhere/copy.toml"), home, catalog) == first
    assert len(files(home)) == 1


def test_the_folder_is_asked_even_if_the_catalog_does_not_know_it(small: str, write: Write, home: Path) -> None:
    install(write(small), home, Catalog([home]))
    with pytest.raises(TemplateRefusedError) as caught:
        install(write(small.replace("摆放整齐", "摆放得整齐")), home, Catalog([]))
    assert caught.value.code == "TPL-501"


def test_a_template_with_mistakes_is_refused_with_all_of_them(write: Write, home: Path) -> None:
    text = (Path(__file__).parent / "data" / "twelve_mistakes.toml").read_text("utf-8")
    with pytest.raises(TemplateRefusedError) as caught:
        install(write(text), home, Catalog([home]))
    assert caught.value.code == "TPL-502"
    assert "12" in caught.value.message
    assert len(caught.value.problems) == 12
    assert not home.exists()


def test_another_content_under_an_installed_edition_is_refused(small: str, write: Write, home: Path) -> None:
    catalog = Catalog([home])
    install(write(small), home, catalog)
    before = files(home)
    with pytest.raises(TemplateRefusedError) as caught:
        install(write(small.replace("摆放整齐", "摆放得整齐")), home, catalog)
    assert caught.value.code == "TPL-501"
    assert files(home) == before


@pytest.mark.skipif(sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="rights do not bind here")
def test_a_read_only_folder_is_refused_with_a_sentence(small: str, write: Write, home: Path) -> None:
    home.mkdir(parents=True)
    home.chmod(0o500)
    with pytest.raises(TemplateRefusedError) as caught:
        install(write(small), home, Catalog([home]))
    assert caught.value.code == "TPL-504"


def test_a_file_in_the_place_of_the_folder_is_refused_with_a_sentence(small: str, write: Write, home: Path) -> None:
    home.parent.mkdir(parents=True)
    home.write_text("in the way", "utf-8")
    with pytest.raises(TemplateRefusedError) as caught:
        install(write(small), home, Catalog([]))
    assert caught.value.code == "TPL-504"
    assert home.read_text("utf-8") == "in the way"


def test_a_disk_that_fills_up_leaves_nothing_behind(small: str, write: Write, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(TemplateRefusedError) as caught:
        install(write(small), home, Catalog([home]))
    assert caught.value.code == "TPL-504"
    assert list(home.iterdir()) == []


def test_a_template_that_changes_while_it_is_installed_is_refused(
    small: str, write: Write, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(small)

    read_whole = Library.read

    def read_then_change(library: Library, file: Path) -> object:
        result = read_whole(library, file)
        file.write_text(small.replace("摆放整齐", "摆放得整齐"), "utf-8")
        return result

    monkeypatch.setattr(Library, "read", read_then_change)
    with pytest.raises(TemplateRefusedError) as caught:
        install(path, home, Catalog([home]))
    assert caught.value.code == "TPL-503"
    assert list(home.iterdir()) == []


def test_an_overlay_is_installed_after_what_it_is_laid_over(small: str, write: Write, home: Path) -> None:
    base = write(f'{small}\n[may_change]\nfirm = ["add places"]\n')
    overlay = write(HEAD.format(kind="firm") + '[[add.places]]\nid = "yard"\ntitle = "堆场"\n', "firm/over.toml")
    with pytest.raises(TemplateRefusedError) as caught:
        install(overlay, home, Catalog([home]))
    assert [problem.code for problem in caught.value.problems] == ["TPL-701"]
    assert not home.exists()
    install(base, home, Catalog([home]))
    installed = install(overlay, home, Catalog([home]))
    assert (installed.id, [layer.id for layer in installed.layers]) == ("test/over", ["test/over"])
    assert {entry.id for entry in Catalog([home]).entries()} == {"test/small", "test/over"}
