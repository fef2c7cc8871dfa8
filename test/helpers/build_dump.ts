/**
 * A dump as a small web shop would leave it, with every kind of value that a dump can hold.
 *
 * @module
 */
import { Attribute, type Dump, NodeKind, type OmittedReason, type Wire } from "../../dump/format.ts";
import {
  accessor,
  ALL,
  bigint,
  builtin,
  DumpBuilder,
  hole,
  negative,
  omitted,
  registered,
  utf16,
  wellKnown,
} from "./dump_builder.ts";

/** URL of the module that threw. */
export const CART_URL = "file:///app/cart.ts";

/** Text of the module that threw; line 21 is where. */
export const CART_SOURCE = `import { loadPrices } from "./prices.ts";

const taxRate = 0.19;
let orders = 0;

export class Order {
  #secret = "s3cret";
  id: number;
  items: Item[];
  constructor(id: number, items: Item[]) {
    this.id = id;
    this.items = items;
  }
  get total() {
    return this.items.reduce((sum, item) => sum + item.price, 0);
  }
  checkout(coupon?: Coupon) {
    orders++;
    for (const item of this.items) {
      const gross = item.price * (1 + taxRate);
      coupon.apply(item, gross); // coupon is undefined here
    }
  }
  static compare(a: Order, b: Order) {
    return a.total - b.total;
  }
}
`;

/** URL of the module that called. */
export const SERVER_URL = "file:///app/server.ts";

/** Text of the module that called; line 5 is where. */
export const SERVER_SOURCE = `import { Order } from "./cart.ts";

export async function handle(request: Request) {
  const order = new Order(7, await request.json());
  order.checkout();
  return new Response("ok");
}
`;

/** Every reason for which something may be left out. */
export const REASONS: readonly OmittedReason[] = [
  "depth",
  "count",
  "length",
  "size",
  "time",
  "redacted",
  "skipped",
  "accessor",
  "unsupported",
  "no-inspector",
  "failed",
];

/** A text longer than the limit on strings, of which the dump keeps the beginning. */
export const LONG_TEXT = "All work and no play makes Jack a dull boy. ".repeat(40);

/**
 * Returns the dump of an uncaught TypeError in `Order.checkout`, called from `handle`, called by a library and by an
 * async caller. The error has a cause, and that one is an AggregateError of two.
 *
 * Innermost frame: `local` scope with one variable for each kind of primitive, `block` scope with collections,
 * `closure` scope with functions and what goes with them, `module` scope with classes, objects of every integrity,
 * cycles, and one `omitted_<reason>` for each reason.
 */
export function sampleDump(): Dump {
  const dump = new DumpBuilder();
  const sources = { cart: dump.source(CART_URL, CART_SOURCE), server: dump.source(SERVER_URL, SERVER_SOURCE) };
  const library = dump.missingSource("file:///app/node_modules/router/index.js", "longer than the limit");

  const order = addOrder(dump);
  const primitives = addPrimitives(dump);
  const collections = addCollections(dump);
  const objects = addObjects(dump, order.first);
  const moduleScope = dump.scope("module", {
    taxRate: 0.19,
    orders: 1,
    Order: order.class,
    loadPrices: dump.function({ name: "loadPrices", async: true, text: "async function loadPrices() {}" }, [
      omitted({ reason: "no-inspector" }),
    ]),
    ...objects,
    ...Object.fromEntries(REASONS.map((reason) => [`omitted_${reason}`, omitted({ reason, type: "Order", size: 3 })])),
  });
  const closureScope = dump.scope("closure", addFunctions(dump, moduleScope), "makeCart");

  const inner = dump.frame({
    functionName: "Order.checkout",
    position: { url: CART_URL, line: 21, column: 14 },
    generated: { url: CART_URL, line: 18, column: 20 },
    source: sources.cart,
    scopes: [
      dump.scope("block", { gross: 11.9, item: order.item, ...collections }),
      dump.scope("local", { coupon: undefined, ...primitives }),
      closureScope,
      moduleScope,
    ],
    this: order.first,
    parameters: ["coupon"],
  });
  const middle = dump.frame({
    functionName: "handle",
    position: { url: SERVER_URL, line: 5, column: 9 },
    source: sources.server,
    scopes: [dump.scope("local", { request: objects.host!, order: order.first })],
    this: undefined,
    parameters: ["request"],
    elided: 2,
  });
  const router = dump.frame({
    functionName: "Router.dispatch",
    position: { url: "file:///app/node_modules/router/index.js", line: 120, column: 23 },
    source: library,
    origin: "library",
    scopes: [dump.scope("local", { path: "/checkout", order: order.first })],
  });
  const waiting = dump.frame({
    functionName: "serve",
    position: { url: SERVER_URL, line: 3, column: 1 },
    source: sources.server,
    async: true,
    unavailable: "it was waiting in an await, and the engine keeps no variables for it",
  });
  const runtime = dump.frame({
    functionName: "process.processTicksAndRejections",
    position: { url: "node:internal/process/task_queues", line: 95, column: 5 },
    async: true,
    origin: "runtime",
    unavailable: "it was waiting in an await, and the engine keeps no variables for it",
  });
  addExceptions(dump, [inner, middle, router, waiting, runtime], waiting);
  return dump.build();
}

