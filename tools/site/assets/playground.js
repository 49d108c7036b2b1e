// @ts-check
// The playground: two distributions of the reader's own, and all that this collection says of them.
// Names are always text.
import {
  crossEntropy,
  entropy,
  jensenShannon,
  klDivergence,
  klTerms,
  sharesOf,
} from "../../../kl_helpers/divergence.js";
import { button, element } from "../../../kl_helpers/explorer.js";
import { ModelView, SIZE, shape, shortened, written } from "../../../kl_helpers/your_model.js";

/**
 * @typedef {import("../../../kl_helpers/divergence.js").Unit} Unit
 * @typedef {{names: string[], p: string[], q: string[], unit: Unit, first: "P" | "Q"}} Situation
 *   Two distributions as they were typed, and the one that stands first in the divergence.
 * @typedef {"names" | "p" | "q"} Column
 * @typedef {Record<"take" | "link" | "python" | "save" | "results" | "explorer" | "problem" | "status", HTMLElement>
 *   & {add: HTMLButtonElement, rows: HTMLTableSectionElement} & Record<"paste" | "text", HTMLTextAreaElement>} Parts
 */

const FEWEST = 2;
const MOST = 20;
const LONGEST_NAME = 40;
/** @type {Situation} */
const EMPTY = { names: ["", ""], p: ["", ""], q: ["", ""], unit: "nats", first: "P" };
const KNOWN = ["x", "p", "q", "unit", "first"];
const LOGARITHM = { nats: "ln", bits: "log₂" };

/** Read a count or a share: 0 or more, with a point or a decimal comma. @param {string} text */
function toCount(text) {
  const plain = text.trim();
  if (/^\d{1,3}(,\d{3})+$/.test(plain))
    throw new Error(`“${shortened(plain, 20)}” can be read in two ways: leave the comma out or write a point`);
  const number = Number(/^\d*,\d+$/.test(plain) ? plain.replace(",", ".") : plain);
  if (plain === "") throw new Error("a number is missing; write 0 for what is never seen");
  if (!/^[\d.,+eE-]+$/.test(plain) || !Number.isFinite(number))
    throw new Error(`“${shortened(plain, 20)}” is no number`);
  if (number < 0) throw new Error(`“${shortened(plain, 20)}” is below 0; a count or a probability is 0 or more`);
  if (number && (number < 1e-100 || number > 1e100))
    throw new Error(`“${shortened(plain, 20)}” is not 0 and not from 1e-100 to 1e100`);
  return number;
}

/**
 * The shares of counts as they were typed, or an error that says which one is wrong.
 * @param {string[]} texts @param {string} letter @param {(string | number)[]} names
 */
function toShares(texts, letter, names) {
  const counts = texts.map((text, i) => {
    try {
      return toCount(text);
    } catch (error) {
      throw new Error(`${letter} of ${names[i]}: ${messageOf(error)}.`);
    }
  });
  if (!counts.some((count) => count > 0))
    throw new Error(`${letter} has nothing above 0, so there is nothing to divide by.`);
  return sharesOf(counts);
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** A name as one short line. @param {string} text */
const toName = (text) => [...text.replace(/[\p{C}\p{Z}]+/gu, " ").trim()].slice(0, LONGEST_NAME).join("");

// The address

/** Write a situation as the last part of an address. @param {Situation} situation */
function toAddress({ names, p, q, unit, first }) {
  const plain = (/** @type {string[]} */ texts) => texts.map((text) => String(toCount(text))).join(",");
  const entries = [
    ...names.map((name) => ["x", name]),
    ["p", plain(p)],
    ["q", plain(q)],
    ["unit", unit],
    ["first", first],
  ];
  return `#${new URLSearchParams(entries)}`;
}

/**
 * Read a situation from an address; throw an error that says what is wrong with it.
 * @param {string} hash @returns {Situation}
 */
function fromAddress(hash) {
  const read = new URLSearchParams(hash.slice(1));
  const unknown = [...read.keys()].find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) throw new Error(`it has a part “${shortened(unknown, 20)}” that means nothing here`);
  for (const key of KNOWN.slice(1)) if (read.getAll(key).length > 1) throw new Error(`it gives ${key} twice`);
  const [p, q] = ["p", "q"].map((key) => numbersFrom(read, key));
  if (p.length !== q.length) throw new Error(`it has ${p.length} numbers for P and ${q.length} for Q`);
  const names = read.getAll("x").map(toName);
  if (names.length && names.length !== p.length)
    throw new Error(`it has ${names.length} names for ${p.length} outcomes`);
  const unit = choiceFrom(read, "unit", /** @type {const} */ (["nats", "bits"]));
  const first = choiceFrom(read, "first", /** @type {const} */ (["P", "Q"]));
  return { names: names.length ? names : p.map(() => ""), p, q, unit, first };
}

