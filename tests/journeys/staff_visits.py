"""Which pages of the staff a sweep looks at, by group: address and the button to press there."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import reverse

SAVE: Final = "Sichern"
# Cases of the scene that take the place of the code in an address.
_PLACES: Final = {
    "reviewed": "code",
    "proposed": "code",
    "answered": "code",
    "heard": "code",
    "awarded": "code",
    "paid": "code",
    "paper": "code",
    "declaration": "pk",
    "view_code": "code",
    "batch_code": "code",
    "draft_code": "code",
    "block_id": "object_id",
}


@dataclass(frozen=True)
class Visit:
    """One page: its name, what its address and its query hold, the button to press there."""

    name: str
    press: str = ""
    # The box to tick before that, by its label.
    tick: str = ""
    parts: tuple[str, ...] = ()
    query: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.name, *self.extra.values(), self.query, self.press]).strip()

    def address(self, known: dict[str, Any]) -> str:
        """Return the address in a scene."""
        kwargs = {_PLACES.get(part, part): known[part] for part in self.parts} | self.extra
        return reverse(f"admin:{self.name}", kwargs=kwargs) + self.query


def _list(model: str, query: str = "") -> Visit:
    return Visit(f"applications_{model}_changelist", query=query)


def _case(name: str, press: str = "", *, case: str = "code", step: str = "") -> Visit:
    extra = {"slug": step} if step else {}
    return Visit(f"applications_application_{name}", press, parts=(case,), extra=extra)


def _batch(press: str) -> Visit:
    """A step for many cases; its address leads to the list, where something is chosen."""
    extra = {"slug": "zuweisen"}
    return Visit("applications_application_batch", press, tick="auswählen", extra=extra)


def _award(page: str, press: str = "", *, part: str = "list_id", query: str = "") -> Visit:
    parts = () if page in {"compare", "scenario_add"} else (part,)
    return Visit(f"applications_awardlist_{page}", press, parts=parts, query=query)


def _scenario(page: str, press: str = "") -> Visit:
    return _award(page, press, part="scenario_id")


VISITS: Final[dict[str, tuple[Visit, ...]]] = {
    "Sachbearbeitung": (
        Visit("index"),
        _award("release"),
        _list("application"),
        _list("application", "?q=gibt+es+nicht"),
        _list("application", "?state=submitted&district=FB"),
        _batch("Mir zuweisen"),
        _batch("Zuweisen an …"),
        _batch("Nachfrage an ausgewählte Vereine"),
        Visit("applications_application_views"),
        Visit("applications_application_views", query="?state=submitted"),
        Visit("applications_application_views", "Ansicht sichern", query="?state=submitted"),
        Visit("applications_application_view", parts=("view_code",)),
        Visit("applications_application_batch_result", parts=("batch_code",)),
        _case("change"),
        _case("step", step="pruefung-beginnen"),
        _case("applicant_view"),
        _case("applicant_view", "Ansicht öffnen"),
        _case("relation"),
        _case("relation", "Erklären"),
        _case("change", case="reviewed"),
        _case("step", step="vorschlag", case="reviewed"),
        _case("step", "Zur Mitzeichnung geben", step="vorschlag", case="reviewed"),
        _case("step", step="nachfrage", case="reviewed"),
        _case("step", "Nachfrage senden", step="nachfrage", case="reviewed"),
        _case("step", "Kosten genauer erklären", step="nachfrage", case="reviewed"),
        _case("step", step="anhoerung", case="reviewed"),
        _case("step", "Anhörung senden", step="anhoerung", case="reviewed"),
        _case("step", step="anhoerung-beenden", case="heard"),
        _case("change", case="heard"),
        _case("change", case="answered"),
        _case("step", step="pruefung-fortsetzen", case="answered"),
        Visit("applications_application_version", parts=("answered",), extra={"version": "1"}),
        _case("checklist", case="reviewed"),
        _case("checklist", "Prüfliste speichern", case="reviewed"),
        _case("scores", case="reviewed"),
        _case("scores", "Bewertung speichern", case="reviewed"),
        _case("costs", case="reviewed"),
        _case("costs", "Kosten speichern", case="reviewed"),
        _case("notes", case="reviewed"),
        _case("notes", "Notiz speichern", case="reviewed"),
        _case("messages", case="reviewed"),
        _case("messages", case="reviewed"),
        _case("package", case="reviewed"),
        _case("package", "Aktenpaket herunterladen", case="reviewed"),
        Visit("applications_application_settle", parts=("reviewed", "finding_id")),
        Visit("applications_application_settle", "Erfüllt", parts=("reviewed", "finding_id")),
        _list("export"),
        Visit("applications_export_add"),
        Visit("applications_export_add", "Exportieren"),
        _list("paperentry"),
        Visit("applications_paperentry_add"),
        Visit("applications_paperentry_add", "Papierantrag anlegen"),
        Visit("applications_paperentry_change", parts=("paper",)),
        _list("document"),
        _list("message"),
        Visit("letters"),
        Visit("letters", "Auswahl zum Versand vorschlagen"),
        Visit("letter_draft", parts=("draft_id",)),
        Visit("deliveries"),
        Visit("deliveries", "Absendung eintragen"),
        Visit("deliveries", query="?zeige=alle"),
        _case("change", case="awarded"),
        _case("bank_call", case="paid"),
        _case("bank_call", "Bestätigung festhalten", case="paid"),
        _case("step", step="bescheid-aendern", case="awarded"),
        _case("step", step="bescheid-aufheben", case="awarded"),
    ),
    "Mitzeichnung": (
        Visit("index"),
        _case("change", case="proposed"),
        _case("step", step="mitzeichnen", case="proposed"),
        _case("step", "Mitzeichnen", step="mitzeichnen", case="proposed"),
        _case("step", "Zurückgeben", step="zurueckgeben", case="proposed"),
        _award("change"),
        _award("confirm"),
        _award("confirm", "Liste bestätigen"),
        _award("return"),
        _award("return", "Liste zurückgeben"),
        Visit("letter_release", parts=("release_id",)),
        Visit("letter_release", "Zurückgeben", parts=("release_id",)),
    ),
    "Leitung": (
        Visit("index"),
        _list("awardlist"),
        _list("awardlist", "?geprueft=1"),
        _award("scenario_add"),
        _award("scenario_add", "Szenario anlegen"),
        _scenario("scenario"),
        _scenario("discard"),
        _scenario("freeze"),
        _scenario("freeze", "Liste einfrieren"),
        _award("compare", query="?a=0"),
        _list("legaltext"),
        Visit("applications_legaltext_change", parts=("text_id",)),
        Visit("applications_legaltext_add", parts=("round_id",), extra={"kind": "remedy"}),
        Visit("applications_legaltext_release", parts=("text_id",)),
        Visit("retention"),
        _case("legal_hold", case="reviewed"),
        _case("legal_hold", "Löschsperre setzen", case="reviewed"),
        _list("enquiry"),
        Visit("applications_enquiry_change", parts=("enquiry_id",)),
        _list("submissionfeedback"),
        _list("helpvote"),
        _list("conflictdeclaration"),
        Visit("applications_conflictdeclaration_clear", parts=("declaration",)),
        Visit(
            "applications_conflictdeclaration_clear",
            "Keine Befangenheit feststellen",
            parts=("declaration",),
        ),
    ),
    "Haushalt": (
        Visit("index"),
        _list("awardlist"),
        _list("application"),
        _case("change"),
    ),
    "Revision": (
        Visit("index"),
        Visit("roles"),
        _case("accesses", case="reviewed"),
        Visit("applications_user_accesses", parts=("account_id",)),
        _list("auditevent"),
        _list("transition"),
    ),
    "Verwaltung": (
        Visit("index"),
        Visit("operation"),
        Visit("applicant_views"),
        Visit("applicant_views", "Suchen"),
        Visit("applicant_view_begin", parts=("draft_code",)),
        Visit("applicant_view_begin", "Ansicht öffnen", parts=("draft_code",)),
        _list("fundinground"),
        Visit("applications_fundinground_add"),
        Visit("applications_fundinground_add", SAVE),
        Visit("applications_fundinground_change", parts=("object_id",)),
        _list("textblock"),
        Visit("applications_textblock_add"),
        Visit("applications_textblock_add", SAVE),
        Visit("applications_textblock_change", parts=("block_id",)),
        Visit("applications_fundinground_copy", parts=("round_id",)),
        Visit("applications_fundinground_copy", "Runde kopieren", parts=("round_id",)),
        Visit("applications_fundinground_publish", parts=("round_id",)),
        Visit("applications_fundinground_propose", parts=("round_id",)),
        Visit("applications_fundinground_propose", "Zur Bestätigung geben", parts=("round_id",)),
        Visit("applications_fundinground_decide", parts=("round_id", "change_id")),
        _list("legalparameter"),
        Visit("applications_legalparameter_add"),
        Visit("applications_legalparameter_add", SAVE),
        _list("user"),
        Visit("applications_user_add"),
        Visit("applications_user_add", "Speichern"),
        Visit("applications_user_change", parts=("account_id",)),
        Visit("applications_user_second_factor", parts=("account_id",)),
        Visit(
            "applications_user_second_factor", "Zurücksetzen vorschlagen", parts=("account_id",)
        ),
        _list("membership"),
        Visit("auth_group_changelist"),
    ),
}
