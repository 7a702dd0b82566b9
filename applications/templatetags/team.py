"""What the team of a draft sees of each other: who writes where, remarks, last activity."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import clock
from applications.forms.comments import questions_of
from applications.models import Application, QuestionComment, SectionPresence
from applications.rules.sections import Section
from applications.services import comments
from applications.templatetags.german import day, time_of_day

register = template.Library()


@dataclass(frozen=True)
class Remark:
    """One remark with the words of its question."""

    row: QuestionComment
    question: str


@register.inclusion_tag("applications/parts/presence.html", takes_context=True)
def presence_notes(context: Context) -> dict[str, Any]:
    """Say who else is writing in the section of the page."""
    return {"rows": context["request"].also_here}


@register.inclusion_tag("applications/parts/comment_list.html", takes_context=True)
def comment_list(
    context: Context,
    application: Application,
    section: Section,
    *,
    may_settle: bool = False,
    only_open: bool = False,
    title: str = "",
) -> dict[str, Any]:
    """List the remarks to a section, with buttons where they can be settled."""
    questions = questions_of(application, section)
    rows = comments.comments_of(application, section)
    if only_open:
        rows = [row for row in rows if row.done_at is None]
    return {
        "title": title,
        "only_open": only_open,
        "remarks": [Remark(row, questions.get(row.question, "")) for row in rows],
        "open_count": sum(row.done_at is None for row in rows),
        "may_settle": may_settle,
        "csrf_token": context.get("csrf_token", ""),
        "action_url": context.get("comments_url", ""),
    }


@register.filter
def writes_here(row: SectionPresence) -> str:
    """Say who writes and since when, on the clock that all pages show."""
    since = time_of_day(clock.business_time(row.since))
    words = _("%(person)s schreibt hier gerade (seit %(time)s Uhr).")
    return words % {"person": row.user.get_short_name(), "time": since}


@register.filter
def on_our_clock(at: datetime) -> datetime:
    """Return a real instant as the clock that all pages show has it."""
    return clock.business_time(at)


@register.filter
def how_long_ago(at: datetime | None) -> str:
    """Say in words when somebody was here last, in real time."""
    if at is None:
        return _("noch nie")
    past = clock.real_now() - at
    if past < timedelta(minutes=30):
        return _("gerade eben")
    if past < timedelta(hours=1):
        return _("vor einer halben Stunde")
    if past < timedelta(days=1):
        hours = int(past.total_seconds() // 3600)
        return ngettext("vor einer Stunde", "vor %(count)s Stunden", hours) % {"count": hours}
    if past < timedelta(days=14):
        days = past.days
        return ngettext("vor einem Tag", "vor %(count)s Tagen", days) % {"count": days}
    return _("am %(day)s") % {"day": day(at)}
