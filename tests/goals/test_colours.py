"""G10 and G26, T16: controls stand out, in the colours of the page and in those of the person."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.goals import layout
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.usefixtures("january", "no_pdf"),
]

LEAST: Final = 3
# The contrast between what marks a control (edge or filling) and what it lies on.
_PARTS: Final = """
  // What draws a control: itself, the box around a list, the button of a file.
  const parts = (one) => [
    [one, null], [one, "::before"], [one, "::file-selector-button"],
    ...(one.tagName === "SELECT" ? [[one.parentElement, null]] : []),
  ];
"""
_WEAK: Final = (
    f"""(least) => {{ {_PARTS}"""
    + """
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const parse = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => rgb.slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(parse(one)), light(parse(other))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (parse(colour)[3] === 255) return colour;
    }
    return "white";
  };
  const problems = [];
  const controls = "input:not([type=hidden]), select, textarea, .kern-btn";
  for (const element of document.querySelectorAll(controls)) {
    if (!element.checkVisibility() || element.closest(".kern-sr-only")) continue;
    if (element.classList.contains("kern-btn--tertiary")) continue;
    const marks = parts(element).flatMap(([one, part]) => {
      const style = getComputedStyle(one, part);
      const edge = parseFloat(style.borderBottomWidth) > 0 && style.borderBottomStyle !== "none";
      return [edge ? style.borderBottomColor : null, style.backgroundColor];
    });
    const best = Math.max(...marks.filter((colour) => colour && parse(colour)[3] > 200)
      .map((colour) => contrast(colour, ground(element.parentElement))), 1);
    const name = element.name || element.textContent.trim();
    if (best < least) problems.push(`${name}: ${best.toFixed(2)}`);
    element.focus();
    const focused = getComputedStyle(element);
    const isMarked = focused.outlineStyle !== "none" && parseFloat(focused.outlineWidth) >= 2;
    if (document.activeElement === element && element.matches(":focus-visible") && !(isMarked
        && contrast(focused.outlineColor, ground(element.parentElement)) >= least))
      problems.push(`${name}: the focus is weak`);
  }
  return problems.slice(0, 5);
}"""
)
# With forced colours only edges are left; what has none must at least be underlined or a field.
_WITHOUT_EDGE: Final = (
    f"""() => {{ {_PARTS}"""
    + """
  const quiet = ".kern-sr-only, .kern-sr-only *, .kern-btn--tertiary, [type=hidden]";
  return [...document.querySelectorAll(".kern-btn, input, select, textarea")]
    .filter((one) => one.checkVisibility() && !one.matches(quiet))
    .filter((one) => getComputedStyle(one).appearance === "none")
    .filter((one) => !parts(one).some(([each, part]) => {
      const style = getComputedStyle(each, part);
      return style.borderBottomStyle !== "none" && parseFloat(style.borderBottomWidth) > 0;
    }))
    .map((one) => one.name || one.textContent.trim()).slice(0, 5);
}"""
)
_MOVING: Final = """() => [...document.querySelectorAll("*")]
  .filter((one) => {
    const style = getComputedStyle(one);
    const times = `${style.animationDuration},${style.transitionDuration}`.split(",");
    return times.some((time) => parseFloat(time) > 0.01);
  })
  .map((one) => `${one.tagName}.${one.className}`).slice(0, 5)"""


@pytest.fixture
def look(new_context: Callable[..., Any]) -> Callable[..., list[str]]:
    """Return a function that opens all main pages and asks each the same question."""

    def ask(question: Callable[[Any], list[str]], **options: Any) -> list[str]:
        pages = layout.main_pages()
        person = Person(new_context(**options).new_page())
        person.signs_in(pages.user.email, PASSWORD)
        person.is_at("Meine Anträge")
        problems = []
        for address in pages.addresses:
            person.opens(address)
            problems += [f"{address}: {one}" for one in question(person.page)]
        return problems

    return ask


def test_controls_and_focus_stand_out(look: Callable[..., list[str]]) -> None:
    problems = look(lambda page: page.evaluate(_WEAK, LEAST), reduced_motion="reduce")

    assert not problems, "\n".join(problems)


def test_nothing_disappears_with_forced_colours(look: Callable[..., list[str]]) -> None:
    def lost(page: Any) -> list[str]:
        page.emulate_media(forced_colors="none")
        words = page.locator("body").inner_text()
        page.emulate_media(forced_colors="active")
        hidden = [] if page.locator("body").inner_text() == words else ["words are missing"]
        return hidden + [str(one) for one in page.evaluate(_WITHOUT_EDGE)]

    problems = look(lost)

    assert not problems, "\n".join(problems)


def test_nothing_moves_for_people_who_want_no_motion(look: Callable[..., list[str]]) -> None:
    problems = look(lambda page: page.evaluate(_MOVING), reduced_motion="reduce")

    assert not problems, "\n".join(problems)
