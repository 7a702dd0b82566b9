"""The banner over pages that staff see as applicants do."""

from typing import Any

from django import template
from django.template.context import Context

register = template.Library()


@register.inclusion_tag("frame/applicant_view_strip.html", takes_context=True)
def applicant_view_strip(context: Context) -> dict[str, Any]:
    """Say whose pages these are, that nothing can be changed, and how to end the view."""
    shown = getattr(context.get("request"), "applicant_view", None)
    return {"shown": shown, "csrf_token": context.get("csrf_token", "")}
