// Saves a page while somebody writes. The buttons save as well, and only they leave the page.
// One request at a time: each carries the version that the answer before it told.

const PAUSE = 2000;
const BACK_OFF = [3000, 6000, 15000, 30000, 60000];
const LONGEST_WAIT = 20000;
const BUTTON_WAIT = 4000;
// Browsers take no more with them when a page is closed.
const MOST_KEPT = 60000;

const sleep = (time) => new Promise((wake) => setTimeout(wake, time));

class Autosave {
  constructor(form, note) {
    Object.assign(this, { form, note, words: note.dataset, url: form.dataset.autosave });
    this.person = document.querySelector("[data-person]")?.dataset.person;
    this.saved = "restored" in form.dataset ? null : this.typed();
    this.failures = 0;
    this.listen();
  }

  listen() {
    const soon = () => this.later(PAUSE);
    this.form.addEventListener("input", soon);
    this.form.addEventListener("change", () => this.later(0));
    document.addEventListener("submit", (event) => this.wait(event, event.submitter));
    document.addEventListener("click", (event) => this.waitForLink(event));
    document.addEventListener("visibilitychange", () => this.save());
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => {
      this.isLeaving = false;
      // Back on a page that was put away, maybe after its last words.
      if (!event.persisted) return;
      this.again = this.saved = null;
      this.save();
    });
  }

  // Texts only; files have a button of their own.
  fields() {
    return [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
  }

  typed() {
    const own = ["csrfmiddlewaretoken", "version"];
    return JSON.stringify(this.fields().filter(([name]) => !own.includes(name)));
  }

  get isDirty() {
    return !this.isClosed && this.typed() !== this.saved;
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  save() {
    clearTimeout(this.timer);
    if (this.isLeaving || !(this.isDirty || this.again)) return this.running;
    this.running ??= this.run().finally(() => (this.running = null));
    return this.running;
  }

  async run() {
    do {
      // An answer that got lost may belong to a request that did not: say the same once more,
      // so that our own words are not taken for those of somebody else.
      const sent = this.again ?? { typed: this.typed(), body: this.body() };
      if (!(await this.send(sent))) return;
    } while (this.isDirty && !this.isLeaving);
  }

  body(more = []) {
    return new URLSearchParams([...this.fields(), ...more]);
  }

  async send(sent) {
    this.again = sent;
    const slow = setTimeout(() => this.say(this.words.saving), 700);
    let answer, said;
    try {
      answer = await this.post(sent.body);
      said = await answer.json();
    } catch {
      said = {};
    } finally {
      clearTimeout(slow);
    }
    if (answer?.ok && said.note) {
      Object.assign(this, { again: null, saved: sent.typed, failures: 0 });
      const { version } = this.form.elements;
      if (version) version.value = said.version;
      this.say(said.note);
      return true;
    }
    await this.fail(answer?.status ?? 0, said);
    return false;
  }

  post(body) {
    return fetch(this.url, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
      keepalive: String(body).length < MOST_KEPT,
      signal: AbortSignal.timeout?.(LONGEST_WAIT),
    });
  }

  async fail(status, said) {
    if (status === 413 || status === 400) this.again = null;
    if (said.is_closed) Object.assign(this, { again: null, isClosed: true });
    const words = { 0: navigator.onLine ? "failed" : "offline", 413: "tooLarge" };
    this.say(said.note ?? this.words[words[status] ?? "failed"], true, status === 401);
    // After the next sign-in of the same person the page needs another token.
    const hasNewToken = status === 403 && !this.isClosed && (await this.renewToken());
    if (hasNewToken) this.again = null;
    const pause = BACK_OFF[Math.min(this.failures++, BACK_OFF.length - 1)];
    const isUseless = this.isClosed || status === 413 || status === 401;
    if (!isUseless) this.later(hasNewToken && this.failures < 4 ? 0 : pause);
  }

  async renewToken() {
    try {
      const answer = await fetch(this.words.sessionUrl);
      const { token, person } = await answer.json();
      if (!token || person !== this.person) return false;
      for (const one of document.getElementsByName("csrfmiddlewaretoken")) one.value = token;
      return true;
    } catch {
      return false;
    }
  }

  // Says nothing twice: the line is read aloud whenever it changes.
  say(text, isWarning = false, offersSignIn = false) {
    this.note.classList.toggle("save-note--warning", isWarning);
    if (this.note.dataset.said === text) return;
    this.note.dataset.said = this.note.textContent = text;
    if (!offersSignIn) return;
    const link = document.createElement("a");
    Object.assign(link, { href: this.words.signInUrl, target: "_blank", rel: "noopener" });
    Object.assign(link, { className: "kern-link", textContent: this.words.signIn });
    this.note.append(" ", link);
  }

  // A button waits for the request on its way and sends the newest version.
  async wait(event, button) {
    const isOwn = event.target === this.form;
    if (event.defaultPrevented || this.isLeaving) return;
    if (isOwn && !navigator.onLine) {
      event.preventDefault();
      this.say(this.words.offline, true);
      this.note.scrollIntoView({ block: "center" });
      return;
    }
    const waiting = isOwn ? this.running || (this.again && this.save()) : this.save();
    if (!waiting) {
      this.isLeaving = true;
      return;
    }
    event.preventDefault();
    if (this.isWaiting) return;
    await this.patience(waiting);
    this.isLeaving = true;
    event.target.requestSubmit(button);
  }

  async waitForLink(event) {
    const link = event.target.closest("a[href]");
    const isElsewhere = link && link.origin + link.pathname + link.search;
    if (!link || link.target || event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.hash && isElsewhere === location.origin + location.pathname + location.search) return;
    const waiting = link.hasAttribute("download") ? null : this.save();
    if (!waiting) return;
    event.preventDefault();
    if (this.isWaiting) return;
    await this.patience(waiting);
    location.assign(link.href);
  }

  async patience(waiting) {
    this.isWaiting = true;
    await Promise.race([waiting, sleep(BUTTON_WAIT)]);
    this.isWaiting = false;
  }

  // The last words of a closing page.
  leave() {
    const typed = this.typed();
    if (this.isLeaving || typed === this.saved || typed === this.again?.typed) return;
    this.isLeaving = true;
    this.post(this.body([["leaving", "1"]])).catch(() => {});
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  new Autosave(form, document.querySelector("[data-save-note]"));
}
