/** Before, after and what differs, where the map was made with a scenario. */
export class Versions {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.shown = "";
  }

  lines() {
    return [];
  }

  systems() {
    return [];
  }

  write() {}

  get text() {
    return this.shown;
  }

  set text(said) {
    this.shown = said;
  }
}