/** @param {URLSearchParams} read @param {string} key */
function numbersFrom(read, key) {
  const text = read.get(key);
  if (text === null) throw new Error(`its ${key.toUpperCase()} is missing`);
  const numbers = text.split(",");
  if (numbers.length < FEWEST || numbers.length > MOST)
    throw new Error(`it has ${numbers.length} numbers for ${key.toUpperCase()}; ${FEWEST} to ${MOST} are possible`);
  toShares(
    numbers,
    key.toUpperCase(),
    numbers.map((_, i) => i),
  );
  return numbers;
}

/**
 * @template {string} Choice
 * @param {URLSearchParams} read @param {string} key @param {readonly Choice[]} choices
 */
function choiceFrom(read, key, choices) {
  const wanted = read.get(key) ?? choices[0];
  const chosen = choices.find((choice) => choice === wanted);
  if (!chosen) throw new Error(`its ${key} is “${shortened(wanted, 20)}”, not ${choices.join(" or ")}`);
  return chosen;
}

// What is pasted

/** Read a table: one column is P, two are names and P, three are names, P and Q. @param {string} text */
function fromTable(text) {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/).filter((line) => line.trim());
  if (!lines.length) throw new Error("There is nothing to take over.");
  const mark =
    ["\t", ";", ","].find((one) => lines.some((line) => line.includes(one))) ?? (lines.length === 1 ? /\s+/ : "\t");
  let rows = lines.map((line) =>
    line
      .trim()
      .split(mark)
      .map((cell) => cell.trim().replace(/^"(.*)"$/, "$1")),
  );
  if (rows.length === 1) rows = rows[0].map((cell) => [cell]);
  const columns = rows[0].length;
  const uneven = rows.findIndex((row) => row.length !== columns);
  if (columns > 3) throw new Error(`The first line has ${columns} cells; one to three are possible: a name, P and Q.`);
  if (uneven >= 0) throw new Error(`Line ${uneven + 1} has ${rows[uneven].length} cells and the first has ${columns}.`);
  const header = rows.length > FEWEST && !isCount(rows[0][columns === 1 ? 0 : 1]);
  if (header) rows.shift();
  if (rows.length < FEWEST || rows.length > MOST)
    throw new Error(`These are ${rows.length} outcomes; ${FEWEST} to ${MOST} are possible.`);
  const names = rows.map((row) => (columns === 1 ? "" : toName(row[0])));
  const p = rows.map((row) => row[columns === 1 ? 0 : 1]);
  const q = columns === 3 ? rows.map((row) => row[2]) : undefined;
  toShares(p, "P", names.map(orNumber));
  if (q) toShares(q, "Q", names.map(orNumber));
  return { names, p, q, header };
}

/** @param {string} text */
function isCount(text) {
  try {
    return toCount(text) >= 0;
  } catch {
    return false;
  }
}

/** An outcome without a name is called by its number. @param {string} name @param {number} i */
const orNumber = (name, i) => name || String(i);

