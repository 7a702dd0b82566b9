"""Settings of the tests: fast, without disk or network, with nothing taken from the machine."""

import os

os.environ.setdefault("WIR_DEBUG", "1")

from wir_foerderung.settings import *  # noqa: F403 - the environment comes first

DEBUG = False
SECRET_KEY = "only-for-tests-" * 5
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
