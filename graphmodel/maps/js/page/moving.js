/** Items that a planner moves: an agency takes its systems along, a locked item stays. */

export class Moving {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.locked = new Set();
    this.moved = new Map();
  }

  /** The items that move when one is moved. */
  party(i) {
    const { model } = this.app;
    if (!model.isAgency(i)) return [i];
    const party = [i];
    model.operator.forEach((agency, system) => {
      const item = system + model.agencies;
      if (agency === i && model.box[item] === model.box[i] && !this.locked.has(item)) party.push(item);
    });
    return party;
  }

  /** Begin to move an item; nothing where it is locked. @returns {object | null} what `by` and `end` take */
  begin(i) {
    if (this.locked.has(i)) return null;
    const { model } = this.app;
    const items = this.party(i);
    return { items, at: items.map((item) => [model.x[item], model.y[item]]) };
  }

  /** Move by so much, in units of the map. */
  by({ items }, dx, dy) {
    const { model } = this.app;
    for (const item of items) {
      model.x[item] += dx;
      model.y[item] += dy;
      this.moved.set(item, true);
    }
    this.app.screen.draw(true);
  }

  /** End a move: it can be taken back. */
  end({ items, at }) {
    const { app } = this;
    const { layout } = app.model;
    app.picker.rebuild();
    app.undo.push(() => {
      if (app.model.layout !== layout) return; // another layout has places of its own
      items.forEach((item, n) => ([app.model.x[item], app.model.y[item]] = at[n]));
      for (const item of items) this.moved.delete(item);
      app.picker.rebuild();
      app.screen.draw(true);
      app.hash.write();
    });
    app.hash.write();
  }

  /** Lock an item where it is, or let it go. */
  lock(i) {
    const { app } = this;
    const turn = () => (this.locked.has(i) ? this.locked.delete(i) : this.locked.add(i));
    const settle = () => {
      app.tellDetails();
      app.screen.draw();
      app.hash.write();
    };
    turn();
    app.undo.push(() => {
      turn();
      settle();
    });
    settle();
  }

  /** Forget what was moved: the layout has changed. */
  forget() {
    this.moved.clear();
  }

  /** What was moved and locked, as the address says it: `id@x,y` and `id` with a sign for locked ones. */
  get text() {
    const { model } = this.app;
    const all = new Set([...this.moved.keys(), ...this.locked]);
    return [...all]
      .map((i) => {
        const at = this.moved.has(i) ? `@${Math.round(model.x[i])},${Math.round(model.y[i])}` : "";
        return `${model.ids[i]}${at}${this.locked.has(i) ? "@lock" : ""}`;
      })
      .join("~");
  }

  /** Take what an address says. */
  set text(said) {
    const { model, picker } = this.app;
    if (!said && !this.moved.size && !this.locked.size) return;
    this.locked.clear();
    for (const item of said.split("~")) {
      const [id, ...how] = item.split("@");
      const i = model.placeOf(id);
      if (i < 0) continue;
      for (const part of how) {
        const [x, y] = part.split(",").map(Number);
        if (part === "lock") this.locked.add(i);
        else if (Number.isFinite(x) && Number.isFinite(y)) {
          [model.x[i], model.y[i]] = [x, y];
          this.moved.set(i, true);
        }
      }
    }
    picker.rebuild();
  }
}
