import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { unicodeWidth } from "@std/cli/unicode-width";
import { writeDump } from "../../../dump/write.ts";
import { openDump } from "../../../replay/mod.ts";
import { COLORED } from "../../../replay/preview/paint.ts";
import { preview } from "../../../replay/preview/preview.ts";
import { typeOf } from "../../../replay/preview/type_of.ts";
import { Omitted } from "../../../replay/rehydrate/omitted.ts";
import { sampleDump } from "../../helpers/build_dump.ts";
import { openValue } from "../rehydrate/open_values.ts";

class Base {}

class Order extends Base {
  id = 7;
  items = [{ sku: "a" }, { sku: "b" }, { sku: "c" }];
}

class Registry extends Map<string, number> {
  owner = "ada";
}

class ShopError extends Error {}

const cyclic: Record<string, unknown> = { a: 1 };
cyclic["self"] = cyclic;
cyclic["list"] = [cyclic];

const sparse: number[] = [1, , , 4] as number[]; // deno-lint-ignore-line no-sparse-arrays
sparse.length = 1e9;

const accessors = Object.defineProperties({}, {
  a: { get: () => 1, enumerable: true },
  b: { set: (_value: number) => undefined, enumerable: true },
  c: { get: () => 1, set: (_value: number) => undefined, enumerable: true },
});

function argumentsOf(..._values: unknown[]): unknown {
  return arguments; // deno-lint-ignore-line prefer-rest-params
}

test("preview() shows every kind of value", () => {
  const rows: readonly (readonly [value: unknown, shown: string, type: string])[] = [
    ["text", '"text"', "string"],
    [7, "7", "number"],
    [-0, "-0", "number"],
    [[0, -0, 0], "Array(3) [0, -0, 0]", "Array"],
    [Object.setPrototypeOf(new Map([[1, 2]]), null), "[null prototype] Map(1) {1 => 2}", "Object"],
    [Object.setPrototypeOf(new WeakSet(), null), "[null prototype] WeakSet {<items not known>}", "Object"],
    [NaN, "NaN", "number"],
    [10n, "10n", "bigint"],
    [-(10n ** 20n), "-100000000000000000000n", "bigint"],
    [true, "true", "boolean"],
    [null, "null", "null"],
    [undefined, "undefined", "undefined"],
    [Symbol("x\n"), "Symbol(x\\n)", "symbol"],
    [Symbol.iterator, "Symbol(Symbol.iterator)", "symbol"],
    [{}, "{}", "Object"],
    [{ a: 1, "b-c": 2, 日本: 3, [Symbol("k")]: 4 }, '{a: 1, "b-c": 2, 日本: 3, [Symbol(k)]: 4}', "Object"],
    [Object.assign(Object.create(null), { a: 1 }), "[null prototype] {a: 1}", "Object"],
    [new Order(), 'Order {id: 7, items: Array(3) [{sku: "a"}, {sku: "b"}, {sku: "c"}]}', "Order"],
    [[], "[]", "Array"],
    [[1, "a", [2]], 'Array(3) [1, "a", Array(1) [2]]', "Array"],
    [Object.assign([1], { extra: true }), "Array(1) [1, extra: true]", "Array"],
    [sparse, "Array(1000000000) [1, <2 empty>, 4, <999999996 empty>]", "Array"],
    [argumentsOf(1, "b"), 'Arguments(2) [1, "b"]', "Arguments"],
    [new Map<unknown, unknown>([["a", 1], [{ k: 1 }, [2]]]), 'Map(2) {"a" => 1, {k: 1} => Array(1) [2]}', "Map"],
    [new Registry([["a", 1]]), 'Registry(1) {"a" => 1, owner: "ada"}', "Registry"],
    [new Set([1, "b"]), 'Set(2) {1, "b"}', "Set"],
    [new Map(), "Map(0) {}", "Map"],
    [new Date(0), "1970-01-01T00:00:00.000Z", "Date"],
    [new Date(NaN), "Invalid Date", "Date"],
    [/a\/b/giu, "/a\\/b/giu", "RegExp"],
    [new TypeError("bad\nthing"), "TypeError: bad\\nthing", "TypeError"],
    [Object.assign(new ShopError("no"), { code: 3 }), "ShopError: no {code: 3}", "ShopError"],
    [new Error("outer", { cause: new RangeError("inner") }), "Error: outer {[cause]: RangeError: inner}", "Error"],
    [
      new AggregateError([new Error("1")], "all"),
      "AggregateError: all {[errors]: Array(1) [Error: 1]}",
      "AggregateError",
    ],
    [new Error(), "Error", "Error"],
    [new DOMException("stopped", "AbortError"), "AbortError: stopped", "DOMException"],
    [function pay() {}, "[Function: pay]", "function"],
    [Object.assign(function pay() {}, { rate: 2 }), "[Function: pay] {rate: 2}", "function"],
    [(() => () => 1)(), "[Function (anonymous)]", "function"],
    [async function load() {}, "[AsyncFunction: load]", "function"],
    [function* ids() {}, "[GeneratorFunction: ids]", "function"],
    [async function* rows() {}, "[AsyncGeneratorFunction: rows]", "function"],
    [Order, "class Order extends Base", "class"],
    [Base, "class Base", "class"],
    [class Plain extends Object {}, "class Plain extends Object", "class"],
    [new Uint8Array([1, 2]), "Uint8Array(2) [1, 2]", "Uint8Array"],
    [new BigInt64Array([1n]), "BigInt64Array(1) [1n]", "BigInt64Array"],
    [Buffer.from("hi"), "Buffer(2) [104, 105]", "Buffer"],
    [new Uint8Array([255, 1]).buffer, "ArrayBuffer(2) [ff, 01]", "ArrayBuffer"],
    [new DataView(new ArrayBuffer(4), 1, 2), "DataView(2) [00, 00]", "DataView"],
    [Promise.resolve(1), "Promise {<state not known>}", "Promise"],
    [new Proxy({}, {}), "Proxy(…)", "Proxy"],
    [new Proxy(() => {}, {}), "Proxy(…)", "Proxy"],
    [new WeakMap(), "WeakMap {<items not known>}", "WeakMap"],
    [(function* () {})(), "Generator {<state not known>}", "Generator"],
    [Object(1), "[Number: 1]", "Number"],
    [Object("s"), '[String: "s"]', "String"],
    [Object(Symbol("q")), "[Symbol: Symbol(q)]", "Symbol"],
    [Object(2n), "[BigInt: 2n]", "BigInt"],
    [Math, "Math {}", "Math"],
    [new URL("https://a.b/c"), 'URL "https://a.b/c"', "URL"],
    [new URLSearchParams("a=1"), 'URLSearchParams "a=1"', "URLSearchParams"],
    [cyclic, "{a: 1, self: [circular], list: Array(1) [[circular]]}", "Object"],
    [accessors, "{a: ‹getter›, b: ‹setter›, c: ‹getter/setter›}", "Object"],
    [new Omitted({ reason: "depth", type: "Order" }), "‹depth: Order›", "omitted"],
    [new Omitted({ reason: "length", type: "string", size: 100_000 }), "‹length: string(100000)›", "omitted"],
    [new Omitted({ reason: "redacted", type: "string" }), "‹redacted: string›", "omitted"],
    [new Omitted({ reason: "count", size: 997 }), "‹count: 997 more›", "omitted"],
    [new Omitted({ reason: "accessor", type: "number" }), "‹getter›", "omitted"],
    [new Omitted({ reason: "no-inspector" }), "‹no-inspector›", "omitted"],
    [new Omitted({ reason: "depth", type: "\u001b[31m" }), "‹depth: \\x1b[31m›", "omitted"],
  ];
  for (const [value, shown, type] of rows) {
    assert.equal(preview(value, { budget: 120 }), shown);
    assert.equal(typeOf(value), type, shown);
  }
});

