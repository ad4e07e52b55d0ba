/** One system with its columns, as the page has it chosen: laid out once for what is shown, without the nation's boxes. */
import { drawFocus } from "./draw.js";
import { focusLayout } from "./columns.js";

export class Focus {
  /** @param {object} app @param {object} nesting what it knows of systems and of the window */
  constructor(app, nesting) {
    Object.assign(this, { app, nesting, key: "", of: null, made: null });
  }

  /**
   * The columns, for a window.
   * @param {number} width in pixels
   * @param {number} height
   */
  plan(width, height) {
    const { app } = this;
    const key = [app.lang, app.selected, app.steps, width, height, app.filters.text].join();
    if (this.key !== key || this.of !== app.pictured) [this.key, this.of, this.made] = [key, app.pictured, focusLayout(this.given(), width, height)];
    return this.made;
  }

  given() {
    const { app, nesting } = this;
    const { labels } = nesting;
    const { agencies } = app.model;
    const { operator } = app.page.columns.systems;
    return {
      system: app.selected - agencies,
      steps: app.steps,
      lines: nesting.lines(app.pictured).filter(({ from, to }) => app.filters.visible[from + agencies] && app.filters.visible[to + agencies]),
      cardOf: (system) => nesting.cardOf(operator[system]),
      text: (system) => labels.outside(system),
      name: (card) => nesting.cardName(card),
      measure: nesting.width,
    };
  }

  draw(c, view) {
    const { app, nesting } = this;
    const { labels } = nesting;
    return drawFocus(c, { ...nesting.signs(app.pictured), labels }, nesting.plan, view, app.selected - app.model.agencies, (card) => nesting.cardName(card));
  }
}
