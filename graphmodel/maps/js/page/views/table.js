/** Everything that the map shows as a table: the way in for screen readers, and for spreadsheets. */
import { button, made, sourceLink } from "../dom.js";
import { itemButton } from "../details.js";
import { DataTable } from "./datatable.js";
import { agencyRows, linkRows, systemRows } from "./rows.js";

const KINDS = { systems: systemRows, agencies: agencyRows, links: linkRows };

export class TableView {
  /**
   * @param {object} app
   * @param {HTMLElement} box
   */
  constructor(app, box) {
    Object.assign(this, { app, box, kind: "systems" });
    this.choices = new Map(Object.keys(KINDS).map((kind) => [kind, button("", () => this.choose(kind))]));
    this.table = new DataTable(app, { file: "systems.csv", sort: "name" });
    this.bar = made("div", "tools", ...this.choices.values());
    this.bar.setAttribute("role", "group");
    this.box.append(this.bar, this.table.box);
  }

  choose(kind) {
    this.kind = kind;
    this.table.file = `${kind}.csv`;
    this.table.by = kind === "links" ? "from" : "name";
    this.table.down = false;
    this.write();
    this.refresh();
  }

  write() {
    const { app } = this;
    this.bar.setAttribute("aria-label", app.t("tableOf"));
    for (const [kind, choice] of this.choices) {
      choice.textContent = app.t(`table_${kind}`);
      choice.setAttribute("aria-pressed", String(kind === this.kind));
    }
    this.table.write(app.t(`caption_${this.kind}`));
  }

  refresh() {
    this.table.set(this[this.kind](), KINDS[this.kind](this.app));
  }

  systems() {
    const item = (row) => itemButton(this.app, row.item);
    const operator = (row) => itemButton(this.app, row.operatorItem);
    return [
      plain("name", item),
      plain("type"),
      plain("operator", operator),
      ...["province", "status", "product"].map((key) => plain(key)),
      figure("links"),
      figure("partners"),
      ...["isolated", "holds", "relays", "confidence"].map((key) => plain(key)),
      this.sources(),
      plain("id"),
    ];
  }

  agencies() {
    return [
      plain("name", (row) => itemButton(this.app, row.item)),
      ...["level", "sector", "province"].map((key) => plain(key)),
      plain("organisation", (row) => itemButton(this.app, row.organisationItem)),
      ...["officers", "operates", "interconnected", "reads"].map(figure),
      this.sources(),
      plain("id"),
    ];
  }

  links() {
    return [
      plain("from", (row) => itemButton(this.app, row.item)),
      plain("to", (row) => itemButton(this.app, row.toItem)),
      ...["direction", "mode", "access", "carries", "latency", "status", "confidence", "note"].map((key) => plain(key)),
      this.sources(),
      plain("id"),
    ];
  }

  /** Sources are links in the page, and titles with addresses in a file. */
  sources() {
    const { title, url } = this.app.columns.sources;
    const value = (row) => row.sources.map((at) => (url[at] ? `${title[at]} <${url[at]}>` : title[at])).join("; ");
    const cell = (row) => {
      const list = made("ul", "sources");
      for (const at of row.sources) list.append(made("li", "", sourceLink(title[at], url[at])));
      return row.sources.length ? list : "";
    };
    return { key: "sources", value, cell };
  }
}

function plain(key, cell) {
  return { key, value: (row) => row[key], cell };
}

function figure(key) {
  return { key, value: (row) => row[key], number: true };
}
