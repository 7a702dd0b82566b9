// Compares a chosen file with a document by its hash; the file stays on the device.

const form = document.querySelector("[data-sha256]");

async function hashOf(file) {
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function show(id) {
  const fresh = document.getElementById(id).content.cloneNode(true);
  const old = document.querySelector("main h1");
  const heading = fresh.querySelector("h1");
  document.title = document.title.replace(old.textContent, heading.textContent);
  old.parentElement.replaceWith(fresh);
  heading.focus();
}

form?.addEventListener("submit", async (event) => {
  const [file] = form.elements.file.files;
  // Whatever cannot be done here the server does: it refuses, or compares without JavaScript.
  const isHard = !file?.size || file.size > form.dataset.limit || !crypto.subtle;
  if (isHard || document.querySelector("[data-error-summary]")) return;
  event.preventDefault();
  try {
    show((await hashOf(file)) === form.dataset.sha256 ? "unchanged" : "changed");
  } catch {
    form.submit();
  }
});
