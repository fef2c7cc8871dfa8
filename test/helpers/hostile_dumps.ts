/**
 * Dumps that no recorder would write and that every face of the program must survive.
 *
 * @module
 */
import type { Dump, Wire } from "../../dump/format.ts";
import { DumpBuilder, omitted } from "./dump_builder.ts";
import { hostileValues, NAMES } from "./hostile_values.ts";

const LONG = "Ω\u001b]0;x\u0007\u202e".repeat(5_000);

/** A dump whose only frame has a variable `x`, which is also what was thrown, and the receiver. */
function dumpOf(value: (dump: DumpBuilder) => Wire): Dump {
  const dump = new DumpBuilder();
  const x = value(dump);
  const source = dump.source("file:///app/a.ts", "function f(x: unknown) {\n  throw x;\n}\n");
  const frame = dump.frame({
    functionName: "f",
    position: { url: "file:///app/a.ts", line: 2, column: 3 },
    source,
    scopes: [dump.scope("local", { x }), dump.scope("closure", { y: x })],
    this: x,
    parameters: ["x"],
  });
  dump.exception({
    value: x,
    name: "X",
    message: "m",
    stack: "X: m\n    at f (file:///app/a.ts:2:3)",
    frames: [frame],
  });
  return dump.build();
}

/** A dump with this text as the source of its only frame. */
function dumpOfSource(text: string, line: number, column: number): Dump {
  const dump = new DumpBuilder();
  const url = "file:///app/a.ts";
  const frame = dump.frame({
    functionName: "f",
    position: { url, line, column },
    source: dump.source(url, text),
    scopes: [dump.scope("local", { x: 1 })],
  });
  dump.exception({ value: null, stack: "Error\n    at f (file:///app/a.ts:1:1)", frames: [frame, frame] });
  return dump.build();
}

function namesInRecords(many: number): Dump {
  const dump = new DumpBuilder();
  const texts = [...NAMES, LONG, ""];
  const x = dump.object({ a: 1 });
  const frames = texts.map((name) => {
    const variables = Object.fromEntries([...texts, "x"].map((name) => [name, x]));
    return dump.frame({
      functionName: name,
      position: { url: name, line: 2 ** 53 - 1, column: 2 ** 53 - 1 },
      generated: { url: name, line: 0, column: 0 },
      source: dump.source(name, name),
      scopes: [dump.scope("local", variables, name), dump.scope("closure", variables, name)],
      parameters: [...texts, "x", "x"],
      unavailable: name,
      elided: 2 ** 53 - 1,
    });
  });
  for (const name of texts) {
    dump.exception({
      value: x,
      name,
      message: name,
      stack: name,
      frames,
      unavailable: name,
      cause: 0,
      errors: [0, 1],
      throws: [{ time: NaN, frames }, { time: -8.64e15, frames: [] }],
    });
  }
  const records = Object.fromEntries(NAMES.map((name) => [name, 1e300]));
  dump.header = {
    productVersion: LONG,
    runtime: { name: "node", version: LONG },
    versions: Object.fromEntries(NAMES.map((name) => [name, LONG])),
    platform: LONG,
    arch: "__proto__",
    time: NaN,
    pid: 2 ** 53 - 1,
    cwd: "/".repeat(many),
    argv0: LONG,
    main: "../".repeat(many),
    engine: { kind: "__proto__", reason: LONG },
    limits: records,
    notes: [LONG, ...NAMES],
  };
  return dump.build();
}

function causesOfCauses(many: number): Dump {
  const dump = new DumpBuilder();
  const frame = dump.frame({ functionName: "f", scopes: [dump.scope("local", { x: 1 })] });
  for (let at = 0; at < many; at++) {
    dump.exception({ value: null, message: `${at}`, frames: [frame], cause: (at + 1) % many });
  }
  return dump.build();
}

function errorsOfErrors(): Dump {
  const dump = new DumpBuilder();
  const all = Array.from({ length: 300 }, (_, at) => at);
  for (const _ of all) dump.exception({ value: null, message: "m", cause: 0, errors: all });
  return dump.build();
}

function manyFrames(many: number): Dump {
  const dump = new DumpBuilder();
  const scope = dump.scope("local", { x: 1 });
  const frames = Array.from(
    { length: many / 2 },
    () => dump.frame({ functionName: "f", position: { url: "a.ts", line: 1, column: 1 }, scopes: [scope] }),
  );
  dump.exception({ value: null, frames: [...frames, ...frames] });
  return dump.build();
}

function manyScopes(many: number): Dump {
  const dump = new DumpBuilder();
  const values = Object.fromEntries(Array.from({ length: many }, (_, at) => [`v${at}`, at]));
  const scope = dump.scope("local", { ...values, x: omitted({ reason: "depth" }) });
  const frames = Array.from(
    { length: Math.min(many / 10, 10) },
    () => dump.frame({ functionName: "f", scopes: [scope] }),
  );
  dump.exception({ value: null, frames });
  return dump.build();
}

