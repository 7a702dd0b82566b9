"""The addresses of the pages of one case; behind each stands the gate."""

from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, re_path

from applications.admin import (
    accesses,
    applicant_view,
    bank_details,
    case,
    case_gate,
    case_notes,
    case_records,
    case_sheets,
    information_requests,
    retention,
    step_page,
)
from applications.admin import messages as case_messages
from applications.models.codes import ADDRESS_PATTERN

_NAME = "applications_application"
_CODE = f"^(?P<code>{ADDRESS_PATTERN})/"


def case_urls(site: AdminSite) -> list[URLPattern]:
    """Return the pages of a case; the address of a step matches last."""
    load = case_gate.load
    pages: tuple[tuple[str, Any, str], ...] = (
        ("$", case.review, "change"),
        ("ansicht/$", applicant_view.case_page, "applicant_view"),
        (r"klaeren/(?P<finding_id>[0-9]{1,18})/$", case.settle, "settle"),
        *(
            (f"{sheet.slug}/$", partial(case_sheets.page, sheet=sheet), name)
            for name, sheet in (
                ("checklist", case_sheets.CHECKLIST),
                ("scores", case_sheets.SCORES),
                ("costs", case_sheets.COSTS),
            )
        ),
        ("notizen/$", case_notes.page, "notes"),
        (f"gelesen/(?P<attachment_code>{ADDRESS_PATTERN})/$", case_notes.mark_as_read, "read"),
        ("nachrichten/$", partial(case_messages.thread, load=load), "messages"),
        (
            r"fassung/(?P<version>[0-9]{1,4})/$",
            partial(information_requests.old_version, load=load),
            "version",
        ),
        ("bankverbindung/anruf/$", partial(bank_details.call_page, load=load), "bank_call"),
        ("bankverbindung/$", partial(bank_details.whole_number, load=load), "bank_details"),
        ("vermerk/(?P<slug>[a-z-]{1,32})/$", case_records.draw_up, "record"),
        ("aktenpaket/$", case_records.package, "package"),
        ("loeschsperre/$", retention.hold_page, "legal_hold"),
        ("zugriffe/$", accesses.case_page, "accesses"),
        (r"(?P<slug>[a-z-]+)/$", partial(step_page.take_step, load=load), "step"),
    )
    # The question at the gate comes before the step, whose address could be the same.
    views: list[tuple[str, Any, str]] = [
        ("beziehung/$", case_gate.declare, "relation"),
        *((address, case_gate.gated(view), name) for address, view, name in pages),
    ]
    return [_url(site, *one) for one in views]


def _url(site: AdminSite, address: str, view: Any, name: str) -> URLPattern:
    return re_path(
        f"{_CODE}{address}", site.admin_view(partial(view, site=site)), name=f"{_NAME}_{name}"
    )
