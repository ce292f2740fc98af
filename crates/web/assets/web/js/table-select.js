// Chooses rows of a list: one by one, from one to another with Shift, all by the box in the head; j, k and x by the keyboard.
customElements.define("table-select", class extends HTMLElement {
  connectedCallback() {
    this.count = this.querySelector(".bulk-count");
    this.changed = (event) => this.change(event);
    this.keys = (event) => this.key(event);
    this.held = (event) => { this.shift = event.shiftKey; };
    this.addEventListener("change", this.changed);
    this.addEventListener("click", this.held, true);
    document.addEventListener("keydown", this.keys);
    this.arrived = new MutationObserver(() => this.head());
    const rows = this.querySelector("#rows");
    if (rows) this.arrived.observe(rows, { childList: true });
    this.head();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
    this.arrived?.disconnect();
  }

  boxes() {
    return [...this.querySelectorAll("tbody .pick input")];
  }

  // The box in the head is of use with scripts alone.
  head() {
    const place = this.querySelector("thead .pick");
    if (place && !place.querySelector("input")) {
      const words = place.querySelector(".hidden");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.autocomplete = "off";
      box.className = "all-rows";
      box.setAttribute("aria-label", words.textContent);
      place.append(box);
    }
    this.say();
  }

  change(event) {
    if (event.target.matches(".all-rows")) {
      for (const box of this.boxes()) box.checked = event.target.checked;
    } else if (event.target.matches("tbody .pick input")) {
      const boxes = this.boxes();
      const [from, to] = [boxes.indexOf(this.last), boxes.indexOf(event.target)].sort((a, b) => a - b);
      if (this.shift && from >= 0) {
        for (const box of boxes.slice(from, to)) box.checked = event.target.checked;
      }
      this.last = event.target;
    }
    this.say();
  }

  say() {
    if (!this.count) return;
    const count = this.boxes().filter((box) => box.checked).length;
    this.count.textContent = count === 0 ? "" : count === 1 ? this.count.dataset.one : this.count.dataset.many.replace("%", count);
  }

  key(event) {
    const off = document.documentElement.dataset.shortcuts === "off";
    const types = event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog[open]");
    if (off || types || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...this.querySelectorAll("tbody .number a")];
    const at = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
    if (event.key === "j" || event.key === "k") {
      const next = links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + (event.key === "j" ? 1 : -1)))];
      next?.focus();
    } else if (event.key === "x" && at >= 0) {
      links[at].closest("tr").querySelector(".pick input")?.click();
      links[at].focus();
    } else if (event.key === "Escape") {
      for (const box of this.boxes()) box.checked = false;
      this.say();
    }
  }
});
