"""Journeys E1 19: who agreed to a text has agreed to that text, whatever is written later."""

import pytest

from applications.models import Application, FundingRound, SubmissionSnapshot
from applications.workflow.application_document import document_of
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_sent_application_keeps_the_version_of_its_declarations() -> None:
    case = factories.make_submitted()
    before = SubmissionSnapshot.objects.get().payload

    FundingRound.objects.update(declaration_wording="2020-2", eligibility_wording="2020-2")

    fresh = Application.objects.with_lists().get(pk=case.pk)
    assert fresh.declarations.wording == "2020-1"
    assert document_of(fresh)["declarations"]["wording"] == "2020-1"
    assert SubmissionSnapshot.objects.get().payload == before
