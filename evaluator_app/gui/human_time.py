# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Moments as people say them: just now, five minutes ago, yesterday 14:02. Knows no clock of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from evaluator_app.i18n import _


def human_time(moment: datetime, now: datetime) -> str:
    """Return when something was, as seen from now and in the time zone of this computer."""
    local, here = moment.astimezone(), now.astimezone()
    minutes = int((here - local).total_seconds() // 60)
    clock = f"{local:%H:%M}"
    if 0 <= minutes < 1:
        return _("just now")
    if 0 < minutes < 60:
        return _("{count} min ago").format(count=minutes)
    if local.date() == here.date():
        return _("today {clock}").format(clock=clock)
    if local.date() == here.date() - timedelta(days=1):
        return _("yesterday {clock}").format(clock=clock)
    if local.year == here.year:
        return f"{local:%m-%d} {clock}"
    return f"{local:%Y-%m-%d}"


def full_time(moment: datetime) -> str:
    """Return a moment to the minute, in the time zone of this computer."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
