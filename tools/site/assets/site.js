// @ts-check
// The page's own part: explorers without a kernel, and what a page needs besides.
import explorer from "../../../kl_helpers/explorer.js";
import your_model from "../../../kl_helpers/your_model.js";

/** Stand for the model of a widget: values that can be set and observed. @param {object} state */
function model(state) {
  const heard = {};
  return {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      for (const act of heard[`change:${name}`] ?? []) act();
    },
    on: (event, act) => (heard[event] ??= []).push(act),
    off: (event, act) => (heard[event] = (heard[event] ?? []).filter((other) => other !== act)),
    save_changes() {},
    send() {},
  };
}

/** An address such as ?p=0.3 says where a slider starts. @param {{symbol: string}[]} controls */
function startOf(controls, values) {
  const wanted = new URLSearchParams(location.search);
  return controls.map(({ symbol }, i) => {
    const number = Number(wanted.get(symbol) ?? NaN);
    return Number.isFinite(number) ? number : values[i];
  });
}

/** What a widget's model holds, of an explorer with a book or of one that is computed in the page. */
function stateOf({ about, book, values, controls, ...state }) {
  if (about) return { about, ...state };
  const bytes = Uint8Array.from(atob(book), (letter) => letter.charCodeAt(0));
  return { book: bytes, values: startOf(controls, values), revealed: false };
}

for (const figure of document.querySelectorAll(".explorer:not(.live)")) {
  const state = stateOf(JSON.parse(figure.querySelector("script").textContent));
  const place = document.createElement("div");
  const { render } = state.about ? your_model : explorer;
  Promise.resolve(render({ model: model(state), el: place })).then(() => figure.replaceChildren(place));
}

// Light or dark as the reader's system is, unless the address of an embedded explorer says.
const theme = new URLSearchParams(location.search).get("theme");
if (theme) document.documentElement.dataset.theme = theme;

// What scrolls sideways in a narrow window must be within a keyboard's reach.
const CLOSE_TO_EDGE = 1; // pixels by which browsers round
const reach = () => {
  for (const box of document.querySelectorAll("pre, .wide, .katex-display")) {
    box.toggleAttribute("tabindex", box.scrollWidth > box.clientWidth + CLOSE_TO_EDGE);
    if (box.hasAttribute("tabindex")) box.tabIndex = 0;
  }
};
reach();
document.fonts.ready.then(reach);
addEventListener("resize", reach);

// JupyterLite needs a web server. A page opened as a file leads to the published one.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("[data-published]")) {
    link.href = link.dataset.published;
  }
}
