"""The stored offset of the rehearsal clock, the same for every process."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from applications import clock


class RehearsalClock(models.Model):
    """At most one row: how far business time lies from real time."""

    offset = models.DurationField(_("Abstand zur echten Zeit"))
    set_at = models.DateTimeField(_("gestellt (echte Zeit)"))

    class Meta:
        verbose_name = _("Vorführ-Uhr")
        verbose_name_plural = _("Vorführ-Uhr")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="rehearsal_clock_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.offset)


def wanted_instant() -> datetime | None:
    """Return the instant at which the rehearsal begins, or None outside a rehearsal."""
    if not settings.REHEARSAL_NOW:
        return None
    wanted = datetime.fromisoformat(settings.REHEARSAL_NOW)
    return wanted if wanted.tzinfo else wanted.replace(tzinfo=clock.BERLIN)


def stored_offset() -> timedelta:
    """Return the offset of the running rehearsal; none is zero."""
    wanted = wanted_instant()
    if wanted is None:
        return timedelta()
    # Before the first migration there is no table yet.
    exists = RehearsalClock._meta.db_table in connection.introspection.table_names()
    row = RehearsalClock.objects.filter(pk=1).first() if exists else None
    return row.offset if row else wanted - clock.real_now()


def start(*, latest: datetime | None) -> timedelta:
    """Set the clock to the wanted instant, but never before the latest recorded one."""
    wanted = wanted_instant()
    if wanted is None:
        return timedelta()
    begin = max(wanted, latest) if latest else wanted
    offset = begin - clock.real_now()
    RehearsalClock.objects.update_or_create(
        pk=1, defaults={"offset": offset, "set_at": clock.real_now()}
    )
    clock.set_offset(offset)
    return offset
