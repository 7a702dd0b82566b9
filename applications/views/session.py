"""How long the own session still lives, for the dialog before its end."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods

from applications import clock
from applications.services.session_time import LAST_SEEN_AT, person_mark, session_time
from applications.views.json_answers import answers_json, without_action
from applications.views.requests import SignedInRequest


@answers_json
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: SignedInRequest) -> HttpResponse:
    """Say how many seconds are left; sending to it is the action of somebody who is there.

    The new token is for pages that are older than the last sign-in of the same person.
    """
    now = int(clock.real_now().timestamp())
    if request.method == "POST":
        request.session[LAST_SEEN_AT] = now
    time = session_time(request.session, is_staff=request.user.is_staff, now=now)
    state = {
        "left": max(time.left, 0),
        "can_stay": time.until_absolute_end > time.left,
        "person": person_mark(request.user.pk),
        "token": get_token(request),
    }
    # Asking is no action, or the question alone would keep the session alive.
    return without_action(JsonResponse(state))
