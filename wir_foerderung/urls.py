"""Addresses of the project: the public site, the staff's admin, the error pages."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path(settings.ADMIN_PATH, admin.site.urls),
    path("", include("applications.urls")),
]
if settings.OIDC_ISSUER:
    urlpatterns.append(path("konto/dienst/", include("applications.single_sign_on_urls")))

handler400 = "applications.views.errors.bad_request"
handler403 = "applications.views.errors.forbidden"
handler404 = "applications.views.errors.not_found"
handler500 = "applications.views.errors.server_error"
# Not one of Django's; the sign-in library asks for it.
handler429 = "applications.views.errors.too_many_requests"
