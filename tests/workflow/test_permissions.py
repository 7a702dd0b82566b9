"""Who may do what, asked of the one place that knows."""

import pytest

from applications.workflow import permissions
from tests import factories

pytestmark = pytest.mark.django_db


def test_only_who_sends_for_the_association_passes_as_a_representative() -> None:
    draft = factories.make_draft()

    permissions.require_representative(draft.created_by, draft.organisation_id)
    with pytest.raises(permissions.NotARepresentative):
        permissions.require_representative(
            factories.make_user("Fremde Person"), draft.organisation_id
        )


def test_only_who_writes_for_the_association_passes_as_a_writer() -> None:
    draft = factories.make_draft()

    permissions.require_writer(draft.created_by, draft)
    with pytest.raises(permissions.NotAWriter):
        permissions.require_writer(factories.make_user("Fremde Person"), draft)


@pytest.mark.parametrize(
    ("group", "sees"),
    [
        ("Sachbearbeitung", True),
        ("Mitzeichnung", True),
        ("Leitung", True),
        ("Revision", True),
        ("Haushalt", False),
        ("Verwaltung", False),
    ],
)
def test_who_reads_cases(group: str, sees: bool) -> None:
    assert permissions.may_see_cases(factories.make_staff(group)) is sees


def test_a_closed_account_of_staff_has_no_rights() -> None:
    staff = factories.make_staff("Leitung")
    staff.is_active = False

    assert permissions.staff_roles(staff) == frozenset()
    with pytest.raises(permissions.NotPermitted):
        permissions.require(staff, *permissions.GROUPS.values())
