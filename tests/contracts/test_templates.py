"""Every template is used by somebody."""

from pathlib import Path

from django.template import engines
from django.template.utils import get_app_template_dirs

from tests.support import sources

FOUND_BY_NAME = {
    # Django asks for these itself.
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "500.html",
    # crispy-forms asks for these, with the name of our template pack before the path.
    "kern/display_form.html",
    "kern/layout/div.html",
    "kern/layout/fieldset.html",
    "kern/uni_formset.html",
    "kern/whole_uni_form.html",
    "kern/whole_uni_formset.html",
}
TEMPLATES = sources.ROOT / "templates"


def _overrides_a_package(name: str) -> bool:
    return any((Path(folder) / name).exists() for folder in get_app_template_dirs("templates"))


def _mentions() -> str:
    files = [*sources.python_files("applications", "wir_foerderung"), *sources.template_files()]
    return "\n".join(path.read_text() for path in files)


def _is_mail_of_a_kind(name: str, everything: str) -> bool:
    """Mails are found by their kind: ``mail/<kind>.txt``."""
    return name.startswith("mail/") and f'"{Path(name).stem}"' in everything


def test_every_template_is_used():
    everything = _mentions()
    names = [str(path.relative_to(TEMPLATES)) for path in sources.template_files()]

    unused = [
        name
        for name in names
        if name not in FOUND_BY_NAME
        and f"{name}" not in everything
        and not _is_mail_of_a_kind(name, everything)
        and not _overrides_a_package(name)
    ]

    assert unused == []


def test_every_template_compiles():
    engine = engines["django"]

    for path in sources.template_files():
        engine.get_template(str(path.relative_to(TEMPLATES)))
