# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Practice mines with a model answer: handed on as a folder, worked on by those who learn, compared once they say they are done.

The answer lies readable in its file: it is an aid for learning, no secret and no examination. The program shows nothing of it before.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from evaluator_app.bounded_files import read_at_most
from evaluator_app.domain.assessment import Assessment, Assessor, Evidence, Outcome
from evaluator_app.domain.canonical import digest, read_json
from evaluator_app.domain.changes import attach_evidence
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.consistency.agreement import Agreement, agreement
from evaluator_app.domain.consistency.model_answer import (
    ModelAnswer,
    PracticePhoto,
    from_model_document,
    model_of,
    to_model_document,
)
from evaluator_app.durable_files import replacing
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.templates import catalog
from evaluator_app.services.workspace import NewAssessment, Workspace
from evaluator_app.store.database import Store

FILE_NAME = "model-answer.json"
PHOTOS = "photos"
FOLDER = "practice"
"""Folder of a workspace in which the model answers of its practice mines lie."""
MOST_BYTES = 16 * 1024 * 1024
_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
}
_PIECE = 1024 * 1024
_UNSETTLED = frozenset((Outcome.NOT_ASSESSED, Outcome.PENDING))
_SHOWN = 3
"""Problems of a document that are named."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Begun:
    """A practice mine that was begun."""

    opened: OpenAssessment
    absent: int
    """Photos that the model answer names and that did not lie beside it whole."""


@dataclass(frozen=True, slots=True)
class Done:
    """That somebody who practises said to be done."""

    at: datetime
    who: str
    digest: str
    """Of the findings and observations as they were then."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was done beside the model answer."""

    answer: ModelAnswer
    agreement: Agreement
    done: Done
    is_edited: bool
    """Whether findings or observations are others now than when it was said to be done."""


