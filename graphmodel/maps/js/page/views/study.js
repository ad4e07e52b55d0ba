/** The study's chart: the share of connected systems by type, 2014 beside today, and the same figures as a table. */
import { made } from "../dom.js";
import { chart } from "./bars.js";
import { DataTable } from "./datatable.js";
import { percent, sharesByType } from "./shares.js";

const BASES = ["systems", "entries"];

export class StudyView {
  /**
   * @param {object} app
   * @param {HTMLElement} box
   */
  constructor(app, box) {
    Object.assign(this, { app, box, basis: "systems", width: 0 });
    this.choice = made("select");
    this.choice.addEventListener("change", () => {
      this.basis = this.choice.value;
      this.refresh();
    });
    this.word = made("span");
    this.bar = made("div", "tools", made("label", "", this.word, " ", this.choice));
    this.head = made("h2");
    this.caption = made("p", "quiet");
    this.figure = made("div", "chart");
    this.table = new DataTable(app, { file: "study.csv", bare: true });
    this.box.append(this.head, this.bar, this.caption, this.figure, this.table.box);
    new ResizeObserver(() => this.figure.clientWidth !== this.width && this.draw()).observe(this.figure);
  }

  write() {
    const { app } = this;
    this.head.textContent = app.t("studyTitle");
    this.word.textContent = app.t("studyBasis");
    this.choice.replaceChildren(
      ...BASES.map((basis) => {
        const option = made("option", "", app.t(`basis_${basis}`));
        option.value = basis;
        option.selected = basis === this.basis;
        return option;
      }),
    );
    this.table.write(app.t("studyTable"));
  }

  refresh() {
    this.rows = this.rowsNow();
    this.caption.textContent = this.app.t("studyCaption");
    this.draw();
    this.table.set(this.columns(), this.rows);
  }

  /** The figures as Python wrote them, and those of the changes that stand, if there are any. */
  rowsNow() {
    const { app, basis } = this;
    const { words } = app.page;
    const { study } = app.told;
    const told = study[basis];
    const changed = app.world === app.network || !app.world.changes.length ? null : this.changed(study);
    return told.group.map((group, at) => {
      const word = words.types.find((type) => type.id === group);
      const row = { group, name: word ? word[app.lang] : app.t("allStudyTypes"), apart: study.apart.includes(group) };
      for (const key of Object.keys(told)) row[key] = told[key][at];
      row.name = word ? word[app.lang] : app.t("allStudyTypes");
      row.percent_internal = percent(row.internal, row.systems);
      row.flag = !row.systems ? app.t("noneRecorded") : row.systems < study.few ? `n < ${study.few}` : "";
      row.published_internal = group === "all" ? (row.published_2014 * study.published_internal) / 100 : NaN;
      row.after = changed ? changed(group) : NaN;
      return row;
    });
  }

  /** The share of each group after the changes. */
  changed(study) {
    const { world, page } = this.app;
    const counts = sharesByType(world, this.basis);
    return (group) => {
      const at = (type, id) => id === group || (group === "all" && !study.apart.includes(id));
      const sum = (name) => page.words.types.reduce((all, type, place) => all + (at(type, type.id) ? counts[name][place] : 0), 0);
      return percent(sum("interconnected"), sum("systems"));
    };
  }

  draw() {
    this.width = this.figure.clientWidth;
    if (!this.width || !this.rows) return;
    this.figure.replaceChildren(chart(this.rows, this.width, (...said) => this.app.t(...said), this.app.lang));
  }

  columns() {
    const value = (key) => (row) => row[key] ?? NaN;
    const figure = (key) => ({ key: `study_${key}`, value: value(key), number: true });
    const after = this.rows.some((row) => !Number.isNaN(row.after)) ? ["after"] : [];
    return [
      { key: "study_name", value: value("name") },
      ...["published_2014", "percent", ...after, "systems", "interconnected", "internal", "internal_only"].map(figure),
      ...["percent_documented", "agencies"].map(figure),
      { key: "study_flag", value: (row) => row.flag },
    ];
  }
}
