"""Two teams, the staff and their cases: who exists in the tests of access."""

from dataclasses import dataclass
from typing import Final

from allauth.account.models import EmailAddress
from django.test import Client

from applications.models import (
    Application,
    Attachment,
    AwardList,
    AwardScenario,
    Batch,
    CaseMessageFile,
    ConflictDeclaration,
    Document,
    Enquiry,
    Export,
    Finding,
    Invitation,
    LetterDraft,
    LetterRelease,
    Membership,
    RoundChange,
    SavedView,
    User,
)
from applications.rules.choices import EnquiryKind
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import Role
from applications.rules.review import Relation
from applications.rules.sections import Section
from applications.services import contact, letter_outbox, review, round_changes
from applications.services.letter_drafts import open_drafts, write_draft
from tests import factories
from tests.support import bank_details, paper
from tests.support.accounts import sign_in
from tests.support.award_lists import freeze, make_scenario
from tests.support.desk_rows import make_batch, make_saved_view
from tests.support.enclosure_cases import make_page_image
from tests.support.invitations import invite
from tests.support.made_exports import make_export
from tests.support.strictness import StrictClient

NOBODY: Final = "nobody"
REPRESENTATIVE, MEMBER, STRANGER = "representative", "member", "stranger"
# Reads and comments for the team, and writes nothing.
ADVISER: Final = "adviser"
APPLICANTS: Final = (REPRESENTATIVE, MEMBER, ADVISER, STRANGER)
GROUPS: Final = (
    "Sachbearbeitung",
    "Mitzeichnung",
    "Leitung",
    "Haushalt",
    "Revision",
    "Verwaltung",
)
# A member of staff who has not shown the second factor.
UNPROVEN: Final = "unproven"
PEOPLE: Final = (NOBODY, *APPLICANTS, *GROUPS, UNPROVEN)


@dataclass
class Scene:
    """The people, the draft and the sent case of one team, the draft of another."""

    people: dict[str, User]
    draft: Application
    case: Application
    foreign: Application
    attachment: Attachment
    document: Document
    finding: Finding
    enquiry: Enquiry
    message_file: CaseMessageFile
    batch: Batch
    view: SavedView
    asked: Application
    heard: Application
    awarded: Application
    member: Membership
    invitation: Invitation
    round_change: RoundChange
    paper: Application
    declaration: ConflictDeclaration
    export: Export
    award_list: AwardList
    scenario: AwardScenario
    letter_draft: LetterDraft
    letter_release: LetterRelease

    def client_of(self, person: str, *, client: type[Client] = StrictClient) -> Client:
        """Return a browser in which this person is signed in."""
        browser = client()
        if person == UNPROVEN:
            browser.force_login(self.people[person])
        elif person != NOBODY:
            sign_in(browser, self.people[person])
        return browser


def make_scene() -> Scene:
    """Make everybody; the case is under review and one of its findings is open."""
    owner = factories.make_user("Rania Haddad")
    draft = factories.make_complete_draft(actor=owner, name="Frauennetz Usaufer e. V.")
    # A half board is a finding that a case worker has to settle.
    case = factories.make_submitted(
        actor=owner,
        name="Frauennetz Ohmtal e. V.",
        changes={Section.PROFILE: {"board_share": "half"}},
    )
    people = {REPRESENTATIVE: owner, MEMBER: _member_of(draft, case), UNPROVEN: _staff("Leitung")}
    people[ADVISER] = _member_of(draft, case, name="Berta Beispiel", role=Role.ADVISER)
    people |= {group: _staff(group) for group in GROUPS}
    review.start_review(
        application=case, actor=people["Sachbearbeitung"], at=factories.REVIEWED_AT
    )
    foreign = factories.make_complete_draft(name="Brückenbau Kassel e. V.")
    people[STRANGER] = foreign.created_by
    for user in people.values():
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    message = factories.make_case_message(case, with_file=True)
    invite(draft, email="eingeladen@verein.example")
    return Scene(
        people=people,
        draft=draft,
        case=case,
        foreign=foreign,
        attachment=_photo(draft),
        document=factories.store_receipt(case),
        enquiry=_enquiry(),
        asked=_asked(owner, people[MEMBER], people["Sachbearbeitung"], adviser=people[ADVISER]),
        heard=_heard(owner, people[MEMBER], people["Sachbearbeitung"], adviser=people[ADVISER]),
        awarded=_awarded(owner, people[MEMBER], adviser=people[ADVISER]),
        message_file=message.files.get(),
        batch=make_batch(actor=people["Sachbearbeitung"]),
        view=make_saved_view(person=people["Sachbearbeitung"]),
        member=draft.organisation.memberships.get(user=people[MEMBER]),
        invitation=draft.organisation.invitations.get(),
        declaration=factories.declare(
            factories.make_staff("Sachbearbeitung"), case, Relation.UNSURE
        ),
        export=make_export(case, actor=people["Leitung"]),
        paper=paper.make_paper_entry(actor=people["Sachbearbeitung"]).application,
        round_change=_round_change(case),
        finding=Finding.objects.filter(outcome="to_clarify").order_by("pk").first(),
        # The last of all: a frozen list is old as soon as another case changes.
        award_list=_frozen(people["Leitung"]),
        scenario=AwardScenario.objects.get(),
        letter_draft=LetterDraft.objects.get(document=None),
        letter_release=LetterRelease.objects.get(closed_at=None),
    )


