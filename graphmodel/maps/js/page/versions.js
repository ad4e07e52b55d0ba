/** Before, after and what differs, where the map was made with a scenario. */
import { aligned } from "../engine/align.js";
import { differenceOf } from "../engine/difference.js";
import { Network } from "../engine/network.js";
import { button, byId, made, rewrite } from "./dom.js";
import { emphasis, markDifference } from "./nest/emphasis.js";

const VERSIONS = ["before", "after", "difference"];

/** The page with both worlds on the same rows, where it has two. */
export function withAligned(page) {
  if (!page.before) return page;
  const { before, after, rows } = aligned(page.before, page.columns);
  return { ...page, columns: after, before, shown: page.shown && moved(page.shown, page.columns.agencies.id.length, after.agencies.id.length, rows) };
}

/** What a question found, by the rows of both worlds. */
function moved(shown, agencies, all, rows) {
  const item = (i) => (i < agencies ? rows.agencies[i] : rows.systems[i - agencies] + all);
  const roles = shown.roles.map(([agency, system]) => [rows.agencies[agency], rows.systems[system]]);
  return { ...shown, items: shown.items.map(item), links: shown.links.map((row) => rows.links[row]), roles };
}

export class Versions {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.shown = app.page.before ? "difference" : "after"; // of a page with one world, that one
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
    const { networks } = this;
    app.network = name === "before" ? networks.before : networks.after;
    app.model.take(app.columns, name === "difference");
    app.finder.forget();
    app.trying.take(app.trying.changes);
    app.asked.again();
    app.speakOfWorld();
    this.write();
    app.refresh();
    app.hash.write();
  }

  get difference() {
    this.made ??= differenceOf(this.networks.before, this.networks.after);
    return this.made;
  }

  /** What a world has, or has no more, compared with the one before. */
  differenceTo(world) {
    if (world === this.networks.after) return this.difference;
    if (this.comparedWith !== world) [this.comparedWith, this.compared] = [world, differenceOf(this.networks.before, world)];
    return this.compared;
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
      box.append(made("h2", "", app.t("of", { name: app.t("scenario"), text: scenario.name[app.lang] })));
      if (scenario.about[app.lang]) box.append(made("p", "quiet", scenario.about[app.lang]));
      const bar = made("div", "bar");
      for (const name of VERSIONS) {
        const choice = button(app.t(name), () => app.record(() => this.show(name)));
        choice.setAttribute("aria-pressed", String(name === this.shown));
        bar.append(choice);
      }
      box.append(bar);
      if (this.shown === "difference") this.summary(box);
    });
  }

  /** What the scenario does, and what that yields, in words. */
  get said() {
    const { app, networks } = this;
    const { before, after } = networks;
    const links = (this.links ??= markDifference(emphasis("", ""), before, after, this.difference));
    const came = (is) => [...after.live.keys()].filter((system) => before.live[system] !== after.live[system] && Boolean(after.live[system]) === is).length;
    const counts = { links_new: links.fresh, links_lost: links.lost, new: came(true), gone: came(false) };
    const parts = Object.keys(counts).filter((kind) => counts[kind]).map((kind) => app.counted(`does_${kind}`, counts[kind]));
    const does = parts.length ? app.t("does", { changes: parts.join(", ") }) : app.t("does_nothing");
    return { does, yields: app.trying.inNumbers(this.difference) };
  }

  summary(box) {
    const { app, said } = this;
    const { gained, lost, newlyIsolated } = this.difference;
    box.append(made("p", "", said.does), made("p", "", made("strong", "", said.yields), " ", app.t("within")));
    app.trying.agencies(box, "whoGains", gained.byAgency, "+");
    app.trying.agencies(box, "whoLoses", lost.byAgency, "−");
    app.trying.alone(box, newlyIsolated);
  }

  /** The version as an address says it. */
  get text() {
    return this.app.page.before && this.shown !== "difference" ? this.shown : "";
  }

  set text(said) {
    this.show(said || "difference");
  }
}
