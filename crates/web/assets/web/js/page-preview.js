// Pictures of the pages beside the form: of what is typed by now, drawn a moment after the last key. A picture changes only when
// the new one is there, and an old answer never takes the place of a newer one.
customElements.define("page-preview", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.box = this.querySelector(".sheets-box");
    this.state = this.parentElement.querySelector("#preview-state");
    if (!this.form || !this.box) return;
    this.number = 0;
    this.shown = 0;
    this.took = 125;
    this.later = (event) => {
      if (event.target.name !== undefined || event.target.matches("ol, form")) this.wake();
    };
    this.form.addEventListener("input", this.later);
    this.form.addEventListener("change", this.later);
    this.form.addEventListener("recheck", this.later);
    this.scrolled = () => this.wake();
    this.box.addEventListener("scroll", this.scrolled, { passive: true });
    this.seen = () => !document.hidden && this.stale && this.wake();
    document.addEventListener("visibilitychange", this.seen);
    this.told(this.dataset.wordsNone);
    this.draw();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.aborter?.abort();
    document.removeEventListener("visibilitychange", this.seen);
  }

  told(words) { if (this.state) this.state.textContent = words; }

  wake() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), Math.min(1500, Math.max(250, 2 * this.took)));
  }

  // The pages that can be seen, and one more on each side.
  wanted() {
    const sheets = [...this.box.children];
    if (!sheets.length) return [1, 2];
    const view = this.box.getBoundingClientRect();
    const seen = sheets.map((sheet, at) => [sheet.getBoundingClientRect(), at + 1])
      .filter(([box]) => box.bottom > view.top && box.top < view.bottom).map(([, page]) => page);
    const first = Math.max(1, (seen[0] ?? 1) - 1);
    return [first, Math.min(first + 4, (seen.at(-1) ?? 1) + 1)];
  }

  async draw() {
    if (document.hidden || this.offsetParent === null) {
      this.stale = true;
      return;
    }
    this.stale = false;
    this.aborter?.abort();
    this.aborter = new AbortController();
    const seq = ++this.number;
    const [from, to] = this.wanted();
    const address = new URL(this.dataset.source, location.href);
    for (const [name, value] of Object.entries({ from, to, seq })) address.searchParams.set(name, value);
    const began = performance.now();
    try {
      const body = new URLSearchParams(new FormData(this.form));
      const reply = await fetch(address, { method: "POST", body, headers: { "hx-request": "true" }, signal: this.aborter.signal });
      if (!reply.ok) return;
      const drawn = await reply.json();
      this.took = performance.now() - began;
      if (drawn.count > 0) await this.put(drawn, seq);
    } catch { /* the former pictures stay */ }
  }

  async put(drawn, seq) {
    const ready = await Promise.all(drawn.pages.map((page) => this.picture(page)));
    if (seq < this.shown) return ready.forEach(({ address }) => URL.revokeObjectURL(address));
    this.shown = seq;
    while (this.box.children.length > drawn.count) this.box.lastElementChild.remove();
    while (this.box.children.length < drawn.count) {
      const sheet = document.createElement("img");
      sheet.width = ready[0]?.width ?? 595;
      sheet.height = ready[0]?.height ?? 842;
      sheet.alt = this.dataset.wordsPage.replace("%1", this.box.children.length + 1).replace("%2", drawn.count);
      this.box.append(sheet);
    }
    for (const { page, address, alt, width, height } of ready) {
      const sheet = this.box.children[page - 1];
      if (!sheet) continue;
      const old = sheet.src;
      Object.assign(sheet, { src: address, alt, width, height });
      if (old) URL.revokeObjectURL(old);
    }
    const now = new Date();
    const figures = [now.getHours(), now.getMinutes(), now.getSeconds()].map((figure) => String(figure).padStart(2, "0"));
    this.told(this.dataset.wordsAsof.replace("%", figures.join(":")));
  }

  async picture({ page, svg, alt }) {
    const size = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg.slice(0, 400));
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    const image = new Image();
    image.src = address;
    await image.decode();
    return { page, address, alt, width: Math.round(size?.[1] ?? 595), height: Math.round(size?.[2] ?? 842) };
  }
});
