import assert from "node:assert/strict";
import test from "node:test";
import { DumpError, readDump } from "../../dump/read.ts";
import { MAX_LISTED } from "../../dump/tables.ts";
import { writeDump } from "../../dump/write.ts";
import type { Dump } from "../../dump/format.ts";
import { sampleDump, smallestDump } from "../helpers/build_dump.ts";

type Json = { [key: string]: Json } & Json[];

/** Opens the sample dump after a change to its tables or its header, which need not fit its type. */
function openChanged(change: (dump: Json) => void): void {
  const dump = structuredClone(sampleDump()) as unknown as Json;
  change(dump);
  readDump(writeDump(dump as unknown as Dump));
}

function refuses(path: string, value: unknown, message: RegExp = /./): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  const last = steps.pop()!;
  const change = (dump: Json): void => {
    const target = steps.reduce((data, step) => data[step]!, dump);
    if (value === ABSENT) delete target[last];
    else target[last] = value as Json;
  };
  assert.throws(() => openChanged(change), (error) => {
    assert.ok(error instanceof DumpError, `${path}: ${error}`);
    assert.equal(error.code, "invalid");
    assert.match(error.message, message);
    // Names in a record of names are not quoted.
    assert.ok(error.path!.startsWith(path.replace(/\[\d+\]$|\.node$|\.depth$/, "")), `${error.path} for ${path}`);
    return true;
  }, `${path} = ${String(value)}`);
}

const ABSENT = Symbol("absent");

/** Every field of every record, with the values that it must not have. */
const WRONG = {
  text: [1, null, true, [], undefined],
  flag: [0, "true", null],
  number: ["1", null],
  list: [{}, "a", 1, null],
};
const INDEX = [-1, 1000, 0.5, NaN, "0", null, Infinity, -0.5];
const TIME = [...WRONG.number, Infinity, 8.64e15 + 2, -1e300];
const WIRE = [-1, -100_000, [4, 1], [3, -2, -2], [99, 1], [], new Uint8Array(1), { a: 1 }];

