"""The version that was sent: compare what was typed since with it, or go back to it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F

from applications.models import Application, CostItem, SubmissionSnapshot
from applications.rules.sections import Section
from applications.services.drafts import section_row, write_cost_items
from applications.workflow.application_document import columns_of, document_of, section_model


def latest_snapshot(application: Application) -> SubmissionSnapshot:
    """Return the version that counts: the last one that was sent."""
    snapshots = SubmissionSnapshot.objects.filter(application=application)
    latest: SubmissionSnapshot = snapshots.order_by("-version")[:1].get()
    return latest


def changed_sections(application: Application, sections: Iterable[Section]) -> frozenset[Section]:
    """Return which sections say something else than the version that was sent."""
    sent = latest_snapshot(application).document["answers"]
    typed = document_of(application)["answers"]
    return frozenset(
        section
        for section in sections
        if sent[section] != typed[section] or section_row(application, section).pending
    )


def go_back(application: Application, sections: Iterable[Section], *, at: datetime) -> None:
    """Let sections say again what was sent. What was typed stays among the earlier versions."""
    sent = latest_snapshot(application).document["answers"]
    for section in changed_sections(application, sections):
        answers: dict[str, Any] = dict(sent[section])
        if section == Section.COSTS:
            items = [columns_of(CostItem, item) for item in answers.pop("items")]
            write_cost_items(application, items)
        model = section_model(section)
        model._default_manager.filter(pk=application.pk).update(
            **columns_of(model, answers), pending={}, version=F("version") + 1, saved_at=at
        )