/** Returns the smallest dump there can be: one thrown string, no frames, no nodes. */
export function smallestDump(): Dump {
  const dump = new DumpBuilder();
  dump.exception({ value: "boom", name: "string", message: "boom" });
  return dump.build();
}

/** Returns a dump of a linked list of that many nodes, `{value, next}`, held by the variable `head`. */
export function linkedListDump(length: number): Dump {
  const dump = new DumpBuilder();
  const refs = Array.from({ length }, () => dump.reserve());
  refs.forEach((ref, value) => {
    dump.fill(ref, NodeKind.object, { properties: { value, next: refs[value + 1] ?? null } });
  });
  const frame = dump.frame({ functionName: "walk", scopes: [dump.scope("local", { head: refs[0] ?? null })] });
  dump.exception({ value: "boom", name: "string", message: "boom", frames: [frame] });
  return dump.build();
}

interface OrderParts {
  readonly class: number;
  readonly first: number;
  readonly item: number;
}

/** The class Order with a private field, an accessor, a method and a static one; an instance; a subclass. */
function addOrder(dump: DumpBuilder): OrderParts {
  const orderClass = dump.class({ name: "Order" });
  const start = CART_SOURCE.indexOf("class Order");
  const code = dump.functionRecord({
    name: "Order",
    length: 2,
    kind: "class",
    text: CART_SOURCE.slice(start).trimEnd(),
    position: { url: CART_URL, line: 6, column: 8 },
    generated: { url: CART_URL, line: 5, column: 8 },
    class: orderClass,
  });
  const constructor = dump.node(NodeKind.function, {
    prototype: dump.builtinClass("Function"),
    properties: { length: 2, name: "Order" },
    attributes: { 0: Attribute.configurable, 1: Attribute.configurable },
    payload: [code, omitted({ reason: "no-inspector" })],
  });
  dump.amendClass(orderClass, {
    function: code,
    value: constructor,
    members: [
      { key: "total", kind: "getter" },
      { key: "checkout", kind: "method", length: 1 },
      { key: wellKnown("toPrimitive"), kind: "method", length: 1 },
      { key: "currency", kind: "value", value: "EUR" },
    ],
    statics: [{ key: "compare", kind: "method", length: 2 }],
  });
  const item = dump.object({ name: "Tea", price: 10 });
  const first = dump.node(NodeKind.object, {
    prototype: orderClass,
    properties: { "#secret": "s3cret", id: 7, items: dump.array(item, dump.object({ name: "Milk", price: 1.25 })) },
    attributes: { 0: Attribute.private | Attribute.writable },
  });
  return { class: constructor, first, item };
}

