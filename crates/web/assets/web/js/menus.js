// Closes a menu by Escape, and when something else is meant.
customElements.define("menu-box", class extends HTMLElement {
  connectedCallback() {
    const menu = this.querySelector("details");
    if (!menu) return;
    this.keys = (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    };
    this.elsewhere = (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    };
    this.addEventListener("keydown", this.keys);
    document.addEventListener("click", this.elsewhere);
    document.addEventListener("focusin", this.elsewhere);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.keys);
    document.removeEventListener("click", this.elsewhere);
    document.removeEventListener("focusin", this.elsewhere);
  }
});
