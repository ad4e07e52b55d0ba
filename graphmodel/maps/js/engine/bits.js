// Sets of bits: rows of 32-bit words, and the number of set bits in a word.

/**
 * Return how many bits of a 32-bit word are set.
 * @param {number} word
 * @returns {number} 0 to 32
 */
export function popcount(word) {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Return how many words hold so many bits, at least one.
 * @param {number} columns
 * @returns {number}
 */
export function wordsFor(columns) {
  return Math.max(1, (columns + 31) >>> 5);
}

/**
 * Return the numbers of the bits of a mask, ascending.
 * @param {number} mask 32 bits
 * @returns {number[]}
 */
export function bitsOf(mask) {
  const bits = [];
  for (let rest = mask; rest; rest &= rest - 1) bits.push(31 - Math.clz32(rest & -rest));
  return bits;
}

/**
 * Return the columns whose bit is set in a row, ascending.
 * @param {Uint32Array} row
 * @returns {number[]}
 */
export function columnsOf(row) {
  const columns = [];
  for (let word = 0; word < row.length; word++) {
    for (let rest = row[word]; rest; rest &= rest - 1) columns.push(word * 32 + 31 - Math.clz32(rest & -rest));
  }
  return columns;
}

/**
 * Return how many bits of a row are set.
 * @param {Uint32Array} row
 * @returns {number}
 */
export function countBits(row) {
  let count = 0;
  for (let word = 0; word < row.length; word++) count += popcount(row[word]);
  return count;
}

/** Binary digits of a counter. */
const DIGITS = 32;

/** How often each column was set in the rows added: counters that stand upright, a word of 32 columns for each binary digit. */
export class BitCounter {
  /** @param {number} words words of each row */
  constructor(words) {
    this.digits = new Uint32Array(words * DIGITS);
  }

  /**
   * Add to the counter of every column set in a word.
   * @param {number} word position of the word in its row
   * @param {number} bits 32 bits
   * @param {number} [times] how much to add, a whole number; no counter may come to 2 ** 32
   */
  add(word, bits, times = 1) {
    const { digits } = this;
    let carry = 0;
    for (let at = word * DIGITS, rest = times; rest || carry; at++, rest >>>= 1) {
      const more = rest & 1 ? bits : 0;
      const before = digits[at];
      const half = before ^ more;
      digits[at] = half ^ carry;
      carry = (before & more) | (half & carry);
    }
  }

  /**
   * Return the counters.
   * @param {number} columns how many columns there are
   * @returns {Float64Array} shape (columns,)
   */
  counts(columns) {
    const counts = new Float64Array(columns);
    for (let at = 0; at < this.digits.length; at++) {
      const bits = this.digits[at];
      if (!bits) continue;
      const [first, weight] = [Math.floor(at / DIGITS) * 32, 2 ** (at % DIGITS)];
      for (const bit of bitsOf(bits)) counts[first + bit] += weight;
    }
    return counts;
  }
}

/**
 * Return rows grouped by a key: where the rows of each key begin, and the rows in the order of their keys.
 * @param {ArrayLike<number>} keys each from 0 to `count` - 1
 * @param {number} count
 * @returns {{first: Int32Array, order: Int32Array}} shapes (count + 1,) and that of `keys`; rows of a key stay in order
 */
export function grouped(keys, count) {
  const first = new Int32Array(count + 1);
  for (let row = 0; row < keys.length; row++) first[keys[row] + 1]++;
  for (let key = 0; key < count; key++) first[key + 1] += first[key];
  const order = new Int32Array(keys.length);
  const at = first.slice();
  for (let row = 0; row < keys.length; row++) order[at[keys[row]]++] = row;
  return { first, order };
}
