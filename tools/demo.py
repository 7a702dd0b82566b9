"""Start the demonstration: the round of 2020 on another date, with demo data.

Prepares the database, static files and demo data when anything changed since the last start,
sets the rehearsal clock, prints the demo accounts and becomes ``tools/serve.py``. With words
behind it, it runs that management command in the environment of the demonstration instead.
"""

import hashlib
import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("WIR_VAR_DIR") or ROOT / "var" / "demo")
STAMP = VAR / "prepared"
OPENING = "2020-01-20T10:00"
SOURCES = ("applications", "static", "templates", "wir_foerderung")
LOCKS = ("requirements.txt", "package-lock.json")


def main(words: list[str]) -> None:
    """Run the command given, or prepare, tell and serve."""
    _set_environment()
    # Only now: the settings read the environment.
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - slow import

    if words:
        execute_from_command_line(["manage.py", *words])
    else:
        _start()


def _start() -> None:
    import django  # noqa: PLC0415 - slow import
    from django.core.management import call_command  # noqa: PLC0415 - slow import

    django.setup()
    fingerprint = _fingerprint()
    prepared = STAMP.exists() and STAMP.read_text() == fingerprint
    if not prepared:
        print("demo: preparing the database and the demo data", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_round_2020")
    call_command("start_rehearsal")
    if not prepared:
        call_command("demo_data")
        STAMP.write_text(fingerprint)
    call_command("demo_accounts")
    print(f"\nhttp://127.0.0.1:{os.environ.get('PORT', '8000')}  (Ctrl-C stops)", flush=True)
    serve = str(ROOT / "tools" / "serve.py")
    os.execv(sys.executable, [sys.executable, serve])  # noqa: S606 - our own program


def _set_environment() -> None:
    VAR.mkdir(parents=True, exist_ok=True)
    port = os.environ.get("PORT", "8000")
    ours = {
        "DJANGO_SETTINGS_MODULE": "wir_foerderung.settings",
        "WIR_VAR_DIR": str(VAR),
        "WIR_REHEARSAL": "1",
        "WIR_REHEARSAL_NOW": os.environ.get("NOW") or OPENING,
        "WIR_LOG_LEVEL": "WARNING",
        # Nothing leaves this machine; the pages show all mails at /demo/mails/.
        "EMAIL_URL": "dummymail://",
        "WIR_BASE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY_FILE": str(_secret_key()),
    }
    for name, value in ours.items():
        os.environ.setdefault(name, value)
    sys.path.insert(0, str(ROOT))


def _secret_key() -> Path:
    """Return the file with this demonstration's own key, readable for its owner only."""
    file = VAR / "secret_key"
    if not file.exists():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as opened:
            opened.write(secrets.token_urlsafe(64))
    return file


def _fingerprint() -> str:
    """Return a hash of the code and of everything else that shapes the demonstration."""
    files = [ROOT / lock for lock in LOCKS]
    for folder in SOURCES:
        files += [p for p in (ROOT / folder).rglob("*") if p.is_file() and p.suffix != ".pyc"]
    database = os.environ.get("DATABASE_URL", "")
    digest = hashlib.sha256(f"{database} {os.environ['WIR_REHEARSAL_NOW']}".encode())
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
