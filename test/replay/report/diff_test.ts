import assert from "node:assert/strict";
import test from "node:test";
import { type Dump, NodeKind } from "../../../dump/format.ts";
import { sampleDump, smallestDump } from "../../helpers/build_dump.ts";
import { DumpBuilder, wellKnown } from "../../helpers/dump_builder.ts";
import { cells } from "../../../replay/text/fit.ts";
import { matchGolden } from "../repl/golden.ts";
import { dumpFile, newFolder, program } from "../../helpers/program.ts";

const FOLDER = newFolder();

/** The sample a day later: on another machine, with other values, and with a frame less. */
function otherDump(): Dump {
  const dump = sampleDump();
  const text = (from: string, to: string) => (value: unknown) => value === from ? to : value;
  const change = text("Tea", "Green tea, the good one from the top of the hill");
  const { tables } = dump;
  return {
    ...dump,
    header: { ...dump.header, time: dump.header.time + 86_400_000, runtime: { name: "deno", version: "2.9.5" } },
    tables: {
      ...tables,
      exceptions: tables.exceptions.map((record, index) =>
        index === 0 ? { ...record, frames: record.frames.filter((_, at) => at !== 2) } : record
      ),
      frames: tables.frames.map((frame, index) =>
        index === 0 ? { ...frame, position: { ...frame.position!, line: 20 } } : frame
      ),
      scopes: tables.scopes.map((scope) => ({
        ...scope,
        values: scope.values.map((value, at) => scope.names[at] === "gross" ? 14.25 : value),
      })),
    },
    heap: dump.heap.map((chunk) =>
      chunk instanceof Uint8Array
        ? chunk
        : [chunk[0], chunk[1].map((node) => node.map(change) as unknown as typeof node)]
    ),
  } as Dump;
}

const A = dumpFile(FOLDER, "a.cbor", sampleDump());
const B = dumpFile(FOLDER, "b.cbor", otherDump());
const NONE = dumpFile(FOLDER, "none.cbor", smallestDump());

function withoutFolder(text: string): string {
  return text.replaceAll(/\S*keeptrace-report-\w+\//g, "").replaceAll(/…\S*\/(?=[ab]\.cbor)/g, "");
}

for (const columns of [80, 120]) {
  test(`diff shows which frames, variables and settings differ on ${columns} columns`, async () => {
    const { code, stdout, stderr } = await program(["diff", A, B], { columns });
    assert.deepEqual([code, stderr], [1, ""]);
    for (const line of stdout.split("\n")) assert.ok(cells(line) <= columns, line);
    matchGolden(`diff_${columns}`, withoutFolder(stdout));
  });
}

test("diff of a dump with itself finds nothing", async () => {
  const { code, stdout } = await program(["diff", A, A]);
  assert.equal(code, 0);
  assert.match(stdout, /^the same crash\n[^]*nothing differs\n$/);
});

test("diff tells different crashes, and dumps without frames", async () => {
  const { code, stdout } = await program(["diff", A, NONE]);
  assert.equal(code, 1);
  assert.match(stdout, /^different crashes/);
  assert.match(stdout, /Order\.checkout {2}cart\.ts:21:14 {2}only in A/);
});

test("diff --json has the paths and both values", async () => {
  const { stdout } = await program(["diff", "--json", A, B]);
  const { sameCrash, errors, environment } = JSON.parse(stdout);
  assert.equal(sameCrash, true);
  const changes = errors[0].frames[0].changes;
  assert.deepEqual(changes.find(({ path }: { path: string }) => path === "gross"), {
    path: "gross",
    a: { type: "number", preview: "11.9" },
    b: { type: "number", preview: "14.25" },
  });
  assert.deepEqual(environment[0], { name: "runtime", a: "node 20.20.2", b: "deno 2.9.5" });
});

test("diff wants two dumps", async () => {
  const { code, stderr } = await program(["diff", A]);
  assert.equal(code, 2);
  assert.equal(stderr, "keeptrace: diff compares two dumps: type keeptrace-repl diff FILE FILE\n");
});

/** Two errors in an aggregate, of which the second happened in a function with a variable. */
function aggregate(name: string, count: number): string {
  const dump = new DumpBuilder();
  const error = (text: string, frames: number[]) =>
    dump.exception({ name: "Error", message: text, value: null, frames });
  const scope = dump.scope("local", { count });
  dump.exception({ name: "AggregateError", message: "both", value: null, errors: [1, 2] });
  error("first", []);
  error("second", [dump.frame({ functionName: "load", scopes: [scope] })]);
  return dumpFile(FOLDER, name, dump.build());
}

test("diff goes into the members of an AggregateError", async () => {
  const [a, b] = [aggregate("one.cbor", 1), aggregate("two.cbor", 2)];
  const { code, stdout } = await program(["diff", a, b]);
  assert.equal(code, 1);
  assert.match(stdout, /^member +Error: second\n\n1 +load[^]*count +1 → 2/m);
  const { stdout: json } = await program(["diff", a, b, "--json"]);
  const { errors } = JSON.parse(json);
  assert.deepEqual(errors.map(({ relation }: { relation?: string }) => relation), [undefined, "member", "member"]);
});

test("diff compares properties under symbols by what those are called", async () => {
  const dumpWith = (name: string, last: number) => {
    const dump = new DumpBuilder();
    const symbols = ["kind", "state"].map((text) => dump.node(NodeKind.symbol, { payload: [text] }));
    const value = dump.object([[symbols[0]!, "a"], [symbols[1]!, last], [wellKnown("toStringTag"), "Request"]]);
    const frame = dump.frame({ functionName: "f", scopes: [dump.scope("local", { value })] });
    dump.exception({ value: undefined, name: "Error", message: "no", frames: [frame] });
    return dumpFile(FOLDER, name, dump.build());
  };
  const { stdout } = await program(["diff", dumpWith("one.cbor", 1), dumpWith("two.cbor", 2)]);
  assert.match(stdout, /value\[Symbol\(state\)\] +1 → 2/);
  assert.ok(!stdout.includes("kind"), stdout);
});

test("diff says what differs of values that look the same", async () => {
  const dumpWith = (name: string, tail: string) => {
    const dump = new DumpBuilder();
    const run = dump.function({ name: "run", text: `function run() { return "${tail}"; }` });
    const text = "long ".repeat(100) + tail;
    const frame = dump.frame({ functionName: "f", scopes: [dump.scope("local", { run, text })] });
    dump.exception({ value: undefined, name: "Error", message: "no", frames: [frame] });
    return dumpFile(FOLDER, name, dump.build());
  };
  const { stdout } = await program(["diff", dumpWith("one.cbor", "a"), dumpWith("two.cbor", "b")]);
  assert.match(stdout, /run {3}\[Function: run\] {2}its code differs\n/);
  assert.match(stdout, /text {2}"long long .*… {0,1}.*what is not shown of it differs\n/);
  for (const line of stdout.split("\n")) assert.ok(cells(line) <= 120, line);
});
