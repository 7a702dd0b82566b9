"""Documents stay with their case: the database refuses a snapshot of somebody else's."""

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "document of another case"
_FOREIGN = (
    "SELECT 1 FROM applications_submissionsnapshot s "
    "WHERE s.id = NEW.snapshot_id AND s.application_id <> NEW.application_id"
)


def create_binding(connection: BaseDatabaseWrapper) -> None:
    """Put the trigger on the table of documents."""
    if connection.vendor == "postgresql":
        statements: tuple[str, ...] = (
            "CREATE OR REPLACE FUNCTION refuse_foreign_snapshot() "
            "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF EXISTS ({_FOREIGN}) THEN RAISE EXCEPTION '{MESSAGE}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
            "CREATE TRIGGER applications_document_bound BEFORE INSERT OR UPDATE "
            "ON applications_document FOR EACH ROW EXECUTE FUNCTION refuse_foreign_snapshot()",
        )
    else:
        statements = tuple(
            f"CREATE TRIGGER applications_document_bound_{event.lower()} BEFORE {event} "
            f"ON applications_document WHEN EXISTS ({_FOREIGN}) "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for event in ("INSERT", "UPDATE")
        )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop_binding(connection: BaseDatabaseWrapper) -> None:
    """Take the trigger away, before the table changes."""
    names: tuple[str, ...] = (
        ("applications_document_bound ON applications_document",)
        if connection.vendor == "postgresql"
        else ("applications_document_bound_insert", "applications_document_bound_update")
    )
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
