"""Counts inside a query about something else: no row is read, however many are counted."""

from typing import Any

from django.db.models import Func, IntegerField, QuerySet, Subquery


def count_of(rows: QuerySet[Any]) -> Subquery:
    """Return how many rows there are, as a value of another query.

    A window would count, too, but reads and sorts every row before the first one is shown.
    """
    counted = rows.order_by().annotate(counted=Func("pk", function="COUNT")).values("counted")
    return Subquery(counted, output_field=IntegerField())
