/** A real table: sorted by its heads, filtered by words, shown page by page, copied whole as CSV. */
import { button, made } from "../dom.js";
import { copied, csvText, saveCsv } from "./csv.js";
import { filtered, sorted } from "./sorting.js";

const PAGE = 100;
let tables = 0;

/**
 * A column: `key` names it in words and files, `value` is what is sorted, filtered and copied,
 * `cell` (if there is one) the node shown, `number` sets figures to the right.
 */
export class DataTable {
  /**
   * @param {object} app
   * @param {{file: string, sort?: string, down?: boolean, bare?: boolean}} given `bare`: without filter and pages
   */
  constructor(app, { file, sort = "", down = false, bare = false }) {
    Object.assign(this, { app, file, by: sort, down, bare, page: 0, wish: "", rows: [], columns: [] });
    this.field = made("input");
    this.field.type = "search";
    this.field.addEventListener("input", () => {
      this.wish = this.field.value;
      this.page = 0;
      this.show();
    });
    this.count = made("span", "count");
    this.count.setAttribute("role", "status");
    this.told = made("span", "quiet");
    this.told.setAttribute("role", "status");
    this.copy = button("", () => this.copyAll());
    this.save = button("", () => saveCsv(this.csv(), this.file));
    this.tools = made("div", "tools", ...(bare ? [] : [this.field, this.count]), this.copy, this.save, this.told);
    this.caption = made("caption");
    this.caption.id = `caption-${++tables}`;
    this.head = made("thead");
    this.body = made("tbody");
    this.table = made("table", "data", this.caption, this.head, this.body);
    this.scroll = made("div", "scroll", this.table);
    this.scroll.tabIndex = 0;
    this.scroll.setAttribute("role", "region");
    this.scroll.setAttribute("aria-labelledby", this.caption.id);
    this.before = button("", () => this.turn(-1));
    this.after = button("", () => this.turn(1));
    this.place = made("span", "count");
    this.pager = made("div", "tools pager", this.before, this.place, this.after);
    this.box = made("div", "datatable", this.tools, this.scroll, this.pager);
  }

  /** Write the words in the language in force. */
  write(caption) {
    const { app } = this;
    this.caption.textContent = caption;
    this.field.placeholder = app.t("filterRows");
    this.field.setAttribute("aria-label", app.t("filterRows"));
    this.copy.textContent = app.t("copyCsv");
    this.save.textContent = app.t("saveCsv");
    this.before.textContent = app.t("pageBefore");
    this.after.textContent = app.t("pageAfter");
    this.told.textContent = "";
  }

  /** Show other rows, or other columns. */
  set(columns, rows) {
    const other = columns.map((column) => column.key).join() !== this.columns.map((column) => column.key).join();
    Object.assign(this, { columns, rows });
    if (other) this.page = 0;
    if (other && !columns.some((column) => column.key === this.by)) this.by = "";
    this.show();
  }

  /** The rows that the words leave, in order. */
  chosen() {
    const found = this.bare ? this.rows : filtered(this.rows, this.columns, this.wish);
    const column = this.columns.find((one) => one.key === this.by);
    return column ? sorted(found, column.value, this.down) : found;
  }

  show() {
    const { app } = this;
    const rows = this.chosen();
    const size = this.bare ? Math.max(rows.length, 1) : PAGE;
    const pages = Math.max(1, Math.ceil(rows.length / size));
    this.page = Math.min(this.page, pages - 1);
    const from = this.page * size;
    const part = rows.slice(from, from + size);
    this.writeHead();
    this.body.replaceChildren(...part.map((row) => this.line(row)));
    if (!rows.length) {
      const none = made("td", "quiet", app.t("noRows"));
      none.colSpan = this.columns.length;
      this.body.append(made("tr", "", none));
    }
    this.count.textContent = app.t("rowsShown", { shown: rows.length, all: this.rows.length });
    const places = { from: rows.length ? from + 1 : 0, to: from + part.length, all: rows.length };
    this.place.textContent = app.t("rowsFromTo", places);
    this.pager.hidden = pages < 2;
    this.before.disabled = this.page === 0;
    this.after.disabled = this.page === pages - 1;
  }

  writeHead() {
    const focused = document.activeElement?.dataset?.column;
    const cells = this.columns.map((column) => {
      const now = column.key === this.by;
      const mark = made("span", "arrow", now ? (this.down ? "▼" : "▲") : "");
      mark.setAttribute("aria-hidden", "true");
      const press = button(this.app.t(`col_${column.key}`), () => this.sortBy(column), "sort");
      press.append(mark);
      press.dataset.column = column.key;
      const cell = made("th", column.number ? "number" : "", press);
      cell.scope = "col";
      if (now) cell.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      return cell;
    });
    const inside = this.head.contains(document.activeElement);
    this.head.replaceChildren(made("tr", "", ...cells));
    if (inside) this.head.querySelector(`[data-column="${focused}"]`)?.focus();
  }

  /** Sort by a column; again turns the order round. Figures begin with the largest. */
  sortBy(column) {
    this.down = this.by === column.key ? !this.down : Boolean(column.number);
    this.by = column.key;
    this.page = 0;
    this.show();
  }

  turn(step) {
    this.page += step;
    this.show();
    this.scroll.scrollTop = 0;
    // A button that is off loses the focus; the other one takes it.
    if (this.before.disabled && step < 0) this.after.focus();
    if (this.after.disabled && step > 0) this.before.focus();
  }

  line(row) {
    const cells = this.columns.map((column, at) => {
      const cell = made(at ? "td" : "th", column.number ? "number" : "");
      if (!at) cell.scope = "row";
      const content = column.cell ? column.cell(row) : column.value(row);
      cell.append(typeof content === "number" ? this.figure(content) : content);
      return cell;
    });
    return made("tr", "", ...cells);
  }

  figure(value) {
    return Number.isNaN(value) ? "" : value.toLocaleString(this.app.lang);
  }

  /** Everything that the words leave, not the page alone. */
  csv() {
    const head = this.columns.map((column) => this.app.t(`col_${column.key}`));
    const cells = (row) => this.columns.map((column) => column.value(row)).map((value) => (Number.isNaN(value) ? "" : value));
    return csvText([head, ...this.chosen().map(cells)]);
  }

  async copyAll() {
    const done = await copied(this.csv());
    if (!done) saveCsv(this.csv(), this.file);
    this.told.textContent = this.app.t(done ? "copiedCsv" : "savedCsv");
  }
}
