/** The page begins: it reads its data and puts the parts together. */
import { App } from "./app.js";
import { unpacked } from "./unpacking.js";
import { cannotOpen } from "./zip.js";

/** Milliseconds after the first picture in which nothing else is done. */
const REST = 200;

function begin(page) {
  const map = new App(unpacked(page));
  window.map = map;
  map.screen.drawNow();
  document.documentElement.dataset.ready = "yes";
  setTimeout(() => map.prepare(), REST);
}

if (typeof document !== "undefined") globalThis.dataText.then(JSON.parse).then(begin, cannotOpen);
