/** The page's own script is unpacked and added; the page's policy allows this one and that one, and no other. */
import { byId } from "./dom.js";
import { cannotOpen, textOf } from "./zip.js";

// Before anything changes it: a story is kept in it.
globalThis.pageText = document.documentElement.outerHTML; // eslint-disable-line no-restricted-properties -- read, never written
globalThis.dataText = textOf(byId("data")); // while the script is unpacked
globalThis.dataText.catch(() => {}); // main.js hears of it
textOf(byId("code")).then((code) => {
  const script = document.createElement("script");
  script.textContent = code;
  document.body.append(script);
  script.remove(); // a page that is saved as it stands then has it once, and begins once
}, cannotOpen);
