"""Rows that are evidence: refused to change or delete in Python and by database triggers."""

from collections.abc import Collection
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

# Table -> condition on the old row under which an update is still allowed ("" = never).
TABLES: dict[str, str] = {
    "applications_auditevent": "",
    "applications_transition": "",
    "applications_submissionsnapshot": "",
    "applications_finding": "",
    "applications_findingsettlement": "",
    # A proposal can only be closed: what was proposed, and by whom, stays as it was signed.
    "applications_decision": (
        "OLD.status = 'proposed' AND NEW.application_id = OLD.application_id "
        "AND NEW.kind = OLD.kind AND NEW.micro_project_eur = OLD.micro_project_eur "
        "AND NEW.minijob_eur = OLD.minijob_eur AND NEW.proposed_by_id = OLD.proposed_by_id "
        "AND NEW.proposed_at = OLD.proposed_at"
    ),
    "applications_decisionline": "",
    "applications_awardchange": (
        "OLD.status = 'proposed' AND NEW.application_id = OLD.application_id "
        "AND NEW.kind = OLD.kind AND NEW.basis = OLD.basis AND NEW.facts = OLD.facts "
        "AND NEW.assessment = OLD.assessment AND NEW.proposed_by_id = OLD.proposed_by_id "
        "AND NEW.after_micro_project_eur = OLD.after_micro_project_eur "
        "AND NEW.after_minijob_eur = OLD.after_minijob_eur "
        "AND NEW.before_micro_project_eur = OLD.before_micro_project_eur "
        "AND NEW.before_minijob_eur = OLD.before_minijob_eur "
        "AND NEW.discretion = OLD.discretion AND NEW.heard = OLD.heard "
        "AND NEW.paid_eur = OLD.paid_eur AND NEW.is_for_the_past = OLD.is_for_the_past "
        "AND COALESCE(NEW.begins_on, '1900-01-01') = COALESCE(OLD.begins_on, '1900-01-01') "
        "AND COALESCE(NEW.ends_on, '1900-01-01') = COALESCE(OLD.ends_on, '1900-01-01')"
    ),
    # A letter stays as it was ordered, and its file as it was made.
    "applications_document": (
        "NEW.kind = OLD.kind AND NEW.code = OLD.code AND NEW.number = OLD.number "
        "AND NEW.content = OLD.content AND NEW.content_sha256 = OLD.content_sha256 "
        "AND NEW.ordered_at = OLD.ordered_at "
        "AND COALESCE(NEW.application_id, 0) = COALESCE(OLD.application_id, 0) "
        "AND COALESCE(NEW.snapshot_id, 0) = COALESCE(OLD.snapshot_id, 0) "
        "AND (OLD.rendered_at IS NULL OR (NEW.sha256 = OLD.sha256 AND NEW.file = OLD.file "
        "AND NEW.size = OLD.size AND NEW.rendered_at = OLD.rendered_at))"
    ),
    # Once the law says that a letter is known, nothing about it changes.
    "applications_documentdelivery": "OLD.delivered_on IS NULL AND OLD.lapsed_at IS NULL",
    "applications_letterdraft": (
        "OLD.document_id IS NULL AND OLD.discarded_at IS NULL AND NEW.kind = OLD.kind "
        "AND NEW.application_id = OLD.application_id"
    ),
    "applications_letterrelease": (
        "OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL "
        "AND NEW.asked_by_id = OLD.asked_by_id AND NEW.round_id = OLD.round_id"
    ),
    # An edition can only be released.
    "applications_legaltext": (
        "OLD.released_at IS NULL AND NEW.text = OLD.text AND NEW.kind = OLD.kind "
        "AND NEW.edition = OLD.edition AND NEW.round_id = OLD.round_id"
    ),
    "applications_hearing": "OLD.closed_at IS NULL",
    # A hold can only be lifted.
    "applications_legalhold": (
        "OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL AND NEW.reason = OLD.reason "
        "AND NEW.application_id = OLD.application_id AND NEW.set_by_id = OLD.set_by_id"
    ),
    "applications_casestatistic": "",
    "applications_legalparameter": "OLD.confirmed_at IS NULL",
    "applications_secondfactorreset": (
        "OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND NEW.reason = OLD.reason "
        "AND NEW.account_id = OLD.account_id AND NEW.asked_by_id = OLD.asked_by_id"
    ),
    # A change of a round can only be closed: what was proposed stays as it was signed.
    "applications_roundchange": (
        "OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND NEW.changes = OLD.changes "
        "AND NEW.reason = OLD.reason AND NEW.proposed_by_id = OLD.proposed_by_id"
    ),
    "applications_casemessage": "",
    # Only a scanner that comes back later has something to add.
    "applications_casemessagefile": (
        "OLD.scan = 'unchecked' AND NEW.message_id = OLD.message_id AND NEW.name = OLD.name "
        "AND NEW.file = OLD.file AND NEW.sha256 = OLD.sha256"
    ),
    "applications_informationrequest": "OLD.closed_at IS NULL",
    "applications_requestpoint": "OLD.answered_at IS NULL",
    "applications_bankdetails": "OLD.confirmed_at IS NULL",
    "applications_phoneconfirmation": "",
    "applications_conflictdeclaration": "",
    "applications_checklistanswer": "",
    "applications_score": "",
    "applications_acceptedcost": "",
    "applications_internalnote": "",
    # How far it is and its file change; who took what out and why does not.
    "applications_export": (
        "NEW.kind = OLD.kind AND NEW.query = OLD.query AND NEW.purpose = OLD.purpose "
        "AND NEW.requested_by_id = OLD.requested_by_id AND NEW.requested_at = OLD.requested_at"
    ),
    # The second person closes it; what was frozen stays as it was.
    "applications_awardlist": (
        "OLD.status = 'proposed' AND NEW.round_id = OLD.round_id AND NEW.sha256 = OLD.sha256 "
        "AND NEW.reason = OLD.reason AND NEW.frozen_by_id = OLD.frozen_by_id "
        "AND NEW.given_eur = OLD.given_eur"
    ),
    "applications_awardlistrow": "",
}
REFUSAL = "append-only"


