"""Who may see and do what in the admin: by group, and nothing by being a superuser."""

import re
from ipaddress import ip_network
from urllib.parse import quote

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse

from applications import models
from applications.models import append_only
from tests import factories

GROUPS = ("Sachbearbeitung", "Mitzeichnung", "Leitung", "Haushalt", "Revision", "Verwaltung")
LISTS = {
    "applications_application": {
        "Sachbearbeitung",
        "Mitzeichnung",
        "Leitung",
        "Haushalt",
        "Revision",
    },
    "applications_awardlist": {
        "Sachbearbeitung",
        "Mitzeichnung",
        "Leitung",
        "Haushalt",
        "Revision",
    },
    "applications_fundinground": set(GROUPS),
    "applications_legalparameter": set(GROUPS),
    "applications_document": set(GROUPS) - {"Haushalt"},
    "applications_message": set(GROUPS) - {"Haushalt"},
    "applications_enquiry": {"Sachbearbeitung", "Leitung"},
    "applications_submissionfeedback": {"Leitung"},
    "applications_helpvote": {"Leitung"},
    "applications_auditevent": {"Leitung", "Revision", "Verwaltung"},
    "applications_transition": {"Leitung", "Revision", "Verwaltung"},
    "applications_user": {"Leitung", "Revision", "Verwaltung"},
    "auth_group": {"Revision", "Verwaltung"},
    "applications_membership": {"Revision", "Verwaltung"},
}
STEPS = {
    "pruefung-beginnen": {"Sachbearbeitung"},
    "vorschlag": {"Sachbearbeitung", "Leitung"},
    "mitzeichnen": {"Mitzeichnung", "Leitung"},
    "zurueckgeben": {"Mitzeichnung", "Leitung"},
    "uebernehmen": {"Sachbearbeitung"},
}
ADDED = {
    "applications_fundinground": {"Verwaltung"},
    "applications_legalparameter": {"Verwaltung"},
    "applications_user": {"Verwaltung"},
}


@pytest.mark.parametrize("group", GROUPS)
def test_lists_open_for_their_readers_only(desk, group):
    client = desk(group)

    answers = {name: client.get(reverse(f"admin:{name}_changelist")) for name in LISTS}

    opened = {name for name, answer in answers.items() if answer.status_code == 200}
    refused = {name for name, answer in answers.items() if answer.status_code == 403}
    assert opened == {name for name, readers in LISTS.items() if group in readers}
    assert opened | refused == set(LISTS)


@pytest.mark.parametrize("group", GROUPS)
def test_steps_refuse_everybody_else_whatever_the_state(desk, group):
    application = factories.make_submitted()
    client = desk(group)

    for slug, allowed in STEPS.items():
        url = reverse("admin:applications_application_step", args=[application.code, slug])
        seen = client.get(url).status_code
        sent = client.post(url, {"step": "go"}).status_code
        assert (seen == 403) == (group not in allowed), slug
        assert (sent == 403) == (group not in allowed), slug


@pytest.mark.parametrize("group", GROUPS)
def test_forms_to_add_open_for_their_writers_only(desk, group):
    client = desk(group)

    for name, writers in ADDED.items():
        status = client.get(reverse(f"admin:{name}_add")).status_code
        assert status == (200 if group in writers else 403), name


@pytest.mark.parametrize("group", GROUPS)
def test_start_page_shows_the_menu_of_the_role(desk, group):
    html = desk(group).get(reverse("admin:index")).content.decode()

    for name, readers in LISTS.items():
        address = reverse(f"admin:{name}_changelist")
        assert (f'href="{address}"' in html) == (group in readers), name


def test_superuser_without_a_group_has_no_rights(desk):
    person = factories.make_user("Super", is_staff=True, is_superuser=True)
    client = desk(person=person)

    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def without_tokens(response):
    """Return a page without what is new in every answer, and without its own address."""
    own = quote(response.wsgi_request.path, safe="")
    new = rf'value="[A-Za-z0-9]{{64}}"|data-left="[0-9]+"|{own}'
    return re.sub(new, "", response.content.decode())


def test_desk_answers_applicants_as_an_unknown_address(desk):
    """Nothing tells that it exists, not even a header."""
    client = desk(person=factories.make_user())
    known = [
        reverse("admin:index"),
        reverse("admin:login"),
        reverse("admin:applications_user_changelist"),
        "/verwaltung/gibt-es-nicht/",
    ]

    unknown = client.get("/gibt-es-nicht/")
    page = without_tokens(unknown)

    assert unknown.status_code == 404
    for address in known:
        answer = client.get(address)
        assert (answer.status_code, without_tokens(answer)) == (404, page), address
        assert answer.headers.keys() == unknown.headers.keys(), address
        assert client.post(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "status"), [("10.1.2.3", 302), ("2001:db8::7", 302), ("192.0.2.1", 404)]
)
def test_desk_opens_from_its_networks_only(client, db, settings, address, status):
    settings.ADMIN_NETWORKS = [ip_network("10.1.0.0/16"), ip_network("2001:db8::/32")]

    for url in (reverse("admin:index"), reverse("admin:login")):
        assert client.get(url, REMOTE_ADDR=address).status_code == status
    assert client.get("/", REMOTE_ADDR=address).status_code == 200


def test_visitor_is_asked_to_sign_in(client, db):
    answer = client.get(reverse("admin:login"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_staff_without_second_factor_see_nothing(client, db):
    client.force_login(factories.make_staff("Sachbearbeitung"))

    answer = client.get(reverse("admin:applications_application_changelist"))

    assert answer.status_code == 302
    assert "/konto/schutz/" in answer["Location"]


# Everything with a trigger in the database, and what only services write.
PROTECTED = (
    *(m for m in apps.get_models() if m._meta.db_table in append_only.TABLES),
    *(models.Application, models.Message, models.Membership, models.User, Group),
)
ADMIN_ACTIONS = ("", "add/", "{pk}/", "{pk}/change/", "{pk}/delete/", "{pk}/history/")


def _rows() -> dict[str, list[dict]]:
    without = {"last_login", "is_superuser"}
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in without}
            for row in model._base_manager.order_by("pk").values()
            # What was refused just now stands in the log.
            if row.get("event") != "access.refused"
        ]
        for model in PROTECTED
    }


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_posting_to_every_address_leaves_evidence_unchanged(desk, group):
    factories.make_proposed()
    client = desk(group)
    client.person.is_superuser = True
    client.person.save()
    before = _rows()

    for model in PROTECTED:
        base = f"/verwaltung/{model._meta.app_label}/{model._meta.model_name}/"
        row = model._base_manager.order_by("pk").first()
        keys = [getattr(row, "pk", 1), getattr(row, "code", "A" * 26)]
        for key in keys:
            for tail in ADMIN_ACTIONS:
                data = {"action": "delete_selected", "_selected_action": key, "post": "yes"}
                answer = client.post(base + tail.format(pk=key), data)
                assert answer.status_code in {200, 302, 403, 404, 405}

    assert _rows() == before


def test_pages_nobody_needs_do_not_exist(desk):
    client = desk("Verwaltung")

    for path in ("password_change/", "autocomplete/", "r/1/1/", "mfa/authenticator/"):
        assert client.get(f"/verwaltung/{path}").status_code == 404