function addPrimitives(dump: DumpBuilder): Record<string, Wire> {
  return {
    text: "grün — 茶 🍵",
    empty: "",
    control: "\u001b[31mred\u202e\u0000",
    nearlyKey: "__proto__",
    count: 3,
    large: 2 ** 53 - 1,
    beyond: 2 ** 63,
    below: negative(-5),
    farBelow: negative(-(2 ** 40)),
    minusZero: negative(-0),
    ratio: 0.1,
    smallest: Number.MIN_VALUE,
    nan: NaN,
    infinite: Infinity,
    minusInfinite: -Infinity,
    big: bigint(123456789012345678901234567890n),
    bigNegative: bigint(-1n),
    bigZero: bigint(0n),
    yes: true,
    no: false,
    nothing: null,
    undef: undefined,
    lone: utf16("a\ud800b"),
    symbolFor: registered("shop.id"),
    symbolIterator: wellKnown("iterator"),
    symbolUnique: dump.node(NodeKind.symbol, { payload: ["unique"] }),
    symbolBare: dump.node(NodeKind.symbol, { payload: [undefined] }),
    longText: dump.node(NodeKind.string, { payload: [LONG_TEXT] }),
    cutText: dump.node(NodeKind.string, {
      payload: [LONG_TEXT.slice(0, 100), omitted({ reason: "length", size: LONG_TEXT.length })],
    }),
  };
}

function addCollections(dump: DumpBuilder): Record<string, Wire> {
  const shared = dump.object({ shared: true });
  const map = dump.reserve();
  dump.fill(map, NodeKind.map, { payload: ["a", shared, shared, 1, NaN, "nan", "self", map] });
  const buffer = dump.node(NodeKind.buffer, { payload: [new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]), false, undefined] });
  const cut = dump.node(NodeKind.buffer, {
    payload: [new Uint8Array(16).fill(0xab), false, undefined, omitted({ reason: "length", size: 100_000 })],
  });
  const view = (name: string, ...payload: readonly Wire[]): number =>
    dump.node(NodeKind.view, { prototype: dump.builtinClass(name), payload: [name, ...payload] });
  const date = (milliseconds: Wire): number => dump.node(NodeKind.date, { payload: [milliseconds] });
  const boxed = (name: string, value: Wire): number =>
    dump.node(NodeKind.boxed, { prototype: dump.builtinClass(name), payload: [value] });
  return {
    list: dump.array(1, "two", shared),
    sparse: dump.array(hole(2), "x", hole(1), undefined, hole(3)),
    cutList: dump.array(1, 2, 3, omitted({ reason: "count", size: 997 })),
    taggedList: dump.node(NodeKind.array, { properties: { index: 4, input: "x4" }, payload: ["4"] }),
    listWithGetter: dump.array(accessor(builtin("Array.prototype.at")), 2),
    frozenList: dump.node(NodeKind.array, { integrity: 3, payload: [1] }),
    map,
    cutMap: dump.node(NodeKind.map, { payload: ["k", "v", omitted({ reason: "count", size: 12 })] }),
    set: dump.node(NodeKind.set, { payload: [shared, "b", negative(-0)] }),
    date: date(Date.UTC(2026, 0, 2, 3, 4, 5, 678)),
    earlyDate: date(negative(-1000)),
    invalidDate: date(NaN),
    regexp: dump.node(NodeKind.regexp, { payload: ["^(a+)+$", "gi", 4] }),
    boxedNumber: boxed("Number", negative(-0)),
    boxedString: boxed("String", "boxed"),
    boxedBigInt: boxed("BigInt", bigint(9n)),
    boxedSymbol: boxed("Symbol", wellKnown("asyncIterator")),
    buffer,
    cutBuffer: cut,
    goneBuffer: dump.node(NodeKind.buffer, {
      payload: [omitted({ reason: "size", type: "ArrayBuffer", size: 5_000_000 }), false, undefined],
    }),
    resizable: dump.node(NodeKind.buffer, { payload: [new Uint8Array(4), false, 64] }),
    sharedBuffer: dump.node(NodeKind.buffer, {
      prototype: dump.builtinClass("SharedArrayBuffer"),
      payload: [new Uint8Array(4), true, undefined],
    }),
    bytes: view("Uint8Array", buffer, 0, 8),
    words: view("Uint16Array", buffer, 2, 3),
    floats: view("Float32Array", buffer, 0, 2),
    bigs: view("BigInt64Array", buffer, 0, 1),
    cutBytes: view("Uint8Array", cut, 4, 12),
    dataView: view("DataView", buffer, 1, 6),
    args: dump.node(NodeKind.arguments, { payload: ["first", hole(1), shared] }),
    weakMap: dump.node(NodeKind.weak, {
      prototype: dump.builtinClass("WeakMap"),
      payload: ["WeakMap", shared, "held"],
    }),
    weakSet: dump.node(NodeKind.weak, { prototype: dump.builtinClass("WeakSet"), payload: ["WeakSet", shared] }),
    weakRef: dump.node(NodeKind.weak, { prototype: dump.builtinClass("WeakRef"), payload: ["WeakRef", shared] }),
    weakUnknown: dump.node(NodeKind.weak, {
      prototype: dump.builtinClass("WeakMap"),
      payload: ["WeakMap", omitted({ reason: "no-inspector" })],
    }),
  };
}