class ChangeRefused(TypeError):
    """Evidence was about to be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses what would change history; the database refuses it once more."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise ChangeRefused(self.model.__name__)

    def delete(self) -> NoReturn:
        raise ChangeRefused(self.model.__name__)


class AppendOnly(models.Model):
    """A row that is written once."""

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ChangeRefused(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ChangeRefused(type(self).__name__)


def create_triggers(connection: BaseDatabaseWrapper, tables: Collection[str] = TABLES) -> None:
    """Put the triggers on every table of evidence, or on those that a migration adds."""
    statements = (
        _postgresql_statements if connection.vendor == "postgresql" else _sqlite_statements
    )
    with connection.cursor() as cursor:
        for statement in statements(tables):
            cursor.execute(statement)


def drop_triggers(connection: BaseDatabaseWrapper, tables: Collection[str] = TABLES) -> None:
    """Take the triggers away: the one door, for the retention job and for test databases."""
    with connection.cursor() as cursor:
        for table in tables:
            for kind in ("update", "delete", "truncate"):
                suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{kind}{suffix}")


def _sqlite_statements(tables: Collection[str]) -> list[str]:
    statements = []
    for table in tables:
        condition = TABLES[table]
        guard = f"WHEN NOT ({condition}) " if condition else ""
        for kind, when in (("update", guard), ("delete", "")):
            statements.append(
                f"CREATE TRIGGER {table}_no_{kind} BEFORE {kind.upper()} ON {table} "
                f"{when}BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    return statements


def _postgresql_statements(tables: Collection[str]) -> list[str]:
    statements = [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    ]
    for table in tables:
        condition = TABLES[table]
        guard = f"WHEN (NOT ({condition})) " if condition else ""
        for kind, when in (("update", guard), ("delete", "")):
            statements.append(
                f"CREATE TRIGGER {table}_no_{kind} BEFORE {kind.upper()} ON {table} "
                f"FOR EACH ROW {when}EXECUTE FUNCTION refuse_change()"
            )
        statements.append(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    return statements
