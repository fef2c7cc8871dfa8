import assert from "node:assert/strict";
import test from "node:test";
import { UnavailableError } from "../../../replay/live/unavailable_error.ts";
import { exportsOf, linkerOn, type Loose, moduleOf } from "./modules_in_memory.ts";

test("a module is run from its top when one of its variables is first needed, once", async () => {
  const runs: string[] = (globalThis as Loose).keeptraceRuns = [];
  const { name, list, other } = await exportsOf(`
    globalThis.keeptraceRuns.push("a");
    export let name = "first";
    export const list: number[] = [];
    list.push(1, 2);
    export function other() { return name; }
  `);
  assert.deepEqual([name, list, other(), runs], ["first", [1, 2], "first", ["a"]]);
  delete (globalThis as Loose).keeptraceRuns;
});

test("a module that is not to be run gives its functions, classes and constants, each when it is needed", async () => {
  const linker = await linkerOn({
    "a.ts": `
      throw new Error("the program runs");
      const base = 2;
      const { deep: [, third] } = { deep: [1, 2] };
      let changed = 1;
      enum Level { Low = 1, High }
      export function double(n: number) { return n * base + third; }
      export function level() { return Level[2] + Level.Low; }
      export function change() { return ++changed; }
      export class Box { value = base; }
    `,
  }, "a.ts");
  const exported = moduleOf(linker, "a.ts").exports.namespace() as Loose;
  assert.equal(exported.double(4), 10);
  assert.equal(exported.level(), "High1");
  assert.equal(new exported.Box().value, 2);
  assert.throws(
    () => exported.change(),
    new UnavailableError(
      "Cannot read changed of file:///program/a.ts: its value is not in the dump",
    ),
  );
  assert.deepEqual(linker.gaps.messages, ["Cannot read changed of file:///program/a.ts: its value is not in the dump"]);
});

test("modules import each other, in a circle too, and see assignments", async () => {
  const { bump, read, star, whole } = await exportsOf({
    "a.ts": `
      import { count as counted, increment } from "./b.ts";
      import * as all from "./b.ts";
      export { default as star } from "./b.ts";
      export * from "./c.ts";
      export const name = "a";
      export const bump = () => { increment(); return counted; };
      export const whole = all;
      export const read = () => all.count;
    `,
    "b.ts": `
      import { name } from "./a.ts";
      export let count = 0;
      export function increment() { count++; }
      export default () => name;
    `,
    "c.ts": `export const far = "away"; export default 1;`,
  });
  assert.equal(bump(), 1);
  assert.equal(read(), 1);
  assert.equal(star(), "a");
  assert.deepEqual(Object.keys(whole), ["count", "default", "increment"]);
});

test("export forms are all understood", async () => {
  const exported = await exportsOf({
    "a.ts": `
      export default class extends Array {}
      const one = 1, two = 2;
      export { one, two as "a name" };
      export * as inner from "./b.ts";
      export { b as again } from "./b.ts";
      export * from "./b.ts";
      export async function* stream() { yield one; }
      export var old, older = 3;
      export const { x, y: [z = 9] } = { x: 5, y: [] as number[] };
    `,
    "b.ts": `export const b = "b"; export default 0;`,
  });
  const names = ["a name", "again", "b", "default", "inner", "old", "older", "one", "stream", "x", "z"];
  assert.deepEqual(Object.keys(exported), names);
  assert.equal(exported.default.name, "default");
  assert.deepEqual([exported["a name"], exported.inner.b, exported.older, exported.x, exported.z], [2, "b", 3, 5, 9]);
  assert.equal((await exported.stream().next()).value, 1);
});