def _frozen(head: User) -> AwardList:
    """A list that waits for its second person, and the scenario it was frozen from."""
    at = factories.REVIEWED_AT
    return freeze(make_scenario(actor=head, at=at), actor=head, at=at)


def _round_change(case: Application) -> RoundChange:
    """Another telephone number that waits for the head."""
    return round_changes.propose_change(
        funding_round=case.round,
        values={"contact_phone": "0611 1"},
        reason="Neuer Anschluss.",
        actor=factories.make_staff("Verwaltung"),
        at=factories.REVIEWED_AT,
    )


def _enquiry() -> Enquiry:
    return contact.receive_enquiry(
        kind=EnquiryKind.CONTACT,
        name="Rania Haddad",
        email="rania@beispiel.de",
        text="Dürfen wir zwei Projekte machen?",
        funding_round=None,
        actor=None,
        at=factories.REVIEWED_AT,
    )


def _asked(owner: User, member: User, case_worker: User, *, adviser: User) -> Application:
    """A case of the same team in which the authority waits for an answer."""
    application = _sent("Frauennetz Fulda e. V.", owner, member, adviser=adviser)
    review.start_review(application=application, actor=case_worker, at=factories.REVIEWED_AT)
    return factories.make_information_request(application, actor=case_worker).application


def _heard(owner: User, member: User, case_worker: User, *, adviser: User) -> Application:
    """A case of the same team in which the authority thinks of a refusal."""
    application = _sent("Frauennetz Werra e. V.", owner, member, adviser=adviser)
    review.start_review(application=application, actor=case_worker, at=factories.REVIEWED_AT)
    return factories.make_hearing(application, actor=case_worker).application


def _sent(name: str, owner: User, member: User, *, adviser: User) -> Application:
    application = factories.make_submitted(actor=owner, name=name)
    for person, role in ((member, Role.MEMBER), (adviser, Role.ADVISER)):
        Membership.objects.create(organisation=application.organisation, user=person, role=role)
    return application


def _awarded(owner: User, member: User, *, adviser: User) -> Application:
    """An award of the same team, with an account that waits for a confirmation."""
    application = factories.make_awarded(name="Frauennetz Lahn e. V.")
    application.organisation.memberships.update(user=owner)
    for person, role in ((member, Role.MEMBER), (adviser, Role.ADVISER)):
        Membership.objects.create(organisation=application.organisation, user=person, role=role)
    bank_details.enter(application, owner)
    _letter_that_waits(application)
    return application


def _letter_that_waits(application: Application) -> None:
    """A letter that one person wants to leave and another one has to let go."""
    at = factories.REVIEWED_AT
    head = factories.make_staff("Leitung")
    write_draft(
        DocumentKind.EARLY_START,
        application=application,
        at=at,
        actor=head,
        values={"begins_on": "2020-02-01"},
    )
    letter_outbox.ask_release(
        funding_round=application.round, drafts=open_drafts(), actor=head, at=at
    )


def _photo(draft: Application) -> Attachment:
    """Return a document of the draft that came as a photo."""
    draft.attachments.filter(kind="statutes").update(media_type="image/jpeg")
    attachment: Attachment = draft.attachments.get(kind="statutes")
    make_page_image(attachment)
    return attachment


def _staff(group: str) -> User:
    return factories.make_staff(group, name=f"{group} Beispiel")


def _member_of(
    *applications: Application, name: str = "Selamawit Tekle", role: Role = Role.MEMBER
) -> User:
    person = factories.make_user(name)
    for application in applications:
        Membership.objects.create(organisation=application.organisation, user=person, role=role)
    return person
