# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Reports are taken apart in a process of their own: what holds or breaks it is said, and the next report is read all the same."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from evaluator_app import __main__
from evaluator_app.cli import main_group
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import CHINESE, ENGLISH, set_language
from evaluator_app.services import reading_apart, reading_process
from evaluator_app.services.closing import look_at_signed
from evaluator_app.services.reading_apart import FLAG, read_apart
from evaluator_app.services.reading_process import ALIVE, BUG, HEAD, MEMORY, REFUSED, RESULT
from evaluator_app.services.signing_reports import add_time_stamp, signing_state
from evaluator_app.services.verifying import verify_report
from tests.builders import a_template, an_assessment
from tests.services.packed import holding

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ENOUGH = 60.0
"""Seconds for a file that holds nobody, on a machine that does much else."""
LITTLE = 3.0


@pytest.fixture
def held(tmp_path: Path) -> Path:
    path = tmp_path / "held.pdf"
    path.write_bytes(holding(5_000))
    return path


@pytest.fixture
def harmless(tmp_path: Path) -> Path:
    path = tmp_path / "harmless.pdf"
    path.write_bytes(holding(0))
    return path


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Iterator[reading_apart._Reader]:
    """Give a process to this test alone."""
    reader = reading_apart._Reader()
    monkeypatch.setattr(reading_apart, "_READER", reader)
    yield reader
    reader.end()


def instead(monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    """Have these lines run in place of the process; they can tell an answer."""
    root = str(Path(__file__).resolve().parents[2])
    begin = (
        f"import os, sys, time, pickle, struct\nsys.path.insert(0, {root!r})\n"
        "def tell(kind, body):\n    os.write(1, struct.pack('!cQ', kind, len(body)) + body)\n"
    )
    monkeypatch.setattr(reading_apart, "_command", lambda: [sys.executable, "-I", "-c", begin + lines])


def test_a_file_that_holds_its_reader_is_given_up_and_the_next_one_is_read(held: Path, harmless: Path) -> None:
    assert verify_report(harmless, at=NOW, longest=ENOUGH).intact.value is None
    with pytest.raises(UserFacingError, match=r"held\.pdf") as given_up:
        verify_report(held, at=NOW, longest=LITTLE)
    assert given_up.value.code == "VER-004"
    assert verify_report(harmless, at=NOW, longest=ENOUGH).intact.value is None


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_whoever_waits_is_told_in_the_language_in_use(language: str, held: Path) -> None:
    set_language(language)
    try:
        with pytest.raises(UserFacingError) as given_up:
            verify_report(held, at=NOW, longest=0.5)
    finally:
        set_language(CHINESE)
    assert ("0.5 秒" if language == CHINESE else "0.5 seconds") in given_up.value.message


def test_nothing_else_waits_for_such_a_file_either(held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserFacingError) as no_report:
        signing_state(held)
    assert no_report.value.code == "REP-011"
    monkeypatch.setattr(reading_apart, "LONGEST_READING", LITTLE)
    case = an_assessment(a_template())
    asked: list[Callable[[], object]] = [
        lambda: look_at_signed(held, case.value, case.template, at=NOW),
        lambda: add_time_stamp(held, tmp_path / "stamped.pdf", "http://localhost:9/tsr", at=NOW),
    ]
    for ask in asked:
        with pytest.raises(UserFacingError) as given_up:
            ask()
        assert given_up.value.code == "VER-004"
    done = CliRunner().invoke(main_group, ["--workspace", str(tmp_path / "workspace"), "--language", "en", "verify", str(held)])
    assert done.exit_code != 0
    assert "VER-004" in done.output
    assert not (tmp_path / "stamped.pdf").exists()


def test_reading_stops_when_that_is_asked_for(held: Path, harmless: Path, own: reading_apart._Reader) -> None:
    asked = iter((False, False))
    with pytest.raises(Cancelled):
        verify_report(held, at=NOW, longest=ENOUGH, cancelled=lambda: next(asked, True))
    assert own._child is None
    assert verify_report(harmless, at=NOW, longest=ENOUGH).intact.value is None


def test_whoever_waits_for_another_report_can_stop_too(own: reading_apart._Reader) -> None:
    with own._in_use, pytest.raises(Cancelled):
        read_apart("look", {}, name="a.pdf", cancelled=lambda: True)


def test_the_process_is_kept_for_the_next_report_and_started_again_if_it_died(harmless: Path, own: reading_apart._Reader) -> None:
    verify_report(harmless, at=NOW, longest=ENOUGH)
    first = own._child
    assert first is not None
    verify_report(harmless, at=NOW, longest=ENOUGH)
    assert own._child is first
    first.kill()
    first.wait()
    verify_report(harmless, at=NOW, longest=ENOUGH)
    assert own._child is not first


def test_the_process_is_let_go_after_a_while(harmless: Path, own: reading_apart._Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_apart, "_KEPT", 0.0)
    verify_report(harmless, at=NOW, longest=ENOUGH)
    assert own._rest is not None
    own._rest.join(ENOUGH)
    assert own._child is None


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("sys.exit(0)", "VER-006"),
        ("import signal\nos.kill(os.getpid(), signal.SIGABRT)", "VER-006"),
        ("os.write(1, b'no answer')", "VER-006"),
        ("os.write(1, struct.pack('!cQ', b'R', 1 << 60))", "VER-006"),
        (f"tell({MEMORY!r}, b'')", "VER-005"),
        ("time.sleep(60)", "VER-004"),
        (f"tell({ALIVE!r}, struct.pack('!d', 0.2))\ntime.sleep(60)", "VER-004"),
        (f'tell({REFUSED!r}, b\'["SIG-022", "no PDF", "choose"]\')', "SIG-022"),
    ],
)
def test_whatever_becomes_of_the_process_is_said(
    lines: str, code: str, own: reading_apart._Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, lines)
    with pytest.raises(UserFacingError) as refused:
        read_apart("look", {}, name="a.pdf", seconds=LITTLE if "sleep" in lines and ALIVE.decode() not in lines else ENOUGH)
    assert refused.value.code == code


