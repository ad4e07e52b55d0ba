// The page's tables: sorting, filtering and CSV, without a page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FOLDER } from "./load.mjs";
import { network } from "./worlds.mjs";

const { csvCell, csvText } = await import(`${FOLDER}page/views/csv.js`);
const { filtered, sorted } = await import(`${FOLDER}page/views/sorting.js`);
const { groupsOf } = await import(`${FOLDER}page/views/groups.js`);
const { percent } = await import(`${FOLDER}page/views/shares.js`);
const { whole } = await import(`${FOLDER}page/whole.js`);

test("a cell of CSV is quoted where it must be, and never a formula", () => {
  assert.equal(csvCell("plain"), "plain");
  assert.equal(csvCell('a "b", c'), '"a ""b"", c"');
  assert.equal(csvCell("two\nlines"), '"two\nlines"');
  assert.equal(csvCell(-3.5), "-3.5");
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"]) assert.equal(csvCell(text)[0], "'");
  assert.equal(csvCell('=HYPERLINK("x")'), '"\'=HYPERLINK(""x"")"');
  assert.equal(csvText([["a", "b"], [1, "é"]]), "a,b\r\n1,é\r\n");
});

test("a whole number is written as the languages do", () => {
  for (let value = 0; value < 3e9; value = value * 3 + 1) {
    for (const [lang, number] of [["en", value], ["fr", value], ["en", -value]]) {
      assert.equal(whole(number, lang), number.toLocaleString(lang).replace("-0", "0"));
    }
  }
});

test("rows are found by words without accents, in any column", () => {
  const rows = [{ a: "Sûreté du Québec", b: 1 }, { a: "Peel", b: 12 }];
  const columns = ["a", "b"].map((key) => ({ value: (row) => row[key] }));
  assert.deepEqual(filtered(rows, columns, "QUEBEC surete"), [rows[0]]);
  assert.deepEqual(filtered(rows, columns, "12"), [rows[1]]);
  assert.deepEqual(filtered(rows, columns, "  "), rows);
  assert.deepEqual(filtered(rows, columns, "quebec 12"), []);
});

test("rows are sorted by size or letter, what is not known comes last either way", () => {
  const by = (values, down) => sorted(values.map((value) => ({ value })), (row) => row.value, down).map((row) => row.value);
  assert.deepEqual(by([10, 9, NaN, 100], false), [9, 10, 100, NaN]);
  assert.deepEqual(by([10, 9, NaN, 100], true), [100, 10, 9, NaN]);
  assert.deepEqual(by(["é", "z", "", "E", "a"], false), ["a", "é", "E", "z", ""]);
  assert.deepEqual(by(["é", "z", "", "E", "a"], true), ["z", "é", "E", "a", ""]);
});

test("where there are too many groups the most linked stay", () => {
  const net = network({ a: "a", b: "b", c: "c", d: "d" }, ["b>c:push", "c>d:push"]);
  const groups = groupsOf(net, "system", { most: 2 });
  assert.deepEqual([groups.all, groups.id], [4, [1, 2]]);
  assert.deepEqual(groupsOf(net, "system", { named: (id) => id === 3 }).id, [3]);
  assert.deepEqual(groupsOf(net, "system", { system: (s) => s < 2 }).id, [0, 1]);
});

test("shares have one digit, ties go up", () => {
  assert.equal(percent(1, 16), 6.3);
  assert.equal(percent(0, 3), 0);
  assert.ok(Number.isNaN(percent(0, 0)));
});
