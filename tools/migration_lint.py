"""Judge the migrations since the last release: can the release before work on the new tables?

``python tools/migration_lint.py`` asks no database. While an update goes on the old program reads
and writes beside the new one, so a release only adds; what is no longer used goes a release later.
A migration that must break a rule says why: ``excused = {"constraint": "reason"}`` in its class.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import django
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from releases import PREVIOUS

APP: Final = "applications"
RULES: Final = {
    "removed": "the release before still reads it: take it out of the code first",
    "renamed": "the release before asks for the old name: add, copy, and remove a release later",
    "not null": "rows of the release before come without it: null=True or db_default",
    "narrowed": "the release before may write what no longer fits, or another kind of it",
    "constraint": "the release before may break it, and all rows are read under a lock",
    "index": "nobody can write while it is built: AddIndexConcurrently, with atomic = False",
    "mixed": "data and tables change in one transaction: the lock lasts as long as the data",
    "locks": "it waits for one table while it holds another: begin with TakeTables",
    "one way": "it cannot be taken back: give reverse_code or reverse_sql",
}
UNEXCUSED: Final = "excused without a reason, or nothing to excuse"
# Only the models learn of these.
_STATE_ONLY: Final = (migrations.AlterModelOptions, migrations.AlterModelManagers)
_STEPS: Final = (migrations.RunPython, migrations.RunSQL)
_RENAMES: Final = (
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
    migrations.AlterOrderWithRespectTo,
)


def main() -> int:
    """Print every fault of a migration since the last release; return 1 if there is one."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wir_foerderung.settings")
    django.setup()
    found = list(faults(*new_migrations()))
    print("\n".join(found) or "migrations: the release before can work on the new tables")
    return 1 if found else 0


def new_migrations() -> tuple[ProjectState, list[Any]]:
    """Return the tables of the last release, and the migrations since then in their order."""
    loader = MigrationLoader(None)
    last = (APP, PREVIOUS.last_migration)
    known = set(loader.graph.forwards_plan(last))
    (newest,) = loader.graph.leaf_nodes(APP)
    plan = loader.graph.forwards_plan(newest)
    new = [loader.graph.nodes[node] for node in plan if node not in known and node[0] == APP]
    return loader.project_state(last), new


def faults(state: ProjectState, new: Iterable[Any]) -> Iterator[str]:
    """Yield a line for every rule that a migration breaks without a written reason.

    ``state`` are the tables before the first of them; it is moved on.
    """
    # What is made since the last release is unknown to it and empty.
    made: set[str] = set()
    for migration in new:
        broken: set[tuple[str, str]] = set(_of_the_whole(migration))
        touched: set[str] = set()
        for operation in migration.operations:
            for done in _in_the_database(operation):
                broken |= {(rule, done.describe()) for rule in _of_one(done, state, made)}
                touched |= _locked(done) - made
                if isinstance(done, migrations.CreateModel):
                    made.add(done.name_lower)
            operation.state_forwards(APP, state)
        if migration.atomic and len(touched) > 1 and (free := touched - _taken(migration)):
            broken.add(("locks", ", ".join(sorted(free))))
        excused: dict[str, str] = getattr(migration, "excused", {})
        for rule, what in sorted(broken):
            if rule not in excused:
                yield f"{migration.name}: {rule}: {what}: {RULES[rule]}"
        for rule, reason in excused.items():
            if not reason.strip() or rule not in {rule for rule, _what in broken}:
                yield f"{migration.name}: {rule}: {UNEXCUSED}"


def _locked(operation: Any) -> set[str]:
    """Return the models whose tables PostgreSQL locks: the own one, and those it points to."""
    if isinstance(operation, migrations.CreateModel):
        return {found for _name, field in operation.fields for found in _target(field)}
    if isinstance(operation, (migrations.AddField, migrations.AlterField)):
        return {_table(operation), *_target(operation.field)}
    return {_table(operation)} - {""}


