"""Who looks at what when the pages of an applicant are visited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.files.base import ContentFile

from applications.models import Application, User
from applications.rules.decisions import DecisionKind
from tests import factories
from tests.support.accounts import make_user

EMAIL: Final = "rania@verein.example"


@dataclass(frozen=True)
class Scene:
    """Who looks at what."""

    user: User | None = None
    application: Application | None = None

    @property
    def parts(self) -> Mapping[str, Any]:
        """Return the parts of addresses that belong to this scene."""
        return {"code": self.application.code} if self.application else {}


def applicant() -> User:
    return make_user(EMAIL)


def empty() -> Scene:
    user = applicant()
    return Scene(user, factories.make_draft(actor=user))


def filled() -> Scene:
    user = applicant()
    return Scene(user, factories.make_complete_draft(actor=user))


def sent() -> Scene:
    user = applicant()
    application = factories.make_proposed(kind=DecisionKind.AWARD)
    application.organisation.memberships.update(user=user)
    document = application.documents.get()
    document.file.save("x.pdf", ContentFile(b"%PDF-1.7"), save=False)
    document.size, document.sha256 = 8, "0" * 64
    document.rendered_at = factories.SENT_AT
    document.save()
    return Scene(user, application)


def awarded() -> Scene:
    user = applicant()
    application = factories.make_awarded()
    application.organisation.memberships.update(user=user)
    return Scene(user, application)


def heard() -> Scene:
    user = applicant()
    hearing = factories.make_hearing(due_on=date(2020, 2, 3), at=factories.REVIEWED_AT)
    hearing.application.organisation.memberships.update(user=user)
    return Scene(user, hearing.application)


def asked() -> Scene:
    user = applicant()
    request = factories.make_information_request(due_on=date(2020, 2, 3), at=factories.REVIEWED_AT)
    request.application.organisation.memberships.update(user=user)
    return Scene(user, request.application)