const FIELDS: readonly (readonly [path: string, wrong: readonly unknown[], optional?: boolean])[] = [
  ["tables.exceptions", WRONG.list],
  ["tables.exceptions[0].value", WIRE],
  ["tables.exceptions[0].name", WRONG.text],
  ["tables.exceptions[0].message", WRONG.text],
  ["tables.exceptions[0].stack", WRONG.text, true],
  ["tables.exceptions[0].thread", INDEX],
  ["tables.exceptions[0].frames", WRONG.list],
  ["tables.exceptions[0].frames[0]", INDEX],
  ["tables.exceptions[1].unavailable", WRONG.text, true],
  ["tables.exceptions[0].throws", WRONG.list],
  ["tables.exceptions[0].throws[0].time", TIME],
  ["tables.exceptions[0].throws[0].frames[0]", INDEX],
  ["tables.exceptions[0].cause", INDEX, true],
  ["tables.exceptions[1].errors", WRONG.list, true],
  ["tables.exceptions[1].errors[1]", INDEX],
  ["tables.threads", WRONG.list],
  ["tables.threads[0].id", ["0", -1, 0.5]],
  ["tables.threads[0].name", WRONG.text],
  ["tables.frames", WRONG.list],
  ["tables.frames[0].functionName", WRONG.text],
  ["tables.frames[0].position", WRONG.list, true],
  ["tables.frames[0].position.url", WRONG.text],
  ["tables.frames[0].position.line", ["1", -1, 0.5, NaN]],
  ["tables.frames[0].position.column", ["1", -1, Infinity]],
  ["tables.frames[0].generated.line", ["1"]],
  ["tables.frames[0].source", INDEX, true],
  ["tables.frames[0].async", WRONG.flag],
  ["tables.frames[0].origin", ["user", 1, "constructor"]],
  ["tables.frames[0].scopes", WRONG.list],
  ["tables.frames[0].scopes[0]", INDEX],
  ["tables.frames[0].this", WIRE, true],
  ["tables.frames[0].parameters", WRONG.list, true],
  ["tables.frames[0].parameters[0]", WRONG.text],
  ["tables.frames[3].unavailable", WRONG.text, true],
  ["tables.frames[1].elided", ["2", -1], true],
  ["tables.scopes", WRONG.list],
  ["tables.scopes[0].type", ["global", 0, null]],
  ["tables.scopes[0].names", WRONG.list],
  ["tables.scopes[0].names[0]", WRONG.text],
  ["tables.scopes[0].values", WRONG.list],
  ["tables.scopes[0].values[0]", WIRE],
  ["tables.classes", WRONG.list],
  ["tables.classes[0].name", WRONG.text],
  ["tables.classes[0].members", WRONG.list],
  ["tables.classes[0].statics", WRONG.list],
  ["tables.classes[0].extends", INDEX, true],
  ["tables.classes[0].function", INDEX, true],
  ["tables.classes[0].value", WIRE, true],
  ["tables.classes[0].builtin", WRONG.text, true],
  ["tables.classes[0].members[0].key", WIRE],
  ["tables.classes[0].members[0].kind", ["field", 1]],
  ["tables.classes[0].members[1].length", ["1", -1], true],
  ["tables.classes[0].members[3].value", WIRE, true],
  ["tables.functions", WRONG.list],
  ["tables.functions[0].name", WRONG.text],
  ["tables.functions[0].length", WRONG.number],
  ["tables.functions[0].kind", ["lambda", 0]],
  ["tables.functions[0].async", WRONG.flag],
  ["tables.functions[0].generator", WRONG.flag],
  ["tables.functions[0].text", WRONG.text, true],
  ["tables.functions[0].hash", WRONG.text, true],
  ["tables.functions[0].position.url", WRONG.text],
  ["tables.functions[0].generated.column", ["1"]],
  ["tables.functions[0].class", INDEX, true],
  ["tables.sources", WRONG.list],
  ["tables.sources[0].url", WRONG.text],
  ["tables.sources[0].hash", WRONG.text, true],
  ["tables.sources[0].text", WRONG.text, true],
  ["tables.sources[2].omitted", WRONG.text, true],
  ["tables.modules", WRONG.list],
  ["tables.modules[0].url", WRONG.text],
  ["tables.modules[0].hash", WRONG.text, true],
  ["header.product", ["other", 1]],
  ["header.productVersion", WRONG.text],
  ["header.runtime", WRONG.list],
  ["header.runtime.name", ["browser", 1]],
  ["header.runtime.version", WRONG.text],
  ["header.versions", ["a", 1, null, []]],
  ["header.versions.node", WRONG.text, true],
  ["header.platform", WRONG.text],
  ["header.arch", WRONG.text],
  ["header.time", TIME],
  ["header.pid", ["1", -1]],
  ["header.cwd", WRONG.text],
  ["header.argv0", WRONG.text],
  ["header.main", WRONG.text, true],
  ["header.engine.kind", WRONG.text],
  ["header.limits.depth", ["8"], true],
  ["header.omitted.depth", ["1", -1], true],
  ["header.trigger", ["signal", 1]],
  ["header.notes", WRONG.list],
];

test("readDump() refuses more variables than memory holds, in frames that share a scope", () => {
  const dump = structuredClone(sampleDump());
  const names = Array.from({ length: 1000 }, (_, at) => `v${at}`);
  const scope = { type: "local" as const, names, values: names.map(() => 1) };
  const frame = { functionName: "f", async: false, origin: "program" as const, scopes: [0] };
  const open = (count: number): void => {
    const tables = { ...smallestDump().tables, scopes: [scope], frames: new Array(count).fill(frame) };
    readDump(writeDump({ ...dump, tables, shapes: [], heap: [] }));
  };
  open(4000);
  assert.throws(() => open(4001), { code: "limit", message: /its frames have more than 4000000 variables/ });
});

test("readDump() refuses a frame that has a scope twice", () => {
  const again = (dump: Json): void => {
    const scopes = dump.tables!.frames![0]!.scopes!;
    scopes.push(scopes[0]!);
  };
  assert.throws(() => openChanged(again), {
    code: "invalid",
    message: /a frame has a scope twice \(tables\.frames\[0\]\.scopes/,
  });
});

test("readDump() checks every field of the header and of the tables", () => {
  for (const [path, wrong] of FIELDS) {
    for (const value of wrong) refuses(path, value);
  }
});

test("readDump() wants every field that is not optional, and no other", () => {
  for (const [path, , optional] of FIELDS) {
    if (path.endsWith("]")) continue;
    if (optional) openChanged((dump) => remove(dump, path));
    else refuses(path, ABSENT, /a field is missing/);
  }
});

function remove(dump: Json, path: string): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  const last = steps.pop()!;
  delete steps.reduce((data, step) => data[step]!, dump)[last];
}

