// @ts-check
// The page's own part: explorers without a kernel, and what a page needs besides.
import explorer from "../../../kl_helpers/explorer.js";
import your_model from "../../../kl_helpers/your_model.js";

/**
 * @typedef {{symbol: string}[]} Controls
 * @typedef {{[name: string]: any}} State  What a widget's model holds.
 */

/** Stand for the model of a widget: values that can be set and observed. @param {State} state */
function model(state) {
  /** @type {{[event: string]: (() => void)[]}} */
  const heard = {};
  return {
    get: (/** @type {string} */ name) => state[name],
    set(/** @type {string} */ name, /** @type {any} */ value) {
      state[name] = value;
      for (const act of heard[`change:${name}`] ?? []) act();
    },
    on(/** @type {string} */ event, /** @type {() => void} */ act) {
      heard[event] = [...(heard[event] ?? []), act];
    },
    off(/** @type {string} */ event, /** @type {() => void} */ act) {
      heard[event] = (heard[event] ?? []).filter((other) => other !== act);
    },
    save_changes() {},
    send() {},
  };
}

/** An address such as ?p=0.3 says where a slider starts. @param {Controls} controls @param {number[]} values */
function startOf(controls, values) {
  const wanted = new URLSearchParams(location.search);
  return controls.map(({ symbol }, i) => {
    const number = Number(wanted.get(symbol) ?? NaN);
    return Number.isFinite(number) ? number : values[i];
  });
}

/** Read what the page holds of an explorer with a book, or of one that is computed in the page. @param {Element} figure */
function stateOf(figure) {
  const { book, controls, ...state } = JSON.parse(figure.querySelector("script")?.textContent ?? "");
  if (state.about) return state;
  const bytes = Uint8Array.from(atob(book), (letter) => letter.charCodeAt(0));
  return { book: bytes, values: startOf(controls, state.values), revealed: false };
}

for (const figure of document.querySelectorAll(".explorer:not(.live)")) {
  const state = stateOf(figure);
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
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("pre, .wide, .katex-display"))) {
    box.toggleAttribute("tabindex", box.scrollWidth > box.clientWidth + CLOSE_TO_EDGE);
    if (box.hasAttribute("tabindex")) box.tabIndex = 0;
  }
};
reach();
document.fonts.ready.then(reach);
addEventListener("resize", reach);

// JupyterLite needs a web server. A page opened as a file leads to the published one.
if (location.protocol === "file:") {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-published]"))) {
    link.href = link.dataset.published ?? link.href;
  }
}
