// Computes with divergence.js what the tests in Python ask for: JSON in, JSON out, in one process.
import { readFileSync } from "node:fs";
import * as functions from "../../kl_helpers/divergence.js";

const asked = JSON.parse(readFileSync(0, "utf8"));
const answers = asked.map(([name, ...values]) => functions[name](...values));
const infinite = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
process.stdout.write(JSON.stringify(answers, infinite));
