// Comboboxes: of customers, who are chosen or made, and of products, which fill in what nobody has touched. What is typed is
// never thrown away.
{
  let boxes = 0;

  class Combo extends HTMLElement {
    // Makes a field one that offers things below it.
    offer(input, source) {
      this.input = input;
      this.source = source;
      this.list = document.createElement("ul");
      this.list.id = `combo-${++boxes}`;
      this.list.className = "options";
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", input.getAttribute("aria-label") ?? input.labels?.[0]?.textContent ?? "");
      this.list.hidden = true;
      for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list" })) {
        input.setAttribute(name, value);
      }
      input.autocomplete = "off";
      input.after(this.list);
      input.addEventListener("input", () => this.ask(120));
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      this.list.addEventListener("mousedown", (event) => {
        event.preventDefault();
        const option = event.target.closest("[role=option]");
        if (option) this.take(option);
      });
    }

    ask(pause) {
      clearTimeout(this.timer);
      this.timer = setTimeout(async () => {
        this.aborter?.abort();
        this.aborter = new AbortController();
        const query = this.input.value.trim();
        try {
          const reply = await fetch(`${this.source}?q=${encodeURIComponent(query)}`, { headers: { "hx-request": "true" }, signal: this.aborter.signal });
          if (reply.ok && document.activeElement === this.input) this.show(await reply.json(), query);
        } catch { /* a newer question, or no line */ }
      }, pause);
    }

    show(found, query) {
      const options = [...found, ...this.more(query)];
      this.list.replaceChildren(...options.map((option, at) => {
        const item = document.createElement("li");
        item.id = `${this.list.id}-${at}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const text = document.createElement("span");
        text.textContent = option.text;
        const detail = document.createElement("span");
        detail.className = "quiet";
        detail.textContent = option.detail ?? "";
        item.append(text, detail);
        item.option = option;
        return item;
      }));
      this.list.hidden = options.length === 0;
      this.input.setAttribute("aria-expanded", String(options.length > 0));
      this.mark(this.first(found) ? this.list.firstElementChild : null);
    }

    first() { return false; }
    more() { return []; }

    mark(item) {
      this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
      if (!item) return this.input.removeAttribute("aria-activedescendant");
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", item.id);
    }

    key(event) {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const items = [...this.list.children];
      const at = items.findIndex((item) => item.ariaSelected === "true");
      if (event.key === "ArrowDown" && this.list.hidden) {
        event.preventDefault();
        this.ask(0);
      } else if (["ArrowDown", "ArrowUp"].includes(event.key) && items.length) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.mark(items[(at + step + items.length + (at < 0 && step < 0 ? 1 : 0)) % items.length]);
      } else if (event.key === "Enter" && !this.list.hidden && at >= 0) {
        event.preventDefault();
        this.take(items[at]);
      } else if (event.key === "Tab" && !this.list.hidden && at >= 0) {
        this.take(items[at]);
      } else if (event.key === "Escape" && !this.list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    }

    close() {
      clearTimeout(this.timer);
      this.aborter?.abort();
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    take(item) {
      this.close();
      this.chosen(item.option);
    }
  }

  customElements.define("customer-box", class extends Combo {
    connectedCallback() {
      this.select = this.querySelector("select[name='/customer_id']");
      if (!this.select || this.input) return;
      this.details = this.querySelector(".new-customer");
      this.editor = this.closest("invoice-editor");
      const input = document.createElement("input");
      input.id = this.select.id;
      input.dataset.stands = this.select.name;
      input.value = this.select.value ? this.select.selectedOptions[0].text : this.company().value;
      input.placeholder = this.select.options[0].text;
      this.select.id += "-choice";
      this.select.hidden = true;
      this.select.after(input);
      this.offer(input, this.editor.dataset.customers);
      input.addEventListener("focus", () => input.select());
      input.addEventListener("blur", () => this.settle());
      const isFree = document.activeElement === document.body && !document.querySelector("[autofocus]");
      if (isFree && !this.select.value && !input.value) input.focus({ preventScroll: true });
    }

    company() { return this.querySelector("[name='/customer/company']"); }

    first(found) { return found.length > 0 && this.input.value.trim() !== ""; }

    more(query) {
      return query ? [{ text: `+ ${this.editor.dataset.wordsNew.replace("%", query)}`, isNew: query }] : [];
    }

    chosen(option) {
      if (option.isNew) return this.make(option.isNew);
      this.adopt(option);
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    make(name) {
      this.select.value = "";
      this.input.value = name;
      this.company().value = name;
      this.details.open = true;
      this.querySelector("[name='/customer/email']").focus();
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    // One who is there: what was typed of a new one is no longer meant.
    adopt({ value, text }) {
      if (![...this.select.options].some((option) => option.value === value)) this.select.add(new Option(text, value));
      this.select.value = value;
      if (document.activeElement !== this.input) this.input.value = text;
      else this.input.value = text;
      for (const field of this.details.querySelectorAll("[name]")) field.value = "";
      this.details.open = false;
    }

    // What was typed and chosen by nobody is a new customer's name; nothing typed is nobody.
    settle() {
      const typed = this.input.value.trim();
      const known = this.select.value ? this.select.selectedOptions[0].text : this.company().value.trim();
      if (typed === known) return;
      if (!typed) {
        this.select.value = "";
        this.company().value = "";
      } else {
        this.select.value = "";
        this.company().value = typed;
        this.details.open = true;
      }
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  customElements.define("product-box", class extends Combo {
    connectedCallback() {
      const input = this.querySelector("input");
      if (!input || this.input) return;
      this.offer(input, this.closest("line-items").dataset.products);
    }

    // Fills in what nobody has touched.
    chosen({ fields }) {
      const line = this.closest(".line");
      for (const [name, value] of Object.entries(fields)) {
        const field = line.querySelector(`[name="/items/${line.dataset.key}/${name}"]`);
        if (!field || value == null) continue;
        if (field.dataset.touched && field.value.trim() && name !== "name") continue;
        if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) continue;
        field.value = value;
      }
      if (line.querySelector("textarea").value || fields.tax2) line.querySelector("details").open = true;
      this.input.dispatchEvent(new Event("input", { bubbles: true }));
      this.close();
      clearTimeout(this.timer);
      line.querySelector(`[name="/items/${line.dataset.key}/quantity"]`).focus();
    }
  });
}
