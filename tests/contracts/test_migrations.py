"""Migrations form one line."""

from django.db.migrations.loader import MigrationLoader


def test_migrations_are_linear_and_numbered_without_gaps():
    graph = MigrationLoader(None).graph
    ours = [name for app, name in graph.nodes if app == "applications"]

    leaves = graph.leaf_nodes("applications")

    assert len(leaves) == 1
    assert sorted(int(name[:4]) for name in ours) == list(range(1, len(ours) + 1))
