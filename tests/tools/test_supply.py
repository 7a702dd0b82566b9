"""What is shipped: every gate is shut when something is planted behind it."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import check
import pytest
import supply
import supply_audit
import supply_bom
import supply_floors
import supply_licences
import supply_locks
import supply_secrets
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.support import sources

# What we ask for ourselves at run time; one more is a decision, with a line in dependencies.md.
MOST_DIRECT_PACKAGES = 24
LISTS = (*supply_locks.PYTHON_LOCKS, *supply_locks.ASKED.values(), supply_locks.NPM_LOCK)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the locks and of nothing else, in a Git of its own."""
    (tmp_path / "requirements").mkdir()
    for name in LISTS:
        shutil.copy(sources.ROOT / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(sources.ROOT / "node_modules")
    (tmp_path / ".gitignore").write_text("/node_modules\n")
    _git(tmp_path, "init", "--quiet")
    return tmp_path


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=test", "-c", "user.email=test@wir.example")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_what_we_ship_has_no_flaw() -> None:
    assert supply.flaws(sources.ROOT) == []


def test_a_copy_of_the_locks_has_no_flaw(tree: Path) -> None:
    assert supply.flaws(tree) == []


def test_old_weasyprint_is_refused(tree: Path) -> None:
    _change(tree / "requirements.txt", "weasyprint==70.0", "weasyprint==68.0")
    command = [sys.executable, "tools/supply.py", f"--root={tree}"]

    done = subprocess.run(command, cwd=sources.ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "weasyprint 68.0 is older than 70.0: CVE-2025-68616" in done.stdout


@pytest.mark.parametrize("name", sorted(supply_floors.FLOORS))
def test_every_floor_refuses_what_lies_below_it(name: str) -> None:
    old = supply_locks.Package("pypi", name, "0.0.1", ())

    flaws = supply_floors.flaws([old])

    assert any(flaw.startswith(f"{name} 0.0.1 is older than ") for flaw in flaws)


def test_floor_of_a_package_that_is_gone_is_stale(tree: Path) -> None:
    packages = [p for p in supply_locks.shipped(tree) if p.name != "pikepdf"]

    assert supply_floors.flaws(packages) == ["pikepdf has a floor and is not shipped"]


def test_every_part_with_a_cage_has_a_floor() -> None:
    page = (sources.ROOT / "docs/dependencies.md").read_text()
    table = page.partition("their cage\n")[2].partition("\n## ")[0]
    caged = [line.split("**")[1] for line in table.splitlines() if line.startswith("| **")]

    assert len(caged) == 5
    assert set(caged) <= set(supply_floors.FLOORS)


@pytest.mark.parametrize("lock", supply_locks.PYTHON_LOCKS)
def test_package_without_a_hash_is_found(tree: Path, lock: str) -> None:
    package = supply_locks.python_packages(tree / lock)[-1]
    for digest in package.hashes:
        _change(tree / lock, f"--hash={digest}", "")

    assert supply_locks.flaws(tree) == [f"{lock}: {package.name} has no hash"]


def test_package_of_npm_without_a_hash_is_found(tree: Path) -> None:
    lock = tree / "package-lock.json"
    entries = json.loads(lock.read_text())
    del entries["packages"]["node_modules/@kern-ux/native"]["integrity"]
    lock.write_text(json.dumps(entries))

    assert supply_locks.flaws(tree) == ["package-lock.json: @kern-ux/native has no hash"]


def test_what_was_asked_for_and_not_pinned_is_found(tree: Path) -> None:
    _change(tree / "requirements/base.in", "gunicorn", "granian")

    assert "requirements.txt: granian is not pinned" in supply_locks.flaws(tree)


def test_line_that_pins_nothing_is_refused(tree: Path) -> None:
    _change(tree / "requirements.txt", "asgiref==", "asgiref>=")

    with pytest.raises(ValueError, match="not pinned: asgiref>="):
        supply_locks.flaws(tree)


@pytest.mark.parametrize("changed", [False, True])
def test_package_with_one_changed_byte_is_not_installed(tmp_path: Path, changed: bool) -> None:
    wheel = tmp_path / "parcel-1.0-py3-none-any.whl"
    about = "Metadata-Version: 2.1\nName: parcel\nVersion: 1.0\n"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("parcel.py", "")
        archive.writestr("parcel-1.0.dist-info/METADATA", about)
        archive.writestr("parcel-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("parcel-1.0.dist-info/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock = tmp_path / "lock.txt"
    lock.write_text(f"parcel==1.0 --hash=sha256:{digest}\n")
    if changed:
        wheel.write_bytes(wheel.read_bytes() + b"\n")
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    place = ["--no-index", f"--find-links={tmp_path}", f"--target={tmp_path / 'place'}"]

    done = subprocess.run(
        [*pip, *place, "--require-hashes", "-r", str(lock)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode == 0, "DO NOT MATCH THE HASHES" in done.stderr) == (
        not changed,
        changed,
    )


def test_number_of_direct_packages_does_not_grow_unseen() -> None:
    assert len(supply_locks.direct(sources.ROOT)) <= MOST_DIRECT_PACKAGES


def test_list_of_parts_follows_its_schema_and_names_every_part() -> None:
    text = supply_bom.page(sources.ROOT)
    parts = json.loads(text)["components"]

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert sorted((part["name"], part["version"]) for part in parts) == sorted(
        (package.name, package.version) for package in supply_locks.shipped(sources.ROOT)
    )
    assert all(part["purl"].startswith(("pkg:pypi/", "pkg:npm/")) for part in parts)


def test_licence_that_nobody_looked_at_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(supply_licences.ALLOWED, "OFL-1.1")

    flaws = supply.flaws(sources.ROOT)

    assert len(flaws) == 5
    assert all(flaw.endswith("licence not on the list: OFL-1.1") for flaw in flaws)


def test_every_allowed_licence_is_in_use() -> None:
    packages = supply_locks.shipped(sources.ROOT)
    used = {supply_licences.licence(sources.ROOT, package)[0] for package in packages}

    assert used == set(supply_licences.ALLOWED)


# Put together here, so that this file holds no shape of its own.
PLANTED = {
    "private key": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "key of a cloud": "AKIA" + "Q" * 16,
    "token of a forge": "ghp_" + "a" * 36,
    "token of a registry": "npm_" + "b" * 36,
    "token of a service": "xoxb-" + "1" * 24,
    "signed token": "eyJ" + "a" * 12 + ".eyJ" + "b" * 12 + "." + "c" * 12,
    "password in an address": "postgres://wir:" + "geheim@127.0.0.1/wir",
}


@pytest.mark.parametrize("shape", sorted(PLANTED))
def test_planted_secret_is_found(tree: Path, shape: str) -> None:
    (tree / "notes.txt").write_text(f"siehe {PLANTED[shape]}\n")
    _git(tree, "add", ".")

    assert supply_secrets.flaws(tree) == [f"notes.txt: {shape}"]


@pytest.mark.parametrize("name", [".env", "server.key", "id_ed25519", "db.sqlite3"])
def test_planted_file_of_secrets_is_found(tree: Path, name: str) -> None:
    (tree / name).write_text("")
    _git(tree, "add", "--force", ".")

    assert supply_secrets.flaws(tree) == [f"{name}: a file of secrets"]


def test_secret_that_was_deleted_again_is_found(tree: Path) -> None:
    (tree / ".env").write_text(PLANTED["private key"])
    _git(tree, "add", "--force", ".")
    _git(tree, "commit", "--quiet", "--message", "one")
    _git(tree, "rm", "--quiet", ".env")
    _git(tree, "commit", "--quiet", "--message", "two")

    first, *commits = supply_secrets.flaws(tree)

    assert first == "history: .env: a file of secrets"
    assert len(commits) == 2


def _judged(*names: str, holes: int = 0) -> str:
    hole = {"id": "CVE-1", "fix_versions": ["2"]}
    rows = [{"name": name, "version": "1", "vulns": [hole] * holes} for name in names]
    return json.dumps({"dependencies": rows})


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (_judged("a", "b"), supply_audit.CLEAN),
        (_judged("a", "b", holes=1), supply_audit.HOLES),
        (_judged("a"), supply_audit.NOT_AUDITED),
        ('{"dependencies": []}', supply_audit.NOT_AUDITED),
        ("", supply_audit.NOT_AUDITED),
    ],
)
def test_only_a_judged_package_counts_as_audited(answer: str, verdict: int) -> None:
    assert supply_audit.judge_python(answer, "ERROR: no answer", {"a", "b"}) == verdict


@pytest.mark.parametrize(
    ("holes", "judged", "verdict"),
    [
        ({}, 2, supply_audit.CLEAN),
        ({"a": {"severity": "high"}}, 2, supply_audit.HOLES),
        ({}, 1, supply_audit.NOT_AUDITED),
        ("405 Method Not Allowed", 2, supply_audit.NOT_AUDITED),
    ],
)
def test_only_a_judged_package_of_npm_counts_as_audited(
    holes: object, judged: int, verdict: int
) -> None:
    name = "vulnerabilities" if isinstance(holes, dict) else "message"
    answer = json.dumps({name: holes, "metadata": {"dependencies": {"prod": judged}}})

    assert supply_audit.judge_npm(answer, "npm error", {"a", "b"}) == verdict


def test_nobody_reached_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    supply_audit.judge_python("", "WARNING: x\nERROR: could not be audited\n", {"a"})

    assert capsys.readouterr().out == (
        "supply: Python packages: NOT AUDITED, this says nothing about their safety "
        "(ERROR: could not be audited)\n"
    )


def test_supply_is_part_of_every_check(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = []
    monkeypatch.setattr(check, "_passes", lambda name, command, extra: commands.append(command))

    assert check.main() == 1
    assert [sys.executable, "tools/supply.py"] in commands
