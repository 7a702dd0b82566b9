"""Codes in addresses: too many to guess, and nothing in them tells of others."""

from django.apps import apps

from applications.models.codes import ADDRESS_LENGTH, ALPHABET, address_code


def test_ten_thousand_codes_have_no_order_and_no_repeat() -> None:
    codes = [address_code() for _number in range(10_000)]

    assert len(set(codes)) == 10_000
    assert codes != sorted(codes)
    # Every sign stands at every place about as often: 312 times, give or take.
    for place in range(ADDRESS_LENGTH):
        counts = [sum(code[place] == sign for code in codes) for sign in ALPHABET]
        assert 200 < min(counts) <= max(counts) < 450


def test_a_code_has_more_than_128_bits() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert 5 * ADDRESS_LENGTH >= 128


def test_cases_and_files_are_found_by_such_codes() -> None:
    models = ("Application", "Attachment", "CaseMessageFile", "Batch", "Export", "SavedView")

    for name in models:
        field = apps.get_model("applications", name)._meta.get_field("code")
        assert field.unique, name
        assert field.default is address_code or not field.has_default(), name
