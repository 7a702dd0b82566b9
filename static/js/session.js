// Asks before the session ends whether somebody is still there.
// The server knows how long it lives, whatever happens in other windows.

// A minute is announced, not every second; a little early, since asking takes a moment.
const WARNINGS = [305, 125, 65];
const SECOND = 1000;

const dialog = document.querySelector(".session-dialog");
const words = dialog.dataset;
const find = (name) => dialog.querySelector(name);
const others = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
let end = Date.now() + Number(words.left) * SECOND;
let canStay = true;
let timer;

const left = () => Math.round((end - Date.now()) / SECOND);

// Sets the clock for the next announcement.
function wait() {
  clearTimeout(timer);
  const next = WARNINGS.find((seconds) => seconds < left()) ?? 0;
  timer = setTimeout(look, Math.max(left() - next, 1) * SECOND);
}

async function ask(method = "GET") {
  const token = find("[name=csrfmiddlewaretoken]").value;
  const options = { method, headers: { Accept: "application/json", "X-CSRFToken": token } };
  const answer = await fetch(words.url, { ...options, redirect: "manual" });
  if (answer.status === 401) return 0;
  const state = await answer.json();
  if (!answer.ok || state.person !== words.person) throw new Error(answer.status);
  canStay = state.can_stay;
  return state.left;
}

async function look() {
  try {
    end = Date.now() + (await ask()) * SECOND;
  } catch {
    // Nobody answers: what was known before has to do.
  }
  show();
}

function show() {
  if (left() > WARNINGS[0]) dialog.close();
  else if (left() > 0) warn(Math.max(Math.round(left() / 60), 1));
  else return tellOver();
  wait();
}

function open(title, ...sentences) {
  const isUnsaved = document.querySelector(".save-note--warning");
  find("#session-title").textContent = title;
  const text = [...sentences, isUnsaved ? words.unsaved : words.saved].join(" ");
  if (find("#session-text").textContent !== text) find("#session-text").textContent = text;
  if (!dialog.open) dialog.showModal();
}

function warn(minutes) {
  const time = minutes === 1 ? words.minute : words.minutes.replace("#", minutes);
  open(words.title, time, ...(canStay ? [] : [words.atMost]));
}

function tellOver() {
  open(words.overTitle, words.over);
  find("[data-stay]").hidden = find("[data-leave]").hidden = true;
  find("[data-sign-in]").hidden = false;
  find("[data-sign-in]").focus();
}

async function stay() {
  try {
    end = Date.now() + (await ask("POST")) * SECOND;
    others?.postMessage(end);
    if (left() > WARNINGS[0] || !canStay) dialog.close();
  } catch {
    return;
  }
  if (left() > 0) wait();
  else tellOver();
}

find("[data-stay]").addEventListener("click", stay);
// Whoever presses Escape is there, too.
dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (!find("[data-stay]").hidden) stay();
});
others?.addEventListener("message", (event) => {
  end = event.data;
  show();
});
// Clocks stand still while a computer sleeps.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && left() <= WARNINGS[0]) look();
});
others?.postMessage(end);
wait();
