"""The harness itself: what it promises to catch, it catches."""

import pytest
from django.contrib.auth.models import Group
from django.template import Context, Origin, Template

from tests.support.strictness import OWN_TEMPLATES, page_faults


def _template(source: str, folder: str = OWN_TEMPLATES) -> Template:
    return Template(source, origin=Origin(f"{folder}/page.html"))


def test_unknown_variable_in_our_template_fails():
    with pytest.raises(AssertionError, match="unknown template variable"):
        _template("{{ nobody.knows }}").render(Context())


@pytest.mark.parametrize(
    "source", ["{% if unknown %}x{% endif %}", "{{ unknown|default:'' }}", "{% firstof a b %}"]
)
def test_question_about_an_unknown_variable_passes(source):
    assert _template(source).render(Context()) == ""


def test_unknown_variable_in_the_template_of_a_package_passes():
    assert _template("{{ unknown }}", folder="/elsewhere").render(Context()) == ""


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p style='color:red'>", "<p style>"),
        ("<style>p{}</style>", "<style>"),
        ("<script>alert()</script>", "<script> without src"),
        ("<a onclick='x()'>", "<a onclick>"),
        ("<a href='javascript:x()'>", "<a href=javascript:>"),
        ("<p>{{ name }}</p>", "{{ name }}</p>"),
    ],
)
def test_page_that_the_browser_would_block_is_found(html, fault):
    assert page_faults(html) == [fault]


def test_clean_page_has_no_faults():
    assert page_faults("<script src='/a.js'></script><p class='x'>Hallo</p>") == []


@pytest.mark.django_db(transaction=True)
def test_first_test_with_real_transactions_finds_the_groups():
    assert Group.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_second_test_with_real_transactions_finds_them_too():
    assert Group.objects.exists()
