/**
 * Every kind of value of the sample dump, as it comes back.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { readDump } from "../../../dump/read.ts";
import { writeDump } from "../../../dump/write.ts";
import { Heap } from "../../../replay/rehydrate/heap.ts";
import { omittedOf } from "../../../replay/rehydrate/omitted.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { StubError } from "../../../replay/rehydrate/stub_error.ts";
import { openValues } from "./open_values.ts";
import { LONG_TEXT, REASONS, sampleDump } from "../../helpers/build_dump.ts";

const file = readDump(writeDump(sampleDump()));
const heap = new Heap(file);
const values = new Map(
  file.tables.scopes.flatMap(({ names, values }) =>
    names.map((name, at) => [name, heap.value(file.heap.slot(values[at]))] as const)
  ),
);

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

function value(name: string): Loose {
  assert(values.has(name), `the sample has no ${name}`);
  return values.get(name);
}

function describe(object: object): string {
  return Object.prototype.toString.call(object);
}

const SAME: Readonly<Record<string, unknown>> = {
  text: "grün — 茶 🍵",
  empty: "",
  control: "\u001b[31mred\u202e\u0000",
  nearlyKey: "__proto__",
  count: 3,
  large: 2 ** 53 - 1,
  beyond: 2 ** 63,
  below: -5,
  farBelow: -(2 ** 40),
  minusZero: -0,
  ratio: 0.1,
  smallest: Number.MIN_VALUE,
  nan: NaN,
  infinite: Infinity,
  minusInfinite: -Infinity,
  big: 123456789012345678901234567890n,
  bigNegative: -1n,
  bigZero: 0n,
  yes: true,
  no: false,
  nothing: null,
  undef: undefined,
  lone: "a\ud800b",
  symbolFor: Symbol.for("shop.id"),
  symbolIterator: Symbol.iterator,
  longText: LONG_TEXT,
  cutText: LONG_TEXT.slice(0, 100),
  native: Array.prototype.map,
};

for (const [name, expected] of Object.entries(SAME)) {
  test(`Heap.value() gives the very value of ${name}`, () => assert(Object.is(value(name), expected)));
}

test("Heap.value() gives unique symbols with their description", () => {
  assert.equal(value("symbolUnique").description, "unique");
  assert.equal(value("symbolBare").description, undefined);
  assert.notEqual(value("symbolUnique"), Symbol.for("unique"));
});

test("Heap.cut() tells what was cut from a string", () => {
  assert.deepEqual(heap.cut(value("cutText")), { reason: "length", size: LONG_TEXT.length });
  assert.equal(heap.cut(LONG_TEXT), undefined);
});

test("Heap.value() keeps holes, and the length that they make", () => {
  const sparse = value("sparse");
  assert.equal(sparse.length, 8);
  assert.deepEqual(Object.keys(sparse), ["2", "4"]);
  assert.equal(sparse[4], undefined);
});

test("Heap.value() shows the rest of a cut array as its last item", () => {
  const list = value("cutList");
  assert.deepEqual(list.slice(0, 3), [1, 2, 3]);
  assert.deepEqual(omittedOf(list[3]), { reason: "count", size: 997 });
  assert.deepEqual(nodeOf(list)?.rest, { reason: "count", size: 997 });
  assert.equal(nodeOf(value("list"))?.rest, undefined);
});

test("Heap.value() keeps extra properties and integrity of arrays", () => {
  const tagged = value("taggedList");
  assert.deepEqual(Reflect.ownKeys(tagged), ["0", "length", "index", "input"]);
  assert(Array.isArray(tagged));
  assert(Object.isFrozen(value("frozenList")));
  assert.deepEqual(value("frozenList"), [1]);
});

test("Heap.value() makes an accessor among the elements of an array", () => {
  const { get } = Object.getOwnPropertyDescriptor(value("listWithGetter"), 0)!;
  assert.equal(typeof get, "function");
  assert.notEqual(get, Array.prototype.at);
  assert.equal(omittedOf(value("listWithGetter")[0])?.reason, "accessor");
});

test("Heap.value() keeps the order of a Map, its keys by identity, and itself in it", () => {
  const map = value("map");
  const shared = value("list")[2];
  assert.deepEqual([...map.keys()], ["a", shared, NaN, "self"]);
  assert.equal(map.get("a"), shared);
  assert.equal(map.get(shared), 1);
  assert.equal(map.get("self"), map);
});

test("Heap.value() shows the rest of a cut Map", () => {
  const [[key, text], [rest]] = [...value("cutMap")] as Loose;
  assert.deepEqual([key, text], ["k", "v"]);
  assert.equal(omittedOf(rest)?.size, 12);
});

test("Heap.value() keeps the order of a Set", () => {
  assert.deepEqual([...value("set")], [value("list")[2], "b", 0]);
});

test("Heap.value() makes dates, invalid ones too", () => {
  assert.equal(value("date").toISOString(), "2026-01-02T03:04:05.678Z");
  assert.equal(value("earlyDate").getTime(), -1000);
  assert.equal(value("invalidDate").getTime(), NaN);
});

test("Heap.value() makes a RegExp with flags and lastIndex", () => {
  const regexp = value("regexp");
  assert.deepEqual([regexp.source, regexp.flags, regexp.lastIndex], ["^(a+)+$", "gi", 4]);
  assert.deepEqual(Reflect.ownKeys(regexp), ["lastIndex"]);
});

test("Heap.value() boxes primitives", () => {
  assert(Object.is(value("boxedNumber").valueOf(), -0));
  assert.equal(describe(value("boxedNumber")), "[object Number]");
  assert.equal(value("boxedString").valueOf(), "boxed");
  assert.equal(value("boxedString").length, 5);
  assert.equal(value("boxedBigInt").valueOf(), 9n);
  assert.equal(value("boxedSymbol").valueOf(), Symbol.asyncIterator);
});

test("Heap.value() gives views windows on the buffer that they share", () => {
  const { buffer } = value("bytes");
  assert.equal(buffer, value("buffer"));
  for (const name of ["words", "floats", "bigs", "dataView"]) assert.equal(value(name).buffer, buffer);
  assert.deepEqual([...value("bytes")], [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual([value("words").byteOffset, value("words").length], [2, 3]);
  assert.deepEqual([value("dataView").byteOffset, value("dataView").byteLength], [1, 6]);
  assert.equal(describe(value("bigs")), "[object BigInt64Array]");
});

test("Heap.value() makes resizable and shared buffers", () => {
  assert.equal(describe(value("sharedBuffer")), "[object SharedArrayBuffer]");
  const resizable = value("resizable");
  assert.equal(resizable.byteLength, 4);
  assert.equal(resizable.maxByteLength, 64);
});

test("Heap.value() keeps the bytes that there are, and says how many there were", () => {
  assert.equal(value("cutBuffer").byteLength, 16);
  assert.deepEqual(nodeOf(value("cutBuffer"))?.rest, { reason: "length", size: 100_000 });
  assert.equal(value("cutBytes").length, 12);
  assert.deepEqual(omittedOf(value("goneBuffer")), { reason: "size", type: "ArrayBuffer", size: 5_000_000 });
});

test("Heap.value() makes an arguments object with holes", () => {
  const args = value("args");
  assert.equal(describe(args), "[object Arguments]");
  assert.equal(args.length, 3);
  assert.equal(args[0], "first");
  assert(!(1 in args));
});

test("Heap.value() fills weak collections of which all is known", () => {
  const shared = value("list")[2];
  assert.equal(value("weakMap").get(shared), "held");
  assert(value("weakSet").has(shared));
  assert.equal(value("weakRef").deref(), shared);
  assert.deepEqual(nodeOf(value("weakMap"))?.internals.get("Entries"), [[shared, "held"]]);
});

test("Heap.value() lets a weak collection refuse when its entries are not known", () => {
  const unknown = value("weakUnknown");
  assert(unknown instanceof WeakMap);
  assert.throws(() => unknown.get({}), StubError);
  assert.equal(omittedOf(nodeOf(unknown)?.internals.get("Entries"))?.reason, "no-inspector");
});

test("Heap.value() keeps attributes, integrity and prototypes of objects", () => {
  const config = value("config");
  assert(Object.isFrozen(config));
  assert(Object.isSealed(config.nested) && !Object.isFrozen(config.nested));
  assert(!Object.isExtensible(value("closed")));
  assert.equal(Object.getPrototypeOf(value("dictionary")), null);
  assert.deepEqual(Object.getPrototypeOf(value("derived")), { inherited: "yes" });
  assert.equal(value("derived").inherited, "yes");
  assert.deepEqual(Object.keys(value("withAccessors")), ["price", "both"]);
  assert.equal(value("withAccessors").hidden, "not enumerable");
});

test("Heap.value() defines __proto__, constructor, then and toJSON as own properties and no more", () => {
  const hostile = value("hostile");
  assert.deepEqual(Object.keys(hostile), ["__proto__", "constructor", "then", "toJSON", "toString"]);
  assert.equal(Object.getOwnPropertyDescriptor(hostile, "__proto__")?.value, "own");
  assert.equal(Object.getPrototypeOf(hostile), Object.prototype);
  assert.throws(() => hostile.then(() => {}), StubError);
});

test("Heap.value() keeps symbol keys in their order", () => {
  const keys = Reflect.ownKeys(value("withSymbols"));
  assert.deepEqual(keys.map(String), ["plain", "Symbol(hidden)", "Symbol(shop.tag)", "Symbol(Symbol.toStringTag)"]);
});

test("Heap.value() makes accessors that read as omitted and cannot be set", () => {
  const object = value("withAccessors");
  const { get, set } = Object.getOwnPropertyDescriptor(object, "both")!;
  assert.equal(get?.name, "get price");
  assert.notEqual(set, Reflect.set);
  assert.equal(omittedOf(object.price)?.reason, "accessor");
  assert.match(omittedOf(object.price)?.detail ?? "", /live on/);
  assert.throws(() => object.both = 1, StubError);
});

test("Heap.value() keeps cycles", () => {
  const cycle = value("cycle");
  assert.equal(cycle.self, cycle);
  assert.equal(cycle.list[0], cycle);
});

test("Heap.value() makes errors of their class with the recorded stack", () => {
  const error = value("error");
  assert(error instanceof RangeError);
  assert.equal(describe(error), "[object Error]");
  assert.deepEqual(Reflect.ownKeys(error), ["stack", "message", "cause", "code"]);
  assert.equal(error.stack, "RangeError: too far\n    at shop");
  assert.equal(error.cause, value("cycle"));
});

test("Heap.value() makes instances of a class with private fields aside", () => {
  const order = value("order");
  assert.equal(order.constructor, value("Order"));
  assert.equal(order.constructor.name, "Order");
  assert(order instanceof value("Order"));
  assert.deepEqual(Object.keys(order), ["id", "items"]);
  const facts = nodeOf(order)!;
  assert.equal(facts.className, "Order");
  assert.deepEqual(facts.privates.map(({ name, value }) => [name, value]), [["#secret", "s3cret"]]);
});

test("Heap.value() makes methods, accessors, statics and values of a class", () => {
  const order = value("order");
  assert.deepEqual(Reflect.ownKeys(Object.getPrototypeOf(order)), [
    "constructor",
    "total",
    "checkout",
    "currency",
    Symbol.toPrimitive,
  ]);
  assert.equal(order.checkout.length, 1);
  assert.equal(order.currency, "EUR");
  assert.equal(omittedOf(order.total)?.reason, "accessor");
  assert.throws(() => order.checkout(), {
    name: "StubError",
    member: "Order.checkout",
    message: /^Cannot call Order\.checkout \(file:\/\/\/app\/cart\.ts:6:8\): .*`live on`.*--live$/,
  });
  assert.throws(() => value("Order").compare(), { member: "Order.compare" });
  assert.throws(() => new (value("Order"))(), StubError);
  assert.throws(() => `${order}`, { member: "Order.[Symbol.toPrimitive]" });
});

test("Heap.value() keeps both sides of a subclass of Map", () => {
  const list = value("orderList");
  assert.equal(list.constructor.name, "OrderList");
  assert(list instanceof Map);
  assert.equal(Object.getPrototypeOf(list.constructor), Map);
  assert.equal(list.get(7), value("order"));
  assert.equal(list.size, 1);
  assert.deepEqual(Object.entries(list), [["owner", "ada"]]);
  assert.equal(nodeOf(list)?.privates[0]?.value, 10);
});

test("Heap.value() makes stubs of functions that carry their code", () => {
  const add = value("add");
  assert.equal(add.name, "add");
  assert.equal(add.length, 1);
  assert(!("prototype" in add));
  assert.throws(() => add(1), { member: "add", message: /cart\.ts:3:17/ });
  const { record, scopes } = nodeOf(add)!.function!;
  assert.equal(record.text, "(n) => counter.n += n * step");
  assert.deepEqual((scopes as Loose)[0].names, ["step", "counter"]);
  assert.deepEqual(nodeOf(value("asyncFunction"))?.function?.scopes, { reason: "no-inspector" });
  assert.equal(nodeOf(value("Order"))?.function?.class?.name, "Order");
});

test("Heap.value() makes async and generator functions by their prototypes, whose calls throw at once", () => {
  const { load, ids } = openValues((dump) => ({
    load: dump.function({ name: "load", async: true }, [], { prototype: dump.builtinClass("%AsyncFunction%") }),
    ids: dump.function({ name: "ids", generator: true }, [], { prototype: dump.builtinClass("%GeneratorFunction%") }),
  })) as Loose;
  assert.equal(describe(load), "[object AsyncFunction]");
  assert.equal(describe(ids), "[object GeneratorFunction]");
  assert.throws(() => load(), StubError);
  assert.throws(() => ids(), StubError);
  assert.equal(nodeOf(load)?.className, "AsyncFunction");
});

test("Heap.value() keeps what a function is bound to, and does not call it", () => {
  const { internals } = nodeOf(value("bound"))!;
  assert.equal(value("bound").name, "bound add");
  assert.equal(internals.get("TargetFunction"), value("add"));
  assert.equal(internals.get("BoundThis"), null);
  assert.deepEqual(internals.get("BoundArgs"), [5]);
  assert.throws(() => value("bound")(), StubError);
  assert.equal(omittedOf(nodeOf(value("boundUnknown"))?.internals.get("TargetFunction"))?.reason, "no-inspector");
});

test("Heap.value() makes generators and iterators that cannot be advanced", () => {
  const generator = value("generator");
  assert.equal(nodeOf(generator)?.internals.get("GeneratorState"), "suspended");
  assert.equal(nodeOf(generator)?.internals.get("GeneratorFunction"), value("generatorFunction"));
  assert.throws(() => generator.next(), StubError);
  assert.throws(() => value("iterator").next(), StubError);
});

test("Heap.value() makes a module namespace", () => {
  const namespace = value("namespace");
  assert.equal(Object.getPrototypeOf(namespace), null);
  assert.deepEqual(Object.keys(namespace), ["default", "version"]);
});

test("Heap.value() keeps what a serializer stored aside", () => {
  const { internals } = nodeOf(value("custom"))!;
  assert.equal(internals.get("Serializer"), "Money");
  assert.deepEqual(internals.get("Stored"), [1999, "EUR"]);
});

test("Heap.value() makes a stand-in for what is not there", () => {
  assert.deepEqual(omittedOf(value("deepObject")), { reason: "depth", type: "Warehouse" });
  assert.equal(omittedOf(value("partly").secret)?.reason, "redacted");
  for (const reason of REASONS) {
    assert.deepEqual(omittedOf(value(`omitted_${reason}`)), { reason, type: "Order", size: 3 });
  }
});

test("Heap.value() gives no node a second value", () => {
  for (let id = 0; id < heap.size; id++) {
    const first = heap.value({ kind: "ref", id });
    assert(Object.is(heap.value({ kind: "ref", id }), first));
    if (typeof first === "object" && first !== null && omittedOf(first) === undefined) {
      assert.equal(nodeOf(first)?.id, id);
    }
  }
});

test("Heap.value() rebuilds everything of the sample whole", () => {
  for (const [name, made] of values) assert.equal(nodeOf(made)?.problem, undefined, name);
});
