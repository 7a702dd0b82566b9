"""A team that answers a request: writes, uploads and sends."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application, InformationRequest, User
from applications.rules.choices import AttachmentKind
from applications.rules.sections import Section
from applications.services import drafts, enclosures
from applications.services import request_answers as answering
from tests import factories
from tests.support import files

ANSWERED_AT = factories.ASKED_AT + timedelta(days=7)
NEED = "Viele Frauen bekommen Briefe, die sie nicht verstehen."


def fresh(request: InformationRequest) -> Application:
    return Application.objects.with_lists().get(pk=request.application_id)


def sender(request: InformationRequest) -> User:
    person: User = request.application.created_by
    return person


def save(request: InformationRequest, section: Section, **answers: Any) -> None:
    application = fresh(request)
    drafts.save_section(
        application=application,
        section=section,
        answers=answers,
        pending={},
        version=drafts.section_row(application, section).version,
        actor=sender(request),
        at=ANSWERED_AT,
    )


def write(request: InformationRequest, position: int, text: str, *, seen: str = "") -> list[Any]:
    return answering.save_answers(
        request=request,
        answers={position: answering.TypedAnswer(text=text, seen=answering.mark_of(seen))},
        actor=sender(request),
        at=ANSWERED_AT,
    )


def upload(request: InformationRequest, kind: str = "non_profit_notice") -> Any:
    return enclosures.add_attachment(
        application=fresh(request),
        kind=AttachmentKind(kind),
        upload=SimpleUploadedFile("Bescheid 2020.pdf", files.pdf()),
        actor=sender(request),
        at=ANSWERED_AT,
        request=request,
    )


def answer(request: InformationRequest, **values: Any) -> Application:
    known = {"actor": sender(request), "at": ANSWERED_AT, "incomplete_confirmed": True}
    return answering.answer_request(request=request, **{**known, **values})


def give_all(request: InformationRequest) -> Application:
    save(request, Section.GOALS, need=NEED)
    upload(request)
    write(request, 3, "Rania Haddad leitet es.")
    return answer(request, incomplete_confirmed=False)
