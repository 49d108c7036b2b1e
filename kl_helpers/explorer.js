// @ts-check
/**
 * The browser's side of an explorer: pictures that Python drew as SVG, and the sliders
 * that choose among them. JupyterLab, Colab and our web pages all run this file.
 *
 * @typedef {{size: [number, number], still: string}} Panel
 * @typedef {{symbol: string, values: number[], labels: string[]}} Control
 * @typedef {{control: number, panel: number, direction: "x" | "y", of: number[], at: number[],
 *   box: [number, number, number, number]}} Handle  Places are shares of the panel.
 * @typedef {[string[], string, string]} Frame  What moves in each panel, alt text, sentence.
 * @typedef {{live: boolean, start: number[], panels: Panel[], swatch: [number, number],
 *   legend: {swatch: string, label: string}[], controls: Control[], handles: Handle[],
 *   frames: Frame[]}} Book
 * @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   send(message: object): void, on(event: string, heard: (...args: any[]) => void): void,
 *   off(event: string, heard: (...args: any[]) => void): void}} Model
 * @typedef {{stops: Set<number>[], states: Map<string, number[]>}} Visited
 * @typedef {{book: Promise<Book>, visited: Visited, id: string}} Shared
 */

const PATIENCE = 3000; // milliseconds until a kernel that does not answer is given up
export const QUIET = 500; // milliseconds without a move until the sentence is announced
const LINGER = 2000; // milliseconds until an explorer without a view counts as unused
const HELD = 5000; // milliseconds at most that the place of an explorer that has gone is kept
const AFTER_PAINT = 34; // milliseconds, two screen frames, until a kernel is told of a move
const PLAY = { step: 350, whole: 12000 }; // milliseconds at most for a stop and for all

/** What the views of one model share, by its book. @type {WeakMap<object, Shared>} */
export const shared = new WeakMap();

/** @param {Model} model @returns {Shared} */
export function sharedBy(model) {
  // Each view gets a model object of its own; the bytes of the book are the same for all.
  const bytes = model.get("book");
  let common = shared.get(bytes);
  if (!common) {
    const id = `kl${Math.random().toString(36).slice(2)}`;
    common = { id, book: unpack(bytes), visited: { stops: [], states: new Map() } };
    shared.set(bytes, common);
  }
  return common;
}

/** @param {DataView | Uint8Array} bytes @returns {Promise<Book>} */
export function unpack(bytes) {
  const data = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plain = new Blob([/** @type {any} */ (data)]).stream();
  return new Response(plain.pipeThrough(new DecompressionStream("gzip"))).json();
}

/**
 * Give a drawing ids that no other explorer on the page has, and its curves the clips of its panel.
 * @param {string} drawn @param {string} id @param {number} panel @param {string} layer
 */
export function own(drawn, id, panel, layer = "") {
  return drawn
    .replace(/(\bid="|url\(#|href="#)/g, `$1${id}-${panel}${layer}-`)
    .replace(/class="kl-trace" data-control="(\d+)"/g, `$& clip-path="url(#${id}-${panel}-trace-$1)"`);
}

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, string>} attributes @param {(Node | string)[]} inside
 */
export function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  // Keeps the notebook's own keys, such as "b" for a new cell, away from what has the focus.
  if (tag === "input" || tag === "button") made.dataset.lmSuppressShortcuts = "true";
  made.append(...inside);
  return made;
}

/** @param {string} name @param {[number, number]} size @param {string} inside */
export function svg(name, [width, height], inside = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("class", name);
  made.setAttribute("viewBox", `0 0 ${width} ${height}`);
  made.setAttribute("aria-hidden", "true");
  made.innerHTML = inside;
  return made;
}

/** @param {string} text @param {string} name @param {() => void} act */
export function button(text, name, act) {
  const made = element("button", { type: "button", "aria-label": name, title: name }, text);
  made.addEventListener("click", act);
  return made;
}

