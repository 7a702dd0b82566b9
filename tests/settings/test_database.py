"""How the database is asked to work."""

import pytest
from django.db import connection


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_looks_for_the_order_of_joins_in_small_groups() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW join_collapse_limit")

        assert cursor.fetchone() == ("4",)
