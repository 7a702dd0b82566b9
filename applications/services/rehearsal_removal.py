"""Removing a rehearsal round: everything below it goes, nothing else does."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, models, transaction
from django.db.models.fields.files import FileField

from applications.models import FundingRound, Organisation
from applications.models.append_only import create_triggers, drop_triggers
from applications.services.enclosure_files import delete_after_commit


class NotARehearsal(Exception):
    """The round is a real one: nothing of it is ever removed this way."""


@transaction.atomic
def remove_rehearsal(funding_round: FundingRound) -> int:
    """Delete a rehearsal round with its cases, evidence and files; return how many cases.

    The audit log keeps its rows, by code and without texts, so that the chain stays whole. This
    is the one use of the door in the append-only triggers beside the retention of old cases:
    they are taken away and put back inside one transaction, which locks the tables for others.
    Raises ``NotARehearsal``; then nothing has happened.
    """
    rounds = FundingRound.objects.select_for_update().filter(pk=funding_round.pk)
    if not rounds.filter(is_rehearsal=True).exists():
        raise NotARehearsal(funding_round.pk)
    cases = funding_round.applications.count()
    organisations = Organisation.objects.filter(applications__round=funding_round)
    lonely = organisations.exclude(applications__round__is_rehearsal=False)
    places = list(lonely.values_list("pk", flat=True).distinct())
    files: list[str] = []
    drop_triggers(connection)
    _delete(rounds, files)
    _delete(Organisation.objects.filter(pk__in=places), files)
    with connection.cursor() as cursor:
        # What the deletions still have to check is checked now: triggers want a table at rest.
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    create_triggers(connection)
    delete_after_commit(files)
    return cases


def _delete(rows: "models.QuerySet[Any]", files: list[str]) -> None:
    """Delete rows after everything that refers to them, and note the files they held."""
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return
    for relation in _references(rows.model):
        below = relation.related_model._base_manager
        _delete(below.filter(**{f"{relation.field.name}__in": keys}), files)
    files.extend(_files(rows.model, keys))
    mine = rows.model._base_manager.filter(pk__in=keys)
    mine._raw_delete(mine.db)


def _references(model: type[models.Model]) -> Iterator[Any]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation


def _files(model: type[models.Model], keys: list[Any]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if isinstance(field, FileField):
            names = model._base_manager.filter(pk__in=keys).values_list(field.name, flat=True)
            for name in filter(None, names):
                # The harmless copy lies beside the received bytes, named by a column or not.
                yield from (name, f"{name}.readable")
