// The engine on networks small enough to follow by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { engine } from "./load.mjs";
import { network } from "./worlds.mjs";

const ids = (net, systems) => systems.map((system) => net.tables.data.systems.id[system]);

test("bits are counted, found and added up", () => {
  assert.equal(engine.popcount(0xffffffff | 0), 32);
  assert.equal(engine.popcount(0b1011), 3);
  assert.deepEqual(engine.bitsOf((1 << 31) | 5), [0, 2, 31]);
  assert.deepEqual(engine.columnsOf(Uint32Array.of(0x80000001, 2)), [0, 31, 33]);
  const counter = new engine.BitCounter(2);
  for (const bits of [0b111, 0b101, 0b100]) counter.add(1, bits);
  assert.deepEqual([...counter.counts(35)].slice(31), [0, 2, 1, 3]);
});

test("records pass relays, live answers are not copied onward", () => {
  const net = network({ a: "a", hub: "b*", copy: "c", read: "d" }, ["a>hub:query", "hub>copy:push", "hub>read:query"]);
  const copy = engine.seeAs(net, 2);
  assert.deepEqual([...copy.system].map((at) => ids(net, [at])[0]), ["copy", "hub"]);
  const read = engine.seeAs(net, 3);
  assert.deepEqual([...read.steps], [0, 1, 2]);
  assert.deepEqual(ids(net, read.wayOf(2).relays), ["hub"]);
  assert.equal(engine.whoSees(net, 0).count, 3);
  assert.equal(engine.pathBetween(net, 0, 3).found, true);
  assert.equal(engine.pathBetween(net, 0, 2).reason, "live_answer_not_copied");
  assert.equal(engine.pathBetween(net, 3, 0).reason, "wrong_direction");
});

test("the shortest way is told over many relays, copies before answers", () => {
  const chain = ["a>b:push", "b>c:push", "c>d:push", "d>e:query", "e>f:query", "c>e:query"];
  const net = network({ a: "a", b: "b*", c: "c*", d: "d*", e: "e*", f: "f" }, chain);
  const view = engine.seeAs(net, 5);
  const row = [...view.system].indexOf(0);
  assert.equal(view.steps[row], 4);
  assert.deepEqual(ids(net, view.wayOf(row).relays), ["b", "c", "e"]);
  assert.deepEqual(ids(net, engine.pathBetween(net, 0, 5).systems), ["a", "b", "c", "e", "f"]);
  assert.deepEqual([...view.stepsTo], [4, 3, 2, 2, 1, 0]);
  const cut = net.withChanges([{ do: "disconnect", link: 5 }]);
  assert.deepEqual(ids(cut, engine.seeAs(cut, 5).wayOf(5).relays), ["b", "c", "d", "e"]);
});

test("a class that a link does not carry, and an end that does not relay", () => {
  const net = network({ a: "a", mid: "b", end: "c", far: "d" }, ["a>mid:query:vehicles", "mid>end:query"]);
  assert.equal(engine.pathBetween(net, 0, 1).reason, "class_not_carried");
  assert.deepEqual(engine.pathBetween(net, 0, 2).breaches.map((breach) => breach.what), ["class_not_carried", "does_not_relay"]);
  assert.equal(engine.pathBetween(net, 0, 3).reason, "nothing_linked");
  assert.equal(engine.pathBetween(net, 0, 0).reason, "itself");
  assert.equal(engine.pathBetween(net, 0, 1, 1).reason, "class_not_held");
});

test("a stack changes nothing of the original, and a shorter one undoes", () => {
  const net = network({ a: "a", b: "b", hub: "c*" }, ["a>hub:push"]);
  const stack = [{ do: "connect", from: 1, to: 2 }, { do: "retire", system: 0 }];
  const after = net.withChanges(stack);
  assert.equal(net.flows.count, 1);
  assert.equal(after.flows.count, 2);
  const both = engine.differenceOf(net, after);
  assert.deepEqual(both.counts, { triples: 2, agencies: 2, systems: 2, lost_triples: 2 });
  const undone = engine.differenceOf(net, net.withChanges(stack.slice(0, 1)));
  assert.equal(undone.counts.lost_triples, 0);
  assert.equal(engine.differenceOf(net, net.withChanges([])).counts.triples, 0);
  assert.deepEqual(engine.differenceOf(net, net.withChanges([{ do: "retire", system: 2 }])).newlyIsolated, [0]);
});

