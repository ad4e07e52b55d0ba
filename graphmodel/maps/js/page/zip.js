/** What the page carries packed: its script and its data. */
import { byId } from "./dom.js";

/** The text of an element, unpacked where it was packed. */
export async function textOf(element) {
  const text = element.textContent.trim();
  if (element.dataset.packed !== "gzip") return text;
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  writer.write(bytes).catch(() => {}); // who reads hears of it
  writer.close().catch(() => {});
  return new Response(readable).text();
}

/** Say that nothing can be shown: the page has the words for it outside its data, in both languages. */
export function cannotOpen() {
  byId("page").remove();
  byId("refusal").hidden = false;
}