test("readDump() refuses a scope with more names than values, or fewer", () => {
  assert.throws(() => openChanged((dump) => (dump.tables!.scopes![0]!.names as unknown as string[]).push("more")), {
    message: /there is not one value a name \(tables\.scopes\[0\]/,
  });
  assert.throws(() => openChanged((dump) => (dump.tables!.scopes![0] as unknown as { values: Json[] }).values.pop()), {
    message: /there is not one value a name/,
  });
});

test("readDump() refuses classes that extend themselves, however long the chain", () => {
  const chain = (extended: readonly number[]) =>
    openChanged((dump) => {
      const start = dump.tables!.classes!.length;
      extended.forEach((base) =>
        dump.tables!.classes!.push({ name: "A", members: [], statics: [], extends: start + base } as never)
      );
      if (extended.length === 0) dump.tables!.classes![0]!.extends = 0 as never;
    });
  assert.throws(() => chain([]), { message: /a class extends itself \(tables\.classes\[0\]/ });
  assert.throws(() => chain([0]), { message: /a class extends itself/ });
  assert.throws(() => chain([1, 2, 0]), { message: /a class extends itself/ });
  assert.throws(() => chain([1, 2, 1]), { message: /a class extends itself/ });
  const length = 50_000;
  assert.throws(() => chain(Array.from({ length }, (_, at) => (at + 1) % length)), {
    message: /a class extends itself/,
  });
  // A long chain that ends is fine, and so are many that end in the same.
  const ending = Array.from({ length: 1000 }, (_, at) => Math.max(0, at - 1));
  openChanged((dump) => {
    const start = dump.tables!.classes!.length;
    ending.forEach((base, at) =>
      dump.tables!.classes!.push(
        { name: "A", members: [], statics: [], ...(at === 0 ? {} : { extends: start + base }) } as never,
      )
    );
  });
});

test("readDump() refuses exceptions that list more frames or members than memory holds", () => {
  const many = (length: number) => new Array<number>(length).fill(0);
  const open = (frames: number, later: number, errors: number) =>
    openChanged((dump) => {
      const first = dump.tables!.exceptions![0]!;
      first.frames = many(frames) as never;
      first.throws = [{ time: 0, frames: many(later) }] as never;
      first.errors = many(errors) as never;
    });
  open(MAX_LISTED - 1, 1, MAX_LISTED - 10);
  const frames = /its exceptions have more than 1000000 frames in stacks \(tables\.exceptions\)/;
  assert.throws(() => open(MAX_LISTED + 1, 0, 0), { code: "limit", message: frames });
  assert.throws(() => open(MAX_LISTED, 1, 0), { code: "limit", message: frames });
  assert.throws(() => open(1, 1, MAX_LISTED + 1), { code: "limit", message: /have more than 1000000 members/ });
});

test("readDump() keeps nothing but the fields that it knows", () => {
  const dump = structuredClone(sampleDump()) as unknown as Json;
  dump.tables!.frames![0]!.mood = "sad" as never;
  dump.tables!.mood = [] as never;
  dump.header!.mood = "sad" as never;
  const { header, tables } = readDump(writeDump(dump as unknown as Dump));
  assert.deepEqual(tables, sampleDump().tables);
  assert.deepEqual(header, sampleDump().header);
});

test("readDump() makes an own property of any name in a record of names", () => {
  const names = ["__proto__", "constructor", "toString", "then", "toJSON", "hasOwnProperty", ""];
  const dump = sampleDump();
  const versions = Object.fromEntries(names.map((name) => [name, name]));
  const file = readDump(writeDump({ ...dump, header: { ...dump.header, versions } }));
  assert.deepEqual(Object.keys(file.header.versions), names);
  assert.equal(Object.getPrototypeOf(file.header.versions), Object.prototype);
  assert.equal(Object.getOwnPropertyDescriptor(file.header.versions, "__proto__")!.value, "__proto__");
});
