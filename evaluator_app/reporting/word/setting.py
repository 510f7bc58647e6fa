# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What every piece of a Word report is written with: width, styles, anchors, the package for pictures. Writes rich text and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from evaluator_app.reporting.document import RichText, Tone, Words, runs_of
from evaluator_app.reporting.pdf_types import PhotoSize
from evaluator_app.reporting.word.markup import EMU, PLAIN, Look, attribute, run, toned_look
from evaluator_app.reporting.word.package import Links, Package

OWN_BOOKMARK = re.compile(r"_Toc\d{6}|evaluator_\d+")
"""The names of bookmarks; those of headings are named as Word's own contents name them, so that they are not listed."""


def bookmark_of_heading(number: int) -> str:
    """Return the name of the bookmark of a heading, counted through the report."""
    return f"_Toc{number:06}"


def bookmark_of_anchor(number: int) -> str:
    """Return the name of the bookmark of any other place."""
    return f"evaluator_{number}"


@dataclass(slots=True)
class Setting:
    """The state of one report that is being written."""

    package: Package
    links: Links
    """Those of the part that is being written."""
    width: float
    """Between the margins, in points."""
    ids: Mapping[str, str]
    """The ids of the styles in this file, by their names of ours."""
    words: Words
    targets: Mapping[str, str]
    """The bookmark of every anchor."""
    done: Callable[[], None]
    """Called after each piece; raises Cancelled when asked to stop."""
    photo_size: PhotoSize = PhotoSize.LARGE
    first_bookmark: int = 1
    """Numbers of bookmarks and pictures begin here, after those of a template."""
    first_picture: int = 1
    _bookmarks: int = field(default=0, init=False)
    _pictures: int = field(default=0, init=False)

    def rich(self, text: RichText, look: Look = PLAIN) -> str:
        """Return the runs of a text; links lead to bookmarks, one to nowhere is plain text."""
        written = ""
        for part in runs_of(text):
            own = toned_look(part.tone, bold=part.bold)
            mixed = Look(bold=look.bold or own.bold, color=own.color or look.color, size=look.size)
            target = self.targets.get(part.link) if part.link is not None else None
            words = run(part.text, mixed)
            written += f'<w:hyperlink w:anchor="{target}" w:history="1">{words}</w:hyperlink>' if target and words else words
        return written

    def toned(self, text: RichText, tone: Tone, *, bold: bool = False) -> str:
        """Return the runs of a text in a tone, where they have none of their own."""
        return self.rich(text, toned_look(tone, bold=bold))

    def marked(self, anchor: str | None, content: str = "") -> str:
        """Return the content as the place that an anchor names."""
        name = self.targets.get(anchor) if anchor is not None else None
        if name is None:
            return content
        number = self.first_bookmark + self._bookmarks
        self._bookmarks += 1
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def picture(self, path: str, width: float, height: float, words: str) -> str:
        """Return a stored picture as a run, in points; the words say what it shows to those who cannot see it."""
        number = self.first_picture + self._pictures
        self._pictures += 1
        link = self.links.add("image", path)
        size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
        told = f'id="{number}" name="P{number}" descr="{attribute(words)}"'
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {told}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {told}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
