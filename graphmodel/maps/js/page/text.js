/** The words of the page: Python writes them into its data from the catalogue of translations, each language's by key. */
import { whole } from "./whole.js";

/**
 * Return a text in a language.
 * @param {Object<string, Object<string, string | string[]>>} texts by language and key
 * @param {string} lang
 * @param {string} key
 * @param {Object<string, string | number>} [values] what stands in it; numbers are written as the language does
 */
export function told(texts, lang, key, values) {
  return filled(texts[lang][key] ?? key, values, lang);
}

/** The same of a text that depends on a number, which stands in it as `count`. */
export function counted(texts, lang, key, count, values) {
  return filled(texts[lang][key]?.[isOne(count, lang) ? 0 : 1] ?? key, { count, ...values }, lang);
}

/** Whether a number takes the singular: in French none does, too. */
function isOne(count, lang) {
  return lang === "fr" ? count < 2 : count === 1;
}

function filled(text, values, lang) {
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? whole(values[name], lang) : values[name]));
}
