/** The rows (and columns) of the matrix: which systems and agencies each stands for. */
import { grouped } from "../../engine/bits.js";

/** By what the matrix is laid out. Types and systems speak of systems, provinces and organisations of agencies as well. */
export const KINDS = ["type", "province", "organisation", "system"];
/** More rows than this are not laid out: nobody reads them, and their pairs grow with the square. */
export const MOST = 400;

/**
 * Return the groups of a kind that the filters leave, the most linked ones where there are too many.
 * `id` is of each group the place of its type, province (-1: none), agency or system; `ofSystem(s)` and `ofAgency(a)` its groups.
 * @param {object} network
 * @param {string} kind
 * @param {{system?: (s: number) => boolean, agency?: (a: number) => boolean, named?: (id: number) => boolean, most?: number}} chosen
 */
export function groupsOf(network, kind, { system = () => true, agency = () => true, named = () => true, most = MOST } = {}) {
  const { live, tables } = network;
  const included = (s) => live[s] && system(s);
  const homes = kind === "organisation" ? ownHomesOf(tables) : null;
  const keys = (s) => keysOf(tables, kind, homes, s);
  const weight = new Map();
  const add = (key, more) => named(key) && weight.set(key, (weight.get(key) ?? 0) + more);
  for (let s = 0; s < network.systems; s++) if (included(s)) for (const key of keys(s)) add(key, network.degree[s] + 1);
  const agencyKey = { province: (a) => tables.data.agencies.province[a], organisation: (a) => tables.organisation[a] }[kind];
  if (agencyKey) for (let a = 0; a < network.agencies; a++) if (agency(a)) add(agencyKey(a), 0);
  let id = [...weight.keys()];
  const all = id.length;
  if (all > most) id = id.sort((a, b) => weight.get(b) - weight.get(a) || a - b).slice(0, most);
  id.sort((a, b) => a - b);
  const place = new Map(id.map((key, at) => [key, at]));
  const places = (list) => list.map((key) => place.get(key)).filter((at) => at !== undefined);
  return {
    kind,
    id,
    all,
    count: id.length,
    included,
    ofSystem: Array.from({ length: network.systems }, (_, s) => (included(s) ? places(keys(s)) : [])),
    ofAgency: Int32Array.from({ length: network.agencies }, (_, a) => (agencyKey && agency(a) ? (place.get(agencyKey(a)) ?? -1) : -1)),
  };
}

/** The groups of one system: by the homes of an organisation, by the province of its operator. */
function keysOf(tables, kind, homes, s) {
  if (kind === "type") return [tables.type[s]];
  if (kind === "system") return [s];
  if (kind === "organisation") return homes[s];
  const operator = tables.data.systems.operator[s];
  return [operator < 0 ? -1 : tables.data.agencies.province[operator]];
}

/** The same, but a broker or national repository, which all work in, is at home with its operator alone: else all would be connected. */
function ownHomesOf(tables) {
  const { operator } = tables.data.systems;
  return homesOf(tables).map((homes, s) => {
    if (tables.type[s] !== tables.broker && tables.type[s] !== tables.repository) return homes;
    return homes.filter((home) => home === tables.organisation[operator[s]]);
  });
}

/** The organisations at home in each system. */
export function homesOf(tables) {
  const { system, organisation } = tables.data.homes;
  const { first, order } = grouped(system, tables.systems);
  return Array.from({ length: tables.systems }, (_, s) => Array.from(order.subarray(first[s], first[s + 1]), (row) => organisation[row]));
}