def save_practice(
    opened: OpenAssessment,
    folder: Path,
    *,
    at: datetime,
    own_id: str,
    note: str = "",
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ModelAnswer:
    """Write an assessment as a practice mine with its model answer: a folder with the answer and the photos, whole or not at all.

    UserFacingError if something in it is still open, the folder is not empty, a photo is missing, or it cannot be written.
    """
    _require_settled(opened)
    answer = model_of(
        opened.assessment, opened.template, opened.card, own_id=own_id, author=opened.who or _leader(opened), made_at=at, note=note
    )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserFacingError(
            "PRA-002",
            _("{folder} holds something already; nothing was written.").format(folder=folder),
            _("Choose a new or an empty folder."),
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            _write_photos(opened, answer.photos, made / PHOTOS, progress, cancelled)
            with replacing(made / FILE_NAME) as file:
                file.write(_bytes(answer))
            if folder.exists():
                folder.rmdir()
            made.rename(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise _not_written(folder, error) from error
    return answer


def read_model_answer(path: Path) -> ModelAnswer:
    """Read a model answer; UserFacingError naming what is wrong with the file."""
    try:
        raw = read_at_most(path, MOST_BYTES)
    except OSError as error:
        raise UserFacingError(
            "PRA-003",
            _("{name} cannot be read: {reason}.").format(name=path.name, reason=error.strerror or error),
            _("Check the name; nothing was changed."),
        ) from error
    if raw is None:
        raise _refused(path, _("it is larger than {size} MB").format(size=MOST_BYTES // 1024 // 1024))
    try:
        return from_model_document(read_json(raw))
    except DocumentError as error:
        say = translator(current_language())
        said = "；".join(f"{problem.path}: {problem.sentence.text(say)}" for problem in error.problems[:_SHOWN])
        raise _refused(path, said) from error


def begin_practice(workspace: Workspace, path: Path) -> Begun:
    """Begin the practice mine of a model answer: its mine and photos, nothing of what was found.

    UserFacingError if the file is refused, or the very edition of the template is not installed.
    """
    answer = read_model_answer(path)
    entry = catalog(workspace.root).by_digest(answer.template.digest)
    if entry is None or entry.template is None:
        raise UserFacingError(
            "PRA-004",
            _("The practice mine was judged by {template} ({edition}), and this very edition is not installed here.").format(
                template=answer.template.id, edition=answer.template.edition
            ),
            _("Ask whoever gave it to you for the template, and install it first; nothing was begun."),
        )
    person = workspace.who or _("Trainee")
    new = NewAssessment(
        template=entry.template,
        mine=answer.mine,
        visit_from=answer.visit_from,
        visit_to=answer.visit_to,
        team=(Assessor("a1", person, is_leader=True),),
        is_practice=True,
        note=answer.note,
    )
    opened = workspace.begin(new)
    keep_answer(workspace.root, opened, answer)
    return Begun(opened, _take_photos(opened, answer.photos, path.parent / PHOTOS))


def attach_answer(root: Path, opened: OpenAssessment, path: Path) -> ModelAnswer:
    """Give a practice assessment the model answer of a file; UserFacingError if it is none, or of another edition or mine."""
    answer = read_model_answer(path)
    profile = opened.assessment.profile
    if not profile.is_practice or answer.template.digest != profile.template.digest or answer.mine.name != opened.assessment.mine.name:
        raise UserFacingError(
            "PRA-005",
            _("{name} answers “{mine}” by {template}; this assessment is another one, or no practice.").format(
                name=path.name, mine=answer.mine.name, template=f"{answer.template.id} {answer.template.edition}"
            ),
            _("Begin the practice mine from the file instead; nothing was changed."),
        )
    keep_answer(root, opened, answer)
    return answer


def keep_answer(root: Path, opened: OpenAssessment, answer: ModelAnswer) -> None:
    """Keep the model answer of a practice assessment in the workspace; UserFacingError if it cannot be written."""
    path = _kept(root, opened.assessment.id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(_bytes(answer))
    except OSError as error:
        raise _not_written(path.parent, error) from error


def has_answer(root: Path, assessment_id: str) -> bool:
    """Tell whether a practice assessment has a model answer, without reading it."""
    return _kept(root, assessment_id).is_file()


def say_done(store: Store, root: Path, opened: OpenAssessment, at: datetime) -> Done:
    """Keep that whoever practises is done; the first time counts, since the answer has been seen from then on.

    UserFacingError where there is no sound model answer to compare with: then nothing is kept.
    """
    _read_kept(root, opened.assessment.id)
    known = done_of(store, opened.assessment.id)
    if known is not None:
        return known
    done = Done(at, opened.who or _leader(opened), _digest(opened.assessment))
    body = json.dumps({"at": done.at.isoformat(), "who": done.who, "digest": done.digest}, ensure_ascii=False)
    store.set_preference(_name(opened.assessment.id), body)
    return done


def done_of(store: Store, assessment_id: str) -> Done | None:
    """Return whether, and when, whoever practises said to be done."""
    kept = store.get_preference(_name(assessment_id))
    if not kept:
        return None
    data = json.loads(kept)
    return Done(datetime.fromisoformat(data["at"]), data["who"], data["digest"])


def compare_with_model(root: Path, store: Store, opened: OpenAssessment) -> Result:
    """Lay a practice assessment beside its model answer; UserFacingError if it has none, or nobody has said to be done."""
    answer = _read_kept(root, opened.assessment.id)
    done = done_of(store, opened.assessment.id)
    if done is None:
        raise UserFacingError(
            "PRA-007",
            _("Nothing of the model answer is shown before you say that you are done."),
            _("Say so when you have judged every item; what you change afterwards is told apart."),
        )
    return Result(answer, agreement(answer, opened.assessment, opened.card), done, done.digest != _digest(opened.assessment))


def _read_kept(root: Path, assessment_id: str) -> ModelAnswer:
    path = _kept(root, assessment_id)
    if not path.is_file():
        raise UserFacingError(
            "PRA-006",
            _("This assessment has no model answer."),
            _("Begin a practice mine from the file of a model answer, or attach the file."),
        )
    return read_model_answer(path)


def _require_settled(opened: OpenAssessment) -> None:
    card = opened.card
    unsettled = sum(1 for item in card.items() if item.award.open) + sum(1 for each in card.prerequisites if each.outcome in _UNSETTLED)
    if unsettled:
        raise UserFacingError(
            "PRA-001",
            _("{count} items or prerequisites are still open, so this is no model answer yet.").format(count=unsettled),
            _("Judge them first; nothing was written."),
        )


def _write_photos(
    opened: OpenAssessment, photos: Sequence[PracticePhoto], folder: Path, progress: Progress, cancelled: Callable[[], bool]
) -> None:
    folder.mkdir()
    for done, photo in enumerate(photos):
        if cancelled():
            raise Cancelled
        progress(done, len(photos))
        target = folder / _file_name(photo)
        read = hashlib.sha256()
        with opened.files.open(photo.sha256) as source, target.open("wb") as copy:
            while piece := source.read(_PIECE):
                read.update(piece)
                copy.write(piece)
        if read.hexdigest() != photo.sha256:
            raise UserFacingError(
                "PRA-008",
                _("A photo in the workspace is no longer what was added ({digest}).").format(digest=photo.sha256[:12]),
                _("Bring the evidence folder back from a backup; nothing was written."),
            )
    progress(len(photos), len(photos))


def _take_photos(opened: OpenAssessment, photos: Sequence[PracticePhoto], folder: Path) -> int:
    """Take in the photos that lie beside a model answer whole; return how many do not. Their names are numbers and digests alone."""
    found: list[Evidence] = []
    for number, photo in enumerate(photos, 1):
        path = folder / _file_name(photo)
        if path.is_symlink() or not path.is_file():
            continue
        evidence = _taken(opened, path, photo, number)
        found.extend([evidence] if evidence is not None else [])
    if found:
        opened.do(attach_evidence(opened.assessment, *found))
    return len(photos) - len(found)


def _taken(opened: OpenAssessment, path: Path, photo: PracticePhoto, number: int) -> Evidence | None:
    from evaluator_app.evidence.importing import import_files

    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != photo.sha256:
            return None
    accepted = import_files([path], opened.files, pictures=opened.pictures).accepted
    if not accepted or accepted[0].stored.sha256 != photo.sha256:
        return None
    name = f"{number:03}{_ENDINGS.get(photo.media_type, '')}"
    return replace(opened.evidence_from(accepted[0], (), place=photo.place), name=name)


def _file_name(photo: PracticePhoto) -> str:
    """Return the name of a photo beside the answer; made of its digest, which was checked, and a known ending."""
    return photo.sha256 + _ENDINGS.get(photo.media_type, "")


def _bytes(answer: ModelAnswer) -> bytes:
    return (json.dumps(to_model_document(answer), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _kept(root: Path, assessment_id: str) -> Path:
    """Return where the model answer of an assessment is kept; its name is a digest, since an id may come from elsewhere."""
    return root / FOLDER / f"{hashlib.sha256(assessment_id.encode()).hexdigest()[:32]}.json"


def _name(assessment_id: str) -> str:
    return f"practice.done.{assessment_id}"


def _digest(assessment: Assessment) -> str:
    return digest({"findings": assessment.findings, "observations": assessment.observations})


def _leader(opened: OpenAssessment) -> str:
    return next((member.name for member in opened.team), "")


def _refused(path: Path, what: str) -> UserFacingError:
    return UserFacingError(
        "PRA-009",
        _("{name} is no sound model answer: {what}.").format(name=path.name, what=what),
        _("Ask whoever gave it to you for a new one; nothing was changed."),
    )


def _not_written(folder: Path, error: OSError) -> UserFacingError:
    return UserFacingError(
        "PRA-010",
        _("The practice mine could not be written to {folder}: {reason}. Nothing half-written is left.").format(
            folder=folder, reason=error.strerror or error
        ),
        _("Choose another folder, or free some space."),
    )
