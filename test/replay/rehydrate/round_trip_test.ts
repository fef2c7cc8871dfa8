/**
 * Live values that were described, written, read and rehydrated.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe } from "../../../capture/describe/describe.ts";
import { DEFAULT_LIMITS } from "../../../capture/options.ts";
import type { LiveException } from "../../../capture/snapshot/site.ts";
import { readDump } from "../../../dump/read.ts";
import { writeDump } from "../../../dump/write.ts";
import { Heap } from "../../../replay/rehydrate/heap.ts";
import { omittedOf } from "../../../replay/rehydrate/omitted.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { smallestDump } from "../../helpers/build_dump.ts";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

const LIMITS = { ...DEFAULT_LIMITS, depth: Infinity, maxTimeMs: Infinity };

/** An expression of plain JavaScript, whose functions keep the text that stands here. */
function evaluate(text: string): Loose {
  return new Function(`return ${text}`)();
}

/** Sends a value through a file. */
function roundTrip<T>(value: T): T {
  const thrown: LiveException = { value, frames: [], throws: [] };
  const { tables, shapes, heap } = describe([thrown], { limits: LIMITS, source: () => undefined });
  const file = readDump(writeDump({ header: smallestDump().header, tables, shapes, heap }));
  return new Heap(file).value(file.heap.slot(file.tables.exceptions[0]!.value)) as T;
}

/** A value with the entries of Maps and Sets in lists, whose order counts. */
function listed(value: unknown): unknown {
  if (value instanceof Map) return ["Map", ...[...value].flatMap(([key, item]) => [listed(key), listed(item)])];
  if (value instanceof Set) return ["Set", ...[...value].map(listed)];
  if (Array.isArray(value)) return Object.assign(value.map(listed), { length: value.length });
  if (typeof value !== "object" || value === null) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return value;
  const copy = Object.create(prototype);
  for (const [key, item] of Object.entries(value)) {
    Object.defineProperty(copy, key, { value: listed(item), enumerable: true });
  }
  return copy;
}

test("a value of any shape comes back as it was", () => {
  const anything = fc.anything({
    maxDepth: 4,
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    withUnicodeString: true,
  });
  const property = fc.property(anything, (value) => assert.deepStrictEqual(listed(roundTrip(value)), listed(value)));
  fc.assert(property, { seed: 7, numRuns: 300 });
});

test("own keys come back in their order, with attributes, symbols and integrity", () => {
  const unique = Symbol("unique");
  const value = { z: 1, 2: "two", a: 3, [unique]: 4, [Symbol.for("shared")]: 5, 1: "one" };
  Object.defineProperty(value, "hidden", { value: 6 });
  Object.defineProperty(value, "__proto__", { value: 7, enumerable: true, configurable: true, writable: true });
  for (const close of [(object: object) => object, Object.preventExtensions, Object.seal, Object.freeze]) {
    const original = close({ ...value }) as Loose;
    const copy = roundTrip(original);
    assert.deepEqual(Reflect.ownKeys(copy).map(String), Reflect.ownKeys(original).map(String));
    assert.equal(Object.isExtensible(copy), Object.isExtensible(original));
    assert.equal(Object.isFrozen(copy), Object.isFrozen(original));
    assert.equal(Object.isSealed(copy), Object.isSealed(original));
  }
  assert.deepEqual(Object.getOwnPropertyDescriptor(roundTrip(value), "hidden"), {
    value: 6,
    writable: false,
    enumerable: false,
    configurable: false,
  });
});

test("identity comes back, also of unique symbols and of shared buffers", () => {
  const unique = Symbol("u");
  const buffer = new ArrayBuffer(8);
  const shared = { unique };
  const value = roundTrip({
    shared,
    list: [shared, unique],
    map: new Map<unknown, unknown>([[shared, unique]]),
    [unique]: 1,
    views: [new Uint8Array(buffer, 2, 3), new DataView(buffer)],
  }) as Loose;
  assert.equal(value.list[0], value.shared);
  assert.equal(value.map.get(value.shared), value.shared.unique);
  assert.equal(value[value.list[1]], 1);
  assert.equal(value.views[0].buffer, value.views[1].buffer);
  assert.equal(value.views[0].byteOffset, 2);
});

