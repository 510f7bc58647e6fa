# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Moving an open assessment to another edition of its rules, and comparing editions by name or file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluator_app.catalog.listing import Catalog, CatalogEntry
from evaluator_app.domain.moving import MovePlan, PointsPolicy, move, plan_move
from evaluator_app.domain.template import NamedThing, Template
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done, OpenAssessment
from evaluator_app.services.templates import catalog, check, find_template


def targets(opened: OpenAssessment, installed: Catalog) -> tuple[CatalogEntry, ...]:
    """Return the templates an assessment can be moved to, the nearest first.

    Other editions of its own come first, then those for its kind, and among these the ones for its industry and its province.
    """
    profile = opened.assessment.profile
    usable = [entry for entry in installed.entries() if entry.template is not None and entry.digest != profile.template.digest]

    def order(entry: CatalogEntry) -> tuple[bool, bool, int, int]:
        template, own = entry.template, opened.template
        kinds = template.kinds if template else ()
        industry = _distance(template.industry if template else None, own.industry)
        province = _distance(template.province if template else None, own.province)
        return (entry.id != profile.template.id, bool(kinds) and profile.kind not in kinds, industry, province)

    return tuple(sorted(usable, key=order))


def _distance(made_for: NamedThing | None, own: NamedThing | None) -> int:
    """Return 0 for the same industry or province, 1 for any, 2 for another."""
    if (made_for.id if made_for else "") == (own.id if own else ""):
        return 0
    return 1 if made_for is None else 2


def plan(opened: OpenAssessment, new: Template, policy: PointsPolicy = PointsPolicy.KEEP) -> MovePlan:
    """Return what moving would do; changes nothing."""
    return plan_move(opened.assessment, opened.template, new, policy)


def move_to(opened: OpenAssessment, new: Template, policy: PointsPolicy | None = None) -> Done:
    """Move an assessment in one act that can be undone.

    UserFacingError, with nothing changed, if the assessment is closed, is made by that edition already, or experts have
    given points whose most has changed and no policy says what becomes of them.
    """
    planned = plan(opened, new, policy or PointsPolicy.KEEP)
    if planned.new == planned.old:
        raise UserFacingError(
            "ASM-008",
            _("The assessment is made by {id} {edition} already.").format(id=new.id, edition=new.edition),
            _("Name another edition."),
        )
    if planned.needs_policy and policy is None:
        raise UserFacingError(
            "ASM-009",
            _("Experts have given points where the most there is to give is another one in the new edition ({count}).").format(
                count=len(planned.judgements)
            ),
            _("Say what becomes of them: keep, clamp, scale or clear."),
        )
    opened.keep(new)
    return opened.do(move(opened.assessment, planned))


def templates_named(names: Sequence[str], workspace: Path) -> list[Template]:
    """Return the templates that are meant by ids, ids@editions or files; UserFacingError where there is no single sound one."""
    installed = catalog(workspace)
    return [_template_named(name, workspace, installed) for name in names]


def _template_named(name: str, workspace: Path, installed: Catalog) -> Template:
    path = Path(name)
    if path.suffix != ".toml" and not path.is_file():
        entry = installed.named(name)
        return entry.template if entry is not None and entry.template is not None else find_template(name, workspace)
    read = check(path, workspace)
    sound = [found.template for found in read if found.template is not None]
    if len(sound) == 1:
        return sound[0]
    if sound:
        raise UserFacingError(
            "TPL-603",
            _("The file {name} makes {count} templates.").format(name=path.name, count=len(sound)),
            _("Name one of them by its id: {known}").format(known="、".join(template.id for template in sound)),
        )
    errors = sum(len(found.problems) for found in read)
    raise UserFacingError(
        "TPL-604",
        _("The file {name} cannot be used as a template; it has {count} problems.").format(name=path.name, count=errors),
        _("Check it with check-template and correct them."),
    )
