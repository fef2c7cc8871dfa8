/**
 * What `repro` writes of dumps that were made to have something run by the test.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import type { FrameRecord } from "../../../dump/format.ts";
import { builtin, DumpBuilder } from "../../helpers/dump_builder.ts";
import { dumpFile, newFolder, program } from "../../helpers/program.ts";

const FOLDER = newFolder();
const RUN = "globalThis.__ran = true";

/** The test for a dump of one frame, whose variables and parameters are named `names` and hold code as text. */
async function testOf(url: string, text: string | undefined, record: Partial<FrameRecord>, names: readonly string[]) {
  const dump = new DumpBuilder();
  const source = text === undefined ? {} : { source: dump.source(url, text) };
  const frame = dump.frame({
    position: { url, line: 1, column: 1 },
    ...source,
    scopes: [dump.scope("local", Object.fromEntries(names.map((name) => [name, RUN])))],
    parameters: names,
    ...record,
  });
  dump.exception({ value: undefined, name: `E\n${RUN}`, message: `*/\n${RUN}\u2028${RUN}`, frames: [frame] });
  const { stdout, code } = await program(["repro", dumpFile(FOLDER, "hostile.cbor", dump.build())]);
  assert.equal(code, 0);
  return stdout;
}

test("repro writes no parameter's name that is no name", async () => {
  const names = [`a = (${RUN})`, `b; ${RUN}; //`, "c\n", `d = "`, "x", "x", "", "`${"];
  const text = await testOf("file:///app/m.ts", "export function f() {}\n", { functionName: "f" }, names);
  const declared = [...text.matchAll(/^ {2}const (\S+) = (.*);$/gm)].map(([, name, value]) => [name, value]);
  const value = JSON.stringify(RUN);
  assert.deepEqual(declared, [
    ["argument1", value],
    ["argument2", value],
    ["argument3", value],
    ["argument4", value],
    ["x", value],
    ["argument6", value],
    ["argument7", value],
  ]);
  assert.match(text, /await f\(argument1, argument2, argument3, argument4, x, x, argument6, argument7\);/);
  const code = text.split("\n").filter((line) => !/^ *\/\//.test(line)).join("\n").replaceAll(value, "");
  assert.doesNotMatch(code.replace(/^test\(.*$/m, ""), /__ran/);
});

test("repro calls nothing that every program has, and imports nothing but files", async () => {
  const frames = [
    ["eval", undefined],
    ["new Function", undefined],
    ["Function", "export function Function() {}"],
    ["eval", "export function eval() {}"],
    ["fetch", "function fetch() {}"],
    ["new Function", "class Function {}"],
    ["Bun.spawnSync", "export class Bun {}"],
    ["require", "exports.other = 1"],
  ] as const;
  for (const url of [`data:text/javascript,${RUN}`, "https://h/x.js", "node:vm", "npm:x", "//h/x.js", "blob:x"]) {
    for (const [functionName, text] of frames) {
      const written = await testOf(url, text, { functionName }, ["x"]);
      assert.match(written, /^ {2}await (?:new )?theFunction\(x\);$|^ {2}await spawnSync\(x\);$/m, functionName);
      const imports = written.split("\n").filter((line) => line.startsWith("import "));
      assert.deepEqual(imports, ['import test from "node:test";'], `${url} ${functionName}`);
    }
  }
});

test("repro hands no built-in on that runs code, and those that do not", async () => {
  const dump = new DumpBuilder();
  const refused = [
    "eval",
    "Function",
    "Object.constructor",
    "setTimeout",
    "process.dlopen",
    "Deno.Command",
    "globalThis",
  ];
  const taken = ["Math.max", "Array.prototype.map", "JSON"];
  const values = [...refused, ...taken];
  const frame = dump.frame({
    functionName: "f",
    position: { url: "file:///app/m.ts", line: 1, column: 1 },
    source: dump.source("file:///app/m.ts", "export function f() {}\n"),
    scopes: [dump.scope("local", Object.fromEntries(values.map((path, at) => [`p${at}`, builtin(path)])))],
    parameters: values.map((_, at) => `p${at}`),
  });
  dump.exception({ value: undefined, frames: [frame] });
  const { stdout } = await program(["repro", dumpFile(FOLDER, "builtins.cbor", dump.build())]);
  for (const at of refused.keys()) assert.match(stdout, new RegExp(`const p${at} = undefined;`));
  for (const [at, path] of taken.entries()) assert(stdout.includes(`const p${at + refused.length} = ${path};`), path);
});

test("exportedNames() and the name of a function take no longer for texts that are made for it", async () => {
  const many = 300_000;
  const texts = [
    "\n".repeat(10 * many),
    "export{\n".repeat(many),
    `${"export{\n".repeat(many)}} from`,
    "module.exports = {\n".repeat(many),
    `export function${" ".repeat(10 * many)}`,
    `export default a${" ".repeat(10 * many)}b`,
    `export default${" ".repeat(10 * many)}`,
    `exports.a = function${" ".repeat(10 * many)}`,
    "export default ".repeat(many),
    `function${" ".repeat(10 * many)}`,
  ];
  for (const text of texts) await testOf("file:///app/m.ts", text, { functionName: "f" }, ["x"]);
  for (const part of [" [as ", "new .", "a.", "async ", "get "]) {
    await testOf("file:///app/m.ts", "export const x = 1;", { functionName: part.repeat(many) }, ["x"]);
  }
});