function addFunctions(dump: DumpBuilder, moduleScope: number): Record<string, Wire> {
  const counter = dump.object({ n: 3 });
  const scope = dump.scope("closure", { step: 2, counter }, "makeAdd");
  const add = dump.function(
    {
      name: "add",
      length: 1,
      kind: "arrow",
      text: "(n) => counter.n += n * step",
      position: { url: CART_URL, line: 3, column: 17 },
    },
    [scope, moduleScope],
    { properties: { length: 1, name: "add" }, attributes: { 0: Attribute.configurable, 1: Attribute.configurable } },
  );
  const generatorFunction = dump.function({ name: "ids", generator: true, text: "function* ids() { yield 1; }" }, [
    scope,
  ], {
    prototype: dump.builtinClass("GeneratorFunction"),
  });
  const promise = (...payload: readonly Wire[]): number => dump.node(NodeKind.promise, { payload });
  return {
    add,
    counter,
    native: builtin("Array.prototype.map"),
    asyncFunction: dump.function({ name: "load", async: true, text: "async function load() {}" }, [
      omitted({ reason: "no-inspector" }),
    ]),
    bound: dump.node(NodeKind.bound, {
      properties: { length: 0, name: "bound add" },
      attributes: { 0: Attribute.configurable, 1: Attribute.configurable },
      payload: [add, null, 5],
    }),
    boundUnknown: dump.node(NodeKind.bound, { payload: [omitted({ reason: "no-inspector" })] }),
    pending: promise("pending", undefined),
    fulfilled: promise("fulfilled", counter),
    rejected: promise("rejected", dump.node(NodeKind.error, { properties: { message: "no" }, attributes: { 0: 5 } })),
    promiseUnknown: promise(omitted({ reason: "no-inspector" })),
    proxy: dump.node(NodeKind.proxy, { payload: [counter, dump.object({ get: add })] }),
    revoked: dump.node(NodeKind.proxy, { payload: [null, null] }),
    proxyUnknown: dump.node(NodeKind.proxy, { payload: [omitted({ reason: "unsupported" })] }),
    generatorFunction,
    generator: dump.node(NodeKind.generator, {
      prototype: dump.builtinClass("Generator"),
      payload: ["suspended", undefined, generatorFunction, scope],
    }),
    iterator: dump.node(NodeKind.generator, {
      prototype: dump.builtinClass("Iterator"),
      payload: [omitted({ reason: "unsupported" })],
    }),
    makeCart: dump.function({ name: "makeCart", text: "function makeCart() {}" }, [moduleScope]),
  };
}

