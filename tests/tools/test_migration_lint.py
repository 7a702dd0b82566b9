"""Every rule for migrations finds a bad example and lets a good one pass."""

import re
from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState

from applications.models.table_locks import TakeTables
from tests.support import sources
from tools import migration_lint
from tools.releases import PREVIOUS


def nothing(*_arguments: Any) -> None:
    """Stand for a step with data."""


def tables() -> ProjectState:
    """Return what the release before knows."""
    state = ProjectState()
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=80)),
        ("town", models.CharField(max_length=80, null=True)),
        ("money", models.DecimalField(max_digits=8, decimal_places=2)),
    ]
    state.add_model(ModelState("applications", "Case", fields))
    state.add_model(ModelState("applications", "Round", [fields[0]]))
    return state


def broken(*operations: Any, **about: Any) -> list[str]:
    """Return the rules that a migration with these operations breaks."""
    made = migrations.Migration("0099_example", "applications")
    made.operations = list(operations)
    vars(made).update(about)
    found = list(migration_lint.faults(tables(), [made]))
    assert all(line.startswith("0099_example: ") for line in found)
    return [line.split(": ")[1] for line in found]


def change(name: str, field: Any) -> migrations.AlterField:
    return migrations.AlterField("case", name, field)


NAME_INDEX = models.Index(fields=["name"], name="case_name")
TOWN_GIVEN = models.CheckConstraint(condition=~models.Q(town=""), name="case_town_given")
FRESH = migrations.CreateModel("Fresh", [("id", models.BigAutoField(primary_key=True))])
STEP = migrations.RunPython(nothing, nothing)
CODE = models.TextField(db_default="", unique=True)
ADD_NOTE = migrations.AddField("case", "note", models.TextField(null=True))


@pytest.mark.parametrize(
    ("rule", "operation"),
    [
        ("removed", migrations.RemoveField("case", "town")),
        ("removed", migrations.DeleteModel("Round")),
        ("renamed", migrations.RenameField("case", "town", "place")),
        ("renamed", migrations.RenameModel("Round", "Call")),
        ("renamed", migrations.AlterModelTable("Round", "calls")),
        ("renamed", change("town", models.CharField(max_length=80, null=True, db_column="place"))),
        ("not null", migrations.AddField("case", "note", models.TextField(default=""))),
        (
            "constraint",
            migrations.AddField("case", "code", CODE),
        ),
        ("narrowed", change("town", models.CharField(max_length=80))),
        ("narrowed", change("name", models.CharField(max_length=40))),
        ("narrowed", change("name", models.IntegerField())),
        ("narrowed", change("money", models.DecimalField(max_digits=8, decimal_places=4))),
        ("constraint", change("name", models.CharField(max_length=80, unique=True))),
        ("constraint", migrations.AddConstraint("case", TOWN_GIVEN)),
        ("constraint", migrations.AlterUniqueTogether("case", {("name", "town")})),
        ("index", migrations.AddIndex("case", NAME_INDEX)),
        ("index", change("name", models.CharField(max_length=80, db_index=True))),
        ("one way", migrations.RunPython(nothing)),
        ("one way", migrations.RunSQL("SELECT 1")),
        (
            "removed",
            migrations.SeparateDatabaseAndState(
                database_operations=[migrations.RemoveField("case", "town")]
            ),
        ),
    ],
)
def test_what_breaks_the_release_before_is_found(rule: str, operation: Any) -> None:
    assert broken(operation) == [rule]


@pytest.mark.parametrize(
    "operations",
    [
        [ADD_NOTE],
        [migrations.AddField("case", "note", models.TextField(db_default=""))],
        [migrations.AddField("case", "like", models.ManyToManyField("applications.Case"))],
        [change("name", models.CharField(max_length=80, null=True))],
        [change("name", models.CharField(max_length=200, verbose_name="Name"))],
        [change("money", models.DecimalField(max_digits=12, decimal_places=2))],
        [FRESH, migrations.AddField("fresh", "note", models.TextField(default=""))],
        [FRESH, migrations.RenameModel("Fresh", "Fresher")],
        [migrations.SeparateDatabaseAndState([], [migrations.RemoveField("case", "town")])],
        [migrations.AlterModelOptions("case", {"verbose_name": "Fall"})],
        [STEP, migrations.RunSQL("SELECT 1", "SELECT 1")],
    ],
)
def test_what_only_adds_passes(operations: list[Any]) -> None:
    assert broken(*operations) == []


def test_index_that_lets_people_write_passes_outside_of_a_transaction() -> None:
    assert broken(AddIndexConcurrently("case", NAME_INDEX), atomic=False) == []


def test_data_and_tables_do_not_share_a_transaction() -> None:
    assert broken(ADD_NOTE, STEP) == ["mixed"]
    assert broken(ADD_NOTE, STEP, atomic=False) == []


def test_several_tables_are_taken_together() -> None:
    points = models.ForeignKey("applications.Round", models.PROTECT, null=True)
    both = (migrations.AddField("case", "round", points), ADD_NOTE)
    alone = migrations.RunPython(TakeTables("applications_case"), nothing)
    first = migrations.RunPython(TakeTables("applications_case", "applications_round"), nothing)

    assert broken(*both) == ["locks"]
    assert broken(alone, *both, excused={"mixed": "Reads no row."}) == ["locks"]
    assert broken(first, *both, excused={"mixed": "Reads no row."}) == []
    assert broken(*both, atomic=False) == []


def test_excuse_needs_a_reason_and_a_cause() -> None:
    operation = migrations.AddIndex("case", NAME_INDEX)

    assert broken(operation, excused={"index": "The table has ten rows."}) == []
    assert broken(operation, excused={"index": " "}) == ["index"]
    assert broken(ADD_NOTE, excused={"index": "The table has ten rows."}) == ["index"]


def test_later_migrations_see_the_tables_of_earlier_ones() -> None:
    first, second = (migrations.Migration(f"00{n}_x", "applications") for n in (98, 99))
    first.operations = [change("name", models.CharField(max_length=200))]
    second.operations = [change("name", models.CharField(max_length=100))]

    (found,) = migration_lint.faults(tables(), [first, second])

    assert found.startswith("0099_x")
    assert "narrowed" in found


def test_migrations_since_the_last_release_are_fine() -> None:
    state, new = migration_lint.new_migrations()

    folder = sources.ROOT / "applications" / "migrations"
    names = sorted(path.stem for path in folder.glob("0*.py"))
    assert [one.name for one in new] == names[names.index(PREVIOUS.last_migration) + 1 :]
    assert list(migration_lint.faults(state, new)) == []


def test_release_before_is_the_one_of_the_changelog() -> None:
    changes = (sources.ROOT / "CHANGELOG.md").read_text()
    sections = re.split(r"^## ", changes, flags=re.MULTILINE)[1:]

    assert f"The release before is commit `{PREVIOUS.commit}`." in sections[0]
    assert sections[1].startswith(f"{PREVIOUS.version}\n")
    # All but the first release name the one before.
    named = [re.search(r"The release before is commit `([0-9a-f]{7})`\.", s) for s in sections]
    assert all(named[:-1])
