import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { openDump } from "../../replay/mod.ts";
import { crash, fixture, openEverywhere, runProgram, stack, temporaryFolder, variables } from "../helpers/crash.ts";
import { CURRENT, ROOT } from "../helpers/runtimes.ts";

test("a recursion of a hundred frames: the innermost fifty and the outermost fourteen are kept", async () => {
  const { dumps } = await crash("recursion.ts");
  const [where, inner, fiftieth, first, outermost] = await openEverywhere(dumps[0], [
    "where",
    "p `${label} ${depth}`",
    "frame 50 p `${node.name} ${depth}`",
    "frame 51 p depth",
    "frame 63 p root.name",
  ]);
  const frames = stack(where!);
  assert.equal(frames.length, 64);
  assert.deepEqual(frames.slice(0, 2), ["depthOf recursion.ts:13", "depthOf recursion.ts:14"]);
  assert.deepEqual(frames.slice(61), [
    "depthOf recursion.ts:14",
    "measure recursion.ts:22",
    "(anonymous) recursion.ts:27",
  ]);
  assert.equal(inner?.result.value, "leaf@99 99");
  assert.equal(fiftieth?.result.value, "node48 50");
  assert.equal(first?.result.value, 12);
  assert.equal(outermost?.result.value, "node97");
});

test("functions that return what another returns are frames too, with their places", async () => {
  const { dumps } = await crash("tail_calls.ts");
  const [where, ...args] = await openEverywhere(dumps[0], [
    "where",
    ...[1, 2, 3, 4, 5].map((frame) => `frame ${frame} args`),
  ]);
  assert.deepEqual(stack(where!).slice(0, 6), [
    "priceOf tail_calls.ts:13",
    "round tail_calls.ts:24",
    "discounted tail_calls.ts:20",
    "last tail_calls.ts:35",
    "total tail_calls.ts:40",
    "(anonymous) tail_calls.ts:44",
  ]);
  assert.deepEqual(args.map(variables), [
    { item: '{name: "pot"}' },
    { item: '{name: "pot"}', rate: "0.9" },
    { item: '{name: "pot"}', rate: "0.9" },
    { rate: "0.9" },
    { cart: 'Cart {items: Array(2) [{name: "tea", price: 4}, {name: "pot"}]}' },
  ]);
});

test("a throw over several lines stands at its throw", async () => {
  const { dumps, stderr } = await crash("throw_places.ts");
  assert.equal(dumps.length, 5, stderr);
  const lines = readFileSync(fixture("throw_places.ts"), "utf8").split("\n");
  const places = dumps.map((dump) => openDump(readFileSync(dump)).frames[0]!.position!);
  assert.deepEqual(places.map(({ line }) => line), [30, 36, 44, 47, 52]);
  for (const { line, column } of places) assert.match(lines[line - 1]!.slice(column - 1), /^throw /);
});

test("a stack overflow: its stack, and why there are no variables", async () => {
  const { dumps } = await crash("stack_overflow.ts");
  const [where, exception] = await openEverywhere(dumps[0], ["where", "exception"]);
  assert.equal(stack(where!)[1], "countDown stack_overflow.ts:8");
  assert.equal(where!.result.frames[1].locals, "unavailable");
  assert.equal(where!.result.frames[1].reason, "a stack overflow: the engine does not stop at one");
  assert.equal(exception?.result.name, "RangeError");
});

test("two thousand calls: the program goes on at once, and the dump says why it has no variables", async () => {
  const { dumps } = await crash("deep.ts");
  const [where, meta] = await openEverywhere(dumps[0], ["where", "meta"]);
  assert.deepEqual(stack(where!).slice(0, 2), ["dig deep.ts:7", "dig deep.ts:8"]);
  assert.match(where!.result.frames[0].reason, /very deep stack was let go/);
  assert.match(meta!.result.notes.join(), /very deep stack was let go/);
});

test("throws near the stack limit: the program does what it does without a recorder", async () => {
  // Frames of more than 3 kB each. Closer to the limit, Bun 1.4 aborts with any debugger.
  const args = CURRENT === "bun"
    ? ["8", "13", "21", "34", "55"]
    : ["0", "1", "2", "3", "5", "8", "13", "21", "34", "55"];
  const [armed, disabled] = await Promise.all([
    crash("near_stack_limit.ts", { args }),
    crash("near_stack_limit.ts", { args, env: { KEEPTRACE_DISABLE: "1" } }),
  ]);
  assert.equal(armed.code, 0, armed.stderr);
  assert.equal(armed.stdout, disabled.stdout);
});

test("a module of a megabyte on the stack: frames and variables; many throws cost it no more than its budget", async () => {
  const capture = CURRENT === "node" ? join(ROOT, "dist", "capture.js") : join(ROOT, "capture", "mod.ts");
  const filler = Array.from(
    { length: 12_000 },
    (_, i) => `function filler${i}(a, b) { const sum = a + b + ${i}; return sum > 0 ? sum * 2 : { sum, a, b }; }`,
  );
  const program = [
    `import { dump, init } from ${JSON.stringify(pathToFileURL(capture).href)};`,
    "const recording = await init();",
    ...filler,
    "function fail(n) { const square = n * n; if (square >= 0) throw new Error(`no ${square}`); }",
    "let first;",
    "for (let n = 3; n < 103; n++) try { fail(n); } catch (error) { first ??= error; }",
    "console.log(first.message);",
    "dump(first);",
    "await recording.dispose();",
  ];
  const file = join(temporaryFolder(), "big.mjs");
  writeFileSync(file, program.join("\n"));
  // Deno resolves the imports of keeptrace's sources by a configuration beside the program, unless it is told.
  const flags = CURRENT === "deno" ? ["--config", join(ROOT, "deno.json")] : [];
  const { stdout, dumps, stderr } = await runProgram(file, { flags });
  assert.equal(stdout, "no 9\n", stderr);
  const [where, square, meta] = await openEverywhere(dumps[0], ["where", "p square + n", "meta"]);
  assert.deepEqual(stack(where!).slice(0, 2), ["fail big.mjs:12003", "(anonymous) big.mjs:12005"]);
  assert.equal(square?.result.value, 12);
  if (CURRENT !== "bun") assert.match(meta!.result.notes.join(), /limited/);
});