// What is handed on

/** Lines of Python that give the same number. @param {Situation} situation */
function asPython({ p, q, unit, first }) {
  const array = (/** @type {string[]} */ texts) =>
    `np.array([${texts.map((text) => String(toCount(text))).join(", ")}])`;
  const order = first === "P" ? "p, q" : "q, p";
  return [
    "import numpy as np",
    "from kl_helpers import kl_divergence",
    "",
    `p, q = ${array(p)}, ${array(q)}`,
    "p, q = p / p.sum(), q / q.sum()",
    `print(kl_divergence(${order}, unit="${unit}"))`,
    "",
  ].join("\n");
}

/** The picture as a file of its own, in the colours that it has now. @param {Element} root */
function asPicture(root) {
  const [width, height] = SIZE;
  const whole = shape("svg", { viewBox: `0 0 ${2 * width} ${height}`, width: 2 * width, height });
  whole.append(shape("rect", { width: "100%", height: "100%", fill: getComputedStyle(root).backgroundColor }));
  root.querySelectorAll(".kl-picture").forEach((picture, i) => {
    const panel = shape("g", { transform: `translate(${i * width} 0)` });
    for (const drawing of picture.children) for (const part of drawing.children) panel.append(inItsColours(part));
    whole.append(panel);
  });
  return new XMLSerializer().serializeToString(whole);
}

/** @param {Element} part */
function inItsColours(part) {
  const copy = /** @type {Element} */ (part.cloneNode(false));
  const look = getComputedStyle(part);
  for (const name of ["fill", "stroke"]) {
    const own = part.getAttribute(name);
    if (own && !own.startsWith("url")) copy.setAttribute(name, look.getPropertyValue(name));
  }
  if (part.tagName === "text") copy.setAttribute("font-family", look.fontFamily);
  copy.append(
    ...[...part.childNodes].map((child) => (child instanceof Element ? inItsColours(child) : child.cloneNode())),
  );
  return copy;
}

// The page

