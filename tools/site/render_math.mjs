// Reads a JSON list of {tex, display} and writes the list of their HTML.
// Formulas become HTML with MathML while the site is built, so no page computes any.
import { readFileSync } from "node:fs";
import katex from "katex";

const formulas = JSON.parse(readFileSync(0, "utf8"));
const rendered = formulas.map(({ tex, display }) =>
  katex.renderToString(tex, { displayMode: display, strict: "error", throwOnError: true }),
);
process.stdout.write(JSON.stringify(rendered));
