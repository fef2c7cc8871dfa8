/**
 * Every kind of value, as it stands in the file.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { runInNewContext } from "node:vm";
import { Attribute, NodeKind } from "../../../dump/format.ts";
import type { BytesSlot, Slot } from "../../../dump/slot.ts";
import { described, kindOf } from "./described.ts";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

/** Primitives that stand in their slot, and how they are read. */
const PRIMITIVES: readonly (readonly [value: unknown, slot?: Slot])[] = [
  [undefined],
  [null],
  [true],
  [false],
  [0],
  [-0],
  [1],
  [-1],
  [-24],
  [-25],
  [1.5],
  [-1.5],
  [2 ** 31],
  [-(2 ** 31)],
  [2 ** 53],
  [-(2 ** 53)],
  [2 ** 64],
  [1e300],
  [-1e300],
  [Number.MIN_VALUE],
  [NaN],
  [Infinity],
  [-Infinity],
  [0n],
  [-1n],
  [2n ** 64n],
  [-(2n ** 200n)],
  [""],
  ["a"],
  ["ünï"],
  ["👍"],
  ["\ud800"],
  ["a\udc00b"],
  ["\ufeffbom"],
  ["x".repeat(32)],
  [Symbol.iterator, { kind: "symbol", wellKnown: "iterator" }],
  [Symbol.for("shared"), { kind: "symbol", registered: "shared" }],
  [Math.max, { kind: "builtin", path: "Math.max" }],
  [Map, { kind: "builtin", path: "Map" }],
  [Map.prototype, { kind: "builtin", path: "Map.prototype" }],
  [Array.prototype.map, { kind: "builtin", path: "Array.prototype.map" }],
  [Math, { kind: "builtin", path: "Math" }],
  [globalThis, { kind: "builtin", path: "globalThis" }],
  [Intl.NumberFormat, { kind: "builtin", path: "Intl.NumberFormat" }],
  [URL, { kind: "builtin", path: "URL" }],
  [Headers, { kind: "builtin", path: "Headers" }],
  [Buffer, { kind: "builtin", path: "Buffer" }],
];

test("describe() keeps primitives and built-in values in their slot", () => {
  PRIMITIVES.forEach(([value, slot]) => {
    const read = described({ value }).slot("value");
    assert.deepEqual(read, slot ?? value, `${String(value)}`);
    assert.ok(slot !== undefined || Object.is(read, value), `${String(value)}`);
  });
});

test("describe() keeps the same primitives as elements and keys", () => {
  const values = PRIMITIVES.map(([value]) => value);
  const map = new Map(values.map((value) => [value, value]));
  const file = described({ values, map });
  assert.deepEqual(file.node("values").payload, PRIMITIVES.map(([value, slot]) => slot ?? value));
  assert.equal(file.node("map").payload.length, map.size * 2);
});

class Empty {}
class Listed extends Array {}
class Table extends Map {}
class Problem extends Error {
  override name = "Problem";
}

function* generate(): Generator<number> {
  yield 1;
}

const Iterators: object = Object.getPrototypeOf(Object.getPrototypeOf([].values()));

/** Those that `Iterator` gives, where it is there. */
function iteratorHelpers(): (readonly [string, unknown, NodeKind, string])[] {
  const { Iterator } = globalThis as Loose;
  if (Iterator === undefined) return [];
  return [
    ["iterator helper", Iterator.from([1]).map(String), NodeKind.generator, "%IteratorHelper%"],
    ["wrapped iterator", Iterator.from({ next() {} }), NodeKind.generator, "%WrapForValidIterator%"],
  ];
}

