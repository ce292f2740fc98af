// Lets a person see what they type as a password.
customElements.define("show-password", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    if (!field || this.button) return;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "show";
    this.button.setAttribute("aria-controls", field.id);
    this.append(this.button);
    const say = () => {
      const hidden = field.type === "password";
      this.button.textContent = hidden ? this.dataset.show : this.dataset.hide;
    };
    this.toggle = () => {
      field.type = field.type === "password" ? "text" : "password";
      say();
    };
    // A browser keeps only what was sent as a password.
    this.cover = () => {
      field.type = "password";
      say();
    };
    this.button.addEventListener("click", this.toggle);
    field.form?.addEventListener("submit", this.cover);
    say();
  }

  disconnectedCallback() {
    this.querySelector("input")?.form?.removeEventListener("submit", this.cover);
    this.button?.remove();
    this.button = null;
  }
});