test("errors come back with class, cause, members and stack", () => {
  class PaymentError extends TypeError {
    code = "E_PAY";
  }
  const original = new AggregateError([new PaymentError("late", { cause: new RangeError("far") })], "all");
  const copy = roundTrip(original);
  assert(copy instanceof AggregateError);
  const [member] = copy.errors;
  assert(member instanceof TypeError);
  assert.equal(member.constructor.name, "PaymentError");
  assert.equal((member as PaymentError).code, "E_PAY");
  assert(member.cause instanceof RangeError);
  assert.equal(copy.stack, original.stack);
  assert.equal(member.message, "late");
});

test("an error keeps its stack when it inherits from another built-in class", () => {
  const original = Object.setPrototypeOf(new Error("moved"), Map.prototype);
  assert.match((roundTrip(original) as Loose).stack, /moved/);
});

test("instances come back with their class, and classes of the platform as they were", () => {
  class Account {
    static count = 3;
    balance = 5;
    get total() {
      return this.balance;
    }
    withdraw(amount: number) {
      this.balance -= amount;
    }
  }
  class Ledger extends Map<number, Account> {
    label = "main";
  }
  const original = {
    account: new Account(),
    Account,
    prototype: Account.prototype,
    ledger: new Ledger([[1, new Account()]]),
    url: new URL("https://a.example/?q=1"),
    headers: new Headers({ a: "b" }),
    iterator: [1].values(),
    load: async () => {},
    slice: Array.prototype.slice,
    maths: Math,
  };
  const copy = roundTrip(original) as Loose;
  assert(copy.account instanceof copy.Account);
  assert.equal(Object.getPrototypeOf(copy.account), copy.prototype);
  assert.equal(copy.Account.count, 3);
  assert.equal(Object.getPrototypeOf(copy.Account), Function.prototype);
  assert.equal(Object.getPrototypeOf(copy.ledger.constructor), Map);
  assert.equal(omittedOf(copy.account.total)?.reason, "accessor");
  assert.throws(() => copy.account.withdraw(1), { name: "StubError" });
  assert(copy.ledger instanceof Map);
  assert.equal(copy.ledger.constructor.name, "Ledger");
  assert.equal(copy.ledger.get(1).constructor, copy.Account);
  assert.equal(copy.url.href, "https://a.example/?q=1");
  assert.equal(copy.headers.get("a"), "b");
  assert.equal(nodeOf(copy.iterator)?.className, "ArrayIterator");
  assert.equal(Object.prototype.toString.call(copy.load), "[object AsyncFunction]");
  assert.equal(copy.slice, Array.prototype.slice);
  assert.equal(copy.maths, Math);
});

/** The attributes of an own property, as letters. */
function attributes(object: object, key: PropertyKey): string {
  const descriptor = Object.getOwnPropertyDescriptor(object, key);
  return descriptor === undefined
    ? "none"
    : ["writable", "enumerable", "configurable"].filter((name) => Reflect.get(descriptor, name)).join();
}

