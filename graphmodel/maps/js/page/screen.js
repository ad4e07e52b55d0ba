/** The canvas on the screen: it moves a picture at once and draws it sharp a little later. */
import { Camera } from "./camera.js";

const MARGIN = 0.25;
const SLICE = 12;
const REST = 60;

export class Screen {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(c: CanvasRenderingContext2D, view: object) => Iterator} drawn draws everything into a canvas, in steps
   * @param {(width: number, height: number) => void} resized told of each size, in CSS pixels
   */
  constructor(canvas, drawn, resized) {
    Object.assign(this, { canvas, drawn, resized, camera: new Camera(), picture: null, job: 0 });
    this.context = canvas.getContext("2d", { alpha: false });
    this.buffers = [document.createElement("canvas"), document.createElement("canvas")];
    this.channel = new MessageChannel();
    this.channel.port1.onmessage = () => this.next && this.next();
  }

  /** Take the size that the page gives, now and whenever it changes. */
  begin() {
    this.resize();
    new ResizeObserver(() => this.resize()).observe(this.canvas);
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    const dpr = Math.min(window.devicePixelRatio || 1, 2);
    const [width, height] = [clientWidth, clientHeight].map((size) => Math.max(1, Math.round(size * dpr)));
    if (width === this.canvas.width && height === this.canvas.height && dpr === this.dpr) return;
    Object.assign(this.canvas, { width, height });
    this.dpr = dpr;
    this.resized(clientWidth, clientHeight);
    this.camera.resize(clientWidth, clientHeight);
    this.after?.();
    this.draw(true);
  }

  /** Show the picture where the camera is now, and draw it anew once the camera rests. */
  draw(now = false) {
    this.paint();
    if (this.due) return; // which draws
    const job = ++this.job;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.render(job), now ? 0 : REST);
  }

  /** Do what takes long before a picture can be drawn, and draws, once the page is painted: words come first. */
  later(act) {
    const due = () => {
      if (this.due !== due) return;
      this.due = null;
      act();
    };
    this.due = due;
    clearTimeout(this.timer);
    this.job++; // what was to be drawn until now will not be shown
    if (!this.picture || document.hidden) due();
    else requestAnimationFrame(() => setTimeout(due));
  }

  /** Draw without a pause, as long as nobody waits for anything else: the first picture. */
  drawNow() {
    this.due?.();
    clearTimeout(this.timer);
    this.render(++this.job, Infinity);
  }

  render(job, slice = SLICE) {
    const { camera, dpr } = this;
    const buffer = this.buffers[this.picture && this.picture.buffer === this.buffers[0] ? 1 : 0];
    // Two pictures do not move as one; and the first one comes at once, the next one has more to move.
    const room = this.halved?.() || !this.picture ? 0 : MARGIN;
    // In whole pixels, so that a picture is the same whatever is around it.
    const [mx, my] = [camera.width, camera.height].map((size) => Math.round(size * room * dpr) / dpr);
    buffer.width = Math.max(1, Math.round((camera.width + 2 * mx) * dpr));
    buffer.height = Math.max(1, Math.round((camera.height + 2 * my) * dpr));
    const at = { k: camera.k, x: camera.x, y: camera.y, mx, my };
    const view = {
      width: buffer.width,
      height: buffer.height,
      k: camera.k * dpr,
      x: (camera.x + mx) * dpr,
      y: (camera.y + my) * dpr,
      f: dpr,
      window: { x: mx, y: my, width: camera.width, height: camera.height },
    };
    const work = this.drawn(buffer.getContext("2d", { alpha: false }), view);
    const step = () => {
      if (job !== this.job) return;
      const start = performance.now();
      let done = false;
      while (!done && performance.now() - start < slice) done = work.next().done;
      if (!done) {
        this.next = step;
        this.channel.port2.postMessage(0);
        return;
      }
      this.picture = { buffer, ...at };
      this.paint();
    };
    step();
  }

  paint() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const { context: c, camera, picture, dpr } = this;
      c.setTransform(1, 0, 0, 1, 0, 0);
      c.fillStyle = getComputedStyle(this.canvas).backgroundColor;
      c.fillRect(0, 0, this.canvas.width, this.canvas.height);
      if (picture) {
        const s = camera.k / picture.k;
        const x = camera.x - (picture.x + picture.mx) * s;
        const y = camera.y - (picture.y + picture.my) * s;
        c.imageSmoothingEnabled = s !== 1;
        c.drawImage(picture.buffer, x * dpr, y * dpr, picture.buffer.width * s, picture.buffer.height * s);
      }
    });
  }
}
