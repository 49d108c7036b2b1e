// @ts-check
/**
 * A model that a reader makes by hand: data as bars that stand still, a model as diamonds that
 * are dragged, and what each outcome adds to KL divergence. All is computed and drawn in the page.
 * Python joins this file to explorer.js and divergence.js, whose functions it uses.
 *
 * @typedef {{name: string, q: number[], line: boolean}} Start
 * @typedef {{name: string, model: string, axis: string, unit: "nats" | "bits", outcomes: string[],
 *   p: number[], starts: Start[]}} About
 */

const SIZE = /** @type {[number, number]} */ ([360, 280]);
const FRAME = { left: 54, right: 354, top: 26, bottom: 238 };
const LOWEST = -0.42; // no running total falls below -1/e, the lowest point of x ln x
const KEY_STEP = { ArrowRight: 0.005, ArrowUp: 0.005, ArrowLeft: -0.005, ArrowDown: -0.005, PageUp: 0.05, PageDown: -0.05, Home: -1, End: 1 };
const MOST_UNDONE = 200;
const SAME = 1e-9; // what differs by less is rounding
const SLANTED = 8; // letters of a name that has no room lying
const DASHES = ["7 4", "2 3"];
let hatches = 0; // drawn on this page

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} text */
function shape(name, attributes = {}, text = "") {
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
function written(number) {
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
  return Array.from({ length: Math.floor(high / step + SAME) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

/** A text that is not too long for its place. @param {string} text @param {number} most */
const shortened = (text, most) => (text.length > most ? `${text.slice(0, Math.max(most - 1, 1))}…` : text);

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
        shape("text", { ...label, x: left - 7, y: this.y(tick) + 4.5, "text-anchor": "end" }, String(tick).replace("-", "−")),
      );
    }
    columns.forEach((column, k) => {
      if (k % this.each && column !== "sum") return;
      const [x, y] = [this.x(k), this.bottom + 17];
      const turn = this.slanted ? { transform: `rotate(-35 ${x} ${y})`, "text-anchor": "end" } : {};
      this.still.append(
        shape("path", { ...line, d: `M${x} ${this.bottom}v4` }),
        shape("text", { ...label, x, y, ...turn }, shortened(column, this.each > 1 ? 3 : this.slanted ? SLANTED : this.room)),
      );
    });
    this.still.append(
      shape("text", { ...label, "font-size": 13.5, x: (left + right) / 2, y: SIZE[1] - 6 }, shortened(across, 40)),
      shape("text", { ...label, "font-size": 13.5, transform: `translate(13 ${middle}) rotate(-90)` }, up),
      shape("path", { ...line, d: `M${left} ${this.y(0)}H${right}` }),
    );
  }
}

