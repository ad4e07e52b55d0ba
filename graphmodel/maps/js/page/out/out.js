/** What leaves the page: a picture, a drawing, paper. */
import { button, byId, download, made } from "../dom.js";
import { Paper } from "./paper.js";
import { drawingOf, pictureOf, sizeOf } from "./picture.js";

/** The address that asks for a picture as well: `#picture=1600`, its width in pixels. */
const ASKED = /^\d{3,4}$/;

export class Out {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.paper = new Paper(app);
    this.buttons = {
      png: button("", () => this.png()),
      svg: button("", () => download(new Blob([drawingOf(app)], { type: "image/svg+xml" }), "map.svg")),
      print: button("", () => print()),
    };
    for (const [name, item] of Object.entries(this.buttons)) item.id = `out-${name}`;
    byId("outs").append(...Object.values(this.buttons));
    this.write();
    const asked = new URLSearchParams(location.hash.slice(1)).get("picture");
    if (asked && ASKED.test(asked)) setTimeout(() => this.give(Number(asked)));
  }

  write() {
    const { app } = this;
    for (const [name, item] of Object.entries(this.buttons)) {
      item.textContent = app.t(`about_${name}`);
      item.className = "ask";
    }
  }

  png() {
    pictureOf(this.app).toBlob((blob) => download(blob, "map.png"));
  }

  /** Leave the picture in the page, for `graphmodel map --png`, which reads it there. */
  give(width) {
    const told = made("output", "", pictureOf(this.app, sizeOf(this.app, width)).toDataURL("image/png"));
    told.id = "picture";
    told.hidden = true;
    document.body.append(told);
  }
}
