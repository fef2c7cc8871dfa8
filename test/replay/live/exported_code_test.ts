import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { temporaryFolder } from "../../helpers/crash.ts";
import { CURRENT, exec } from "../../helpers/runtimes.ts";
import { captureIn, evaluate, frameOf, live, replayCommand } from "./captured_program.ts";

const FILES: Readonly<Record<string, string>> = {
  "package.json": `{ "type": "module" }`,
  "node_modules/amount/package.json": `{ "name": "amount", "type": "module", "exports": "./lib/index.js" }`,
  "node_modules/amount/lib/index.js": `export { Amount } from "./amount.js";`,
  "node_modules/amount/lib/amount.js": `
const made = new Map();
function make(n) { return new Amount(n); }
export class Amount {
  constructor(n) { this.n = n; made.set(n, this); }
  plus(other) { if (!(other instanceof Amount)) throw new TypeError("no Amount"); return make(this.n + other.n); }
  static from(n) { return make(n); }
}`,
  "node_modules/ticker/package.json": `{ "name": "ticker", "main": "main.cjs" }`,
  "node_modules/ticker/main.cjs": `
function Ticker(step) { this.step = step; this.at = 0; }
Ticker.prototype.tick = function () { return this.at += this.step; };
class Locked { #key = 7; open() { return this.#key; } }
function hidden() { return new Locked(); }
module.exports = { Ticker, locked: hidden() };`,
  "main.js": `
import { writeFileSync } from "node:fs";
import { Amount } from "amount";
import ticker from "ticker";
const { capture, init } = await import(process.env.KEEPTRACE);
const recording = await init();
function main(path) {
  const price = Amount.from(5);
  const clock = new ticker.Ticker(3);
  const { locked } = ticker;
  const add = (n) => price.plus(new Amount(n));
  try { price.plus(3); } catch (error) { writeFileSync(path, capture(error)); void [clock, locked, add]; }
}
main(process.argv[2]);
await recording.dispose();`,
};

/** What the program and a package have alike. */
const ALIKE = `let base = 10;
function clamp(n) { return n < base ? base : n; }
class Box { constructor(n) { this.n = n; } grow() { return this.n + base; } }
`;

const TWINS: Readonly<Record<string, string>> = {
  "package.json": `{ "type": "module" }`,
  "node_modules/maths/package.json": `{ "name": "maths", "main": "index.cjs" }`,
  "node_modules/maths/index.cjs": `${ALIKE.replace("10", "0")}
module.exports = { clamp, Box, half(n) { return n / 2; } };`,
  "own.js": `${ALIKE}export { Box, clamp };`,
  "main.js": `
import { writeFileSync } from "node:fs";
import maths from "maths";
import * as own from "./own.js";
const { capture, init } = await import(process.env.KEEPTRACE);
const recording = await init();
function run(clamp, box, theirs, { half }) { throw new Error("no " + half(clamp(1)) + box.grow() + theirs(1)); }
try { run(own.clamp, new own.Box(1), maths.clamp, maths); } catch (error) { writeFileSync(process.argv[2], capture(error)); }
await recording.dispose();`,
};

test("a function of the program is not taken for one of a package with the same text", async () => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(TWINS)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const frame = frameOf(await live(await captureIn(folder, "main.js")), "run");
  assert.equal(await evaluate(frame, "half(4)"), 2);
  const results = [];
  for (const text of ["clamp(1)", "box.grow()", "theirs(1)"]) results.push(await evaluate(frame, text));
  // JavaScriptCore does not tell where they stand.
  if (CURRENT !== "bun") assert.deepEqual(results, [10, 11, 1]);
  else for (const result of results) assert.match(String(result), /both the program and a package have one like it/);
});

test("values of packages are of the classes that code imports; those with private members are made anew", async () => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { dump } = await captureIn(folder, "main.js");
  const expressions = [
    "add(7).n",
    "price.constructor === Amount",
    "clock.tick() + clock.tick()",
    "clock instanceof ticker.Ticker",
    "locked.open()",
  ].map((text) => `each p typeof price === "object" && typeof clock === "object" ? ${text} : 0`);
  const args = [dump, "--live", "--root", folder, ...expressions.flatMap((text) => ["-c", text])];
  const { stdout, stderr } = await exec(replayCommand(args), { env: { NO_COLOR: "1" }, timeoutMs: 60_000 });
  for (const value of ["12", "true", "9", "7"]) assert.match(stdout, new RegExp(`\\b${value}\\b`), stderr + stdout);
  assert.doesNotMatch(stdout, /\bfalse\b/);
});