test("members of classes come back with their attributes, and with what is behind the class", () => {
  const Old: Loose = function () {};
  Old.prototype.listed = function () {};
  Object.defineProperty(Old.prototype, "hidden", { value: 1 });
  Object.defineProperty(Old.prototype, "fixed", { get: () => assert.fail("ran"), enumerable: true });
  class Bare extends (null as unknown as ObjectConstructor) {}
  class Loader {
    async load() {}
    *parts() {}
    static async *all() {}
  }
  const copy = roundTrip({ Old, made: new Old(), Bare, Loader, signal: new AbortController().signal }) as Loose;
  assert.deepEqual(Object.keys(copy.Old.prototype), ["listed", "fixed"]);
  assert.equal(attributes(copy.Old.prototype, "listed"), "writable,enumerable,configurable");
  assert.equal(attributes(copy.Old.prototype, "hidden"), "");
  assert.equal(attributes(copy.Old.prototype, "fixed"), "enumerable");
  assert.equal(Object.getPrototypeOf(copy.made), copy.Old.prototype);
  assert.equal(Object.getPrototypeOf(copy.Bare.prototype), null);
  const tag = (value: unknown) => Object.prototype.toString.call(value);
  assert.equal(tag(copy.Loader.prototype.load), "[object AsyncFunction]");
  assert.equal(tag(copy.Loader.prototype.parts), "[object GeneratorFunction]");
  assert.equal(tag(copy.Loader.all), "[object AsyncGeneratorFunction]");
  const chain: string[] = [];
  for (let at = copy.signal; at !== null; at = Object.getPrototypeOf(at)) chain.push(nodeOf(at)?.className ?? "");
  assert.ok(chain.includes("EventTarget"), chain.join());
});

test("what stands on the prototype of a class and is no method of it comes back as what it is", () => {
  class Shop {
    total() {}
  }
  const wrapped = evaluate("function wrapped(a, b) {}");
  wrapped.original = 1;
  Object.assign(Shop.prototype, { wrapped, values: Array.prototype.values });
  const copy = roundTrip({ shop: new Shop() }) as Loose;
  assert.deepEqual(Object.keys(copy.shop.constructor.prototype), ["wrapped", "values"]);
  assert.equal(copy.shop.values, Array.prototype.values);
  assert.equal(copy.shop.wrapped.original, 1);
  assert.equal(nodeOf(copy.shop.wrapped)?.function?.record.text, "function wrapped(a, b) {}");
  assert.equal(attributes(copy.shop.constructor.prototype, "total"), "writable,configurable");
});

test("functions that are classes come back with closed prototypes, and what was put there is what it was", () => {
  const Old: Loose = evaluate("function Old() {}");
  const handler: Loose = evaluate("function handle() {}");
  Object.assign(Old.prototype, { self: Old, handler, tagged: Object.assign(evaluate("() => 1"), { tag: 2 }) });
  const Frozen: Loose = evaluate("function Frozen() {}");
  Object.freeze(Frozen.prototype);
  const moved = Object.setPrototypeOf(evaluate("async function moved() {}"), Function.prototype);
  const odd = Object.setPrototypeOf(evaluate("class Odd extends Map {}"), Old.prototype);
  const copy = roundTrip({ handler, made: new Old(), Frozen, moved, odd, Old }) as Loose;
  assert.equal(copy.made.self, copy.Old);
  assert.equal(copy.made.handler, copy.handler);
  assert.equal(copy.made.tagged.tag, 2);
  assert(Object.isFrozen(copy.Frozen.prototype));
  assert.equal(copy.Frozen.prototype.constructor, copy.Frozen);
  assert.equal(Object.hasOwn(copy.moved, "prototype"), false);
  assert.equal(Object.getPrototypeOf(copy.odd), copy.Old.prototype);
});

test("properties beside the elements of long and of sparse arrays come back, and accessors that have neither function", () => {
  const sparse = Object.assign([], {
    length: 2 ** 32 - 1,
    4_294_967_294: "last",
    4_294_967_296: "key",
    "01": 1,
    "-0": 2,
  });
  const long = Object.assign(new Array(20_000).fill(0), { label: "long", [Symbol.for("tag")]: 3 });
  const neither = Object.defineProperty({}, "nothing", {
    get: undefined as unknown as () => void,
    enumerable: true,
  });
  const copy = roundTrip({ sparse, long, neither }) as Loose;
  assert.deepEqual(Reflect.ownKeys(copy.sparse), ["4294967294", "length", "4294967296", "01", "-0"]);
  assert.equal(copy.sparse["-0"], 2);
  assert.equal(copy.long.label + copy.long[Symbol.for("tag")], "long3");
  assert.deepEqual(Object.getOwnPropertyDescriptor(copy.neither, "nothing"), {
    get: undefined,
    set: undefined,
    enumerable: true,
    configurable: false,
  });
});

