/** Who is connected with whom, and who sees whose records, by type, province, agency or system. */
import { button, made } from "../dom.js";
import { folded } from "../find.js";
import { itemButton } from "../details.js";
import { runInSlices } from "../../engine/ranking.js";
import { DataTable } from "./datatable.js";
import { Grid } from "./grid.js";
import { groupsOf, KINDS, MOST } from "./groups.js";
import { connected, linksBetween, visible } from "./pairs.js";

const SORTS = ["name", "links", "seen"];
const LISTED = 60;

export class MatrixView {
  /**
   * @param {object} app
   * @param {HTMLElement} box
   */
  constructor(app, box) {
    Object.assign(this, { app, box, kind: "type", sort: "name", wish: "", asTable: false, cell: null });
    this.kinds = this.select((value) => Object.assign(this, { kind: value, cell: null }));
    this.sorts = this.select((value) => (this.sort = value));
    this.field = made("input");
    this.field.type = "search";
    this.field.addEventListener("input", () => {
      this.wish = this.field.value;
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.refresh(), 200);
    });
    this.swap = button("", () => this.turn());
    this.bar = made("div", "tools", made("label", "", (this.kindWord = made("span")), " ", this.kinds), made("label", "", (this.sortWord = made("span")), " ", this.sorts), this.field, this.swap);
    this.key = made("p", "key");
    this.caption = made("p", "quiet");
    this.grid = new Grid(app, { moved: (...at) => this.say(at), chosen: (...at) => this.list(at) });
    this.table = new DataTable(app, { file: "matrix.csv", sort: "links", down: true });
    this.table.box.hidden = true;
    this.status = made("p", "status");
    this.status.setAttribute("aria-live", "polite");
    this.behind = made("div", "behind");
    this.behind.hidden = true;
    this.box.append(this.bar, this.key, this.caption, this.grid.box, this.table.box, this.status, this.behind);
  }

  select(set) {
    const choice = made("select");
    choice.addEventListener("change", () => {
      set(choice.value);
      this.refresh();
    });
    return choice;
  }

  turn() {
    this.asTable = !this.asTable;
    this.grid.box.hidden = this.asTable;
    this.table.box.hidden = !this.asTable;
    this.write();
    this.show();
  }

  write() {
    const { app } = this;
    this.kindWord.textContent = app.t("matrixBy");
    this.sortWord.textContent = app.t("sortBy");
    options(this.kinds, KINDS, this.kind, (kind) => app.t(`by_${kind}`));
    options(this.sorts, SORTS, this.sort, (sort) => app.t(`sort_${sort}`));
    this.field.placeholder = app.t("filterRows");
    this.field.setAttribute("aria-label", app.t("filterRows"));
    this.swap.textContent = app.t(this.asTable ? "asMatrix" : "asTable");
    this.key.replaceChildren(made("span", "", mark("square"), app.t("isConnected")), made("span", "", mark("dot"), app.t("isVisible")));
    this.grid.canvas.setAttribute("aria-label", app.t("matrixCanvas"));
    this.table.write(app.t("matrixPairs"));
  }

  /** Count anew; what is visible comes slice by slice, the page stays alive. */
  refresh() {
    const { app } = this;
    const { agencies } = app.model;
    const { visible: shown } = app.filters;
    const words = folded(this.wish).split(/\s+/).filter(Boolean);
    const named = (id) => !words.length || words.every((word) => folded(this.nameOf(this.kind, id)).includes(word));
    this.groups = groupsOf(app.world, this.kind, { system: (s) => shown[s + agencies], agency: (a) => shown[a], named });
    this.names = this.groups.id.map((id) => this.nameOf(this.kind, id));
    this.links = connected(app.world, this.groups);
    this.seen = null;
    this.stop?.();
    this.stop = runInSlices(visible(app.world, this.groups), {
      done: (seen) => {
        this.seen = seen;
        this.show();
      },
    });
    const limited = this.groups.all > MOST;
    const cut = limited ? app.t("matrixLimited", { most: MOST, all: this.groups.all }) : "";
    this.caption.replaceChildren(cut ? made("strong", "", `${cut} `) : "", app.t(`matrix_${this.kind}`), " ", app.t("within"));
    this.show();
  }

  nameOf(kind, id) {
    const { app } = this;
    if (kind === "type") return app.page.words.types[id][app.lang];
    if (kind === "province") return app.provinceName(id);
    return app.name(kind === "system" ? id + app.model.agencies : id);
  }

  /** The rows in order: by name (types as the vocabulary has them), or the most linked or seeing first. */
  ordered() {
    const { count } = this.groups;
    const rows = this.names.map((_, at) => at);
    if (this.sort === "name") {
      if (this.kind === "type" || this.kind === "province") return rows;
      const keys = this.names.map(folded);
      return rows.sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b));
    }
    const counts = this.sort === "links" ? this.links : (this.seen ?? this.links);
    const sums = rows.map((row) => counts.subarray(row * count, (row + 1) * count).reduce((sum, value) => sum + Number(value > 0), 0));
    return rows.sort((a, b) => sums[b] - sums[a] || a - b);
  }

  show() {
    const { app } = this;
    if (this.asTable) this.table.set(this.columns(), this.pairs());
    else {
      this.grid.set({ names: this.names, rows: this.ordered(), connected: this.links, visible: this.seen, count: this.groups.count });
    }
    this.status.textContent = this.names.length ? app.t(this.seen ? "pointCell" : "counting") : app.t("noRows");
    this.relist();
  }

  columns() {
    const cell = (row) => button(row.from, () => this.listOf(row.one, row.other), "item");
    const value = (key) => (row) => row[key];
    return [
      { key: "row", value: value("from"), cell },
      { key: "column", value: value("to") },
      { key: "links", value: value("links"), number: true },
      { key: "seen", value: value("seen"), number: true },
    ];
  }

  /** On paper the matrix stands whole, whatever part of it is on the screen. */
  toPaper() {
    if (this.asTable || !this.names.length) return null;
    const canvas = this.grid.whole();
    canvas.className = "on-paper";
    this.caption.after(canvas);
    return canvas;
  }

  /** The cells that say anything, as rows. */
  pairs() {
    const { count } = this.groups;
    const rows = [];
    for (let at = 0; at < count * count; at++) {
      const seen = this.seen ? this.seen[at] : 0;
      if (!this.links[at] && !seen) continue;
      const [one, other] = [Math.floor(at / count), at % count];
      rows.push({ one, other, from: this.names[one], to: this.names[other], links: this.links[at], seen });
    }
    return rows;
  }

  /** What a cell says, in words. */
  sentence(one, other) {
    const { app } = this;
    const at = one * this.groups.count + other;
    const text = app.t("cellSays", { links: this.links[at], seen: this.seen ? this.seen[at] : "…" });
    return app.t("of", { name: `${this.names[one]} → ${this.names[other]}`, text });
  }

  say([row, column]) {
    const { rows } = this.grid.state;
    this.status.textContent = this.sentence(rows[row], rows[column]);
  }

  list([row, column]) {
    const { rows } = this.grid.state;
    this.listOf(rows[row], rows[column]);
  }

  /** Choose a cell: its links, and their two ends to select. */
  listOf(one, other) {
    this.cell = [this.groups.id[one], this.groups.id[other]];
    this.relist();
    this.behind.scrollTop = 0;
  }

  /** Write the links behind the chosen cell anew; it may be gone. */
  relist() {
    const { app, groups } = this;
    const [one, other] = (this.cell ?? []).map((id) => groups.id.indexOf(id));
    this.behind.hidden = !this.cell || one < 0 || other < 0;
    this.grid.marked = null;
    if (this.behind.hidden) return;
    this.grid.marked = [one, other].map((at) => this.grid.state.rows.indexOf(at));
    const { from, to, twoWay } = app.world.links;
    const links = linksBetween(app.world, groups, one, other);
    const list = made("ul", "plain");
    for (const link of links.slice(0, LISTED)) {
      const ends = [from[link], to[link]].map((system) => itemButton(app, system + app.model.agencies));
      list.append(made("li", "", ends[0], made("span", "", twoWay[link] ? " ⇄ " : " → "), ends[1]));
    }
    const close = button("×", () => {
      this.cell = null;
      this.relist();
      this.grid.draw();
      this.grid.canvas.focus();
    }, "close");
    close.setAttribute("aria-label", app.t("close"));
    const rest = links.length - LISTED;
    this.behind.replaceChildren(made("h2", "", this.sentence(one, other)), close, links.length ? list : made("p", "quiet", app.t("noLinks")));
    if (rest > 0) this.behind.append(made("p", "quiet", `+ ${app.t("more", { count: rest })}`));
  }
}

function options(choice, values, now, name) {
  choice.replaceChildren(
    ...values.map((value) => {
      const option = made("option", "", name(value));
      option.value = value;
      option.selected = value === now;
      return option;
    }),
  );
}

function mark(shape) {
  const made_ = made("span", `mark ${shape}`);
  made_.setAttribute("aria-hidden", "true");
  return made_;
}
