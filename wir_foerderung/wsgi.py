"""The entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wir_foerderung.settings")

application = get_wsgi_application()

# Only now: the applications have to be ready.
from applications.checks import refuse_to_lose_data  # noqa: E402

refuse_to_lose_data()
