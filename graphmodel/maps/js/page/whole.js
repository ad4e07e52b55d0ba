/** A whole number as it is written in a language: as `toLocaleString`, which loads all its tables when it is first asked. */
export function whole(value, lang) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, lang === "fr" ? "\u202f" : ",");
}
