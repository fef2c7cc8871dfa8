import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { NodeKind, type Wire } from "../../../dump/format.ts";
import { exportedNames } from "../../../replay/report/exported_names.ts";
import { parameterList } from "../../../replay/report/parameter_list.ts";
import { ValueWriter } from "../../../replay/report/value_writer.ts";
import { openDump } from "../../../replay/mod.ts";
import { writeDump } from "../../../dump/write.ts";
import { sampleDump, smallestDump } from "../../helpers/build_dump.ts";
import { accessor, bigint, builtin, DumpBuilder, hole, omitted, wellKnown } from "../../helpers/dump_builder.ts";
import { binaryOf, CURRENT, exec, ROOT, run } from "../../helpers/runtimes.ts";
import { matchGolden } from "../repl/golden.ts";
import { dumpFile, newFolder, program } from "../../helpers/program.ts";

const FOLDER = newFolder();
const SAMPLE = dumpFile(FOLDER, "sample.cbor", sampleDump());

test("repro writes a test that rebuilds receiver and arguments, and says what it could not", async () => {
  const { code, stdout, stderr } = await program(["repro", SAMPLE]);
  assert.deepEqual([code, stderr], [0, ""]);
  matchGolden("repro", stdout);
});

test("repro takes the frame that was asked for, and --json has call and problems", async () => {
  const { stdout } = await program(["repro", SAMPLE, "2", "--json"]);
  const { frame, call, problems } = JSON.parse(stdout);
  assert.deepEqual([frame, call, problems], [2, "handle(request)", []]);
});

test("repro imports what its module would have to export, and says so; nothing inside of a function can be", async () => {
  const dump = new DumpBuilder();
  const source = dump.source("file:///app/m.ts", "function inner() {\n  function nested() {}\n}\nclass Cart {}\n");
  const frames = ["inner", "nested", "new Cart", "new (x)"].map((functionName) =>
    dump.frame({
      functionName,
      position: { url: "file:///app/m.ts", line: 1, column: 1 },
      source,
      scopes: [dump.scope("local", {})],
    })
  );
  dump.exception({ value: undefined, name: "Error", message: "no", frames });
  const path = dumpFile(FOLDER, "unexported.cbor", dump.build());
  const [inner, nested, made, odd] = await Promise.all(["1", "2", "3", "4"].map(async (frame) => {
    const { stdout } = await program(["repro", path, frame, "--json"]);
    const { call, problems, text } = JSON.parse(stdout);
    return [call, problems[0]?.why, /^import .* from "\S*m\.ts";$/m.exec(text)?.[0]];
  }));
  const why = "its module does not export it: export it, and the import finds it";
  assert.deepEqual(inner, ["inner()", why, 'import { inner } from "./m.ts";']);
  assert.deepEqual(nested, ["nested()", "it cannot be imported: its module does not export nested", undefined]);
  assert.deepEqual(made, ["new Cart()", why, 'import { Cart } from "./m.ts";']);
  assert.deepEqual(odd?.[2], undefined);
});

