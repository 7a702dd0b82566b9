"""Settings of the tests: fast, and the same whatever the environment of the machine says."""

import os
import tempfile

from wir_foerderung.env import forget_all_but

forget_all_but(os.environ, keep=("DATABASE_URL", "WIR_TEST_STRICT"))
os.environ["WIR_DEBUG"] = "1"

from wir_foerderung.settings import *  # noqa: E402, F403 - the environment comes first
from wir_foerderung.settings import DATABASES  # noqa: E402

DEBUG = False
SECRET_KEY = "only-for-tests-" * 5
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, since browser tests use several threads; of this process, since suites may run
    # side by side; without waiting for the disk, since it is thrown away.
    DATABASES["default"]["TEST"] = {
        "NAME": os.path.join(tempfile.gettempdir(), f"wir-test-{os.getpid()}.sqlite3")
    }
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA recursive_triggers=ON;"
    )

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files come straight from their folders; nothing has been collected.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
