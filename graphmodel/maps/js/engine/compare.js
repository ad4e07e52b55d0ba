// Which triples two networks of one catalogue do not share, counted: origins that reach the same relays are compared at once.

import { bitsOf } from "./bits.js";
import { watchersOf } from "./watchers.js";

/**
 * Count what one network has and the other has not; only origins whose way out changed are looked at.
 * @param {object} before
 * @param {object} after
 * @param {Set<number>} touched systems whose own state or links differ
 * @param {Side} gained what is counted: `add(word, bits, times)` and `systems`
 * @param {Side} lost
 */
export function compareAll(before, after, touched, gained, lost) {
  const sides = [watchersOf(before), watchersOf(after)];
  const comparison = new Comparison(sides, gained, lost);
  const classes = affectedClasses(...sides);
  for (const system of touched) classes[system] = before.held | after.held;
  const systems = [];
  for (let system = 0; system < classes.length; system++) {
    classes[system] &= before.holds[system] | after.holds[system];
    if (classes[system]) systems.push(system);
  }
  for (const bit of bitsOf(before.held | after.held)) {
    const origins = systems.filter((system) => (classes[system] >>> bit) & 1);
    for (const group of alikeOrigins(sides, bit, origins)) comparison.count(group, bit);
  }
}

/** What two networks do not share, counted group by group; W words. */
class Comparison {
  constructor(sides, gained, lost) {
    Object.assign(this, { sides, gained, lost });
    const [{ words }] = sides;
    const row = () => new Int32Array(words);
    /** Who sees the records of a group through relays, before and after; and those of one origin without, by word. */
    this.through = [row(), row()];
    this.own = [row(), row()];
    /** In how many origins of a group a word has readers of their own: there they are counted one by one. */
    this.apart = row();
    /** The words that the readers of one origin's own are in; the first so many are of the present origin. */
    this.words = new Int32Array(words);
    /** The words in which those through relays differ; the first so many are of the present group. */
    this.differing = new Int32Array(words);
  }

  /** Count origins of one class that hold it in the same networks and whose flows end in the same relays. */
  count(origins, bit) {
    const { sides, gained, lost, apart, differing } = this;
    const [was, now] = this.through;
    const [ownBefore, ownAfter] = this.own;
    const held = sides.map(({ network }) => (network.holds[origins[0]] >>> bit) & 1);
    sides.forEach((side, at) => {
      const row = this.through[at].fill(0);
      if (!held[at]) return;
      side.eachEnd(origins[0], bit, (layer) => side.addLayer(row, layer, bit), ignored);
    });
    apart.fill(0);
    let [gains, losses, differ] = [0, 0, 0];
    for (let word = 0; word < was.length; word++) {
      if (was[word] === now[word]) continue;
      differing[differ++] = word;
      if (now[word] & ~was[word]) gains++;
      if (was[word] & ~now[word]) losses++;
    }
    for (const origin of origins) {
      let [more, less] = [gains, losses];
      const taken = this.takeOwn(origin, bit, held);
      for (let at = 0; at < taken; at++) {
        const word = this.words[at];
        const seenBefore = was[word] | ownBefore[word];
        const seenAfter = now[word] | ownAfter[word];
        more += gained.add(word, seenAfter & ~seenBefore) - (now[word] & ~was[word] ? 1 : 0);
        less += lost.add(word, seenBefore & ~seenAfter) - (was[word] & ~now[word] ? 1 : 0);
        ownBefore[word] = ownAfter[word] = 0;
        apart[word]++;
      }
      if (more) gained.systems.add(origin);
      if (less) lost.systems.add(origin);
    }
    for (let at = 0; at < differ; at++) {
      const word = differing[at];
      const rest = origins.length - apart[word];
      gained.add(word, now[word] & ~was[word], rest);
      lost.add(word, was[word] & ~now[word], rest);
    }
  }

  /** Take down who sees the records of an origin without a relay; returns in how many words this is. */
  takeOwn(origin, bit, held) {
    this.taken = 0;
    for (let at = 0; at < 2; at++) {
      if (!held[at]) continue;
      const { network } = this.sides[at];
      const { flows, place } = network;
      this.takeReaders(network, origin, at);
      for (let flow = flows.outFirst[origin]; flow < flows.outFirst[origin + 1]; flow++) {
        if ((flows.carries[flow] >>> bit) & 1 && place[flows.receiver[flow]] < 0) this.takeReaders(network, flows.receiver[flow], at);
      }
    }
    return this.taken;
  }

  takeReaders({ live, tables }, system, side) {
    if (!live[system]) return;
    const { first, agency } = tables.readers;
    const [one, other] = this.own;
    for (let at = first[system]; at < first[system + 1]; at++) {
      const word = agency[at] >>> 5;
      if (!one[word] && !other[word]) this.words[this.taken++] = word;
      this.own[side][word] |= 1 << (agency[at] & 31);
    }
  }
}

function ignored() {}

/** Origins in groups that count alike: each row of relays that flows end in is a place in a tree. */
function alikeOrigins(sides, bit, origins) {
  const tree = new Map();
  const first = [4, 4 + 2 * sides[0].relays];
  const most = first[1] + 2 * sides[1].relays;
  const groups = new Map();
  for (const origin of origins) {
    let place = 0;
    const step = (to) => {
      const key = place * most + to;
      if (!tree.has(key)) tree.set(key, tree.size + 1);
      place = tree.get(key);
    };
    const holds = sides.map(({ network }) => (network.holds[origin] >>> bit) & 1);
    step(holds[0] + 2 * holds[1]);
    sides.forEach((side, at) => holds[at] && side.eachEnd(origin, bit, (layer) => step(first[at] + layer), ignored));
    const group = groups.get(place);
    if (group) group.push(origin);
    else groups.set(place, [origin]);
  }
  return groups.values();
}

/** By system the classes that it feeds to a relay which others watch now, as bits; shape (S,). */
function affectedClasses(one, other) {
  const classes = new Uint32Array(Math.max(one.network.systems, other.network.systems));
  for (const [mine, theirs] of [[one, other], [other, one]]) {
    const { network, relays } = mine;
    const { flows } = network;
    const changed = changedClasses(mine, theirs);
    network.relayList.forEach((system, at) => {
      if (!changed[at] && !changed[at + relays]) return;
      network.eachIn(system, (flow) => (classes[flows.sender[flow]] |= changed[at + flows.copies[flow] * relays] & flows.carries[flow]));
    });
  }
  return classes;
}

/** Of which classes others watch a layer of a relay in one network than in the other, as bits; shape (2 R,). */
function changedClasses(mine, theirs) {
  const { network, relays, words } = mine;
  const changed = new Uint32Array(2 * relays);
  for (const bit of bitsOf(network.held | theirs.network.held)) {
    const [rows, against] = [mine.layersOf(bit), theirs.layersOf(bit)];
    if (rows === against) continue;
    network.relayList.forEach((system, at) => {
      const place = theirs.network.place[system];
      for (const copies of [0, 1]) {
        if (place < 0 || !alike(rows, at + copies * relays, against, place + copies * theirs.relays, words)) changed[at + copies * relays] |= 1 << bit;
      }
    });
  }
  return changed;
}

/** Whether two rows of bits are the same. */
function alike(rows, row, others, other, words) {
  for (let word = 0, one = row * words, two = other * words; word < words; word++, one++, two++) {
    if (rows[one] !== others[two]) return false;
  }
  return true;
}
