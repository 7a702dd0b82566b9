"""The rows of the list „Anträge“: written in one go from the pattern of their columns.

Django asks every column of every row again what kind of thing it is; fifty rows of eleven columns
cost more that way than everything else on the page.
"""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from applications.admin.base import Column
from applications.models import Application


def written_rows(
    columns: Sequence[Column], linked: Column, rows: Iterable[Application]
) -> list[SafeString]:
    """Return the rows of a table; the linked column is the head of its row and leads to the case.

    The pattern has places for the address of the case and for what the columns show.
    """
    pattern = format_html("<tr>{}</tr>", _cells(columns, linked))
    return [
        format_html(pattern, *[one.shown(row) for one in columns], address=address_of(row))
        for row in rows
    ]


def address_of(row: Application) -> str:
    """Return the address of the review page."""
    return reverse("admin:applications_application_change", args=[row.code])


def _cells(columns: Sequence[Column], linked: Column) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            [
                format_html(
                    '<th scope="row" class="field-{}"><a href="{{address}}">{}</a></th>'
                    if one is linked
                    else '<td class="field-{}">{}</td>',
                    one.__name__,
                    one.pattern,
                )
            ]
            for one in columns
        ),
    )