/** Values that are nodes: kind, and class or undefined when the prototype belongs to none. */
const NODES: readonly (readonly [name: string, value: unknown, kind: NodeKind, className?: string])[] = [
  ["object", {}, NodeKind.object, "Object"],
  ["null prototype", Object.create(null), NodeKind.object],
  ["instance", new Empty(), NodeKind.object, "Empty"],
  ["array", [1], NodeKind.array, "Array"],
  ["subclass of Array", Listed.of(1), NodeKind.array, "Listed"],
  ["Map", new Map(), NodeKind.map, "Map"],
  ["subclass of Map", new Table(), NodeKind.map, "Table"],
  ["Map without its prototype", Object.setPrototypeOf(new Map([[1, 2]]), null), NodeKind.map],
  ["Map of another class", Object.setPrototypeOf(new Map([[1, 2]]), Empty.prototype), NodeKind.map, "Empty"],
  ["what only looks like a Map", Object.create(Map.prototype), NodeKind.object, "Map"],
  ["Set", new Set([1]), NodeKind.set, "Set"],
  ["Date", new Date(0), NodeKind.date, "Date"],
  ["RegExp", /x/g, NodeKind.regexp, "RegExp"],
  ["Error", new Error("x"), NodeKind.error, "Error"],
  ["RangeError", new RangeError("x"), NodeKind.error, "RangeError"],
  ["AggregateError", new AggregateError([1]), NodeKind.error, "AggregateError"],
  ["subclass of Error", new Problem("x"), NodeKind.error, "Problem"],
  ["boxed string", Object("x"), NodeKind.boxed, "String"],
  ["boxed number", Object(-1), NodeKind.boxed, "Number"],
  ["boxed boolean", Object(false), NodeKind.boxed, "Boolean"],
  ["boxed BigInt", Object(1n), NodeKind.boxed, "BigInt"],
  ["boxed symbol", Object(Symbol.iterator), NodeKind.boxed, "Symbol"],
  ["unique symbol", Symbol("x"), NodeKind.symbol],
  ["long string", "x".repeat(33), NodeKind.string],
  ["ArrayBuffer", new ArrayBuffer(1), NodeKind.buffer, "ArrayBuffer"],
  ["SharedArrayBuffer", new SharedArrayBuffer(1), NodeKind.buffer, "SharedArrayBuffer"],
  ["Uint8Array", new Uint8Array(1), NodeKind.view, "Uint8Array"],
  ["BigInt64Array", new BigInt64Array(1), NodeKind.view, "BigInt64Array"],
  ["DataView", new DataView(new ArrayBuffer(1)), NodeKind.view, "DataView"],
  ["Buffer", Buffer.from("x"), NodeKind.view, "Buffer"],
  ["function", () => {}, NodeKind.function, "Function"],
  ["async function", async () => {}, NodeKind.function, "%AsyncFunction%"],
  ["class", Empty, NodeKind.function, "Function"],
  ["bound function", test.bind(null), NodeKind.bound, "Function"],
  ["Promise", Promise.resolve(1), NodeKind.promise, "Promise"],
  ["Proxy", new Proxy({}, {}), NodeKind.proxy],
  ["Proxy of a function", new Proxy(() => {}, {}), NodeKind.proxy],
  ["WeakMap", new WeakMap(), NodeKind.weak, "WeakMap"],
  ["WeakSet", new WeakSet(), NodeKind.weak, "WeakSet"],
  ["WeakRef", new WeakRef(Empty), NodeKind.weak, "WeakRef"],
  ["generator", generate(), NodeKind.generator],
  ["array iterator", [1].values(), NodeKind.generator, "%ArrayIterator%"],
  ["Map iterator", new Map().keys(), NodeKind.generator, "%MapIterator%"],
  ["Set iterator", new Set().values(), NodeKind.generator, "%SetIterator%"],
  ["string iterator", "x"[Symbol.iterator](), NodeKind.generator, "%StringIterator%"],
  ["RegExp string iterator", "x".matchAll(/x/g), NodeKind.generator, "%RegExpStringIterator%"],
  ...iteratorHelpers(),
  ["iterator of the program", Object.create(Iterators), NodeKind.object, "%Iterator%"],
  ["instance of a subclass of Iterator", Object.create(Object.create(Iterators)), NodeKind.object],
  ["URL", new URL("https://a.test/b?c#d"), NodeKind.host, "URL"],
  ["URLSearchParams", new URLSearchParams("a=1"), NodeKind.host, "URLSearchParams"],
  ["Headers", new Headers({ a: "1" }), NodeKind.host, "Headers"],
  ["FormData", new FormData(), NodeKind.host, "FormData"],
  ["Blob", new Blob(["x"]), NodeKind.host, "Blob"],
  ["Request", new Request("https://a.test/"), NodeKind.host, "Request"],
  ["Response", new Response("x"), NodeKind.host, "Response"],
  ["AbortSignal", AbortSignal.abort("why"), NodeKind.host, "AbortSignal"],
  ["AbortController", new AbortController(), NodeKind.host, "AbortController"],
  ["DOMException", new DOMException("m", "AbortError"), NodeKind.host, "DOMException"],
  ["Intl.NumberFormat", new Intl.NumberFormat("de"), NodeKind.host, "Intl.NumberFormat"],
  ["Intl.Locale", new Intl.Locale("de-AT"), NodeKind.host, "Intl.Locale"],
  [
    "arguments",
    (function (..._all: unknown[]) {
      return arguments;
    })(1, 2),
    NodeKind.arguments,
    "Object",
  ],
  ["object of another realm", runInNewContext("({a: 1})"), NodeKind.object, "Object"],
  ["array of another realm", runInNewContext("[1]"), NodeKind.array, "Array"],
  ["Map of another realm", runInNewContext("new Map()"), NodeKind.map, "Map"],
  ["error of another realm", runInNewContext("new TypeError('x')"), NodeKind.error, "TypeError"],
];

