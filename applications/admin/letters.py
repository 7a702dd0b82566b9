"""„Ausgang“: letters that wait, their preview, and their release by two persons."""

from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.files.base import ContentFile
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from applications.admin.base import asked_at, kept_apart, row_keys, user_of
from applications.admin.case_gate import note_view
from applications.admin.problems import ANTICIPATED, sentence_for
from applications.admin.rights import for_roles
from applications.documents.maker import preview_letter
from applications.forms.letters import ReleaseForm
from applications.models import FundingRound, LetterDraft, LetterRelease
from applications.rules.documents import LegalTextKind
from applications.services import letter_outbox
from applications.services.identity_proof import has_proved_identity, proof_of, proof_page
from applications.services.letter_drafts import CheckedDraft, check_draft, open_drafts
from applications.services.letter_outbox import ASKERS, LETTERS_AT_ONCE, RELEASERS, Asked
from applications.texts import label
from applications.texts.letter_flaws import flaw_text
from applications.workflow.conflicts import closed_cases
from applications.workflow.permissions import CASE_READERS, staff_roles

RELEASE: Final = "release"
# So many are shown with a box to tick; a form may have 1,000 fields.
LETTERS_SHOWN: Final = 400


@require_http_methods(["GET", "POST"])
@for_roles(read=CASE_READERS, act=ASKERS)
def outbox_page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """List the letters of a round that wait; hand the chosen ones on to a second person."""
    rounds = _rounds()
    funding_round = _chosen_round(request, rounds)
    drafts = _drafts(request).filter(application__round=funding_round)
    if request.method == "POST" and funding_round:
        asked = _ask(request, funding_round, drafts)
        if asked is not None:
            return redirect("admin:letter_release", asked.release.pk)
        return redirect(f"{reverse('admin:letters')}?runde={funding_round.pk}")
    free = drafts.filter(release=None)
    free_count = free.count()
    context = {
        "title": _("Ausgang"),
        "rounds": rounds,
        "funding_round": funding_round,
        "free": list(free[:LETTERS_SHOWN]),
        "free_count": free_count,
        "at_once": min(free_count, LETTERS_AT_ONCE),
        "releases": _open_releases(),
        "last": _last_releases(),
        "may_ask": bool(staff_roles(user_of(request)) & ASKERS),
    }
    return _page(request, site, "admin/letters/outbox.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(
    read=CASE_READERS,
    steps=(
        (gettext_lazy("Briefe freigeben"), RELEASERS),
        (gettext_lazy("Briefe zurückgeben"), ASKERS),
    ),
)
def release_page(request: HttpRequest, release_id: str, *, site: AdminSite) -> HttpResponse:
    """Show the letters of a release; let them go, or put them back with a reason."""
    releases = LetterRelease.objects.select_related("round", "asked_by", "closed_by")
    release = get_object_or_404(releases, pk=release_id)
    wants_to_release = request.POST.get("step") == RELEASE
    if wants_to_release and not has_proved_identity(request):
        messages.info(request, _("Bitte zeigen Sie noch einmal, wer Sie sind."))
        return redirect_to_login(request.path, reverse(proof_page(request)))
    form = ReleaseForm(request.POST or None, may_release=_may_release(request, release))
    if request.method == "POST" and form.is_valid() and _close(request, release, form):
        return redirect("admin:letter_release", release.pk)
    drafts = release.drafts.select_related("application", "document").order_by("pk")
    context = {
        "title": _("Versand"),
        "release": release,
        "drafts": list(drafts.exclude(application__in=closed_cases(user_of(request)))),
        "progress": letter_outbox.progress_of_release(release),
        "form": form if _may_close(request, release) else None,
        "is_own": release.asked_by_id == user_of(request).pk,
    }
    return _page(request, site, "admin/letters/release.html", context)


@require_GET
@for_roles(read=CASE_READERS)
def draft_page(request: HttpRequest, draft_id: str, *, site: AdminSite) -> HttpResponse:
    """Show what a letter will say about the real case, and what is wrong with it."""
    checked = _checked(request, draft_id)
    context = {
        "title": _("Entwurf: %(kind)s") % {"kind": checked.draft.get_kind_display()},
        "draft": checked.draft,
        "letter": checked.letter,
        "texts": [
            (label(LegalTextKind(kind)), text)
            for kind, text in (checked.letter.texts.items() if checked.letter else ())
        ],
        "flaws": [(flaw_text(flaw), flaw.is_blocking) for flaw in checked.flaws],
        "may_leave": checked.may_leave,
    }
    return _page(request, site, "admin/letters/draft.html", context)


@require_GET
@for_roles(read=CASE_READERS)
def draft_pdf(request: HttpRequest, draft_id: str) -> FileResponse:
    """Send the preview of a letter, marked as a draft and without a code."""
    checked = _checked(request, draft_id)
    if checked.letter is None:
        raise Http404
    content = ContentFile(preview_letter(checked.letter.to_json()))
    name = f"{checked.draft.application.reference_number}_Entwurf.pdf"
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type="application/pdf"
    )
    return kept_apart(response)