test("what cannot be is refused with its place in the stack", () => {
  const net = network({ a: "a", b: "b" }, ["a>b:push"]);
  const refused = (...stack) => {
    try {
      net.withChanges(stack);
    } catch (error) {
      assert.ok(error instanceof engine.ChangeRefused);
      return [error.code, error.number];
    }
    return [];
  };
  const link = { do: "connect", from: 0, to: 1 };
  assert.deepEqual(refused(link), []);
  assert.deepEqual(refused(link, link), ["linked_already", 1]);
  assert.deepEqual(refused({ do: "connect", from: 1, to: 1 }), ["itself", 0]);
  assert.deepEqual(refused({ do: "retire", system: 0 }, link), ["not_live", 1]);
  assert.deepEqual(refused({ do: "disconnect", link: 0 }, { do: "disconnect", link: 0 }), ["not_current", 1]);
  assert.deepEqual(refused({ do: "disconnect", link: 7 }), ["not_current", 0]);
  assert.deepEqual(refused({ do: "join" }), ["unknown", 0]);
});

test("a link that was drawn can be cut again, and gets an id that is free", () => {
  const net = network({ a: "a", b: "b" }, ["a>b:push"]);
  const stack = [{ do: "disconnect", link: 0 }, { do: "connect", from: 0, to: 1 }, { do: "disconnect", link: 1 }];
  const after = net.withChanges(stack);
  assert.deepEqual(after.links.id, ["a>b", "a-to-b-2", "b>a"]);
  assert.deepEqual([...after.links.live], [0, 0, 1]);
  assert.match(engine.scenarioToml(net, stack), /\nlink = "a-to-b-2"\n$/);
});

test("a scenario has a name whatever was typed", () => {
  const net = network({ a: "a", b: "b" }, []);
  assert.equal(engine.scenarioToml(net, [], { name: " \u0000\ud800 " }), 'name = "what-if"\n');
  const toml = engine.scenarioToml(net, [{ do: "connect", from: 0, to: 1 }], { name: 'x"\n', about: "é 😀" });
  assert.equal(toml, 'name = "x\\""\nabout = "é 😀"\n\n[[change]]\ndo = "connect"\nfrom = "a"\nto = "b"\n');
});

test("an agency's officers are part of its parent's", () => {
  const net = network({ a: "a", b: "b" }, []);
  const { data } = net.tables;
  assert.deepEqual(data.agencies.officers, [10, 20]);
  const figures = new engine.Figures({ data, parent: Int32Array.of(-1, 0) }, "officers");
  assert.equal(figures.sum(Uint32Array.of(0b11)), 10);
  assert.equal(figures.sum(Uint32Array.of(0b10)), 20);
  assert.deepEqual(figures.coverage(Uint32Array.of(0b11)), { known: 2, count: 2, enough: true });
});

test("the ranking yields while it works, and tells when it is done", async () => {
  const net = network({ a: "a", b: "b", hub: "c*", d: "d" }, ["a>hub:push"]);
  const rows = await new Promise((done, failed) => {
    const shares = [];
    const work = engine.rankPartners(net, 3, { slice: 0 });
    engine.runInSlices(work, { progress: (share) => shares.push(share), done: (made) => done({ made, shares }), failed });
  });
  assert.deepEqual(rows.made.map((row) => [row.partner, row.triples, row.own, row.agencies, row.adds]), [
    [2, 3, 2, 2, "both"],
    [0, 2, 1, 2, "both"],
    [1, 2, 1, 2, "both"],
  ]);
  assert.ok(rows.shares.length > 1 && rows.shares.every((share) => share >= 0 && share <= 1));
  const stop = engine.runInSlices(engine.rankPartners(net, 3, {}), { done: () => assert.fail("was stopped") });
  stop();
});

test("a refused weight says how many agencies have the figure", () => {
  const net = network({ a: "a", b: "b" }, [], { officers: [-1, 5] });
  assert.throws(() => [...engine.rankPartners(net, 0, { weight: "officers" })], { known: 1, count: 2 });
});
