// Unpack what Python packed: node unpack.mjs PACKED UNPACKED, each a file with a list of pages as JSON.

import { readFileSync, writeFileSync } from "node:fs";
import { FOLDER } from "./load.mjs";

const { unpacked } = await import(`${FOLDER}page/unpacking.js`);
const [, , packed, made] = process.argv;
// Places are typed arrays, where NaN is none: as JSON a list with null.
const plain = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
writeFileSync(made, JSON.stringify(JSON.parse(readFileSync(packed, "utf8")).map(unpacked), plain));
