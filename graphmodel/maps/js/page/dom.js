/** Small helpers for the page: everything is set as text, so that no name becomes mark-up. */
export function byId(id) {
  return document.getElementById(id);
}

/** A new element with a class, and a text or children. */
export function made(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const item of content) element.append(typeof item === "number" ? String(item) : item);
  return element;
}

export function button(text, act, className = "") {
  const element = made("button", className, text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

/** A term and what it is, as a row of a description list. */
export function fact(list, term, ...content) {
  if (content.every((item) => item === "" || item === null || item === undefined)) return;
  list.append(made("dt", "", term), made("dd", "", ...content));
}

/** A link to a source, only where it is one of the web. */
export function sourceLink(title, url) {
  if (!/^https?:\/\//i.test(url)) return made("span", "", title);
  const link = made("a", "", title);
  link.href = url;
  link.rel = "noopener noreferrer";
  link.target = "_blank";
  return link;
}

/** Write a part of the page anew; whatever of it had the focus has it again. */
export function rewrite(box, write) {
  const all = () => [...box.querySelectorAll("button, input, select, a")];
  const at = all().indexOf(document.activeElement);
  write();
  if (at >= 0) all()[Math.min(at, all().length - 1)]?.focus();
}

/** Ask the browser to keep a text or a picture as a file. */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 5000);
}
