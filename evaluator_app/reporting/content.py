# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The whole report as content: chapters in their order, without layout. Every form of the report is written from this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import IntEnum

from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.reporting.chapters import (
    annexes,
    basis,
    beside,
    close,
    commitment,
    editions,
    facts,
    forms,
    frame,
    ground,
    ledger,
    mine,
    panel,
    prerequisites,
    process,
    rates,
    revision,
    rounds,
    scores,
    sources,
    team,
)
from evaluator_app.reporting.document import Block, Document, Heading, Paragraph, Run, TableOfContents, Words
from evaluator_app.reporting.layout import OwnSection, ordered
from evaluator_app.reporting.numbering import ENGLISH_HEADINGS, ENGLISH_REFERENCES, rewritten
from evaluator_app.reporting.source import ReportSource

Builder = Callable[[ReportSource], tuple[Block, ...]]


class Part(IntEnum):
    """Where in a report a chapter can stand; no layout moves one out of its part."""

    FRONT = 0
    """Right after the contents: what must not be overlooked."""
    BODY = 1
    ANNEX = 2


@dataclass(frozen=True, slots=True)
class ReportChapter:
    """One chapter that reports can have."""

    id: str
    """Stable; by which a layout names it."""
    title: Sentence
    """What it is about, for choosing."""
    build: Builder
    """Makes its blocks; none where the assessment has nothing for it."""
    is_mandatory: bool = False
    """Whether no layout can leave it out."""
    part: Part = Part.BODY


def _warnings(source: ReportSource) -> tuple[Block, ...]:
    return (*frame.warnings(source), *beside.newer_documents(source))


CHAPTERS = (
    ReportChapter("warnings", say("chapter.warnings", "Warnings"), _warnings, True, Part.FRONT),
    ReportChapter("revision", say("chapter.revision", "What a revision changes"), revision.revision, True),
    ReportChapter("commitment", say("chapter.commitment", "Commitment"), commitment.commitment),
    ReportChapter("team", say("chapter.team", "Team and qualifications"), team.team, True),
    ReportChapter("basis", say("chapter.basis", "Basis and method"), basis.basis, True),
    ReportChapter("mine", say("chapter.mine", "The mine"), mine.mine, True),
    ReportChapter("process", say("chapter.process", "Process with presence on site"), process.process, True),
    ReportChapter("prerequisites", say("chapter.prerequisites", "Prerequisites"), prerequisites.prerequisites, True),
    ReportChapter("scores", say("chapter.scores", "Score summary with charts"), scores.summary, True),
    ReportChapter("items", say("chapter.items", "Scores item by item"), scores.items, True),
    ReportChapter("ledger", say("chapter.ledger", "Ledger of deductions"), ledger.ledger),
    ReportChapter("rates", say("chapter.rates", "The three rates"), rates.rates),
    ReportChapter("measurements", say("chapter.measurements", "Measured and counted values"), ledger.measurements),
    ReportChapter("panel", say("chapter.panel", "Judgements of the panel"), panel.panel),
    ReportChapter("not_counted", say("chapter.not_counted", "Items not applicable or open"), ledger.not_counted),
    ReportChapter("rounds", say("chapter.rounds", "The mine's own scores, and the round before"), rounds.rounds),
    ReportChapter("facts", say("chapter.facts", "The mine's answer to the facts"), facts.facts_sheets, True),
    ReportChapter("forms", say("chapter.forms", "Record forms and how they stand"), forms.forms),
    ReportChapter("ground", say("chapter.ground", "Boundary and positions"), ground.ground),
    ReportChapter("editions", say("chapter.editions", "Earlier editions of the rules"), editions.moves),
    ReportChapter("mending", say("chapter.mending", "What must be put right, by when"), ledger.mending),
    ReportChapter("conclusion", say("chapter.conclusion", "Conclusion"), close.conclusion, True),
    ReportChapter("signatures", say("chapter.signatures", "Signatures"), close.signatures, True),
    ReportChapter("photos", say("chapter.photos", "Annex: photos"), annexes.photos, part=Part.ANNEX),
    ReportChapter("documents", say("chapter.documents", "Annex: documents and clips"), annexes.documents, part=Part.ANNEX),
    ReportChapter("instruments", say("chapter.instruments", "Annex: instruments"), annexes.instruments, part=Part.ANNEX),
    ReportChapter("forms_annex", say("chapter.forms_annex", "Annex: record forms as filled in"), forms.annex, part=Part.ANNEX),
    ReportChapter("sources", say("chapter.sources", "Annex: sources of the rules and gaps"), sources.sources, True, Part.ANNEX),
    ReportChapter("data", say("chapter.data", "Annex: data and checking"), sources.data, True, Part.ANNEX),
)
"""Every chapter in the usual order."""


