/** The page as one object: what is shown and chosen, and the parts that show and choose it. */
import { differenceOf } from "../engine/difference.js";
import { Network } from "../engine/network.js";
import { Asked } from "./asked.js";
import { writeDetails } from "./details.js";
import { compact } from "./compact.js";
import { byId, made } from "./dom.js";
import { Filters } from "./filters.js";
import { Finder } from "./find.js";
import { Hash } from "./hash.js";
import { listenToKeys } from "./keys.js";
import { keepState } from "./keeping.js";
import { Layouts } from "./layouts.js";
import { MapModel } from "./model.js";
import { Moving } from "./moving.js";
import { drawOverlay } from "./overlay.js";
import { emphasisOf, NONE } from "./emphasis.js";
import { nameOnMap } from "./naming.js";
import { Out } from "./out/out.js";
import { Pathing } from "./pathing.js";
import { Picker } from "./picking.js";
import { listenToPointer } from "./pointer.js";
import { Signs } from "./signing.js";
import { ribbonsOf } from "./ribbons.js";
import { Screen } from "./screen.js";
import { Seeing } from "./seeing.js";
import { combobox } from "./combobox.js";
import { counted, told } from "./text.js";
import { Trying } from "./trying.js";
import { Undo } from "./undo.js";
import { Versions, withAligned } from "./versions.js";
import { Views } from "./views.js";

/** Lines of a focus beyond which those that leave a box become ribbons with counts. */
const MANY = 300;

export class App {
  constructor(page) {
    this.page = withAligned(page);
    this.lang = document.documentElement.lang === "fr" ? "fr" : "en";
    this.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    Object.assign(this, { selected: -1, focus: null, lit: null, ways: null, path: null, every: false });
    this.model = new MapModel(this.page);
    this.picker = new Picker(this.model);
    this.layouts = new Layouts(this);
    this.finder = new Finder(this.model);
    this.hash = new Hash();
    this.undo = new Undo(() => (byId("undo").disabled = this.undo.empty));
    this.screen = new Screen(
      byId("map"),
      () => {
        this.signs.write();
        return this.scene();
      },
      (c, camera) => drawOverlay(this, c, camera),
    );
    this.signs = new Signs(this);
    this.filters = new Filters(this);
    this.moving = new Moving(this);
    this.versions = new Versions(this);
    this.seeing = new Seeing(this);
    this.trying = new Trying(this);
    this.pathing = new Pathing(this);
    this.asked = new Asked(this);
    this.views = new Views(this);
    this.out = new Out(this);
    this.wire();
    keepState(this);
    this.speak();
    byId("page").hidden = false; // until now, so that the browser lays the page out once
    this.screen.begin();
    this.screen.camera.fit(this.model.bounds());
    this.hash.read();
  }