class Playground {
  /** @param {Element} root */
  constructor(root) {
    this.root = root;
    this.state = structuredClone(EMPTY);
    /** P and Q, as long as both can be read. @type {[number[], number[]] | undefined} */
    this.pmfs = undefined;
    /** @type {NodeListOf<HTMLInputElement>} */
    this.choices = root.querySelectorAll("[type=radio]");
    this.part("add").addEventListener("click", () => this.resize(this.state.p.length, 1));
    this.part("take").addEventListener("click", () => this.take());
    this.part("link").addEventListener("click", () =>
      this.handOn("The link", () => location.href.replace(/#.*/, "") + toAddress(this.state)),
    );
    this.part("python").addEventListener("click", () => this.handOn("The Python lines", () => asPython(this.state)));
    this.part("save").addEventListener("click", () => this.save());
    for (const choice of this.choices)
      choice.addEventListener("change", () => this.choose(choice.value === "bits" ? "bits" : "nats"));
    addEventListener("hashchange", () => this.open());
    this.open();
  }

  /** @template {keyof Parts} Name @param {Name} name @returns {Parts[Name]} */
  part(name) {
    return /** @type {Parts[Name]} */ (this.root.querySelector(`[data-part=${name}]`));
  }

  /** Show what the address says, or an empty playground and what is wrong. */
  open() {
    this.say("");
    try {
      this.state = location.hash.length > 1 ? fromAddress(location.hash) : structuredClone(WORMS);
    } catch (error) {
      this.state = structuredClone(EMPTY);
      this.say(`The link is damaged: ${messageOf(error).replace(/\.$/, "")}. Here is an empty playground.`);
    }
    this.rebuild();
  }

  /** @param {Unit} unit */
  choose(unit) {
    this.state.unit = unit;
    this.rebuild();
  }

  rebuild() {
    for (const choice of this.choices) choice.checked = this.state.unit === choice.value;
    this.part("rows").replaceChildren(...this.state.p.map((_, i) => this.makeRow(i)));
    this.part("add").disabled = this.state.p.length === MOST;
    this.compute();
  }

  /** @param {number} i */
  makeRow(i) {
    const fields = [this.makeField("names", "Name", i), this.makeField("p", "P", i), this.makeField("q", "Q", i)];
    const remove = button("−", `Remove ${orNumber(this.state.names[i], i)}`, () => this.resize(i, -1));
    remove.disabled = this.state.p.length === FEWEST;
    const cells = [...fields, "", remove].map((inside) => element("td", {}, inside));
    cells[3].className = "term";
    return element("tr", {}, ...cells);
  }

  /** @param {Column} key @param {string} label @param {number} i */
  makeField(key, label, i) {
    const field = element("input", {
      type: "text",
      autocomplete: "off",
      "aria-label": `${label} of outcome ${i + 1}`,
      placeholder: key === "names" ? String(i) : "",
    });
    if (key !== "names") field.inputMode = "decimal";
    field.value = this.state[key][i];
    field.addEventListener("input", () => {
      this.state[key][i] = key === "names" ? toName(field.value) : field.value;
      this.compute();
    });
    return field;
  }

  /** Add an outcome behind the last, or remove one. @param {number} i @param {1 | -1} by */
  resize(i, by) {
    for (const key of /** @type {const} */ (["names", "p", "q"])) {
      if (by > 0) this.state[key].push(key === "names" ? "" : "0");
      else this.state[key].splice(i, 1);
    }
    this.rebuild();
    this.part("rows").rows[Math.min(i, this.state.p.length - 1)].querySelector("input")?.focus();
  }

  take() {
    try {
      const { names, p, q, header } = fromTable(this.part("paste").value);
      const kept = this.state.q.length === p.length ? this.state.q : p.map(() => "1");
      Object.assign(this.state, { names, p, q: q ?? kept });
      this.rebuild();
      this.say(`${p.length} outcomes taken over${header ? "; the first line was read as a heading" : ""}.`);
    } catch (error) {
      this.say(messageOf(error));
    }
  }

  /** Compute all that can be computed, and draw; or say what is missing. */
  compute() {
    const names = this.state.names.map(orNumber);
    this.mark();
    try {
      this.pmfs = [toShares(this.state.p, "P", names), toShares(this.state.q, "Q", names)];
    } catch (error) {
      this.pmfs = undefined;
      this.part("problem").textContent = messageOf(error);
    }
    for (const part of [this.part("results"), this.part("explorer")]) part.hidden = !this.pmfs;
    this.part("problem").hidden = Boolean(this.pmfs);
    if (this.pmfs) this.draw(names, ...this.pmfs);
    this.fill();
  }

  mark() {
    for (const [i, row] of [...this.part("rows").rows].entries()) {
      const [, p, q] = row.querySelectorAll("input");
      p.setAttribute("aria-invalid", String(!isCount(this.state.p[i])));
      q.setAttribute("aria-invalid", String(!isCount(this.state.q[i])));
    }
  }

  /** @param {string[]} outcomes @param {number[]} p @param {number[]} q */
  draw(outcomes, p, q) {
    const equal = p.map(() => 1 / p.length);
    const starts = [
      { name: "uniform model", q: equal, line: true },
      { name: "P itself", q: p, line: false },
    ];
    const about = { name: "P", model: "Q", axis: "outcome", unit: this.state.unit, outcomes, p, starts };
    const place = element("div");
    const view = new ModelView(place, about, q, this.state.first === "Q", (...change) => {
      this.onDragged(view, p, ...change);
    });
    this.part("explorer").replaceChildren(place);
  }

  /**
   * Q has been dragged: its numbers are written into the table, and the table counts.
   * @param {ModelView} view @param {number[]} p @param {number[]} q @param {boolean} reverse
   */
  onDragged(view, p, q, reverse) {
    this.state.q = q.map((q_i) => String(Number(q_i.toPrecision(6))));
    this.state.first = reverse ? "Q" : "P";
    view.q = sharesOf(this.state.q.map(Number));
    this.pmfs = [p, view.q];
    view.show();
    [...this.part("rows").rows].forEach((row, i) => (row.querySelectorAll("input")[2].value = this.state.q[i]));
    this.mark();
    this.fill();
  }

  /** Write shares, terms and sums, or take them away. */
  fill() {
    const [p, q] = this.pmfs ?? [[], []];
    const [one, other] = this.state.first === "P" ? [p, q] : [q, p];
    const terms = klTerms(one, other, this.state.unit);
    [...this.part("rows").rows].forEach((row, i) => {
      row.cells[3].textContent = this.pmfs ? this.term(one[i], other[i], terms[i]) : "";
    });
    if (this.pmfs) this.part("results").replaceChildren(...this.sums(p, q));
  }

  /** A term with the numbers put in. @param {number} one @param {number} other @param {number} value */
  term(one, other, value) {
    if (one === 0) return `0, since ${this.state.first.toLowerCase()} is 0`;
    return `${brief(one)} × ${LOGARITHM[this.state.unit]}(${brief(one)} / ${brief(other)}) = ${written(value)}`;
  }

  /** @param {number[]} p @param {number[]} q */
  sums(p, q) {
    const { unit } = this.state;
    /** @type {[string, number][]} */
    const values = [
      ["KL(P ‖ Q)", klDivergence(p, q, unit)],
      ["KL(Q ‖ P)", klDivergence(q, p, unit)],
      ["Entropy H(P)", entropy(p, unit)],
      ["Entropy H(Q)", entropy(q, unit)],
      ["Cross-entropy H(P, Q)", crossEntropy(p, q, unit)],
      ["Cross-entropy H(Q, P)", crossEntropy(q, p, unit)],
      ["Jensen-Shannon divergence", jensenShannon(p, q, unit)],
    ];
    return values.map(([name, value]) =>
      element(
        "div",
        {},
        element("dt", {}, name),
        element("dd", {}, value === Infinity ? "infinity" : `${written(value)} ${unit}`),
      ),
    );
  }

  /**
   * Copy what `make` gives; where copying is not allowed, show it to be copied by hand.
   * @param {string} name @param {() => string} make
   */
  async handOn(name, make) {
    const text = this.attempt(make);
    if (text === undefined) return;
    const shown = this.part("text");
    shown.value = text;
    shown.hidden = false;
    shown.rows = text.split("\n").length;
    try {
      await navigator.clipboard.writeText(text);
      this.say(`${name}: copied.`);
    } catch {
      shown.select();
      this.say(`${name}: copy the text below.`);
    }
  }

  save() {
    const text = this.attempt(() => asPicture(this.part("explorer").children[0]));
    if (text === undefined) return;
    const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    const link = element("a", { href: address, download: "kl-divergence.svg" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    this.say("The picture: saved as kl-divergence.svg.");
  }

  /** Do what needs numbers that can be read; say so where they cannot. @param {() => string} make */
  attempt(make) {
    if (this.pmfs) return make();
    this.say(this.part("problem").textContent ?? "");
    return undefined;
  }

  /** @param {string} text */
  say(text) {
    this.part("status").textContent = text;
  }
}

/** A share with four digits that matter. @param {number} share */
const brief = (share) => (share === 0 || share >= 1e-3 ? String(Number(share.toPrecision(4))) : written(share));

/** @type {Situation} */
const WORMS = {
  names: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
  p: ["2", "3", "5", "14", "16", "15", "12", "8", "10", "8", "7"],
  q: Array(11).fill("1"),
  unit: "nats",
  first: "P",
};

const root = document.querySelector(".playground");
if (root) new Playground(root);
