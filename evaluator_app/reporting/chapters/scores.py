# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Middle of the report: the score by group with its chart, by area, and every item with its reasons."""

from __future__ import annotations

from decimal import Decimal

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.criteria import Award, ScoreState
from evaluator_app.domain.entry import entry_parts
from evaluator_app.domain.exact import Rounding, decimal_text
from evaluator_app.domain.rating import Line, Standing
from evaluator_app.domain.scope import is_partial, left_out
from evaluator_app.domain.scoring import GroupScore, ItemScore
from evaluator_app.domain.sentence import Sentence
from evaluator_app.domain.template import Indicator
from evaluator_app.reporting.chapters import partial
from evaluator_app.reporting.chapters.beside import areas
from evaluator_app.reporting.chapters.ledger import evidence_links
from evaluator_app.reporting.document import (
    Align,
    Bar,
    BarChart,
    Block,
    Cell,
    Column,
    GroupRow,
    Heading,
    Paragraph,
    RadarChart,
    RichText,
    Row,
    Table,
    Tone,
    bold,
    reference,
    toned,
)
from evaluator_app.reporting.rich_text import composed, joined_lines
from evaluator_app.reporting.source import ReportSource

_STANDING_TONES = {Standing.REACHED: Tone.OK, Standing.MISSED: Tone.BAD, Standing.OPEN: Tone.WARN}
_RATE = Rounding(places=1)
_LEAST_SPOKES = 3


