"""The pages of the staff work with assistive technology and on small screens, too."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from django.contrib import admin
from django.urls import URLPattern

from applications.models import Finding, FundingRound, LetterDraft, TextBlock
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
from tests.journeys.staff_visits import VISITS
from tests.journeys.sweep import Sweep
from tests.support import bank_details, paper
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
        "block_id": TextBlock.objects.earliest("pk").pk,
        "change_id": _waiting_change(),
    }
    return known | _letters() | _frozen()


def _letters() -> dict[str, Any]:
    """One award whose letter goes by post, one letter that was chosen and one that waits."""
    by_post = factories.make_awarded(changes={Section.DECLARATIONS: {"delivery": "post"}})
    paid = factories.make_awarded()
    bank_details.enter(paid)
    bank_details.confirm(paid)
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
        "paid": paid.code,
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