test("describe() knows every kind by what it is, not by what it says", () => {
  for (const [name, value, kind, className] of NODES) {
    const file = described({ value });
    const node = file.node("value");
    assert.equal(node.kind, kind, name);
    const record = file.classOf(node);
    assert.equal(record?.builtin ?? record?.name, className, name);
  }
});

test("describe() keeps Temporal where the runtime has it", () => {
  const { Temporal } = globalThis as Loose;
  if (Temporal === undefined) return;
  const file = described({ date: Temporal.PlainDate.from("2024-02-29"), duration: Temporal.Duration.from("P1D") });
  assert.deepEqual(file.node("date").payload, ["Temporal.PlainDate", "2024-02-29"]);
  assert.deepEqual(file.node("duration").payload, ["Temporal.Duration", "P1D"]);
});

/** Payloads of kinds whose content stands in the payload. */
const PAYLOADS: readonly (readonly [name: string, value: unknown, payload: readonly unknown[]])[] = [
  ["Date", new Date(1234), [1234]],
  ["invalid Date", new Date(NaN), [NaN]],
  ["Date before 1970", new Date(-5), [-5]],
  ["RegExp", Object.assign(/a\/b/dgimsuy, { lastIndex: 3 }), ["a\\/b", "dgimsuy", 3]],
  ["RegExp with sets", Reflect.construct(RegExp, ["[a--b]", "v"]), ["[a--b]", "v", 0]],
  ["boxed", Object(-1), [-1]],
  ["Set", new Set([1, "a", undefined]), [1, "a", undefined]],
  ["Map", new Map<unknown, unknown>([[NaN, 0], ["b", null]]), [NaN, 0, "b", null]],
  ["holes", [, 1, , , 2, ,], [
    { kind: "hole", count: 1 },
    1,
    { kind: "hole", count: 2 },
    2,
    { kind: "hole", count: 1 },
  ]],
  ["nothing but holes", new Array(5), [{ kind: "hole", count: 5 }]],
  ["as sparse as can be", Object.assign([], { length: 2 ** 32 - 1 }), [{ kind: "hole", count: 2 ** 32 - 1 }]],
  ["far apart", Object.assign([1], { 4_000_000_000: 2 }), [1, { kind: "hole", count: 3_999_999_999 }, 2]],
  ["ArrayBuffer", new Uint8Array([1, 2]).buffer, [{ kind: "bytes", bytes: new Uint8Array([1, 2]) }, false, undefined]],
  ["empty ArrayBuffer", new ArrayBuffer(0), [{ kind: "bytes", bytes: new Uint8Array(0) }, false, undefined]],
  ["URL", new URL("https://a.test/b?c#d"), ["URL", "https://a.test/b?c#d"]],
  ["URLSearchParams", new URLSearchParams([["a b", "ü"], ["a b", ""]]), ["URLSearchParams", "a+b=%C3%BC&a+b="]],
  ["Headers", new Headers([["B", "2"], ["a", "1"]]), ["Headers", "a", "1", "b", "2"]],
  ["File", new File(["abc"], "n.txt", { type: "text/plain", lastModified: 5 }), ["File", "text/plain", 3, "n.txt", 5]],
  ["DOMException", new DOMException("m", "AbortError"), ["DOMException", "m", "AbortError", 20]],
  ["AbortSignal", AbortSignal.abort("why"), ["AbortSignal", true, "why"]],
  ["Intl.Locale", new Intl.Locale("de-AT"), ["Intl.Locale", "de-AT"]],
];

test("describe() keeps the content of each kind", () => {
  for (const [name, value, payload] of PAYLOADS) {
    const node = described({ value }).node("value");
    if (name === "File" && typeof node.payload[1] === "string" && node.payload[1].includes(";")) continue;
    // Its bytes are not to be had everywhere.
    assert.deepEqual(name === "File" ? node.payload.slice(0, 5) : node.payload, payload, name);
    assert.deepEqual(node.keys.filter((key) => key !== "stack"), [], name);
  }
});

