// Keys: Ctrl+K or ⌘K everywhere; those of one letter where nothing is typed, unless the person has switched them off.
{
  const places = { t: "", i: "/invoices", c: "/customers", p: "/products", s: "/settings" };
  let waiting = 0;
  const root = () => document.querySelector(".side a")?.getAttribute("href");
  const types = (element) =>
    element?.closest?.("input, textarea, select, [contenteditable], dialog[open]") != null;

  document.addEventListener("keydown", (event) => {
    const palette = document.querySelector("palette-box");
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      if (!palette) return;
      event.preventDefault();
      palette.open();
      return;
    }
    const off = document.documentElement.dataset.shortcuts === "off";
    if (off || event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
    if (event.key === "/" && palette) {
      event.preventDefault();
      const search = document.querySelector("main input[type=search]");
      if (search) search.focus(); else palette.open();
    } else if (event.key === "?") {
      document.getElementById("keys")?.showModal();
    } else if (event.key === "g") {
      waiting = Date.now();
    } else if (Date.now() - waiting < 1500 && event.key in places && root()) {
      waiting = 0;
      location.assign(root() + places[event.key]);
    } else if (/^[a-z]$/.test(event.key)) {
      // Buttons say themselves by which key they are reached.
      const meant = document.querySelector(`main [aria-keyshortcuts="${event.key}"]`);
      if (!meant) return;
      event.preventDefault();
      meant.click();
    }
  });
}
