"""Pages whose typed text outlives the session: kept when it cannot be saved, shown again."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.forms.base import KernForm
from applications.models import Application, User
from applications.services import kept_input
from applications.views.requests import small_number

View = Callable[..., HttpResponse]

# In the session: the codes of what is kept, by the address of the page.
KEPT: Final = "kept_input"
# In the session that follows an expired one: whose it was.
FORMER_OWNER: Final = "former_owner"
AUTOSAVE_SUFFIX: Final = "sichern/"
NOT_KEPT: Final = frozenset({"csrfmiddlewaretoken", "leaving"})
RESTORED: Final = _(
    "Wir haben Ihre letzten Eingaben wiederhergestellt. Bitte speichern Sie jetzt."
)
NOT_SENT: Final = _("Wir haben Ihren Text wiederhergestellt. Er ist noch nicht gesendet.")


def keeps_input(view: View) -> View:
    """Mark a page of the form: what is sent to it in vain is kept, and ``restored`` gives it back.

    It is forgotten as soon as the page is sent again, whatever comes of that: the answer then
    shows all of it.
    """

    @wraps(view)
    def with_kept_input(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            forget(request)
        return response

    return kept_in_vain(with_kept_input)


def kept_in_vain(view: View) -> View:
    """Mark a view: what is sent to it without a session, or with an old token, is kept."""
    view.keeps_input = True  # type: ignore[attr-defined]
    return view


def keep_for(view: object, request: HttpRequest) -> bool:
    """Keep what was sent to a view that never got it, and tell whether that was done."""
    is_marked = getattr(view, "keeps_input", False)
    return is_marked and request.method == "POST" and keep_typed(request)


def keep_typed(request: HttpRequest) -> bool:
    """Keep what was sent and could not be saved, and tell whether that was done."""
    size = small_number(request.META.get("CONTENT_LENGTH") or "0")
    if size is None or size > kept_input.MOST_BYTES:
        return False
    owner = _owner(request)
    if owner is None and not _names_an_application(request):
        return False
    path = page_path(request)
    typed = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    code = kept_input.keep_input(path=path, typed=typed, owner=owner, now=clock.real_now())
    if code:
        request.session[KEPT] = request.session.get(KEPT, {}) | {path: code}
    return bool(code)


def restored(request: HttpRequest, said: str | Promise = RESTORED) -> QueryDict | None:
    """Return what was kept of this page and say so; None when there is nothing.

    A page asks for it only once it knows that the person may see it.
    """
    code = request.session.get(KEPT, {}).get(request.path) if request.method == "GET" else None
    if not code or not isinstance(request.user, User):
        return None
    typed = kept_input.find_input(
        code=code, path=request.path, actor=request.user, now=clock.real_now()
    )
    if typed is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    messages.warning(request, str(said))
    return data


def restore(request: HttpRequest, form: KernForm, said: str | Promise = RESTORED) -> None:
    """Fill a form that was not sent with what was kept of its page."""
    if typed := restored(request, said):
        form.restore(typed)


def version_of(typed: QueryDict | None, stored: int) -> int:
    """Return the version a page is based on: that of the kept text, so that nothing newer goes."""
    known = small_number(typed.get("version", "")) if typed else None
    return stored if known is None else known


def claim(request: HttpRequest, user: User) -> None:
    """Give somebody who has just signed in what was kept for them."""
    request.session.pop(FORMER_OWNER, None)
    codes = request.session.pop(KEPT, {}).values()
    found = kept_input.claim_inputs(codes=codes, actor=user, now=clock.real_now())
    if found:
        request.session[KEPT] = found


def forget(request: HttpRequest) -> None:
    """Drop what was kept of this page."""
    path, known = page_path(request), request.session.get(KEPT, {})
    if path in known and isinstance(request.user, User):
        kept_input.forget_input(path=path, actor=request.user)
        request.session[KEPT] = {page: code for page, code in known.items() if page != path}


def page_path(request: HttpRequest) -> str:
    """Return the address of the page, also for what its script sends."""
    return request.path.removesuffix(AUTOSAVE_SUFFIX)


def comes_from_our_page(request: HttpRequest) -> bool:
    """Tell whether a browser says that the form stood on a page of ours."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(said).netloc == request.get_host()


def _owner(request: HttpRequest) -> int | None:
    if isinstance(request.user, AnonymousUser):
        return request.session.get(FORMER_OWNER)
    return request.user.pk


def _names_an_application(request: HttpRequest) -> bool:
    """Tell whether the address holds the code of an application; strangers know none."""
    code = request.resolver_match.kwargs.get("code") if request.resolver_match else None
    return code is None or Application.objects.filter(code=code).exists()
