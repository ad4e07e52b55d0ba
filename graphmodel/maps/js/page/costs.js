/** What changes cost: read as a planner types it, and written as each language does. */

/** From here on numbers are no longer exact. */
const MOST = 1e15;

/** A cost as it is written in English or French: 250000, 250 000 $, 250,000, 1 250,50; NaN where it is none. */
export function costOf(text) {
  const plain = text.replace(/[\s$]/g, "");
  const commas = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain); // which part thousands: no cost has three decimals
  const number = commas ? plain.replaceAll(",", "") : plain.replace(",", ".");
  return /^\d+(\.\d+)?$/.test(number) && Number(number) < MOST ? Number(number) : NaN;
}

/** A cost in a language: cents at most, of less than one the first two digits. */
export function amount(value, lang) {
  return value.toLocaleString(lang, value < 1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 });
}
