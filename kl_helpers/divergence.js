// @ts-check
/**
 * KL divergence as `divergence.py` computes it, for what a reader makes in the page.
 * A test holds both to the same numbers. A distribution is an array of probabilities.
 *
 * @typedef {"nats" | "bits"} Unit
 */

export const NATS_IN = { nats: 1, bits: Math.LN2 };
const SMALLEST = Number.MIN_VALUE; // of what is possible; below it a float is 0

/** Add up without the rounding of a plain loop (Neumaier 1974). @param {number[]} values */
export function total(values) {
  if (values.includes(Infinity)) return Infinity;
  let [sum, lost] = [0, 0];
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Shares of counts. @param {number[]} counts */
export function sharesOf(counts) {
  const whole = total(counts);
  return counts.map((count) => count / whole);
}

/**
 * What each outcome adds to KL(p ‖ q): 0 where p is 0, infinite where only q is.
 * @param {number[]} p @param {number[]} q @param {Unit} unit
 */
export function klTerms(p, q, unit = "nats") {
  return p.map((p_i, i) => (p_i === 0 ? 0 : (p_i * (Math.log(p_i) - Math.log(q[i]))) / NATS_IN[unit]));
}

/** KL(p ‖ q), never below 0. @param {number[]} p @param {number[]} q @param {Unit} unit */
export function klDivergence(p, q, unit) {
  return Math.max(total(klTerms(p, q, unit)), 0);
}

/** The average surprise with a model. @param {number[]} p @param {number[]} q @param {Unit} unit */
export function crossEntropy(p, q, unit) {
  return total(p.map((p_i, i) => (p_i === 0 ? 0 : (-p_i * Math.log(q[i])) / NATS_IN[unit])));
}

/** The surprise that remains. @param {number[]} p @param {Unit} unit */
export const entropy = (p, unit) => crossEntropy(p, p, unit);

/**
 * The mean of the two divergences from the average of p and q: symmetric, at most ln 2.
 * The average is never divided by 2, which could make it 0.
 * @param {number[]} p @param {number[]} q @param {Unit} unit
 */
export function jensenShannon(p, q, unit) {
  const twice = p.map((p_i, i) => p_i + q[i]);
  const terms = [...klTerms(p, twice), ...klTerms(q, twice)];
  return Math.max((total(terms) / 2 + Math.LN2) / NATS_IN[unit], 0);
}

/**
 * Give one outcome a probability; the others give way in proportion, so that all add up to 1.
 * What is possible stays possible, and what is 0 stays 0, unless the outcome had everything:
 * then the others get the proportions that they had before, or equal ones.
 * @param {number[]} q @param {number} k @param {number} value @param {number[]} before
 */
export function moved(q, k, value, before = q) {
  const others = (/** @type {number[]} */ pmf) => pmf.map((q_i, i) => (i === k ? 0 : q_i));
  const equal = others(q.map(() => 1));
  const chosen = [others(q), others(before), equal].find((w) => w.some((w_i) => w_i > 0)) ?? equal;
  const most = Math.max(...chosen);
  const weights = chosen.map((w) => w / most); // sums of the tiniest would be too small to divide by
  if (value === 1) return equal.map((_, i) => (i === k ? 1 : 0));
  const scale = (1 - value) / total(weights);
  const next = weights.map((w) => (w === 0 ? 0 : Math.max(w * scale, SMALLEST)));
  next[k] = value;
  const largest = weights.indexOf(1);
  next[largest] = 0;
  next[largest] = Math.max(total([1, ...next.map((q_i) => -q_i)]), SMALLEST); // takes what rounding left
  return next;
}
