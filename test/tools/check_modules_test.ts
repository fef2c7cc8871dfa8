import test from "node:test";
import assert from "node:assert/strict";
import { checkModules } from "../../tools/rules/check_modules.ts";

function check(modules: Record<string, string>): string[] {
  return checkModules(new Map(Object.entries(modules)));
}

function imports(from: string, to: string): string[] {
  return check({ [from]: `import { x } from "${to}";\nx();\n` });
}

test("checkModules() lets data flow one way only", () => {
  assert.match(
    imports("capture/mod.ts", "../replay/mod.ts")[0] ?? "",
    /^capture\/mod\.ts:1: imports replay\/mod\.ts: /,
  );
  assert.match(imports("replay/mod.ts", "../capture/mod.ts")[0] ?? "", /recording/);
  assert.match(imports("dump/write.ts", "../capture/mod.ts")[0] ?? "", /contract/);
  assert.deepEqual(imports("replay/mod.ts", "../dump/read.ts"), []);
  assert.deepEqual(imports("capture/mod.ts", "../dump/write.ts"), []);
  assert.deepEqual(imports("mod.ts", "./capture/mod.ts"), []);
});

test("checkModules() binds types too", () => {
  assert.equal(check({ "capture/a.ts": `import type { X } from "../replay/mod.ts";\nexport type Y = X;\n` }).length, 1);
});

test("checkModules() keeps packages out of the recording side, and cbor-x to its plain entries", () => {
  assert.equal(imports("capture/mod.ts", "acorn").length, 1);
  assert.equal(imports("capture/mod.ts", "@std/fmt/colors").length, 1);
  assert.equal(imports("dump/read.ts", "cbor-x").length, 1);
  assert.equal(imports("replay/a.ts", "cbor-x/index").length, 1);
  assert.deepEqual(imports("dump/read.ts", "cbor-x/decode"), []);
  assert.deepEqual(imports("replay/evaluate/parse.ts", "acorn"), []);
});

test("checkModules() keeps engine and describing apart", () => {
  assert.equal(imports("capture/engine/relay.ts", "../describe/describe.ts").length, 1);
  assert.equal(imports("capture/describe/describe.ts", "../engine/engine.ts").length, 1);
  assert.deepEqual(imports("capture/mod.ts", "./engine/engine.ts"), []);
});

test("checkModules() keeps the faces above everything and apart from each other", () => {
  assert.equal(imports("replay/rehydrate/heap.ts", "../frames/frame.ts").length, 1);
  assert.equal(imports("replay/frames/frame.ts", "../evaluate/evaluate.ts").length, 1);
  assert.equal(imports("replay/preview/preview.ts", "../repl/repl.ts").length, 1);
  assert.equal(imports("replay/dap/server.ts", "../repl/repl.ts").length, 1);
  assert.deepEqual(imports("replay/repl/prompt.ts", "../evaluate/evaluate.ts"), []);
});

test("checkModules() keeps inspector, files, sockets and programs where they belong", () => {
  assert.equal(imports("capture/mod.ts", "node:inspector").length, 1);
  assert.deepEqual(imports("capture/engine/relay.ts", "node:inspector"), []);
  assert.equal(imports("replay/rehydrate/heap.ts", "node:fs").length, 1);
  assert.deepEqual(imports("capture/sink.ts", "node:fs"), []);
  assert.equal(imports("replay/session.ts", "node:readline").length, 1);
  assert.deepEqual(imports("replay/repl/prompt.ts", "node:readline"), []);
  assert.equal(imports("replay/mod.ts", "node:child_process").length, 1);
});

test("checkModules() wants .ts at the end of relative imports", () => {
  assert.match(imports("dump/read.ts", "./format")[0] ?? "", /ends with \.ts/);
});

test("checkModules() finds import cycles", () => {
  const violations = check({
    "dump/a.ts": `import { b } from "./b.ts";\nexport const a = () => b;\n`,
    "dump/b.ts": `import { c } from "./c.ts";\nexport const b = () => c;\n`,
    "dump/c.ts": `import { b } from "./b.ts";\nexport const c = () => b;\n`,
  });
  assert.deepEqual(violations, ["dump/b.ts: import cycle: dump/b.ts → dump/c.ts → dump/b.ts"]);
});

test("checkModules() refuses state in modules and questions about the runtime, but for the one place", () => {
  assert.match(check({ "replay/a.ts": "let x = 1;\nexport const f = () => x++;\n" })[0] ?? "", /nothing mutable/);
  assert.match(check({ "capture/a.ts": `export const deno = "Deno" in globalThis;\n` })[0] ?? "", /uses Deno/);
  assert.deepEqual(check({ "dump/runtime.ts": `export const deno = "Deno" in globalThis;\n` }), []);
  assert.deepEqual(check({ "tools/a.ts": "let x = 1;\nexport const f = () => x++;\n" }), []);
});

test("checkModules() says when a module cannot be read", () => {
  assert.match(check({ "dump/a.ts": "const = ;" })[0] ?? "", /^dump\/a\.ts: cannot be read: /);
});
