"""The entry point of the web server."""

import os
import platform

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wir_foerderung.settings")

application = get_wsgi_application()

# Only now: the applications have to be ready.
from django.conf import settings  # noqa: E402
from django.template.loader import get_template  # noqa: E402
from django.urls import reverse  # noqa: E402

from applications.checks import refuse_to_lose_data  # noqa: E402
from applications.services import request_counts  # noqa: E402

refuse_to_lose_data()
# The processes of one web server have one parent; several servers may share a folder.
request_counts.share(settings.VAR_DIR / "metrics" / f"{platform.node()}-{os.getppid()}")
# Every page is loaded before the first person asks for one: its address and its template.
reverse("start")
for page in (settings.BASE_DIR / "templates").rglob("*.html"):
    get_template(str(page.relative_to(settings.BASE_DIR / "templates")))
