// Does the same with many documents, some at a time, and shows how far it is; it can be stopped between two parts.
customElements.define("bulk-run", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.runs) this.run();
    });
  }

  disconnectedCallback() {
    this.stopped = true;
  }

  async run() {
    this.runs = true;
    const fields = [...new FormData(this.form)];
    const ids = fields.filter(([name]) => name === "id").map(([, id]) => id);
    const others = fields.filter(([name]) => name !== "id");
    const [progress, bar, said] = ["", " progress", " [role=status]"].map((part) => this.querySelector(`.bulk-progress${part}`));
    progress.hidden = false;
    bar.max = ids.length;
    const actions = this.form.querySelector(".actions");
    const stop = document.createElement("button");
    stop.type = "button";
    stop.className = "button";
    stop.textContent = this.dataset.stop;
    stop.addEventListener("click", () => { this.stopped = true; });
    const back = actions.querySelector("a");
    actions.replaceChildren(stop);
    stop.focus();
    let at = 0;
    let words = this.dataset.finished;
    while (at < ids.length && !this.stopped) {
      const part = ids.slice(at, at + 20);
      try {
        const body = new URLSearchParams([...others, ...part.map((id) => ["id", id])]);
        const reply = await fetch(this.form.action, { method: "POST", body, headers: { Accept: "application/json" } });
        if (!reply.ok) throw new Error(reply.statusText);
        this.list((await reply.json()).failed);
      } catch {
        words = this.dataset.broken;
        break;
      }
      at += part.length;
      bar.value = at;
      said.textContent = this.dataset.done.replace("%", at).replace("#", ids.length);
    }
    if (this.stopped && at < ids.length) words = this.dataset.stopped;
    said.textContent = `${words} ${this.dataset.done.replace("%", at).replace("#", ids.length)}`;
    for (const question of this.form.querySelectorAll("p:not(.actions), ul")) question.hidden = true;
    actions.replaceChildren(back);
    back.className = "button primary";
    back.textContent = this.dataset.back;
    back.focus();
  }

  list(failed) {
    const place = this.querySelector(".failures");
    for (const { href, name, words } of failed) {
      const [row, text, link, why] = ["li", "div", "a", "p"].map((tag) => document.createElement(tag));
      text.className = "row-text";
      link.className = "row-link";
      link.href = href;
      link.textContent = name;
      why.className = "fault";
      why.textContent = words;
      text.append(link, why);
      row.append(text);
      place.append(row);
      place.hidden = false;
    }
  }
});
