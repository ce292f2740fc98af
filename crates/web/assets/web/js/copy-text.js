// A button that copies what stands beside it. By plain http browsers have no clipboard: then the text is selected.
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    const text = this.querySelector("code");
    if (!text || !this.dataset.copy || this.button) return;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button small copy";
    this.button.textContent = this.dataset.copy;
    this.button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        this.button.textContent = this.dataset.copied;
        setTimeout(() => { if (this.button) this.button.textContent = this.dataset.copy; }, 2000);
      } catch {
        getSelection().selectAllChildren(text);
      }
    });
    this.append(this.button);
  }

  disconnectedCallback() {
    this.button?.remove();
    this.button = null;
  }
});
