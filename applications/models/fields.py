"""Columns that many tables share: euro amounts and answers with a fixed list."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from applications import texts


class EuroField(models.DecimalField[Decimal, Decimal]):
    """An amount in euros with two places, never below zero."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("validators", [MinValueValidator(Decimal(0))])
        super().__init__(*args, **kwargs)


class AnswerField(models.CharField[str, str]):
    """One value of a closed list; the labels stay outside the migrations."""

    def __init__(self, *args: Any, answers: type[StrEnum] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        if answers is not None:
            kwargs["choices"] = texts.choices(answers)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs


class ListField(models.JSONField):
    """A short ordered list inside one section, such as goals or board members."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("encoder", DjangoJSONEncoder)
        super().__init__(*args, **kwargs)


def one_of(column: str, answers: type[StrEnum], *, empty: bool = True) -> Q:
    """Return the condition that a column holds a value of the list, or nothing yet."""
    allowed = [member.value for member in answers]
    return Q(**{f"{column}__in": [*allowed, ""] if empty else allowed})


def not_negative(*columns: str) -> Q:
    """Return the condition that no amount lies below zero; empty amounts pass."""
    condition = Q()
    for column in columns:
        condition &= Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0})
    return condition
