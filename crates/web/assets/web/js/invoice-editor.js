// The editor around its form: keeps what is typed a moment after the last key, saves without leaving the page, and says what
// is wrong where it is. It calculates nothing, and writes no field that somebody is typing in.
customElements.define("invoice-editor", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.subject = this.dataset.subject;
    this.seen = this.form.elements.seen?.value ?? "";
    this.state = this.querySelector("#state");
    this.listeners = [];
    const on = (target, name, what) => {
      target.addEventListener(name, what);
      this.listeners.push(() => target.removeEventListener(name, what));
    };
    on(this.form, "input", (event) => this.typed(event));
    on(this.form, "change", (event) => this.typed(event));
    on(this.form, "focusin", (event) => event.target.matches("input.money") && event.target.select());
    on(this.form, "focusout", (event) => this.left(event.target));
    on(this.form, "submit", (event) => this.submitted(event));
    on(this.form, "htmx:response:error", (event) => {
      if (event.detail?.ctx?.response?.status === 401) this.signedOut();
    });
    on(this, "click", (event) => this.clicked(event));
    on(document, "keydown", (event) => this.key(event));
    on(document, "visibilitychange", () => document.hidden && this.keep(true));
    on(window, "pagehide", () => this.keep(true));
    on(window, "online", () => this.keep());
    on(window, "focus", () => this.form.dispatchEvent(new Event("recheck")));
    this.swapped = new MutationObserver(() => this.mark());
    this.swapped.observe(this.querySelector("#findings").parentElement, { childList: true });
    this.dataset.view = "form";
    if (this.stored("net30:preview") === "closed") this.dataset.preview = "closed";
    this.offerLocal();
    // What was typed before this script ran is typed as well.
    const begin = () => this.isChanged() && this.form.dispatchEvent(new Event("input", { bubbles: true }));
    if (document.readyState === "complete") begin();
    else on(window, "load", begin);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.swapped?.disconnect();
    for (const off of this.listeners ?? []) off();
  }

  say(words, kind) {
    this.state.textContent = words;
    this.state.dataset.kind = kind ?? "";
  }

  // What is typed

  body() {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (name !== "seen" && name !== "customer_query") body.append(name, value);
    }
    return body;
  }

  isChanged() {
    return [...this.form.elements].some((field) => {
      if (!field.name || field.type === "hidden") return false;
      if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findLastIndex((option) => option.defaultSelected));
      return field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
    });
  }

  typed(event) {
    if (event.isTrusted && event.target.name) event.target.dataset.touched = "yes";
    if (!event.target.name && event.target !== this.form && !event.target.matches("ol")) return;
    this.dirty = true;
    this.querySelector("#restored")?.remove();
    this.remember();
    // So that the same page comes back however this one ends.
    if (!location.search.includes("draft=")) history.replaceState(null, "", this.form.action);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), 1000);
  }

  stored(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  }

  remember(text = this.body().toString(), kind = "kept") {
    try { localStorage.setItem(`net30:${kind}:${this.subject}`, text); } catch { /* private windows */ }
  }

  forget(subject, kind = "kept") {
    try { localStorage.removeItem(`net30:${kind}:${subject}`); } catch { /* private windows */ }
  }

  // Keeps the form on the server. A window that does not know what another one has kept keeps its own beside it.
  async keep(leaving) {
    if (!this.dirty || this.saving) return;
    if (this.keeping && !leaving) {
      await this.keeping;
      if (!this.dirty) return;
    }
    this.dirty = false;
    this.keeping = this.put(this.body().toString(), leaving);
    if (await this.keeping) return;
    this.dirty = true;
    this.remember();
    clearTimeout(this.timer);
    if (!this.querySelector("#signed-out").open) this.timer = setTimeout(() => this.keep(), 5000);
  }

  // Whether a form is kept now.
  async put(body, leaving) {
    const subject = this.subject;
    const address = `${this.dataset.scratch}${subject}?seen=${this.seen}`;
    try {
      const keepalive = Boolean(leaving) && body.length < 60000;
      const headers = { "hx-request": "true", "content-type": "application/x-www-form-urlencoded" };
      const reply = await fetch(address, { method: "PUT", body, headers, keepalive });
      if (reply.status === 409) {
        this.subject = `${subject.split(".")[0]}.${this.random()}`;
        this.seen = "";
        this.remember(body);
        this.forget(subject);
        history.replaceState(null, "", this.form.action.replace(/draft=\w+/, `draft=${this.subject.split(".")[1]}`));
        this.form.action = location.href;
        this.say(this.dataset.wordsElsewhere, "warn");
        return this.put(body, leaving);
      }
      if (reply.status === 401) {
        this.signedOut();
        return false;
      }
      if (!reply.ok) throw new Error(reply.status);
      const kept = await reply.json();
      this.seen = kept.seen;
      this.querySelector("#signed-out").close();
      if (!this.dirty) this.forget(subject);
      this.say(this.dataset.wordsKept.replace("%", kept.at), "");
      return true;
    } catch {
      this.say(this.dataset.wordsOffline, "warn");
      return false;
    }
  }

  random() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // What this browser kept while the server could not be reached. It is apart from what is typed from now on.
  offerLocal() {
    const text = this.stored(`net30:kept:${this.subject}`) ?? this.stored(`net30:before:${this.subject}`);
    const notice = this.querySelector("#local-notice");
    const { subject } = this;
    this.forget(subject);
    if (!text || text === this.body().toString()) return this.forget(subject, "before");
    this.remember(text, "before");
    notice.hidden = false;
    notice.querySelector("[data-forget]").onclick = () => {
      this.forget(subject, "before");
      notice.hidden = true;
    };
    const restore = notice.querySelector("[data-restore]");
    restore.onclick = async () => {
      restore.disabled = true; // once is enough
      clearTimeout(this.timer);
      await this.keeping;
      if (await this.put(text)) {
        this.forget(subject, "before");
        this.native = this.saving = true; // this page is over
        location.replace(this.form.action);
      } else {
        restore.disabled = false;
      }
    };
  }

  signedOut() {
    this.say(this.dataset.wordsOffline, "warn");
    const dialog = this.querySelector("#signed-out");
    if (!dialog.open) dialog.showModal();
  }

  // Saving

  submitted(event) {
    const button = event.submitter;
    const wish = button?.value ?? "save";
    if (this.native || button?.hasAttribute("formaction") || !["save", "issue"].includes(wish)) {
      // What leaves the page is kept by it: the next page has the form.
      if (!button?.formTarget) this.saving = true;
      return;
    }
    event.preventDefault();
    this.save(wish);
  }

  async save(wish) {
    if (this.saving) return;
    this.saving = true;
    clearTimeout(this.timer);
    await this.keeping;
    this.dirty = false;
    this.say(this.dataset.wordsSaving, "");
    const body = this.body();
    body.set("do", wish);
    try {
      const headers = { accept: "application/json", "hx-request": "true" };
      const reply = await fetch(this.form.action, { method: "POST", body, headers });
      if (reply.status === 401) {
        this.dirty = true;
        this.remember();
        return this.signedOut();
      }
      if (reply.status === 412) return this.leave("save");
      if (reply.status === 422) return this.refused();
      if (!reply.ok) return this.leave(wish);
      this.adopt(await reply.json());
      if (wish === "issue") location.assign(`${this.own}/issue`);
    } catch {
      this.dirty = true;
      this.remember();
      this.say(this.dataset.wordsOffline, "warn");
    } finally {
      this.saving = this.native === true;
      if (this.dirty && !this.saving) this.timer = setTimeout(() => this.keep(), 1000);
    }
  }

  // Sends the form as a page, which shows what came of it.
  leave(wish) {
    this.native = true;
    this.form.requestSubmit(this.querySelector(`button[name=do][value=${wish}]`));
  }

  refused() {
    this.tried = true;
    this.dirty = true;
    this.say(this.dataset.wordsRefused, "bad");
    this.focusFault = true;
    this.form.dispatchEvent(new Event("recheck"));
  }

  // What was saved: the next time, this is what is changed.
  adopt(saved) {
    this.own = saved.own;
    this.tried = false;
    this.forget(this.subject);
    this.subject = saved.subject;
    this.seen = "";
    this.form.action = saved.action;
    history.replaceState(null, "", saved.action);
    const preview = this.querySelector("page-preview");
    const aim = (address) => address.split("?")[0] + saved.of;
    this.form.setAttribute("hx-post", aim(this.form.getAttribute("hx-post")));
    preview.dataset.source = aim(preview.dataset.source);
    for (const button of this.querySelectorAll("[formtarget]")) button.setAttribute("formaction", aim(button.getAttribute("formaction")));
    this.form.elements.revision.value = saved.revision;
    this.form.elements.was.value = saved.was;
    for (const [key, id] of Object.entries(saved.lines)) {
      const field = this.form.elements[`/items/${key}/id`];
      if (field) field.value = id;
    }
    this.querySelector("customer-box")?.adopt?.(saved.customer);
    for (const conflict of this.querySelectorAll("[name=conflict], .conflicts")) conflict.remove();
    this.querySelector("#editor-title").textContent = saved.title;
    const back = this.querySelector(".back a");
    back.href = saved.own;
    this.say(this.dataset.wordsSaved.replace("%", saved.at), "good");
    this.form.dispatchEvent(new Event("recheck"));
  }

  // Faults, at a field only once it was left or saving was tried

  left(field) {
    if (!field.name) return;
    field.dataset.left = "yes";
    this.mark();
  }

  mark() {
    const told = new Map();
    for (const item of this.querySelectorAll("#findings [data-kind=fault]")) told.set(item.dataset.field, item.dataset.text);
    let first = null;
    for (const field of this.form.elements) {
      if (!field.id || field.type === "hidden") continue;
      const name = field.dataset.stands ?? field.name;
      const text = this.tried || field.dataset.left ? told.get(name) : undefined;
      this.tell(field, text);
      if (text) first ??= field;
      this.understand(field);
    }
    if (this.focusFault && told.size) {
      this.focusFault = false;
      if (first) this.go(first); else this.querySelector("#findings").scrollIntoView({ block: "center" });
    }
  }

  tell(field, text) {
    const id = `${field.id}-fault`;
    let fault = document.getElementById(id);
    if (!text) {
      if (!fault) return;
      fault.remove();
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      return;
    }
    if (!fault) {
      fault = document.createElement("p");
      fault.id = id;
      const line = field.closest(".line");
      fault.className = line ? "fault line-fault" : "fault";
      (line ?? field.closest(".field") ?? field.parentElement).append(fault);
    }
    if (fault.textContent !== text) fault.textContent = text;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
  }

  // Puts what was understood into a field that nobody is in.
  understand(field) {
    const said = document.getElementById(`u${field.id}`);
    if (!said?.dataset.value || field === document.activeElement) return;
    if (said.dataset.of === field.value.trim()) field.value = said.dataset.value;
  }

  go(field) {
    this.show("form");
    for (let at = field.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    field.focus();
  }

  show(view) {
    this.dataset.view = view;
    for (const button of this.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === view));
    if (view === "preview") this.querySelector("page-preview").wake();
  }

  clicked(event) {
    const { target } = event;
    const name = target.closest("[data-go]")?.dataset.go;
    if (name) {
      const named = [...this.form.elements].find((field) => (field.dataset.stands ?? field.name) === name && field.type !== "hidden");
      if (named) this.go(named);
    }
    const view = target.closest("[data-show]")?.dataset.show;
    if (view) this.show(view);
    if (target.closest("[data-again]")) {
      this.querySelector("#signed-out").close();
      this.say("", "");
      this.form.dispatchEvent(new Event("recheck"));
      Promise.resolve(this.keeping).then(() => this.keep());
    }
  }

  key(event) {
    const held = event.ctrlKey || event.metaKey;
    if (held && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      document.activeElement?.blur?.();
      this.save("save");
    } else if (held && event.key === "Enter") {
      event.preventDefault();
      this.save(this.querySelector("button[value=issue]") ? "issue" : "save");
    } else if (event.altKey && !held && event.key.toLowerCase() === "p") {
      event.preventDefault();
      if (matchMedia("(max-width: 1099px)").matches) return this.show(this.dataset.view === "form" ? "preview" : "form");
      this.dataset.preview = this.dataset.preview === "closed" ? "" : "closed";
      try { localStorage.setItem("net30:preview", this.dataset.preview); } catch { /* private windows */ }
      this.querySelector("page-preview").wake();
    }
  }
});
