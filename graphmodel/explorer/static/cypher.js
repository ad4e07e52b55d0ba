// Labels, relationship types and properties to choose from while somebody types Cypher; without this script one types alone.
"use strict";
{
  const MOST = 8;
  const field = document.getElementById("in-text");
  let words = null;
  let options = [];
  let at = -1;

  const list = document.createElement("ul");
  list.id = "completions";
  list.className = "completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");

  /** The bracket that stands open before the end of a text, and where; quotation marks and what is closed are passed over. */
  function opened(text) {
    const open = [];
    let quote = "";
    for (let i = 0; i < text.length; i += 1) {
      const sign = text[i];
      if (quote) {
        if (sign === "\\") i += 1;
        else if (sign === quote) quote = "";
      } else if (sign === "'" || sign === '"') quote = sign;
      else if ("([{".includes(sign)) open.push({ sign, from: i });
      else if (")]}".includes(sign)) open.pop();
    }
    return { quote, last: open.at(-1), outer: open.at(-2) };
  }

  /** What carries the properties that a pattern names: its labels or types by their names, all where it names none. */
  function carried(pattern) {
    const known = { ...words.labels, ...words.relationships };
    const named = [...pattern.matchAll(/:\s*(\w+)|\|\s*:?(\w+)/g)].map((found) => known[found[1] ?? found[2]]).filter(Boolean);
    const from = named.length ? named : Object.values(known);
    return Object.assign({}, ...from.map((one) => one.properties));
  }

  /** The part of a text in which a variable is said to be something. */
  function patternOf(name, text) {
    return new RegExp(`[(\\[]\\s*${name}\\s*(:[^)\\]{]*)`).exec(text)?.[1] ?? "";
  }

  /** What may stand at the end of a text: the letters that are there, and words with what each means. */
  function offered(before, whole) {
    const { quote, last, outer } = opened(before);
    if (quote) return null;
    const property = /(?:^|[^\w.])([A-Za-z_]\w*)\.(\w*)$/.exec(before);
    if (property) return { start: property[2], from: carried(patternOf(property[1], whole)) };
    const inMap = last?.sign === "{" && /[{,]\s*(\w*)$/.exec(before);
    if (inMap) return { start: inMap[1], from: carried(before.slice((outer ?? last).from, last.from)) };
    const named = /[:|]\s*(\w*)$/.exec(before);
    if (!named || !last || last.sign === "{") return null;
    const kinds = last.sign === "[" ? words.relationships : words.labels;
    return { start: named[1], from: Object.fromEntries(Object.entries(kinds).map(([name, one]) => [name, one.about])) };
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    options = [];
    at = -1;
    field.removeAttribute("aria-activedescendant");
  }

  function choose(to) {
    at = to;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function take(option) {
    const end = field.selectionStart;
    field.setRangeText(option.name, end - option.start.length, end, "end");
    close();
    field.focus();
  }

  function show() {
    if (!words || field.selectionStart !== field.selectionEnd) return close();
    const before = field.value.slice(0, field.selectionStart);
    const found = offered(before, field.value);
    if (!found) return close();
    const start = found.start.toLowerCase();
    options = Object.entries(found.from)
      .filter(([name]) => name.toLowerCase().startsWith(start) && name !== found.start)
      .slice(0, MOST)
      .map(([name, about]) => ({ name, about, start: found.start }));
    if (!options.length) return close();
    list.replaceChildren(
      ...options.map((option, n) => {
        const item = document.createElement("li");
        item.id = `completion-${n}`;
        item.setAttribute("role", "option");
        const name = document.createElement("code");
        name.textContent = option.name;
        item.append(name, ` ${option.about}`);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault(); // the field keeps its caret
          take(option);
        });
        return item;
      }),
    );
    list.hidden = false;
    return choose(-1);
  }

  function onKey(event) {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose((at + step + options.length) % options.length);
    } else if (event.key === "Enter" && at >= 0) take(options[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  }

  async function begin() {
    try {
      const said = await fetch("/graph-words", { credentials: "same-origin" });
      if (!said.ok) return;
      words = await said.json();
    } catch {
      return; // the page answers just the same
    }
    list.setAttribute("aria-label", document.querySelector("label[for=in-text]").textContent.trim());
    field.insertAdjacentElement("afterend", list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.addEventListener("input", show);
    field.addEventListener("keydown", onKey);
    field.addEventListener("blur", close);
    document.documentElement.dataset.completes = "cypher";
  }

  if (field) begin();
}