def summary(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter with the totals: what was reached, by group, against each line; what was looked at where that is a part."""
    _ = source.translate
    if is_partial(source.template, source.assessment):
        return partial.summary(source)
    card, rating = source.card, source.rating
    floors = {line.id: line for line in rating.floors}
    bars = tuple(
        Bar(
            label=f"{group.code} {group.title}",
            awarded=group.awarded,
            attainable=group.attainable,
            floor=_attainable_floor(group, floors.get(group.id)),
            value=f"{decimal_text(group.awarded)} / {decimal_text(group.attainable)}",
        )
        for group in card.groups
        if group.attainable
    )
    rows = tuple(_group_row(source, group, floors.get(group.id)) for group in card.groups)
    total = Row(
        (
            _("Total"),
            source.points(card.max_score),
            source.points(card.attainable),
            source.points(card.awarded),
            source.points(card.lost),
            source.points(card.open),
            _line_cell(source, rating.total),
        ),
        strong=True,
    )
    columns = (
        Column(_("Group"), 3.6),
        Column(_("Points"), 1.2, Align.DECIMAL),
        Column(_("Attainable"), 1.7, Align.DECIMAL),
        Column(_("Awarded"), 1.5, Align.DECIMAL),
        Column(_("Lost"), 1, Align.DECIMAL),
        Column(_("Open"), 1, Align.DECIMAL),
        Column(_("Reached / line"), 3, Align.CENTER),
    )
    return (
        Heading(1, _("Score summary"), anchor="scores", new_page=True),
        Paragraph(
            (
                _("Total on the template's points:") + " ",
                bold(source.points(rating.total.secured)),
                _("; pass mark {mark}").format(mark=source.points(rating.total.required)),
                "" if rating.total.is_confirmed else _(" (not confirmed by an official text)"),
                _(". Verdict: "),
                bold(source.term(rating.verdict)),
                _("."),
            )
        ),
        Paragraph(_drawn(source, bars)),
        BarChart(
            bars,
            awarded_word=_("Rate of points"),
            below_floor_word=_("Below the floor"),
            floor_word=_("Floor of the group"),
            caption=_("Rate of points by group"),
            anchor="score-bars",
        ),
        *_radar(source, bars),
        Table(columns, (*rows, total), caption=_("Scores by group"), note=_line_notes(source), anchor="score-table"),
        *areas(source),
    )


def _drawn(source: ReportSource, bars: tuple[Bar, ...]) -> RichText:
    """Say which figures draw what the table lists."""
    _ = source.translate
    links = {"bars": reference("score-bars"), "table": reference("score-table")}
    if len(bars) < _LEAST_SPOKES:
        return composed(_("{bars} draws what {table} lists."), **links)
    return composed(_("{bars} and {radar} draw what {table} lists."), radar=reference("score-radar"), **links)


def _radar(source: ReportSource, bars: tuple[Bar, ...]) -> tuple[Block, ...]:
    """Return the same rates as a radar chart, where there are enough groups to make an area."""
    _ = source.translate
    if len(bars) < _LEAST_SPOKES:
        return ()
    caption = _("Rate of points by group as a radar chart; the outermost ring is full points")
    return (RadarChart(bars, awarded_word=_("Rate of points"), floor_word=_("Floor of the group"), caption=caption, anchor="score-radar"),)


def items(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter with every item, its criterion and the reasons of its score."""
    _ = source.translate
    rules = {indicator.id: indicator for indicator in source.template.indicators()}
    rows: list[Row | GroupRow] = []
    attached = _Attached(source)
    skipped = left_out(source.template, source.assessment)

    def add(group: GroupScore, depth: int) -> None:
        if skipped and skipped.issuperset(item.id for item in group.all_items()):
            return
        note = "" if skipped else f"{decimal_text(group.awarded)} / {decimal_text(group.attainable)}"
        rows.append(GroupRow((bold(f"{group.code} {group.title}"),) if depth == 0 else f"{group.code} {group.title}", note))
        for inner in group.groups:
            add(inner, depth + 1)
        for item in (each for each in group.items if each.id not in skipped):
            indicator = rules[item.id]
            named = item.title + (_(" (constraint item)") if item.is_constraint else "")
            title = (bold(named), f"\n{indicator.requirement}\n", toned(source.say(_rule(source, indicator)), Tone.MUTED))
            awarded = Cell(_awarded(source, item.award), _award_tone(item))
            said = joined_lines(_reasons(source, item, attached))
            rows.append(Row((item.code, title, source.points(item.max_score), awarded, said), anchor=f"item-{item.id}"))

    for group in source.card.groups:
        add(group, 0)
    columns = (
        Column(_("No."), 0.9),
        Column(_("Item and criterion"), 4),
        Column(_("Points"), 1, Align.DECIMAL),
        Column(_("Awarded"), 1.4, Align.DECIMAL),
        Column(_("Facts and reasons"), 4.1),
    )
    words = _("Each item with its criterion, what was found, the evidence by its number in the annexes, and why points were lost.")
    return (Heading(1, _("Scores item by item"), anchor="items", new_page=True), Paragraph(words), Table(columns, tuple(rows)))


def _rule(source: ReportSource, indicator: Indicator) -> Sentence:
    """Return the rule that holds for this mine."""
    facts, tables = source.template.facts_of(source.assessment.mine.facts), source.template.tables_by_id(source.assessment.day)
    return entry_parts(indicator, facts, tables)[0].rule


def _attainable_floor(group: GroupScore, line: Line | None) -> Decimal | None:
    if line is None or line.required is None or not group.max_score:
        return None
    return line.required * group.attainable / group.max_score


def _group_row(source: ReportSource, group: GroupScore, line: Line | None) -> Row:
    return Row(
        (
            f"{group.code} {group.title}",
            source.points(group.max_score),
            source.points(group.attainable),
            source.points(group.awarded),
            source.points(group.lost),
            source.points(group.open),
            _line_cell(source, line, group.max_score),
        )
    )


def _line_cell(source: ReportSource, line: Line | None, points: Decimal | None = None) -> Cell | str:
    """Say how a line stands; for a group of so many points as rates, since its floor is one."""
    if line is None or line.required is None:
        return "–"
    if points is None:
        figures = f"{decimal_text(line.secured)} / {decimal_text(line.required)}"
    else:
        figures = f"{decimal_text(_RATE.apply(line.secured * 100 / points))}% / {decimal_text(_RATE.apply(line.required * 100 / points))}%"
    return Cell(f"{figures}　{source.term(line.standing)}", _STANDING_TONES[line.standing])


def _line_notes(source: ReportSource) -> str:
    _ = source.translate
    rules = source.template.rating
    notes = [rules.pass_mark_source.note, rules.group_floor_source.note, rules.constraint_source.note]
    shown = [note for note in dict.fromkeys(notes) if note]
    return _("Lines: {notes}").format(notes="；".join(shown)) if shown else ""


def _awarded(source: ReportSource, award: Award) -> str:
    if award.state is ScoreState.NOT_APPLICABLE and not award.attainable:
        return source.term(award.state)
    if award.open and award.open == award.attainable:
        return source.term(award.state)
    return source.points(award.awarded)


def _award_tone(item: ItemScore) -> Tone:
    award = item.award
    if award.state in (ScoreState.NOT_ASSESSED, ScoreState.UNDETERMINED):
        return Tone.WARN
    if award.state is ScoreState.NOT_APPLICABLE:
        return Tone.MUTED
    if not award.lost:
        return Tone.PLAIN
    return Tone.BAD if item.is_constraint else Tone.WARN


def _reasons(source: ReportSource, item: ItemScore, attached: _Attached) -> list[RichText]:
    _ = source.translate
    award = item.award
    lines: list[RichText] = []
    finding = source.assessment.findings.get(item.id)
    lines += [f"【{source.say(gap)}】" for gap in award.gaps]
    carried = {deduction.reason for deduction in award.deductions}
    lines += [source.say(reason) for reason in award.reasons if reason not in carried]
    for part in award.parts:
        inner = part.award
        lines.append(f"{part.title}：{_awarded(source, inner)} / {decimal_text(inner.attainable)}")
        lines += [f"　{source.say(reason)}" for reason in inner.reasons if reason not in carried]
        lines += [f"　【{source.say(gap)}】" for gap in inner.gaps if gap not in award.gaps]
    for deduction in award.ledger:
        where = f"{deduction.place}：" if deduction.place else ""
        what = f"{deduction.text.rstrip('。；')}；" if deduction.text else ""
        lines.append(f"−{decimal_text(deduction.points)}　{where}{what}{source.say(deduction.reason)}")
    answer = source.assessment.answer(item.id)
    for member, judgement in sorted(answer.judgements.items()):
        named = source.assessment.team.get(member)
        lines.append(f"{named.name if named else member}：{decimal_text(judgement.points)}，{judgement.reason}")
    if answer.reason and award.state is ScoreState.SCORED and not award.deductions:
        lines.append(answer.reason)
    if finding and finding.remark:
        lines.append(_("Remark: {remark}").format(remark=finding.remark))
    notes = [o for o in source.assessment.observations_of(item.id) if not o.is_fault]
    lines += [f"{o.place}：{o.text}" if o.place else o.text for o in notes]
    links = evidence_links(attached.of(source, item.id), attached.numbers)
    if links:
        lines.append((_("Evidence:") + " ", *links))
    return lines or ["–"]


class _Attached:
    """The evidence by what it is attached to, looked up once for all items."""

    def __init__(self, source: ReportSource) -> None:
        self.numbers = source.numbered_evidence()
        self._by_target: dict[str, list[Evidence]] = {}
        for evidence in source.assessment.evidence.values():
            for target in evidence.targets:
                self._by_target.setdefault(target, []).append(evidence)

    def of(self, source: ReportSource, target: str) -> tuple[Evidence, ...]:
        """Return the evidence of an item, that of its observations included, each once."""
        targets = (target, *(seen.id for seen in source.assessment.observations_of(target)))
        return tuple({each.id: each for name in targets for each in self._by_target.get(name, ())}.values())
