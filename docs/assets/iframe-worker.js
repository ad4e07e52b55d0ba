// A browser gives no Worker to a page that was opened as a file, and the search of the theme wants one: a hidden frame runs
// its script instead. The theme looks for the name IFrameWorker. On a server nothing is replaced.
if (location.protocol === "file:") {
  window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super();
      this.waiting = [];
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      const inside = frame.contentWindow;
      inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      inside.importScripts = (...urls) =>
        urls.reduce((before, next) => before.then(() => this.loaded(frame, next)), Promise.resolve());
      this.loaded(frame, url).then(() => {
        this.send = (data) => inside.dispatchEvent(new MessageEvent("message", { data }));
        this.waiting.forEach(this.send);
      });
    }

    loaded(frame, url) {
      return new Promise((done, failed) => {
        const script = frame.contentDocument.createElement("script");
        script.src = new URL(url, location.href).href;
        script.onload = done;
        script.onerror = failed;
        frame.contentDocument.head.append(script);
      });
    }

    postMessage(data) {
      if (this.send) this.send(data);
      else this.waiting.push(data);
    }
  };
  window.Worker = window.IFrameWorker;
}
