// The page's engine against the right answers: GRAPHMODEL_CONFORMANCE=FOLDER node --test conformance.mjs
//
// `python -m tests.conformance FOLDER` writes the files. What is compared is what the page says, by ids; no rule stands here.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { engine, FOLDER } from "./load.mjs";
import * as asked from "./asked.mjs";

const folder = process.env.GRAPHMODEL_CONFORMANCE;
const [words, texts] = ["words", "texts"].map((name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")));
const { withAligned } = await import(`${FOLDER}page/versions.js`);
const { MapModel } = await import(`${FOLDER}page/model.js`);
const marking = await import(`${FOLDER}page/nest/emphasis.js`);

const read = (start) => {
  const names = readdirSync(folder).filter((name) => name.startsWith(start)).sort();
  return names.map((name) => ({ name, ...JSON.parse(readFileSync(join(folder, name), "utf8")) }));
};
const worlds = read("world-").map((world) => {
  const page = { ...world.page, words };
  const network = engine.Network.of(page.columns, words);
  return { ...world, page, texts, network, ids: asked.idsOf(network, words) };
});

/** Compare one quantity in every world; the first few that differ are told, and how many do. */
function conform(quantity, made) {
  test(`${quantity}: ${worlds.length} worlds`, () => {
    const differing = [];
    for (const world of worlds) {
      const expected = world.answers[quantity];
      try {
        assert.deepEqual(plain(made(world, expected)), expected);
      } catch (error) {
        differing.push(`${world.name}: ${error.message.slice(0, 600)}`);
      }
    }
    assert.equal(differing.length, 0, `${differing.length} worlds differ\n${differing.slice(0, 3).join("\n")}`);
  });
}

/** As JSON would have it. */
const plain = (value) => JSON.parse(JSON.stringify(value));

conform("systems", asked.countsOf);
conform("reach", asked.reachOf);
conform("permission", asked.permissionOf);
conform("arrivals", asked.arrivalsOf);
conform("misses", asked.missesOf);
conform("matrix", asked.matrixOf);
conform("study", asked.studyOf);
conform("ranked", asked.rankedOf);
conform("stacks", asked.stacksOf);
conform("legend", (world) => asked.legendOf(world, MapModel));

test("who sees a system has it among what it sees", () => {
  for (const world of worlds) assert.deepEqual(asked.seenOf(world), asked.mirrorOf(world), world.name);
});

test("of any class, the nearest path is the best of all classes", () => {
  for (const world of worlds) assert.deepEqual(asked.anyClassOf(world), asked.bestOfClasses(world), world.name);
});

const pairs = read("pair-");
test(`two worlds: ${pairs.length} pairs`, () => {
  assert.ok(pairs.length > 20);
  for (const { name, page, answers } of pairs) {
    const made = asked.pairOf(withAligned({ ...page, words }), words, MapModel, marking);
    for (const key of Object.keys(answers)) assert.deepEqual(plain(made[key]), answers[key], `${name}: ${key}`);
  }
});
