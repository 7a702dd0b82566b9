// Shows the result of what is being typed, as the server computes it.

const PAUSE = 400;
const PAUSE_BEFORE_SPEAKING = 1200;
const LONGEST_WAIT = 10000;
const WITH_ERROR = "[class*='--error']";

// Takes back what the page said about fields that are fine as they are typed now.
function forget(form, wrong) {
  for (const error of form.querySelectorAll("[data-field] .kern-error")) {
    const field = error.closest("[data-field]");
    if (!wrong.includes(field.dataset.field) && isFilled(field)) clear(field, error);
  }
}

// What is missing is not told while somebody types; it stays said until something is there.
function isFilled(field) {
  const inputs = [...field.querySelectorAll("input, select, textarea")];
  const choices = inputs.filter((one) => ["radio", "checkbox"].includes(one.type));
  const typed = inputs.filter((one) => !choices.includes(one));
  return typed.every((one) => one.value.trim()) && (!choices.length || choices.some((one) => one.checked));
}

function clear(field, error) {
  for (const one of [field, ...field.querySelectorAll(`${WITH_ERROR}, [aria-describedby], [aria-invalid]`)]) {
    for (const name of [...one.classList]) if (name.endsWith("--error")) one.classList.remove(name);
    one.removeAttribute("aria-invalid");
    const others = (one.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== error.id);
    if (others.length) one.setAttribute("aria-describedby", others.join(" "));
    else one.removeAttribute("aria-describedby");
  }
  error.remove();
  const summary = document.querySelector("[data-error-summary]");
  for (const link of summary?.querySelectorAll("a[href^='#']") ?? []) {
    const target = document.getElementById(link.hash.slice(1));
    if (target && field.contains(target)) link.closest("li").remove();
  }
  if (summary && !summary.querySelector("li")) summary.remove();
}

function follow(box) {
  const form = box.closest("form");
  const [result, stale, spoken] = box.children;
  let shown, typing, speaking, asking;

  function show(html) {
    stale.hidden = true;
    if (html === shown) return;
    shown = html;
    const open = [...result.querySelectorAll("details[open]")].map((one) => one.id);
    const focused = result.contains(document.activeElement) && document.activeElement.id;
    result.innerHTML = html;
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    clearTimeout(speaking);
    speaking = setTimeout(speak, PAUSE_BEFORE_SPEAKING);
  }

  function speak() {
    const said = [...result.querySelectorAll("[data-live-say]")];
    spoken.textContent = said.map((one) => one.innerText.replace(/\s+/g, " ").trim()).join(". ");
  }

  async function ask() {
    asking?.abort();
    const mine = (asking = new AbortController());
    const wait = setTimeout(() => mine.abort(), LONGEST_WAIT);
    try {
      const answer = await fetch(box.dataset.live, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        // Who was signed out is led elsewhere.
        redirect: "manual",
        signal: mine.signal,
      });
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      if (mine !== asking) return;
      show(html);
      const wrong = answer.headers.get("X-Wrong-Fields");
      if (wrong !== null) forget(form, wrong.split(" "));
    } catch {
      if (mine === asking) stale.hidden = false;
    } finally {
      clearTimeout(wait);
    }
  }

  function later() {
    clearTimeout(typing);
    clearTimeout(speaking);
    typing = setTimeout(ask, PAUSE);
  }

  form.addEventListener("input", later);
  addEventListener("online", () => stale.hidden || later());
  // Browsers put back what was typed without telling.
  addEventListener("pageshow", () => {
    const fields = [...form.elements].filter((one) => one.type === "text");
    if (fields.some((one) => one.value !== one.defaultValue)) later();
  });
}

for (const box of document.querySelectorAll("[data-live]")) follow(box);
