"""The way from a section of the form to the fitting questions of the help."""

from typing import Any

from django import template

from applications.rules.sections import Section
from applications.texts.help_topics import SECTION_TOPICS, TOPICS

register = template.Library()


@register.inclusion_tag("frame/section_help.html")
def section_help(section: str) -> dict[str, Any]:
    """Lead to the questions of the help that people ask in a section."""
    slugs = SECTION_TOPICS.get(Section(section), ())
    return {"topics": [TOPICS[slug] for slug in slugs]}
