// @ts-check
/**
 * A model that a reader makes by hand: data as bars that stand still, a model as diamonds that
 * are dragged, and what each outcome adds to KL divergence. All is computed and drawn in the page.
 * Python joins this file to explorer.js and divergence.js, whose functions it uses.
 *
 * @typedef {{name: string, q: number[], line: boolean}} Start
 * @typedef {{name: string, model: string, axis: string, unit: import("./divergence.js").Unit, outcomes: string[],
 *   p: number[], starts: Start[]}} About
 * @typedef {import("./explorer.js").Model} Model
 */

import { klDivergence, klTerms, moved, NATS_IN } from "./divergence.js";
import { button, clamp, closeIfUnused, element, enter, percent, QUIET, same, shares, svg } from "./explorer.js";

export const SIZE = /** @type {[number, number]} */ ([360, 280]);
const FRAME = { left: 54, right: 354, top: 26, bottom: 238 };
const LOWEST = -0.42; // no running total falls below -1/e, the lowest point of x ln x
const KEY_STEP = {
  ArrowRight: 0.005,
  ArrowUp: 0.005,
  ArrowLeft: -0.005,
  ArrowDown: -0.005,
  PageUp: 0.05,
  PageDown: -0.05,
  Home: -1,
  End: 1,
};
const MOST_UNDONE = 200;
const SAME = 1e-9; // what differs by less is rounding
const SLANTED = 8; // letters of a name that has no room lying
const DASHES = ["7 4", "2 3"];
let hatches = 0; // drawn on this page

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} text */
export function shape(name, attributes = {}, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  place(made, attributes);
  made.textContent = text;
  return made;
}

/** @param {Element} drawn @param {Record<string, string | number>} attributes */
function place(drawn, attributes) {
  for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, String(value));
}

/** A number with four digits, as Python's `written` gives it. @param {number} number */
export function written(number) {
  if (!Number.isFinite(number)) return number > 0 ? "infinity" : "minus infinity";
  if (number === 0 || Math.abs(number) >= 1e-3) return number.toFixed(4).replace("-", "−");
  const [digits, exponent] = number.toExponential(3).split("e");
  const power = [...String(Number(exponent))].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
  return `${digits} × 10${power.join("")}`.replace("-", "−");
}

