/** What the page carries packed: its script and its data. */
import { byId, made } from "./dom.js";

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

/** Say that nothing can be shown; in both languages, as nothing is known yet. */
export function cannotOpen() {
  const words = [
    "This map cannot be shown: the browser is older than 2023, or the file was damaged on its way.",
    "Cette carte ne peut pas être affichée : le navigateur date d’avant 2023, ou le fichier a été endommagé en chemin.",
  ];
  byId("page").hidden = false;
  byId("page").replaceChildren(...words.map((text) => made("p", "refusal", text)));
}