/** What a reader sees and takes hold of. */
class ModelView {
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
    this.active = 0;
    /** @type {number[][]} */
    this.undone = [];
    this.gesture = "";
    this.gestures = 0;
    this.hatch = `kl-hatch-${hatches++}`;
    this.plotData();
    this.plotTerms();
    this.assemble();
    this.show();
  }

  // Drawing what stands still

  plotData() {
    const { p, outcomes, axis } = this.about;
    const high = Math.min(1.05, Math.max(2.625 * Math.max(...p), 0.1));
    this.data = new Plot(outcomes, [0, high], axis, "probability");
    const { data } = this;
    p.forEach((p_k, k) =>
      data.still.append(this.bar(data, k, 0, p_k, { fill: "var(--kl-worms)" })),
    );
    const look = { fill: "var(--kl-model)", stroke: "var(--kl-paper)", "stroke-width": 1 };
    this.stems = outcomes.map(() => shape("path", { fill: "none", stroke: "var(--kl-model)", "stroke-width": 3 }));
    this.edges = outcomes.map(() => shape("path", { fill: "none", stroke: "var(--kl-paper)", "stroke-width": 5 }));
    this.heads = outcomes.map(() => shape("path", look));
    outcomes.forEach((_, k) => data.moving.append(this.edges[k], this.stems[k], this.heads[k]));
  }

  plotTerms() {
    const { outcomes, axis, unit } = this.about;
    const lines = this.about.starts.filter((start) => start.line).flatMap(({ q }) => [klDivergence(this.about.p, q, unit), klDivergence(q, this.about.p, unit)]);
    const high = Math.max(1, 1.15 * Math.max(0, ...lines.filter(Number.isFinite)));
    this.terms = new Plot([...outcomes, "sum"], [LOWEST / NATS_IN[unit], high], axis, `running total in ${unit}`);
    const { terms } = this;
    const hatch = shape("pattern", { id: this.hatch, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    hatch.append(shape("path", { d: "M0 0V5", stroke: "var(--kl-ink)", "stroke-width": 1.6 }));
    terms.moving.append(hatch);
    this.steps = outcomes.map(() => shape("path", { stroke: "var(--kl-ink)", "stroke-width": 0.8 }));
    this.sum = shape("path", { fill: "var(--kl-muted)" });
    this.level = shape("path", { fill: "none", stroke: "var(--kl-ink)", "stroke-width": 0.8 });
    this.arrow = shape("path", { fill: "var(--kl-ink)" });
    this.title = shape("text", { x: (FRAME.left + FRAME.right) / 2, y: 15, "text-anchor": "middle", "font-size": 13.5, fill: "var(--kl-ink)" });
    this.lines = DASHES.map((dash) => shape("path", { fill: "none", stroke: "var(--kl-ink)", "stroke-width": 1.5, "stroke-dasharray": dash }));
    terms.moving.append(...this.steps, this.sum, this.level, ...this.lines, this.arrow, this.title);
  }

  /** @param {Plot} plot @param {number} k @param {number} from @param {number} to @param {Record<string, string>} look */
  bar(plot, k, from, to, look) {
    return shape("path", { d: this.outline(plot, k, from, to), ...look });
  }

  /** @param {Plot} plot @param {number} k @param {number} from @param {number} to */
  outline(plot, k, from, to) {
    const [x, half] = [plot.x(k), 0.4 * plot.width];
    return `M${x - half} ${plot.y(from)}V${plot.y(to)}H${x + half}V${plot.y(from)}Z`;
  }

  // The page around the picture

  assemble() {
    const { root } = this;
    root.className = "kl-explorer kl-your-model";
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", "Explorer of a model of your own");
    this.sentence = element("p", { class: "kl-sentence" });
    this.announcer = element("div", { class: "kl-announcer", role: "status", "aria-live": "polite" });
    const [data, terms] = [this.data, this.terms].map((plot) => {
      const picture = element("div", { class: "kl-picture" }, plot.still, plot.moving);
      picture.style.aspectRatio = `${SIZE[0]} / ${SIZE[1]}`;
      return picture;
    });
    this.picture = data;
    data.setAttribute("role", "img");
    const grip = this.makeGrip();
    const held = element("div", { class: "kl-held" }, data, grip, ...this.ranges);
    root.replaceChildren(
      element("div", { class: "kl-header" }, this.makeLegend()),
      element(
        "div",
        { class: "kl-panels" },
        element("div", { class: "kl-panel" }, held, this.makeRow()),
        element("div", { class: "kl-panel" }, terms, this.makeDirections()),
      ),
      this.makeStarts(),
      this.sentence,
      this.announcer,
    );
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
      ...this.beaten().map((start, i) => /** @type {[Record<string, string>, string]} */ ([{ d: "M0 9H34", stroke: "var(--kl-ink)", "stroke-width": "1.5", "stroke-dasharray": DASHES[i] }, `sum of the ${start.name}`])),
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
    this.directions = names.map((name, i) => button(name, name, () => this.turn(i === 1)));
    return element("div", { class: "kl-row", role: "group", "aria-label": "Direction" }, ...this.directions);
  }

  makeStarts() {
    const starts = this.about.starts.map(({ name, q }) => button(name, `Start from: ${name}`, () => this.go(q)));
    const one = button("all on one outcome", "Start from: all on one outcome, the one chosen last", () => this.move(this.active, 1));
    this.undoButton = button("Undo", "Undo", () => this.undo());
    return element("div", { class: "kl-buttons", role: "group", "aria-label": "Start from" }, element("span", {}, "Start from"), ...starts, one, this.undoButton);
  }

  makeRow() {
    this.readout = /** @type {HTMLInputElement} */ (element("input", { type: "text", class: "kl-readout", inputmode: "decimal", autocomplete: "off" }));
    this.readout.style.width = "9ch";
    this.readout.addEventListener("change", () => this.onTyped(this.readout.value));
    this.symbol = element("span", { class: "kl-symbol" });
    this.down = button("−", "", () => this.step(-0.005));
    this.up = button("+", "", () => this.step(0.005));
    return element("div", { class: "kl-row" }, this.symbol, this.down, this.readout, this.up);
  }

  /** A native range lies over each column for keys and screen readers, a knob on each head for a finger. */
  makeGrip() {
    const { outcomes } = this.about;
    const [width, height] = SIZE;
    const grip = element("div", { class: "kl-grip kl-bars" });
    Object.assign(grip.style, { left: percent(FRAME.left / width), right: percent(1 - FRAME.right / width), top: "0", bottom: percent(1 - (this.data.bottom + 8) / height) });
    this.knobs = outcomes.map(() => element("div", { class: "kl-knob" }));
    this.ranges = outcomes.map((outcome, k) => this.makeRange(outcome, k));
    grip.append(...this.knobs);
    for (const one of [...this.knobs, ...this.ranges]) one.style.width = percent(this.data.width / (one.className === "kl-knob" ? FRAME.right - FRAME.left : width));
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
    const range = /** @type {HTMLInputElement} */ (element("input", { type: "range", min: "0", max: "1", step: "any", "aria-label": name, "aria-orientation": "vertical", autocomplete: "off", class: "kl-column" }));
    Object.assign(range.style, { left: percent((this.data.x(k) - this.data.width / 2) / SIZE[0]), top: percent(FRAME.top / SIZE[1]), height: percent((this.data.bottom - FRAME.top) / SIZE[1]) });
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
    const { data, about } = this;
    this.q.forEach((q_k, k) => {
      const [x, y] = [data.x(k), data.y(q_k)];
      const stem = `M${x} ${data.bottom}V${y}`;
      const above = q_k > data.high;
      place(this.edges[k], { d: stem });
      place(this.stems[k], { d: stem });
      place(this.heads[k], { d: above ? `M${x - 8} ${y + 14}L${x} ${y}L${x + 8} ${y + 14}Z` : `M${x} ${y - 8}L${x + 8} ${y}L${x} ${y + 8}L${x - 8} ${y}Z` });
      const knob = this.knobs[k];
      knob.style.left = percent((x - FRAME.left) / (FRAME.right - FRAME.left));
      knob.style.top = percent(y / (data.bottom + 8));
      this.ranges[k].value = String(q_k);
      this.ranges[k].setAttribute("aria-valuetext", `${written(q_k)}, ${about.name} ${written(about.p[k])}`);
    });
  }

  /** @param {number[]} each */
  showTerms(each) {
    const { terms, divergence } = this;
    let [after, level] = [0, ""];
    each.forEach((term, k) => {
      const drawn = Number.isFinite(after);
      place(this.steps[k], {
        d: drawn ? this.outline(terms, k, after, after + term) : "",
        fill: term < 0 ? `url(#${this.hatch})` : "var(--kl-highlight)",
      });
      after += term;
      level += `${k ? "V" : `M${terms.x(0) - 0.4 * terms.width} `}${terms.y(after)}H${terms.x(k + 1) - 0.4 * terms.width}`;
    });
    const last = each.length;
    place(this.level, { d: level });
    place(this.sum, { d: this.outline(terms, last, 0, divergence) });
    const [x, y] = [terms.x(last), FRAME.top];
    place(this.arrow, { d: divergence > terms.high ? `M${x - 8} ${y + 2}L${x} ${y - 12}L${x + 8} ${y + 2}Z` : "" });
    const number = Number.isFinite(divergence) ? `${written(divergence)} ${this.about.unit}` : "infinity";
    this.title.textContent = `sum = ${number}`;
    this.beaten().forEach(({ q }, i) => {
      const goal = klDivergence(...this.inOrder(q), this.about.unit);
      place(this.lines[i], { d: Number.isFinite(goal) ? `M${FRAME.left} ${terms.y(goal)}H${FRAME.right}` : "" });
    });
  }

  showRow() {
    const outcome = shortened(this.about.outcomes[this.active], 12);
    const of = `probability of ${outcome} in ${this.about.model}`;
    this.symbol.textContent = `q(${outcome})`;
    this.readout.value = String(Number(this.q[this.active].toPrecision(4)));
    this.readout.setAttribute("aria-label", `${of}, a number to type`);
    for (const [one, name] of /** @type {const} */ ([[this.down, "less"], [this.up, "more"]])) {
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
    const largest = same(this.q, this.about.p) ? " The two are the same." : ` The largest term is that of ${outcomes[most]}: ${written(terms[most])}.`;
    return [start, element("b", {}, `${written(this.divergence)} ${this.about.unit}`), `. ${this.compared()}${largest}`];
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
    const first = this.announcing === undefined;
    clearTimeout(this.announcing);
    this.announcing = setTimeout(() => !first && this.say(this.sentence.textContent ?? ""), QUIET);
  }

  /** @param {string} text */
  say(text) {
    this.announcer.textContent = text;
  }
}

/** How many views there are of what a model is about. @type {WeakMap<About, number>} */
const viewsOf = new WeakMap();

/** Add to the views, and say how many there are. @param {Model} model @param {number} more */
function countViews(model, more) {
  const number = (viewsOf.get(model.get("about")) ?? 0) + more;
  viewsOf.set(model.get("about"), number);
  return number;
}

/** Close an explorer whose output is gone, unless it still stands somewhere. @param {{model: Model}} context */
function initializeYourModel({ model }) {
  const closeIfUnseen = () => countViews(model, 0) || model.send({ unused: true });
  model.on("msg:custom", (message) => message.superseded && setTimeout(closeIfUnseen, LINGER));
}

/** @param {{model: Model, el: HTMLElement}} context */
function renderYourModel({ model, el }) {
  countViews(model, 1);
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
    countViews(model, -1);
    for (const name of ["q", "reverse"]) model.off(`change:${name}`, onChange);
  };
}

export default { initialize: initializeYourModel, render: renderYourModel };
