/** How what is seen stands by the agreements: counted by state, as a role for each item, and in words. */
import { AGREED, ALLOWED, FORBIDDEN, NOT_RECORDED, Permission, permissionOf } from "../engine/permission.js";
import { append } from "./append.js";
import { bitsOf, popcount } from "../engine/bits.js";
import { whole } from "./whole.js";

const COUNTED = { agreed: AGREED, allowed: ALLOWED, forbidden: FORBIDDEN, open: NOT_RECORDED };

export class Standing {
  /** @param {object} app @param {object} world */
  constructor(app, world) {
    this.app = app;
    this.permission = permissionOf(world);
    this.states = new Map();
    this.counts = { [AGREED]: 0, [ALLOWED]: 0, [FORBIDDEN]: 0, [NOT_RECORDED]: 0 };
    this.rest = 0;
  }

  /** Whether any agreement is recorded: where none is, nothing is said of them. */
  get told() {
    return this.permission.recorded > 0;
  }

  /**
   * Take in what an agency sees of a system, under the item that is to show it.
   * @param {number} item a system, or an agency that sees
   * @param {number} recipient
   * @param {number} system
   * @param {number} classes bits
   */
  add(item, recipient, system, classes) {
    if (!this.told) return;
    this.rest += popcount(classes);
    for (const [bit, state] of this.permission.statesOf(recipient, system, classes)) {
      append(this.states, item, [bit, state]);
      this.counts[state]++;
      this.rest--;
    }
  }

  /** The role by which an item shows how it stands. */
  roleOf(item) {
    return Permission.roleOf((this.states.get(item) ?? []).map(([, state]) => state));
  }

  /** What a banner says of all: a sentence and numbers; nothing where no agreement is recorded. */
  get said() {
    const { app, counts } = this;
    if (!this.told) return { sentence: "", numbers: [] };
    const values = Object.fromEntries(Object.entries(COUNTED).map(([name, state]) => [name, whole(counts[state], app.lang)]));
    const numbers = [[counts[AGREED] + counts[ALLOWED], "count_covered"], [counts[FORBIDDEN], "count_forbidden"], [counts[NOT_RECORDED], "count_unrecorded"]];
    return {
      sentence: ` ${app.t("answer_states", values)}`,
      numbers: numbers.filter(([count]) => count).map(([count, key]) => [whole(count, app.lang), app.t(key)]),
    };
  }

  /** How much is in no state, how much is recorded, and what nothing recorded does not mean. */
  get note() {
    const { app, permission, rest } = this;
    if (!this.told) return "";
    const said = app.counted("recorded", permission.recorded, { inferred: whole(permission.inferred, app.lang) });
    return rest ? `${app.counted("answer_statesRest", rest)} ${said}` : said;
  }

  /** The classes of a system by state, in words; without states where it has none. */
  classesOf(system, mask) {
    const { app } = this;
    const name = (bit) => app.page.words.classes[bit][app.lang];
    const known = new Map(this.states.get(system) ?? []);
    const groups = new Map();
    for (const bit of bitsOf(mask)) append(groups, known.get(bit) ?? "", name(bit));
    return [...groups].map(([state, classes]) => (state ? app.t("stateOf", { classes: classes.join(", "), state: this.word(state) }) : classes.join(", ")));
  }

  word(id) {
    const { lang, page } = this.app;
    return page.words.states.find((word) => word.id === id)[lang].toLocaleLowerCase(lang);
  }
}
