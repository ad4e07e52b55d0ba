// What becomes of a link: a live flow, or the first reason why it is none (design, section 3).

/** Kinds of links by number, as `kindsOf` gives them. */
export const KINDS = ["live", "planned", "manual", "statistical", "ended"];
export const LIVE = 0;
export const PLANNED = 1;
const MANUAL = 2;
const STATISTICAL = 3;
const ENDED = 4;

/**
 * Return the kind of each link: ended where it or an end is, else planned where it or an end is, else manual, else statistical.
 * @param {{live: ArrayLike<number>, planned: ArrayLike<number>, links: object}} state of systems, and columns of links as `Tables` makes them
 * @returns {Uint8Array} shape (L,)
 */
export function kindsOf({ live, planned, links }) {
  const kinds = new Uint8Array(links.from.length);
  for (let row = 0; row < kinds.length; row++) {
    const [one, other] = [links.from[row], links.to[row]];
    if (links.live[row]) kinds[row] = LIVE;
    else if (!(links.current[row] || links.planned[row]) || !(live[one] || planned[one]) || !(live[other] || planned[other])) kinds[row] = ENDED;
    else if (links.planned[row] || planned[one] || planned[other]) kinds[row] = PLANNED;
    else kinds[row] = links.manual[row] ? MANUAL : STATISTICAL;
  }
  return kinds;
}
