// The lines: added, copied, moved, removed and pasted, by keys and by hand. The order of the elements is the order of the lines.
customElements.define("line-items", class extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".line-list");
    this.pattern = this.querySelector("#line-pattern");
    this.said = this.querySelector("#lines-said");
    this.editor = this.closest("invoice-editor");
    if (!this.list || !this.pattern || this.ready) return;
    this.ready = true;
    this.addEventListener("input", (event) => this.typed(event));
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("paste", (event) => this.pasted(event));
    this.list.addEventListener("dragstart", (event) => this.drag(event));
    this.list.addEventListener("dragover", (event) => this.over(event));
    this.list.addEventListener("drop", (event) => event.preventDefault());
    this.list.addEventListener("dragend", () => this.dropped());
  }

  lines() { return [...this.list.children]; }

  field(line, name) { return line.querySelector(`[name="/items/${line.dataset.key}/${name}"]`); }

  isBlank(line) {
    const says = ["name", "description", "quantity", "unit", "unit_price", "discount_value", "product_id"];
    return says.every((name) => !this.field(line, name)?.value.trim());
  }

  // A line of its own key, before another or at the end.
  add(before) {
    const used = this.lines().map((line) => Number(/^n(\d+)$/.exec(line.dataset.key)?.[1] ?? 0));
    const key = `n${Math.max(0, ...used, this.last ?? 0) + 1}`;
    this.last = Number(key.slice(1));
    const line = this.pattern.content.firstElementChild.cloneNode(true);
    for (const element of [line, ...line.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("KEY") && name !== "aria-label") element.setAttribute(name, value.replace("KEY", key));
      }
    }
    this.list.insertBefore(line, before ?? null);
    this.number();
    return line;
  }

  number() {
    this.lines().forEach((line, at) => {
      for (const element of line.querySelectorAll("[data-word]")) {
        element.setAttribute("aria-label", `${this.prefix(at + 1)}${element.dataset.word}`);
      }
    });
  }

  // "Line 3: ", in the words of the page.
  prefix(at) {
    const label = this.pattern.content.querySelector("[data-word]");
    const [before] = label.getAttribute("aria-label").split(label.dataset.word);
    return before.replace("KEY", at);
  }

  changed() { this.list.dispatchEvent(new Event("input", { bubbles: true })); }

  tell(words) { this.said.textContent = words; }

  typed(event) {
    const line = event.target.closest?.(".line");
    if (line && line === this.list.lastElementChild && !this.isBlank(line)) this.add();
  }

  key(event) {
    const line = event.target.closest?.(".line");
    if (!line || event.isComposing || event.defaultPrevented) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const field = event.target.name?.split("/").pop();
    if (event.altKey && !event.ctrlKey && !event.metaKey) {
      const act = { ArrowUp: "up", ArrowDown: "down", d: "copy", D: "copy", Backspace: "remove", g: "product", G: "product", m: "more", M: "more" }[event.key];
      if (!act) return;
      event.preventDefault();
      this.act(act, line, field);
    } else if (event.key === "Enter" && plain && event.target.tagName === "INPUT") {
      event.preventDefault();
      const next = line.nextElementSibling ?? this.add();
      (this.field(next, field) ?? this.field(next, "name")).focus();
    } else if (event.key === "Tab" && plain && !event.shiftKey && (field === "tax_rate" || (field === "tax" && event.target.value !== "other"))) {
      const next = line.nextElementSibling ?? (this.isBlank(line) ? null : this.add());
      if (!next) return;
      event.preventDefault();
      this.field(next, "name").focus();
    }
  }

  clicked(event) {
    const button = event.target.closest("button");
    const line = button?.closest(".line");
    if (button?.hasAttribute("data-add")) {
      event.preventDefault();
      const last = this.list.lastElementChild;
      this.field(last && this.isBlank(last) ? last : this.add(), "name").focus();
    } else if (line && button.dataset.line) {
      event.preventDefault();
      this.act(button.dataset.line, line, "name");
    }
  }

  act(act, line, field) {
    const back = () => (this.field(line, field ?? "name") ?? this.field(line, "name")).focus();
    if (act === "more") {
      const more = line.querySelector("details");
      more.open = !more.open;
      if (more.open) more.querySelector("textarea").focus(); else back();
    } else if (act === "copy") {
      const copy = this.add(line.nextElementSibling);
      for (const from of line.querySelectorAll("[name]")) {
        const name = from.name.split("/").pop();
        if (name !== "id" && name !== "do") this.field(copy, name).value = from.value;
      }
      for (const name of ["tax", "tax2", "tax3"]) {
        const [to, from] = [this.field(copy, name), this.field(line, name)];
        if (to.value === from.value) continue;
        to.add(new Option(from.selectedOptions[0].text, from.value));
        to.value = from.value;
      }
      this.field(copy, "name").focus();
    } else if (act === "product") {
      this.keepAsProduct(line);
      return;
    } else if (act === "remove") {
      this.remove(line);
    } else {
      const other = act === "up" ? line.previousElementSibling : line.nextElementSibling;
      if (!other) return;
      this.list.insertBefore(line, act === "up" ? other : other.nextElementSibling);
      this.number();
      back();
      const place = this.lines().indexOf(line) + 1;
      this.tell(this.editor.dataset.wordsMoved.replace("%1", place).replace("%2", this.list.children.length));
    }
    this.changed();
  }

  // Keeps a line as a product. The line stays as it is typed, and is of that product from now on.
  async keepAsProduct(line) {
    const body = this.editor.body();
    body.set("do", `product:${line.dataset.key}`);
    try {
      const headers = { accept: "application/json", "hx-request": "true" };
      const reply = await fetch(this.editor.form.action, { method: "POST", body, headers });
      if (reply.status === 401) return this.editor.signedOut();
      if (!reply.ok && reply.status !== 422) throw new Error(reply.status);
      const said = await reply.json();
      this.offer(said.words);
      if (reply.ok) {
        this.field(line, "product_id").value = said.product_id;
        this.changed();
      } else {
        this.editor.go(this.editor.form.elements[said.field] ?? this.field(line, "name"));
      }
    } catch {
      this.editor.say(this.editor.dataset.wordsOffline, "warn");
    }
  }

  remove(line) {
    const next = line.nextElementSibling;
    const near = next ?? line.previousElementSibling;
    line.remove();
    if (!this.list.children.length) this.add();
    this.number();
    this.field(near?.isConnected ? near : this.list.firstElementChild, "name").focus();
    if (this.isBlank(line)) return;
    this.offer(this.editor.dataset.wordsRemoved, () => {
      this.list.insertBefore(line, next?.isConnected ? next : null);
      this.number();
      this.field(line, "name").focus();
    });
  }

  // Says what was done, with a way back if there is one.
  offer(words, undo) {
    this.toast?.remove();
    this.toast = document.createElement("p");
    this.toast.className = "line-toast";
    this.toast.setAttribute("role", "status");
    const toast = this.toast;
    toast.append(`${words} `);
    this.append(toast);
    if (undo) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small";
      button.textContent = this.editor.dataset.wordsUndo;
      button.addEventListener("click", () => {
        toast.remove();
        undo();
        this.changed();
      });
      toast.append(button);
    }
    const gone = () => (toast.contains(document.activeElement) ? setTimeout(gone, 3000) : toast.remove());
    setTimeout(gone, 8000);
  }

  // Rows of a spreadsheet, by position or by what their head says.
  pasted(event) {
    const field = event.target.name?.split("/").pop();
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (field !== "name" || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const rows = text.replace(/\r/g, "").split("\n").filter((row) => row.trim()).map((row) => row.split("\t").map((cell) => cell.trim()));
    const words = {
      name: /^(item|name|description|position|artikel|bezeichnung|beschreibung|leistung)$/i, quantity: /^(qty|quantity|menge|anzahl)$/i,
      unit: /^(unit|einheit)$/i, unit_price: /^(price|unit price|preis|einzelpreis|rate)$/i, tax: /^(tax|vat|steuer|ust|mwst|ust\.?-satz)\s*%?$/i,
    };
    const named = rows[0].map((cell) => Object.keys(words).find((name) => words[name].test(cell)));
    const byPlace = [[], ["name"], ["name", "unit_price"], ["name", "quantity", "unit_price"], ["name", "quantity", "unit", "unit_price"], ["name", "quantity", "unit", "unit_price", "tax"]];
    const isHead = named.filter(Boolean).length >= Math.min(2, rows[0].length);
    const places = isHead ? named : byPlace[Math.min(rows[0].length, 5)];
    if (isHead) rows.shift();
    const at = event.target.closest(".line");
    const made = rows.map((row) => {
      const line = this.add(this.isBlank(at) ? at : at.nextElementSibling);
      row.forEach((cell, index) => cell && places[index] && this.put(line, places[index], cell));
      return line;
    });
    if (!this.isBlank(at)) made.reverse().forEach((line) => this.list.insertBefore(line, at.nextElementSibling));
    if (!this.isBlank(this.list.lastElementChild)) this.add();
    this.number();
    this.changed();
    this.offer(this.editor.dataset.wordsPasted.replace("%", made.length), () => {
      for (const line of made) line.remove();
      this.number();
    });
    this.field(at.isConnected ? at : this.list.lastElementChild, "name").focus();
  }

  put(line, name, text) {
    const field = this.field(line, name);
    if (name !== "tax") {
      field.value = text;
      return;
    }
    const rate = /\d+([.,]\d+)?/.exec(text)?.[0].replace(",", ".");
    const rateOf = (option) => /\d+([.,]\d+)?/.exec(option.text)?.[0].replace(",", ".");
    const known = [...field.options].find((option) => option.value && (option.text === text || (rate && Number(rateOf(option)) === Number(rate))));
    field.value = known ? known.value : "other";
    if (!known) this.field(line, "tax_rate").value = rate ?? text;
  }

  drag(event) {
    if (!event.target.matches?.(".grip")) return;
    this.dragged = event.target.closest(".line");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(this.dragged, 8, 8);
    this.dragged.classList.add("dragged");
  }

  over(event) {
    if (!this.dragged) return;
    event.preventDefault();
    const other = event.target.closest?.(".line");
    if (!other || other === this.dragged) return;
    const box = other.getBoundingClientRect();
    const isBelow = event.clientY > box.top + box.height / 2;
    this.list.insertBefore(this.dragged, isBelow ? other.nextElementSibling : other);
  }

  dropped() {
    this.dragged?.classList.remove("dragged");
    this.dragged = null;
    this.number();
    this.changed();
  }
});
