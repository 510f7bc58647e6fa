# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a form's file lets the program work out: kinds of checks, the fields that play their parts, fixed values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from evaluator_app.catalog.names import Names, read_provenance
from evaluator_app.catalog.problems import did_you_mean
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.forms.definition import FormCheck, FormField
from evaluator_app.domain.forms.parts import CHECK_KINDS, CheckKind, Part
from evaluator_app.domain.sentence import say

_MOST_WHOLE = 100


def read_checks(root: Section, fields: tuple[FormField, ...], names: Names) -> tuple[FormCheck, ...]:
    """Read the checks; each names fields of the form."""
    return tuple(check for section in root.sections("checks") if (check := _check(section, fields, names)))


def _check(section: Section, fields: tuple[FormField, ...], names: Names) -> FormCheck | None:
    kind = section.text("kind")
    known = CHECK_KINDS.get(kind)
    if known is None:
        if kind:
            section.unknown_name(kind, CHECK_KINDS, "TPL-906", say("form.what_check", "check"), key="kind")
        return None
    played = _parts(section, known, {field.id: field for field in fields})
    settings = _settings(section, known)
    check = FormCheck(kind, played, settings, read_provenance(section, names))
    section.close()
    return check


def _parts(section: Section, kind: CheckKind, fields: Mapping[str, FormField]) -> Mapping[str, str]:
    inner = section.section("fields") or section.standing_for("fields", {})
    played: dict[str, str] = {}
    for name, part in kind.parts.items():
        field_id = inner.text(name, is_required=part.is_required)
        if not field_id:
            continue
        if field_id not in fields:
            inner.unknown_name(field_id, fields, "TPL-907", say("form.what_field", "field"), key=name)
            continue
        _check_part(inner, name, part, fields[field_id])
        played[name] = field_id
    inner.close()
    return played


def _check_part(inner: Section, name: str, part: Part, field: FormField) -> None:
    if field.kind is not part.kind:
        sentence = say("form.part_kind", "“{part}” needs a field of the kind “{kind}”.", part=name, kind=part.kind.value)
        inner.problem("TPL-907", sentence, key=name)
    for option in field.options:
        if part.options and option.id not in part.options:
            sentence = say("form.part_option", "“{option}” is not possible for “{part}”.", option=option.id, part=name)
            inner.problem("TPL-907", sentence, did_you_mean(option.id, part.options), key=name)


def _settings(section: Section, kind: CheckKind) -> Mapping[str, str]:
    inner = section.section("settings") or section.standing_for("settings", {})
    read: dict[str, str] = {}
    for name, setting in kind.settings.items():
        if not setting.is_whole:
            value = inner.text(name, is_required=setting.is_required)
        else:
            number = inner.number(name, is_required=setting.is_required)
            is_whole = number is not None and number == int(number) and Decimal(1) <= number <= _MOST_WHOLE
            if number is not None and not is_whole:
                sentence = say("form.whole", "“{key}” must be a whole number from 1 to {most}.", key=name, most=_MOST_WHOLE)
                inner.problem("TPL-908", sentence, key=name)
            value = decimal_text(number) if number is not None else ""
        if value:
            read[name] = value
    inner.close()
    return read
