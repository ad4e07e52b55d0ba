// The figures of the page's views for a batch of worlds: node views_answers.mjs QUESTIONS ANSWERS, two files of JSON.
//
// Questions: {words, worlds: [page data]}. Python computes the same from its own analysis and compares.

import { readFileSync, writeFileSync } from "node:fs";
import { engine, FOLDER } from "./load.mjs";

const load = (name) => import(`${FOLDER}page/views/${name}.js`);
const [{ groupsOf, KINDS }, { connected, linksBetween, visible }, { sharesByType }] = await Promise.all(["groups", "pairs", "shares"].map(load));

const { words, worlds } = JSON.parse(readFileSync(process.argv[2], "utf8"));
writeFileSync(process.argv[3], JSON.stringify(worlds.map((data) => answer(engine.Network.of(data, words)))));

function answer(network) {
  return {
    matrix: Object.fromEntries(KINDS.map((kind) => [kind, matrixOf(network, kind)])),
    study: Object.fromEntries(["systems", "entries"].map((basis) => [basis, sharesOf(network, basis)])),
  };
}

function matrixOf(network, kind) {
  const groups = groupsOf(network, kind);
  const work = visible(network, groups);
  let step = work.next();
  while (!step.done) step = work.next();
  const links = connected(network, groups);
  const cells = [];
  for (let one = 0; one < groups.count; one++) {
    for (let other = 0; other < groups.count; other++) {
      const at = one * groups.count + other;
      if (!links[at] && !step.value[at]) continue;
      if (linksBetween(network, groups, one, other).length !== links[at]) throw new Error("the list is not what is counted");
      cells.push([groups.id[one], groups.id[other], links[at], step.value[at]]);
    }
  }
  return cells;
}

function sharesOf(network, basis) {
  return Object.fromEntries(Object.entries(sharesByType(network, basis)).map(([name, counts]) => [name, [...counts]]));
}
