# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of a comparison, one question each, and what was counted and left out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evaluator_app.domain.consistency.case import Source
from evaluator_app.domain.consistency.decisive import Way
from evaluator_app.domain.consistency.full_marks import Count, Standing
from evaluator_app.domain.consistency.shared_texts import Passage
from evaluator_app.domain.consistency.site_time import Length
from evaluator_app.i18n import _
from evaluator_app.services.consistency import Comparison
from evaluator_app.services.consistency_tables import Cell, Column, ColumnKind, Sheet, cell_text, counted, pivoted, sheet

_COUNT, _SHARE, _NUMBER = ColumnKind.COUNT, ColumnKind.SHARE, ColumnKind.NUMBER


def all_sheets(comparison: Comparison) -> tuple[Sheet, ...]:
    """Return every table, in the order of the questions; the first says what was counted."""
    made = (about, people, marks, marks_by_person, decisive_items, texts, passages, photos, photos_by_pair, visits, days)
    return tuple(make(comparison) for make in made)


def about(comparison: Comparison) -> Sheet:
    """Return what was counted, what was left out, and by which measures."""
    chosen, gathered = comparison.chosen, comparison.gathered
    lines: list[tuple[str, Cell]] = [
        (_("Assessments compared"), len(chosen.cases)),
        (_("Real ones left out, since practice is compared") if comparison.is_practice else _("Practice ones left out"), chosen.practice),
        (_("Left out, since a revision stands in their place"), chosen.superseded),
        (_("Self-assessments of mines left out"), chosen.own),
        (_("Could not be read"), len(gathered.unread)),
        (_("Judgings of which nothing says whose they are"), comparison.unknown),
        (_("Full marks: Fisher's exact test, two-sided; adjusted by Benjamini and Hochberg; intervals by Wilson, 95 %"), None),
        (_("Fewer than 5 cases on either side: shown, and nothing is said"), None),
        (_("Texts: runs of 8 letters and digits in both; template, phrases and wording of the house not counted"), None),
        (_("Pairs of texts were looked for in every so many-th run"), comparison.texts.step),
        (_("Photos: same file, or at most 4 of 64 bits of the look apart"), None),
        (_("Time on site: from the first to the last proof of each day; unusual by Tukey's fences, from 8 visits on"), None),
    ]
    rows = [*lines, *((f"{each.mine or each.id}: {each.code} {each.message}", None) for each in gathered.unread)]
    note = _("Hints for the firm's own quality work. No number here is a verdict on a person.")
    return sheet("about", _("What was counted"), note, [Column(_("What")), Column(_("How many"), _COUNT)], rows)


def people(comparison: Comparison) -> Sheet:
    """Return the evaluators over all items."""
    columns = [
        Column(_("Evaluator")),
        Column(_("Mines"), _COUNT),
        Column(_("Items judged"), _COUNT),
        Column(_("Full marks given"), _COUNT),
        Column(_("Also judged by others"), _COUNT),
        Column(_("Full marks of these"), _COUNT),
        Column(_("Full marks if as the others"), _NUMBER),
        Column(_("Mean share of points"), _SHARE),
        Column(_("Items with clearly more"), _COUNT),
        Column(_("Items with clearly fewer"), _COUNT),
    ]
    rows = [
        (each.name, each.mines, each.judged, each.full, each.compared, each.compared_full, each.expected, each.points, each.more, each.less)
        for each in comparison.evaluators
    ]
    note = _("“If as the others” is what the others' shares at the same items would make. Mines differ; talk before you conclude.")
    return sheet("evaluators", _("Evaluators"), note, columns, rows)


def marks(comparison: Comparison) -> Sheet:
    """Return every evaluator at every item against all others."""
    columns = [
        Column(_("Item")),
        Column(_("Evaluator")),
        Column(_("What can be said")),
        Column(_("Full marks given")),
        Column(_("Share"), _SHARE),
        Column(_("Others: full marks")),
        Column(_("Others: share"), _SHARE),
        Column(_("p, adjusted"), _NUMBER),
        Column(_("Share from (95 %)"), _SHARE),
        Column(_("Share to (95 %)"), _SHARE),
        Column(_("Mean share of points"), _SHARE),
        Column(_("Others: mean share of points"), _SHARE),
    ]
    words = standing_words()
    rows = [
        (
            comparison.title(mark.item),
            mark.evaluator,
            words[mark.standing],
            _of(mark.own),
            mark.own.rate,
            _of(mark.others),
            mark.others.rate,
            None if mark.standing is Standing.FEW else mark.q_value.quantize(Decimal("0.0001")),
            *mark.own.interval,
            mark.own.points,
            mark.others.points,
        )
        for mark in comparison.marks
    ]
    note = _("Full marks as hits / cases. What stands out comes first; below 5 cases on either side nothing is said.")
    return sheet("full-marks", _("Full marks given"), note, columns, rows)


