# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Merge the Chinese translations into the one catalogue that the program reads, and check them.

`python -m tools.catalog` writes it and tells what is amiss; with --check it writes nothing and fails on anything amiss.
The sentences are found in the code: `_("…")`, `N_("…")`, and the second argument of `say("code", "…")`. Translates nothing itself,
and knows nothing of the texts in templates, which are data.
"""

from __future__ import annotations

import ast
import io
import string
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
COMPILED = Path("LC_MESSAGES", "evaluator.mo")
MESSAGE_ARGUMENT = {"_": 0, "N_": 0, "say": 1}


@dataclass
class Translations:
    """What the .po files of a language say."""

    chinese: dict[str, str] = field(default_factory=dict)
    """Translation of each message; the first one found where files disagree."""
    places: dict[str, str] = field(default_factory=dict)
    """File that has it."""
    mistakes: list[str] = field(default_factory=list)
    """What is wrong with the files themselves."""


@dataclass(frozen=True)
class Findings:
    """What is amiss; empty when all is well."""

    mistakes: tuple[str, ...]
    """Wrong in any case: contradictions, lost fields, files that cannot be read."""
    missing: tuple[str, ...]
    """Sentences of the code without Chinese."""
    unused: tuple[str, ...]
    """Translations of sentences that the code no longer has."""


class _WithoutDates(Catalog):
    """A catalogue whose bytes depend on its messages alone."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the header that gettext needs."""
        return [("Content-Type", "text/plain; charset=utf-8")]


def messages_in(package: Path) -> dict[str, str]:
    """Return every sentence the code of a package can say, with the first place where it does."""
    found: dict[str, str] = {}
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"), str(path))
        for line, message in sorted(_messages(tree)):
            found.setdefault(message, f"{path.relative_to(package.parent).as_posix()}:{line}")
    return found


def _messages(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        position = MESSAGE_ARGUMENT.get(name)
        if position is None or len(node.args) <= position:
            continue
        argument = node.args[position]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield node.lineno, argument.value


def translations_in(folder: Path) -> Translations:
    """Read all .po files of a language."""
    result = Translations()
    for path in sorted(folder.glob("*.po")):
        try:
            with path.open("rb") as file:
                catalog = read_po(file, abort_invalid=True)
        except (PoFileError, UnicodeDecodeError) as error:
            result.mistakes.append(f"{path.name}: cannot be read: {error}")
            continue
        for message in catalog:
            if message.id and message.string and not message.fuzzy:
                _add(result, str(message.id), str(message.string), path.name)
    return result


def _add(result: Translations, message: str, chinese: str, place: str) -> None:
    known = result.chinese.setdefault(message, chinese)
    first = result.places.setdefault(message, place)
    if known != chinese:
        result.mistakes.append(f"{first}, {place}: two translations of {message!r}: {known!r}, {chinese!r}")
    if _fields(message) != _fields(chinese):
        result.mistakes.append(f"{place}: fields differ: {message!r}, {chinese!r}")


def _fields(message: str) -> set[str] | None:
    """Return the names of the {fields}; None when the braces do not match."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}
    except ValueError:
        return None


def compiled(chinese: Mapping[str, str]) -> bytes:
    """Return the catalogue in gettext's binary form: the same bytes for the same messages."""
    catalog = _WithoutDates()
    for message in sorted(chinese):
        catalog.add(message, chinese[message])
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def examine(package: Path, translations: Translations) -> Findings:
    """Compare what the code says with what is translated."""
    said = messages_in(package)
    return Findings(
        mistakes=tuple(translations.mistakes),
        missing=tuple(f"{place}: no Chinese: {message!r}" for message, place in said.items() if message not in translations.chinese),
        unused=tuple(f"{place}: unused: {message!r}" for message, place in translations.places.items() if message not in said),
    )


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Write or check the catalogue; return 0 when nothing is amiss."""
    folder = root / "resources" / "locale" / "zh_CN"
    translations = translations_in(folder)
    findings = examine(root / "evaluator_app", translations)
    lines = [*findings.mistakes, *findings.missing, *findings.unused]
    target, content = folder / COMPILED, compiled(translations.chinese)
    if list(arguments) == ["--check"]:
        if not target.is_file() or target.read_bytes() != content:
            lines.append(f"{COMPILED.as_posix()} is stale: run python -m tools.catalog")
        print(*lines, f"{len(lines)} amiss", sep="\n")
        return 1 if lines else 0
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    print(*lines, f"{len(translations.chinese)} sentences written, {len(findings.missing)} without Chinese", sep="\n")
    return 1 if findings.mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
