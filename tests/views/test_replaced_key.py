"""A new secret key logs nobody out and loses nothing, as long as the former one is named."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from applications.models.sealed import SealBroken, seal, unseal
from applications.services import second_factor
from tests.support.accounts import enrol, make_user, sign_in

pytestmark = pytest.mark.django_db
NEW = "another-key-of-this-installation-" * 2


def replace_key(settings: LazySettings, *, keep: bool) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
    settings.SECRET_KEY = NEW


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


@pytest.mark.parametrize("keep", [True, False])
def test_sessions_outlive_the_key_while_it_is_named(
    client: Client, settings: LazySettings, keep: bool
) -> None:
    sign_in(client, make_user())
    assert is_signed_in(client)

    replace_key(settings, keep=keep)

    assert is_signed_in(client) is keep


def test_sealed_texts_outlive_the_key_while_it_is_named(settings: LazySettings) -> None:
    token = seal("DE02120300000000202051")
    former = settings.SECRET_KEY

    replace_key(settings, keep=True)
    assert unseal(token) == "DE02120300000000202051"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(SealBroken):
        unseal(token)
    assert former not in token


def test_second_factors_outlive_the_key_while_it_is_named(settings: LazySettings) -> None:
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    user: Any = make_user()
    enrol(user)
    code = second_factor.current_code(user)

    replace_key(settings, keep=True)

    assert len(second_factor.current_code(user)) == len(code) == 6