function addObjects(dump: DumpBuilder, order: number): Record<string, Wire> {
  const cycle = dump.reserve();
  dump.fill(cycle, NodeKind.object, { properties: { name: "cycle", self: cycle, list: dump.array(cycle) } });
  const unique = dump.node(NodeKind.symbol, { payload: ["hidden"] });
  const getter = dump.function({ name: "get price", kind: "getter", text: "get price() { return 1; }" });
  const prototype = dump.object({ inherited: "yes" });
  const listClass = dump.class({ name: "OrderList", extends: dump.builtinClass("Map") });
  return {
    config: dump.object({ port: 8080, nested: dump.object({ deep: "value" }, { integrity: 2 }) }, { integrity: 3 }),
    closed: dump.object({ a: 1 }, { integrity: 1 }),
    dictionary: dump.object({ key: "value" }, { prototype: null }),
    derived: dump.object({ own: 1 }, { prototype }),
    hostile: dump.object({ ["__proto__"]: "own", constructor: "text", then: getter, toJSON: getter, toString: getter }),
    cycle,
    withSymbols: dump.object([
      [unique, 1],
      [registered("shop.tag"), 2],
      [wellKnown("toStringTag"), "Tagged"],
      ["plain", 3],
    ]),
    withAccessors: dump.object(
      { price: accessor(getter), both: accessor(getter, builtin("Reflect.set")), hidden: "not enumerable" },
      { attributes: { 0: Attribute.enumerable | Attribute.configurable, 2: ALL & ~Attribute.enumerable } },
    ),
    orderList: dump.node(NodeKind.map, {
      prototype: listClass,
      properties: { "#limit": 10, owner: "ada" },
      attributes: { 0: Attribute.private | Attribute.writable },
      payload: [7, order],
    }),
    error: dump.node(NodeKind.error, {
      prototype: dump.builtinClass("RangeError"),
      properties: { stack: "RangeError: too far\n    at shop", message: "too far", cause: cycle, code: "E_FAR" },
      attributes: { 0: ALL & ~Attribute.enumerable, 1: ALL & ~Attribute.enumerable, 2: ALL & ~Attribute.enumerable },
    }),
    namespace: dump.node(NodeKind.module, { properties: { default: getter, version: "1.0.0" } }),
    host: dump.node(NodeKind.host, {
      prototype: dump.builtinClass("URL"),
      payload: ["URL", "https://shop.example/?a=1"],
    }),
    custom: dump.node(NodeKind.custom, { payload: ["Money", dump.array(1999, "EUR")] }),
    globalObject: builtin("globalThis"),
    deepObject: dump.node(NodeKind.omitted, { payload: [omitted({ reason: "depth", type: "Warehouse" })] }),
    partly: dump.object({ known: 1, secret: omitted({ reason: "redacted", type: "string", size: 12 }) }),
  };
}

function addExceptions(dump: DumpBuilder, frames: readonly number[], waiting: number): void {
  const hidden = ALL & ~Attribute.enumerable;
  const error = (className: string, message: string, stack: string, more: Record<string, Wire> = {}): number =>
    dump.node(NodeKind.error, {
      prototype: dump.builtinClass(className),
      properties: { stack, message, ...more },
      attributes: { 0: hidden, 1: hidden, 2: hidden },
    });
  const network = {
    name: "Error",
    message: "connect ECONNREFUSED",
    stack: "Error: connect ECONNREFUSED\n    at connect",
  };
  const parse = { name: "SyntaxError", message: "Unexpected end of JSON input", stack: "SyntaxError: Unexpected end" };
  const networkRef = error("Error", network.message, network.stack, { code: "ECONNREFUSED" });
  const parseRef = error("SyntaxError", parse.message, parse.stack);
  const aggregate = { name: "AggregateError", message: "All promises were rejected", stack: "AggregateError: All" };
  const aggregateRef = error("AggregateError", aggregate.message, aggregate.stack, {
    errors: dump.array(networkRef, parseRef),
  });
  const thrown = {
    name: "TypeError",
    message: "Cannot read properties of undefined (reading 'apply')",
    stack: "TypeError: Cannot read properties of undefined (reading 'apply')\n" +
      `    at Order.checkout (${CART_URL}:21:14)\n    at handle (${SERVER_URL}:5:9)\n    at async serve (${SERVER_URL}:3:1)`,
  };
  const thrownRef = error("TypeError", thrown.message, thrown.stack, { cause: aggregateRef });
  const none = "it was thrown before recording began";
  dump.exception({
    ...thrown,
    value: thrownRef,
    frames,
    cause: 1,
    throws: [{ time: Date.UTC(2026, 10, 22, 19, 48, 3, 251), frames: [waiting] }],
  });
  dump.exception({ ...aggregate, value: aggregateRef, errors: [2, 3], unavailable: none });
  dump.exception({ ...network, value: networkRef, unavailable: none });
  dump.exception({ ...parse, value: parseRef, unavailable: none });
}
