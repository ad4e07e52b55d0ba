// The page's words as Python writes them: what the page's wording asks of the page, without a page.

import { FOLDER } from "./load.mjs";

const { counted, told } = await import(`${FOLDER}page/text.js`);

/** `texts` are those of `page_texts()`. */
export function speaking(texts, lang, systemName) {
  return {
    t: (key, values) => told(texts, lang, key, values),
    counted: (key, count, values) => counted(texts, lang, key, count, values),
    systemName,
  };
}