/** Stacks that have one frame of many variables over and over. */
function sameFrame(many: number): Dump {
  const dump = new DumpBuilder();
  const values = Object.fromEntries(Array.from({ length: many / 10 }, (_, at) => [`v${at}`, at]));
  const parameters = Object.keys(values);
  const scopes = [dump.scope("local", { ...values, x: 1 }), dump.scope("closure", values)];
  const frame = dump.frame({ functionName: "f", scopes, parameters });
  const frames = new Array<number>(many).fill(frame);
  const throws = Array.from({ length: many / 10 }, (_, time) => ({ time, frames: frames.slice(0, 100) }));
  dump.exception({ value: null, frames, throws });
  return dump.build();
}

/** One frame of very many scopes and parameters, and frames that all say something else in the place of variables. */
function longFrames(many: number): Dump {
  const dump = new DumpBuilder();
  const scopes = Array.from({ length: many }, () => dump.scope("closure", { x: 1 }));
  const parameters = Array.from({ length: many }, (_, at) => `p${at}`);
  const frames = Array.from(
    { length: many },
    (_, at) => dump.frame({ unavailable: `reason ${at}`, origin: at % 3 === 0 ? "program" : "library", elided: at }),
  );
  dump.exception({ value: null, frames: [dump.frame({ functionName: "f", scopes, parameters }), ...frames] });
  dump.header = { notes: parameters };
  return dump.build();
}

/** A text that is as long as can be, wherever there is one. */
function longTexts(many: number): Dump {
  const dump = new DumpBuilder();
  const long = "a\u202eb ".repeat(25 * many);
  const frame = (unavailable?: string) =>
    dump.frame({
      functionName: long,
      position: { url: long, line: 1, column: 1 },
      source: dump.missingSource(long, long),
      scopes: [dump.scope("local", { [long]: long, x: 1 }, long)],
      parameters: [long],
      ...(unavailable === undefined ? {} : { unavailable }),
    });
  dump.exception({
    value: long,
    name: long,
    message: long,
    stack: long,
    unavailable: long,
    frames: [frame(), frame(long)],
  });
  dump.header = {
    cwd: long,
    main: long,
    argv0: long,
    notes: [long],
    platform: long,
    engine: { kind: long, reason: long },
  };
  return dump.build();
}

function manyClasses(many: number): Dump {
  const dump = new DumpBuilder();
  let last = dump.class({ name: "C" });
  for (let at = 0; at < many / 5; at++) {
    last = dump.class({ name: "C", extends: last, members: [{ key: `m${at}`, kind: "accessor" }] });
  }
  const members = Array.from({ length: many }, (_, at) => ({ key: `m${at}`, kind: "method" as const }));
  const wide = dump.class({ name: "W", members, statics: members });
  const x = dump.array(dump.object({ a: 1 }, { prototype: last }), dump.object({ a: 1 }, { prototype: wide }));
  dump.exception({ value: x, frames: [dump.frame({ functionName: "f", scopes: [dump.scope("local", { x })] })] });
  return dump.build();
}

/**
 * All of them, by what is bad about them.
 *
 * @param many How much of it there is, of what can be much: 100,000 makes files of some megabytes.
 */
export function hostileDumps(many: number): ReadonlyMap<string, () => Dump> {
  return new Map<string, () => Dump>([
    ...Object.entries(hostileValues(many)).map(([name, value]) => [name, () => dumpOf(value)] as const),
    ["records with names of the language, long ones and bad numbers", () => namesInRecords(many)],
    ["very many exceptions, each the cause of the next, in a circle", () => causesOfCauses(many)],
    ["300 exceptions that are members of each other", errorsOfErrors],
    ["very many frames", () => manyFrames(many)],
    ["many frames that have a scope of very many variables", () => manyScopes(many)],
    ["a frame that stands in stacks very often", () => sameFrame(many)],
    ["a frame of very many scopes, and very many reasons", () => longFrames(many)],
    ["texts that are as long as can be", () => longTexts(many)],
    ["very many classes that extend each other, and one of very many members", () => manyClasses(many)],
    ["a source of one long line", () => dumpOfSource("a(".repeat(25 * many), 1, 25 * many)],
    ["a source of very many lines", () => dumpOfSource("{\n".repeat(10 * many), 5 * many, 1)],
    ["a source of unclosed templates and comments", () => dumpOfSource("`${/*".repeat(many) + "\n".repeat(9), 3, 1)],
    ["a source of unclosed brackets", () => dumpOfSource(`function f() {\n${"([{<".repeat(many)}`, 2, 9)],
    ["a source of unclosed expressions", () => dumpOfSource(`${"/[".repeat(many)}\n${"'\\".repeat(many)}`, 2, 9)],
    ["a source of arrows", () => dumpOfSource(`${"(a) => ".repeat(many)}\n1`, 2, 1)],
    ["a stack that is slow to read", () => {
      const dump = new DumpBuilder();
      const parts = ["    at ", "\n    at ", " at a (", "(", "@", ":1", ":1:1)", "\n", "eval at ", "async ", "[as "];
      for (const part of parts) {
        const stack = `Error: m${part.repeat(Math.ceil(10 * many / part.length))}`;
        dump.exception({ value: null, message: part.repeat(many), stack });
      }
      return dump.build();
    }],
  ]);
}
