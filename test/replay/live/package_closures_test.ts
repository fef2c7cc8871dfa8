/**
 * Functions that a package has made, and that it does not export: as lodash writes its own.
 *
 * @module
 */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { temporaryFolder } from "../../helpers/crash.ts";
import { CURRENT } from "../../helpers/runtimes.ts";
import { captureIn, evaluate, frameOf, live } from "./captured_program.ts";

/** A package that is one call of a function around all of it. */
const PACKAGE = `;(function () {
  var NONE = "none", Store, made = 0;
  function Memo() { this.clear(); }
  function memoClear() { this.store = new Store(); }
  function memoGet(key) { return storeOf(this).get(key); }
  function memoDelete(key) { return storeOf(this)["delete"](key); }
  function storeOf(memo) { return memo.store; }
  Memo.prototype.clear = memoClear;
  Memo.prototype["delete"] = memoDelete;
  Memo.prototype.get = memoGet;
  Memo.prototype.set = function (key, value) { storeOf(this).set(key, value); made++; return this; };
  Store = function Store() { this.values = {}; };
  Store.prototype.get = storeGet;
  Store.prototype.set = function (key, value) { this.values[key] = value === undefined ? NONE : value; };
  Store.prototype["delete"] = function (key) { var had = key in this.values; delete this.values[key]; return had; };
  function storeGet(key) { return this.values[key] === NONE ? undefined : this.values[key]; }
  exports.memoize = function memoize(func) {
    var memoized = function (key) {
      var known = memoized.cache.get(key);
      if (known === undefined) memoized.cache.set(key, known = func(key));
      return known;
    };
    memoized.cache = new Memo();
    return memoized;
  };
}.call(this));
`;

const MAIN = `import { writeFileSync } from "node:fs";
import { memoize } from "memos";
const { capture, init } = await import(process.env["KEEPTRACE"]);
const recording = await init({ maxTimeMs: 10_000 });
let calls = 0;
function ask(twice) {
  if (twice(2) === 4) throw new Error("known");
}
try {
  ask(memoize((n) => (calls++, n * 2)));
} catch (error) {
  writeFileSync(process.argv[2], capture(error));
}
await recording.dispose();
`;

test("a function that a package has made finds the package's own functions and classes", async () => {
  const folder = temporaryFolder();
  const files = {
    "package.json": `{ "type": "module" }`,
    "main.mjs": MAIN,
    "node_modules/memos/package.json": `{ "name": "memos", "main": "index.js" }`,
    "node_modules/memos/index.js": PACKAGE,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const program = await captureIn(folder, "main.mjs");
  const frame = frameOf(await live(program), "ask");
  assert.equal(await evaluate(frame, "twice.cache.store.values[2]"), 4);
  if (CURRENT === "bun") {
    // No variables of a call that is over are to be had there.
    assert.match(String(await evaluate(frame, "twice(2)")), /^UnavailableError: Cannot read memoized: it belongs to/);
    return;
  }
  assert.deepEqual(
    [
      await evaluate(frame, "[twice(2), calls].join()"),
      await evaluate(frame, "[twice(5), twice(5), calls].join()"),
      await evaluate(frame, "twice.cache.delete(5), twice.cache.get(5)"),
      await evaluate(frame, "[twice(5), calls].join()"),
    ],
    ["4,1", "10,10,2", undefined, "10,3"],
  );
});
