/** Rows as CSV that spreadsheets read as they stand, and to the clipboard or, where there is none, to a file. */
import { download } from "../dom.js";

/** A text that a spreadsheet would take for a formula begins with one of these. */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell: quoted where it must be; a text never becomes a formula. @param {string | number} value */
export function csvCell(value) {
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {(string | number)[][]} rows the header first */
export function csvText(rows) {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** Offer a text as a file. The mark at its head says to spreadsheets that it is UTF-8. */
export function saveCsv(text, name) {
  download(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }), name);
}

/** Copy a text by the means that the browser has; returns whether one of them did. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

/** The old way, for pages that the browser does not trust with the clipboard. */
function copiedByHand(text) {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "away";
  field.value = text;
  document.body.append(field);
  field.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    done = false;
  }
  field.remove();
  before?.focus?.();
  return done;
}