def _target(field: Any) -> Iterator[str]:
    """Yield the model that a field points to, in lower case; the field may know it by name."""
    if field.remote_field:
        model = field.remote_field.model
        yield (model if isinstance(model, str) else model.__name__).rpartition(".")[2].lower()


def _taken(migration: Any) -> set[str]:
    """Return the models whose tables the first step, a ``TakeTables``, takes all together."""
    tables = getattr(getattr(migration.operations[0], "code", None), "tables", ())
    return {table.removeprefix(f"{APP}_") for table in tables}


def _in_the_database(operation: Any) -> list[Any]:
    """Return what an operation does to tables; what only the models learn changes none."""
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        parts = operation.database_operations
        return [done for part in parts for done in _in_the_database(part)]
    return [] if isinstance(operation, _STATE_ONLY) else [operation]


def _of_the_whole(migration: Any) -> Iterator[tuple[str, str]]:
    done = [one for operation in migration.operations for one in _in_the_database(operation)]
    steps = [one for one in done if isinstance(one, _STEPS)]
    if migration.atomic and 0 < len(steps) < len(done):
        yield "mixed", steps[0].describe()
    yield from (("one way", one.describe()) for one in done if not one.reversible)


def _of_one(operation: Any, state: ProjectState, made: set[str]) -> Iterator[str]:
    """Yield the rules that one operation on a table of the release before breaks."""
    if _table(operation) in made:
        return
    if isinstance(operation, (migrations.RemoveField, migrations.DeleteModel)):
        yield "removed"
    elif isinstance(operation, _RENAMES):
        yield "renamed"
    elif isinstance(operation, migrations.AddField):
        if not _may_be_left_out(operation.field):
            yield "not null"
        if operation.field.unique and not operation.field.null:
            yield "constraint"
    elif isinstance(operation, migrations.AlterField):
        yield from _of_change(_field(state, operation), operation.field)
    elif isinstance(operation, (migrations.AddConstraint, migrations.AlterUniqueTogether)):
        yield "constraint"
    elif isinstance(operation, migrations.AddIndex) and not isinstance(
        operation, AddIndexConcurrently
    ):
        yield "index"


def _of_change(old: Any, new: Any) -> Iterator[str]:
    if new.unique and not old.unique:
        yield "constraint"
    if new.db_index and not old.db_index:
        yield "index"
    if old.db_column != new.db_column:
        yield "renamed"
    if (old.null and not new.null) or _holds_less(old, new):
        yield "narrowed"


def _holds_less(old: Any, new: Any) -> bool:
    """Tell whether a column takes less than before, or another kind of values."""
    if old.get_internal_type() != new.get_internal_type():
        return True
    if old.remote_field and new.remote_field:
        moved = old.remote_field.model != new.remote_field.model
        return moved or (new.db_constraint and not old.db_constraint)
    return any(
        after is not None and (before is None or after < before)
        for before, after in zip(_sizes(old), _sizes(new), strict=True)
    )


def _sizes(field: Any) -> tuple[int | None, int | None, int | None]:
    """Return how many characters, decimals and digits before the point fit; no number: all."""
    if field.get_internal_type() == "DecimalField":
        return None, field.decimal_places, field.max_digits - field.decimal_places
    return field.max_length, None, None


def _may_be_left_out(field: Any) -> bool:
    return bool(field.null or field.many_to_many or field.generated or field.has_db_default())


def _field(state: ProjectState, operation: migrations.AlterField) -> Any:
    return state.models[APP, operation.model_name_lower].fields[operation.name]


def _table(operation: Any) -> str:
    """Return the model of an operation, which Django names in two ways; steps have none."""
    name = getattr(operation, "model_name", None) or getattr(operation, "name", None)
    if isinstance(operation, migrations.RenameModel):
        name = operation.old_name
    return (name or "").lower()


if __name__ == "__main__":
    raise SystemExit(main())
