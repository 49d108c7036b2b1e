import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import {
  clamp,
  closeIfUnused,
  countPlaces,
  nearest,
  own,
  percent,
  Slider,
  same,
  sharedBy,
  unpack,
} from "../../kl_helpers/explorer.js";
import { bookOf, control, expected, Model, packed, view } from "./explorer_parts.mjs";

// Places and stops

test("the nearest of some numbers, the first of two that are equally near", () => {
  assert.equal(nearest([0, 1, 2], 1.4), 1);
  assert.equal(nearest([0, 1, 2], -7), 0);
  assert.equal(nearest([3, 2, 1], 1.2), 2);
  assert.equal(nearest([0, 2], 1), 0);
  assert.equal(nearest([5], 100), 0);
});

test("a stop stays among the stops", () => {
  assert.deepEqual(
    [-3, 0, 2, 9].map((i) => clamp(i, 3)),
    [0, 0, 2, 2],
  );
  assert.equal(clamp(-Infinity, 3), 0);
  assert.equal(clamp(Infinity, 3), 2);
  assert.equal(percent(0.12345), "12.35%");
});

test("two states are the same if all their values are", () => {
  assert.equal(same([1, 2], [1, 2]), true);
  assert.equal(same([1, 2], [1, 3]), false);
});

// The book

test("a book is unpacked whole, also from the middle of a buffer", async () => {
  const bytes = packed("kl_curve");
  const padded = new Uint8Array(bytes.length + 14);
  padded.set(bytes, 7);
  const view = new DataView(padded.buffer, 7, bytes.length);
  const [whole, inside] = [await unpack(bytes), await unpack(view)];
  assert.deepEqual(inside, whole);
  assert.equal(whole.frames.length, 100);
  assert.deepEqual(whole.start, [0.3]);
});

for (const name of ["kl_curve", "interval_event", "beta_binomial_model", "messages"]) {
  test(`every state of ${name} shows its own frame`, async () => {
    const book = await unpack(packed(name));
    const shown = expected(name);
    assert.equal(shown.length, book.frames.length);
    for (const [values, alt] of shown) {
      const stops = values.map((value, i) => book.controls[i].values.indexOf(value));
      const one = view(book, stops);
      one.show();
      assert.equal(one.drawnFrames[0][1], alt);
      assert.deepEqual(one.values(), values);
    }
  });
}

