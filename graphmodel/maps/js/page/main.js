/** The page begins: it reads its data and puts the parts together. */
import { App } from "./app.js";
import { compact } from "./compact.js";
import { byId } from "./dom.js";
import { unpacked } from "./unpacking.js";

/** Milliseconds after the first picture in which nothing else is done. */
const REST = 200;

/** The data of the page, unpacked where they were packed. */
export async function readPage() {
  const element = byId("data");
  const text = element.textContent.trim();
  if (element.dataset.packed !== "gzip") return JSON.parse(text);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

if (typeof document !== "undefined") {
  readPage().then((page) => {
    window.map = new App(unpacked(page));
    window.map.screen.settled().then(() => {
      document.documentElement.dataset.ready = "yes";
      setTimeout(() => [window.map.page.columns, window.map.page.before].filter(Boolean).forEach(compact), REST);
    });
  });
}
