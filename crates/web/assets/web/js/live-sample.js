// Draws the sample again with what a form says, a moment after the last key; the picture changes only when the new one is
// there. Another country brings what is usual there into the fields that nobody has touched.
customElements.define("live-sample", class extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.dataset.form);
    this.image = this.querySelector("img");
    if (!this.form || !this.image) return;
    this.form.querySelector("[name=refresh]")?.setAttribute("hidden", "");
    this.later = (event) => {
      clearTimeout(this.timer);
      if (event.target.name === "country") this.bring(event.target);
      else if (event.isTrusted) event.target.dataset.touched = "yes";
      this.timer = setTimeout(() => this.draw(), 250);
    };
    this.form.addEventListener("input", this.later);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.form?.removeEventListener("input", this.later);
  }

  bring(country) {
    const usual = country.selectedOptions[0]?.dataset ?? {};
    for (const [name, value] of Object.entries({
      currency: usual.currency, language: usual.language, time_zone: usual.zone,
    })) {
      const field = this.form.elements[name];
      if (field && value && !field.dataset.touched) field.value = value;
    }
    this.form.elements.country_shown.value = country.value;
    const paper = document.getElementById("paper");
    if (paper && usual.paper) paper.textContent = usual.paper;
  }

  async draw() {
    const wanted = new URLSearchParams();
    for (const name of ["company", "country", "country_shown", "currency", "language", "time_zone"]) {
      wanted.set(name, this.form.elements[name]?.value ?? "");
    }
    const next = new Image();
    next.src = `${this.dataset.source}?${wanted}`;
    this.latest = next;
    try {
      await next.decode();
    } catch {
      return; // the former picture stays
    }
    if (this.latest === next) this.image.src = next.src;
  }
});