test("describe() keeps order, attributes, accessors and symbol keys", () => {
  const unique = Symbol("mine");
  const value = { b: 1, 2: "two", a: 3, 1: "one" };
  Object.defineProperty(value, "hidden", { value: 4, configurable: true });
  Object.defineProperty(value, "got", { get: () => assert.fail("ran"), enumerable: true });
  Object.defineProperty(value, unique, { value: 5, writable: true });
  Object.defineProperty(value, "__proto__", { value: 6, writable: true, enumerable: true, configurable: true });
  const file = described({ value });
  const node = file.node("value");
  assert.deepEqual(node.keys.slice(0, -1), ["1", "2", "b", "a", "hidden", "got", "__proto__"]);
  assert.deepEqual(file.nodeOf(node.keys.at(-1) as Slot).payload, ["mine"]);
  assert.deepEqual(node.attributes, [7, 7, 7, 7, 4, 2, 7, 1]);
  assert.deepEqual(node.values.filter((_, at) => at !== 5), ["one", "two", 1, 3, 4, 6, 5]);
  const got = node.values[5] as Loose;
  assert.equal(got.kind, "accessor");
  assert.equal(file.nodeOf(got.get).kind, NodeKind.function);
  assert.equal(got.set, undefined);
});

test("describe() keeps how far an object is closed", () => {
  const values = [{ a: 1 }, Object.preventExtensions({ a: 1 }), Object.seal({ a: 1 }), Object.freeze({ a: 1 })];
  const arrays = [[1], Object.preventExtensions([1]), Object.seal([1]), Object.freeze([1])];
  const file = described({ values, arrays });
  assert.deepEqual(file.node("values").payload.map((slot) => file.nodeOf(slot).integrity), [0, 1, 2, 3]);
  assert.deepEqual(file.node("values").payload.map((slot) => file.nodeOf(slot).attributes), [
    undefined,
    undefined,
    [Attribute.writable | Attribute.enumerable],
    [Attribute.enumerable],
  ]);
  const closed = file.node("arrays").payload.map((slot) => file.nodeOf(slot));
  assert.deepEqual(closed.map(({ integrity }) => integrity), [0, 1, 2, 3]);
  assert.deepEqual(closed.map(({ payload }) => payload), [[1], [1], [1], [1]]);
  assert.deepEqual(closed.map(({ keys }) => keys), [[], [], [], []]);
});

test("describe() takes nothing for frozen whose length or prototype can be written, as V8 does", () => {
  const lists = [Object.preventExtensions([]), Object.seal([]), Object.freeze([])];
  const functions = [Object.seal(function () {}), Object.freeze(function () {})];
  const file = described({ lists, functions });
  const integrities = (name: string) => file.node(name).payload.map((slot) => file.nodeOf(slot).integrity);
  assert.deepEqual(integrities("lists"), [2, 2, 3]);
  assert.deepEqual(integrities("functions"), [2, 3]);
});

test("describe() keeps the fields of a long array whose class is the program's", () => {
  class Rows extends Array<number> {
    first = 1;
    second = "two";
  }
  const rows = new Rows(20_000).fill(0);
  assert.deepEqual(described({ rows }).node("rows").keys, ["first", "second"]);
});

test("describe() keeps what an array has besides its elements", () => {
  const match = /b(?<c>c)/d.exec("abc")!;
  const template = ((strings: TemplateStringsArray) => strings)`a\n`;
  const odd = Object.defineProperty([1, 2, 3], 1, {
    get: () => assert.fail("ran"),
    enumerable: true,
    configurable: true,
  });
  const fixed = Object.defineProperty([1], "length", { writable: false });
  const file = described({ match, template, odd, fixed, symbolic: Object.assign([1], { [Symbol.for("s")]: 2 }) });
  assert.deepEqual(file.node("match").keys, ["index", "input", "groups", "indices"]);
  assert.deepEqual(file.node("template").keys, ["raw"]);
  assert.deepEqual(file.node("template", "raw").payload, ["a\\n"]);
  assert.deepEqual(file.node("odd").keys, ["1"]);
  assert.deepEqual(file.node("odd").payload, [1, { kind: "hole", count: 1 }, 3]);
  assert.deepEqual(file.node("fixed").keys, ["length"]);
  assert.deepEqual(file.node("fixed").attributes, [0]);
  assert.deepEqual(file.node("symbolic").keys, [{ kind: "symbol", registered: "s" }]);
});

