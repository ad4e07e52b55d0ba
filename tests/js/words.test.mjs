// The page's words, which Python writes into the file that GRAPHMODEL_TEXTS names.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { engine, FOLDER } from "./load.mjs";
import { speaking } from "./speaking.mjs";
import { network } from "./worlds.mjs";

const { changeInWords, changesInShort, reasonsInWords } = await import(`${FOLDER}page/wording.js`);
const { amount, costOf } = await import(`${FOLDER}page/costs.js`);
const texts = JSON.parse(readFileSync(process.env.GRAPHMODEL_TEXTS, "utf8"));
const NAMES = { en: ["System a", "System b"], fr: ["Système a", "System b"] };
const speakers = Object.fromEntries(["en", "fr"].map((lang) => [lang, speaking(texts, lang, (system) => NAMES[lang][system])]));

test("a text takes the form of its number: one in English, none and one in French", () => {
  const said = (lang) => [0, 1, 2, 1234].map((count) => speakers[lang].counted("link", count));
  assert.deepEqual(said("en"), ["0 links", "1 link", "2 links", "1,234 links"]);
  assert.deepEqual(said("fr"), ["0 lien", "1 lien", "2 liens", "1\u202f234 liens"]);
});

test("values stand in a text as they are, numbers as the language writes them", () => {
  const { t } = speakers.fr;
  assert.equal(t("of", { name: "$& {text}", text: "$1" }), "$& {text} : $1");
  assert.equal(t("more", { count: 12345 }), "12\u202f345 de plus");
});

test("changes are told in both languages", () => {
  const net = network({ a: "a", b: "b" }, ["a>b:push"]);
  const say = (change, lang) => changeInWords(speakers[lang], net, change);
  const [connect, retire, cut] = [{ do: "connect", from: 0, to: 1 }, { do: "retire", system: 0 }, { do: "disconnect", link: 0 }];
  assert.equal(say(connect, "en"), "Link System a with System b");
  assert.equal(say(connect, "fr"), "Relier Système a et System b");
  assert.equal(say(retire, "fr"), "Retirer Système a");
  assert.equal(say(cut, "en"), "Cut the link System a → System b");
  const short = (lang, ...changes) => changesInShort(speakers[lang], net, changes);
  assert.equal(short("en", retire), "Retire System a");
  assert.equal(short("en", retire, cut), "Retire System a, and 1 more change");
  assert.equal(short("fr", retire, cut, connect), "Retirer Système a, et 2 autres changements");
});

test("reasons are told in both languages", () => {
  const net = network({ a: "a", b: "b*" }, ["a>b:push"]);
  const why = (lang) => reasonsInWords(speakers[lang], engine.reasonsFor(net, 0, 1));
  assert.deepEqual(why("en"), ["System b relays", "same type", "this pair of types is linked 1 time"]);
  assert.deepEqual(why("fr"), ["System b relaie", "même type", "cette paire de types a 1 lien"]);
});

test("a cost is read as people write it, and is a number of TOML then", () => {
  const said = ["250000", "250 000", "250\u00a0000 $", "250\u202f000", "250,000", "$250,000.50", "1 250,5", "0"];
  assert.deepEqual(said.map(costOf), [250000, 250000, 250000, 250000, 250000, 250000.5, 1250.5, 0]);
  for (const none of ["", "-1", "1,2,3", "1e3", "NaN", "a lot", "9".repeat(16), "250.000.000"]) assert.ok(Number.isNaN(costOf(none)), none);
  const net = network({ a: "a", b: "b" }, []);
  assert.equal(engine.scenarioToml(net, [], { name: "x", cost: costOf("250 000") }), 'name = "x"\ncost = 250000\n');
  assert.equal(engine.scenarioToml(net, [], { name: "x", cost: costOf("") }), 'name = "x"\n');
});

test("a cost is told in each language, never as nothing where it is something", () => {
  assert.deepEqual([250000, 12.345, 0.000123].map((cost) => amount(cost, "en")), ["250,000", "12.35", "0.00012"]);
  assert.deepEqual([250000, 12.345].map((cost) => amount(cost, "fr")), ["250\u202f000", "12,35"]);
});
