"""Headers and transport (HDR)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement, State

HEADERS: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="HDR-01",
        priority=Priority.MUST,
        promise=(
            "Every page, also of the admin and of errors, allows nothing by default, scripts, "
            "styles, fonts and connections of our own origin, no base address and no frame; "
            "files to save are sandboxed with nothing allowed."
        ),
        asvs="V3.4.3, V3.4.6",
        state=State.EXCEPTION,
        tests=(
            "access/test_headers.py::test_every_page_carries_the_protective_headers",
            "access/test_headers.py::test_refused_requests_carry_the_protective_headers",
            "views/test_public.py::test_every_answer_carries_the_protective_headers",
        ),
        reason=(
            "Pictures may also come as `data:`, because the icons stand inside the style sheet "
            "of KERN, the design system. Risk: markup that somebody smuggled in could show a "
            "picture; it could load and run nothing."
        ),
    ),
    Requirement(
        id="HDR-02",
        priority=Priority.MUST,
        promise=(
            "No page holds an inline script, style or handler; every page that a test opens is "
            "read for it. The whole way from the first page to the decision works without "
            "JavaScript."
        ),
        asvs="V3.2.2",
        tests=(
            "contracts/test_safety.py::test_templates_hold_no_inline_style_or_script",
            "contracts/test_harness.py::test_page_that_the_browser_would_block_is_found",
            "access/test_safe_methods.py::test_looking_changes_nothing",
            "journeys/test_whole_trip.py::test_from_the_start_page_to_a_signed_decision",
        ),
    ),
    Requirement(
        id="HDR-03",
        priority=Priority.MUST,
        promise=(
            "HTTPS for a year with subdomains, no guessing of types, own opener, resource and "
            "embedder policies, no address to other sites, and 33 features of browsers closed."
        ),
        asvs="V3.4.1, V3.4.4, V3.4.5, V3.4.8, V3.5.8",
        tests=(
            "access/test_headers.py::test_every_page_carries_the_protective_headers",
            "access/test_headers.py::test_refused_requests_carry_the_protective_headers",
            "access/test_headers.py::test_production_speaks_https_only",
        ),
    ),
    Requirement(
        id="HDR-04",
        priority=Priority.MUST,
        promise=(
            "There are two cookies, both `__Host-`, secure, for no script, below 4 kB and `Lax`; "
            "the session of staff is `Strict`."
        ),
        asvs="V3.3.1, V3.3.2, V3.3.3, V3.3.4, V3.3.5",
        tests=(
            "access/test_headers.py::test_cookies_belong_to_one_host_and_to_no_script",
            "access/test_headers.py::test_sessions_of_staff_start_on_our_own_pages_only",
            "settings/test_environment.py"
            "::test_cookies_belong_to_the_host_where_the_address_is_secure",
        ),
    ),
    Requirement(
        id="HDR-05",
        priority=Priority.MUST,
        promise=(
            "By the rules of the MDN Observatory public, signed-in and staff pages get 150 "
            "points and more; 100 is the best grade."
        ),
        tests=(
            "access/test_observatory.py::test_a_visitor_finds_the_best_grade",
            "access/test_observatory.py::test_pages_behind_the_sign_in_have_it_too",
        ),
    ),
    Requirement(
        id="HDR-06",
        priority=Priority.MUST,
        promise=(
            "An unknown host gets 400, a method that no page needs 405. What a proxy says counts "
            "only where one of ours is set. No header names a version, of ours or of the server. "
            "The sample of nginx sets, drops and refuses what it must: `make prod-smoke`."
        ),
        asvs="V4.1.3, V4.1.4, V13.4.4, V13.4.6",
        tests=(
            "access/test_headers.py::test_unknown_host_is_refused",
            "access/test_headers.py::test_headers_of_a_proxy_count_only_behind_one",
            "access/test_headers.py::test_the_server_tells_no_version",
            "views/test_account_limits.py::test_an_invented_proxy_opens_no_new_count",
            "access/test_matrix.py::test_methods_that_no_page_needs_are_refused",
            "access/test_headers.py::test_every_page_carries_the_protective_headers",
            "smoke/test_installation.py::test_what_stands_in_front_keeps_its_promises",
            "smoke/test_installation.py::test_requests_that_two_servers_read_differently_are_refused",
        ),
    ),
    Requirement(
        id="HDR-07",
        priority=Priority.NEXT,
        promise="Browsers will report what the policy blocked to an address of ours.",
        asvs="V3.4.7",
        state=State.LATER,
        reason=(
            "Such an address takes anything from anybody, and extensions of browsers fill it "
            "with noise. Every page is walked with a real browser that fails on a blocked "
            "script or style. Risk: a fault of one browser version stays unseen."
        ),
    ),
)
