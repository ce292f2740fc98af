// The palette: actions are filtered here, documents and customers come from the server as options of the same list.
customElements.define("palette-box", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.field = this.querySelector("input[type=search]");
    this.list = this.querySelector("[role=listbox]");
    this.found = this.querySelector("#palette-found");
    this.status = this.querySelector("[role=status]");
    if (!this.dialog?.showModal) return;
    this.number = 0;
    this.opened = (event) => {
      const opener = event.target.closest?.("[data-opens=palette]");
      if (!opener || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
      event.preventDefault();
      this.open();
    };
    this.typed = () => this.filter();
    this.keys = (event) => this.key(event);
    this.arrived = new MutationObserver(() => this.mark(this.shown()[0], true));
    this.dialog.querySelector("[data-closes]")?.addEventListener("click", () => this.dialog.close());
    // A click beside the dialog is one on the dialog itself.
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    this.field.addEventListener("input", this.typed);
    this.field.addEventListener("keydown", this.keys);
    this.arrived.observe(this.found, { childList: true });
    document.addEventListener("click", this.opened);
  }

  disconnectedCallback() {
    this.arrived?.disconnect();
    document.removeEventListener("click", this.opened);
  }

  open() {
    if (!this.dialog || this.dialog.open) return;
    this.field.value = "";
    this.dialog.showModal();
    this.field.focus();
    this.filter();
    // The newest documents, before anything is typed; a moment later, since htmx may not have looked at the page yet.
    setTimeout(() => this.dialog.open && this.field.value === "" && this.field.dispatchEvent(new Event("fill")), 50);
  }

  filter() {
    const wanted = this.field.value.trim().toLowerCase();
    for (const action of this.querySelectorAll(".palette-actions [role=option]")) {
      action.hidden = !action.textContent.toLowerCase().includes(wanted);
    }
    const group = this.querySelector(".palette-actions");
    group.hidden = !group.querySelector("[role=option]:not([hidden])");
    this.mark(this.shown()[0], false);
  }

  shown() {
    return [...this.list.querySelectorAll("[role=option]")].filter((option) => !option.hidden);
  }

  mark(option, says) {
    for (const other of this.list.querySelectorAll("[aria-selected=true]")) {
      other.setAttribute("aria-selected", "false");
    }
    if (says && this.dialog.open) {
      const count = this.shown().length;
      this.status.textContent =
        count === 1 ? this.status.dataset.one : this.status.dataset.many.replace("%", count);
    }
    if (!option) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    option.id ||= `option-${++this.number}`;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      // Browsers would first clear the field.
      event.preventDefault();
      this.dialog.close();
      return;
    }
    const options = this.shown();
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      this.mark(options[(at + step + options.length) % options.length], false);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      options[at].click();
    }
  }
});
