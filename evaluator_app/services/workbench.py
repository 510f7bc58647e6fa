# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The shelf of templates: what there is, how far each has come, what fits an industry, a province, a word.

Changes nothing; what is edited is in drafting.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from evaluator_app.catalog.listing import Catalog, CatalogEntry
from evaluator_app.catalog.overlays import LaidLayer, OverlayKind
from evaluator_app.domain.template import ApprovalState, NamedThing, Template
from evaluator_app.services.templates import figures

FOR_ALL = "*"
"""What a filter calls the templates that are for no industry or province in particular."""


class Aspect(Enum):
    """By what templates are told apart."""

    INDUSTRY = "industry"
    PROVINCE = "province"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class ShelvedTemplate:
    """One template of the shelf, or a file that cannot be used."""

    entry: CatalogEntry
    state: ApprovalState | None
    """What the statements on file make of it; None where the file has an error."""
    figures: int = 0
    """Figures with a source."""
    gaps: int = 0
    """Figures that are known to be missing."""
    is_newest: bool = True
    """Whether no newer edition of it is there."""

    @property
    def template(self) -> Template | None:
        """The template; None where the file has an error."""
        return self.entry.template

    @property
    def kind(self) -> OverlayKind | None:
        """What kind of overlay made it; None for a base."""
        return self.entry.layers[-1].kind if self.entry.layers else None

    @property
    def layers(self) -> tuple[LaidLayer, ...]:
        """The overlays that went into it, from below."""
        return self.entry.layers

    @property
    def specialty(self) -> int:
        """How much it is made for somebody in particular: 0 for all, 3 for one firm in one province and industry."""
        made_for = (self.template.industry, self.template.province, self.template.firm) if self.template else ()
        return sum(1 for thing in made_for if thing is not None)

    def value(self, aspect: Aspect) -> str:
        """Return what it is by an aspect: an id, FOR_ALL, or the word of a state; empty for a file with errors."""
        if self.template is None:
            return ""
        if aspect is Aspect.STATE:
            return self.state.value if self.state else ""
        thing = self.template.industry if aspect is Aspect.INDUSTRY else self.template.province
        return thing.id if thing else FOR_ALL

    def has_words(self, words: str) -> bool:
        """Tell whether all words stand in its title, id, edition, issuer, industry or province."""
        return has_words(words, self.template, self.entry.title, self.entry.id, self.entry.edition, self.entry.path.name)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; empty for anything."""

    industry: str = ""
    province: str = ""
    state: str = ""
    words: str = ""
    with_older: bool = False
    """Whether editions are shown that have a newer one."""

    def chosen(self, aspect: Aspect) -> str:
        """Return what is looked for by an aspect."""
        return {Aspect.INDUSTRY: self.industry, Aspect.PROVINCE: self.province, Aspect.STATE: self.state}[aspect]

    def choosing(self, aspect: Aspect, value: str) -> Filters:
        """Return the filters with another choice by an aspect."""
        match aspect:
            case Aspect.INDUSTRY:
                return replace(self, industry=value)
            case Aspect.PROVINCE:
                return replace(self, province=value)
            case Aspect.STATE:
                return replace(self, state=value)

    def fit(self, shelved: ShelvedTemplate, *, but: Aspect | None = None) -> bool:
        """Tell whether a template is looked for, whatever it is by one aspect."""
        if not shelved.has_words(self.words) or not (self.with_older or shelved.is_newest):
            return False
        return all(self.chosen(aspect) in ("", shelved.value(aspect)) for aspect in Aspect if aspect is not but)


def has_words(words: str, template: Template | None, *own: str) -> bool:
    """Tell whether all words stand in these texts, or in whom a template is by and for."""
    things = [thing for thing in (template.industry, template.province, template.firm) if thing] if template else []
    said = [*own, template.issuer if template else "", *(f"{thing.id} {thing.title}" for thing in things)]
    text = " ".join(said).casefold()
    return all(word in text for word in words.casefold().split())


def shelf(catalog: Catalog) -> tuple[ShelvedTemplate, ...]:
    """Return every template of a catalog, the most general first, the newest edition of each before the older ones."""
    return shelved(catalog.entries())


def shelved(entries: Sequence[CatalogEntry]) -> tuple[ShelvedTemplate, ...]:
    """Return entries in the order of a catalog as they stand on the shelf."""
    newest = {entry.id: entry.digest for entry in entries if entry.template}
    every = [_shelved(entry, is_newest=newest.get(entry.id) == entry.digest) for entry in reversed(entries)]
    return tuple(sorted(every, key=_order))


def _shelved(entry: CatalogEntry, *, is_newest: bool) -> ShelvedTemplate:
    if entry.template is None:
        return ShelvedTemplate(entry, None)
    with_source, gaps = figures(entry.template)
    return ShelvedTemplate(entry, entry.status, with_source, gaps, is_newest)


def _order(shelved: ShelvedTemplate) -> tuple[bool, bool, str, bool, str]:
    template = shelved.template
    if template is None:
        return True, True, "", True, shelved.entry.path.as_posix()
    return (
        False,
        template.province is not None,
        template.province.id if template.province else "",
        template.industry is not None,
        template.id,
    )


def fitting(shelf: Iterable[ShelvedTemplate], industry: str = "", province: str = "") -> tuple[ShelvedTemplate, ...]:
    """Return the templates by which a mine of an industry in a province can be assessed, the most special first.

    Without a province those for the whole country; without an industry those for any, the general one first.
    """
    provinces = (FOR_ALL, province) if province else (FOR_ALL,)
    found = [
        each
        for each in shelf
        if each.template is not None
        and each.value(Aspect.PROVINCE) in provinces
        and (not industry or each.value(Aspect.INDUSTRY) in (FOR_ALL, industry))
    ]
    if not industry:
        return tuple(sorted(found, key=lambda each: each.value(Aspect.PROVINCE) == FOR_ALL))
    return tuple(sorted(found, key=lambda each: -each.specialty))


def counts(shelf: Iterable[ShelvedTemplate], filters: Filters, aspect: Aspect) -> Mapping[str, int]:
    """Return how many templates there are of each value of an aspect, as the other filters stand; 0 where they leave none."""
    found: dict[str, int] = {}
    for each in shelf:
        if value := each.value(aspect):
            found[value] = found.get(value, 0) + (1 if filters.fit(each, but=aspect) else 0)
    return found


def named(shelf: Iterable[ShelvedTemplate], aspect: Aspect) -> Mapping[str, str]:
    """Return the titles of all industries or provinces that templates are for, by id."""
    things: dict[str, NamedThing] = {}
    for each in shelf:
        thing = each.template and (each.template.industry if aspect is Aspect.INDUSTRY else each.template.province)
        if thing:
            things.setdefault(thing.id, thing)
    return {name: thing.title for name, thing in things.items()}


def below(shelved: ShelvedTemplate, catalog: Catalog) -> CatalogEntry | None:
    """Return the template that the last overlay of one was laid over; None for a base, or where it is no longer there."""
    if shelved.template is None or not shelved.layers:
        return None
    return base_of(shelved.entry, catalog)


def base_of(entry: CatalogEntry, catalog: Catalog) -> CatalogEntry | None:
    """Return the template that the last overlay of an entry was laid over."""
    from evaluator_app.catalog.layers import read_layer

    over = read_layer(entry.path).data.get("over")
    names = [name for name in over if isinstance(name, str)] if isinstance(over, list) else []
    found = [known for known in map(catalog.named, names) if known is not None]
    if len(found) > 1 and entry.template is not None:
        wanted = [(layer.id, layer.edition) for layer in entry.layers[:-1]]
        industry = entry.template.industry
        found = [known for known in found if known.template and known.template.industry == industry] or found
        found = [known for known in found if [(layer.id, layer.edition) for layer in known.layers] == wanted] or found
    return found[0] if found else None
