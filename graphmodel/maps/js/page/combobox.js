/** A text field that suggests items: arrows choose, Enter takes, Escape closes. */
import { byId, made } from "./dom.js";

let boxes = 0;

/**
 * @param {HTMLInputElement} input
 * @param {HTMLUListElement} list
 * @param {{find: (wish: string) => number[], name: (i: number) => string, hint: (i: number) => string, take: (i: number) => void}} given
 */
export function combobox(input, list, { find, name, hint, take }) {
  const prefix = `choice${++boxes}-`;
  let found = [];
  let chosen = 0;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = at;
    list.children[chosen]?.setAttribute("aria-selected", "true");
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", prefix + chosen);
  };
  const done = (at) => {
    if (found[at] === undefined) return;
    input.value = name(found[at]);
    close();
    take(found[at]);
  };
  const open = () => {
    found = find(input.value);
    list.textContent = "";
    found.forEach((i, at) => {
      const row = made("li", "", name(i), " ", made("small", "", hint(i)));
      row.id = prefix + at;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      row.addEventListener("mousedown", (event) => {
        event.preventDefault();
        done(at);
      });
      list.append(row);
    });
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length) mark(0);
  };
  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      else mark((chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      done(chosen);
    } else if (event.key === "Escape") {
      if (!list.hidden) event.stopPropagation();
      close();
    }
  });
  return { close, list: byId(list.id) };
}
