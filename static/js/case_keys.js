// Keys of the review page. Each one presses something that is on the page; never inside a field.

const FIELDS = "input, textarea, select, [contenteditable]";

function target(key) {
  const wanted = CSS.escape(key);
  return document.querySelector(`[data-key="${wanted}"], [data-other-key="${wanted}"]`);
}

function goTo(link) {
  const section = link.hash && link.pathname === location.pathname && document.getElementById(link.hash.slice(1));
  if (!section) return link.click();
  section.scrollIntoView({ block: "start" });
  const field = ["notizen", "nachrichten"].includes(section.id) && section.querySelector("textarea");
  (field || section).focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest(FIELDS)) return;
  const found = target(event.key);
  if (!found) return;
  event.preventDefault();
  if (found.tagName === "SUMMARY") {
    found.parentElement.open = !found.parentElement.open;
    found.focus();
  } else {
    goTo(found);
  }
});
