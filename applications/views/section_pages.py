"""The table of the form's pages: which section, which questions, in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.board import BoardForm
from applications.forms.costs import CostsForm
from applications.forms.eligibility import EligibilityForm
from applications.forms.financing import FinancingForm
from applications.forms.goals import GoalsForm
from applications.forms.micro_project import MicroProjectForm
from applications.forms.minijob_position import MinijobPositionForm
from applications.forms.non_profit import NonProfitForm
from applications.forms.organisation import AssociationForm, SeatForm
from applications.forms.profile import ProfileForm
from applications.forms.schedule import ScheduleForm
from applications.forms.sections import SectionForm
from applications.forms.wage import WageForm
from applications.models import Application
from applications.rules.lifecycle import State
from applications.rules.sections import STEPS, Section
from applications.services.writing import open_request
from applications.texts.question_labels import STEP_TITLES

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class SectionPage:
    """One page of the form; a section may have several."""

    slug: str
    form: type[SectionForm]
    heading: Text
    asks_for_text: bool = False
    template: str = "applications/section.html"

    @property
    def section(self) -> Section:
        """Return the section whose answers the page asks for."""
        return self.form.section

    @property
    def title(self) -> Text:
        """Return the name of the section as the task list has it."""
        return texts.label(self.section)

    @property
    def step(self) -> Text:
        """Return the step of the form to which the section belongs."""
        return step_title(self.section)


PAGES: Final = (
    SectionPage(
        slug="voraussetzungen",
        form=EligibilityForm,
        heading=_("Stimmen diese Angaben?"),
        template="applications/section_eligibility.html",
    ),
    SectionPage(slug="verein", form=AssociationForm, heading=_("Wie heißt Ihr Verein?")),
    SectionPage(slug="anschrift", form=SeatForm, heading=_("Wo hat Ihr Verein seinen Sitz?")),
    SectionPage(slug="vorstand", form=BoardForm, heading=_("Wer vertritt Ihren Verein?")),
    SectionPage(
        slug="gemeinnuetzigkeit",
        form=NonProfitForm,
        heading=_("Welchen Bescheid haben Sie vom Finanzamt?"),
    ),
    SectionPage(
        slug="profil",
        form=ProfileForm,
        heading=_("Erzählen Sie uns von Ihrem Verein"),
        asks_for_text=True,
    ),
    SectionPage(
        slug="projekt",
        form=MicroProjectForm,
        heading=_("Was möchten Sie machen?"),
        asks_for_text=True,
        template="applications/section_micro_project.html",
    ),
    SectionPage(
        slug="ziele", form=GoalsForm, heading=_("Wem hilft das Projekt?"), asks_for_text=True
    ),
    SectionPage(
        slug="ablauf",
        form=ScheduleForm,
        heading=_("Wie läuft das Projekt ab?"),
        asks_for_text=True,
    ),
    SectionPage(
        slug="stelle",
        form=MinijobPositionForm,
        heading=_("Was macht die Person im Minijob?"),
        asks_for_text=True,
    ),
    SectionPage(
        slug="lohn",
        form=WageForm,
        heading=_("Was kostet der Minijob?"),
        template="applications/section_wage.html",
    ),
    SectionPage(
        slug="kosten",
        form=CostsForm,
        heading=_("Wofür brauchen Sie Geld?"),
        template="applications/section_costs.html",
    ),
    SectionPage(
        slug="finanzierung",
        form=FinancingForm,
        heading=_("Wer bezahlt was?"),
        template="applications/section_financing.html",
    ),
)

# The sections that are more than questions have views of their own.
_OTHER_SLUGS: Final[Mapping[Section, str]] = {
    Section.ENCLOSURES: "unterlagen",
    Section.REVIEW: "angaben-pruefen",
    Section.DECLARATIONS: "absenden",
}
# In minutes, for somebody who has everything at hand.
MINUTES: Final[Mapping[Section, int]] = dict(
    zip(Section, (2, 4, 4, 2, 4, 6, 8, 6, 4, 4, 8, 3, 6, 5, 3), strict=True)
)


def find_page(slug: str) -> SectionPage | None:
    """Return the page with this part of the address."""
    return next((page for page in PAGES if page.slug == slug), None)


def slug_of(section: Section) -> str:
    """Return the part of the address where a section begins."""
    own = (page.slug for page in PAGES if page.section == section)
    return next(own, "") or _OTHER_SLUGS[section]


def section_url(application: Application, section: Section) -> str:
    """Return the address where a section begins."""
    return page_url(application, slug_of(section))


def page_url(application: Application, slug: str) -> str:
    """Return the address of a page of the form."""
    return reverse("section_page", args=[application.code, slug])


def next_url(application: Application, page: SectionPage) -> str:
    """Return the address of the page that follows in the form."""
    if not application.is_draft:
        return overview_url(application)
    slugs = [*(one.slug for one in PAGES), _OTHER_SLUGS[Section.ENCLOSURES]]
    return page_url(application, slugs[slugs.index(page.slug) + 1])


def previous_url(application: Application, page: SectionPage) -> str:
    """Return the address of the page before, the task list for the first one."""
    number = PAGES.index(page)
    if number == 0 or not application.is_draft:
        return overview_url(application)
    return page_url(application, PAGES[number - 1].slug)


def overview_url(application: Application) -> str:
    """Return the address of the task list, or of the request that is being answered."""
    if application.state == State.INFORMATION_REQUESTED:
        request = open_request(application)
        if request is not None:
            return reverse("information_request", args=[application.code, request.number])
    return reverse("application_overview", args=[application.code])


def step_title(section: Section) -> Text:
    """Return the title of the step to which a section belongs."""
    return next(title for title, step in zip(STEP_TITLES, STEPS, strict=True) if section in step)
