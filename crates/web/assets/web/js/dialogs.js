// Shows in a dialog what would be a page of its own: links with data-dialog bring its part "act" here. Where that fails the
// link is followed.
customElements.define("dialog-box", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.place = this.querySelector("#dialog-body");
    if (!this.dialog?.showModal) return;
    this.arrived = new MutationObserver(() => this.show());
    this.arrived.observe(this.place, { childList: true });
    this.failed = (event) => {
      const { sourceElement, response } = event.detail?.ctx ?? {};
      if (sourceElement?.matches?.("[data-dialog]")) location.assign(sourceElement.href);
      else if (this.place.contains(sourceElement) && response?.status !== 422) location.reload();
    };
    document.addEventListener("htmx:response:error", this.failed);
    this.dialog.addEventListener("click", (event) => {
      if (event.target.closest("[data-closes]")) {
        event.preventDefault();
        this.dialog.close();
      }
    });
    this.dialog.addEventListener("close", () => {
      document.title = this.tab;
      this.place.replaceChildren();
    });
    this.tab = document.title;
  }

  disconnectedCallback() {
    this.arrived?.disconnect();
    document.removeEventListener("htmx:response:error", this.failed);
  }

  show() {
    if (!this.place.firstElementChild) return;
    if (!this.dialog.open) {
      for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
      this.dialog.showModal();
    }
    const first = this.place.querySelector("[autofocus]") ?? this.place.querySelector("[aria-invalid=true]")
      ?? this.place.querySelector("input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select, .actions :is(button, a)");
    first?.focus();
    if (first?.matches("input.money")) first.select();
  }
});
