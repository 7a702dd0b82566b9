"""Text blocks: sentences that staff insert and then change; the administration keeps them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import texts
from applications.admin.base import ClosedFilter, StaffModelAdmin, asked_at, column, user_of
from applications.models import TextBlock
from applications.rules.lifecycle import Role
from applications.rules.review import TextBlockKind
from applications.rules.rulebook import BY_ID
from applications.services import text_blocks


@column(gettext_lazy("Titel"), ordering="title")
def title(row: TextBlock) -> SafeString:
    """Return the title, which leads to the block."""
    url = reverse("admin:applications_textblock_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, row.title)


@column(gettext_lazy("Art"), ordering="kind")
def kind(row: TextBlock) -> Any:
    """Return where it is offered."""
    return texts.label(TextBlockKind(row.kind))


@column(gettext_lazy("Regel"), ordering="rule")
def rule(row: TextBlock) -> str:
    """Return the rule that it belongs to."""
    return row.rule


@column(gettext_lazy("Text"))
def text(row: TextBlock) -> str:
    """Return the text."""
    return row.text


@column(gettext_lazy("Stand"), ordering="is_active")
def standing(row: TextBlock) -> SafeString:
    """Return whether it is offered."""
    if row.is_active:
        return format_html('<span class="mark mark-done">{}</span>', _("wird angeboten"))
    return format_html('<span class="mark">{}</span>', _("ausgeblendet"))


class TextBlockKindFilter(ClosedFilter):
    """Where a block is offered."""

    title = gettext_lazy("Art")
    parameter_name = "kind"
    choices_offered = texts.choices(TextBlockKind)


class TextBlockForm(forms.ModelForm):
    """A block; the rule is chosen from those that there are."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Regel"),
        required=False,
        choices=[("", gettext_lazy("keine bestimmte")), *((name, name) for name in BY_ID)],
    )

    class Meta:
        model = TextBlock
        fields = ("title", "kind", "rule", "text", "key", "is_active")
        help_texts = {
            "text": gettext_lazy(
                "Diese Wörter füllen sich beim Einfügen: {Verein}, {Nummer}, {Projekt}, "
                "{Bescheid vom}, {Heute}."
            ),
            "key": gettext_lazy("Ein kurzer Name ohne Leerzeichen, zum Beispiel anruf-bitte."),
        }


class TextBlockAdmin(StaffModelAdmin):
    """All text blocks; nobody deletes one, but it can be left out."""

    writers = text_blocks.WRITERS
    readers = frozenset({Role.CASE_WORKER, Role.APPROVER, Role.HEAD})
    form = TextBlockForm
    list_display = (title, kind, rule, text, standing)
    list_display_links = None
    list_filter = (TextBlockKindFilter,)
    ordering = ("kind", "title")

    def get_urls(self) -> list[URLPattern]:
        """Leave out the address that only leads to another one."""
        return [url for url in super().get_urls() if getattr(url, "name", None)]

    def save_model(
        self, request: HttpRequest, obj: TextBlock, form: forms.Form, change: bool
    ) -> None:
        """Let the service store it."""
        text_blocks.save_text_block(block=obj, actor=user_of(request), at=asked_at(request))

    def response_add(
        self, request: HttpRequest, obj: TextBlock, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Go back to the list."""
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: TextBlock) -> HttpResponse:
        """Go back to the list."""
        messages.success(request, _("Der Textbaustein ist gespeichert."))
        return redirect("admin:applications_textblock_changelist")
