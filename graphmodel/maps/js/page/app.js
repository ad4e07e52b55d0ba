/** The page as one object: what is shown and chosen, and the parts that show and choose it. */
import { Network } from "../engine/network.js";
import { linkColumns, plannedOf } from "../engine/tables.js";
import { Answers } from "./answers.js";
import { Asked } from "./asked.js";
import { Asking } from "./asking.js";
import { bannerOf, writeBanner } from "./banner.js";
import { combobox } from "./combobox.js";
import { compact } from "./compact.js";
import { writeDetails } from "./details.js";
import { byId, made } from "./dom.js";
import { Filters } from "./filters.js";
import { Finder } from "./find.js";
import { Hash } from "./hash.js";
import { History } from "./history.js";
import { keepState } from "./keeping.js";
import { Kept } from "./kept.js";
import { listenToKeys } from "./keys.js";
import { writeLegend } from "./legend.js";
import { MapModel } from "./model.js";
import { Nesting } from "./nest/nesting.js";
import { Out } from "./out/out.js";
import { Panels } from "./panels.js";
import { Pathing } from "./pathing.js";
import { listenToPointer } from "./pointer.js";
import { Screen } from "./screen.js";
import { Seeing } from "./seeing.js";
import { Speaking } from "./speaking.js";
import { Story } from "./story.js";
import { Travel } from "./travel.js";
import { Trying } from "./trying.js";
import { Versions, withAligned } from "./versions.js";
import { Views } from "./views.js";

export class App extends Speaking {
  constructor(page) {
    super();
    this.page = withAligned(page);
    this.lang = document.documentElement.lang === "fr" ? "fr" : "en";
    this.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    Object.assign(this, { selected: -1, hovered: -1, steps: 1, path: null, two: false, focusing: false });
    this.model = new MapModel(this.page);
    this.finder = new Finder(this.model);
    this.hash = new Hash();
    this.history = new History(this);
    this.nesting = new Nesting(this);
    this.answers = new Answers(this);
    this.screen = new Screen(byId("map"), (c, view) => this.nesting.draw(c, view), (width, height) => this.nesting.resize(width, height));
    this.travel = new Travel(this);
    this.screen.after = () => this.travel.soon();
    this.screen.halved = () => this.two;
    this.filters = new Filters(this);
    this.versions = new Versions(this);
    this.seeing = new Seeing(this);
    this.trying = new Trying(this);
    this.pathing = new Pathing(this);
    this.asked = new Asked(this);
    this.asking = new Asking(this);
    this.kept = new Kept(this);
    this.story = new Story(this);
    this.panels = new Panels(this);
    this.views = new Views(this);
    this.out = new Out(this);
    this.wire();
    keepState(this);
    this.speak();
    byId("page").hidden = false; // until now, so that the browser lays the page out once
    this.screen.begin();
    this.travel.whole(false);
    this.views.refresh();
    this.open(page.open);
    if (location.hash.length > 1) this.hash.read();
    this.history.begin();
  }

  /** Open where the map was asked for: a province, an agency or a system. */
  open({ of, kind, steps }) {
    if (kind === "province") this.travel.toCard(of, false);
    else if (of) this.selectKey(`${kind}:${of}${steps > 1 ? `~${steps}` : ""}`);
  }

  /** Put the columns into little memory and return the network, made by now: what the first question and move need, once the first picture stands. */
  prepare() {
    const { columns, before } = this.page;
    compact(columns);
    if (before) compact(before);
    this.screen.draw(true); // with what is around the window: it is moved soon
    return this.network;
  }

  /** The network that the page shows, before the changes that are tried; made when it is first asked for. */
  get network() {
    return (this.ownNetwork ??= Network.of(this.page.columns, this.page.words));
  }

  set network(network) {
    this.ownNetwork = network;
  }

  /** The network after the changes that are tried. */
  get world() {
    return this.changedWorld ?? this.network;
  }

