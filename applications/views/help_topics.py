"""H01: the questions people ask most, with a search, and whether the answers help."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.forms import characters
from applications.services.feedback import record_help_vote
from applications.services.help_topics import help_figures
from applications.texts.help_search import MAXIMUM_LENGTH, Searchable, find
from applications.texts.help_topics import GROUPS, TOPICS, Answer, Group, answer_of
from applications.views import errors
from applications.views.requests import Request
from applications.views.throttle import is_throttled

VOTES_AN_HOUR = 30
THANKS = "danke"


@require_safe
def help_page(request: Request) -> HttpResponse:
    """Show all groups with their questions, or what was searched for."""
    figures = help_figures(funding_round=request.funding_round, at=request.received_at)
    wanted = characters.on_one_line(characters.normalise(request.GET.get("suche", "")))
    context: dict[str, Any] = {
        "page_title": _("Häufige Fragen"),
        "wanted": wanted,
        "maximum_length": MAXIMUM_LENGTH,
    }
    if wanted:
        context |= {
            "page_title": _("Suche in der Hilfe"),
            "back_url": reverse("help"),
            "hits": find(wanted, [_searchable(slug, figures) for slug in TOPICS]),
        }
    else:
        context["groups"] = [(group.title, _answers(group, figures)) for group in GROUPS]
    return render(request, "pages/help.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def help_topic(request: Request, topic: str) -> HttpResponse:
    """Answer one question and ask whether that helped."""
    group = next((g for g in GROUPS if any(t.slug == topic for t in g.topics)), None)
    if group is None:
        raise Http404
    helped = request.POST.get("helped")
    if helped in {"yes", "no"}:
        if is_throttled(request, "help_vote", times_an_hour=VOTES_AN_HOUR):
            return errors.too_many_requests(request)
        record_help_vote(topic=topic, helped=helped == "yes", at=request.received_at)
        return redirect(f"{request.path}?{THANKS}=1")
    figures = help_figures(funding_round=request.funding_round, at=request.received_at)
    answer = answer_of(TOPICS[topic], figures)
    context = {
        "page_title": answer.question,
        "caption": group.title,
        "back_url": reverse("help"),
        "answer": answer,
        "others": [other for other in _answers(group, figures) if other.slug != topic],
        "has_voted": THANKS in request.GET,
    }
    return render(request, "pages/help_topic.html", context)


def _answers(group: Group, figures: Mapping[str, str]) -> list[Answer]:
    return [answer_of(topic, figures) for topic in group.topics]


def _searchable(slug: str, figures: Mapping[str, str]) -> Searchable:
    return Searchable(answer_of(TOPICS[slug], figures), str(TOPICS[slug].words))
