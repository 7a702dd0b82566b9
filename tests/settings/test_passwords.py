"""Passwords: how they are kept and which are refused."""

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ValidationError

from wir_foerderung import settings as real_settings


@pytest.fixture
def real_hashers(settings):
    settings.PASSWORD_HASHERS = real_settings.PASSWORD_HASHERS


@pytest.mark.usefixtures("real_hashers")
def test_password_is_kept_as_argon2id_of_moderate_cost():
    encoded = make_password("ein kurzer Satz ist gut")

    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("ein kurzer Satz ist gut", encoded)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("elf Zeichen", "Das Passwort ist zu kurz. Nehmen Sie mindestens 12 Zeichen."),
        (
            "q1w2e3r4t5y6",
            "Dieses Passwort benutzen viele Menschen. Bitte nehmen Sie ein anderes.",
        ),
    ],
)
def test_weak_password_is_refused_with_our_sentence(password, sentence):
    validators = get_password_validators(real_settings.AUTH_PASSWORD_VALIDATORS)

    with pytest.raises(ValidationError) as refusal:
        validate_password(password, password_validators=validators)

    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize("password", ["zwölf Zeichen", "🙂 Bären tanzen nachts", "a" * 128])
def test_long_password_of_any_characters_is_accepted(password):
    validators = get_password_validators(real_settings.AUTH_PASSWORD_VALIDATORS)

    validate_password(password, password_validators=validators)
