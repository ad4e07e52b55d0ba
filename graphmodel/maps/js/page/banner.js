/** The banner: the sentence and the numbers of what is shown; the same words stand on pictures and on paper. */
import { button, byId, made } from "./dom.js";

/** A sentence of more letters is written smaller: the banner must not take the room of names on the map. */
const LONG = 110;

/** What the banner says now: a title, the sentence, numbers with what they count. @param {object} app */
export function bannerOf(app) {
  const { answer, story } = app;
  if (story?.now) return { answer: true, title: story.now.title, sentence: story.now.text, numbers: answer?.numbers ?? [] };
  if (answer) return { answer: true, title: answer.title, sentence: answer.sentence, numbers: answer.numbers };
  const { title, counts } = app.answers.headline;
  return { answer: false, title, sentence: app.t("of", { name: app.told.title[app.lang], text: counts }), numbers: [] };
}

/** The button that shows before and after side by side. */
function beside(app) {
  const choice = button(app.t("beside"), () => app.record(() => app.setTwo(!app.two)));
  choice.id = "beside";
  choice.setAttribute("aria-pressed", String(app.two));
  return choice;
}

/** Write it. @param {object} app */
export function writeBanner(app) {
  const { answer, title, sentence, numbers } = bannerOf(app);
  const said = [answer, app.two, app.lang, title, sentence].join("\n");
  const box = byId("banner");
  if (box.dataset.said === said) return;
  box.dataset.said = said;
  box.classList.toggle("answer", answer);
  box.classList.toggle("long", sentence.length > LONG);
  byId("title").textContent = title;
  byId("sentence").textContent = sentence;
  byId("numbers").replaceChildren(...numbers.map(([count, what]) => made("div", "", made("strong", "", count), what)));
  byId("acts").replaceChildren(...(answer && app.answers.before ? [beside(app)] : []), ...(answer ? [button(app.t("clear"), () => app.record(() => app.clear()))] : []));
  document.title = answer ? sentence : app.told.title[app.lang];
  if (answer) app.say(sentence);
}