test("statements at the top keep their meaning", async () => {
  const { log, total, late, hoisted, tagged, again } = await exportsOf(`
    export const log: unknown[] = []
    var i = 10
    for (var i = 0, n = 3; i < n; i++) log.push(i)
    for (const i of [7]) { log.push(i) }
    for (var key in { k: 1 }) log.push(key)
    let total
    total = i
    ;[total] = [total + 1]
    const call = (f: () => unknown) => f()
    log.push(call(function (this: unknown) { return this }))
    label: for (;;) { break label }
    export { total }
    export const late = typeof missing + typeof log
    export function hoisted() { return inner() }
    function inner() { return { total, i, ...{ key } } }
    const tag = (parts: TemplateStringsArray) => parts.raw[0]
    export const tagged = tag\`a\\n\`
    try { throw 1 } catch (error) { var again = error as number }
    export { again }
    if (total) { function nested() { return 1 } log.push(nested()) }
  `);
  assert.deepEqual(log, [0, 1, 2, 7, "k", undefined, 1]);
  assert.deepEqual([total, late, tagged, again], [4, "undefinedobject", "a\\n", 1]);
  assert.deepEqual(hoisted(), { total: 4, i: 3, key: "k" });
});

test("a constant is not assigned, nor read before its declaration", async () => {
  const { assign, early } = await exportsOf(`
    export const fixed = 1;
    export function assign() { fixed = 2; }
    export let early = "none";
    try { later; } catch (error) { early = error.name + ": " + error.message; }
    const later = 1;
  `);
  assert.throws(assign, { name: "TypeError", message: "Assignment to constant variable." });
  assert.equal(early, "ReferenceError: Cannot access 'later' before initialization");
});

test("functions keep what calls depend on: no receiver, names, parameters, arguments", async () => {
  const { all } = await exportsOf(`
    function receiver(this: unknown) { return this; }
    const obj = { receiver, count() { return arguments.length; } };
    const maybe: (() => void) | undefined = undefined;
    export const all = () => [
      receiver(), maybe?.(), obj.count(1, 2), receiver.name, all.length,
      (({ a = 1, ...rest }, ...more) => [a, rest, more])({ b: 2 } as any, 3),
    ];
  `);
  assert.deepEqual(all(), [undefined, undefined, 2, "receiver", 0, [1, { b: 2 }, [3]]]);
  const { fail } = await exportsOf(`const text = "x"; export const fail = () => (text as any)();`);
  assert.throws(fail, { name: "TypeError", message: "text is not a function" });
});

test("stack traces tell lines of the source", async () => {
  const { fail } = await exportsOf(
    "interface A {\n  a: 1;\n}\n\nexport function fail(a?: A) {\n  throw new Error('x');\n}\n",
  );
  assert.throws(fail, (error: Error) => /file:\/\/\/program\/a\.ts(?:, <anonymous>)?:6:/.test(error.stack ?? ""));
});

test("CommonJS modules are run, required and imported", async () => {
  const { viaImport, viaRequire, named, self } = await exportsOf({
    "a.ts": `
      import b from "./b.cjs";
      import { helper } from "./b.cjs";
      export const viaImport = b.helper();
      export const named = helper();
      export const viaRequire = b.again;
      export const self = b.self;
    `,
    "b.cjs": `
      const { readFileSync } = require("fs");
      const c = require("./c");
      var n = 0;
      function helper() { return typeof readFileSync + c.value + n++; }
      module.exports = { helper, again: c.own, self: this === exports && __filename.endsWith("b.cjs") };
      return;
    `,
    "c.js": `exports.value = "c"; exports.own = module.exports === exports;`,
  });
  assert.deepEqual([viaImport, named, viaRequire, self], ["functionc0", "functionc1", true, true]);
});

test("JSON, import maps, package names and import() are resolved", async () => {
  const { country, mapped, join, later, url } = await exportsOf({
    "a.ts": `
      import settings from "./settings.json" with { type: "json" };
      import { mapped as one } from "@/lib/m.ts";
      import { two } from "two";
      import { join } from "node:path";
      export const country = settings.country;
      export const mapped = one + two;
      export { join };
      export const later = async () => (await import("./lib/m.ts")).mapped;
      export const url = import.meta.url;
    `,
    "settings.json": `{ "country": "de" }`,
    "lib/m.ts": `export const mapped = "m";`,
    "other.ts": `export const two = 2;`,
    "deno.json": `{
      // Comments are allowed.
      "imports": { "@/": "./", "two": "./other.ts", },
    }`,
  });
  assert.deepEqual([country, mapped, join("x", "y"), await later()], ["de", "m2", "x/y", "m"]);
  assert.equal(url, "file:///program/a.ts");
});

