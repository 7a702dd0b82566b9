"""Takes rows away for good, with everything below them: rehearsals, drafts, cases past their time.

What is evidence is guarded by triggers. Here is the one place that opens them, inside one
transaction: on PostgreSQL the tables of evidence are locked for others until it ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.db.models.fields.files import FileField

from applications.models.append_only import create_triggers, drop_triggers


@contextmanager
def evidence_open() -> Iterator[None]:
    """Take the triggers of the evidence away and put them back; needs a transaction."""
    _settle()
    drop_triggers(connection)
    yield
    _settle()
    create_triggers(connection)


def remove_rows(rows: "models.QuerySet[Any]") -> list[str]:
    """Delete rows after everything that refers to them; return the places of their files.

    The log only names what it speaks of and keeps its rows. The caller deletes the files once
    the rows are gone for good.
    """
    files: list[str] = []
    _remove(rows, files)
    return files


def _settle() -> None:
    """Check now what is still to be checked: triggers want tables at rest."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _remove(rows: "models.QuerySet[Any]", files: list[str]) -> None:
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return
    for relation in _references(rows.model):
        below = relation.related_model._base_manager
        _remove(below.filter(**{f"{relation.field.name}__in": keys}), files)
    files.extend(_files(rows.model, keys))
    mine = rows.model._base_manager.filter(pk__in=keys)
    mine._raw_delete(mine.db)


def _references(model: type[models.Model]) -> Iterator[Any]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and not _only_names(relation):
            yield relation


def _only_names(relation: models.ManyToOneRel) -> bool:
    return relation.on_delete is models.DO_NOTHING


def _files(model: type[models.Model], keys: list[Any]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if isinstance(field, FileField):
            names = model._base_manager.filter(pk__in=keys).values_list(field.name, flat=True)
            for name in filter(None, names):
                # The harmless copy lies beside the received bytes, named by a column or not.
                yield from (name, f"{name}.readable")
