/** The words of the page in both languages, gathered from its parts. */
import { LAYOUT_WORDS } from "./words/layouts.js";
import { MAP_WORDS } from "./words/map.js";
import { OUT_WORDS } from "./words/out.js";
import { VIEW_WORDS } from "./words/views.js";

const PARTS = [MAP_WORDS, LAYOUT_WORDS, VIEW_WORDS, OUT_WORDS];

export const TEXT = {
  en: Object.assign({}, ...PARTS.map((part) => part.en)),
  fr: Object.assign({}, ...PARTS.map((part) => part.fr)),
};
