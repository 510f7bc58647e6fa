# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a person has chosen for this workspace: language, theme, size of the text, own name, place of the window.

Kept in the store under stable names; a value that makes no sense any more counts as not chosen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QByteArray

from evaluator_app.gui.palette import ThemeName
from evaluator_app.gui.theme import DEFAULT_TEXT_PX
from evaluator_app.i18n import CHINESE, LANGUAGES
from evaluator_app.services.walking_order import keep_walking_order, walking_order

TEXT_SIZES = (12, 14, 16, 18, 20, 22)
MOST_RECENT = 60


class PreferenceStore(Protocol):
    """Where preferences are kept."""

    def get_preference(self, name: str, default: str = "") -> str:
        """Return what was chosen."""

    def set_preference(self, name: str, value: str) -> None:
        """Keep what is chosen."""


class Preferences:
    """Typed access to what was chosen."""

    def __init__(self, store: PreferenceStore) -> None:
        """Read from and write to a store."""
        self._store = store

    @property
    def language(self) -> str:
        """The language of the program."""
        chosen = self._store.get_preference("language", CHINESE)
        return chosen if chosen in LANGUAGES else CHINESE

    @language.setter
    def language(self, language: str) -> None:
        self._store.set_preference("language", language)

    @property
    def theme(self) -> ThemeName:
        """The theme."""
        chosen = self._store.get_preference("theme", ThemeName.LIGHT)
        return ThemeName(chosen) if chosen in set(ThemeName) else ThemeName.LIGHT

    @theme.setter
    def theme(self, theme: ThemeName) -> None:
        self._store.set_preference("theme", theme.value)

    @property
    def text_px(self) -> int:
        """The size of ordinary text."""
        chosen = self._store.get_preference("text_px")
        return int(chosen) if chosen in {str(size) for size in TEXT_SIZES} else DEFAULT_TEXT_PX

    @text_px.setter
    def text_px(self, size: int) -> None:
        self._store.set_preference("text_px", str(size))

    @property
    def person(self) -> str:
        """Name of the person at this computer; empty until it is given."""
        return self._store.get_preference("person")

    @person.setter
    def person(self, name: str) -> None:
        self._store.set_preference("person", name)

    @property
    def wording_off(self) -> frozenset[str]:
        """Ids of the rules of wording that were switched off."""
        return frozenset(self._store.get_preference("wording_off").split())

    @wording_off.setter
    def wording_off(self, rules: frozenset[str]) -> None:
        self._store.set_preference("wording_off", " ".join(sorted(rules)))

    @property
    def keys(self) -> dict[str, str]:
        """Keys that were chosen instead of the usual ones, by name; "" for no key."""
        return _texts(self._store.get_preference("keys"))

    @keys.setter
    def keys(self, chosen: Mapping[str, str]) -> None:
        self._store.set_preference("keys", _joined(chosen))

    @property
    def signing(self) -> dict[str, str]:
        """What was filled in when a report was signed last; passwords are never among it."""
        return _texts(self._store.get_preference("signing"))

    @signing.setter
    def signing(self, used: Mapping[str, str]) -> None:
        self._store.set_preference("signing", _joined(used))

    @property
    def recent(self) -> tuple[str, ...]:
        """What was found last through the search over everything, the last first."""
        return tuple(self._store.get_preference("recent").splitlines()[:MOST_RECENT])

    @recent.setter
    def recent(self, chosen: Sequence[str]) -> None:
        self._store.set_preference("recent", "\n".join(chosen[:MOST_RECENT]))

    def of_assessment(self, name: str, assessment_id: str) -> dict[str, str]:
        """Return what was chosen for one assessment under a name, such as how its items are walked."""
        return _texts(self._store.get_preference(f"{name}.{assessment_id}"))

    def set_of_assessment(self, name: str, assessment_id: str, chosen: Mapping[str, str]) -> None:
        """Keep what is chosen for one assessment under a name."""
        self._store.set_preference(f"{name}.{assessment_id}", _joined(chosen))

    def walking_order(self, assessment_id: str) -> tuple[str, ...]:
        """Return the order in which the places of an assessment are walked."""
        return walking_order(self._store, assessment_id)

    def keep_walking_order(self, assessment_id: str, order: Sequence[str]) -> None:
        """Keep the order in which the places of an assessment are walked."""
        keep_walking_order(self._store, assessment_id, order)

    @property
    def panel_covered(self) -> bool:
        """Whether an expert sees the others' points only after giving own ones."""
        return self._store.get_preference("panel_covered") == "yes"

    @panel_covered.setter
    def panel_covered(self, is_covered: bool) -> None:
        self._store.set_preference("panel_covered", "yes" if is_covered else "")

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the window, as Qt wrote them; empty at first."""
        return QByteArray.fromBase64(self._store.get_preference("geometry").encode("ascii", "ignore"))

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.set_preference("geometry", bytes(geometry.toBase64().data()).decode("ascii"))


def _texts(kept: str) -> dict[str, str]:
    try:
        read = json.loads(kept) if kept else {}
    except ValueError:
        return {}
    return {name: text for name, text in read.items() if isinstance(text, str)} if isinstance(read, dict) else {}


def _joined(texts: Mapping[str, str]) -> str:
    return json.dumps(dict(texts), ensure_ascii=False, sort_keys=True)
