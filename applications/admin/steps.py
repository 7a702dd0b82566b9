"""The steps of a decision: each has its small page, its form and one call of a service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.admin.information_requests import ask
from applications.forms.information_request import InformationRequestForm
from applications.forms.staff import (
    CosignForm,
    ProposalForm,
    ResumeForm,
    ReturnForm,
    StartReviewForm,
    TakeForm,
)
from applications.models import Application, Decision, User
from applications.rules.lifecycle import MOVES, Action, Role, State, moves_from
from applications.services import award, review
from applications.services.information_requests import resume_review

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Step:
    """One small page. ``action`` is the move behind it; taking a case over is no move."""

    slug: str
    label: Text
    done: Text
    make_form: Callable[..., Form]
    carry_out: Callable[[Application, Any, User, datetime], Any]
    action: Action | None = None
    hint: Text = ""
    needs_amounts: bool = False
    needs_day: bool = False

    def form(self, application: Application, data: Any = None, *, on: date) -> Form:
        """Return the form of the step for the stand of the case as it is now."""
        known: dict[str, Any] = {"on": on} if self.needs_day else {}
        if self.needs_amounts:
            known["requested"] = award.requested_amounts(application)
        seen = application.state_changed_at.isoformat()
        return self.make_form(data, seen=seen, **known)

    def is_open(self, application: Application, roles: frozenset[Role]) -> bool:
        """Say whether people with these roles may do this now."""
        if self.action is None:
            return bool(roles & _TAKERS) and application.state in review.ASSIGNED_IN
        moves = moves_from(State(application.state), roles)
        return any(move.action == self.action for move in moves)

    def is_known_to(self, roles: frozenset[Role]) -> bool:
        """Say whether people with these roles may ever do this."""
        if self.action is None:
            return bool(roles & _TAKERS)
        return any(move.action == self.action and move.roles & roles for move in MOVES)


def _propose(application: Application, form: ProposalForm, actor: User, at: datetime) -> Decision:
    return award.propose_decision(
        application=application,
        kind=form.kind,
        amounts=form.amounts,
        reason=form.cleaned_data["reason"] or "",
        actor=actor,
        at=at,
    )


def _return(application: Application, form: Form, actor: User, at: datetime) -> Decision:
    return award.return_decision(
        application=application, reason=form.cleaned_data["reason"], actor=actor, at=at
    )


_TAKERS: Final = frozenset({Role.CASE_WORKER})

STEPS: Final = (
    Step(
        slug="pruefung-beginnen",
        label=_("Prüfung beginnen"),
        done=_("Die Prüfung hat begonnen."),
        hint=_("Danach können Sie die offenen Punkte klären und einen Vorschlag machen."),
        action=Action.START_REVIEW,
        make_form=StartReviewForm,
        carry_out=lambda application, form, actor, at: review.start_review(
            application=application, actor=actor, at=at
        ),
    ),
    Step(
        slug="vorschlag",
        label=_("Vorschlag"),
        done=_("Der Vorschlag liegt jetzt zur Mitzeichnung bereit."),
        hint=_("Das Geld ist reserviert, bis eine andere Person mitzeichnet oder zurückgibt."),
        action=Action.PROPOSE,
        make_form=ProposalForm,
        needs_amounts=True,
        carry_out=_propose,
    ),
    Step(
        slug="nachfrage",
        label=_("Nachfrage"),
        done=_("Die Nachfrage ist gesendet. Der Verein hat eine E-Mail bekommen."),
        hint=_("Der Verein kann nur ändern, was Sie hier nennen."),
        action=Action.REQUEST_INFORMATION,
        make_form=InformationRequestForm,
        needs_day=True,
        carry_out=ask,
    ),
    Step(
        slug="pruefung-fortsetzen",
        label=_("Prüfung fortsetzen"),
        done=_("Die Prüfung geht weiter."),
        hint=_("Ohne Antwort gilt der Antrag, wie der Verein ihn zuletzt abgesendet hat."),
        action=Action.RESUME_REVIEW,
        make_form=ResumeForm,
        carry_out=lambda application, form, actor, at: resume_review(
            application=application, actor=actor, at=at
        ),
    ),
    Step(
        slug="mitzeichnen",
        label=_("Mitzeichnen"),
        done=_("Die Entscheidung ist getroffen."),
        hint=_("Mit Ihrer Mitzeichnung ist die Entscheidung getroffen."),
        action=Action.COSIGN,
        make_form=CosignForm,
        carry_out=lambda application, form, actor, at: award.cosign_decision(
            application=application, actor=actor, at=at
        ),
    ),
    Step(
        slug="zurueckgeben",
        label=_("Zurückgeben"),
        done=_("Der Vorschlag ist zurückgegeben. Das Geld ist wieder frei."),
        hint=_("Der Antrag geht zurück in die Prüfung."),
        action=Action.RETURN,
        make_form=ReturnForm,
        carry_out=_return,
    ),
    Step(
        slug="uebernehmen",
        label=_("Mir zuweisen"),
        done=_("Sie sind jetzt zuständig."),
        make_form=TakeForm,
        carry_out=lambda application, form, actor, at: review.assign_application(
            application=application, assignee=actor, actor=actor, at=at
        ),
    ),
)
BY_SLUG: Final = {step.slug: step for step in STEPS}