  set world(world) {
    this.changedWorld = world;
  }

  /** The same for a picture: before the network is made, as much of it as a picture needs, so that the first one comes at once. */
  get pictured() {
    if (this.changedWorld) return this.changedWorld;
    if (this.ownNetwork) return this.ownNetwork;
    const { systems, links } = this.page.columns;
    const { words } = this.page;
    this.firstWorld ??= { live: systems.live, planned: plannedOf(systems, words), links: linkColumns(links, words) };
    return this.firstWorld;
  }

  /** The worlds without the changes that are tried: that shown, and those that it is compared with. */
  get worldsBefore() {
    const { before } = this.page;
    return [this.changedWorld ? this.network : this.pictured, ...(before ? Object.values(this.versions.networks) : [])];
  }

  /** All worlds whose systems and links have a place on the map. */
  get worldsShown() {
    return [this.pictured, ...this.worldsBefore];
  }

  /** What the catalogue of the world that is shown says, on the rows of both where there are two. */
  get columns() {
    return this.versions?.shown === "before" ? this.page.before : this.page.columns;
  }

  /** What that catalogue says of itself: title, limits, digest, study. */
  get told() {
    return this.versions?.shown === "before" ? { ...this.page, ...this.page.was } : this.page;
  }

  /** What the map emphasises now; null where nothing is asked, changed or chosen. */
  get answer() {
    return this.answers.now;
  }

  /** The worlds before and after what is compared, each as it is drawn beside the other. */
  get sides() {
    const { answers, nesting, world, answer } = this;
    const from = answers.before ?? world;
    return {
      before: { word: this.t("before"), scene: nesting.scene(from, answers.earlier) },
      after: { word: this.t("after"), scene: nesting.scene(world, answer) },
    };
  }

  /** Show the chosen system with its columns by step, or the map again. */
  focus(on, steps = this.steps) {
    const now = on && this.selected >= 0 && !this.model.isAgency(this.selected);
    if (this.focusing === now && this.steps === steps) return;
    Object.assign(this, { focusing: now, steps });
    this.travel.whole(false, this.nesting.card);
    this.tellDetails();
    this.refresh();
    this.hash.write();
  }

  /** Show before and after side by side, or the one after alone. */
  setTwo(two) {
    const now = two && Boolean(this.answers.now && this.answers.before);
    if (this.two === now) return;
    this.two = now;
    this.nesting.forget();
    this.travel.whole(false, this.nesting.card);
    this.refresh();
  }

  /** Light the neighbours of what the pointer is on, as long as nothing else is emphasised. */
  hover(i) {
    if (this.hovered === i || this.answer || this.nesting.layered || this.focusing) return;
    this.hovered = i;
    this.screen.draw(true);
  }

  /** What the map emphasises: the answer, else the neighbours of what the pointer is on. */
  get lit() {
    return this.answer ?? (this.hovered >= 0 ? this.answers.around(this.hovered) : null);
  }

  /** Let the map be that of the world after the changes that stand; whoever changed them draws it. */
  showWorld() {
    this.model.read(this.pictured);
    this.nesting.forget();
    this.filters.sift();
    if (this.filters.count()) this.filters.write();
    else this.filters.tell();
    this.tellDetails();
  }

  /** What the banner says now. */
  get bannerNow() {
    return bannerOf(this);
  }

  /** Tell those who listen instead of looking. */
  say(text) {
    byId("said").textContent = text;
  }

  /** Tell that something could not be worked out; what it was is for whoever looks into the console. */
  fail(error) {
    console.error(error);
    this.say(this.t("failed"));
  }

  /** Do something that can be undone: the state after it is one more in the browser's history. */
  record(act) {
    this.history.record(act);
  }

  /** Draw anew after a change of what is shown. */
  refresh() {
    if (this.two && !(this.answers.now && this.answers.before)) this.setTwo(false);
    writeBanner(this);
    writeLegend(this);
    this.screen.draw(true);
    this.views.refresh();
  }

