"""Whatever is typed: no fault of ours, no long wait, nothing runs, nothing typed is lost."""

import re
import unicodedata
from typing import Any

import pytest

from applications.forms.characters import LEFTOVERS
from applications.models import Application, User
from applications.views.section_pages import PAGES
from applications.workflow.application_document import document_of
from tests import factories
from tests.access import hostile
from tests.access.forms import CommittingClient, faults_of, rotations
from tests.access.more_addresses import CASE, MODELS
from tests.access.scene import NOBODY, REPRESENTATIVE, Scene
from tests.support import pages

# Each form meets every third text, neighbours different ones.
SHARES = 3


def share(number: int) -> tuple[str, ...]:
    """Return the texts for the form or page with this number."""
    return hostile.TEXTS[number % SHARES :: SHARES]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(PAGES)), ids=[page.slug for page in PAGES])
def test_what_was_typed_comes_back(scene: Scene, number: int) -> None:
    page = PAGES[number]
    client = scene.client_of(REPRESENTATIVE)
    url = f"/antrag/{scene.draft.code}/{page.slug}/"
    texts = tuple(t for t in share(number) if len(t) < 5000 and not re.search("{[{%]", t))

    again = pages.form_data(client.get(url))

    for wanted in rotations(_typed_names(page, scene.draft), texts):
        client.post(url, again | wanted | {"target": "next"})
        again = pages.form_data(client.get(url))
        # Entries of a list close up when one before them is empty: any field of the page counts.
        kept = [_gist(str(value)) for value in again.values()]
        lost = [text for text in wanted.values() if not any(_gist(text) in one for one in kept)]
        assert lost == []


def _typed_names(page: Any, draft: Application) -> list[str]:
    """Return the names of the fields into which one types, dates in their parts."""
    form = page.form(draft, on=factories.BEGUN_AT.date())
    return [
        field.html_name
        for field in form
        if getattr(field.field.widget, "input_type", "textarea") in {"text", "email", "textarea"}
        and not hasattr(field.field.widget, "widgets")
    ]


def _gist(text: str) -> str:
    """Return a text without what no reader can see."""
    seen = unicodedata.normalize("NFC", text).translate(LEFTOVERS).replace("\0", "")
    return "".join(seen.split()).lstrip("0")


@pytest.mark.parametrize("page", PAGES, ids=[page.slug for page in PAGES])
def test_buttons_nobody_made_press_nothing(scene: Scene, page: Any) -> None:
    client = scene.client_of(REPRESENTATIVE)
    url = f"/antrag/{scene.draft.code}/{page.slug}/"
    number = "9" * 5000
    made = ("x", *(one.name for one in page.form.lists))

    for name in made:
        for entry in (number, "x"):
            for action in ("add", "remove"):
                data = pages.form_data(client.get(url))
                answer = client.post(url, data | {"target": f"{action}:{name}:{entry}"})
                assert answer.status_code in {200, 302}
    query = "&".join(f"{name}={number}" for name in made)
    assert client.get(f"{url}?{query}").status_code == 200


def test_unreadable_goal_keeps_its_place(scene: Scene) -> None:
    client = scene.client_of(REPRESENTATIVE)
    url = f"/antrag/{scene.draft.code}/ziele/"
    goals = {"goals-0": "Erstes", "goals-1": "x" * 201, "goals-2": "Drittes"}

    client.post(url, pages.form_data(client.get(url)) | goals | {"target": "next"})

    assert client.get(f"/antrag/{scene.draft.code}/").status_code == 200
    shown = pages.form_data(client.get(url))
    assert {name: shown[name] for name in goals} == goals
    draft = Application.objects.with_lists().get(pk=scene.draft.pk)
    assert document_of(draft)["answers"]["goals"]["goals"] == ["Erstes", "Drittes"]


