/**
 * What is asked about code of packages and of the runtime, and what is kept of it.
 *
 * @module
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { describe } from "../../../capture/describe/describe.ts";
import { DEFAULT_LIMITS } from "../../../capture/options.ts";
import type { Inspection } from "../../../capture/snapshot/site.ts";
import type { FunctionRecord } from "../../../dump/format.ts";
import { Described, described, frameOf, omission, sent } from "./described.ts";

const PROGRAM = "file:///app/main.js";
const PACKAGE = "file:///app/node_modules/shop/index.js";
const RUNTIME = "node:_http_incoming";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

/** An inspector that knows where code stands, and keeps what it was asked. */
function inspector(places: readonly (readonly [url: string, ...code: readonly object[]])[]) {
  const urls = new Map(places.flatMap(([url, ...code]) => code.map((each) => [each, url] as const)));
  const asked: object[] = [];
  const inspect = (values: readonly object[]) => {
    asked.push(...values);
    return values.map((value): Inspection => {
      const url = urls.get(value);
      return { ...(url && { location: { url, line: 1, column: 1 } }), scopes: [] };
    });
  };
  return { asked, inspect };
}

function recordOf(file: Described, ...path: readonly [string, ...string[]]): FunctionRecord {
  return file.file.tables.functions[file.node(...path).payload[0] as number]!;
}

/** A package's object that leads to functions of the package on two levels, and to one of the program's objects. */
function store() {
  class Store {
    near = () => 1;
    deep: Loose = { far: () => 2 };
  }
  class Order {
    total = () => 3;
  }
  const value = new Store();
  value.deep.order = new Order();
  return { Store, Order, value };
}

test("describe() asks about a package's functions next to the variables only, about the program's everywhere", () => {
  const { Store, Order, value } = store();
  const { asked, inspect } = inspector([[PACKAGE, Store], [PROGRAM, Order]]);
  const own = { deep: { deeper: { own: () => 4 } } };
  const file = described({ value, own }, { inspect });
  assert.ok(asked.includes(value.near));
  assert.ok(!asked.includes(value.deep.far));
  assert.ok(!asked.includes(value.deep.order.total), "its class is too far to be asked about");
  assert.ok(asked.includes(own.deep.deeper.own));
  const far = recordOf(file, "value", "deep", "far");
  assert.deepEqual(far, { name: "far", length: 0, kind: "arrow", async: false, generator: false });
  assert.equal(omission(file.node("value", "deep", "far").payload[1] as Loose)?.reason, "depth");
  assert.match(recordOf(file, "value", "near").text!, /^\(\) ?=>/);
});

test("describe() takes what a program's object leads to for the program's, wherever it hangs", () => {
  const { Store, Order, value } = store();
  const order = value.deep.order;
  const { asked, inspect } = inspector([[PACKAGE, Store], [PROGRAM, Order]]);
  described({ value, order }, { inspect });
  assert.ok(asked.includes(order.total));
});

test("describe() asks about the runtime's functions only when they are variables", () => {
  class Incoming {
    onEnd = () => 1;
    body = { item: { tax: { rate: 1 } } };
  }
  const request = new Incoming();
  const { asked, inspect } = inspector([[RUNTIME, Incoming]]);
  const file = described({ request, callback: request.onEnd.bind }, { inspect });
  assert.ok(asked.includes(Incoming));
  assert.ok(!asked.includes(request.onEnd));
  assert.equal(file.property(file.node("request", "body", "item", "tax"), "rate"), 1, "data are kept all the same");
});

test("describe() asks about all of them when all of depth is wanted", () => {
  const { Store, Order, value } = store();
  const { asked, inspect } = inspector([[PACKAGE, Store], [PROGRAM, Order]]);
  const file = described({ value }, { inspect, limits: { depth: Infinity } });
  assert.ok(asked.includes(value.deep.far));
  assert.match(recordOf(file, "value", "deep", "far").text!, /^\(\) ?=>/);
});

test("describe() takes variables of the program's frames first, which are of frames of a package too", () => {
  const shared = { nested: { handler: () => 5 } };
  const { asked, inspect } = inspector([]);
  const frames = [
    { ...frameOf({ argument: shared }), origin: "library" as const },
    { ...frameOf({ options: { first: { second: { third: () => 6 } } } }), origin: "library" as const },
    frameOf({ shared }),
  ];
  const description = describe([{ value: undefined, frames, throws: [] }], {
    limits: { ...DEFAULT_LIMITS, maxTimeMs: Infinity },
    source: () => undefined,
    inspect,
  });
  assert.deepEqual(asked, [shared.nested.handler]);
  const file = new Described(sent(description), description);
  assert.match(recordOf(file, "argument", "nested", "handler").text!, /^\(\) ?=>/);
});

test("describe() keeps fewer texts of functions whose place is not known than of the program's", () => {
  const make = (n: number) => new Function(`return () => "${`${n}`.padEnd(9_000, "x")}"`)();
  const functions = Array.from({ length: 10 }, (_, n) => make(n));
  const kept = (options: Loose) =>
    described({ functions }, options).file.tables.functions.filter(({ text }) => text !== undefined).length;
  assert.equal(kept({}), 3);
  assert.equal(kept(inspector([[PACKAGE, ...functions]])), 3);
  assert.equal(kept(inspector([[PROGRAM, ...functions]])), 10);
});

test("describe() does not go from a CommonJS module to all others", () => {
  const Module: Loose = createRequire(import.meta.url)("node:module");
  const loaded = Object.assign(new Module("/app/lib.js"), { exports: { table: [1, 2, 3] } });
  const main = Object.assign(new Module("/app/main.js"), {
    exports: { run: 1 },
    children: [loaded],
    parent: loaded,
  });
  const file = described({ main });
  assert.equal(file.property(file.node("main", "exports"), "run"), 1);
  assert.deepEqual(file.node("main").keys.filter((key) => key === "children" || key === "parent"), []);
  assert.equal(file.text().includes("/app/lib.js"), false);
  // JavaScriptCore's modules have these behind accessors.
  if (!("Bun" in globalThis)) {
    assert.ok(described({ main }, { limits: { depth: Infinity } }).text().includes("/app/lib.js"));
  }
});

test("describe() leaves out the registry of modules", () => {
  const require = createRequire(import.meta.url);
  const file = described({ registry: require.cache });
  if (!("Bun" in globalThis)) assert.equal(omission(file.slot("registry"), file)?.reason, "depth");
  assert.ok(file.file.heap.size < 50);
});
