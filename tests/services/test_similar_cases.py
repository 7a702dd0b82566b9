"""Hints at the same association or the same project: with reasons, across rounds, never more."""

import pytest
from django.urls import reverse

from applications.models import Application, CaseFingerprint
from applications.rules.fingerprints import FingerprintKind
from applications.rules.review import Relation
from applications.rules.sections import Section
from applications.services.similar_cases import earlier_awards, similar_cases
from applications.workflow.conflicts import closed_cases
from tests import factories
from tests.support.accounts import sign_in

pytestmark = pytest.mark.django_db

OTHER_TEXTS = {
    Section.MICRO_PROJECT: {"summary": "Wir kochen zusammen und feiern im Hof ein großes Fest."},
    Section.GOALS: {"need": "Nachbarn kennen einander nicht und grüßen sich nie im Haus."},
    Section.BOARD: {"contact_email": "neu@anders.example", "contact_phone": "0561 998877"},
    Section.ORGANISATION: {
        "street": "Anderer Weg 9",
        "register_court": "Kassel",
        "register_number": "VR 77",
    },
}


@pytest.fixture
def reader():
    return factories.make_staff("Sachbearbeitung")


def other(**values):
    """A case that has nothing in common with the first but what is given."""
    changes = {section: dict(columns) for section, columns in OTHER_TEXTS.items()}
    for section, columns in values.pop("changes", {}).items():
        changes[section].update(columns)
    return factories.make_submitted(changes=changes, **values)


def reasons(case, reader):
    found = similar_cases(case, closed=closed_cases(reader))
    return {one.application: set(one.reasons) for one in found}


def test_nothing_in_common_is_no_hint(reader):
    case = factories.make_submitted(name="Frauennetz Usaufer e. V.")
    other(name="Kochkreis Kassel e. V.")

    assert reasons(case, reader) == {}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({Section.BOARD: {"contact_phone": "+49 (6031) 123456"}}, FingerprintKind.PHONE),
        ({Section.BOARD: {"contact_email": "RANIA@verein.example"}}, FingerprintKind.EMAIL),
    ],
)
def test_contact_is_compared_without_its_spelling(reader, changes, kind):
    known = {"contact_phone": "06031 123456", "contact_email": "rania@verein.example"}
    case = factories.make_submitted(
        name="Frauennetz Usaufer e. V.", changes={Section.BOARD: known}
    )
    twin = other(name="Kochkreis Kassel e. V.", changes=changes)

    assert reasons(case, reader) == {twin: {kind}}


def test_name_address_and_register_are_compared_without_their_spelling(reader):
    known = {"street": "Alte Straße 5", "register_court": "Friedberg", "register_number": "VR 12"}
    case = factories.make_submitted(
        name="Frauennetz Usaufer e. V.", changes={Section.ORGANISATION: known}
    )
    twin = other(
        name="Verein Usaufer Frauennetz",
        changes={
            Section.ORGANISATION: {
                "name": "Verein Usaufer Frauennetz",
                "street": "Alte Str. 5",
                "register_court": "FRIEDBERG",
                "register_number": "vr 12",
            }
        },
    )

    assert reasons(case, reader)[twin] == {
        FingerprintKind.REGISTER,
        FingerprintKind.NAME,
        FingerprintKind.ADDRESS,
    }


def test_similar_text_of_the_project_is_found(reader):
    case = factories.make_submitted(name="Frauennetz Usaufer e. V.")
    document = case.snapshots.get().document["answers"]
    copied = {
        Section.MICRO_PROJECT: {"summary": document["micro_project"]["summary"] + " Und Tee."},
        Section.GOALS: {"need": document["goals"]["need"]},
    }
    twin = other(name="Kochkreis Kassel e. V.", changes=copied)

    assert FingerprintKind.PROJECT in reasons(case, reader)[twin]


def test_earlier_award_of_another_round_is_named(reader):
    earlier = factories.make_round(reference_prefix="WIR-2019")
    award = factories.make_awarded(funding_round=earlier, name="Frauennetz Usaufer e. V.")
    case = factories.make_submitted(name="Frauennetz Usaufer e. V.")

    assert earlier_awards(similar_cases(case, closed=closed_cases(reader)), case) == [award]


def test_a_closed_case_is_no_hint(reader):
    case = factories.make_submitted(name="Frauennetz Usaufer e. V.")
    twin = other(name="Frauennetz Usaufer e. V.")
    assert twin in reasons(case, reader)

    factories.declare(reader, twin, Relation.RELATED)

    assert twin not in reasons(case, reader)


def test_many_cases_are_asked_for_in_two_queries(reader, django_assert_num_queries):
    case = factories.make_submitted(name="Frauennetz Usaufer e. V.")
    for count in (1, 3):
        while Application.objects.count() <= count:
            other(name="Frauennetz Usaufer e. V.")
        with django_assert_num_queries(2):
            assert len(similar_cases(case, closed=closed_cases(reader))) == count
    assert CaseFingerprint.objects.filter(application=case).count() > 5


def test_no_text_can_be_read_from_a_fingerprint():
    case = factories.make_submitted()

    values = case.fingerprints.values_list("value", flat=True)

    assert all(len(value) == 32 and int(value, 16) >= 0 for value in values)


def test_the_review_page_shows_the_hints(client, reader):
    case = factories.make_submitted(name="Frauennetz Usaufer e. V.")
    twin = other(name="Frauennetz Usaufer e. V.")
    sign_in(client, reader)
    page = client.get(reverse("admin:applications_application_change", args=[case.code]))

    assert twin.reference_number in page.content.decode()
    assert "ähnlicher Name" in page.content.decode()
