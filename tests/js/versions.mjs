// What differs between two worlds, as the page says it: node versions.mjs QUESTIONS ANSWERS, two files of JSON.
//
// Questions: {words, pairs: [{before, after}]}, columns as `page_data` gives them. Answers name agencies by id.

import { readFileSync, writeFileSync } from "node:fs";
import { engine } from "./load.mjs";

const { words, pairs } = JSON.parse(readFileSync(process.argv[2], "utf8"));
writeFileSync(process.argv[3], JSON.stringify(pairs.map(answer)));

function answer(pair) {
  const both = engine.aligned(pair.before, pair.after);
  const made = engine.differenceOf(engine.Network.of(both.before, words), engine.Network.of(both.after, words));
  const { id } = both.after.agencies;
  const named = (side) => Object.fromEntries(side.byAgency.map(({ agency, triples }) => [id[agency], triples]));
  return { counts: made.counts, gained: named(made.gained), lost: named(made.lost) };
}
