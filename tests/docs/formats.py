# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The schemas in resources/schemas/ and the page docs/formats.md, taken apart for the tests."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

ROOT = Path(__file__).resolve().parents[2]
ENDING = ".schema.json"
SCHEMAS: dict[str, Any] = {
    path.name.removesuffix(ENDING): json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "resources/schemas").glob(f"*{ENDING}"))
}
REGISTRY: Registry[Any] = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values())

_PAGE = (ROOT / "docs/formats.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(json|toml)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def mistakes(name: str, data: object) -> list[str]:
    """Return what a schema has against some data, place by place."""
    found = Draft202012Validator(SCHEMAS[name], registry=REGISTRY).iter_errors(plain(data))
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def plain(data: Any) -> Any:
    """Return data as a schema sees them: a TOML date is its text."""
    if isinstance(data, dict):
        return {key: plain(member) for key, member in data.items()}
    if isinstance(data, list):
        return [plain(member) for member in data]
    return data.isoformat() if isinstance(data, date) else data


def parsed_toml(text: str) -> Any:
    """Return a TOML text as parsed, numbers exact."""
    return tomllib.loads(text, parse_float=Decimal)


def sections() -> dict[str, str]:
    """Return the section of each format by the name of its schema."""
    found = {}
    for section in re.split(r"^## ", _PAGE, flags=re.MULTILINE)[1:]:
        named = re.search(r"\(\.\./resources/schemas/([a-z-]+)\.schema\.json\)", section)
        found[named[1] if named else section.splitlines()[0]] = section
    return found


def example_text(name: str) -> str:
    """Return the example of a format as it stands on the page."""
    blocks = _BLOCK.findall(sections()[name])
    assert len(blocks) == 1, name
    return str(blocks[0][1])


def example(name: str) -> Any:
    """Return the example of a format as plain data."""
    text = example_text(name)
    return parsed_toml(text) if text.startswith("format =") else json.loads(text)


def objects(schema: Any, at: str = "$") -> Iterator[tuple[str, Any]]:
    """Yield every object with keys of its own that a schema describes, with its place."""
    if isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" in schema:
            yield at, schema
        for key, member in schema.items():
            yield from objects(member, f"{at}.{key}")
    elif isinstance(schema, list):
        for index, member in enumerate(schema):
            yield from objects(member, f"{at}[{index}]")
