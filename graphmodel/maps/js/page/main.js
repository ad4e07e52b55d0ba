/** The page: reads its data, puts the parts together, and answers pointer and keys. */
import { combobox } from "./combobox.js";
import { writeDetails } from "./details.js";
import { byId } from "./dom.js";
import { Filters } from "./filters.js";
import { Finder } from "./find.js";
import { LOOK, outline } from "./look.js";
import { MapModel } from "./model.js";
import { Network } from "../engine/network.js";
import { Picker } from "./picking.js";
import { ribbonsOf } from "./ribbons.js";
import { Screen } from "./screen.js";
import { Seeing } from "./seeing.js";
import { TEXT } from "./text.js";
import { Trying } from "./trying.js";

/** The data of the page, unpacked where it was packed. */
export async function readPage() {
  const element = byId("data");
  const text = element.textContent.trim();
  if (element.dataset.packed !== "gzip") return JSON.parse(text);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

export class App {
  constructor(page) {
    this.page = page;
    this.lang = document.documentElement.lang === "fr" ? "fr" : "en";
    this.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    this.model = new MapModel(page);
    this.picker = new Picker(this.model);
    this.finder = new Finder(this.model);
    this.filters = new Filters(this);
    this.boxes = new Map(page.layout.boxes.map((box) => [box.id, box]));
    Object.assign(this, { selected: -1, focus: null, lit: null, every: false, drawn: [], retired: new Set() });
    this.network = Network.of(page.columns, page.words);
    this.world = this.network;
    this.screen = new Screen(
      byId("map"),
      () => this.scene(),
      (c, camera) => this.over(c, camera),
    );
    this.seeing = new Seeing(this);
    this.trying = new Trying(this);
    this.wire();
    this.speak();
    this.refresh();
    this.screen.camera.fit(this.model.bounds());
    this.screen.draw(true);
  }

  t(key) {
    return TEXT[this.lang][key] || key;
  }

  name(i) {
    return (this.lang === "fr" && this.model.namesFr[i]) || this.model.names[i];
  }

  provinceName(at) {
    return at < 0 ? this.t("national") : this.page.words.provinces[at][this.lang];
  }

  classNames(mask) {
    return this.page.words.classes.filter((_, bit) => (mask >>> bit) & 1).map((word) => word[this.lang]);
  }

  boxOf(province) {
    return this.boxes.get(province < 0 ? "national" : this.page.words.provinces[province].id);
  }

  boxName(id) {
    const word = this.page.words.provinces.find((item) => item.id === id);
    return word ? word[this.lang] : this.t("national");
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
      lit: this.lit,
      name: (i) => this.name(i),
      boxOf: (province) => this.boxOf(province),
      boxName: (id) => this.boxName(id),
    };
  }

  /** The ring around the selected item, in every frame. */
  over(c, camera) {
    const at = (i) => [this.model.x[i] * camera.k + camera.x, this.model.y[i] * camera.k + camera.y];
    c.strokeStyle = LOOK[this.theme].gained;
    c.lineWidth = 3;
    c.setLineDash([8, 5]);
    for (const change of this.drawn) {
      c.beginPath();
      c.moveTo(...at(change.from + this.model.agencies));
      c.lineTo(...at(change.to + this.model.agencies));
      c.stroke();
    }
    c.setLineDash([]);
    c.strokeStyle = LOOK[this.theme].lost;
    for (const system of this.retired) {
      const [x, y] = at(system + this.model.agencies);
      c.beginPath();
      c.moveTo(x - 7, y - 7);
      c.lineTo(x + 7, y + 7);
      c.moveTo(x + 7, y - 7);
      c.lineTo(x - 7, y + 7);
      c.stroke();
    }
    const i = this.selected;
    if (i < 0 || !this.filters.visible[i]) return;
    const [x, y] = [this.model.x[i] * camera.k + camera.x, this.model.y[i] * camera.k + camera.y];
    c.strokeStyle = LOOK[this.theme].lit;
    c.lineWidth = 3;
    c.beginPath();
    outline(c, this.model, i, x, y, Math.max(this.model.radius[i] * camera.k, 4) + 4);
    c.stroke();
  }

  /** Draw anew after a change of what is shown. */
  refresh() {
    this.ribbons = ribbonsOf(this.model, this.filters.visible, (e) => this.filters.shows(e));
    this.screen.draw(true);
  }

  select(i, centre = false) {
    this.selected = i;
    writeDetails(this);
    if (i >= 0) {
      byId("said").textContent = `${this.name(i)}, ${this.model.degree[i]} ${this.t("links")}`;
      if (centre) this.screen.camera.centre(this.model.x[i], this.model.y[i]);
    }
    this.screen.draw(centre);
  }

  focusOn(i, steps) {
    this.focus = this.model.around(i, steps);
    const [left, top, right, bottom] = this.model.bounds(this.focus.items);
    this.screen.camera.fit([left - 60, top - 60, right + 60, bottom + 60]);
    this.screen.draw(true);
  }

  clear() {
    Object.assign(this, { focus: null, lit: null });
    this.seeing.stop();
    this.select(-1);
    this.screen.draw(true);
  }

  whole() {
    this.screen.camera.fit(this.model.bounds());
    this.screen.draw(true);
  }

  /** Write every word of the page in the language in force. */
  speak() {
    document.documentElement.lang = this.lang;
    document.documentElement.dataset.theme = this.theme;
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = this.t(element.dataset.text);
    for (const element of document.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", this.t(element.dataset.label));
    }
    byId("search").placeholder = this.t("search");
    byId("title").textContent = this.page.title[this.lang];
    document.title = this.page.title[this.lang];
    const limits = byId("limits");
    limits.textContent = "";
    for (const limit of this.page.limits[this.lang]) {
      const row = document.createElement("li");
      row.textContent = limit;
      limits.append(row);
    }
    this.filters.write();
    this.seeing.write();
    this.trying.write();
    writeDetails(this);
  }

  wire() {
    const hint = (i) => `${this.provinceName(this.model.province[i])} · ${this.model.degree[i]} ${this.t("links")}`;
    combobox(byId("search"), byId("found"), {
      find: (wish) => this.finder.find(wish),
      name: (i) => this.name(i),
      hint,
      take: (i) => this.select(i, true),
    });
    byId("whole").addEventListener("click", () => this.whole());
    byId("every").addEventListener("change", (event) => {
      this.every = event.target.checked;
      this.screen.draw(true);
    });
    byId("language").addEventListener("click", () => {
      this.lang = this.lang === "fr" ? "en" : "fr";
      this.speak();
      this.screen.draw(true);
    });
    byId("theme").addEventListener("click", () => {
      this.theme = this.theme === "dark" ? "light" : "dark";
      this.speak();
      this.screen.draw(true);
    });
    this.pointer();
    this.keys();
  }

  pointer() {
    const { canvas, camera } = this.screen;
    const tip = byId("tip");
    let drag = null;
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const below = (px, py) => this.picker.at(...camera.below(px, py), 7 / camera.k, this.filters.visible);
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      drag = { at: place(event), moved: 0 };
    });
    canvas.addEventListener("pointermove", (event) => {
      const [px, py] = place(event);
      if (drag) {
        const [dx, dy] = [px - drag.at[0], py - drag.at[1]];
        drag.moved += Math.abs(dx) + Math.abs(dy);
        drag.at = [px, py];
        camera.move(dx, dy);
        this.screen.draw();
        return;
      }
      const i = below(px, py);
      canvas.style.cursor = i < 0 ? "grab" : "pointer";
      tip.hidden = i < 0;
      if (i >= 0) {
        tip.textContent = `${this.name(i)} · ${this.model.degree[i]} ${this.t("links")}`;
        tip.style.left = `${Math.max(0, Math.min(px + 14, camera.width - tip.offsetWidth - 4))}px`;
        tip.style.top = `${Math.min(py + 14, camera.height - tip.offsetHeight - 4)}px`;
      }
    });
    canvas.addEventListener("pointerup", (event) => {
      if (drag && drag.moved < 5) this.select(below(...place(event)));
      drag = null;
    });
    canvas.addEventListener("pointerleave", () => (tip.hidden = true));
    canvas.addEventListener("dblclick", () => this.selected >= 0 && this.focusOn(this.selected, 1));
    canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        camera.zoom(Math.exp(-event.deltaY * 0.0016), ...place(event));
        this.screen.draw();
      },
      { passive: false },
    );
  }

  keys() {
    const { canvas, camera } = this.screen;
    let walked = -1;
    const walk = (step) => {
      if (this.selected < 0) return;
      const base = this.walking ?? this.selected;
      const partners = this.model.partners(base);
      if (!partners.length) return;
      this.walking = base;
      walked = (walked + step + partners.length) % partners.length;
      const kept = this.walking;
      this.select(partners[walked], true);
      this.walking = kept;
    };
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    canvas.addEventListener("keydown", (event) => {
      if (moves[event.key]) camera.move(...moves[event.key]);
      else if (event.key === "+" || event.key === "=") camera.zoom(1.3);
      else if (event.key === "-") camera.zoom(1 / 1.3);
      else if (event.key === "0") this.whole();
      else if (event.key === "Enter" && this.selected >= 0) this.focusOn(this.selected, 1);
      else if (event.key === "]") walk(1);
      else if (event.key === "[") walk(-1);
      else return;
      event.preventDefault();
      this.screen.draw();
    });
    addEventListener("keydown", (event) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
      if (event.key === "/" && !typing) {
        event.preventDefault();
        byId("search").focus();
      } else if (event.key === "Escape" && !typing) {
        this.walking = undefined;
        this.clear();
      }
    });
  }
}

if (typeof document !== "undefined") {
  readPage().then((page) => {
    window.map = new App(page);
    window.map.screen.settled().then(() => (document.documentElement.dataset.ready = "yes"));
  });
}
