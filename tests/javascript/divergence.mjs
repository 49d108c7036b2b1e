// Computes with divergence.js what the tests in Python ask for: JSON in, JSON out, in one process.
import { readFileSync } from "node:fs";

const source = readFileSync(new URL("../../kl_helpers/divergence.js", import.meta.url), "utf8");
const names = "klTerms, klDivergence, crossEntropy, entropy, jensenShannon, moved, sharesOf";
const functions = new Function(`${source}\nreturn { ${names} };`)();

const asked = JSON.parse(readFileSync(0, "utf8"));
const answers = asked.map(([name, ...values]) => functions[name](...values));
const infinite = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
process.stdout.write(JSON.stringify(answers, infinite));
