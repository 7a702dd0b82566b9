// Small comforts; every page works without them.

function focusTarget(event) {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const group = field.closest("[data-field]") ?? field;
  group.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
}

function countCharacters(area) {
  const line = document.getElementById(`${area.id}_limit`);
  if (!line) return;
  const limit = Number(area.dataset.limit);
  const words = { left: area.dataset.left, over: area.dataset.over };
  if (!words.left) return;
  const spoken = document.createElement("span");
  spoken.className = "kern-sr-only";
  spoken.setAttribute("aria-live", "polite");
  line.after(spoken);
  let pause;
  const update = () => {
    // Line ends count as one character, as they do on the server.
    const left = limit - [...area.value.trim().replace(/\r\n?/g, "\n")].length;
    line.textContent = (left < 0 ? words.over : words.left).replace("#", Math.abs(left));
    line.classList.toggle("text-limit--over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => (spoken.textContent = line.textContent), 1000);
  };
  area.addEventListener("input", update);
  // After a refusal the error says it already.
  if (area.value && !area.hasAttribute("aria-invalid")) update();
}

function offerToShow(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kern-btn kern-btn--tertiary show-password";
  button.setAttribute("aria-controls", input.id);
  const label = document.createElement("span");
  label.className = "kern-label";
  label.textContent = input.dataset.show;
  button.append(label);
  button.addEventListener("click", () => {
    const isHidden = input.type === "password";
    input.type = isHidden ? "text" : "password";
    label.textContent = isHidden ? input.dataset.hide : input.dataset.show;
  });
  input.after(button);
  // Browsers offer to keep a password only from a field that hides it.
  input.form.addEventListener("submit", () => (input.type = "password"));
}

document.addEventListener("click", focusTarget);
// Older browsers know autofocus on inputs only.
if (!("autofocus" in HTMLElement.prototype)) document.querySelector("[data-error-summary]")?.focus();
for (const area of document.querySelectorAll("textarea[data-limit]")) countCharacters(area);
for (const input of document.querySelectorAll("input[data-show]")) offerToShow(input);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
