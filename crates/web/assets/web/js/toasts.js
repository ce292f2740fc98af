// What was just done floats for some seconds, longer while it is looked at; the address forgets it.
customElements.define("toast-box", class extends HTMLElement {
  connectedCallback() {
    this.classList.add("floats");
    const address = new URL(location.href);
    address.searchParams.delete("said");
    history.replaceState(history.state, "", address);
    this.wait();
    for (const [event, does] of [["pointerenter", "hold"], ["focusin", "hold"], ["pointerleave", "wait"], ["focusout", "wait"]]) {
      this.addEventListener(event, () => this[does]());
    }
  }

  disconnectedCallback() {
    this.hold();
  }

  hold() {
    clearTimeout(this.timer);
  }

  wait() {
    this.hold();
    const seconds = this.querySelector("form") ? 9 : 6;
    this.timer = setTimeout(() => this.remove(), seconds * 1000);
  }
});