def test_what_is_left_once_the_report_was_read_may_take_longer(own: reading_apart._Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, f"tell({ALIVE!r}, struct.pack('!d', 60))\ntime.sleep({LITTLE + 1})\ntell({RESULT!r}, pickle.dumps(5))")
    assert read_apart("look", {}, name="a.pdf", seconds=LITTLE) == 5


def test_a_mistake_of_the_program_is_no_word_about_the_file(own: reading_apart._Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, f"tell({BUG!r}, b'Traceback: a mistake')")
    with pytest.raises(RuntimeError, match="a mistake"):
        read_apart("look", {}, name="a.pdf", seconds=ENOUGH)


@pytest.mark.parametrize("what", ["os.system", "subprocess.Popen", "evaluator_app.paths.resource", "builtins.eval", "pathlib.Path"])
def test_an_answer_that_does_something_is_not_taken(what: str, own: reading_apart._Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    module, _dot, name = what.rpartition(".")
    body = b"c" + module.encode() + b"\n" + name.encode() + b"\n."
    instead(monkeypatch, f"tell({RESULT!r}, {body!r})")
    with pytest.raises(pickle.UnpicklingError, match="no value"):
        read_apart("look", {}, name="a.pdf", seconds=ENOUGH)


def test_the_process_ends_when_the_program_is_gone() -> None:
    with subprocess.Popen(reading_apart._command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        child.stdin.close()  # as the system does for a program that ends, in whatever way
        assert child.wait(ENOUGH) == 0


def test_the_process_ends_by_itself_when_its_time_is_over_and_nobody_ends_it() -> None:
    root = str(Path(__file__).resolve().parents[2])
    lines = (
        f"import sys, time; sys.path.insert(0, {root!r})\n"
        "from evaluator_app.services import reading_process\n"
        "reading_process._GRACE = 0.2\n"
        "reading_process._job = lambda job: lambda alive: time.sleep(600)\n"
        "reading_process.main()\n"
    )
    request = pickle.dumps(("look", "en", 0.2, {}))
    with subprocess.Popen([sys.executable, "-I", "-c", lines], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
        assert child.stdin is not None
        child.stdin.write(HEAD.pack(RESULT, len(request)) + request)
        assert child.wait(ENOUGH) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="memory is bounded where the system can")
def test_the_process_cannot_take_all_memory(own: reading_apart._Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(
        monkeypatch,
        "from evaluator_app.services import reading_process\n"
        "reading_process._job = lambda job: lambda alive: len(bytes(1 << 33))\n"
        "reading_process.main()\n",
    )
    with pytest.raises(UserFacingError) as refused:
        read_apart("look", {}, name="a.pdf", seconds=ENOUGH)
    assert refused.value.code == "VER-005"


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the frozen program")
def test_a_frozen_program_reads_by_itself(
    harmless: Path, own: reading_apart._Reader, project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = tmp_path / "evaluator"
    frozen.write_text(f'#!/bin/sh\ncd "{project_root}" && exec "{sys.executable}" -m evaluator_app "$@"\n')
    frozen.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(frozen))
    assert verify_report(harmless, at=NOW, longest=ENOUGH).intact.value is None


def test_the_program_knows_the_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["evaluator", FLAG])
    monkeypatch.setattr(reading_process, "main", lambda: 7)
    assert __main__.main() == 7


class _ByName:
    """Is told by a name in something, as Python before 3.11.4 told the members of enums."""

    def __init__(self, of: object, name: str) -> None:
        self._told = of, name

    def __reduce__(self) -> tuple[object, tuple[object, str]]:
        return getattr, self._told


def test_members_of_enums_are_taken_by_their_names_as_some_pythons_tell_them() -> None:
    told = pickle.dumps(_ByName(AssessmentStatus, "SIGNED"))
    assert reading_apart._made_of(RESULT, told, "x.pdf") is AssessmentStatus.SIGNED


@pytest.mark.parametrize(("of", "name"), [(AssessmentStatus, "mro"), (AssessmentStatus, "NONE"), ("text", "format")])
def test_nothing_else_is_taken_by_a_name(of: object, name: str) -> None:
    told = pickle.dumps(_ByName(of, name))
    with pytest.raises(pickle.UnpicklingError, match="no member"):
        reading_apart._made_of(RESULT, told, "x.pdf")
