"""The pages of the staff work with assistive technology and on small screens, too."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import pytest
from django.contrib import admin
from django.urls import URLPattern, reverse

from applications.models import Finding, FundingRound, LetterDraft
from applications.rules.choices import EnquiryKind
from applications.rules.documents import LegalTextKind
from applications.rules.review import Relation
from applications.rules.sections import Section
from applications.services import (
    contact,
    feedback,
    legal_texts,
    letter_outbox,
    round_changes,
    second_factor,
)
from tests import factories
from tests.journeys.person import Person
from tests.journeys.sweep import Sweep
from tests.support import paper
from tests.support.accounts import PASSWORD, make_user
from tests.support.answers import NEED, answer, save
from tests.support.award_lists import freeze, make_scenario
from tests.support.desk_rows import make_batch, make_saved_view

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.sqlite,
]

# Addresses that lead elsewhere or answer with a script.
NO_PAGES: Final = frozenset(
    {
        "app_list",
        "applications_application_record",
        "applications_awardlist_note",
        "applications_export_download",
        "applications_fundinground_preview",
        "jsi18n",
        "letter_draft_pdf",
        "login",
        "logout",
        "take_next",
        None,
    }
)
SAVE: Final = "Sichern"
# Cases of the scene that take the place of the code in an address.
_PLACES: Final = {
    "reviewed": "code",
    "proposed": "code",
    "answered": "code",
    "heard": "code",
    "awarded": "code",
    "paper": "code",
    "declaration": "pk",
    "view_code": "code",
    "batch_code": "code",
    "draft_code": "code",
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
        _list("auditevent"),
        _list("transition"),
    ),
    "Verwaltung": (
        Visit("index"),
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
        Visit("applications_textblock_change", parts=("object_id",)),
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


def test_every_page_of_the_staff_is_looked_at() -> None:
    patterns = (url for url in admin.site.get_urls() if isinstance(url, URLPattern))
    names = {pattern.name for pattern in patterns}
    seen = {visit.name for visits in VISITS.values() for visit in visits}

    assert names - NO_PAGES - seen == set()


@pytest.mark.usefixtures("january", "no_pdf")
@pytest.mark.parametrize("group", VISITS)
def test_pages_of_the_staff(group: str, new_context: Callable[..., Any]) -> None:
    user = make_user("anke@wir.example", name="Anke Beispiel", group=group)
    second_factor.enrol_for_rehearsal(user)
    known = scene() | {
        "account_id": factories.make_staff("Haushalt").pk,
        "view_code": make_saved_view(person=user).code,
        "batch_code": make_batch(actor=user).code,
    }
    person = Person(new_context().new_page())
    person.signs_in(user.email, PASSWORD, user)
    person.is_at("Heute")
    sweep = Sweep()

    for visit in VISITS[group]:
        person.opens(visit.address(known))
        if visit.tick:
            person.page.get_by_label(visit.tick).first.check()
        if visit.press:
            person.presses(visit.press)
        sweep.look(person.page, str(visit))

    assert not sweep.problems, "\n".join(sweep.problems)
    assert sweep.names == {visit.name for visit in VISITS[group]}


def scene() -> dict[str, Any]:
    """A case that has arrived, one in review with something to settle, one to sign."""
    old = {Section.NON_PROFIT: {"notice_date": date(2013, 5, 14)}}
    reviewed = factories.make_reviewed(changes=old)
    open_finding = Finding.objects.get(snapshot__application=reviewed, rule="VE-03")
    known = {
        "enquiry_id": _told(),
        "code": factories.make_submitted().code,
        "reviewed": reviewed.code,
        "proposed": factories.make_proposed().code,
        "answered": _answered(),
        "heard": factories.make_hearing(at=factories.REVIEWED_AT).application.code,
        "draft_code": factories.make_draft().code,
        "paper": paper.hand_over(paper.make_paper_entry()).application.code,
        "finding_id": open_finding.pk,
        "declaration": factories.declare(
            factories.make_staff("Sachbearbeitung"), reviewed, Relation.UNSURE
        ).pk,
        "object_id": FundingRound.objects.get().pk,
        "round_id": FundingRound.objects.get().pk,
        "change_id": _waiting_change(),
    }
    return known | _letters() | _frozen()


def _letters() -> dict[str, Any]:
    """One award whose letter goes by post, one letter that was chosen and one that waits."""
    by_post = factories.make_awarded(changes={Section.DECLARATIONS: {"delivery": "post"}})
    for _number in range(2):
        signed = factories.make_proposed()
        factories.sign(signed, actor=factories.make_staff("Mitzeichnung"))
    chosen, waiting = LetterDraft.objects.filter(document=None).order_by("pk")
    asked = letter_outbox.ask_release(
        funding_round=chosen.application.round,
        drafts=[chosen],
        actor=factories.make_staff("Leitung"),
        at=factories.REVIEWED_AT,
    )
    text = legal_texts.write_edition(
        funding_round=chosen.application.round,
        kind=LegalTextKind.NOTES,
        edition="2020-2",
        text="Bitte heben Sie alle Belege fünf Jahre auf.",
        actor=factories.make_staff("Verwaltung"),
        at=factories.REVIEWED_AT,
    )
    return {
        "awarded": by_post.code,
        "draft_id": waiting.pk,
        "release_id": asked.release.pk,
        "text_id": text.pk,
    }


def _frozen() -> dict[str, Any]:
    """A scenario, and the list that was frozen from it and waits for a second person."""
    head = factories.make_staff("Leitung", name="Hanna Leitner")
    scenario = make_scenario(actor=head, at=factories.REVIEWED_AT)
    frozen = freeze(scenario, actor=head, at=factories.REVIEWED_AT)
    return {"scenario_id": scenario.pk, "list_id": frozen.pk}


def _waiting_change() -> int:
    """A change of the round that waits for the head."""
    change = round_changes.propose_change(
        funding_round=FundingRound.objects.get(),
        values={"contact_phone": "0611 1"},
        reason="Neuer Anschluss.",
        actor=factories.make_staff("Verwaltung"),
        at=factories.SENT_AT,
    )
    return int(change.pk)


def _answered() -> str:
    """A case whose association changed a section and sent it."""
    request = factories.make_information_request(at=factories.REVIEWED_AT, due_on=date(2020, 2, 3))
    save(request, Section.GOALS, need=NEED)
    return str(answer(request, at=factories.REVIEWED_AT).code)


def _told() -> int:
    """Leave a question, the answers after sending and a vote on the help."""
    told = {"funding_round": FundingRound.objects.get(), "at": factories.SENT_AT}
    feedback.record_submission_feedback(ease=2, certainty=5, comment="Zu viele Zahlen.", **told)
    feedback.record_help_vote(topic="minijob", helped=True, at=factories.SENT_AT)
    enquiry = contact.receive_enquiry(
        kind=EnquiryKind.CONTACT,
        name="Rania Haddad",
        email="rania@beispiel.de",
        text="Dürfen wir zwei Projekte machen?",
        actor=None,
        **told,
    )
    return enquiry.pk