def marks_by_person(comparison: Comparison) -> Sheet:
    """Return full marks as hits / cases, a row for each item and a column for each evaluator."""
    ordered = sorted(comparison.marks, key=lambda mark: (mark.item, mark.evaluator))
    titles = {mark.item: comparison.title(mark.item) for mark in ordered}
    twice = len(set(titles.values())) < len(titles)
    cells = [(f"{titles[mark.item]} [{mark.item[0]}]" if twice else titles[mark.item], mark.evaluator, _of(mark.own)) for mark in ordered]
    return pivoted(
        "full-marks-by-person", _("Full marks by item"), _("Hits / cases; empty where the person did not judge the item."), cells
    )


def decisive_items(comparison: Comparison) -> Sheet:
    """Return the items on which verdicts hang."""
    columns = [
        Column(_("Item")),
        Column(_("Template")),
        Column(_("Verdicts"), _COUNT),
        Column(_("Hang on it"), _COUNT),
        *(Column(text, _COUNT) for text in way_words().values()),
        Column(_("Least margin"), _NUMBER),
        Column(_("Median margin"), _NUMBER),
    ]
    rows = []
    for each in comparison.decisive:
        ways = dict(each.ways)
        template = comparison.gathered.templates.get(each.item[0], each.item[0])
        counts = (ways.get(way, 0) for way in way_words())
        rows.append((comparison.title(each.item), template, each.verdicts, each.times, *counts, each.least_margin, each.median_margin))
    note = _(
        "Margin: points between total and pass mark in those mines. “Any loss vetoes” is true of every constraint, so it does not count."
    )
    return sheet("decisive", _("Items that decide"), note, columns, rows)


def texts(comparison: Comparison) -> Sheet:
    """Return the pairs of assessments that share words."""
    columns = [
        Column(_("Mine")),
        Column(_("Other mine")),
        Column(_("Shared characters"), _COUNT),
        Column(_("Of the first"), _SHARE),
        Column(_("Of the other"), _SHARE),
        Column("Jaccard", _SHARE),
        Column(_("Containment"), _SHARE),
        Column(_("Longest passage"), _COUNT),
        Column(_("Same mine")),
    ]
    rows = [
        (
            comparison.mine(pair.first),
            comparison.mine(pair.second),
            pair.shared,
            pair.share,
            pair.other_share,
            pair.jaccard,
            pair.containment,
            pair.passages[0].length,
            _same_mine(comparison, pair.first, pair.second),
        )
        for pair in comparison.texts.pairs
    ]
    note = _("Letters and digits alone are counted. Two mines may have the same fault: read both before you conclude.")
    return sheet("texts", _("Shared texts"), note, columns, rows)


def passages(comparison: Comparison) -> Sheet:
    """Return the passages that two assessments share, side by side."""
    columns = [
        Column(_("Mine")),
        Column(_("Item")),
        Column(_("Text")),
        Column(_("Other mine")),
        Column(_("Other item")),
        Column(_("Other text")),
        Column(_("Shared passage")),
        Column(_("Characters"), _COUNT),
    ]
    rows = [_passage(comparison, pair.first, pair.second, passage) for pair in comparison.texts.pairs for passage in pair.passages]
    return sheet("passages", _("Shared passages"), _("The longest of each pair first."), columns, rows)


def _passage(comparison: Comparison, first: str, second: str, passage: Passage) -> tuple[Cell, ...]:
    return (
        comparison.mine(first),
        comparison.item_title(first, passage.words.item),
        passage.words.text,
        comparison.mine(second),
        comparison.item_title(second, passage.other.item),
        passage.other.text,
        passage.shared,
        passage.length,
    )


