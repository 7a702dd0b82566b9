"""What mails look like, and what never stands in them."""

import re
from email import message_from_bytes

import pytest
from django.core import mail
from django.core.mail import BadHeaderError

from applications import clock
from applications.admin.outbox import KINDS
from applications.models.message import Message
from applications.notifications import mails
from tests.support import sources

pytestmark = pytest.mark.django_db

CONTEXTS = {
    "account_code": {"code": "482 915"},
    "account_deleted": {},
    "account_email_changed": {},
    "account_factor_changed": {},
    "account_known": {},
    "account_password_changed": {},
    "account_password_link": {"link": "https://wir.example/konto/passwort/neu/1-abc/"},
    "agreement_asked": {},
    "application_received": {"reference_number": "WIR-2020-0042-43"},
    "application_withdrawn": {"reference_number": "WIR-2020-0042-43"},
    "answer_missing": {
        "reference_number": "WIR-2020-0042-43",
        "until": "Montag, 17. Februar 2020",
    },
    "answer_received": {"reference_number": "WIR-2020-0042-43"},
    "bank_details_confirmed": {"reference_number": "WIR-2020-0042-43", "phone": "0611 000000"},
    "bank_details_entered": {"reference_number": "WIR-2020-0042-43", "phone": "0611 000000"},
    "bank_details_stopped": {"reference_number": "WIR-2020-0042-43", "phone": "0611 000000"},
    "bank_details_wanted": {"reference_number": "WIR-2020-0042-43"},
    "case_deletion": {"reference_number": "WIR-2020-0042-43", "until": "Freitag, 1. Januar 2032"},
    "deadline_extended": {"until": "7. Februar 2020"},
    "decision_made": {
        "reference_number": "WIR-2020-0042-43",
        "way": "portal",
        "until": "Donnerstag, 26. März 2020",
    },
    "draft_deletion": {"until": "Freitag, 31. Juli 2020"},
    "draft_not_sent": {"days": 7, "until": "Freitag, 31. Januar 2020"},
    "early_start_consented": {"reference_number": "WIR-2020-0042-43"},
    "enquiry_received": {},
    "hearing_opened": {
        "reference_number": "WIR-2020-0042-43",
        "until": "Montag, 17. Februar 2020",
    },
    "hearing_reminder": {
        "reference_number": "WIR-2020-0042-43",
        "until": "Montag, 17. Februar 2020",
    },
    "information_requested": {
        "reference_number": "WIR-2020-0042-43",
        "until": "Montag, 17. Februar 2020",
    },
    "second_factor_reset": {},
    "organisation_deleted": {},
    "staff_invitation": {"link": "https://wir.example/einladung/behoerde/abc/"},
    "team_invitation": {"link": "https://wir.example/einladung/abc/"},
    "new_message": {"reference_number": "WIR-2020-0042-43"},
}


@pytest.mark.parametrize("kind", CONTEXTS)
def test_every_mail_is_short_plain_and_leads_to_the_start_page_only(kind, settings):
    settings.BASE_URL = "https://wir.example"
    message = Message(kind=kind, recipient="rania@beispiel.de", context=CONTEXTS[kind])

    letter = mails.write_mail(message)

    links = [word for word in letter.text.split() if "://" in word]
    assert 5 < len(letter.subject) < 60
    assert "\n" not in letter.subject
    assert len(letter.text) < 700
    assert links[-1] == "https://wir.example"
    assert len(links) == (2 if "link" in CONTEXTS[kind] else 1)
    assert "Diese E-Mail kommt automatisch." in letter.text
    assert "&" not in letter.text


def test_every_mail_has_a_name_in_the_list_of_the_staff():
    kinds = {path.stem for path in sources.template_files() if path.parent.name == "mail"}

    assert kinds - {"base"} <= KINDS.keys()


def test_sending_goes_to_one_address_and_notes_the_time():
    at = clock.now()
    message = Message.objects.create(
        kind="account_known", recipient="rania@beispiel.de", ordered_at=at
    )

    mails.send_mail(message, at=at)

    assert [sent.recipients() for sent in mail.outbox] == [["rania@beispiel.de"]]
    assert Message.objects.get().sent_at == at


# Nothing else stands in a mail: no name, no sum, no sentence that somebody typed.
WORDS_OF_MAILS = {
    "code",
    "days",
    "link",
    "phone",
    "reference_number",
    "start_page",
    "until",
    "way",
}
IN_HEADERS = (
    "a\r\nBcc: opfer@example.org",
    "a\nBcc: opfer@example.org\n\nHallo",
    "a\rBcc: opfer@example.org",
    "a%0d%0aBcc: opfer@example.org",
    "a\u2028Bcc: opfer@example.org",
    "=?utf-8?q?a=0ABcc:_opfer=40example.org?=",
    "\r\n.\r\nMAIL FROM:<opfer@example.org>",
    "a\x1b[2K, opfer@example.org",
)


def test_mails_have_no_place_for_personal_words():
    used = {
        name
        for path in sources.template_files()
        if path.parent.name == "mail"
        for name in re.findall(r"{{\s*(\w+)", path.read_text())
    }

    assert used <= WORDS_OF_MAILS


@pytest.mark.parametrize("text", IN_HEADERS)
def test_nothing_gets_into_the_headers_of_a_mail(text):
    for kind, context in CONTEXTS.items():
        hostile = {
            key: text if isinstance(known, str) else known for key, known in context.items()
        }
        message = Message.objects.create(
            kind=kind, recipient="rania@beispiel.de", context=hostile, ordered_at=clock.now()
        )

        before = len(mail.outbox)
        try:
            mails.send_mail(message, at=clock.now())
        except BadHeaderError:
            assert len(mail.outbox) == before
            continue
        sent = mail.outbox[-1]
        # As a program reads it that gets the mail.
        headers = message_from_bytes(sent.message().as_bytes())
        assert sent.recipients() == ["rania@beispiel.de"]
        assert headers.get_all("To") == ["rania@beispiel.de"]
        assert not {"Bcc", "Cc", "Reply-To"} & set(headers.keys())
        assert len(headers.get_all("Subject")) == 1
        assert (sent.attachments, headers.get_content_type()) == ([], "text/plain")


@pytest.mark.parametrize("recipient", ["a@b.de\nBcc: c@d.de", "a@b.de\r\nX: y"])
def test_two_recipients_are_none(recipient):
    message = Message.objects.create(
        kind="account_known", recipient=recipient, ordered_at=clock.now()
    )

    with pytest.raises((BadHeaderError, ValueError)):
        mails.send_mail(message, at=clock.now())

    assert mail.outbox == []


def test_a_mail_has_the_same_name_at_every_try_and_no_other_has_it():
    first, second = (
        Message.objects.create(
            kind="account_known", recipient="rania@beispiel.de", ordered_at=clock.now()
        )
        for _number in range(2)
    )

    for message in (first, first, second):
        mails.send_mail(message, at=clock.now())

    names = [sent.message()["Message-ID"] for sent in mail.outbox]
    assert names[0] == names[1] != names[2]
    assert re.fullmatch(r"<[0-9a-f]{32}@127\.0\.0\.1>", names[0])
