# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which key does what: a stable name for each shortcut, its usual keys, and those that a person chose instead.

    keys_of("search") -> ("Ctrl+K",)      as Qt writes them, for shortcuts
    key_hint("search") -> "Ctrl+K"        as this platform writes it, for buttons; "" for none
    choose_keys({"search": "Ctrl+P"})     what was chosen; what is shown already follows when it is made anew

A key alone, such as N, works outside fields; in a field it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtGui import QKeySequence

from evaluator_app.gui.views.page_kinds import PAGE_KINDS

DEFAULTS: dict[str, tuple[str, ...]] = {
    "home": ("Alt+Home",),
    "new": ("Ctrl+N",),
    "sample": (),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Y", "Ctrl+Shift+Z"),
    "history": ("Ctrl+H",),
    "details": ("Ctrl+D",),
    "report": ("Ctrl+R",),
    "revise": (),
    "changes": (),
    "archive": (),
    "open_archive": (),
    "hand_over": (),
    "take_in": (),
    "rescue": ("Ctrl+B",),
    "bring_back": (),
    "move": ("Ctrl+M",),
    "cards": (),
    "clocks": (),
    "phone": (),
    "templates": ("Ctrl+T",),
    "verify": ("Ctrl+Shift+V",),
    "certificates": (),
    "search": ("Ctrl+K",),
    "phrases": (),
    "person": (),
    "folder": (),
    "keys": ("F1",),
    "quit": ("Ctrl+Q",),
    "larger": ("Ctrl++", "Ctrl+="),
    "smaller": ("Ctrl+-",),
    "theme.light": ("Ctrl+Alt+1",),
    "theme.dark": ("Ctrl+Alt+2",),
    "theme.sunlight": ("Ctrl+Alt+3",),
    "verdict.met": ("1",),
    "verdict.partly_met": ("2",),
    "verdict.not_applicable": ("3",),
    "verdict.pending": ("4",),
    "verdict.again": ("5",),
    "observation.new": ("N",),
    "item.seen_here": ("0",),
    "review.submit": ("S",),
    "review.accept": ("A",),
    "review.request_changes": ("R",),
    "review.reopen": ("O",),
    "comment": ("C",),
    "way.place": ("Alt+1",),
    "way.document": ("Alt+2",),
    "way.indicator": ("Alt+3",),
    "places": ("Ctrl+P",),
    "item.next": ("Ctrl+Down",),
    "item.previous": ("Ctrl+Up",),
    "item.next_open": ("F8",),
    "item.previous_open": ("Ctrl+F8",),
    "item.next_problem": ("Shift+F8",),
    "item.previous_problem": ("Ctrl+Shift+F8",),
    "ledger": ("Ctrl+L",),
    "evidence.add": ("Ctrl+E",),
    "evidence.paste": ("Ctrl+V",),
    "flash": ("F11",),
    "list.search": ("Ctrl+F",),
    "leave": ("Alt+Left",),
    "editor.phrases": ("Ctrl+J",),
    "editor.keep_phrase": ("Ctrl+Shift+J",),
    "editor.more": ("Alt+Up",),
    "editor.fewer": ("Alt+Down",),
    "editor.newest_photo": ("Ctrl+G",),
} | {f"page.{kind.name}": (f"Ctrl+{number % 10}",) if number <= 10 else () for number, kind in enumerate(PAGE_KINDS, start=1)}
"""Usual keys by name. A name stays, so that what was chosen for it stays."""

FIELD_NAMES = frozenset(name for name in DEFAULTS if name.startswith("editor."))
"""Keys that work while words are typed; they need a key with Ctrl or Alt, or one that types nothing."""
FIXED_KEYS = frozenset({"Return", "Enter", "Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Up", "Down", "Left", "Right", "Space"})
"""Keys that mean the same everywhere."""

_chosen: dict[str, str] = {}


def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys of a name; KeyError for an unknown one."""
    if name in _chosen:
        return (_chosen[name],) if _chosen[name] else ()
    return DEFAULTS[name]


def key_hint(name: str) -> str:
    """Return the first key as it is written on this platform; "" for none."""
    keys = keys_of(name)
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def chosen_keys() -> Mapping[str, str]:
    """Return what was chosen instead of the usual keys, by name; "" for no key."""
    return dict(_chosen)


def choose_keys(chosen: Mapping[str, str]) -> None:
    """Use other keys; names that do not exist and keys that make no sense are left out."""
    _chosen.clear()
    for name, keys in chosen.items():
        sequence = QKeySequence(keys)
        if name in DEFAULTS and (not keys or (sequence.count() == 1 and sequence.toString())):
            _chosen[name] = sequence.toString()


def holder_of(keys: str, *, but: str) -> str:
    """Return the name that has a key already; "" for none."""
    wanted = QKeySequence(keys)
    return next((name for name in DEFAULTS if name != but and any(QKeySequence(own) == wanted for own in keys_of(name))), "")


def is_for_fields(keys: str) -> bool:
    """Tell whether a key types nothing, so that it works while words are typed."""
    return keys.startswith(("Ctrl+", "Alt+", "Meta+", "Shift+Ctrl", "Shift+Alt")) or re.fullmatch(r"(Shift\+)?F\d+", keys) is not None
