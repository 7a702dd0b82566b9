"""Bare WeasyPrint, against which our press is measured: ``press_rivals.py bare|naive PAGE``.

Reads a page with its pictures, renders it once for every line on standard input and prints the
milliseconds of processor that it took.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
KERN: Final = ROOT / "node_modules/@kern-ux/native/dist/fonts"
STYLE: Final = ROOT / "templates/pdf/pdf.css"
WEB_FONTS: Final = "\n".join(
    f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
    f'src: url("{KERN / file}.woff2") }}'
    for family, weight, file in (
        ("Fira Sans", 400, "fira-sans/FiraSans-Regular"),
        ("Fira Sans", 700, "fira-sans/FiraSans-SemiBold"),
        ("Noto Sans", 400, "noto-sans/NotoSans-Regular"),
        ("Noto Sans", 700, "noto-sans/NotoSans-Bold"),
    )
)


def main(name: str, place: str) -> None:
    """Render whenever asked."""
    page: dict[str, Any] = json.loads(Path(place).read_text())
    render = {"bare": bare, "naive": naive}[name](page)
    for _line in sys.stdin:
        begin = time.process_time()
        render()
        print((time.process_time() - begin) * 1000, flush=True)


def bare(page: dict[str, Any]) -> Callable[[], object]:
    """Return the best form: fonts are files already, the style sheet is read once."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - slow import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - slow import

    fonts = FontConfiguration()
    style = CSS(string=STYLE.read_text(), font_config=fonts)
    return lambda: HTML(string=page["html"]).write_pdf(
        font_config=fonts, stylesheets=[style], **_options(page)
    )


def naive(page: dict[str, Any]) -> Callable[[], object]:
    """Return the form of the manual: fonts come packed from the style sheet, every time."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - slow import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - slow import

    def render() -> object:
        fonts = FontConfiguration()
        style = CSS(string=WEB_FONTS + STYLE.read_text(), font_config=fonts, base_url=str(ROOT))
        return HTML(string=page["html"]).write_pdf(
            font_config=fonts, stylesheets=[style], **_options(page)
        )

    return render


def _options(page: dict[str, Any]) -> dict[str, Any]:
    from weasyprint import Attachment  # noqa: PLC0415 - slow import

    at = datetime.fromisoformat(page["at"])
    file = Attachment(
        string=page["attachment"], name="antrag.json", relationship="Data", created=at, modified=at
    )
    return {"pdf_variant": "pdf/a-3a", "attachments": [file]}


if __name__ == "__main__":
    main(*sys.argv[1:])
