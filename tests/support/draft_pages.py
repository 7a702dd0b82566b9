"""One person at the pages of one draft, for tests of the sections."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from applications.models import Application
from applications.rules.sections import Section
from applications.services.drafts import section_row
from tests.support import pages


class DraftPages:
    """Opens and sends the pages of a draft as a browser would."""

    def __init__(self, client: Client, application: Application) -> None:
        self.client = client
        self.code = application.code

    def url(self, slug: str = "") -> str:
        """Return the address of a page."""
        return f"/antrag/{self.code}/{slug}/" if slug else f"/antrag/{self.code}/"

    def open(self, slug: str = "", query: str = "") -> HttpResponse:
        """Open a page."""
        return self.client.get(self.url(slug) + query)

    def send(
        self, slug: str, changes: dict[str, Any] | None = None, *, target: str = "next"
    ) -> HttpResponse:
        """Open a page, change some fields and press a button."""
        data = pages.form_data(self.open(slug)) | (changes or {}) | {"target": target}
        return self.client.post(self.url(slug), data)

    def post(self, slug: str, **data: Any) -> HttpResponse:
        """Send exactly this."""
        return self.client.post(self.url(slug), data)

    def reload(self) -> Application:
        """Return the application as it is stored now."""
        return Application.objects.with_lists().get(code=self.code)

    def row(self, section: Section) -> Any:
        """Return the stored answers of a section."""
        return section_row(self.reload(), section)
