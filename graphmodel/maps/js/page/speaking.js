/** What the page says, in the language in force: its texts, and what agencies, systems and types are called. */
import { counted, told } from "./text.js";

/** Needs `page`, `lang`, `model`, `nesting` and `world` of whoever speaks so. */
export class Speaking {
  /** A text of the page in the language in force, with values in it. */
  t(key, values) {
    return told(this.page.texts, this.lang, key, values);
  }

  /** The same of a text that depends on a number. */
  counted(key, count, values) {
    return counted(this.page.texts, this.lang, key, count, values);
  }

  name(i) {
    return (this.lang === "fr" && this.model.namesFr[i]) || this.model.names[i];
  }

  systemName(system) {
    return this.name(system + this.model.agencies);
  }

  /** What a drawing calls a system. */
  labelOf(system) {
    return this.nesting.labels.system(system);
  }

  /** The letter of a family of types. */
  letter(family) {
    return this.t(`letter_${this.model.families[family].id}`);
  }

  /** An item with the number of its links in service and of the systems that they join it with. */
  inShort(i) {
    if (this.model.isAgency(i)) return this.agencyInShort(i);
    const { degree } = this.model;
    return `${this.name(i)} · ${this.counted("link", degree[i])}${degree[i] ? `, ${this.counted("partner", this.model.partners(i).length)}` : ""}`;
  }

  agencyInShort(i) {
    const { model } = this;
    const own = [...model.operator.keys()].filter((system) => model.operator[system] === i && this.pictured.live[system]);
    const linked = own.filter((system) => model.degree[system + model.agencies]);
    return `${this.name(i)} · ${this.counted("systemCount", own.length)}, ${this.t("linkedOf", { linked: linked.length, all: own.length })}`;
  }

  /** What stands beside a name in a list of choices. */
  hint(i) {
    const what = this.model.isAgency(i) ? this.t("agency") : this.page.words.types[this.model.type[i]][this.lang];
    return `${what} · ${this.provinceName(this.model.province[i])}`;
  }

  provinceName(at) {
    return at < 0 ? this.t("national") : this.page.words.provinces[at][this.lang];
  }

  classNames(mask) {
    return this.page.words.classes.filter((_, bit) => (mask >>> bit) & 1).map((word) => word[this.lang]);
  }
}
