// What the tests of explorer.js share: books, a model, and a view without a page.
import { readFileSync } from "node:fs";
import { View } from "../../kl_helpers/explorer.js";

/** Read a book that Python packed. */
export const packed = (name) => readFileSync(`${process.env.BOOKS}/${name}.gz`);
export const expected = (name) => JSON.parse(readFileSync(`${process.env.BOOKS}/${name}.json`, "utf8"));

/** A model that remembers what it was told, as anywidget's does. */
export class Model {
  constructor(state = {}) {
    this.state = { revealed: false, ...state };
    this.sent = [];
    this.saved = 0;
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    this.state[name] = value;
  }
  save_changes() {
    this.saved += 1;
  }
  send(message) {
    this.sent.push(message);
  }
}

/** A view without a page: it moves and asks, and remembers the frames it would draw. */
export function view(book, stops = book.controls.map(() => 0)) {
  const one = Object.create(View.prototype);
  return Object.assign(one, {
    book,
    stops,
    model: new Model(),
    id: "kl0",
    visited: { stops: [], states: new Map() },
    sliders: [],
    panels: [],
    shown: book.frames[0],
    drawnFrames: [],
    complaints: [],
    draw: (frame) => one.drawnFrames.push(frame),
    complain: (message) => one.complaints.push(message),
    showTraces() {},
  });
}

/** A control, and a book of controls with one frame for each state. */
export const control = (symbol, values) => ({ symbol, values, labels: values.map(String) });
export function bookOf(...controls) {
  const states = controls.reduce((all, { values }) => all.flatMap((s) => values.map((v) => [...s, v])), [[]]);
  const frames = states.map((state) => [[`<g id="m"/>`], state.join(), `at ${state}`]);
  return {
    live: false,
    start: controls.map((c) => c.values[0]),
    panels: [],
    legend: [],
    controls,
    handles: [],
    frames,
  };
}
