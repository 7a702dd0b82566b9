// Sends chosen files at once, says how far they are, and shows what the server answers.
// The answer is the page itself; only the block with the files is taken out of it.

const words = document.querySelector("[data-upload-words]")?.dataset;
const STEP = 10; // percent; a voice that reads every single one helps nobody
let running = 0;

function megabytes(size) {
  return `${(size / 1e6).toLocaleString("de", { minimumFractionDigits: 1, maximumFractionDigits: 1 })}\u00a0MB`;
}

// Files that are too large are told at once, before they have cost minutes of a phone's line.
function takeOutLarge(form, input, problems) {
  const data = new FormData(form);
  data.delete(input.name);
  let sum = 0;
  for (const file of input.files) {
    if (file.size > Number(words.limit)) {
      const text = words.tooLarge.replace("#", megabytes(file.size));
      problems.push(input.files.length > 1 ? `${file.name}: ${text}` : text);
    } else {
      data.append(input.name, file);
      sum += file.size;
    }
  }
  if (sum > Number(words.limitOfAll)) problems.push(words.tooMuch);
  return sum && sum <= Number(words.limitOfAll) ? data : null;
}

function tell(block, text, problems = []) {
  const state = block.querySelector(".upload-state");
  if (state.dataset.text === text && !problems.length && state.hasChildNodes()) return;
  state.dataset.text = text;
  state.replaceChildren(text);
  for (const problem of problems) {
    const line = document.createElement("span");
    line.className = "upload-problem";
    line.textContent = problem;
    state.append(line);
  }
}

function show(block, answer, problems) {
  const fresh = answer && answer.getElementById(block.id);
  if (!fresh) return null;
  const hadFocus = block.contains(document.activeElement) || document.activeElement === document.body;
  const node = document.importNode(fresh, true);
  block.replaceWith(node);
  document.title = answer.title;
  // The form around it goes on with what the server knows now.
  const known = answer.querySelector("[name=version]");
  const own = known && node.closest("form")?.elements.version;
  if (own) own.value = known.value;
  begin(node);
  const failed = node.querySelector("[aria-invalid]");
  if (hadFocus) node.querySelector("input[type=file]")?.focus({ preventScroll: !failed });
  // A region that has just come into the page is read out only when it changes later.
  setTimeout(() => tell(node, failed || problems.length ? "" : words.done, problems), 100);
  const outcome = failed || problems.length ? "refused" : "kept";
  node.dataset.outcome = outcome;
  return outcome;
}

function send(block, form, input, button) {
  const problems = [];
  const data = takeOutLarge(form, input, problems);
  if (!data) return tell(block, "", problems);
  data.append(button.name, button.value);
  const request = new XMLHttpRequest();
  const finish = () => {
    running -= 1;
    form.removeAttribute("aria-busy");
    button.disabled = false;
  };
  const fail = (text) => {
    finish();
    tell(block, "", [text]);
  };
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.floor((event.loaded / event.total) * (100 / STEP)) * STEP;
    tell(block, percent < 100 ? words.sending.replace("#", percent) : words.checking);
  });
  request.upload.addEventListener("load", () => tell(block, words.checking));
  request.addEventListener("error", () => fail(words.failed));
  request.addEventListener("abort", () => fail(words.failed));
  request.addEventListener("load", () => {
    if (request.status === 413) return fail(words.tooMuch);
    if (request.status >= 400) return fail(words.failed);
    finish();
    const outcome = show(block, request.response, problems);
    // Signed out, or sent by somebody else meanwhile: the page that came instead says so.
    if (!outcome) location.assign(request.responseURL);
    else if (outcome === "kept" && block.dataset.upload === "page") location.assign(request.responseURL);
  });
  running += 1;
  form.setAttribute("aria-busy", "true");
  button.disabled = true;
  tell(block, words.sending.replace("#", 0));
  request.open("POST", form.action);
  request.responseType = "document";
  request.send(data);
}

function begin(block) {
  const input = block.querySelector("input[type=file]");
  const form = input?.form;
  const button = form?.querySelector("button[type=submit]");
  if (!button) return;
  const start = (event) => {
    // Whoever presses the button of a file that has gone by itself did nothing wrong.
    if (!input.files.length && block.dataset.outcome === "kept") event.preventDefault();
    if (!input.files.length) return;
    event.preventDefault();
    if (!button.disabled) send(block, form, input, button);
  };
  if (block.contains(form)) form.addEventListener("submit", start);
  // Whoever has chosen a file wants to send it; forgetting the button would lose it.
  input.addEventListener("change", start);
}

if (words) {
  document.querySelectorAll("[data-upload]").forEach(begin);
  window.addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });
}