test("an empty Blob comes back, and iterators of another realm are told by what they are", () => {
  const copy = roundTrip({
    blob: new Blob([]),
    array: runInNewContext("[1].values()"),
    generator: runInNewContext("(function* () {})()"),
  }) as Loose;
  assert.equal(copy.blob.size, 0);
  assert(copy.blob instanceof Blob);
  assert.equal(nodeOf(copy.array)?.className, "ArrayIterator");
  assert.equal(nodeOf(copy.generator)?.className, "Generator");
});

test("classes that extend built-in ones, and objects that inherit from one, come back as they were", () => {
  class Failure extends TypeError {}
  class Bus extends EventTarget {}
  const copy = roundTrip({
    Failure,
    thrown: new Failure("far"),
    Bus,
    bus: new Bus(),
    inherits: Object.create(Math),
  }) as Loose;
  assert.equal(Object.getPrototypeOf(copy.Failure), TypeError);
  assert.equal(nodeOf(copy.Failure)?.problem, undefined);
  assert(copy.thrown instanceof copy.Failure);
  assert.equal(Object.getPrototypeOf(copy.Bus).name, "EventTarget");
  assert(copy.bus instanceof Object.getPrototypeOf(copy.Bus));
  assert.equal(Object.getPrototypeOf(copy.inherits), Math);
});

test("generator functions come back with the prototype of what they make, bound functions without one", () => {
  const generate = evaluate("function* () {}");
  const bound = evaluate("function () {}").bind(1);
  const copy = roundTrip({ generate, made: generate(), bound }) as Loose;
  assert(copy.made instanceof copy.generate);
  assert.equal(Object.hasOwn(copy.bound, "prototype"), false);
});

test("what was detached or cut of a buffer is told; fields of a long typed array of a class are kept", () => {
  const detached = new ArrayBuffer(8);
  structuredClone(detached, { transfer: [detached] });
  const block = new (class Block extends Uint8Array {
    label = "block";
  })(70_000);
  const copy = roundTrip({ detached, block, long: new ArrayBuffer(70_000) }) as Loose;
  assert.deepEqual(nodeOf(copy.detached)?.rest, { reason: "unsupported", detail: "Detached" });
  assert.equal(copy.detached.byteLength, 0);
  assert.deepEqual(nodeOf(copy.long)?.rest, { reason: "length", size: 70_000 - 65_536 });
  assert.equal(copy.long.byteLength, 65_536);
  assert.equal(copy.block.label, "block");
});

test("what the runtime keeps in an object of its own is said to be missing", () => {
  const copy = roundTrip({
    target: new EventTarget(),
    registry: new FinalizationRegistry(() => {}),
    inherits: Object.create(Map.prototype),
    plain: { a: 1 },
  }) as Loose;
  const problemOf = (key: string) => nodeOf(copy[key])?.problem;
  assert.equal(problemOf("target"), "what the runtime itself keeps in objects of EventTarget is not in the dump");
  assert.equal(
    problemOf("registry"),
    "what the runtime itself keeps in objects of FinalizationRegistry is not in the dump",
  );
  assert.equal(problemOf("inherits"), undefined);
  assert.equal(problemOf("plain"), undefined);
});

test("registered symbols whose keys are no text keep their identity and their description", () => {
  const symbol = Symbol.for("\ud800");
  const copy = roundTrip({ symbol, [symbol]: 1, paired: Symbol.for("a") }) as Loose;
  assert.equal(copy.symbol.description, "\ud800");
  assert.equal(copy[copy.symbol], 1);
  assert.equal(copy.paired, Symbol.for("a"));
});

test("a linked list of 100,000 nodes comes back", () => {
  let head: Loose = null;
  for (let value = 0; value < 100_000; value++) head = { value, next: head };
  let count = 0;
  for (let at = roundTrip(head); at !== null; at = at.next) count++;
  assert.equal(count, 100_000);
});
