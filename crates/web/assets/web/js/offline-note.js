// Says that the server cannot be reached as long as the browser knows that it has no line.
customElements.define("offline-note", class extends HTMLElement {
  connectedCallback() {
    this.look = () => { this.hidden = navigator.onLine; };
    for (const event of ["online", "offline"]) addEventListener(event, this.look);
    this.look();
  }

  disconnectedCallback() {
    for (const event of ["online", "offline"]) removeEventListener(event, this.look);
  }
});
