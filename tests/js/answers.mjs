// Answer a batch of questions about networks: node answers.mjs QUESTIONS ANSWERS, two files of JSON.
//
// Questions: {words, worlds: [{data, agencies, pairs, ranked: [{system, weight, respect}], stacks}]}, everything by position.
// Python asks the same of its own analysis and compares.

import { readFileSync, writeFileSync } from "node:fs";
import { engine } from "./load.mjs";

const { words, worlds } = JSON.parse(readFileSync(process.argv[2], "utf8"));
writeFileSync(process.argv[3], JSON.stringify(worlds.map((world) => answer(world))));

function answer({ data, agencies, ranked, stacks }) {
  const network = engine.Network.of(data, words);
  const live = [...network.live.keys()].filter((system) => network.live[system]);
  return {
    takes: [...network.takes],
    degree: [...network.degree],
    partners: [...network.live.keys()].map((system) => network.partnersOf(system).length),
    islands: [[...network.islands.first], [...network.islands.size]],
    reach: agencies.map((agency) => reachOf(network, agency)),
    seen: [...network.live.keys()].map((system) => seenBy(network, system)),
    gains: live.map((system) => [system, gainsOf(network, system)]),
    ranked: ranked.map(({ system, weight, respect }) => rankedBy(network, system, weight, respect)),
    stacks: stacks.map((stack) => differenceBy(network, stack)),
    paths: live.length > 40 ? [] : live.flatMap((from) => live.map((to) => pathOf(network, from, to))),
  };
}

function reachOf(network, agency) {
  const view = engine.seeAs(network, agency);
  return Array.from({ length: view.count }, (_, row) => {
    const [system, bit] = [view.system[row], view.bit[row]];
    const way = view.wayOf(row);
    const said = { access: view.accessOf(row), through: view.throughOf(system, bit), steps: view.steps[row] };
    return { system, bit, ...said, way, ends: endsOf(network, way) };
  });
}

function endsOf(network, way) {
  return way.flows.map((flow) => [network.flows.sender[flow], network.flows.receiver[flow]]);
}

function seenBy(network, system) {
  const { masks, steps, count } = engine.whoSees(network, system);
  return { masks: [...masks], steps: [...steps], count };
}

function gainsOf(network, system) {
  const gains = new engine.GainsFrom(network, system);
  return [...network.live.keys()].map((partner) => {
    const { triples, own } = gains.of(partner);
    return [triples, own];
  });
}

function rankedBy(network, system, weight, respect) {
  const work = engine.rankPartners(network, system, { weight, respect, slice: 0 });
  try {
    for (;;) {
      const step = work.next();
      if (!step.done) continue;
      return step.value.map((row) => ({
        ...row,
        whyEn: engine.reasonsInWords(network, system, row.partner, "en"),
        whyFr: engine.reasonsInWords(network, system, row.partner, "fr"),
      }));
    }
  } catch (error) {
    if (!(error instanceof engine.WeightRefused)) throw error;
    return { known: error.known, count: error.count };
  }
}

function differenceBy(network, stack) {
  let after;
  try {
    after = network.withChanges(stack);
  } catch (error) {
    if (!(error instanceof engine.ChangeRefused)) throw error;
    return { refused: error.code, number: error.number };
  }
  const made = engine.differenceOf(network, after);
  const triples = { gained: [], lost: [] };
  for (let agency = 0; agency < network.agencies; agency++) {
    const own = made.ofAgency(agency);
    for (const side of ["gained", "lost"]) {
      for (const [system, mask] of own[side]) for (const bit of engine.bitsOf(mask)) triples[side].push([agency, system, bit]);
    }
  }
  return {
    counts: made.counts,
    officers: [made.gained.officers, made.lost.officers],
    losers: made.lost.byAgency.map(({ agency, triples: count }) => [agency, count]),
    gainers: made.gained.byAgency.map(({ agency, triples: count }) => [agency, count]),
    lostCounts: [made.lost.agencyCount, made.lost.systems.size],
    isolated: made.newlyIsolated,
    takes: [...after.takes],
    toml: engine.scenarioToml(network, stack, { name: 'a "name" \\ é\u0001 of\tmine' }),
    ...triples,
  };
}

function pathOf(network, from, to) {
  const path = engine.pathBetween(network, from, to);
  const ends = (path.flows ?? []).map((flow) => [network.flows.sender[flow], network.flows.receiver[flow]]);
  return { from, to, ...path, ends, links: (path.flows ?? []).map((flow) => network.flows.link[flow]) };
}
