/** Before, after and what differs, where the map was made with a scenario. */
import { aligned } from "../engine/align.js";
import { differenceOf } from "../engine/difference.js";
import { Network } from "../engine/network.js";
import { button, byId, made, rewrite } from "./dom.js";

const VERSIONS = ["before", "after", "difference"];

/** The page with both worlds on the same rows, where it has two. */
export function withAligned(page) {
  if (!page.before) return page;
  const both = aligned(page.before, page.columns);
  return { ...page, columns: both.after, before: both.before };
}

export class Versions {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.shown = app.page.before ? "difference" : "after";
  }

  get networks() {
    const { page, network } = this.app;
    return (this.both ??= { after: network, before: Network.of(page.before, page.words) });
  }

  /** Show one of the worlds, or the one after with what differs. */
  show(name) {
    const { app } = this;
    if (!app.page.before || !VERSIONS.includes(name) || name === this.shown) return;
    this.shown = name;
    const before = name === "before";
    const { networks } = this;
    app.model.read(before ? app.page.before : app.page.columns);
    app.network = before ? networks.before : networks.after;
    app.trying.take(app.trying.changes);
    app.filters.count();
    app.filters.write();
    app.filters.apply();
    this.write();
    app.tellDetails();
    app.hash.write();
  }

  /** The links that were gained or lost, as pairs of systems. */
  lines() {
    if (this.shown !== "difference") return [];
    return (this.changed ??= this.changedLinks());
  }

  changedLinks() {
    const { before, columns } = this.app.page;
    const [was, is] = [before.links.live, columns.links.live];
    return columns.links.id.flatMap((_, row) => {
      if (was[row] === is[row]) return [];
      const at = is[row] ? columns.links : before.links;
      return [{ from: at.from[row], to: at.to[row], kind: is[row] ? "gained" : "lost" }];
    });
  }

  /** The systems that came into service or went out of it. */
  systems() {
    if (this.shown !== "difference") return [];
    const [was, is] = [this.networks.before.live, this.networks.after.live];
    this.turned ??= Array.from(is.keys()).filter((system) => was[system] !== is[system]);
    return this.turned.map((system) => ({ system, kind: is[system] ? "gained" : "lost" }));
  }

  get difference() {
    this.made ??= differenceOf(this.networks.before, this.networks.after);
    return this.made;
  }

  /** Write the choice and what the scenario does, in the language in force. */
  write() {
    const { app } = this;
    const box = byId("versions");
    box.hidden = !app.page.before;
    if (!app.page.before) return;
    rewrite(box, () => {
      box.textContent = "";
      const { scenario } = app.page;
      box.append(made("h2", "", `${app.t("scenario")}: ${scenario.name[app.lang]}`));
      if (scenario.about[app.lang]) box.append(made("p", "quiet", scenario.about[app.lang]));
      const bar = made("div", "bar");
      for (const name of VERSIONS) {
        const choice = button(app.t(name), () => this.show(name));
        choice.setAttribute("aria-pressed", String(name === this.shown));
        bar.append(choice);
      }
      box.append(bar);
      if (this.shown === "difference") this.summary(box);
    });
  }

  summary(box) {
    const { app, difference } = this;
    const { counts, gained, lost } = difference;
    const count = (kind, list) => list.filter((item) => item.kind === kind).length;
    const links = { more: count("gained", this.lines()), fewer: count("lost", this.lines()) };
    const systems = { more: count("gained", this.systems()), fewer: count("lost", this.systems()) };
    const said = app.trying.filled("scenarioDoes", { links: links.more, cut: links.fewer, systems: systems.more, retired: systems.fewer });
    const yields = app.trying.filled("gains", { ...counts, officers: gained.officers, lost: counts.lost_triples });
    box.append(made("p", "", said), made("p", "", made("strong", "", yields), " ", app.t("within")));
    app.trying.agencies(box, "whoGains", gained.byAgency, "+");
    app.trying.agencies(box, "whoLoses", lost.byAgency, "−");
  }

  /** The version as an address says it. */
  get text() {
    return this.app.page.before && this.shown !== "difference" ? this.shown : "";
  }

  set text(said) {
    this.show(said || "difference");
  }
}
