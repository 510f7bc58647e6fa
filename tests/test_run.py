# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""run.py: what it decides, what it says, and an environment that is really built; no network."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import run

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script as a program")


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "runtime.txt"
    path.write_text("# nothing is needed\n", "utf-8")
    return path


@pytest.fixture
def environment(tmp_path: Path, lock: Path) -> Path:
    """Return the folder of an environment that looks complete."""
    venv = tmp_path / "venv"
    run.venv_python(venv).parent.mkdir(parents=True)
    run.venv_python(venv).touch()
    (venv / "ready-runtime").write_text(run.stamp_text(lock), "utf-8")
    return venv


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_a_complete_environment_is_used_as_it_is(environment: Path, lock: Path) -> None:
    assert run.is_ready(environment, lock)


def test_another_lock_is_not_ready(environment: Path, lock: Path) -> None:
    lock.write_text("another==1\n", "utf-8")
    assert not run.is_ready(environment, lock)


def test_an_environment_of_another_python_is_not_ready(environment: Path, lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "3.12.99 of somebody else")
    assert not run.is_ready(environment, lock)


def test_an_environment_without_its_python_is_not_ready(environment: Path, lock: Path) -> None:
    run.venv_python(environment).unlink()
    assert not run.is_ready(environment, lock)


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00", None])
def test_a_damaged_or_missing_stamp_is_not_ready(environment: Path, lock: Path, damage: bytes | None) -> None:
    stamp = environment / "ready-runtime"
    if damage is None:
        stamp.unlink()
    else:
        stamp.write_bytes(damage)
    assert not run.is_ready(environment, lock)


def test_a_half_made_environment_is_built_anew_and_then_left_alone(tmp_path: Path, lock: Path) -> None:
    venv, test_lock = tmp_path / "venv", tmp_path / "test.txt"
    test_lock.write_text("# nothing either\n", "utf-8")
    left_over = venv / "lib" / "half"
    left_over.mkdir(parents=True)
    run.make_ready(venv, lock, lock)
    assert not left_over.exists()
    assert run.is_ready(venv, lock)
    assert not run.is_ready(venv, test_lock)
    assert subprocess.run([run.venv_python(venv), "-c", "import pip"], check=False).returncode == 0
    kept = venv / "kept"
    kept.touch()
    run.make_ready(venv, lock, test_lock)
    assert kept.exists()
    assert run.is_ready(venv, lock)
    assert run.is_ready(venv, test_lock)
    test_lock.write_text("unhashed==1\n", "utf-8")
    with pytest.raises(run.Refusal, match="network"):
        run.make_ready(venv, lock, test_lock)
    assert not run.is_ready(venv, lock)


@pytest.mark.parametrize(
    ("platform", "variables", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
        ("win32", {"CI": "true"}, False),
        ("darwin", {"CI": "true"}, False),
    ],
)
def test_a_window_is_opened_where_one_can_be_seen(platform: str, variables: dict[str, str], shown: bool) -> None:
    assert run.has_display(platform, variables) is shown


def test_the_sample_opens_in_a_window_or_is_told_headless() -> None:
    assert run.program_arguments([], display=True) == ["--sample"]
    assert run.program_arguments([], display=False) == ["demo", "out"]
    assert run.program_arguments(["verify", "a.pdf"], display=True) == ["verify", "a.pdf"]


def test_only_what_loads_qt_needs_its_libraries() -> None:
    assert run.needed_libraries([], display=False) == {}
    assert run.needed_libraries(["score", "a.json"], display=True) == {}
    assert "libxcb-cursor.so.0" in run.needed_libraries([], display=True)
    assert set(run.needed_libraries(["test"], display=True)) == set(run.QT_LIBRARIES)


def test_a_library_that_does_not_load_is_missing() -> None:
    assert run.missing_packages({"libnosuchthing.so.9": "libnosuchthing9"}) == ["libnosuchthing9"]


@pytest.mark.skipif(sys.platform != "linux", reason="shared libraries of Linux")
def test_a_library_that_loads_is_not_missing() -> None:
    assert run.missing_packages({"libc.so.6": "libc6"}) == []


@POSIX
def test_without_rights_the_exact_command_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path / "apt-get", "exit 9")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(run.Refusal) as refusal:
        run.provide(["libegl1", "libgl1"])
    assert "sudo apt-get update && sudo apt-get install -y libegl1 libgl1\n" in str(refusal.value)
    assert "系统缺少" in str(refusal.value)


@POSIX
def test_as_root_the_packages_are_installed_and_old_lists_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = tmp_path / "said"
    script(
        tmp_path / "apt-get",
        f'echo "$DEBIAN_FRONTEND $@" >> "{said}"\n[ "$1" = update ] && : > "{tmp_path}/fresh"\n[ -e "{tmp_path}/fresh" ]',
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    run.provide(["libegl1"])
    install = "noninteractive install -y -qq --no-install-recommends libegl1"
    calls = said.read_text("utf-8").splitlines()
    assert calls[0] == calls[2] == install
    assert len(calls) == 3


def test_without_apt_the_missing_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(run.Refusal, match="libegl1") as refusal:
        run.provide(["libegl1"])
    assert "apt-get" not in str(refusal.value)


def as_python_3_10(path: Path) -> subprocess.CompletedProcess[str]:
    """Run run.py by an interpreter that takes itself for 3.10, with only that folder on PATH."""
    code = (
        f"import runpy, sys; sys.version_info = (3, 10, 4); sys.version = '3.10.4 '; runpy.run_path({run.__file__!r}, run_name='__main__')"
    )
    variables = {**os.environ, "PATH": str(path), "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, "-c", code, "score", "a"], env=variables, capture_output=True, encoding="utf-8", check=False)


def test_another_python_is_refused_with_a_sentence(tmp_path: Path) -> None:
    done = as_python_3_10(tmp_path)
    assert done.returncode == 2
    assert "需要 Python 3.11、3.12 或 3.13，当前为 3.10.4" in done.stderr
    assert "3.11, 3.12 or 3.13 is needed; this is 3.10.4" in done.stderr
    assert "Traceback" not in done.stderr


@POSIX
def test_a_fitting_python_on_the_path_takes_over(tmp_path: Path) -> None:
    script(tmp_path / "python3.13", "exit 127")  # there, but it does not start
    script(tmp_path / "python3.12", '[ "$1" = -c ] || echo "over to 3.12: $@"')
    done = as_python_3_10(tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("over to 3.12: ")
    assert done.stdout.rstrip().endswith("run.py score a")


def test_an_old_python_gets_far_enough_to_say_so() -> None:
    ast.parse(Path(run.__file__).read_text("utf-8"), feature_version=(3, 7))


@POSIX
def test_the_checks_stop_at_the_first_failure_and_say_how_each_went(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    python = script(tmp_path / "python", '[ "$2" != mypy ]')
    assert run.run_checks(str(python), os.environ) == 1
    summary = capfd.readouterr().out.split("=== summary\n")[1].splitlines()
    assert [line.split()[0] for line in summary] == ["ok", "ok", "FAILED", "not", "not", "not"]
    assert run.run_checks(str(script(tmp_path / "python", "exit 0")), os.environ) == 0
