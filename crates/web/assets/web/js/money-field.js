// An amount is chosen as a whole when it is entered, and written as it was understood when it is left; never in between.
customElements.define("money-field", class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    if (!this.field) return;
    this.field.addEventListener("focus", () => this.field.select());
    this.field.addEventListener("blur", () => {
      const said = document.getElementById("understood")?.querySelector("[data-figure]")?.dataset.figure;
      if (said) this.field.value = said;
    });
  }
});
