/** Lengths of the nested boxes, in units of which an agency's name is 12 high; a layout is drawn at the largest scale that
 * fits the window.
 */
export const NAME = 12;
/** A chip is a square; a national system that others are linked with has its name and is a pill. */
export const CHIP = 14;
export const PILL = 18;
/** What the letter of its type takes of a pill. */
export const LETTER = 14;
export const GAP = 3;
/** The height of an agency that stands on one line. */
export const LINE = 21;
export const PAD = 6;
export const BOX_GAP = 5;
/** Between the columns of a card: links run there. */
export const GUTTER = 10;
export const CARD_PAD = 8;
export const HEAD = 26;
export const FOOT = 15;
export const CARD_GAP = 12;
/** Between two lanes of bands. */
export const LANE = 5.6;
/** The least height of a name on the screen, in pixels; what would be smaller is not named but counted. */
export const LEGIBLE = 11;
