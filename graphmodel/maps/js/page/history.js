/** Every state can be undone and done again, and each is one of the browser's history: its Back button undoes as well. */
import { byId } from "./dom.js";

export class History {
  /** @param {object} app */
  constructor(app) {
    Object.assign(this, { app, states: [""], at: 0, recording: false, remembered: null });
    addEventListener("popstate", (event) => {
      this.remembered = null;
      if (Number.isInteger(event.state?.graphmodel)) this.at = Math.min(event.state.graphmodel, this.states.length - 1);
      this.restore(location.hash.slice(1));
    });
  }

  /** The first state is the one in which the page opens. */
  begin() {
    this.states = [this.app.hash.toString()];
    this.at = 0;
    this.app.hash.write(); // a little later: the browser takes its time for it, and the picture comes first
    this.tell();
  }

  /** Do something, and keep the state after it where that is another one. */
  record(act) {
    if (this.recording) {
      act();
      return;
    }
    this.recording = true;
    this.states[this.at] = this.app.hash.toString();
    this.remember(true);
    try {
      act();
    } finally {
      this.recording = false;
    }
    const text = this.app.hash.toString();
    if (text === this.states[this.at]) return;
    this.states = [...this.states.slice(0, this.at + 1), text];
    this.at++;
    this.remember(false);
    this.tell();
  }

  /** What moves without being a state of its own, the camera, changes the present state. */
  amend() {
    if (this.recording) return;
    this.states[this.at] = this.app.hash.toString();
    this.remember(true);
  }

  undo() {
    if (this.at > 0) this.go(this.at - 1);
  }

  redo() {
    if (this.at < this.states.length - 1) this.go(this.at + 1);
  }

  go(at) {
    this.amend();
    this.at = at;
    this.restore(this.states[at]);
    this.remember(true);
  }

  restore(text) {
    this.recording = true;
    this.app.hash.set(text);
    this.recording = false;
    this.tell();
  }

  /** Write the state into the address, in the place of the one there, or as one more. */
  remember(instead) {
    const text = this.states[this.at];
    const now = `${this.at} ${text}`;
    if (instead && this.remembered === now) return; // it stands there already, and the browser takes its time for it
    this.remembered = now;
    const address = text ? `#${text}` : location.pathname + location.search;
    try {
      history[instead ? "replaceState" : "pushState"]({ graphmodel: this.at }, "", address);
    } catch {
      // A page inside a notebook has no address of its own.
    }
  }

  tell() {
    byId("undo").disabled = this.at === 0;
    byId("redo").disabled = this.at === this.states.length - 1;
  }
}