def test_real_names_are_stored_unchanged(scene: Scene) -> None:
    client = scene.client_of(REPRESENTATIVE)
    url = f"/antrag/{scene.draft.code}/vorstand/"

    for name in hostile.NAMES:
        typed = {"contact_name": name, "members-0-name": name, "members-1-name": name}
        answer = client.post(url, pages.form_data(client.get(url)) | typed | {"target": "next"})
        board = Application.objects.with_sections().get(pk=scene.draft.pk).board
        assert answer.status_code == 302, name
        assert [board.contact_name, *(one["name"] for one in board.members)] == [name] * 3


def test_real_names_of_accounts_and_associations_are_stored_unchanged(scene: Scene) -> None:
    client = scene.client_of(REPRESENTATIVE)
    page = f"/antrag/{scene.draft.code}/verein/"

    for name in hostile.NAMES[::2]:
        client.post("/konto/", {"name": name})
        client.post(page, pages.form_data(client.get(page)) | {"name": name, "target": "next"})
        scene.draft.refresh_from_db()
        assert User.objects.get(pk=scene.people[REPRESENTATIVE].pk).name == name
        assert scene.draft.organisation_name == name


LISTS = [
    *(
        ("Sachbearbeitung", f"{MODELS}{name}/")
        for name in ("application", "document", "message", "fundinground", "legalparameter")
    ),
    *(
        ("Verwaltung", f"{MODELS}{name}/")
        for name in ("auditevent", "transition", "user", "membership")
    ),
    ("Verwaltung", "/verwaltung/auth/group/"),
]
OWN_FILTERS = ("round", "state", "outcome", "district", "assigned", "late")
FOREIGN_FILTERS = (
    "kind",
    "state__regex",
    "username__regex",
    "date_joined__year",
    "organisation__memberships__user__password__startswith",
    "pk__in",
    "id__gt",
)
PARAMETERS = (
    *OWN_FILTERS,
    *FOREIGN_FILTERS,
    "q",
    "o",
    "p",
    "e",
    "all",
    "_to_field",
    "_popup",
    "_changelist_filters",
    "_facets",
)


@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(LISTS)), ids=[url for _person, url in LISTS])
def test_lists_of_the_staff_answer_every_address(scene: Scene, place: int) -> None:
    person, url = LISTS[place]
    client = scene.client_of(person, client=CommittingClient)
    client.raise_request_exception = False
    # Longer addresses than this never pass a server.
    texts = [text for text in share(place) if len(text) <= 6000]

    faults = [
        fault
        for number, text in enumerate(texts)
        for name in (PARAMETERS[number % len(PARAMETERS)], "q")
        for fault in faults_of(client, "get", url, {name: text})
    ]

    assert faults == []


@pytest.mark.parametrize("name", [*OWN_FILTERS, *FOREIGN_FILTERS])
def test_lists_take_no_filter_but_their_own(scene: Scene, name: str) -> None:
    client = scene.client_of("Sachbearbeitung")

    answer = client.get(f"{MODELS}application/", {name: "("})

    # A filter of the list with a value that it does not offer leads back to the whole list.
    assert answer.status_code == (302 if name in OWN_FILTERS else 400)


# What a list of Django takes from anybody and a database stumbles over; nobody offers any of it.
NEVER_OFFERED = (
    "username=%00",
    "username__regex=(",
    "date_joined__year=99999&date_joined__month=13",
    "password__startswith=a",
    "user__password__startswith=a",
    "id__in=x",
    "pk__isnull=2",
    "q__contains=",
)
ODD_PLACES = (
    "o=99999999999999999999.-1.x",
    "p=-1",
    "p=99999999999999999999",
    "_popup=1&_to_field=password",
    "_facets=True",
    "e=1",
    "all=",
    "q=%28%5B%2A%5C%27%22" + "%25" * 300,
    "q=%FF%FE%ED%A0%80",
)


