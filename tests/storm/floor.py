"""The floor of the machine: Django with nothing of ours, by the same server and database.

``/empty/`` answers, ``/insert/`` writes one row first. ``python -m tests.storm.floor`` makes the
table.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from wir_foerderung import settings as ours

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES=ours.DATABASES,
    ROOT_URLCONF=__name__,
    SECRET_KEY=ours.SECRET_KEY,
)


def empty(request: HttpRequest) -> HttpResponse:
    """Answer."""
    return HttpResponse("ok")


def insert(request: HttpRequest) -> HttpResponse:
    """Write one row and answer."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO storm_floor (words) VALUES (%s)", [request.path])
    return HttpResponse("ok")


urlpatterns = [path("empty/", empty), path("insert/", insert)]
application = get_wsgi_application()

if __name__ == "__main__":
    with connection.cursor() as opened:
        opened.execute("CREATE TABLE storm_floor (words varchar(20))")
