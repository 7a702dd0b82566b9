"""„Exportieren“: from the list with its filters to the file, and the history."""

import html
import re

import pytest
from django.urls import reverse

from applications.models import Export
from applications.rules.exports import ExportKind
from applications.rules.review import Relation
from applications.services import conflicts
from tests import factories
from tests.support.made_exports import make_export

pytestmark = pytest.mark.django_db

ADD, HISTORY = "/verwaltung/applications/export/add/", "/verwaltung/applications/export/"
ASKED = {"kind": "applications_csv", "purpose": "Für den Bericht.", "export": "go"}


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def offered(client) -> list[str]:
    return [value for value, _label in client.get(ADD).context["form"].fields["kind"].choices]


def cells(answer) -> str:
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_list_leads_to_the_export_with_its_filters(desk):
    factories.make_submitted()
    client = desk("Sachbearbeitung")

    page = text_of(client.get("/verwaltung/applications/application/?state=submitted"))

    assert f'href="{ADD}?state=submitted"' in page


def test_file_has_what_the_filters_leave(desk):
    kept = factories.make_submitted()
    left = factories.make_reviewed()
    client = desk("Sachbearbeitung")

    asked = text_of(client.get(f"{ADD}?state=submitted"))
    answer = client.post(ADD, {**ASKED, "query": "state=submitted"})

    assert "1 Antrag" in asked
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="antraege-2020-02-03.csv"'
    content = cells(answer)
    assert kept.reference_number in content
    assert left.reference_number not in content


def test_ticked_cases_make_a_list_of_their_own(desk):
    cases = [factories.make_submitted() for _ in range(3)]
    client = desk("Sachbearbeitung")
    list_page = text_of(client.get("/verwaltung/applications/application/?state=submitted"))
    assert f'formaction="{ADD}?state=submitted"' in list_page

    ticked = {"case": [cases[0].code, cases[2].code]}
    page = client.post(f"{ADD}?state=submitted", ticked)
    assert "2 Anträge einzeln ausgewählt" in " ".join(re.sub("<[^>]*>", "", text_of(page)).split())
    query = page.context["form"]["query"].value()
    content = cells(client.post(ADD, {**ASKED, "query": query}))

    assert [case.reference_number in content for case in cases] == [True, False, True]
    assert "einzeln ausgewählt" in text_of(client.get(HISTORY))


def test_whole_list_behind_the_page_is_taken_with_its_filters(desk):
    case = factories.make_submitted()
    asked = {"case": case.code, "all": "1"}

    page = desk("Sachbearbeitung").post(f"{ADD}?state=under_review", asked)

    assert page.context["form"]["query"].value() == "state=under_review"
    assert page.context["count"] == 0


def test_a_filter_that_the_list_refuses_selects_nothing(desk):
    factories.make_submitted()

    answer = desk("Sachbearbeitung").post(ADD, {**ASKED, "query": "state=erfunden"})

    assert "Mit dieser Auswahl gibt es keine Anträge." in text_of(answer)
    assert not Export.objects.exists()


def test_cases_that_are_closed_for_the_person_stay_out(desk):
    worker = factories.make_staff("Sachbearbeitung")
    closed, kept = factories.make_submitted(), factories.make_submitted()
    conflicts.declare_relation(
        application=closed,
        relation=Relation.RELATED,
        reason="Meine Schwester ist im Vorstand.",
        actor=worker,
        at=factories.ASKED_AT,
    )
    client = desk(person=worker)

    page = text_of(client.get(ADD))
    content = cells(client.post(ADD, ASKED))

    assert "1 Antrag ist für Sie gesperrt. Er fehlt in jedem Export." in page
    assert kept.reference_number in content
    assert closed.reference_number not in content
    assert Export.objects.get().left_out == 1


def test_rehearsals_are_never_exported(desk):
    funding_round = factories.make_round(reference_prefix="PROBE-1", is_rehearsal=True)
    case = factories.make_submitted(funding_round=funding_round)

    answer = desk("Sachbearbeitung").post(ADD, {**ASKED, "query": f"code={case.code}"})

    assert "Mit dieser Auswahl gibt es keine Anträge." in text_of(answer)


def test_purpose_is_asked_for_and_the_choice_stays(desk):
    factories.make_submitted()

    answer = desk("Sachbearbeitung").post(ADD, {**ASKED, "purpose": ""})

    assert "Schreiben Sie, wofür Sie den Export brauchen." in text_of(answer)
    assert answer.context["form"]["kind"].value() == "applications_csv"


def test_everybody_is_offered_the_own_lists_only(desk):
    factories.make_submitted()

    kinds = {
        group: [
            value for value, _label in desk(group).get(ADD).context["form"]["kind"].field.choices
        ]
        for group in ("Sachbearbeitung", "Haushalt", "Revision")
    }

    assert "contacts_csv" in kinds["Sachbearbeitung"]
    assert kinds["Haushalt"] == ["amounts_csv", "payments_csv", "statistics_csv"]
    assert kinds["Revision"] == ["statistics_csv"]
    forged = desk("Haushalt").post(ADD, {**ASKED, "kind": "contacts_csv"})
    assert "Wählen Sie eine Liste aus." in text_of(forged)


def test_spreadsheet_lies_in_the_history(desk):
    worker = factories.make_staff("Sachbearbeitung")
    factories.make_submitted()
    client = desk(person=worker)

    answer = client.post(ADD, {**ASKED, "kind": "applications_xlsx"}, follow=True)

    export = Export.objects.get()
    address = reverse("admin:applications_export_download", args=[export.code])
    assert f'href="{address}"' in text_of(answer)
    file = client.get(address)
    assert file["Content-Disposition"] == 'attachment; filename="antraege-2020-02-03.xlsx"'
    assert b"".join(file.streaming_content)[:2] == b"PK"
    assert desk("Sachbearbeitung").get(address).status_code == 403


def test_a_file_that_is_gone_is_not_found(desk):
    export = make_export(factories.make_submitted())
    export.file.delete(save=False)
    Export.objects.filter(pk=export.pk).update(file="")

    answer = desk(person=export.requested_by).get(f"{HISTORY}{export.code}/")

    assert answer.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_history_asks_the_same_few_queries(desk, count, django_assert_num_queries):
    case = factories.make_submitted()
    for _number in range(count):
        make_export(case, kind=ExportKind.STATISTICS_CSV)
    client = desk("Revision")
    client.get(HISTORY)

    with django_assert_num_queries(5):
        page = text_of(client.get(HISTORY))

    assert page.count("Statistik (CSV)</span>") == count