  /** Put the columns into little memory and return the network, made by now: what the first question needs, once the first picture stands. */
  prepare() {
    const { columns, before, layouts } = this.page;
    compact(columns);
    if (before) compact(before);
    layouts.forEach(({ agencies, systems }) => [agencies, systems]); // asked for, their places take little room
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

  /** What the catalogue of the world that is shown says, on the rows of both where there are two. */
  get columns() {
    return this.versions?.shown === "before" ? this.page.before : this.page.columns;
  }

  /** What that catalogue says of itself: title, limits, digest, study. */
  get told() {
    return this.versions?.shown === "before" ? { ...this.page, ...this.page.was } : this.page;
  }

  /** What became of the map: from the world before, or the one that is shown, to that after the changes that are tried. */
  get emphasis() {
    const from = this.versions.reference ?? this.network;
    if (from === this.world) return NONE;
    if (this.emphasised?.from !== from || this.emphasised.to !== this.world) {
      this.emphasised = { from, to: this.world, made: emphasisOf(from, this.world, differenceOf(from, this.world)) };
    }
    return this.emphasised.made;
  }

  /** Let the map be that of the world after the changes that stand. */
  showWorld() {
    this.model.read(this.world);
    this.filters.count();
    this.filters.write();
    this.filters.apply();
    this.tellDetails();
  }

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

  /** An item with the number of its links in service and of the systems that they join it with. */
  inShort(i) {
    if (this.model.isAgency(i)) return this.name(i);
    const { degree } = this.model;
    return `${this.name(i)} · ${this.counted("link", degree[i])}${degree[i] ? `, ${this.counted("partner", this.model.partners(i).length)}` : ""}`;
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

  /** Tell those who listen instead of looking. */
  say(text) {
    byId("said").textContent = text;
  }

  /** Tell that something could not be worked out; what it was is for whoever looks into the console. */
  fail(error) {
    console.error(error);
    this.say(this.t("failed"));
  }

  scene() {
    return {
      model: this.model,
      theme: this.theme,
      visible: this.filters.visible,
      ribbons: this.ribbons,
      every: this.every,
      shows: (e) => this.filters.shows(e),
      focus: this.focus,
      lit: this.path?.systems ? new Map(this.path.systems.map((system) => [system + this.model.agencies, -1])) : this.lit,
      ways: this.path?.systems ? null : this.ways,
      selected: this.selected,
      name: (i, whole) => nameOnMap(this, i, whole),
      boxName: (box) => this.layouts.boxName(box),
      boxShort: (box) => this.layouts.boxShort(box),
    };
  }

  /** Draw anew after a change of what is shown. */
  refresh() {
    this.ribbons = ribbonsOf(this.model, this.filters.visible, (e) => this.filters.shows(e));
    if (this.focus) this.setFocus(this.focus.centre, this.focus.steps);
    this.screen.draw(true);
    this.views.refresh();
  }

  select(i, centre = false) {
    this.layouts.find(i);
    this.selected = i;
    this.tellDetails();
    if (i >= 0) {
      this.say(this.inShort(i));
      if (centre && this.model.placed[i]) this.screen.camera.centre(this.model.x[i], this.model.y[i], this.model.bounds());
    }
    this.screen.draw(true);
    this.hash.write();
  }

  tellDetails() {
    writeDetails(this);
  }

  setFocus(i, steps) {
    const found = this.model.around(i, steps);
    const ribbons = found.lines.size > MANY ? ribbonsOf(this.model, this.filters.visible, (e) => found.lines.has(e) && this.filters.shows(e)) : [];
    this.focus = { centre: i, steps, ...found, ribbons };
  }

  focusOn(i, steps) {
    this.setFocus(i, steps);
    const [left, top, right, bottom] = this.model.bounds(this.focus.items);
    this.screen.camera.fit([left - 60, top - 60, right + 60, bottom + 60]);
    this.screen.draw(true);
    this.hash.write();
  }

  /** Show a path that was found, or the nearest miss; null shows none. */
  showPath(found) {
    this.path = found;
    if (found?.systems) {
      const [left, top, right, bottom] = this.model.bounds(found.systems.map((system) => system + this.model.agencies));
      this.screen.camera.fit([left - 80, top - 80, right + 80, bottom + 80]);
    }
    this.screen.draw(true);
  }

  /** Move so far back that some items are all on the screen, where they are not. */
  bring(items) {
    const { camera } = this.screen;
    if (items.every((i) => !this.model.placed[i] || camera.shows(this.model.x[i], this.model.y[i]))) return;
    const [left, top, right, bottom] = this.model.bounds(items);
    camera.fit([left - 120, top - 120, right + 120, bottom + 120]);
  }

  clear() {
    this.asked.stop();
    Object.assign(this, { focus: null, lit: null, ways: null, path: null });
    this.seeing.stop();
    this.pathing.stop();
    this.select(-1);
  }

  whole() {
    this.screen.camera.fit(this.model.bounds());
    this.screen.draw(true);
    this.hash.write();
  }

  /** Write every word of the page in the language in force. */
  speak() {
    document.documentElement.lang = this.lang;
    document.documentElement.dataset.theme = this.theme;
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = this.t(element.dataset.text);
    for (const element of document.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", this.t(element.dataset.label));
    }
    for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = this.t(element.dataset.hint);
    this.speakOfWorld();
    this.layouts.write();
    this.filters.write();
    this.versions.write();
    this.asked.write();
    this.seeing.write();
    this.trying.write();
    this.pathing.write();
    this.views.write();
    this.out.write();
    this.tellDetails();
  }

  /** Write what the catalogue that is shown says of itself. */
  speakOfWorld() {
    const { title, limits } = this.told;
    byId("title").textContent = title[this.lang];
    document.title = title[this.lang];
    byId("limits").replaceChildren(...limits[this.lang].map((limit) => made("li", "", limit)));
  }

  selectKey(key) {
    const i = key ? this.model.placeOf(key) : -1;
    if (i !== this.selected) this.select(i, i >= 0);
  }

  focusKey(text) {
    const [key, steps] = text.split("~");
    const i = text ? this.model.placeOf(key) : -1;
    if (i < 0) this.focus = null;
    else this.focusOn(i, Math.min(3, Math.max(1, Number(steps) || 1)));
  }

  setLanguage(lang) {
    this.lang = lang === "fr" ? "fr" : "en";
    this.speak();
    this.screen.draw(true);
    this.hash.write();
  }

  setTheme(theme) {
    this.theme = theme === "dark" ? "dark" : "light";
    this.speak();
    this.screen.draw(true);
  }

  wire() {
    combobox(byId("search"), byId("found"), {
      find: (wish) => this.finder.find(wish),
      name: (i) => this.name(i),
      hint: (i) => this.hint(i),
      take: (i) => this.select(i, true),
    });
    byId("whole").addEventListener("click", () => this.whole());
    byId("undo").addEventListener("click", () => this.undo.back());
    byId("every").addEventListener("change", (event) => {
      this.every = event.target.checked;
      this.screen.draw(true);
      this.hash.write();
    });
    byId("language").addEventListener("click", () => this.setLanguage(this.lang === "fr" ? "en" : "fr"));
    byId("theme").addEventListener("click", () => this.setTheme(this.theme === "dark" ? "light" : "dark"));
    listenToPointer(this);
    listenToKeys(this);
  }
}
