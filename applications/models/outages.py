"""Tells a database that is away from one that refuses."""

from django.db import DatabaseError, InterfaceError, OperationalError


def is_database_away(error: BaseException | None) -> bool:
    """Tell whether an error means that the database cannot be reached or cannot work now.

    A connection that ends in the middle of an answer is told by PostgreSQL's client as an error
    without class or code ("no message from the libpq"); all that the server says has a code.
    """
    if type(error) is DatabaseError:
        return getattr(error.__cause__, "pgcode", "") is None
    return isinstance(error, OperationalError | InterfaceError)