test("describe() keeps sharing, cycles and the identity of symbols", () => {
  const shared = { unique: Symbol("u") };
  const value: Loose = { first: shared, second: shared, list: [shared] };
  value.self = value;
  value.map = new Map<unknown, unknown>([[value, shared]]);
  value.map.set(value.map, value.map);
  const file = described({ value, again: value, symbol: shared.unique });
  const node = file.node("value");
  assert.deepEqual(file.slot("again"), file.slot("value"));
  assert.deepEqual(file.property(node, "self"), file.slot("value"));
  assert.deepEqual(file.property(node, "first"), file.property(node, "second"));
  assert.deepEqual(file.node("value", "list").payload, [file.property(node, "first")]);
  assert.deepEqual(file.slot("symbol"), file.property(file.node("value", "first"), "unique"));
  const map = file.property(node, "map");
  assert.deepEqual(file.nodeOf(map).payload, [file.slot("value"), file.property(node, "first"), map, map]);
});

test("describe() keeps long strings once", () => {
  const text = "a long string, longer than those that stand in their slots";
  const file = described({ first: text, second: { text }, third: text.slice(0, 3) + text.slice(3) });
  assert.deepEqual(file.slot("first"), file.slot("third"));
  assert.deepEqual(file.property(file.node("second"), "text"), file.slot("first"));
  assert.deepEqual(file.node("first").payload, [text]);
});

test("describe() keeps windows of buffers, and buffers that are shared between views", () => {
  const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
  const file = described({
    bytes: new Uint8Array(buffer, 1, 2),
    words: new Uint16Array(buffer, 2),
    data: new DataView(buffer, 3, 4),
    buffer,
  });
  assert.deepEqual(file.node("bytes").payload, ["Uint8Array", file.slot("buffer"), 1, 2]);
  assert.deepEqual(file.node("words").payload, ["Uint16Array", file.slot("buffer"), 2, 3]);
  assert.deepEqual(file.node("data").payload, ["DataView", file.slot("buffer"), 3, 4]);
});

test("describe() keeps how far a buffer can grow", () => {
  const buffer: Loose = new (ArrayBuffer as Loose)(2, { maxByteLength: 8 });
  if (buffer.resizable !== true) return;
  const file = described({ buffer, whole: new Uint8Array(buffer), part: new Uint8Array(buffer, 0, 1) });
  assert.deepEqual(file.node("buffer").payload.slice(1), [false, 8]);
  assert.equal(file.node("whole").payload[3], undefined);
  assert.equal(file.node("part").payload[3], 1);
});

test("describe() keeps of the pool of small Buffers only what they show", () => {
  const hidden = Buffer.from("what another request left behind");
  const shown = Buffer.from("shown");
  const part = shown.subarray(1, 3);
  const file = described({ shown, part });
  const [name, buffer, offset, length] = file.node("shown").payload;
  assert.deepEqual([name, length], ["Uint8Array", 5]);
  assert.deepEqual(file.node("part").payload, ["Uint8Array", buffer, (offset as number) + 1, 2]);
  const { bytes } = file.nodeOf(buffer).payload[0] as BytesSlot;
  assert.equal(Buffer.from(bytes.subarray(offset as number, offset as number + 5)).toString(), "shown");
  assert.ok(!file.text().includes(hidden.toString()));
});

test("describe() gives objects whose prototype belongs to no class that prototype", () => {
  const prototype = { inherited: 1 };
  const file = described({ value: Object.create(prototype), prototype, odd: Object.create(Math) });
  const node = file.node("value");
  assert.deepEqual(node.prototype, file.slot("prototype"));
  assert.equal(file.node("prototype").keys[0], "inherited");
  assert.equal(file.nodeOf(file.node("odd").prototype as Slot).kind, NodeKind.omitted);
});

test("describe() takes Object.prototype of any realm, and no prototype that only pretends, for a class", () => {
  const pretender = { constructor: Map };
  const file = described({ value: Object.create(pretender), pretender });
  assert.deepEqual(file.node("value").prototype, file.slot("pretender"));
});

test("describe() does not copy what every process has", () => {
  const file = described({ process, env: process.env, argv: process.argv, console });
  for (
    const [name, path] of Object.entries({
      process: "process",
      env: "process.env",
      argv: "process.argv",
      console: "console",
    })
  ) {
    assert.deepEqual(file.slot(name), { kind: "builtin", path });
  }
});

test("describe() walks a linked list of 100,000 nodes", () => {
  let list: object | undefined;
  for (let index = 0; index < 100_000; index++) list = { next: list };
  const file = described({ list }, { limits: { depth: Infinity } });
  assert.equal(file.file.heap.size, 100_000);
  assert.equal(file.file.heap.node(99_999).values[0], undefined);
});

test("describe() keeps module namespaces with bindings that are not initialised", async () => {
  const module = await import("./described.ts");
  const file = described({ module });
  assert.equal(file.node("module").kind, NodeKind.module);
  assert.ok(file.node("module").keys.includes("kindOf"));
  assert.equal(kindOf(module), NodeKind.module);
});
