"""Settings from the environment; every variable is listed in docs/operations.md."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from wir_foerderung.env import (
    Environment,
    is_own_machine,
    refuse_plain_database,
    refuse_plain_issuer,
    refuse_plain_mail,
)

env = Environment()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("WIR_VAR_DIR", default=str(BASE_DIR / "var")))

# Three ways to run: development (DEBUG), rehearsal (a demonstration on another date), production.
DEBUG = env.bool("WIR_DEBUG", default=False)
REHEARSAL = env.bool("WIR_REHEARSAL", default=False)
REHEARSAL_NOW = env.instant("WIR_REHEARSAL_NOW")
if REHEARSAL_NOW and not (DEBUG or REHEARSAL):
    raise ImproperlyConfigured("WIR_REHEARSAL_NOW is set; production needs WIR_REHEARSAL=1 too.")

# What monitoring and the page „Betrieb“ show beside the version; whoever installs knows it.
COMMIT = env.str("WIR_COMMIT", default="")

if DEBUG:  # a first look needs nothing prepared
    VAR_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.secret_key(production=not DEBUG)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("WIR_ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
if DEBUG and not is_own_machine(ALLOWED_HOSTS):
    raise ImproperlyConfigured("WIR_DEBUG=1 shows what is inside; WIR_ALLOWED_HOSTS names others.")
BASE_URL = env.origin("WIR_BASE_URL", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = env.list("WIR_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "applications.apps.ApplicationsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "wir_foerderung.static_files.SlimStaticFilesConfig",
    "applications.apps.StaffAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_tasks",
    "django_tasks_db",
    # After our own templates, so that widgets can have KERN's markup (FORM_RENDERER).
    "django.forms",
]

MIDDLEWARE = [
    "applications.middleware.ReceivedAtMiddleware",
    "applications.middleware.RequestCountMiddleware",
    "applications.middleware.RequestIdMiddleware",
    "applications.middleware.FundingRoundMiddleware",
    "applications.middleware.ResponseHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "applications.middleware.PackedPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "applications.middleware.ReadableRequestMiddleware",
    "applications.middleware.StoredSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "applications.middleware.SessionAgeMiddleware",
    "applications.middleware.HiddenDeskMiddleware",
    "applications.middleware.SignInMiddleware",
    "applications.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "applications.middleware.ApplicantViewMiddleware",
    "applications.foreign_fields.ForeignFieldsMiddleware",
]

ROOT_URLCONF = "wir_foerderung.urls"
WSGI_APPLICATION = "wir_foerderung.wsgi.application"
AUTH_USER_MODEL = "applications.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
# To other machines only over TLS with a checked certificate, unless the operator says otherwise.
PLAINTEXT_HOSTS = env.list("WIR_PLAINTEXT_HOSTS", default=[])
if not DEBUG:
    refuse_plain_database(DATABASES["default"], trusted=PLAINTEXT_HOSTS)
DATABASES["default"]["CONN_MAX_AGE"] = env.int("WIR_DATABASE_SECONDS", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE avoids "database is locked" when a read turns into a write; FULL keeps
    # acknowledged commits through a power loss; recursive_triggers guards REPLACE INTO.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;"
        ),
    }
else:
    # A statement that runs for long holds up others; one that waits for a lock is asked again.
    limits = {
        "statement_timeout": env.int("WIR_STATEMENT_SECONDS", default=60),
        "lock_timeout": env.int("WIR_LOCK_SECONDS", default=20),
    }
    # A draft is read with all its sections, seventeen tables: trying their orders in groups of
    # eight, as PostgreSQL does by itself, takes ten times as long as reading them.
    words = {name: f"{seconds}s" for name, seconds in limits.items()} | {"join_collapse_limit": 4}
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = " ".join(
        f"-c {name}={word}" for name, word in words.items()
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static"]
NODE_MODULES = BASE_DIR / "node_modules"
# The fonts of the documents, unpacked at set-up (manage.py unpack_fonts).
DOCUMENT_FONTS = BASE_DIR / ".fonts"
KERN_DIR = NODE_MODULES / "@kern-ux/native/dist"
if KERN_DIR.is_dir():  # a system check says how to fetch it
    STATICFILES_DIRS.append(("kern", KERN_DIR))
MEDIA_ROOT = Path(env.str("WIR_FILES_DIR", default=str(VAR_DIR / "files")))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
S3_BUCKET, S3_FOLDER = env.bucket("WIR_FILES_S3")
if S3_BUCKET:  # needs requirements/s3.txt; the keys stand where boto3 looks for them
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "location": S3_FOLDER,
            "endpoint_url": env.str("WIR_FILES_S3_ENDPOINT", default="") or None,
            "addressing_style": "path",
            # Nobody gets an address of a file: every download passes through us.
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Received files: large ones never fill the memory, too large ones not even the disk.
FILE_UPLOAD_HANDLERS = [
    "wir_foerderung.uploads.HashingUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "wir_foerderung.uploads.BoundedUploadHandler",
]
CLAMD = env.scanner("WIR_CLAMD")

CRISPY_ALLOWED_TEMPLATE_PACKS = "kern"
CRISPY_TEMPLATE_PACK = "kern"
CRISPY_FAIL_SILENTLY = False
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Nothing but our own files; data: images are the icons inside KERN's stylesheet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "applications.views.errors.csrf_failure"

# Accounts: address and password, a code by e-mail at sign-up, a second factor for staff.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/antraege/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 60 * 60
ADMIN_PATH = env.str("WIR_ADMIN_PATH", default="verwaltung/")
ADMIN_NETWORKS = env.networks("WIR_ADMIN_NETWORKS")
METRICS_NETWORKS = env.networks("WIR_METRICS_NETWORKS", default="127.0.0.0/8,::1/128")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("WIR_TRUSTED_PROXY_COUNT", default=0)

ACCOUNT_ADAPTER = "applications.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 30 * 60
# Our form counts tries per address and network (code_failed); this is the last resort.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 20
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 5
# Changing the address on the code page works for new accounts only, so it would tell
# strangers which address is known. Our own page starts the sign-up again instead.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
# A sign-in may span two codes of 30 minutes each.
ACCOUNT_LOGIN_TIMEOUT = 60 * 60
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "wir_foerderung.reset_tokens.ResetTokenGenerator"  # noqa: S105
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/konto/"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "5/15m/key,100/h/ip",
    "code_failed": "5/15m/key",
    "confirm_email": "1/10s/key,10/h/key",
    "reset_password": "20/h/ip,5/h/key",
    "signup": "60/h/ip",
}
ACCOUNT_FORMS = {
    "add_email": "applications.forms.account.EmailChangeForm",
    "change_password": "applications.forms.account.PasswordChangeForm",
    "confirm_email_verification_code": "applications.forms.account.EmailCodeForm",
    "login": "applications.forms.account.SignInForm",
    "reauthenticate": "applications.forms.account.PasswordProofForm",
    "reset_password": "applications.forms.account.PasswordResetForm",
    "reset_password_from_key": "applications.forms.account.NewPasswordForm",
    "signup": "applications.forms.account.SignUpForm",
}

MFA_ADAPTER = "applications.account_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "WIR-Förderung"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "activate_totp": "applications.forms.second_factor.ActivationForm",
    "authenticate": "applications.forms.second_factor.CodeForm",
    "deactivate_totp": "applications.forms.second_factor.DeactivationForm",
    "generate_recovery_codes": "applications.forms.second_factor.RecoveryCodesForm",
    "reauthenticate": "applications.forms.second_factor.CodeProofForm",
}

# Staff may also sign in at the identity provider of their authority (requirements/oidc.txt).
OIDC_ISSUER = env.issuer("WIR_OIDC_ISSUER")
OIDC_NAME = env.str("WIR_OIDC_NAME", default="Dienstkonto")
OIDC_PROVIDER = "dienst"  # among the providers of the library, of which we have one
if OIDC_ISSUER:
    refuse_plain_issuer(OIDC_ISSUER, trusted=PLAINTEXT_HOSTS)
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_ADAPTER = "applications.single_sign_on.SingleSignOnAdapter"
    # An account is found by its confirmed address every time; nothing of the provider is stored.
    SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": OIDC_PROVIDER,
                    "name": OIDC_NAME,
                    "client_id": env.str("WIR_OIDC_CLIENT_ID"),
                    "secret": env.str("WIR_OIDC_SECRET"),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ],
        }
    }
    # The button that leads there is a form.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(
        "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_ISSUER))
    )

# Sessions end without action and after an absolute time; staff sooner than applicants.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 60 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
STAFF_SESSION_IDLE_SECONDS = 30 * 60
STAFF_SESSION_ABSOLUTE_SECONDS = 8 * 60 * 60

# Passwords: long, not common, pasted if people like; no rules about kinds of characters.
PASSWORD_HASHERS = [
    "wir_foerderung.hashers.FrugalArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"wir_foerderung.password_validation.{name}"}
    for name in (
        "LengthValidator",
        "CommonPasswordValidator",
        "SimilarityValidator",
        "KnownWordsValidator",
    )
]

# Limits of sign-in are counted where every server sees them; jobs wait in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
if not DEBUG:
    refuse_plain_mail(env.email("EMAIL_URL", default="consolemail://"), trusted=PLAINTEXT_HOSTS)
DEFAULT_FROM_EMAIL = env.str("WIR_FROM_EMAIL", default="WIR-Programm <wir@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# HTTPS: everywhere but on a developer's machine and in a rehearsal on the own machine.
HTTPS = env.bool("WIR_HTTPS", default=not (DEBUG or REHEARSAL))
SECURE_SSL_REDIRECT = HTTPS
# Whoever watches the processes asks them directly, behind the proxy that ends HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "__Host-sitzung" if HTTPS else "sitzung"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The preload list is for the owner of the whole domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

TEST_RUNNER = "wir_foerderung.test_runner.PytestRunner"

LOG_LEVEL = env.choice(
    "WIR_LOG_LEVEL", default="INFO", of=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "wir_foerderung.logs.JsonFormatter"},
    },
    "handlers": {
        # The level stands here too: the worker for jobs sets its loggers to INFO by itself.
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line" if DEBUG else "json",
            "level": LOG_LEVEL,
        }
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "fontTools": {"level": "WARNING"},
        # It complains about every answer to HEAD, which Django leaves to the server to cut.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "weasyprint": {"level": "WARNING"},
    },
}
