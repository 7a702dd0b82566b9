"""The rows of the table of rights for the pages of the own account."""

from typing import Final

from tests.access.rows import (
    AWAY,
    HIDDEN,
    NO_METHOD,
    OK,
    SIGN_IN,
    SIGNED_OUT,
    Row,
    accounts,
    everybody,
    page,
    proven,
    visitors,
)
from tests.access.scene import NOBODY

# What machines ask stands here, too: the table itself is full.
HEALTH: Final = {
    "health_live": page("/health/live"),
    # Everybody in the tests comes from this machine.
    "health_metrics": page("/health/metrics"),
    # Nobody makes the documents of the scene, so they have waited too long.
    "health_ready": Row("/health/ready", everybody(503), everybody(NO_METHOD)),
}
ACCOUNT: Final = {
    # Read by machines, on the way of all of them.
    "security_contact": page("/.well-known/security.txt"),
    "account_signup": Row("/konto/registrieren/", visitors(OK), visitors(OK)),
    "account_email_verification_sent": Row("/konto/code/", visitors(SIGN_IN), visitors(SIGN_IN)),
    "account_start_again": Row("/konto/code/neu-anfangen/", everybody(NO_METHOD), everybody(AWAY)),
    "account_login": Row("/konto/anmelden/", visitors(OK), visitors(OK)),
    "account_logout": Row("/konto/abmelden/", visitors(AWAY, others=OK), everybody(AWAY)),
    "account_inactive": page("/konto/geschlossen/"),
    "account_reset_password": Row("/konto/passwort/", everybody(OK), everybody(OK)),
    "account_reset_password_done": page("/konto/passwort/unterwegs/"),
    "account_reset_password_from_key": Row(
        "/konto/passwort/neu/1-abc/", everybody(OK), everybody(OK)
    ),
    "account_reset_password_from_key_done": Row(
        "/konto/passwort/gespeichert/", everybody(SIGN_IN), everybody(NO_METHOD)
    ),
    "mfa_authenticate": Row("/konto/schutz/code/", visitors(SIGN_IN), visitors(SIGN_IN)),
    "account": Row("/konto/", accounts(OK), accounts(OK)),
    "account_session": Row(
        "/konto/sitzung/",
        {**accounts(OK), NOBODY: SIGNED_OUT},
        {**accounts(OK), NOBODY: SIGNED_OUT},
    ),
    "account_continue": Row("/konto/weiter/", accounts(AWAY), accounts(NO_METHOD)),
    # Nobody has begun to look at the pages of somebody else.
    "applicant_view": Row("/ansicht/", proven(AWAY), proven(NO_METHOD)),
    "applicant_view_end": Row("/ansicht/beenden/", proven(NO_METHOD), proven(AWAY)),
    "account_email": Row("/konto/email/", accounts(OK), accounts(OK)),
    "account_reauthenticate": Row("/konto/bestaetigen/", accounts(OK), accounts(OK)),
    "account_change_password": Row("/konto/passwort/aendern/", accounts(OK), accounts(OK)),
    "usersessions_list": Row("/konto/geraete/", accounts(OK), accounts(AWAY)),
    # These ask for the password again first.
    "my_data": Row("/konto/meine-daten/", proven(AWAY), proven(AWAY)),
    "account_deletion": Row("/konto/loeschen/", accounts(OK), accounts(NO_METHOD)),
    "account_deletion_confirm": Row(
        "/konto/loeschen/bestaetigen/", accounts(AWAY), accounts(AWAY)
    ),
    "organisation_deletion": Row("/konto/verein-loeschen/", proven(AWAY), proven(AWAY)),
    "mfa_index": Row("/konto/schutz/", accounts(OK), accounts(NO_METHOD)),
    # These ask for the password again, or do not exist without a second factor.
    "mfa_activate_totp": Row("/konto/schutz/einrichten/", accounts(AWAY), accounts(AWAY)),
    "mfa_deactivate_totp": Row("/konto/schutz/ausschalten/", accounts(HIDDEN), accounts(HIDDEN)),
    "mfa_reauthenticate": Row("/konto/schutz/bestaetigen/", accounts(AWAY), accounts(AWAY)),
    "mfa_view_recovery_codes": Row(
        "/konto/schutz/ersatzcodes/", accounts(HIDDEN), accounts(NO_METHOD)
    ),
    "mfa_generate_recovery_codes": Row(
        "/konto/schutz/ersatzcodes/neu/", accounts(AWAY), accounts(AWAY)
    ),
}
