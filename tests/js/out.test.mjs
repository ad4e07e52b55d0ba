// The drawing context that writes SVG, without a page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FOLDER } from "./load.mjs";

const { escaped, SvgContext } = await import(`${FOLDER}page/out/vector.js`);
const { foldedTo } = await import(`${FOLDER}page/out/sheet.js`);

const context = () => new SvgContext((font, text) => ({ width: 7 * text.length }));

test("a text is never mark-up, and has nothing that XML forbids", () => {
  assert.equal(escaped(`</text><script>"'&`), "&#60;/text&#62;&#60;script&#62;&#34;&#39;&#38;");
  assert.equal(escaped("a\u0000b\u001bc\ufffed\te\ud800f"), "abcd\tef");
  assert.equal(escaped("é 😀"), "é 😀");
  const c = context();
  c.fillText("]]><img onerror=x>", 1, 2);
  assert.ok(!c.toString().includes("<img"));
});

test("a halo and its text are one text", () => {
  const c = context();
  c.font = "600 12px Arial";
  c.textAlign = "center";
  c.strokeText("CPIC", 10, 20);
  c.fillText("CPIC", 10, 20);
  assert.equal(c.toString().match(/CPIC/g).length, 1);
  assert.match(c.toString(), /font-weight="600".*paint-order="stroke"/);
  c.fillText("other", 1, 1);
  assert.equal(c.toString().match(/paint-order/g).length, 1);
});

test("paths are those of a canvas", () => {
  const c = context();
  c.beginPath();
  c.moveTo(0, 0);
  c.arcTo(10, 0, 10, 10, 4);
  c.lineTo(10, 10);
  c.stroke();
  assert.match(c.toString(), /d="M0 0L6 0A4 4 0 0 1 10 4L10 10"/);
  c.beginPath();
  c.arc(5, 5, 2, 0, 6.2832);
  c.rect(0, 0, 3, 4);
  c.setLineDash([5, 4]);
  c.globalAlpha = 0.5;
  c.stroke();
  assert.match(c.toString(), /a2 2 0 1 1.*M0 0h3v4h-3Z".*stroke-dasharray="5 4" opacity="0.5"/);
});

test("lines are folded where words end, and no word is lost", () => {
  const c = context();
  assert.deepEqual(foldedTo(c, "", "one two three", 50), ["one two", "three"]);
  assert.deepEqual(foldedTo(c, "", "extraordinarily long", 20), ["extraordinarily", "long"]);
  assert.deepEqual(foldedTo(c, "", "", 20), []);
});
