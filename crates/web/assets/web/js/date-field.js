// Keys of a date: t for today, + and - for the days beside it.
customElements.define("date-field", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    if (!field || this.keys) return;
    this.keys = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const today = this.closest("[data-today]")?.dataset.today;
      if (event.key === "t" && today) field.value = today;
      else if (event.key === "+" || event.key === "-") {
        if (!field.value && today) field.value = today;
        else if (event.key === "+") field.stepUp(); else field.stepDown();
      } else return;
      event.preventDefault();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    field.addEventListener("keydown", this.keys);
  }

  disconnectedCallback() {
    this.querySelector("input")?.removeEventListener("keydown", this.keys);
    this.keys = null;
  }
});