/** @param {number[]} numbers @param {number} wanted */
export function nearest(numbers, wanted) {
  let best = 0;
  numbers.forEach((number, i) => {
    if (Math.abs(number - wanted) < Math.abs(numbers[best] - wanted)) best = i;
  });
  return best;
}

export const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(2)}%`;
export const clamp = (/** @type {number} */ i, /** @type {number} */ n) => Math.max(0, Math.min(n - 1, i));

/** One slider: a native range, a readout that can be typed into, buttons for a finger. */
export class Slider {
  /** @param {View} view @param {number} index */
  constructor(view, index) {
    this.view = view;
    this.index = index;
    this.control = view.book.controls[index];
    /** Its axis, if the picture has one. */
    this.axis = view.book.handles.find(
      (handle) => handle.control === index && handle.direction === "x" && handle.of.length === 1,
    );
    /** The panel under which it lies, if that shows its value. */
    this.panel = (this.axis ?? view.book.handles.find((handle) => handle.control === index))?.panel;
    this.places = this.axis ? this.axis.at : this.control.values.map((_, i) => i);
    this.element = element("div", { class: "kl-slider" });
    this.range = this.makeRange();
    this.readout = this.makeReadout();
    this.element.append(this.range, this.makeRow());
    if (this.axis) this.lieUnder(this.axis);
  }

  makeRange() {
    const { symbol, values } = this.control;
    const [low, high] = this.axis ? [this.axis.box[0], this.axis.box[2]] : [0, values.length - 1];
    const range = element("input", { type: "range", "aria-label": symbol, autocomplete: "off" });
    Object.assign(range, { min: String(low), max: String(high), step: this.axis ? "any" : "1" });
    range.addEventListener("input", () => this.go(nearest(this.places, Number(range.value))));
    range.addEventListener("keydown", (event) => this.onKey(event));
    // A finger that begins to scroll on a slider has not meant to move it.
    let before = 0;
    range.addEventListener("pointerdown", () => (before = this.stop));
    range.addEventListener("pointercancel", () => this.go(before));
    return range;
  }

  makeReadout() {
    const { symbol, labels } = this.control;
    const width = Math.max(...labels.map((label) => label.length)) + 2;
    const readout = element("input", { type: "text", class: "kl-readout", inputmode: "decimal", autocomplete: "off" });
    readout.setAttribute("aria-label", `${symbol}, a number to type`);
    readout.style.width = `${width}ch`;
    readout.addEventListener("change", () => this.onTyped(readout.value));
    return readout;
  }

  makeRow() {
    const { symbol } = this.control;
    const row = element("div", { class: "kl-row" }, element("span", { class: "kl-symbol" }, symbol));
    row.append(
      button("−", `${symbol}: one stop down`, () => this.go(this.stop - 1)),
      this.readout,
      button("+", `${symbol}: one stop up`, () => this.go(this.stop + 1)),
    );
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.playButton = button("Play", `${symbol}: play`, () => this.view.play(this));
      row.append(this.playButton);
    }
    return row;
  }

  /** @param {Handle} axis */
  lieUnder(axis) {
    this.range.style.setProperty("--kl-from", percent(axis.box[0]));
    this.range.style.setProperty("--kl-length", percent(axis.box[2] - axis.box[0]));
    this.element.classList.add("kl-on-axis");
  }

  get stop() {
    return this.view.stops[this.index];
  }

  /** @param {number} stop */
  go(stop) {
    this.view.pause();
    this.view.moveTo([[this.index, clamp(stop, this.control.values.length)]]);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const ends = { Home: -Infinity, End: Infinity, PageUp: 10, PageDown: -10 };
    const steps = { ...ends, ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
    const step = /** @type {Record<string, number>} */ (steps)[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.go(this.stop + step);
  }

  /** @param {string} text */
  onTyped(text) {
    const plain = text.trim().replaceAll("−", "-");
    const label = this.control.labels.indexOf(plain);
    const decimal = /^-?\d*,\d+$/.test(plain) && !/^-?[1-9]\d{0,2},\d{3}$/.test(plain);
    const number = Number(decimal ? plain.replace(",", ".") : plain.replaceAll(",", ""));
    if (label >= 0) this.go(label);
    else if (plain !== "" && Number.isFinite(number)) this.go(nearest(this.control.values, number));
    this.show();
  }

  show() {
    const label = this.control.labels[this.stop];
    this.range.value = String(this.places[this.stop]);
    this.range.setAttribute("aria-valuetext", label);
    this.readout.value = label;
  }
}

/** An explorer as it stands in one place of a page. */
export class View {
  /** @param {Model} model @param {HTMLElement} root @param {Book} book @param {Shared} common */
  constructor(model, root, book, common) {
    this.model = model;
    this.root = root;
    this.book = book;
    this.visited = common.visited;
    this.id = common.id;
    this.stops = this.stopsOfModel();
    this.announcing = 0; // a timer; at first there is nothing to announce
    this.saving = 0; // a timer
    this.shown = book.frames[0];
    this.sliders = book.controls.map((_, index) => new Slider(this, index));
    this.sentence = element("p", { class: "kl-sentence" });
    this.announcer = element("div", { class: "kl-announcer", role: "status", "aria-live": "polite" });
    this.panels = book.panels.map((panel, index) => this.makePanel(panel, index));
    this.assemble();
    this.markVisited(this.stops);
    this.show();
  }

  stopsOfModel() {
    const values = this.model.get("values");
    return this.book.controls.map((control, i) => nearest(control.values, values[i]));
  }

  assemble() {
    const names = this.book.controls.map((control) => control.symbol).join(", ");
    this.root.className = "kl-explorer";
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-label", `Explorer of ${names}`);
    const apart = this.sliders.filter((slider) => slider.panel === undefined).map((slider) => slider.element);
    this.root.replaceChildren(
      element("div", { class: "kl-header" }, this.makeLegend(), this.makeButtons()),
      element("div", { class: "kl-panels" }, ...this.panels.map((panel) => panel.element)),
      element("div", { class: "kl-sliders" }, ...apart),
      this.sentence,
      this.announcer,
    );
    this.root.classList.toggle("kl-one-panel", this.panels.length === 1);
  }

  makeLegend() {
    const entries = this.book.legend.map(({ swatch, label }, i) =>
      element("li", {}, svg("kl-swatch", this.book.swatch, own(swatch, this.id, i, "-legend")), label),
    );
    return element("ul", { class: "kl-legend", "aria-label": "Legend" }, ...entries);
  }

  /** @param {Panel} panel @param {number} index */
  makePanel({ size, still }, index) {
    const moving = svg("kl-moving", size);
    const clips = svg("kl-clips", size);
    const below = svg("kl-still", size, own(still, this.id, index, "-still"));
    const picture = element("div", { class: "kl-picture" }, below, moving, clips);
    picture.style.aspectRatio = `${size[0]} / ${size[1]}`;
    const handles = this.book.handles.filter((handle) => handle.panel === index);
    if (handles.length) picture.append(this.makeGrip(picture, handles));
    const under = this.sliders.filter((slider) => slider.panel === index);
    const whole = element("div", { class: "kl-panel" }, picture, ...under.map((s) => s.element));
    whole.style.setProperty("--kl-width", String(size[0]));
    return { element: whole, picture, moving, clips, size, handles };
  }

  makeButtons() {
    const buttons = element("div", { class: "kl-buttons" });
    const everything = () => {
      this.model.set("revealed", true);
      this.model.save_changes();
      this.showRevealed();
    };
    const frames = [...this.book.panels.map((panel) => panel.still), ...this.book.frames[0][0]];
    if (frames.some((drawn) => /class="kl-(trace|found)"/.test(drawn))) {
      this.revealButton = button("Show everything", "Show everything that is still hidden", everything);
      buttons.append(this.revealButton);
    }
    buttons.append(button("Full size", "Full size, for a projector", () => this.fill()));
    return buttons;
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen?.();
  }

  // Taking hold of the picture

  /** @param {HTMLElement} picture @param {Handle[]} handles */
  makeGrip(picture, handles) {
    const [left, top, right, bottom] = handles[0].box;
    const both = new Set(handles.map((handle) => handle.direction)).size === 2;
    const grip = element("div", { class: `kl-grip ${both ? "kl-both" : `kl-${handles[0].direction}`}` });
    Object.assign(grip.style, {
      left: percent(left),
      top: percent(top),
      width: percent(right - left),
      height: percent(bottom - top),
    });
    /** @type {Handle[]} */
    let held = [];
    let before = this.stops;
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.pause();
      before = this.stops;
      held = this.pick(handles, picture, event);
      grip.setPointerCapture(event.pointerId);
      event.preventDefault();
      this.sliders[held[0].control].range.focus({ preventScroll: true });
      this.drag(held, picture, event);
    });
    grip.addEventListener("pointermove", (event) => {
      if (held.length && grip.hasPointerCapture(event.pointerId)) this.drag(held, picture, event);
    });
    grip.addEventListener("pointerup", () => (held = []));
    grip.addEventListener("pointercancel", () => {
      held = [];
      this.moveTo(before.map((stop, control) => [control, stop]));
    });
    return grip;
  }

  /** The handle nearest to the pointer, in each direction. */
  /** @param {Handle[]} handles @param {HTMLElement} picture @param {PointerEvent} event */
  pick(handles, picture, event) {
    const point = shares(picture, event);
    return /** @type {("x" | "y")[]} */ (["x", "y"]).flatMap((direction) => {
      const along = handles.filter((handle) => handle.direction === direction);
      const places = along.map((handle) => this.placeOf(handle));
      return along.length ? [along[nearest(places, point[direction])]] : [];
    });
  }

  /** @param {Handle} handle @param {number} [stop] */
  placeOf(handle, stop = this.stops[handle.control]) {
    const stopOf = (/** @type {number} */ c) => (c === handle.control ? stop : this.stops[c]);
    return handle.at[handle.of.reduce((i, c) => i * this.book.controls[c].values.length + stopOf(c), 0)];
  }

  /** @param {Handle[]} held @param {HTMLElement} picture @param {PointerEvent} event */
  drag(held, picture, event) {
    const point = shares(picture, event);
    this.moveTo(
      held.map((handle) => {
        const places = this.book.controls[handle.control].values.map((_, s) => this.placeOf(handle, s));
        return [handle.control, nearest(places, point[handle.direction])];
      }),
    );
  }

  // Moving and showing

  /** @param {[number, number][]} moves  Each a control and its new stop. */
  moveTo(moves) {
    const stops = [...this.stops];
    for (const [control, stop] of moves) stops[control] = stop;
    if (stops.every((stop, i) => stop === this.stops[i])) return this.sliders.forEach((s) => s.show());
    this.markVisited(stops);
    this.stops = stops;
    this.model.set("values", this.values());
    this.show();
    this.save();
  }

  /** Tell the kernel once the picture is painted: it would take the processor from the painting. */
  save() {
    this.saving ||= setTimeout(() => {
      this.saving = 0;
      this.model.save_changes();
    }, AFTER_PAINT);
  }

  values() {
    return this.book.controls.map((control, i) => control.values[this.stops[i]]);
  }

  /** Remember every stop on the way. @param {number[]} stops */
  markVisited(stops) {
    const moved = stops.filter((stop, control) => stop !== this.stops[control]).length;
    stops.forEach((stop, control) => {
      const [low, high] = [Math.min(stop, this.stops[control]), Math.max(stop, this.stops[control])];
      for (let i = low; i <= high; i++) {
        (this.visited.stops[control] ??= new Set()).add(i);
        const state = moved === 1 ? stops.with(control, i) : stops;
        this.visited.states.set(state.join(), state);
      }
    });
    this.showTraces();
  }

  show() {
    for (const slider of this.sliders) slider.show();
    if (this.book.live) this.ask();
    else
      this.draw(this.book.frames[this.stops.reduce((i, stop, c) => i * this.book.controls[c].values.length + stop, 0)]);
  }

  /** @param {Frame} frame */
  draw([moving, alt, sentence]) {
    this.panels.forEach((panel, i) => (panel.moving.innerHTML = own(moving[i], this.id, i)));
    const [first, ...others] = this.panels;
    first.picture.setAttribute("role", "img");
    first.picture.setAttribute("aria-label", alt);
    for (const other of others) other.picture.setAttribute("aria-hidden", "true");
    this.sentence.innerHTML = sentence;
    this.showRevealed();
    this.announce();
  }

  announce() {
    const first = this.announcing === 0;
    clearTimeout(this.announcing);
    const speak = () => (this.announcer.textContent = this.sentence.textContent);
    this.announcing = setTimeout(first ? () => {} : speak, QUIET);
  }

  showRevealed() {
    const all = this.model.get("revealed");
    this.root.classList.toggle("kl-everything", all);
    if (this.revealButton) this.revealButton.hidden = all;
    for (const mark of this.root.querySelectorAll(".kl-found")) {
      /** @type {Record<number, number>} */
      const found = JSON.parse(/** @type {SVGElement} */ (mark).dataset.stops ?? "{}");
      const wanted = Object.entries(found).map(([control, value]) => {
        const index = Number(control);
        return [index, nearest(this.book.controls[index].values, value)];
      });
      const seen = [...this.visited.states.values()].some((stops) => wanted.every(([c, stop]) => stops[c] === stop));
      mark.classList.toggle("kl-seen", seen);
    }
  }

  /** Let each curve show where its slider has been. */
  showTraces() {
    this.panels.forEach((panel, index) => {
      const traced = panel.handles.filter((handle) => handle.direction === "x" && handle.of.length === 1);
      panel.clips.innerHTML = traced.map((handle) => this.clip(handle, index, panel.size)).join("");
    });
  }

  /** @param {Handle} handle @param {number} panel @param {[number, number]} size */
  clip({ control, at, box }, panel, [width, height]) {
    const edge = (/** @type {number} */ i) =>
      i === 0 ? box[0] - 0.02 : i === at.length ? box[2] + 0.02 : (at[i - 1] + at[i]) / 2;
    const visited = this.visited.stops[control];
    const stops = [...visited].sort((a, b) => a - b);
    const first = stops.filter((i) => !visited.has(i - 1));
    const last = stops.filter((i) => !visited.has(i + 1));
    const rects = first.map((i, run) => {
      const [from, to] = [edge(i) * width, edge(last[run] + 1) * width];
      return `<rect x="${from.toFixed(2)}" width="${(to - from).toFixed(2)}" height="${height}"/>`;
    });
    return `<clipPath id="${this.id}-${panel}-trace-${control}">${rects.join("")}</clipPath>`;
  }

  // What only a kernel can draw

  /** Ask for the newest state, one at a time, so that nothing queues up. */
  ask() {
    const wanted = this.values();
    if (same(wanted, this.drawn ?? this.book.start)) return this.draw(this.shown);
    if (this.asked) return;
    this.asked = wanted;
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.giveUp(), PATIENCE);
    this.model.send({ draw: wanted }); // throws where the kernel has been taken away
  }

  /** @param {{drawn?: number[], frame?: Frame, error?: string, superseded?: boolean}} message */
  onMessage(message) {
    if (!message.drawn || !this.asked || !same(message.drawn, this.asked)) return;
    clearTimeout(this.patience);
    this.asked = undefined;
    if (message.frame) this.drawLive(message.drawn, message.frame);
    else this.complain(message.error ?? "");
    if (!same(this.values(), message.drawn)) this.ask();
  }

  /** @param {number[]} values @param {Frame} frame */
  drawLive(values, frame) {
    this.drawn = values;
    this.shown = frame;
    this.draw(frame);
  }

  /** The sliders go back to what the picture shows. */
  giveUp() {
    this.asked = undefined;
    const drawn = this.drawn ?? this.book.start;
    this.stops = this.book.controls.map((control, i) => nearest(control.values, drawn[i]));
    this.model.set("values", this.values());
    this.model.save_changes();
    for (const slider of this.sliders) slider.show();
    this.complain("This picture has too many states to be drawn beforehand, and no kernel answers. Run the cell.");
  }

  /** @param {string} message */
  complain(message) {
    this.sentence.textContent = message;
    this.announcer.textContent = message;
  }

  // Playing

  /** @param {Slider} slider */
  play(slider) {
    if (this.playing) return this.pause();
    const last = slider.control.values.length - 1;
    const pace = Math.min(PLAY.step, PLAY.whole / last);
    if (slider.stop === last) this.moveTo([[slider.index, 0]]);
    this.playing = setInterval(() => {
      this.moveTo([[slider.index, slider.stop + 1]]);
      if (slider.stop === last || !this.root.isConnected) this.pause();
    }, pace);
    if (slider.playButton) slider.playButton.textContent = "Pause";
  }

  pause() {
    clearInterval(this.playing);
    this.playing = undefined;
    for (const { playButton } of this.sliders) if (playButton) playButton.textContent = "Play";
  }
}

/** @param {number[]} a @param {number[]} b */
export const same = (a, b) => a.every((value, i) => value === b[i]);

/** Where a pointer is, as shares of the picture. @param {HTMLElement} picture @param {PointerEvent} event */
export function shares(picture, event) {
  const { left, top, width, height } = picture.getBoundingClientRect();
  return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
}

// Coming and going

/** In how many places a model is seen, by what its views have in common. @type {WeakMap<object, number>} */
const places = new WeakMap();

/** @param {object} common @param {number} more */
export const countPlaces = (common, more) => places.set(common, (places.get(common) ?? 0) + more);

/**
 * Note one more place where a model is seen; gives what to do when it goes from there.
 * @param {object} common @param {HTMLElement} root
 */
export function enter(common, root) {
  countPlaces(common, 1);
  const hold = holdPlace(root);
  return () => {
    countPlaces(common, -1);
    hold();
  };
}

/**
 * Watch the height of the output, which JupyterLab empties when its cell runs again; gives what
 * keeps that height until the next explorer is there, so that the page below does not jump.
 * @param {HTMLElement} root
 */
function holdPlace(root) {
  /** @type {HTMLElement | null} */
  let output = null;
  let height = 0;
  const watcher = new ResizeObserver(() => {
    if (!root.offsetHeight) return; // its book is not unpacked yet
    output = root.closest(".jp-OutputArea");
    output?.style.removeProperty("--kl-held");
    height = output?.offsetHeight ?? 0;
  });
  watcher.observe(root);
  return () => {
    watcher.disconnect();
    output?.style.setProperty("--kl-held", `${height}px`);
    setTimeout(() => output?.style.removeProperty("--kl-held"), HELD);
  };
}

/** Close an explorer that was seen and is seen nowhere any longer. @param {Model} model @param {object} common */
export function closeIfUnused(model, common) {
  setTimeout(() => places.get(common) === 0 && model.send({ unused: true }), LINGER);
}

/** @param {{model: Model}} context */
function initialize({ model }) {
  model.on("msg:custom", (message) => message.superseded && closeIfUnused(model, model.get("book")));
}

/** @param {{model: Model, el: HTMLElement}} context */
async function render({ model, el }) {
  const common = sharedBy(model);
  const leave = enter(model.get("book"), el);
  const view = new View(model, el, await common.book, common);
  const onValues = () => {
    const stops = view.stopsOfModel();
    if (same(stops, view.stops)) return;
    view.stops = stops;
    view.markVisited(stops);
    view.show();
  };
  const onRevealed = () => view.showRevealed();
  const onMessage = (/** @type {any} */ message) => view.onMessage(message);
  model.on("change:values", onValues);
  model.on("change:revealed", onRevealed);
  model.on("msg:custom", onMessage);
  return () => {
    leave();
    view.pause();
    model.off("change:values", onValues);
    model.off("change:revealed", onRevealed);
    model.off("msg:custom", onMessage);
  };
}

export default { initialize, render };
