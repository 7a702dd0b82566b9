"""„Betrieb“: how the installation is doing, what is not good, and what to do about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from applications import clock
from applications.admin.rights import for_roles
from applications.models import AuditEvent, Document, FundingRound, Message
from applications.rules.alarms import LIMITS, Level, Value
from applications.rules.lifecycle import Role
from applications.services import metrics, operation
from applications.services.operation import Reading
from applications.texts.operation import ADVICE, AREAS, JOBS, LEVELS, NAMES, PARTS, PLACES

READERS: Final = frozenset({Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR})
# Value -> how many there are; both stand in one line.
_COUNTS: Final = {
    Value.RECEIPT_MISSING: Value.RECEIPTS_MISSING,
    Value.LETTER_MISSING: Value.LETTERS_MISSING,
    Value.DOCUMENT_WAITS: Value.DOCUMENTS_WAITING,
    Value.MAIL_WAITS: Value.MAILS_WAITING,
    Value.JOB_WAITS: Value.JOBS_WAITING,
}
_YES_NO: Final = (Value.PART_WORKS, Value.MONEY_IS_RIGHT, Value.AUDIT_END_IS_WHOLE)
# Where there is no round, and where no job waits, nothing is wrong.
_EMPTY: Final = {
    Value.JOB_WAITS: gettext_lazy("keiner"),
    Value.MONEY_IS_RIGHT: gettext_lazy("noch keine Runde"),
}
# Value -> the list in which its cause can be looked up.
_LISTS: Final[Mapping[Value, type[Model]]] = {
    Value.RECEIPT_MISSING: Document,
    Value.LETTER_MISSING: Document,
    Value.DOCUMENT_WAITS: Document,
    Value.DOCUMENTS_PARKED: Document,
    Value.MAIL_WAITS: Message,
    Value.MAILS_PARKED: Message,
    Value.MONEY_IS_RIGHT: FundingRound,
    Value.SIGN_INS_REFUSED: AuditEvent,
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the page; ``advice`` and ``address`` only when something is to be done."""

    level: Level
    word: Any
    name: Any
    state: Any
    limit: str
    advice: Any
    address: str


@require_GET
@for_roles(read=READERS)
def page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Show all values with their limits, what is not good first."""
    lines = _Lines(request, site)
    areas = [(title, list(lines.of(values))) for title, values in AREAS.items()]
    everything = [line for _title, area in areas for line in area]
    context = {
        **site.each_context(request),
        "title": _("Betrieb"),
        "areas": areas,
        "alarms": [line for line in everything if line.level == Level.ALARM],
        "warnings": [line for line in everything if line.level == Level.WARNING],
        "build": metrics.build(),
        "now": clock.real_now(),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/operation/page.html", context)


class _Lines:
    """Puts readings into words, with links to what the person may open."""

    def __init__(self, request: HttpRequest, site: AdminSite) -> None:
        self._request, self._site = request, site
        self._readings = operation.readings()
        self._daily = operation.last_daily()

    def of(self, values: Iterable[Value]) -> Iterator[Line]:
        """Yield a line for every reading of these values, and for each that could not be asked."""
        for value in values:
            found = [one for one in self._readings if one.value == value]
            for one in found:
                yield self._line(value, one.level, self._name(one), self._state(one))
            if not found:
                is_known = value in _EMPTY
                level = Level.GOOD if is_known else Level.ALARM
                state = _EMPTY[value] if is_known else _("nicht messbar")
                yield self._line(value, level, NAMES[value], state)

    def _line(self, value: Value, level: Level, name: Any, state: Any) -> Line:
        is_good, limit = level == Level.GOOD, LIMITS[value].alarm
        return Line(
            level=level,
            word=LEVELS[level],
            name=name,
            state=state,
            limit="" if value in _YES_NO or not limit else _amount(value, limit),
            advice="" if is_good else ADVICE[value],
            address="" if is_good else self._address(value),
        )

    def _name(self, one: Reading) -> Any:
        match one.labels:
            case {"part": part}:
                return PARTS[part]
            case {"job": job}:
                return f"{NAMES[one.value]}: {JOBS.get(job, job)}"
            case {"round": name} | {"place": name}:
                return f"{NAMES[one.value]}: {PLACES.get(name, name)}"
        return NAMES[one.value]

    def _state(self, one: Reading) -> str:
        if one.value in _YES_NO:
            return _("ja") if one.number else _("nein")
        if one.value in self._daily:
            return _last_time(self._daily[one.value])
        if one.value in _COUNTS:
            return self._waiting(one)
        return _amount(one.value, one.number)

    def _waiting(self, one: Reading) -> str:
        count = next(
            int(each.number)
            for each in self._readings
            if (each.value, each.labels) == (_COUNTS[one.value], one.labels)
        )
        if not count:
            return _("nichts wartet")
        text = ngettext("%(age)s (%(count)s wartet)", "%(age)s (%(count)s warten)", count)
        return text % {"age": _duration(one.number), "count": count}

    def _address(self, value: Value) -> str:
        if value == Value.SINCE_RETENTION:
            return reverse("admin:retention")
        model = _LISTS.get(value)
        if not model or not self._site.get_model_admin(model).has_view_permission(self._request):
            return ""
        return reverse(f"admin:applications_{model._meta.model_name}_changelist")


def _last_time(at: datetime | None) -> str:
    if at is None:
        return _("noch nie")
    day = f"{at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"
    age = _duration((clock.real_now() - at).total_seconds())
    return _("%(day)s, %(age)s her") % {"day": day, "age": age}


def _amount(value: Value, number: float | Decimal) -> str:
    """Return a number in the unit of its value."""
    if value == Value.FREE_BYTES:
        return filesizeformat(int(number))
    if value == Value.CLOCK_OFFSET:
        return _("%(number)s Sekunden") % {"number": f"{number:.1f}".replace(".", ",")}
    return _duration(number) if value.endswith("_seconds") else str(int(number))


def _duration(seconds: float | Decimal) -> str:
    now = clock.real_now()
    return timesince(now - timedelta(seconds=int(seconds)), now, depth=2)