test("repro of a real crash fails as the program did", async () => {
  const crash = join(ROOT, "test/fixtures/report/crash.ts");
  const { stdout: printed, stderr } = await run("deno", [crash, FOLDER]);
  const path = printed.trim();
  assert.match(path, /\.cbor$/, stderr);
  const { stdout: text } = await program(["repro", path]);
  const shop = pathToFileURL(join(ROOT, "test/fixtures/report/shop.ts")).href;
  const file = join(FOLDER, "repro_test.ts");
  writeFileSync(file, text.replace(/(?<= from ")[^"]*shop\.ts(?=")/, shop));
  assert.match(text, /receiver\.total\(\{ rate, rounds \}, \.\.\.notes\)/);
  assert.match(text, /this\.#token: a private field/);
  const binary = binaryOf(CURRENT);
  const command = CURRENT === "node"
    ? [binary, "--import", pathToFileURL(join(ROOT, "node_modules/tsx/dist/loader.mjs")).href, "--test", file]
    : CURRENT === "deno"
    ? [binary, "test", "-A", "--no-check", "--no-config", file]
    : [binary, "test", file];
  const result = await exec(command, { cwd: FOLDER, env: { NO_COLOR: "1" } });
  assert.notEqual(result.code, 0);
  assert.match(result.stdout + result.stderr, /TypeError: (?:Cannot read properties of null|null is not an object)/);
});

test("repro says in one line what is wrong", async () => {
  const none = dumpFile(FOLDER, "none.cbor", smallestDump());
  for (
    const [argv, message] of [
      [["repro"], /repro takes one dump: type keeptrace-repl repro FILE/],
      [["repro", SAMPLE, "x"], /repro takes one dump/],
      [["repro", SAMPLE, "99"], /there is no frame 99: type keeptrace-repl .*sample\.cbor -c where to list them/],
      [["repro", none], /no frame of the program has variables/],
    ] as const
  ) {
    const { code, stderr } = await program(argv);
    assert.equal(code, 2);
    assert.match(stderr, message);
    assert.equal(stderr.trimEnd().split("\n").length, 1);
  }
});

/** A writer over a frame with these variables, and the variables. */
function writerOver(dump: DumpBuilder, values: Readonly<Record<string, Wire>>) {
  dump.exception({
    value: undefined,
    name: "undefined",
    message: "",
    frames: [dump.frame({ functionName: "f", scopes: [dump.scope("local", values)] })],
  });
  const session = openDump(writeDump(dump.build()));
  const { variables } = session.frames[0]!.scopes[0]!;
  const writer = new ValueWriter(session, () => undefined);
  writer.count(variables.map(({ slot }) => slot));
  return { writer, variables };
}

test("ValueWriter writes code that makes the values again", () => {
  const dump = new DumpBuilder();
  const shared = dump.reserve();
  dump.fill(shared, NodeKind.object, { properties: { self: shared, __proto__1: 1, "odd key": "a\u202eb" } });
  const values = {
    shared,
    list: dump.array(1, hole(2), shared, bigint(255n), undefined, [0]),
    map: dump.node(NodeKind.map, { payload: ["k", shared, 1, wellKnown("iterator")] }),
    set: dump.node(NodeKind.set, { payload: ["a", null] }),
    date: dump.node(NodeKind.date, { payload: [5] }),
    invalid: dump.node(NodeKind.date, { payload: [NaN] }),
    pattern: dump.node(NodeKind.regexp, { payload: ["a/b", "gi", 0] }),
    error: dump.node(NodeKind.error, {
      prototype: dump.builtinClass("RangeError"),
      properties: { stack: "x", message: "no", code: "E" },
    }),
    map2: builtin("Array.prototype.map"),
    bare: dump.node(NodeKind.object, { prototype: null, properties: { a: 1 } }),
  };
  const { writer, variables } = writerOver(dump, values);
  const parts = variables.map(({ name, slot }) => `${name}: ${writer.write(slot, name)}`);
  const code = `${writer.statements().join("\n")}\nreturn { ${parts.join(", ")} };`;
  assert.deepEqual([...writer.problems], []);
  // deno-lint-ignore no-explicit-any
  const made = new Function(code)() as any;
  assert.equal(made.shared.self, made.shared);
  assert.equal(made.shared["odd key"], "a\u202eb");
  assert.ok(!code.includes("\u202e"));
  assert.equal(made.list[3], made.shared);
  assert.deepEqual([made.list.length, 1 in made.list, made.list[4], 5 in made.list], [7, false, 255n, true]);
  assert.ok(Object.is(made.list[6], -0));
  assert.equal(made.map.get("k"), made.shared);
  assert.equal(made.map.get(1), Symbol.iterator);
  assert.deepEqual([...made.set], ["a", null]);
  assert.deepEqual([made.date.getTime(), made.invalid.getTime()], [5, NaN]);
  assert.equal(String(made.pattern), "/a\\/b/gi");
  assert.ok(made.error instanceof RangeError);
  assert.deepEqual([made.error.message, made.error.code], ["no", "E"]);
  assert.equal(made.map2, Array.prototype.map);
  assert.equal(Object.getPrototypeOf(made.bare), null);
});

test("ValueWriter says what it cannot make, and survives a list of 100,000 links", () => {
  const dump = new DumpBuilder();
  let list: number | null = null;
  for (let at = 0; at < 100_000; at++) list = dump.object({ next: list });
  const values = {
    list,
    getter: dump.object({ total: accessor(undefined, undefined) }),
    gone: omitted({ reason: "depth", type: "Order" }),
    weak: dump.node(NodeKind.weak, { payload: ["WeakRef", omitted({ reason: "unsupported" })] }),
  };
  const { writer, variables } = writerOver(dump, values);
  for (const { name, slot } of variables.slice(1)) writer.write(slot, name);
  assert.deepEqual([...writer.problems], [
    ["getter.total", "a getter, which was not run"],
    ["gone", "left out of the dump (depth)"],
    ["weak", "a weak collection that code cannot make again"],
  ]);
  writer.write(variables[0]!.slot, "list");
  assert.match([...writer.problems.values()].at(-1)!, /there are more than 2000 objects/);
  new Function(writer.statements().join("\n"))();
});

test("exportedNames() reads ES modules and CommonJS", () => {
  const text = `
export function a() {}
export async function* b() {}
export default class C {}
export abstract class D {}
export const e = 1, f = 2;
function g() {}
export { g as h, i };
export { z } from "./z.ts";
module.exports = { j, k: l };
exports.m = function n() {};
exports.o = p;
`;
  assert.deepEqual([...exportedNames(text)], [
    ["a", "a"],
    ["b", "b"],
    ["C", "default"],
    ["D", "D"],
    ["e", "e"],
    ["g", "h"],
    ["i", "i"],
    ["j", "j"],
    ["l", "k"],
    ["m", "m"],
    ["n", "m"],
    ["o", "o"],
    ["p", "o"],
  ]);
});

test("parameterList() reads names, patterns and rest, without types and defaults", () => {
  assert.deepEqual(parameterList("(a, b: Map<string, number> = new Map(), ...c: string[]) {}"), [
    { kind: "name", name: "a" },
    { kind: "name", name: "b" },
    { kind: "rest", name: "c" },
  ]);
  assert.deepEqual(parameterList("checkout(this: Shop, private readonly x: number) {}"), [{ kind: "name", name: "x" }]);
  assert.deepEqual(parameterList("async ({ a, b: c = 1, 'd-e': f, g: { h }, ...i }: any, [j, , k]) => {}"), [
    {
      kind: "pattern",
      isObject: true,
      members: [
        { key: "a", name: "a", isRest: false },
        { key: "b", name: "c", isRest: false },
        { key: "d-e", name: "f", isRest: false },
        { key: "g", name: undefined, isRest: false },
        { key: "i", name: "i", isRest: true },
      ],
    },
    {
      kind: "pattern",
      isObject: false,
      members: [
        { key: "j", name: "j", isRest: false },
        { key: "_", name: "_", isRest: false },
        { key: "k", name: "k", isRest: false },
      ],
    },
  ]);
  assert.deepEqual(parameterList("x => x"), [{ kind: "name", name: "x" }]);
  assert.deepEqual(parameterList("() => {}"), []);
  assert.equal(parameterList("static { }"), undefined);
});
