"""The Förder-Check: eight questions without an account, kept in the session for one day."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications import clock
from applications.forms.check import QUESTIONS, Question, QuestionForm, first_open, reasons
from applications.models import LegalParameter
from applications.rules.eligibility_check import EFFECTS, Verdict, effect, verdict
from applications.rules.money import format_eur_in_text
from applications.rules.parameters import ParameterKind
from applications.services.round_preview import sample_eligibility
from applications.views.requests import Request

SESSION_KEY = "eligibility_check"
STARTED_AT = "started_at"
KEPT_FOR = timedelta(hours=24)
# Somebody with an excluding answer who wants to see all questions carries this in the address.
SEE_ALL = "alle"


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, number: int) -> HttpResponse:
    """K1 to K8: one question; an excluding answer leads to the result at once."""
    if not 1 <= number <= len(QUESTIONS):
        raise Http404
    asked, answers = QUESTIONS[number - 1], stored_answers(request)
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        question=asked,
        values=_values(request, asked),
        initial=answers,
    )
    if form.is_valid():
        answer = form.cleaned_data[asked.key]
        answers[asked.key] = answer
        _store(request, answers)
        return redirect(_after(request, answers, effect(asked.key, answer)))
    context = {
        "form": form,
        "page_title": form[asked.key].label,
        "number": number,
        "total": len(QUESTIONS),
        "back_url": _back(request, number),
    }
    return render(request, "pages/check_question.html", context)


@require_safe
def result(request: Request) -> HttpResponse:
    """K9: what the answers mean, why, and what to do now."""
    answers = stored_answers(request)
    colour, next_number = verdict(answers), first_open(answers)
    if next_number and colour is not Verdict.RED:
        return redirect("check_question", number=next_number)
    funding_round = request.funding_round
    context = {
        "page_title": _titles()[colour],
        "colour": colour.value,
        "reasons": reasons(answers, colour) if colour is not Verdict.GREEN else [],
        "rows": _rows(request, answers),
        "next_number": next_number,
        "see_all": SEE_ALL,
        "may_begin": funding_round.is_open(request.received_at) if funding_round else False,
        "round": funding_round,
        "back_url": reverse("check_question", args=[(next_number or len(QUESTIONS) + 1) - 1]),
    }
    return render(request, "pages/check_result.html", context)


def stored_answers(request: Request) -> dict[str, str]:
    """Return the answers given in this session, unless they are older than a day.

    The preview of a round has answers of its own.
    """
    if request.applicant_view:
        return sample_eligibility()
    stored = request.session.get(SESSION_KEY, {})
    if not stored:
        return {}
    if clock.real_now() - datetime.fromisoformat(stored[STARTED_AT]) > KEPT_FOR:
        del request.session[SESSION_KEY]
        return {}
    return {key: stored[key] for key in EFFECTS if stored.get(key)}


def _store(request: Request, answers: Mapping[str, str]) -> None:
    """Keep the answers as the ``eligibility`` part of an application document."""
    started_at = request.session.get(SESSION_KEY, {}).get(STARTED_AT)
    request.session[SESSION_KEY] = {
        STARTED_AT: started_at or clock.real_now().isoformat(),
        **{key: answers.get(key) for key in EFFECTS},
    }


def _after(request: Request, answers: Mapping[str, str], latest: Verdict) -> str:
    wants_all = SEE_ALL in request.GET
    next_number = first_open(answers)
    if next_number is None or (latest is Verdict.RED and not wants_all):
        return reverse("check_result")
    address = reverse("check_question", args=[next_number])
    return f"{address}?{SEE_ALL}=1" if wants_all else address


def _back(request: Request, number: int) -> str:
    if number == 1:
        return reverse("start")
    address = reverse("check_question", args=[number - 1])
    return f"{address}?{SEE_ALL}=1" if SEE_ALL in request.GET else address


def _values(request: Request, asked: Question) -> dict[str, object]:
    """Return the figures of the round for the texts; the limit only where it is named."""
    funding_round = request.funding_round
    year = funding_round.year if funding_round else clock.berlin_date(request.received_at).year
    needs_limit = "%(limit)s" in str(asked.hint)
    return {"year": year, "limit": _earnings_limit(request, year) if needs_limit else ""}


def _earnings_limit(request: Request, year: int) -> str:
    parameters = LegalParameter.objects.as_parameters(confirmed_by=request.received_at)
    row = parameters.valid(ParameterKind.MINIJOB_EARNINGS_LIMIT, date(year, 1, 1))
    return format_eur_in_text(row.value)


def _rows(request: Request, answers: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "question": str(asked.label) % _values(request, asked),
            "answer": asked.answer_label(answers[asked.key]),
        }
        for number, asked in enumerate(QUESTIONS, 1)
        if asked.key in answers
    ]


def _titles() -> dict[Verdict, str]:
    return {
        Verdict.GREEN: _("Ihr Verein kann wahrscheinlich gefördert werden"),
        Verdict.YELLOW: _("Das müssen wir genauer ansehen"),
        Verdict.RED: _("So ist eine Förderung leider nicht möglich"),
    }