test("preview() shows rehydrated values with what the dump knows of them", () => {
  const session = openDump(writeDump(sampleDump()));
  const [frame] = session.frames;
  const variables = new Map(frame!.scopes.flatMap((scope) => scope.variables.map(({ name, value }) => [name, value])));
  const rows: readonly (readonly [name: string, shown: string])[] = [
    ["cutList", "Array(1000) [1, 2, 3, ‹count: 997 more›]"],
    ["cutMap", 'Map(13) {"k" => "v", ‹count: 12 more›}'],
    ["listWithGetter", "Array(2) [‹getter›, 2]"],
    ["map", 'Map(4) {"a" => {shared: true}, {shared: true} => 1, NaN => "nan", "self" => [circular]}'],
    ["goneBuffer", "‹size: ArrayBuffer(5000000)›"],
    ["weakMap", 'WeakMap {{shared: true} => "held"}'],
    ["weakRef", "WeakRef {{shared: true}}"],
    ["weakUnknown", "WeakMap {‹no-inspector›}"],
    ["fulfilled", "Promise {<fulfilled>: {n: 3}}"],
    ["rejected", "Promise {<rejected>: Error: no}"],
    ["pending", "Promise {<pending>}"],
    ["proxy", "Proxy({n: 3})"],
    ["proxyUnknown", "Proxy(‹unsupported›)"],
    ["generator", "Generator {<suspended>}"],
    ["bound", "[Function: bound add]"],
    ["asyncFunction", "[AsyncFunction: load]"],
    ["Order", "class Order"],
    ["partly", "{known: 1, secret: ‹redacted: string(12)›}"],
    ["namespace", 'Module {default: [Function: get price], version: "1.0.0"}'],
    ["withAccessors", "{price: ‹getter›, both: ‹getter/setter›}"],
    ["orderList", 'OrderList(1) {7 => Order {…}, owner: "ada", #limit: 10}'],
    ["custom", '{<Money>: Array(2) [1999, "EUR"]}'],
    [
      "cutText",
      '"All work and no play makes Jack a dull boy. All work and no play makes Jack a dull boy. All work …" (1760)',
    ],
  ];
  const omitted = (text: string) => session.omitted(text);
  for (const [name, shown] of rows) {
    assert.equal(preview(variables.get(name), { budget: name === "orderList" ? 60 : 107, omitted }), shown, name);
  }
  assert.equal(
    preview(frame!.receiver?.value, { budget: 90 }),
    'Order {id: 7, items: Array(2) [{…}, {…}], #secret: "s3cret"}',
  );
});