/** A list in words. @param {string[]} words */
function listed(words) {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Round numbers for the ticks of an axis. @param {number} low @param {number} high */
function ticks(low, high) {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  const first = Math.ceil(low / step - SAME);
  return Array.from({ length: Math.floor(high / step + SAME) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(6)),
  );
}

/** A text that is not too long for its place. @param {string} text @param {number} most */
export const shortened = (text, most) => (text.length > most ? `${text.slice(0, Math.max(most - 1, 1))}…` : text);

/** One pair of axes, drawn once. */
class Plot {
  /** @param {string[]} columns @param {[number, number]} limits @param {string} across @param {string} up */
  constructor(columns, [low, high], across, up) {
    this.low = low;
    this.high = high;
    this.width = (FRAME.right - FRAME.left) / (columns.length + 0.2);
    this.room = Math.floor(this.width / 7.6); // letters
    const crowded = columns.some((label) => label.length > this.room);
    this.each = crowded && columns.every((label) => /^\d{1,2}$|^sum$/.test(label)) ? 2 : 1; // every second number
    this.slanted = crowded && this.each === 1 && this.room < SLANTED;
    this.bottom = this.slanted ? FRAME.bottom - 34 : FRAME.bottom;
    this.still = svg("kl-still", SIZE);
    this.moving = svg("kl-moving", SIZE);
    this.drawAxes(columns, across, up);
  }

  /** The middle of a column. @param {number} k */
  x(k) {
    return FRAME.left + this.width * (k + 0.6);
  }

  /** The height of a value, which stays inside. @param {number} value */
  y(value) {
    const inside = Math.min(Math.max(value, this.low), this.high);
    return this.bottom - ((inside - this.low) / (this.high - this.low)) * (this.bottom - FRAME.top);
  }

  /** The outline of a bar. @param {number} k @param {number} from @param {number} to */
  outline(k, from, to) {
    const [x, half] = [this.x(k), 0.4 * this.width];
    return `M${x - half} ${this.y(from)}V${this.y(to)}H${x + half}V${this.y(from)}Z`;
  }

  /** @param {string[]} columns @param {string} across @param {string} up */
  drawAxes(columns, across, up) {
    const label = { fill: "var(--kl-ink)", "font-size": 12.5, "text-anchor": "middle" };
    const line = { stroke: "var(--kl-ink)", fill: "none", "stroke-width": 0.8 };
    const { left, right, top } = FRAME;
    const middle = (top + this.bottom) / 2;
    this.still.append(shape("path", { ...line, d: `M${left} ${top}V${this.bottom}H${right}` }));
    for (const tick of ticks(this.low, this.high)) {
      this.still.append(
        shape("path", { ...line, d: `M${left} ${this.y(tick)}h-4` }),
        shape(
          "text",
          { ...label, x: left - 7, y: this.y(tick) + 4.5, "text-anchor": "end" },
          String(tick).replace("-", "−"),
        ),
      );
    }
    columns.forEach((column, k) => {
      if (k % this.each && column !== "sum") return;
      const [x, y] = [this.x(k), this.bottom + 17];
      /** @type {Record<string, string>} */
      const turn = this.slanted ? { transform: `rotate(-35 ${x} ${y})`, "text-anchor": "end" } : {};
      this.still.append(
        shape("path", { ...line, d: `M${x} ${this.bottom}v4` }),
        shape(
          "text",
          { ...label, x, y, ...turn },
          shortened(column, this.each > 1 ? 3 : this.slanted ? SLANTED : this.room),
        ),
      );
    });
    this.still.append(
      shape("text", { ...label, "font-size": 13.5, x: (left + right) / 2, y: SIZE[1] - 6 }, shortened(across, 40)),
      shape("text", { ...label, "font-size": 13.5, transform: `translate(13 ${middle}) rotate(-90)` }, up),
      shape("path", { ...line, d: `M${left} ${this.y(0)}H${right}` }),
    );
  }
}

/** Bars for the data, which stand still, and a diamond on a stem for each outcome of the model. */
class DataPlot extends Plot {
  /** @param {About} about */
  constructor({ p, outcomes, axis }) {
    super(outcomes, [0, Math.min(1.05, Math.max(2.625 * Math.max(...p), 0.1))], axis, "probability");
    p.forEach((p_k, k) => this.still.append(shape("path", { d: this.outline(k, 0, p_k), fill: "var(--kl-worms)" })));
    const stem = { fill: "none", "stroke-width": 3, stroke: "var(--kl-model)" };
    this.stems = outcomes.map(() => shape("path", stem));
    this.edges = outcomes.map(() => shape("path", { ...stem, "stroke-width": 5, stroke: "var(--kl-paper)" }));
    this.heads = outcomes.map(() => shape("path", { fill: "var(--kl-model)", stroke: "var(--kl-paper)" }));
    outcomes.forEach((_, k) => this.moving.append(this.edges[k], this.stems[k], this.heads[k]));
  }

  /** An arrow head in place of the diamond says that it would stand above the scale. @param {number[]} q */
  show(q) {
    q.forEach((q_k, k) => {
      const [x, y] = [this.x(k), this.y(q_k)];
      for (const stem of [this.edges[k], this.stems[k]]) place(stem, { d: `M${x} ${this.bottom}V${y}` });
      const head =
        q_k > this.high
          ? `M${x - 8} ${y + 14}L${x} ${y}L${x + 8} ${y + 14}Z`
          : `M${x} ${y - 8}L${x + 8} ${y}L${x} ${y + 8}L${x - 8} ${y}Z`;
      place(this.heads[k], { d: head });
    });
  }
}

/** A staircase in which each outcome adds its term, its sum, and lines at sums to beat. */
class TermsPlot extends Plot {
  /** @param {About} about @param {string} hatch */
  constructor({ p, outcomes, axis, unit, starts }, hatch) {
    const goals = starts
      .filter((start) => start.line)
      .flatMap(({ q }) => [klDivergence(p, q, unit), klDivergence(q, p, unit)]);
    const high = Math.max(1, 1.15 * Math.max(0, ...goals.filter(Number.isFinite)));
    super([...outcomes, "sum"], [LOWEST / NATS_IN[unit], high], axis, `running total in ${unit}`);
    this.hatch = hatch;
    this.steps = outcomes.map(() => shape("path", { stroke: "var(--kl-ink)", "stroke-width": 0.8 }));
    this.sum = shape("path", { fill: "var(--kl-muted)" });
    this.level = shape("path", { fill: "none", stroke: "var(--kl-ink)", "stroke-width": 0.8 });
    this.arrow = shape("path", { fill: "var(--kl-ink)" });
    this.title = shape("text", {
      x: (FRAME.left + FRAME.right) / 2,
      y: 15,
      "text-anchor": "middle",
      "font-size": 13.5,
      fill: "var(--kl-ink)",
    });
    this.lines = DASHES.map((dash) =>
      shape("path", { fill: "none", stroke: "var(--kl-ink)", "stroke-width": 1.5, "stroke-dasharray": dash }),
    );
    this.moving.append(this.drawHatch(), ...this.steps, this.sum, this.level, ...this.lines, this.arrow, this.title);
  }

  drawHatch() {
    const hatch = shape("pattern", {
      id: this.hatch,
      width: 5,
      height: 5,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    });
    hatch.append(shape("path", { d: "M0 0V5", stroke: "var(--kl-ink)", "stroke-width": 1.6 }));
    return hatch;
  }

  /** @param {number[]} terms @param {number} divergence @param {number[]} goals @param {string} title */
  show(terms, divergence, goals, title) {
    let [after, level] = [0, ""];
    terms.forEach((term, k) => {
      const fill = term < 0 ? `url(#${this.hatch})` : "var(--kl-highlight)";
      place(this.steps[k], { d: Number.isFinite(after) ? this.outline(k, after, after + term) : "", fill });
      after += term;
      level += `${k ? "V" : `M${this.x(0) - 0.4 * this.width} `}${this.y(after)}H${this.x(k + 1) - 0.4 * this.width}`;
    });
    place(this.level, { d: level });
    place(this.sum, { d: this.outline(terms.length, 0, divergence) });
    const [x, y] = [this.x(terms.length), FRAME.top];
    place(this.arrow, { d: divergence > this.high ? `M${x - 8} ${y + 2}L${x} ${y - 12}L${x + 8} ${y + 2}Z` : "" });
    this.title.textContent = title;
    goals.forEach((goal, i) => {
      place(this.lines[i], { d: Number.isFinite(goal) ? `M${FRAME.left} ${this.y(goal)}H${FRAME.right}` : "" });
    });
  }
}

/** What a reader sees and takes hold of. */
export class ModelView {
  /**
   * @param {HTMLElement} root @param {About} about @param {number[]} q @param {boolean} reverse
   * @param {(q: number[], reverse: boolean) => void} changed  Hears of what the reader does.
   */
  constructor(root, about, q, reverse, changed) {
    this.root = root;
    this.about = about;
    this.q = q;
    this.reverse = reverse;
    this.changed = changed;
    this.before = q; // when more than one outcome was last possible
    this.from = q; // where a drag began
    this.active = 0;
    /** @type {number[][]} */
    this.undone = [];
    this.gesture = "";
    this.gestures = 0;
    this.divergence = 0;
    this.announcing = 0; // a timer; at first there is nothing to announce
    this.hatch = `kl-hatch-${hatches++}`;
    this.data = new DataPlot(about);
    this.terms = new TermsPlot(about, this.hatch);
    this.picture = this.makePicture(this.data);
    this.knobs = about.outcomes.map(() => element("div", { class: "kl-knob" }));
    this.ranges = about.outcomes.map((outcome, k) => this.makeRange(outcome, k));
    this.symbol = element("span", { class: "kl-symbol" });
    this.readout = this.makeReadout();
    this.down = button("−", "", () => this.step(-0.005));
    this.up = button("+", "", () => this.step(0.005));
    this.directions = this.makeDirections();
    this.undoButton = button("Undo", "Undo", () => this.undo());
    this.sentence = element("p", { class: "kl-sentence" });
    this.announcer = element("div", { class: "kl-announcer", role: "status", "aria-live": "polite" });
    this.assemble();
    this.show();
  }

  // The page around the picture

  assemble() {
    const { root } = this;
    root.className = "kl-explorer kl-your-model";
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", "Explorer of a model of your own");
    this.picture.setAttribute("role", "img");
    const held = element("div", { class: "kl-held" }, this.picture, this.makeGrip(), ...this.ranges);
    const row = element("div", { class: "kl-row" }, this.symbol, this.down, this.readout, this.up);
    const directions = element(
      "div",
      { class: "kl-row", role: "group", "aria-label": "Direction" },
      ...this.directions,
    );
    root.replaceChildren(
      element("div", { class: "kl-header" }, this.makeLegend()),
      element(
        "div",
        { class: "kl-panels" },
        element("div", { class: "kl-panel" }, held, row),
        element("div", { class: "kl-panel" }, this.makePicture(this.terms), directions),
      ),
      this.makeStarts(),
      this.sentence,
      this.announcer,
    );
  }

  /** @param {Plot} plot */
  makePicture({ still, moving }) {
    const picture = element("div", { class: "kl-picture" }, still, moving);
    picture.style.aspectRatio = `${SIZE[0]} / ${SIZE[1]}`;
    return picture;
  }

  makeLegend() {
    const square = "M9 3H25V15H9Z";
    /** @type {[Record<string, string>, string][]} */
    const entries = [
      [{ d: square, fill: "var(--kl-worms)" }, this.about.name],
      [{ d: "M17 2L24 9L17 16L10 9Z", fill: "var(--kl-model)" }, this.about.model],
      [{ d: square, fill: "var(--kl-highlight)", stroke: "var(--kl-ink)" }, "adds"],
      [{ d: square, fill: `url(#${this.hatch})`, stroke: "var(--kl-ink)" }, "takes away"],
      [{ d: square, fill: "var(--kl-muted)" }, "sum"],
      ...this.beaten().map(
        (start, i) =>
          /** @type {[Record<string, string>, string]} */ ([
            { d: "M0 9H34", stroke: "var(--kl-ink)", "stroke-width": "1.5", "stroke-dasharray": DASHES[i] },
            `sum of the ${start.name}`,
          ]),
      ),
    ];
    const items = entries.map(([look, label]) => {
      const swatch = svg("kl-swatch", [34, 18]);
      swatch.append(shape("path", look));
      return element("li", {}, swatch, label);
    });
    return element("ul", { class: "kl-legend", "aria-label": "Legend" }, ...items);
  }

  /** The starts whose divergence is drawn as a line, to be beaten. */
  beaten() {
    return this.about.starts.filter((start) => start.line);
  }

  makeDirections() {
    const names = [`KL(${this.about.name} ‖ ${this.about.model})`, `KL(${this.about.model} ‖ ${this.about.name})`];
    return names.map((name, i) => button(name, name, () => this.turn(i === 1)));
  }

  makeStarts() {
    const starts = this.about.starts.map(({ name, q }) => button(name, `Start from: ${name}`, () => this.go(q)));
    const one = button("all on one outcome", "Start from: all on one outcome, the one chosen last", () =>
      this.move(this.active, 1),
    );
    return element(
      "div",
      { class: "kl-buttons", role: "group", "aria-label": "Start from" },
      element("span", {}, "Start from"),
      ...starts,
      one,
      this.undoButton,
    );
  }

  makeReadout() {
    const readout = element("input", { type: "text", class: "kl-readout", inputmode: "decimal", autocomplete: "off" });
    readout.style.width = "9ch";
    readout.addEventListener("change", () => this.onTyped(readout.value));
    return readout;
  }

  /** A native range lies over each column for keys and screen readers, a knob on each head for a finger. */
  makeGrip() {
    const [width, height] = SIZE;
    const grip = element("div", { class: "kl-grip kl-bars" });
    Object.assign(grip.style, {
      left: percent(FRAME.left / width),
      right: percent(1 - FRAME.right / width),
      top: "0",
      bottom: percent(1 - (this.data.bottom + 8) / height),
    });
    grip.append(...this.knobs);
    for (const one of [...this.knobs, ...this.ranges])
      one.style.width = percent(this.data.width / (one.className === "kl-knob" ? FRAME.right - FRAME.left : width));
    let held = false;
    grip.addEventListener("pointerdown", (event) => {
      const onKnob = /** @type {Element} */ (event.target).className === "kl-knob";
      if (event.button !== 0 || (event.pointerType === "touch" && !onKnob)) return; // it may scroll the page
      held = true;
      this.take(event);
      grip.setPointerCapture(event.pointerId);
      event.preventDefault();
      this.pull(event);
    });
    grip.addEventListener("pointermove", (event) => held && this.pull(event));
    grip.addEventListener("pointerup", () => (held = false));
    grip.addEventListener("pointercancel", () => {
      if (held) this.undo();
      held = false;
    });
    // A finger that has not scrolled has tapped.
    grip.addEventListener("click", (event) => {
      if (/** @type {PointerEvent} */ (event).pointerType !== "touch") return;
      this.take(/** @type {PointerEvent} */ (event));
      this.pull(/** @type {PointerEvent} */ (event));
    });
    return grip;
  }

  /** @param {string} outcome @param {number} k */
  makeRange(outcome, k) {
    const name = `${this.about.model}, ${this.about.axis} ${outcome}`;
    const range = element("input", {
      type: "range",
      min: "0",
      max: "1",
      step: "any",
      "aria-label": name,
      "aria-orientation": "vertical",
      autocomplete: "off",
      class: "kl-column",
    });
    Object.assign(range.style, {
      left: percent((this.data.x(k) - this.data.width / 2) / SIZE[0]),
      top: percent(FRAME.top / SIZE[1]),
      height: percent((this.data.bottom - FRAME.top) / SIZE[1]),
    });
    range.addEventListener("focus", () => this.choose(k));
    range.addEventListener("input", () => this.move(k, Number(range.value), `key ${k}`));
    range.addEventListener("keydown", (event) => this.onKey(event, k));
    return range;
  }

  // What a reader does

  /** Take hold of the column under the pointer. @param {PointerEvent} event */
  take(event) {
    const { x } = shares(this.picture, event);
    const column = Math.round((x * SIZE[0] - FRAME.left) / this.data.width - 0.6);
    this.choose(clamp(column, this.q.length));
    this.ranges[this.active].focus({ preventScroll: true });
    this.gesture = "";
    this.gestures += 1;
    this.from = this.q;
  }

  /** Pull its diamond to the pointer: from where all stood, so that the way there does not count. @param {PointerEvent} event */
  pull(event) {
    const { y } = shares(this.picture, event);
    const { data } = this;
    const value = (data.high * (data.bottom - y * SIZE[1])) / (data.bottom - FRAME.top);
    this.move(this.active, Math.round(value * 1000) / 1000, `drag ${this.gestures}`, this.from);
  }

  /** @param {KeyboardEvent} event @param {number} k */
  onKey(event, k) {
    if ((event.ctrlKey || event.metaKey) && event.key === "z") return this.undo();
    const step = /** @type {Record<string, number>} */ (KEY_STEP)[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(k, this.q[k] + step, `key ${k}`);
  }

  /** @param {number} by */
  step(by) {
    this.move(this.active, this.q[this.active] + by, `key ${this.active}`);
  }

  /** @param {string} text */
  onTyped(text) {
    const plain = text.trim().replace(/^([01]?),(\d+)$/, "$1.$2");
    const number = Number(plain);
    if (plain === "" || !(number >= 0 && number <= 1)) {
      this.show();
      return this.say(`${text.trim() || "Nothing"} is no probability: type a number from 0 to 1.`);
    }
    this.move(this.active, number);
  }

  /** @param {number} k @param {number} value @param {string} gesture @param {number[]} from */
  move(k, value, gesture = "", from = this.q) {
    this.choose(k);
    const share = Number(Math.min(Math.max(value, 0), 1).toPrecision(12));
    this.go(share === this.q[k] ? this.q : moved(from, k, share, this.before), gesture);
  }

  /** @param {number[]} q @param {string} gesture */
  go(q, gesture = "") {
    if (same(q, this.q)) return this.show();
    if (!gesture || gesture !== this.gesture) this.undone.push(this.q);
    this.undone.splice(0, this.undone.length - MOST_UNDONE);
    this.gesture = gesture;
    this.set(q);
    this.changed(this.q, this.reverse);
  }

  undo() {
    const q = this.undone.pop();
    if (!q) return;
    this.gesture = "";
    this.set(q);
    this.changed(this.q, this.reverse);
  }

  /** @param {boolean} reverse */
  turn(reverse) {
    this.reverse = reverse;
    this.show();
    this.changed(this.q, this.reverse);
  }

  /** @param {number} k */
  choose(k) {
    this.active = k;
    this.showRow();
  }

  /** @param {number[]} q */
  set(q) {
    this.q = q;
    if (q.filter((q_k) => q_k > 0).length > 1) this.before = q;
    this.show();
  }

  // Showing

  /** The two distributions in the order of the direction. @param {number[]} q @returns {[number[], number[]]} */
  inOrder(q = this.q) {
    return this.reverse ? [q, this.about.p] : [this.about.p, q];
  }

  show() {
    const terms = klTerms(...this.inOrder(), this.about.unit);
    this.divergence = klDivergence(...this.inOrder(), this.about.unit);
    this.showModel();
    this.showTerms(terms);
    this.showRow();
    this.picture.setAttribute("aria-label", this.alt(terms));
    this.sentence.replaceChildren(...this.words(terms));
    this.directions.forEach((one, i) => one.setAttribute("aria-pressed", String(this.reverse === (i === 1))));
    this.undoButton.disabled = this.undone.length === 0;
    this.announce();
  }

  showModel() {
    this.data.show(this.q);
    this.q.forEach((q_k, k) => {
      const knob = this.knobs[k];
      knob.style.left = percent((this.data.x(k) - FRAME.left) / (FRAME.right - FRAME.left));
      knob.style.top = percent(this.data.y(q_k) / (this.data.bottom + 8));
      this.ranges[k].value = String(q_k);
      this.ranges[k].setAttribute("aria-valuetext", `${written(q_k)}, ${this.about.name} ${written(this.about.p[k])}`);
    });
  }

  /** @param {number[]} terms */
  showTerms(terms) {
    const number = Number.isFinite(this.divergence) ? `${written(this.divergence)} ${this.about.unit}` : "infinity";
    const goals = this.beaten().map(({ q }) => klDivergence(...this.inOrder(q), this.about.unit));
    this.terms.show(terms, this.divergence, goals, `sum = ${number}`);
  }

  showRow() {
    const outcome = shortened(this.about.outcomes[this.active], 12);
    const of = `probability of ${outcome} in ${this.about.model}`;
    this.symbol.textContent = `q(${outcome})`;
    this.readout.value = String(Number(this.q[this.active].toPrecision(4)));
    this.readout.setAttribute("aria-label", `${of}, a number to type`);
    for (const [one, name] of /** @type {const} */ ([
      [this.down, "less"],
      [this.up, "more"],
    ])) {
      one.setAttribute("aria-label", `${of}: ${name}`);
      one.title = `${of}: ${name}`;
    }
    this.knobs.forEach((knob, k) => knob.classList.toggle("kl-active", k === this.active));
  }

  /** @param {number[]} terms */
  alt(terms) {
    const down = this.about.outcomes.filter((_, k) => terms[k] < 0);
    const over = this.about.outcomes.filter((_, k) => this.q[k] > this.data.high);
    return (
      `Left, bars for the ${this.about.name} and diamonds on stems for ${this.about.model}. ` +
      "Right, a staircase in which each outcome adds its term to the total so far. " +
      `Hatched steps lead down, at ${listed(down) || "no outcome"}; the last bar, the sum, reaches ${written(this.divergence)}.` +
      (over.length ? ` An arrow head marks a probability above the scale, at ${listed(over)}.` : "")
    );
  }

  /** The numbers, for everybody. @param {number[]} terms @returns {(string | Node)[]} */
  words(terms) {
    const { name, outcomes } = this.about;
    const names = this.reverse ? [this.about.model, name] : [name, this.about.model];
    const start = `KL(${names[0]} ‖ ${names[1]}) = `;
    if (this.divergence === Infinity) {
      const impossible = outcomes.filter((_, k) => terms[k] === Infinity);
      const why = this.reverse ? "gives a probability to what never happens" : "calls impossible what happens";
      return [start, element("b", {}, "infinity"), `. ${capital(this.about.model)} ${why}: ${listed(impossible)}.`];
    }
    const most = terms.indexOf(Math.max(...terms));
    const largest = same(this.q, this.about.p)
      ? " The two are the same."
      : ` The largest term is that of ${outcomes[most]}: ${written(terms[most])}.`;
    return [
      start,
      element("b", {}, `${written(this.divergence)} ${this.about.unit}`),
      `. ${this.compared()}${largest}`,
    ];
  }

  /** Say which of the other models is beaten. */
  compared() {
    const said = this.beaten().map((start) => {
      const goal = klDivergence(...this.inOrder(start.q), this.about.unit);
      const equal = Math.abs(this.divergence - goal) < SAME;
      const word = equal ? "as close as" : this.divergence < goal ? "closer than" : "not as close as";
      return `${word} the ${start.name} (${written(goal)})`;
    });
    const text = said.join(", ");
    return text && `${capital(text)}.`;
  }

  announce() {
    const first = this.announcing === 0;
    clearTimeout(this.announcing);
    this.announcing = setTimeout(() => !first && this.say(this.sentence.textContent ?? ""), QUIET);
  }

  /** @param {string} text */
  say(text) {
    this.announcer.textContent = text;
  }
}

/** @param {{model: Model}} context */
function initializeYourModel({ model }) {
  model.on("msg:custom", (message) => message.superseded && closeIfUnused(model, model.get("about")));
}

/** @param {{model: Model, el: HTMLElement}} context */
function renderYourModel({ model, el }) {
  const leave = enter(model.get("about"), el);
  const view = new ModelView(el, model.get("about"), model.get("q"), model.get("reverse"), (q, reverse) => {
    model.set("q", q);
    model.set("reverse", reverse);
    model.save_changes();
  });
  const onChange = () => {
    view.reverse = model.get("reverse");
    if (same(model.get("q"), view.q)) return view.show();
    view.undone.push(view.q);
    view.set(model.get("q"));
  };
  for (const name of ["q", "reverse"]) model.on(`change:${name}`, onChange);
  return () => {
    leave();
    for (const name of ["q", "reverse"]) model.off(`change:${name}`, onChange);
  };
}

export default { initialize: initializeYourModel, render: renderYourModel };
