// Shows the result of what is being typed, as the server computes it.

const PAUSE = 400;
const PAUSE_BEFORE_SPEAKING = 1200;
const LONGEST_WAIT = 10000;

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
      if (mine === asking) show(html);
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