test("preview() shows as many levels as fit", () => {
  const value = { id: 7, items: [{ sku: "first" }, { sku: "second" }], deep: { a: { b: { c: 1 } } } };
  const rows: readonly (readonly [budget: number, shown: string])[] = [
    [96, '{id: 7, items: Array(2) [{sku: "first"}, {sku: "second"}], deep: {a: {b: {c: 1}}}}'],
    [80, '{id: 7, items: Array(2) [{sku: "first"}, {sku: "second"}], deep: {a: {b: {…}}}}'],
    [76, "{id: 7, items: Array(2) [{…}, {…}], deep: {a: {…}}}"],
    [60, "{id: 7, items: Array(2) [{…}, {…}], deep: {a: {…}}}"],
    [45, "{id: 7, items: Array(2), deep: {…}}"],
    [30, "{id: 7, items: Array(2), …}"],
    [12, "{id: 7, …}"],
    [9, "{…}"],
    [2, "{…"],
    [1, "…"],
    [0, ""],
  ];
  for (const [budget, shown] of rows) assert.equal(preview(value, { budget }), shown, String(budget));
});

test("preview() shortens strings rather than losing what comes after them", () => {
  const value = { a: "x".repeat(100), b: 1, c: "y".repeat(50) };
  assert.equal(preview(value, { budget: 60 }), '{a: "xxxxxxxxxxxxx…" (100), b: 1, c: "yyyyyyyyyyyyyy…" (50)}');
  assert.equal(preview(value, { budget: 20 }), '{a: "xxxxxxxxx…", …}');
  assert.equal(preview("日本語".repeat(100), { budget: 20 }), '"日本語日本…" (300)');
});

test("preview() never takes more cells than its budget, and cuts once", () => {
  const values: unknown[] = [
    new Order(),
    Array.from({ length: 1000 }, (_, index) => ({ id: index, name: `item ${index}` })),
    Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key${index}`, { value: index }])),
    new Map([["日本語", "幅".repeat(40)], ["b", "c"]]),
    Object.assign(new TypeError("a long message ".repeat(5)), { code: "E" }),
    "text ".repeat(100),
    [["nested", ["deeper", ["deepest", { and: "so on" }]]]],
    class WithAVeryLongNameThatDoesNotFitAnywhere {},
    /a long (regular|expression) that does not fit/,
    123456789012345678901234567890n,
    new Omitted({ reason: "unsupported", type: "SomethingWithALongName", size: 123456 }),
    "e\u0301\u0302\u0303".repeat(1000),
  ];
  for (const value of values) {
    for (let budget = 0; budget < 100; budget++) {
      const shown = preview(value, { budget });
      assert.ok(unicodeWidth(shown) <= budget, `${budget}: ${shown}`);
      assert.ok(!shown.includes("\n"));
    }
  }
});

test("preview() colours without changing what it says", () => {
  const value = { id: 7, text: "a", none: null, order: new Order(), f() {}, d: new Date(0), e: new Error("x"), r: /x/ };
  // deno-lint-ignore no-control-regex
  const plain = preview(value, { budget: 200, color: COLORED }).replace(/\x1b\[[\d;]*m/g, "");
  assert.equal(plain, preview(value, { budget: 200 }));
  const marked = preview([1, "a"], {
    budget: 80,
    color: { ...COLORED, number: (text) => `<${text}>`, string: (text) => `'${text}'` },
  });
  // deno-lint-ignore no-control-regex
  assert.equal(marked.replace(/\x1b\[[\d;]*m/g, ""), `Array(2) [<1>, '"a"']`);
});

test("preview() of an error says that its message was cut", () => {
  const omitted = (text: string) => text === "too lo" ? { reason: "length" as const, size: 8 } : undefined;
  assert.equal(preview(new Error("too lo"), { budget: 40, omitted }), "Error: too lo…");
  assert.equal(preview(new Error("short"), { budget: 40, omitted }), "Error: short");
});

test("preview() of an object with very many properties shows those that it has now", () => {
  const value = openValue((dump) =>
    dump.object(Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`p${at}`, at])))
  ) as Record<string, unknown>;
  assert.equal(preview(value, { budget: 31 }), "{p0: 0, p1: 1, p2: 2, p3: 3, …}");
  delete value["p0"];
  value["p1"] = "new";
  value["added"] = true;
  assert.equal(preview(value, { budget: 31 }), '{p1: "new", p2: 2, p3: 3, …}');
  assert.deepEqual(Object.keys(value).slice(-2), ["p19999", "added"]);
});
