"""The steps of a case: each has its small page, its form and one call of a service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.admin import award_changes as changes
from applications.admin import decision_pages, early_start, hearings, information_requests
from applications.forms.award_change import (
    AmendForm,
    ReturnChangeForm,
    RevokeForm,
    SignChangeForm,
)
from applications.forms.early_start import EarlyStartForm
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
from applications.services import award, award_changes, review
from applications.services.case_file import CaseFile
from applications.services.early_start import DRAFTERS, draft_consent, may_consent
from applications.services.hearings import end_hearing, send_hearing
from applications.services.identity_proof import IdentityProof
from applications.services.information_requests import request_information, resume_review

Text = str | Promise
TAKING: Final = "uebernehmen"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who acts, at what instant, and when they last showed who they are."""

    actor: User
    at: datetime
    proof: IdentityProof


def _nothing(*_args: Any) -> dict[str, Any]:
    return {}


def _stand(application: Application) -> str:
    return application.state_changed_at.isoformat()


@dataclass(frozen=True, kw_only=True)
class Step:
    """One small page. ``action`` is the move behind it.

    What is no move says who does it (``doers``) and when (``is_possible``). Where a step
    ``is_usual`` it is a button, elsewhere a link at the end of the case. ``known`` is what the
    form has to know of the case, ``seen`` names the stand that its reader saw, ``context`` is
    what the page shows beside it. ``is_signing`` marks what the person who proposed must not
    do. With ``needs_proof`` the page asks for the second factor again; with ``preview`` it can
    show what the association will see.
    """

    slug: str
    label: Text
    done: Text
    make_form: Callable[..., Form]
    carry_out: Callable[[Application, Any, Desk], Any]
    action: Action | None = None
    doers: frozenset[Role] = frozenset()
    is_possible: Callable[[Application], bool] = lambda _application: True
    is_usual: Callable[[Application], bool] = lambda _application: True
    is_signing: bool = False
    seen: Callable[[Application], str] = _stand
    hint: Text = ""
    known: Callable[[Application, datetime], dict[str, Any]] = _nothing
    context: Callable[[CaseFile, Any, datetime], dict[str, Any]] = _nothing
    preview: Callable[[Application, Any, datetime], str] | None = None
    template: str = "admin/case/step.html"
    needs_proof: bool = False

    def form(self, application: Application, data: Any = None, *, at: datetime) -> Form:
        """Return the form of the step for the stand of the case as it is now."""
        seen = self.seen(application)
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
            return bool(roles & self.doers) and self.is_possible(application)
        moves = moves_from(State(application.state), roles)
        return any(move.action == self.action for move in moves)

    def is_known_to(self, roles: frozenset[Role]) -> bool:
        """Say whether people with these roles may ever do this."""
        return bool(self.roles & roles)

    @property
    def roles(self) -> frozenset[Role]:
        """Return who may ever do this, for a move from the move table."""
        if self.action is None:
            return self.doers
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


def _early_start() -> tuple[Step, ...]:
    return (
        Step(
            slug="frueher-beginnen",
            label=_("Früherem Beginn zustimmen"),
            done=_("Die Zustimmung liegt im Ausgang. Zwei Personen geben den Brief frei."),
            hint=_("Die Zustimmung verspricht kein Geld. Das steht auch im Brief."),
            doers=DRAFTERS,
            is_possible=may_consent,
            is_usual=lambda application: application.wants_early_start,
            make_form=EarlyStartForm,
            known=early_start.known_for_consent,
            context=early_start.consent_context,
            template="admin/case/early_start.html",
            carry_out=lambda application, form, desk: draft_consent(
                application=application,
                begins_on=form.cleaned_data["begins_on"],
                reason=form.cleaned_data["reason"] or "",
                actor=desk.actor,
                at=desk.at,
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
            is_signing=True,
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
            is_signing=True,
            carry_out=lambda application, form, desk: award.return_decision(
                application=application,
                reason=form.cleaned_data["reason"],
                actor=desk.actor,
                at=desk.at,
            ),
        ),
    )


def _changing() -> tuple[Step, ...]:
    """Changes of an award are no moves: it stands as it is until somebody else signs."""
    return tuple(
        Step(
            slug=slug,
            label=label,
            done=_("Die Änderung liegt zur Mitzeichnung bereit. Bis dahin gilt der Bescheid."),
            hint=_("Eine andere Person zeichnet mit. Erst dann entsteht der Brief."),
            doers=award_changes.PROPOSERS,
            is_possible=award_changes.may_change,
            seen=changes.version_waiting,
            make_form=make_form,
            known=changes.known_for_change,
            context=changes.proposal_context,
            template="admin/case/award_change_proposal.html",
            carry_out=lambda application, form, desk: award_changes.propose_change(
                application=application, wanted=form.wanted, actor=desk.actor, at=desk.at
            ),
        )
        for slug, label, make_form in (
            ("bescheid-aendern", _("Bescheid ändern"), AmendForm),
            ("bescheid-aufheben", _("Bescheid aufheben"), RevokeForm),
        )
    )


def _closing_change(**own: Any) -> Step:
    return Step(
        doers=award_changes.SIGNERS,
        is_possible=lambda application: award_changes.open_change(application) is not None,
        is_signing=True,
        seen=changes.version_waiting,
        context=changes.signing_context,
        template="admin/case/award_change_signing.html",
        **own,
    )


def _closing_changes() -> tuple[Step, ...]:
    return (
        _closing_change(
            slug="aenderung-mitzeichnen",
            label=_("Änderung mitzeichnen"),
            done=_("Die Änderung ist mitgezeichnet. Der Brief wartet im Ausgang."),
            hint=_("Mit Ihrer Mitzeichnung ist das beschlossen."),
            make_form=SignChangeForm,
            needs_proof=True,
            carry_out=lambda application, form, desk: award_changes.sign_change(
                change=changes.waiting(application),
                proof=desk.proof,
                actor=desk.actor,
                at=desk.at,
            ),
        ),
        _closing_change(
            slug="aenderung-zurueckgeben",
            label=_("Änderung zurückgeben"),
            done=_("Die Änderung ist zurückgegeben. Der Bescheid gilt, wie er ist."),
            hint=_("Der Bescheid gilt dann weiter, wie er ist."),
            make_form=ReturnChangeForm,
            carry_out=lambda application, form, desk: award_changes.return_change(
                change=changes.waiting(application),
                reason=form.cleaned_data["reason"],
                actor=desk.actor,
                at=desk.at,
            ),
        ),
    )


def _taking() -> tuple[Step, ...]:
    return (
        Step(
            slug=TAKING,
            doers=frozenset({Role.CASE_WORKER}),
            is_possible=lambda application: application.state in review.ASSIGNED_IN,
            label=_("Mir zuweisen"),
            done=_("Sie sind jetzt zuständig."),
            make_form=TakeForm,
            carry_out=lambda application, form, desk: review.assign_application(
                application=application, assignee=desk.actor, actor=desk.actor, at=desk.at
            ),
        ),
    )


STEPS: Final = (
    *_review(),
    *_asking(),
    *_hearing(),
    *_early_start(),
    *_signing(),
    *_changing(),
    *_closing_changes(),
    *_taking(),
)
BY_SLUG: Final = {step.slug: step for step in STEPS}
