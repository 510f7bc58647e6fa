# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A measurement: the mean of the readings, rounded, held against the limit; whether the instrument was calibrated on the day."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from evaluator_app.domain.exact import decimal_text, mean
from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.gb_t_8170 import holds, interval_of, places_of, rounded
from evaluator_app.domain.forms.parts import DIRECTIONS, MEASUREMENT, CheckResult, CheckState, Filled, number_of
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.sentence import Sentence, say

VALUE = "value"
"""Column under which a reading stands."""
FINEST = 9
"""Most digits after the point that are kept."""
_SIGNS = {"at_most": "≤", "below": "<", "at_least": "≥", "above": ">"}


def readings(record: FormRecord, field: str) -> tuple[str, ...]:
    """Return the readings of a field as they were written, empty rows left out."""
    written = (row.values.get(VALUE, "") for row in record.rows.get(field, ()))
    return tuple(text.strip() for text in written if isinstance(text, str) and text.strip())


def check_measurement(filled: Filled) -> CheckResult:
    """Return mean and verdict of a measurement; without a limit there is no verdict."""
    written = readings(filled.record, filled.check.fields.get("readings", ""))
    numbers = [number for number in map(number_of, written) if number is not None]
    warnings, is_over = _calibration(filled)
    unit, clause = _unit(filled), filled.text("clause")
    if not numbers or len(numbers) < len(written):
        words = say("form.bad_reading", "{name}: a reading is not a number", name=filled.name)
        reason = words if written else say("form.no_readings", "{name}: no reading is noted", name=filled.name)
        return CheckResult(
            MEASUREMENT, CheckState.OPEN, (reason,), warnings, filled.check.provenance, clause, unit=unit, is_out_of_calibration=is_over
        )
    average = mean(numbers)
    value = rounded(average, interval_of(_places(filled, written)))
    state, reason = _held(filled, average, value, unit)
    return CheckResult(
        MEASUREMENT, state, (reason,), warnings, filled.check.provenance, clause, value=value, unit=unit, is_out_of_calibration=is_over
    )


def _places(filled: Filled, written: tuple[str, ...]) -> int:
    """Return the digits to keep: those asked for, else those of the limit as it is written, else the most a reading has."""
    asked = filled.number("places")
    if asked is not None and asked == int(asked) and 0 <= asked <= FINEST:
        return int(asked)
    if filled.number("limit") is not None:
        return places_of(filled.text("limit"))
    return max(places_of(text) for text in written)


def _held(filled: Filled, average: Fraction, value: Decimal, unit: str) -> tuple[CheckState, Sentence]:
    limit, direction = filled.number("limit"), filled.text("direction")
    shown = f"{value:f}{f' {unit}' if unit else ''}"
    if limit is None or direction not in DIRECTIONS:
        return CheckState.OPEN, say(
            "form.no_limit", "{name}: mean {value}; no limit is noted to hold it against", name=filled.name, value=shown
        )
    is_rounded = filled.text("comparison") == "rounded"
    compared = rounded(average, interval_of(places_of(filled.text("limit")))) if is_rounded else average
    is_kept = holds(compared, limit, direction)
    bound = f"{_SIGNS[direction]} {filled.text('limit')}{f' {unit}' if unit else ''}"
    fields: dict[str, str | Sentence] = {"name": filled.name, "value": shown, "limit": bound, "method": _METHODS[is_rounded]}
    if is_kept:
        return CheckState.MET, say("form.limit_kept", "{name}: mean {value}, limit {limit} kept ({method})", **fields)
    return CheckState.NOT_MET, say("form.limit_broken", "{name}: mean {value}, limit {limit} broken ({method})", **fields)


_METHODS = {
    True: say("form.rounded_comparison", "rounded value compared, GB/T 8170-2008"),
    False: say("form.full_comparison", "full value compared, GB/T 8170-2008"),
}


def _calibration(filled: Filled) -> tuple[tuple[Sentence, ...], bool]:
    """Return what is to be said of the instrument's calibration, and whether it had run out."""
    if not filled.has("calibrated_until"):
        return (), False
    until, measured = filled.day("calibrated_until"), filled.day("measured_on") or filled.days.visit_from
    if until is None or measured is None:
        return (
            say("form.calibration_unknown", "{name}: whether the instrument was calibrated on the day is not known", name=filled.name),
        ), False
    if measured <= until:
        return (), False
    return (
        say(
            "form.out_of_calibration",
            "{name}: out of calibration, measured on {measured}, calibrated until {until}",
            name=filled.name,
            measured=measured.isoformat(),
            until=until.isoformat(),
        ),
    ), True


def _unit(filled: Filled) -> str:
    return filled.text("unit") or _field_unit(filled.definition, filled.check.fields.get("readings", ""))


def _field_unit(definition: FormDefinition, field: str) -> str:
    return next((known.unit for known in definition.fields if known.id == field), "")


def mean_of(record: FormRecord, field: str, places: int | None = None) -> str:
    """Return the mean of the readings as far as they are numbers, for showing while one types; empty for none."""
    written = readings(record, field)
    numbers = [number for number in map(number_of, written) if number is not None]
    if not numbers:
        return ""
    kept = max(places_of(text) for text in written) if places is None else places
    return decimal_text(rounded(mean(numbers), interval_of(min(kept, FINEST))))
