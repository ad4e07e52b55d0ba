/** The layouts of the page: a choice of them, and what their boxes are called. */
import { byId, made } from "./dom.js";

export class Layouts {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.all = app.page.layouts;
    this.field = byId("layout");
    this.field.addEventListener("change", () => this.use(this.field.value));
    this.opened = app.model.layout;
  }

  /** Write the choice in the language in force. */
  write() {
    const { app } = this;
    this.field.hidden = this.all.length < 2;
    this.field.replaceChildren(
      ...this.all.map((layout) => {
        const option = made("option", "", this.nameOf(layout));
        option.value = layout.id;
        option.selected = layout === app.model.layout;
        return option;
      }),
    );
  }

  /** Show another layout, by its id; nothing where there is none of that id. */
  use(id) {
    const { app } = this;
    const layout = this.all.find((item) => item.id === id);
    if (!layout || layout === app.model.layout) return;
    app.model.use(layout);
    app.moving.forget();
    app.picker.rebuild();
    this.field.value = layout.id;
    app.filters.count();
    app.filters.write();
    app.filters.apply();
    app.whole();
    app.say(this.nameOf(layout));
  }

  /** Go to a layout in which an item has a place, where it has none in this one. */
  find(i) {
    if (i >= 0 && !this.app.model.placed[i]) this.use(this.all[0].id);
  }

  /** The layout as an address says it. */
  get text() {
    const { layout } = this.app.model;
    return layout === this.opened ? "" : layout.id;
  }

  set text(said) {
    this.use(said || this.opened.id);
  }

  /** What a layout is called; one that links make says it where those of two worlds did. */
  nameOf(layout) {
    const { app } = this;
    const both = app.page.before && layout.kind !== "nation" && layout.kind !== "types";
    return both ? `${this.plainNameOf(layout)} (${app.t("ofBoth")})` : this.plainNameOf(layout);
  }

  plainNameOf({ kind, of, steps }) {
    const { app } = this;
    if (kind === "province") return this.province(of);
    if (kind !== "agency" && kind !== "system") return app.t(`layout_${kind}`);
    const i = app.model.placeOf(`${kind}:${of}`);
    return steps > 0 ? app.t("of", { name: app.name(i), text: app.counted("upTo", steps) }) : app.name(i);
  }

  province(id) {
    const at = this.app.page.words.provinces.findIndex((word) => word.id === id);
    return this.app.provinceName(at);
  }

  /** What a box is called. */
  boxName({ kind, id }) {
    const { app } = this;
    if (kind === "province") return this.province(id);
    if (kind === "type") return app.page.words.types.find((word) => word.id === id)?.[app.lang] ?? id;
    if (kind === "agency") return app.name(app.model.placeOf(`agency:${id}`));
    if (kind === "island") return app.t("box_island", { number: id });
    if (kind === "step") return id === "0" ? app.t("box_centre") : app.counted("steps", Number(id));
    return app.t(`box_${kind}`);
  }

  /** A name for a box that is too narrow for its own. */
  boxShort(box) {
    if (box.kind === "province" && box.id !== "national") return box.id;
    return box.kind === "island" || box.kind === "step" ? box.id : this.boxName(box);
  }
}