test("what cannot be had says so where it is needed, and nowhere else", async () => {
  const exported = await exportsOf({
    "a.ts": `
      import { Shape } from "./types.ts";
      import { gone } from "./gone.ts";
      import { absent } from "./b.ts";
      import nothing from "no-such-package-anywhere";
      export const fine = 1;
      export const useGone = () => gone;
      export const useAbsent = () => absent;
      export const useNothing = () => nothing;
    `,
    "b.ts": `export const b = 1;`,
    "awaits.ts": `export const value = await 1;`,
    "broken.ts": `export const = 1;`,
  });
  assert.equal(exported.fine, 1);
  assert.throws(exported.useGone, /Cannot import \.\/gone\.ts: there is no such file below \/program/);
  assert.throws(exported.useAbsent, /Cannot import absent: \.\/b\.ts does not export it/);
  assert.throws(exported.useNothing, /Cannot import no-such-package-anywhere: it is not installed/);
  const linker = await linkerOn({ "awaits.ts": `export const value = await 1;`, "broken.ts": "export const = 1;" });
  assert.throws(() => moduleOf(linker, "awaits.ts").exports.get("value")?.get(), /awaits at its top/);
  assert.match((linker.find("file:///program/broken.ts") as { why: string }).why, /Cannot read \/program\/broken\.ts/);
});

test("a namespace, which is no part of the code that runs, is told where it is used", async () => {
  const exported = await exportsOf({
    "a.ts": `
      import { Fmt } from "./b.ts";
      namespace Own.Inner { export const x = 1; }
      declare namespace Types { const y: number; }
      export const fine = 1;
      export const own = () => Own.Inner.x;
      export const other = () => Fmt.sign;
    `,
    "b.ts": `export namespace Fmt { export const sign = "#"; }`,
  });
  assert.equal(exported.fine, 1);
  assert.throws(exported.own, { name: "UnavailableError", message: /^Cannot read Own of .*a\.ts: it is a namespace/ });
  assert.throws(exported.other, {
    name: "UnavailableError",
    message: /^Cannot read Fmt of .*b\.ts: it is a namespace/,
  });
});

test("a module that awaits at its top, and one that imports it, are run by import()", async () => {
  const linker = await linkerOn({
    "a.ts": `import { value } from "./awaits.ts"; export const twice = value * 2; export const read = () => value;`,
    "awaits.ts": `
      import { read } from "./a.ts";
      export const before = typeof read;
      export const value = await Promise.resolve(21);
      export default value;
      for await (const one of [1, 2]) if (one > 2) throw new Error("no");
    `,
    "fails.ts": `await null; throw new RangeError("at the top");`,
  });
  const from = moduleOf(linker, "a.ts");
  assert.throws(
    () => from.exports.get("twice")?.get(),
    /awaits at its top, .*: await import\("file:\/\/\/program\/awaits.ts"\) at the prompt runs it/,
  );
  const other = await linker.importLater("./awaits.ts", from) as Loose;
  assert.deepEqual([other.value, other.default, other.before], [21, 21, "function"]);
  assert.equal((await linker.importLater("./awaits.ts", from) as Loose).value, 21);
  assert.equal(from.exports.get("read")?.get() instanceof Function, true);
  await assert.rejects(linker.importLater("./fails.ts", from), { message: /Cannot run .*fails.ts: at the top/ });
});

test("a module is run once, however often it is waited for", async () => {
  const linker = await linkerOn({
    "a.ts":
      `import "./b.ts"; export const runs = [await null]; globalThis.keeptraceRuns = (globalThis.keeptraceRuns ?? 0) + 1;`,
    "b.ts": `import "./a.ts"; await null; export const b = 1;`,
  });
  const from = moduleOf(linker, "a.ts");
  await Promise.all([linker.importLater("./a.ts", from), linker.importLater("./b.ts", from)]);
  const global = globalThis as Loose;
  assert.equal(global.keeptraceRuns, 1);
  delete global.keeptraceRuns;
});
