"""The steps of a case: each has its small page, its form and one call of a service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.admin import decision_pages, hearings, information_requests
from applications.forms.hearing import EndHearingForm, HearingForm
from applications.forms.information_request import InformationRequestForm
from applications.forms.staff import (
    CosignForm,
    ProposalForm,
    ResumeForm,
    ReturnForm,
    StartReviewForm,
    TakeForm,
)
from applications.models import Application, User
from applications.rules.lifecycle import MOVES, Action, Role, State, moves_from
from applications.services import award, review
from applications.services.case_file import CaseFile
from applications.services.hearings import end_hearing, send_hearing
from applications.services.identity_proof import IdentityProof
from applications.services.information_requests import request_information, resume_review

Text = str | Promise
SIGNING: Final = frozenset({Action.COSIGN, Action.RETURN})
_TAKERS: Final = frozenset({Role.CASE_WORKER})


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who acts, at what instant, and when they last showed who they are."""

    actor: User
    at: datetime
    proof: IdentityProof


def _nothing(*_args: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One small page. ``action`` is the move behind it; taking a case over is no move.

    ``known`` is what the form has to know of the case, ``context`` what the page shows beside
    it. With ``needs_proof`` the page asks for the second factor again; with ``preview`` it can
    show what the association will see.
    """

    slug: str
    label: Text
    done: Text
    make_form: Callable[..., Form]
    carry_out: Callable[[Application, Any, Desk], Any]
    action: Action | None = None
    hint: Text = ""
    known: Callable[[Application, datetime], dict[str, Any]] = _nothing
    context: Callable[[CaseFile, Any, datetime], dict[str, Any]] = _nothing
    preview: Callable[[Application, Any, datetime], str] | None = None
    template: str = "admin/case/step.html"
    needs_proof: bool = False

    def form(self, application: Application, data: Any = None, *, at: datetime) -> Form:
        """Return the form of the step for the stand of the case as it is now."""
        seen = application.state_changed_at.isoformat()
        return self.make_form(data, seen=seen, **self.known(application, at))

    def title(self, application: Application) -> Text:
        """Return the heading; leaving the waiting list has its own word."""
        is_moving_up = self.action == Action.PROPOSE and application.state == State.WAITING
        return _("Nachrücken") if is_moving_up else self.label

    def done_sentence(self, form: Form) -> str:
        """Return what to say afterwards, with what the form has to add."""
        return f"{self.done} {getattr(form, 'note', '')}".strip()

    def is_open(self, application: Application, roles: frozenset[Role]) -> bool:
        """Say whether people with these roles may do this now."""
        if self.action is None:
            return bool(roles & _TAKERS) and application.state in review.ASSIGNED_IN
        moves = moves_from(State(application.state), roles)
        return any(move.action == self.action for move in moves)

    def is_known_to(self, roles: frozenset[Role]) -> bool:
        """Say whether people with these roles may ever do this."""
        return bool(self.roles & roles)

    @property
    def roles(self) -> frozenset[Role]:
        """Return who may ever do this, from the move table."""
        if self.action is None:
            return _TAKERS
        moves = (move.roles for move in MOVES if move.action == self.action)
        return frozenset[Role]().union(*moves)


def _review() -> tuple[Step, ...]:
    return (
        Step(
            slug="pruefung-beginnen",
            label=_("Prüfung beginnen"),
            done=_("Die Prüfung hat begonnen."),
            hint=_("Danach können Sie die offenen Punkte klären und einen Vorschlag machen."),
            action=Action.START_REVIEW,
            make_form=StartReviewForm,
            carry_out=lambda application, form, desk: review.start_review(
                application=application, actor=desk.actor, at=desk.at
            ),
        ),
        Step(
            slug="vorschlag",
            label=_("Vorschlag"),
            done=_("Der Vorschlag liegt jetzt zur Mitzeichnung bereit."),
            hint=_("Das Geld ist reserviert, bis eine andere Person mitzeichnet oder zurückgibt."),
            action=Action.PROPOSE,
            make_form=ProposalForm,
            known=decision_pages.known_for_proposal,
            context=decision_pages.proposal_context,
            template="admin/case/decision_proposal.html",
            carry_out=lambda application, form, desk: award.propose_decision(
                application=application,
                kind=form.kind,
                amounts=form.amounts,
                reasons=form.reasons,
                actor=desk.actor,
                at=desk.at,
            ),
        ),
    )


def _asking() -> tuple[Step, ...]:
    return (
        Step(
            slug="nachfrage",
            label=_("Nachfrage"),
            done=_("Die Nachfrage ist gesendet. Der Verein hat eine E-Mail bekommen."),
            hint=_("Der Verein kann nur ändern, was Sie hier nennen."),
            action=Action.REQUEST_INFORMATION,
            make_form=InformationRequestForm,
            known=information_requests.known_for_request,
            preview=information_requests.preview,
            carry_out=lambda application, form, desk: request_information(
                application=application,
                points=form.points,
                due_on=form.cleaned_data["due_on"],
                actor=desk.actor,
                at=desk.at,
            ),
        ),
        Step(
            slug="pruefung-fortsetzen",
            label=_("Prüfung fortsetzen"),
            done=_("Die Prüfung geht weiter."),
            hint=_("Ohne Antwort gilt der Antrag, wie der Verein ihn zuletzt abgesendet hat."),
            action=Action.RESUME_REVIEW,
            make_form=ResumeForm,
            carry_out=lambda application, form, desk: resume_review(
                application=application, actor=desk.actor, at=desk.at
            ),
        ),
    )


def _hearing() -> tuple[Step, ...]:
    return (
        Step(
            slug="anhoerung",
            label=_("Anhörung"),
            done=_("Die Anhörung ist gesendet. Der Verein hat eine E-Mail bekommen."),
            hint=_("Der Verein liest diesen Text, bevor Sie eine Absage vorschlagen."),
            action=Action.HEAR,
            make_form=HearingForm,
            known=hearings.known_for_hearing,
            preview=hearings.preview,
            carry_out=lambda application, form, desk: send_hearing(
                application=application,
                reason=form.cleaned_data["reason"],
                due_on=form.cleaned_data["due_on"],
                actor=desk.actor,
                at=desk.at,
            ),
        ),
        Step(
            slug="anhoerung-beenden",
            label=_("Anhörung beenden"),
            done=_("Die Anhörung ist beendet. Die Prüfung geht weiter."),
            hint=_("Danach können Sie eine Entscheidung vorschlagen."),
            action=Action.END_HEARING,
            make_form=EndHearingForm,
            context=hearings.end_context,
            template="admin/case/hearing_end.html",
            carry_out=lambda application, form, desk: end_hearing(
                application=application, actor=desk.actor, at=desk.at
            ),
        ),
    )


def _signing() -> tuple[Step, ...]:
    return (
        Step(
            slug="mitzeichnen",
            label=_("Mitzeichnen"),
            done=_("Die Entscheidung ist getroffen."),
            hint=_("Mit Ihrer Mitzeichnung ist die Entscheidung getroffen."),
            action=Action.COSIGN,
            make_form=CosignForm,
            context=decision_pages.signing_context,
            template="admin/case/decision_signing.html",
            needs_proof=True,
            carry_out=lambda application, form, desk: award.cosign_decision(
                application=application, proof=desk.proof, actor=desk.actor, at=desk.at
            ),
        ),
        Step(
            slug="zurueckgeben",
            label=_("Zurückgeben"),
            done=_("Der Vorschlag ist zurückgegeben. Das Geld ist wieder frei."),
            hint=_("Der Antrag geht zurück in die Prüfung."),
            action=Action.RETURN,
            make_form=ReturnForm,
            known=decision_pages.known_for_return,
            context=decision_pages.signing_context,
            template="admin/case/decision_signing.html",
            carry_out=lambda application, form, desk: award.return_decision(
                application=application,
                reason=form.cleaned_data["reason"],
                actor=desk.actor,
                at=desk.at,
            ),
        ),
    )


def _taking() -> tuple[Step, ...]:
    return (
        Step(
            slug="uebernehmen",
            label=_("Mir zuweisen"),
            done=_("Sie sind jetzt zuständig."),
            make_form=TakeForm,
            carry_out=lambda application, form, desk: review.assign_application(
                application=application, assignee=desk.actor, actor=desk.actor, at=desk.at
            ),
        ),
    )


STEPS: Final = (*_review(), *_asking(), *_hearing(), *_signing(), *_taking())
BY_SLUG: Final = {step.slug: step for step in STEPS}