def photos(comparison: Comparison) -> Sheet:
    """Return the photos that two assessments share."""
    columns = [
        Column(_("Mine")),
        Column(_("Photo")),
        Column(_("Item")),
        Column(_("Other mine")),
        Column(_("Other photo")),
        Column(_("Other item")),
        Column(_("What it is")),
        Column(_("Bits apart"), _COUNT),
        Column(_("Same mine")),
    ]
    same, alike = _("The same file"), _("Looks nearly the same")
    rows = [
        (
            comparison.mine(each.first),
            each.photo.name,
            comparison.item_title(each.first, each.photo.item),
            comparison.mine(each.second),
            each.other.name,
            comparison.item_title(each.second, each.other.item),
            same if each.is_same_file else alike,
            each.bits,
            _same_mine(comparison, each.first, each.second),
        )
        for each in comparison.photos
    ]
    return sheet("photos", _("Reused photos"), _("The program compares roughly; look at both pictures."), columns, rows)


def photos_by_pair(comparison: Comparison) -> Sheet:
    """Return how many photos which two mines share, by what they are."""
    return counted(photos(comparison), "photos-by-pair", _("Reused photos by pair"), (0, 3, 6), _("Photos"))


def visits(comparison: Comparison) -> Sheet:
    """Return the hours of every visit, the shortest first."""
    columns = [
        Column(_("Mine")),
        Column(_("Hours"), _NUMBER),
        Column(_("Among the visits")),
        Column(_("Days"), _COUNT),
        Column(_("Places"), _COUNT),
        Column(_("Proofs"), _COUNT),
        Column(_("Proofs of other days"), _COUNT),
        Column(_("Photos without a time"), _COUNT),
    ]
    words = length_words()
    rows = [
        (
            comparison.mine(each.case),
            None if each.length is Length.UNKNOWN else each.hours,
            words[each.length],
            len(each.on_site.days),
            each.places,
            sum(day.proofs for day in each.on_site.days),
            each.on_site.outside,
            each.on_site.undated,
        )
        for each in comparison.times.visits
    ]
    usual = comparison.times.usual
    note = _("From the first to the last proof of each day. Of visits, not of persons.")
    if usual is not None:
        note += " " + _("Usual here: {low} to {high} hours.").format(low=cell_text(usual[0], _NUMBER), high=cell_text(usual[1], _NUMBER))
    return sheet("visits", _("Time on site"), note, columns, rows)


def days(comparison: Comparison) -> Sheet:
    """Return every day of every visit."""
    columns = [
        Column(_("Mine")),
        Column(_("Day")),
        Column(_("First proof")),
        Column(_("Last proof")),
        Column(_("Hours"), _NUMBER),
        Column(_("Proofs"), _COUNT),
        Column(_("Places")),
    ]
    return sheet("days", _("Days on site"), _("Times by the laptop's zone, cameras put right as far as known."), columns, _days(comparison))


def _days(comparison: Comparison) -> Iterator[tuple[Cell, ...]]:
    for each in comparison.times.visits:
        for day in each.on_site.days:
            yield (
                comparison.mine(each.case),
                day.first.date().isoformat(),
                f"{day.first:%H:%M}",
                f"{day.last:%H:%M}",
                day.hours,
                day.proofs,
                "、".join(day.places),
            )


def standing_words() -> dict[Standing, str]:
    """Return what can be said of an evaluator at an item, in words."""
    return {
        Standing.FEW: _("Few cases"),
        Standing.ALIKE: _("Within chance"),
        Standing.MORE: _("Clearly more often"),
        Standing.LESS: _("Clearly less often"),
    }


def way_words() -> dict[Way, str]:
    """Return how verdicts hang on items, in words."""
    return {
        Way.PASSED_BY_POINTS: _("Passed by its points"),
        Way.FAILED_BY_POINTS: _("Failed by its points"),
        Way.FAILED_BY_VETO: _("Failed by its veto"),
        Way.FAILED_BY_PREREQUISITE: _("Failed by this prerequisite alone"),
        Way.PASSED_BY_VETO: _("Passed, any loss vetoes"),
    }


def source_words() -> dict[Source, str]:
    """Return where texts were written, in words."""
    return {Source.OBSERVATION: _("Observation"), Source.REMARK: _("Remark"), Source.REASON: _("Reason")}


def length_words() -> dict[Length, str]:
    """Return how long visits are, in words."""
    return {
        Length.USUAL: _("Usual"),
        Length.SHORT: _("Unusually short"),
        Length.LONG: _("Unusually long"),
        Length.UNKNOWN: _("Nothing shows it"),
        Length.NOT_SAID: _("Too few visits to say"),
    }


def _same_mine(comparison: Comparison, first: str, second: str) -> str:
    """Tell whether two assessments are rounds of one mine, where more in common is to be expected."""
    return _("yes") if comparison.mine(first) == comparison.mine(second) else ""


def _of(count: Count) -> str:
    return f"{count.full} / {count.cases}"