  /** Choose an item, or none; `centre` brings it onto the screen. */
  select(i, centre = false, steps = this.focusing ? this.steps : 1) {
    Object.assign(this, { selected: i, steps });
    if (this.focusing) {
      this.focusing = i >= 0 && !this.model.isAgency(i);
      this.travel.whole(false, this.nesting.card);
    }
    this.tellDetails();
    if (i >= 0 && centre) this.travel.to(i);
    this.refresh();
    this.hash.write();
  }

  tellDetails() {
    writeDetails(this);
  }

  /** Show a path that was found, or the nearest miss; null shows none. */
  showPath(found) {
    if (!found && !this.path) return;
    this.path = found;
    if (found?.systems) this.travel.bring(found.systems.map((system) => system + this.model.agencies));
    this.refresh();
  }

  /** Nothing is asked, looked at or chosen any more; changes that were tried stay. */
  quiet() {
    this.asking.forget();
    this.asked.stop();
    this.path = null;
    this.selected = -1;
    if (this.focusing) this.focus(false);
    this.seeing.stop();
    this.pathing.stop();
    this.tellDetails();
  }

  clear() {
    this.quiet();
    if (this.trying.changes.length) this.trying.take([]);
    this.asking.write();
    this.refresh();
    this.hash.write();
  }

  /** Write every word of the page in the language in force. */
  speak() {
    document.documentElement.lang = this.lang;
    document.documentElement.dataset.theme = this.theme;
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = this.t(element.dataset.text);
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", this.t(element.dataset.label));
    for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = this.t(element.dataset.hint);
    this.nesting.forget();
    this.speakOfWorld();
    for (const part of [this.filters, this.versions, this.asked, this.asking, this.seeing, this.trying, this.kept, this.story, this.pathing, this.views, this.out]) part.write();
    this.tellDetails();
    writeBanner(this);
    writeLegend(this);
  }

  /** Write what the catalogue that is shown says of itself. */
  speakOfWorld() {
    const { limits } = this.told;
    byId("limits").replaceChildren(...limits[this.lang].map((limit) => made("li", "", limit)));
  }

  selectKey(text) {
    const [key, said = "1"] = text.split("~");
    const i = key ? this.model.placeOf(key) : -1;
    const steps = Math.min(3, Math.max(1, Number(said) || 1));
    if (i !== this.selected || steps !== this.steps) this.select(i, i >= 0, steps);
  }

  setLanguage(lang) {
    this.lang = lang === "fr" ? "fr" : "en";
    this.speak();
    this.travel.again();
    this.hash.write();
  }

  setTheme(theme) {
    this.theme = theme === "dark" ? "dark" : "light";
    this.speak();
    this.screen.draw(true);
    this.hash.write();
  }

  wire() {
    combobox(byId("search"), byId("found"), {
      find: (wish) => this.finder.find(wish),
      name: (i) => this.name(i),
      hint: (i) => this.hint(i),
      take: (i) => {
        this.record(() => this.select(i, true));
        this.panels.show("details");
      },
    });
    byId("whole").addEventListener("click", () => this.record(() => this.travel.whole()));
    byId("back").addEventListener("click", () => this.travel.back());
    byId("nearer").addEventListener("click", () => this.travel.zoom(1.4));
    byId("further").addEventListener("click", () => this.travel.zoom(1 / 1.4));
    byId("undo").addEventListener("click", () => this.history.undo());
    byId("redo").addEventListener("click", () => this.history.redo());
    byId("language").addEventListener("click", () => this.setLanguage(this.lang === "fr" ? "en" : "fr"));
    byId("theme").addEventListener("click", () => this.setTheme(this.theme === "dark" ? "light" : "dark"));
    listenToPointer(this);
    listenToKeys(this);
  }
}
