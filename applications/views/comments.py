"""Remarks of the team to a section: on a page of their own, and as a list below the questions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import texts
from applications.forms.comments import CommentForm
from applications.models import Application, QuestionComment
from applications.rules.sections import Section
from applications.services import comments
from applications.views.drafts import for_drafts
from applications.views.requests import SignedInRequest, small_number
from applications.views.section_pages import page_url, step_title
from applications.views.section_slugs import section_by_slug

ANCHOR = "bemerkungen"


@require_http_methods(["GET", "HEAD", "POST"])
@for_drafts
def section_comments(
    request: SignedInRequest, application: Application, slug: str
) -> HttpResponse:
    """Show the remarks to a section, take a new one, or mark one as done."""
    section = section_by_slug(slug)
    if "settle" in request.POST:
        return settle(request, application, slug, section)
    form = comment_form(application, section, request.POST if request.method == "POST" else None)
    if form.is_valid():
        comments.write_comment(
            application=application,
            section=section,
            question=form.asked,
            text=form.cleaned_data["text"],
            actor=request.user,
            at=request.received_at,
        )
        messages.success(request, _("Ihre Bemerkung ist gespeichert. Ihr Team kann sie lesen."))
        return redirect(comments_url(application, slug))
    return show_comments(request, application, slug, section, form)


def show_comments(
    request: SignedInRequest,
    application: Application,
    slug: str,
    section: Section,
    form: CommentForm,
) -> HttpResponse:
    """Render the page of remarks."""
    context = {
        "application": application,
        "section": section,
        "form": form,
        "page_title": _("Bemerkungen zu „%(section)s“ – Entwurf, noch nicht abgesendet")
        % {"section": texts.label(section)},
        "heading": _("Bemerkungen zu „%(section)s“") % {"section": texts.label(section)},
        "caption": step_title(section),
        "back_url": page_url(application, slug),
    }
    return render(request, "applications/comments.html", context)


def settle(
    request: SignedInRequest, application: Application, slug: str, section: Section
) -> HttpResponse:
    """Mark a remark of this section as done."""
    number = small_number(request.POST["settle"]) or 0
    rows = QuestionComment.objects.filter(application=application, section=section)
    comment = rows.select_related("application").filter(pk=number).first()
    if comment is None:
        raise Http404
    comments.settle_comment(comment=comment, actor=request.user, at=request.received_at)
    return redirect(f"{comments_url(application, slug)}#{ANCHOR}")


def comment_form(application: Application, section: Section, data: Any = None) -> CommentForm:
    """Return the form for a remark to a section."""
    return CommentForm(data, application=application, section=section)


def comments_url(application: Application, slug: str) -> str:
    """Return the address of the remarks to a section."""
    return reverse("section_comments", args=[application.code, slug])