@pytest.mark.parametrize("place", range(len(LISTS)), ids=[url for _person, url in LISTS])
def test_every_list_refuses_what_it_does_not_offer(scene: Scene, place: int) -> None:
    person, url = LISTS[place]
    client = scene.client_of(person, client=CommittingClient)
    client.raise_request_exception = False

    refused = {query: client.get(f"{url}?{query}").status_code for query in NEVER_OFFERED}
    answered = {query: client.get(f"{url}?{query}").status_code for query in ODD_PLACES}

    assert {query: code for query, code in refused.items() if code != 400} == {}
    assert {query: code for query, code in answered.items() if code not in {200, 302, 400}} == {}


@pytest.mark.slow
@pytest.mark.django_db
def test_public_addresses_answer_every_text() -> None:
    client = CommittingClient(raise_request_exception=False)
    texts = [text for text in hostile.TEXTS if len(text) <= 6000]
    names = ("next", "alle", "zurueck", "q")

    faults = [
        fault
        for number, text in enumerate(texts)
        for url in ("/check/1/", "/konto/anmelden/")
        for query in ({names[number % len(names)]: text}, {text: "1"})
        for fault in faults_of(client, "get", url, query)
    ]

    assert faults == []


def test_fields_that_no_form_has_are_ignored(scene: Scene) -> None:
    client = scene.client_of(REPRESENTATIVE)
    owner = scene.people[REPRESENTATIVE]
    changing = {"edited_at", "edited_by_id", "organisation_name", "postcode", "town", "district"}
    changing |= {"project_title", "topic"}

    for slug in [*(page.slug for page in PAGES), "kosten/neu", "unterlagen", "absenden"]:
        url = f"/antrag/{scene.draft.code}/{slug}/"
        data = pages.form_data(client.get(url)) | {"target": "next"}
        foreign = {k: v for k, v in hostile.FOREIGN_FIELDS.items() if k not in data}
        before = _row(Application, scene.draft.pk, changing)
        client.post(url, foreign | data)
        assert _row(Application, scene.draft.pk, changing) == before, slug
    before = _row(User, owner.pk, {"name", "last_login"})
    client.post("/konto/", {**hostile.FOREIGN_FIELDS, "name": "Neu"})
    assert _row(User, owner.pk, {"name", "last_login"}) == before


def test_new_accounts_and_drafts_ignore_foreign_fields(scene: Scene) -> None:
    visitor, owner = scene.client_of(NOBODY), scene.client_of(REPRESENTATIVE)

    visitor.post(
        "/konto/registrieren/",
        {
            **hostile.FOREIGN_FIELDS,
            "name": "Neu",
            "email": "neu@verein.example",
            "password1": "ein stiller Garten im Mai",
        },
    )
    owner.post(
        "/antraege/neu/",
        {**hostile.FOREIGN_FIELDS, "organisation_name": "Ganz neu", "postcode": "61169"},
    )

    account = User.objects.get(email="neu@verein.example")
    assert (account.is_staff, account.is_superuser) == (False, False)
    assert not account.groups.exists()
    begun = Application.objects.latest("pk")
    assert (begun.state, begun.awarded_eur, begun.submitted_at) == ("draft", None, None)
    assert begun.created_by == scene.people[REPRESENTATIVE]


def test_steps_of_the_staff_ignore_foreign_fields(scene: Scene) -> None:
    client = scene.client_of("Sachbearbeitung")
    url = CASE.format(case=scene.case.code)
    before = _row(Application, scene.case.pk, {"assigned_to_id"})

    client.post(
        f"{url}uebernehmen/",
        {**hostile.FOREIGN_FIELDS, "seen": scene.case.state_changed_at.isoformat()},
    )

    assert _row(Application, scene.case.pk, {"assigned_to_id"}) == before


def _row(model: Any, pk: int, without: set[str]) -> dict[str, Any]:
    row = model.objects.filter(pk=pk).values().get()
    return {name: value for name, value in row.items() if name not in without}