def _checked(request: HttpRequest, draft_id: str) -> CheckedDraft:
    """Return a letter as it would leave; it tells of the case, so the look is noted."""
    rows = _drafts(request).select_related("decision__application__round")
    draft = get_object_or_404(rows, pk=draft_id)
    note_view(request, draft.application)
    return check_draft(draft)


def _drafts(request: HttpRequest) -> QuerySet[LetterDraft]:
    """Return what waits, without the cases from which this person must keep away."""
    rows: QuerySet[LetterDraft] = open_drafts()
    rows = rows.exclude(application__in=closed_cases(user_of(request)))
    return rows.select_related(
        "application__round", "decision", "change", "drafted_by", "release"
    ).order_by("application__number", "pk")


def _rounds() -> list[FundingRound]:
    waiting = Q(
        applications__letter_drafts__document=None,
        applications__letter_drafts__discarded_at=None,
        applications__letter_drafts__isnull=False,
    )
    counted = FundingRound.objects.annotate(waiting=Count("applications", filter=waiting))
    return list(counted.filter(waiting__gt=0).order_by("-year", "-pk"))


def _chosen_round(request: HttpRequest, rounds: list[FundingRound]) -> FundingRound | None:
    wanted = request.GET.get("runde", "")
    return next((one for one in rounds if str(one.pk) == wanted), next(iter(rounds), None))


def _ask(
    request: HttpRequest, funding_round: FundingRound, drafts: QuerySet[LetterDraft]
) -> Asked | None:
    """Hand on what was ticked, or all that is free; say what stays behind."""
    free = drafts.filter(release=None)
    if not request.POST.get("all"):
        keys = row_keys(request, "draft")
        free = free.filter(pk__in=keys[:LETTERS_SHOWN])
    try:
        asked = letter_outbox.ask_release(
            funding_round=funding_round, drafts=free, actor=user_of(request), at=asked_at(request)
        )
    except letter_outbox.NothingToRelease as error:
        messages.warning(request, _nothing(int(error.args[0])))
        return None
    except ANTICIPATED as error:
        messages.error(request, sentence_for(error))
        return None
    for kept in asked.kept:
        reasons = " ".join(flaw_text(flaw) for flaw in kept.flaws if flaw.is_blocking)
        messages.warning(request, f"{kept.draft.application.reference_number}: {reasons}")
    return asked


def _nothing(checked: int) -> str:
    if not checked:
        return _("Wählen Sie mindestens einen Brief aus.")
    return _("Keiner der Briefe kann so hinaus. Öffnen Sie einen Entwurf: Dort steht der Grund.")


def _may_release(request: HttpRequest, release: LetterRelease) -> bool:
    is_other = release.asked_by_id != user_of(request).pk
    return is_other and bool(staff_roles(user_of(request)) & RELEASERS)


def _may_close(request: HttpRequest, release: LetterRelease) -> bool:
    is_own = release.asked_by_id == user_of(request).pk
    return release.closed_at is None and (is_own or _may_release(request, release))


def _close(request: HttpRequest, release: LetterRelease, form: ReleaseForm) -> bool:
    deed: dict[str, Any] = {
        "release": release,
        "actor": user_of(request),
        "at": asked_at(request),
    }
    count = release.drafts.count()
    try:
        if request.POST.get("step") == RELEASE:
            letter_outbox.release_letters(proof=proof_of(request), **deed)
            done = ngettext(
                "%(count)s Brief geht hinaus.", "%(count)s Briefe gehen hinaus.", count
            )
        else:
            letter_outbox.return_letters(note=form.cleaned_data["note"], **deed)
            done = ngettext(
                "%(count)s Brief wartet wieder im Ausgang.",
                "%(count)s Briefe warten wieder im Ausgang.",
                count,
            )
    except letter_outbox.ReleaseClosed:
        form.add_error(None, _("Darüber hat schon jemand entschieden."))
        return False
    except ANTICIPATED as error:
        form.add_error(None, sentence_for(error))
        return False
    messages.success(request, done % {"count": count})
    return True


def _open_releases() -> list[LetterRelease]:
    rows = LetterRelease.objects.filter(closed_at=None).annotate(letters=Count("drafts"))
    return list(rows.select_related("asked_by", "round"))


def _last_releases() -> list[LetterRelease]:
    rows = LetterRelease.objects.filter(is_released=True).annotate(letters=Count("drafts"))
    return list(rows.select_related("asked_by", "closed_by", "round")[:10])


def _page(
    request: HttpRequest, site: AdminSite, template: str, context: dict[str, Any]
) -> TemplateResponse:
    request.current_app = site.name
    return TemplateResponse(request, template, {**site.each_context(request), **context})