const ids = (svg) => [...svg.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1]);
const references = (svg) => [...svg.matchAll(/url\(#([^)]+)\)|href="#([^"]+)"/g)].map((match) => match[1] ?? match[2]);

/** All drawings of a book, as they stand in a page. */
const owned = (book, id) => [
  ...book.panels.map(({ still }, i) => own(still, id, i, "-still")),
  ...book.legend.map(({ swatch }, i) => own(swatch, id, i, "-legend")),
  ...book.frames[0][0].map((drawn, i) => own(drawn, id, i)),
];

test("no id stands twice on a page, be it in one explorer or in two of a kind", async () => {
  for (const name of ["kl_curve", "interval_event", "beta_binomial_model"]) {
    const book = await unpack(packed(name));
    const drawings = [...owned(book, "a"), ...owned(book, "b")].map((drawn) => [...new Set(ids(drawn))]);
    assert.ok(drawings.flat().length > 50);
    assert.equal(new Set(drawings.flat()).size, drawings.flat().length);
  }
});

test("an owned drawing refers to its own ids, and to the clip of its curve", async () => {
  for (const name of ["kl_curve", "interval_event", "beta_binomial_model"]) {
    const book = await unpack(packed(name));
    book.panels.forEach(({ still }, i) => {
      const moving = book.frames.map(([panels]) => own(panels[i], "kl7", i));
      for (const drawn of [own(still, "kl7", i, "-still"), ...moving]) {
        const known = new Set([...ids(drawn), `kl7-${i}-trace-0`, `kl7-${i}-trace-1`]);
        assert.deepEqual(
          references(drawn).filter((id) => !known.has(id)),
          [],
        );
      }
    });
  }
});

test("a curve to be discovered is clipped by what its slider has visited", () => {
  const still = own(`<g class="kl-trace" data-control="1"><path d="M 0 0 "/></g>`, "kl3", 1, "-still");
  assert.match(still, /class="kl-trace" data-control="1" clip-path="url\(#kl3-1-trace-1\)"/);
  assert.match(own(`class="kl-trace" data-control="12"`, "kl3", 0), /"url\(#kl3-0-trace-12\)"$/);
});

test("ids hold no dots, and those of what moves no layer", () => {
  assert.equal(own(`<g id="a"/>`, "kl3", 0), `<g id="kl3-0-a"/>`);
  assert.match(sharedBy(new Model({ book: packed("messages") })).id, /^kl[a-z0-9]+$/);
});

// What is typed into a readout

function typed(text, { values = [0.5, 0.544, 0.55, 1, 1000], labels } = {}) {
  const gone = [];
  const slider = Object.create(Slider.prototype);
  const shows = { count: 0 };
  Object.assign(slider, {
    control: { symbol: "p", values, labels: labels ?? values.map((value) => value.toLocaleString("en")) },
    go: (stop) => gone.push(stop),
    show: () => (shows.count += 1),
  });
  slider.onTyped(text);
  assert.equal(shows.count, 1, "the readout always shows where the slider stands");
  return gone.length ? values[gone[0]] : undefined;
}

test("a typed number goes to its stop, or to the nearest", () => {
  assert.equal(typed("0.544"), 0.544);
  assert.equal(typed(" 0.545 "), 0.544);
  assert.equal(typed(".55"), 0.55);
  assert.equal(typed("99999"), 1000);
  assert.equal(typed("-3"), 0.5);
  assert.equal(typed("1e3"), 1000);
});

test("a comma is a decimal comma where it can be one", () => {
  assert.equal(typed("0,544"), 0.544);
  assert.equal(typed(",55"), 0.55);
  assert.equal(typed("0,5"), 0.5);
});

test("a comma between thousands is none", () => {
  assert.equal(typed("1,000"), 1000);
  assert.equal(typed("70,000", { values: [70, 70_000] }), 70_000);
  assert.equal(typed("100,000", { values: [100, 100_000] }), 100_000);
  assert.equal(typed("1,000,000", { values: [1, 1_000_000] }), 1_000_000);
  assert.equal(typed("2,100", { values: [2, 2_000] }), 2_000, "a number that is no label");
  assert.equal(typed("12,345,678", { values: [12, 12_000_000] }), 12_000_000);
  assert.equal(typed("1,00,000", { values: [1, 100_000] }), 100_000);
  assert.equal(typed("12,300", { values: [12, 12_345] }), 12_345);
  assert.equal(typed("1234,500", { values: [1234, 1_234_500] }), 1234, "four digits are no thousands");
  assert.equal(typed("1,0005", { values: [1, 10_005] }), 1, "nor are four behind the comma");
});

test("a minus sign of either kind", () => {
  assert.equal(typed("−2", { values: [-2, 2] }), -2);
  assert.equal(typed("-2", { values: [-2, 2] }), -2);
});

test("a label goes to its stop, whatever it says", () => {
  assert.equal(typed("3 cm", { values: [1, 3], labels: ["1 cm", "3 cm"] }), 3);
  assert.equal(typed("1,5", { values: [1, 15], labels: ["1", "1,5"] }), 15);
  assert.equal(typed("never", { values: [0, 1], labels: ["never", "always"] }), 0);
});

test("nonsense moves nothing", () => {
  for (const text of ["", "  ", "p", "0.5.4", "one", "0x", "NaN", "Infinity", "--1"])
    assert.equal(typed(text), undefined, text);
});

// Keys

function pressed(key, modifiers = {}) {
  const slider = Object.create(Slider.prototype);
  const seen = { stopped: 0, gone: undefined };
  Object.defineProperty(slider, "stop", { value: 20 });
  slider.go = (stop) => (seen.gone = stop);
  const stop = () => (seen.stopped += 1);
  slider.onKey({ key, preventDefault: stop, stopPropagation: stop, ...modifiers });
  return seen;
}

test("keys move by one stop, by ten, to the ends", () => {
  const moves = {
    ArrowRight: 21,
    ArrowUp: 21,
    ArrowLeft: 19,
    ArrowDown: 19,
    PageUp: 30,
    PageDown: 10,
    Home: -Infinity,
    End: Infinity,
  };
  for (const [key, stop] of Object.entries(moves)) assert.deepEqual(pressed(key), { gone: stop, stopped: 2 }, key);
});

test("other keys and shortcuts are left to the page", () => {
  for (const key of ["b", "d", "0", "Tab", "Enter", "Escape"])
    assert.deepEqual(pressed(key), { gone: undefined, stopped: 0 });
  for (const held of ["ctrlKey", "metaKey", "altKey"])
    assert.equal(pressed("ArrowRight", { [held]: true }).gone, undefined);
});

// Taking hold

const HANDLES = {
  centre: { control: 0, panel: 0, direction: "x", of: [0], at: [0.2, 0.5, 0.8], box: [0, 0, 1, 1] },
  // Centre ± width / 2 for centres 0.2, 0.5, 0.8 and widths 0.1, 0.4.
  left: { control: 1, panel: 0, direction: "x", of: [0, 1], at: [0.15, 0, 0.45, 0.3, 0.75, 0.6], box: [0, 0, 1, 1] },
  right: { control: 1, panel: 0, direction: "x", of: [0, 1], at: [0.25, 0.4, 0.55, 0.7, 0.85, 1], box: [0, 0, 1, 1] },
  across: { control: 1, panel: 0, direction: "y", of: [1], at: [0.9, 0.1], box: [0, 0, 1, 1] },
};
const interval = (stops) => view(bookOf(control("centre", [0.2, 0.5, 0.8]), control("width", [0.1, 0.4])), stops);
const picture = { getBoundingClientRect: () => ({ left: 100, top: 50, width: 200, height: 400 }) };
const at = (x, y = 0.5) => ({ clientX: 100 + 200 * x, clientY: 50 + 400 * y });

test("a handle that depends on two sliders stands where both put it", () => {
  for (const [i, centre] of [0.2, 0.5, 0.8].entries()) {
    for (const [j, width] of [0.1, 0.4].entries()) {
      const one = interval([i, j]);
      assert.equal(one.placeOf(HANDLES.centre), centre);
      assert.ok(Math.abs(one.placeOf(HANDLES.left) - (centre - width / 2)) < 1e-9);
      assert.ok(Math.abs(one.placeOf(HANDLES.right) - (centre + width / 2)) < 1e-9);
      assert.ok(Math.abs(one.placeOf(HANDLES.right, 0) - (centre + 0.05)) < 1e-9, "were the width its first stop");
    }
  }
});

test("the handle nearest to the pointer is taken, in each direction", () => {
  const { centre, left, right, across } = HANDLES;
  const one = interval([1, 1]);
  const pick = (x, y) => one.pick([centre, left, right, across], picture, at(x, y));
  assert.deepEqual(pick(0.52), [centre, across]);
  assert.deepEqual(pick(0.31), [left, across]);
  assert.deepEqual(pick(0.95), [right, across]);
  assert.deepEqual(one.pick([across], picture, at(0.5, 0.2)), [across]);
});

test("an edge that is dragged makes the interval wider and leaves its middle", () => {
  const one = interval([1, 0]);
  one.drag([HANDLES.right], picture, at(0.69));
  assert.deepEqual(one.stops, [1, 1]);
  one.drag([HANDLES.left], picture, at(0.44));
  assert.deepEqual(one.stops, [1, 0]);
  one.drag([HANDLES.centre], picture, at(0.79));
  assert.deepEqual(one.stops, [2, 0]);
  one.drag([HANDLES.centre, HANDLES.across], picture, at(0.9, 0.3));
  assert.deepEqual(one.stops, [2, 1]);
  one.drag([HANDLES.centre, HANDLES.across], picture, at(0.1, 0.8));
  assert.deepEqual(one.stops, [0, 0]);
});

test("a drag tells the kernel where it has come to, after the picture, and not at all when nothing moves", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const one = interval([1, 0]);
  one.drag([HANDLES.centre], picture, at(0.51));
  t.mock.timers.tick(100);
  assert.equal(one.model.saved, 0);
  one.drag([HANDLES.centre], picture, at(0.2));
  one.drag([HANDLES.centre], picture, at(0.8));
  assert.deepEqual(
    one.drawnFrames.map(([, alt]) => alt),
    ["0.2,0.1", "0.8,0.1"],
  );
  assert.equal(one.model.saved, 0, "told before the picture could be painted");
  t.mock.timers.tick(100);
  assert.equal(one.model.saved, 1);
  assert.deepEqual(one.model.state.values, [0.8, 0.1]);
  one.drag([HANDLES.centre], picture, at(0.2));
  t.mock.timers.tick(100);
  assert.equal(one.model.saved, 2);
});

// What has been discovered

test("every stop on the way has been visited", () => {
  const one = view(bookOf(control("p", [0, 1, 2, 3, 4, 5])), [1]);
  one.markVisited([1]);
  one.moveTo([[0, 4]]);
  assert.deepEqual([...one.visited.stops[0]].sort(), [1, 2, 3, 4]);
  assert.deepEqual([...one.visited.states.keys()].sort(), ["1", "2", "3", "4"]);
});

test("a move of one slider passes states in which the others stand still", () => {
  const one = view(bookOf(control("x", [0, 1, 2]), control("y", [0, 1, 2])), [0, 2]);
  one.moveTo([[0, 2]]);
  assert.deepEqual([...one.visited.states.keys()].sort(), ["0,2", "1,2", "2,2"]);
});

test("a jump of two sliders at once visits where it ends, not what lies between", () => {
  const one = view(bookOf(control("x", [0, 1, 2]), control("y", [0, 1, 2])), [0, 0]);
  one.moveTo([
    [0, 2],
    [1, 2],
  ]);
  assert.deepEqual([...one.visited.states.keys()], ["2,2"]);
});

test("a mark is seen once all its sliders have been at its stops, together", () => {
  const mark = (stops) => ({
    dataset: { stops: JSON.stringify(stops) },
    classList: { toggle: (name, on) => name === "kl-seen" && (mark.on = on) },
  });
  const seen = (stops, moves) => {
    const one = view(bookOf(control("x", [0, 1, 2]), control("y", [0, 1, 2])), [0, 0]);
    one.root = {
      classList: { toggle() {} },
      querySelectorAll: (marks) => (marks === ".kl-found" ? [mark(stops)] : []),
    };
    one.markVisited([0, 0]);
    for (const move of moves) one.moveTo(move);
    one.showRevealed();
    return mark.on;
  };
  assert.equal(seen({ 0: 1 }, []), false);
  assert.equal(seen({ 0: 1 }, [[[0, 2]]]), true, "on the way");
  assert.equal(seen({ 0: 1, 1: 1 }, [[[0, 1]], [[0, 0]], [[1, 1]]]), false, "one after the other");
  assert.equal(seen({ 0: 1, 1: 1 }, [[[0, 1]], [[1, 1]]]), true);
});

test("everything is shown once that is asked for", () => {
  for (const revealed of [false, true]) {
    const one = view(bookOf(control("x", [0, 1])), [0]);
    const toggled = {};
    one.root = { classList: { toggle: (name, on) => (toggled[name] = on) }, querySelectorAll: () => [] };
    one.model.set("revealed", revealed);
    one.showRevealed();
    assert.deepEqual(toggled, { "kl-everything": revealed });
  }
});

test("the clip of a curve covers each run of visited stops as far as half way to the next", () => {
  const stops = [...Array(12).keys()];
  const one = view(bookOf(control("p", stops)), [0]);
  one.visited.stops[0] = new Set([11, 2, 10, 1, 5]);
  const at = stops.map((stop) => 0.06 + 0.08 * stop);
  const clip = one.clip({ control: 0, at, box: [0.06, 0.1, 0.94, 0.9] }, 1, [100, 50]);
  const rect = (x, width) => `<rect x="${x}" width="${width}" height="50"/>`;
  const rects = [rect("10.00", "16.00"), rect("42.00", "8.00"), rect("82.00", "14.00")];
  assert.equal(clip, `<clipPath id="kl0-1-trace-0">${rects.join("")}</clipPath>`);
});

test("the clip of a curve begins and ends a little outside the picture", () => {
  const one = view(bookOf(control("p", [0, 1, 2])), [0]);
  one.visited.stops[0] = new Set([0]);
  const clip = one.clip({ control: 0, at: [0.2, 0.4, 0.8], box: [0.2, 0.1, 0.8, 0.9] }, 1, [100, 50]);
  assert.match(clip, /<rect x="18.00" width="12.00"/);
});

// Playing

function playing(t, size) {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const one = view(bookOf(control("p", [...Array(size).keys()])), [0]);
  one.root = { isConnected: true };
  const slider = {
    control: one.book.controls[0],
    index: 0,
    get stop() {
      return one.stops[0];
    },
  };
  one.play(slider);
  return one;
}

test("playing goes to the next stop in a third of a second, and ends at the last", (t) => {
  const one = playing(t, 3);
  t.mock.timers.tick(349);
  assert.deepEqual(one.stops, [0]);
  t.mock.timers.tick(1);
  assert.deepEqual(one.stops, [1]);
  assert.notEqual(one.playing, undefined);
  t.mock.timers.tick(350);
  assert.deepEqual(one.stops, [2]);
  assert.equal(one.playing, undefined);
});

test("playing ends when the explorer has gone from the page", (t) => {
  const one = playing(t, 3);
  one.root.isConnected = false;
  t.mock.timers.tick(350);
  assert.equal(one.playing, undefined);
});

test("playing many stops takes twelve seconds in all", (t) => {
  const one = playing(t, 101);
  t.mock.timers.tick(119);
  assert.deepEqual(one.stops, [0]);
  t.mock.timers.tick(1);
  assert.deepEqual(one.stops, [1]);
});

// What only a kernel can draw

function live(stops = [0]) {
  const book = bookOf(control("p", [0, 1, 2, 3]));
  const one = view({ ...book, live: true, start: [0], frames: [book.frames[0]] }, stops);
  one.visited.stops[0] = new Set();
  return one;
}

afterEach(() => {
  for (const one of waiting.splice(0)) clearTimeout(one.patience);
});
const waiting = [];
const answer = (one, value) => one.onMessage({ drawn: [value], frame: [[""], `alt ${value}`, "s"] });

test("a burst of moves asks for the first and then for the newest", () => {
  const one = live();
  waiting.push(one);
  for (const stop of [1, 2, 3]) one.moveTo([[0, stop]]);
  assert.deepEqual(one.model.sent, [{ draw: [1] }]);
  answer(one, 1);
  assert.deepEqual(one.model.sent, [{ draw: [1] }, { draw: [3] }]);
  answer(one, 3);
  assert.equal(one.model.sent.length, 2);
  assert.equal(one.drawnFrames.at(-1)[1], "alt 3");
});

test("what is drawn already is not asked for", () => {
  const one = live();
  one.ask();
  assert.deepEqual(one.model.sent, []);
  assert.deepEqual(one.drawnFrames, [one.shown]);
});

test("an answer that was asked for by another view, or too late, is not shown", () => {
  const one = live();
  waiting.push(one);
  answer(one, 2);
  one.moveTo([[0, 1]]);
  answer(one, 2);
  assert.deepEqual(one.drawnFrames, []);
  answer(one, 1);
  assert.deepEqual(
    one.drawnFrames.map(([, alt]) => alt),
    ["alt 1"],
  );
});

test("back and forth before the kernel answers ends where the sliders stand", () => {
  const one = live();
  waiting.push(one);
  one.moveTo([[0, 1]]);
  answer(one, 1);
  one.moveTo([[0, 2]]);
  one.moveTo([[0, 1]]);
  answer(one, 2);
  answer(one, 1);
  assert.deepEqual(one.model.sent, [{ draw: [1] }, { draw: [2] }, { draw: [1] }]);
  assert.equal(one.drawnFrames.at(-1)[1], "alt 1");
});

test("the first state is asked for again once another has been drawn", () => {
  const one = live();
  waiting.push(one);
  one.moveTo([[0, 1]]);
  answer(one, 1);
  one.moveTo([[0, 0]]);
  assert.deepEqual(one.model.sent.at(-1), { draw: [0] });
});

test("an error of the kernel is told, and the next move asks again", () => {
  const one = live();
  waiting.push(one);
  one.moveTo([[0, 1]]);
  one.onMessage({ drawn: [1], error: "ValueError: on purpose" });
  assert.deepEqual(one.complaints, ["ValueError: on purpose"]);
  one.moveTo([[0, 2]]);
  assert.deepEqual(one.model.sent, [{ draw: [1] }, { draw: [2] }]);
});

test("an error does not hide what was asked for meanwhile", () => {
  const one = live();
  waiting.push(one);
  one.moveTo([[0, 1]]);
  one.moveTo([[0, 2]]);
  one.onMessage({ drawn: [1], error: "ValueError: on purpose" });
  assert.deepEqual(one.model.sent, [{ draw: [1] }, { draw: [2] }]);
});

test("where no kernel answers, the sliders go back to what is seen", () => {
  const one = live();
  one.moveTo([[0, 3]]);
  clearTimeout(one.patience);
  one.giveUp();
  assert.deepEqual(one.stops, [0]);
  assert.deepEqual(one.model.state.values, [0]);
  assert.match(one.complaints[0], /no kernel answers\. Run the cell\./);
});

// A cell that runs again

test("an explorer that has gone from every place says so, one that is seen or never was does not", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const [gone, seen, unshown] = [1, 2, 3].map(() => new Model({ book: packed("kl_curve") }));
  for (const model of [gone, seen]) countPlaces(model.get("book"), 1);
  countPlaces(gone.get("book"), -1);
  for (const model of [gone, seen, unshown]) closeIfUnused(model, model.get("book"));
  t.mock.timers.tick(1999);
  assert.deepEqual(gone.sent, []);
  t.mock.timers.tick(1);
  assert.deepEqual(gone.sent, [{ unused: true }]);
  assert.deepEqual([...seen.sent, ...unshown.sent], []);
});

test("two views of one model share its book, its ids and what has been visited", async () => {
  const model = new Model({ book: packed("messages") });
  assert.equal(sharedBy(model), sharedBy(model));
  assert.deepEqual(sharedBy(model).visited, { stops: [], states: new Map() });
  const other = new Model({ book: packed("messages") });
  assert.notEqual(sharedBy(model).id, sharedBy(other).id);
  await Promise.all([sharedBy(model).book, sharedBy(other).book]);
});
