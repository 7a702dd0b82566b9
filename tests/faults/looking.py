"""What an installation has still to do, read from its tables without any of its code."""

from tests.faults.site import Site


def waiting(site: Site) -> dict[str, int]:
    """Return how many documents and mails are still to do."""
    return {
        "documents": _count(site, "applications_document", "rendered_at IS NULL"),
        "mails": _count(site, "applications_message", "sent_at IS NULL"),
    }


def jobs(site: Site) -> int:
    """Return how many jobs wait or run."""
    done = "status IN ('SUCCESSFUL', 'FAILED')"
    return _count(site, "django_tasks_database_dbtaskresult", f"NOT {done}")


def document_tries(site: Site) -> list[int]:
    """Return how often each document was tried, in the order of the documents."""
    return _tries(site, "applications_document")


def mail_tries(site: Site) -> list[int]:
    """Return how often each mail was tried, in the order of the mails."""
    return _tries(site, "applications_message")


def _tries(site: Site, table: str) -> list[int]:
    return [row[0] for row in site.database.rows(f"SELECT attempts FROM {table} ORDER BY id")]  # noqa: S608


def _count(site: Site, table: str, condition: str) -> int:
    statement = f"SELECT count(*) FROM {table} WHERE {condition}"  # noqa: S608 - our own words
    return int(site.database.rows(statement)[0][0])