def report(source: ReportSource) -> Document:
    """Build the content of a report from an assessment and its score, in the order that its layout asks for."""
    _ = source.translate
    assessment, layout = source.assessment, source.layout
    title = _("Green mine assessment report: {mine}").format(mine=assessment.mine.name)
    marks = [_("Sample")] if assessment.profile.is_practice else []
    marks += [_("Draft")] if assessment.profile.status is AssessmentStatus.DRAFT else []
    marks += [] if source.rating.is_approved else [frame.template_mark(source)]
    return Document(
        title=title,
        subject=source.template.title,
        cover=frame.cover(source),
        header=source.own_words(layout.header) or title,
        footer=source.own_words(layout.footer) or assessment.profile.organization,
        author=assessment.profile.organization,
        language="zh-CN" if source.is_chinese else "en",
        watermark=" ".join(marks) or None,
        words=_words(source),
        blocks=_without_dead_links((TableOfContents(levels=1), *_chapters(source))),
        logo=layout.logo_bytes,
    )


def _words(source: ReportSource) -> Words:
    _ = source.translate
    words = Words(
        contents=_("Contents"),
        page=_("Page {page} of {pages}"),
        table=_("Table {number}"),
        figure=_("Figure {number}"),
        annex=_("Annex {letter}"),
        continued=_("(continued)"),
        digest=_("Digest {digest}"),
        unreadable_photo=_("The photo cannot be read"),
        places_to_sign=_("Places for signatures"),
    )
    return words if source.is_chinese else replace(words, headings=ENGLISH_HEADINGS, references=ENGLISH_REFERENCES)


def _chapters(source: ReportSource) -> Iterator[Block]:
    """Yield the blocks of all chapters: front, body, annexes, each part in the layout's order."""
    known = {chapter.id: chapter for chapter in CHAPTERS}
    own = {section.id: section for section in source.layout.sections}
    names = ordered([chapter.id for chapter in CHAPTERS], source.layout)
    for name in sorted(names, key=lambda name: known[name].part if name in known else Part.BODY):
        yield from known[name].build(source) if name in known else _own(source, own[name])


def _own(source: ReportSource, section: OwnSection) -> Iterator[Block]:
    yield Heading(1, source.own_words(section.title), anchor=f"own-{section.id}")
    for paragraph in section.paragraphs:
        yield from (Paragraph(line.strip()) for line in source.own_words(paragraph).splitlines() if line.strip())


def _without_dead_links(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks without links to what a layout leaves out; the words stay."""
    there = frozenset(_anchors(blocks))

    def kept(run: Run) -> Run:
        return run if run.link is None or run.link in there else replace(run, link=None, refers=False)

    return rewritten(blocks, kept)


def _anchors(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for part in value:
            yield from _anchors(part)
    elif is_dataclass(value) and not isinstance(value, Run):
        for each in fields(value):
            content = getattr(value, each.name)
            if each.name == "anchor" and content is not None:
                yield content
            elif isinstance(content, tuple):
                yield from _anchors(content)
