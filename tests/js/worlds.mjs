// Small networks: network({a: "x", hub: "y*"}, ["a>hub:push:persons", ...]); a * relays, every system has one reader, its operator.

import { engine } from "./load.mjs";

const word = (id) => ({ id, en: id, fr: id });

export const WORDS = {
  types: ["rms", "broker", "national_repository"].map(word),
  classes: ["persons", "vehicles", "unspecified"].map(word),
  statuses: ["planned", "active", "retiring", "retired", "cancelled"].map(word),
  modes: ["push", "query", "manual"].map(word),
  accesses: ["content", "index", "hit"].map(word),
  causes: ["funding"].map(word),
};

export function network(systems, links, { officers } = {}) {
  const id = Object.keys(systems);
  const all = (value) => id.map(() => value);
  const count = id.length;
  const rows = links.map((text) => {
    const [pair, mode, carries] = text.split(":");
    const [from, to] = pair.split(">").map((end) => id.indexOf(end));
    return { id: pair, from, to, mode, carries: carries ? 1 << WORDS.classes.findIndex((one) => one.id === carries) : 7 };
  });
  const column = (make) => rows.map(make);
  const data = {
    agencies: {
      id: id.map((name) => `agency-${name}`),
      name: id.map((name) => `Agency ${name}`),
      name_fr: all(""),
      part_of: all(-1),
      organisation: id.map((_, at) => at),
      officers: officers ?? id.map((_, at) => 10 * (at + 1)),
      population: all(-1),
    },
    systems: {
      id,
      name: id.map((name) => `System ${name}`),
      name_fr: id.map((name) => (name === "a" ? "Système a" : "")),
      type: all(0),
      live: all(1),
      status: all(1),
      relays: id.map((name) => Number(systems[name].endsWith("*"))),
      holds: all(1),
      held_back: all(0),
    },
    links: {
      id: column((row) => row.id),
      from: column((row) => row.from),
      to: column((row) => row.to),
      two_way: column(() => 0),
      copies: column((row) => Number(row.mode === "push")),
      access: column(() => 0),
      mode: column((row) => WORDS.modes.findIndex((one) => one.id === row.mode)),
      statistical: column(() => 0),
      carries: column((row) => row.carries),
      live: column(() => 1),
      status: column(() => 1),
    },
    readers: { agency: [...Array(count).keys()], system: [...Array(count).keys()] },
    suppliers: { agency: [...Array(count).keys()], system: [...Array(count).keys()] },
    homes: { system: [], organisation: [] },
    barriers: { system: [], to: [], causes: [] },
  };
  return engine.Network.of(data, WORDS);
}
