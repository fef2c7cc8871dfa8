/**
 * Limits: the last thing that is kept and the first that is not, and what is said of it.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { describe } from "../../../capture/describe/describe.ts";
import { DEFAULT_LIMITS } from "../../../capture/options.ts";
import type { LiveFrame } from "../../../capture/snapshot/site.ts";
import { NodeKind } from "../../../dump/format.ts";
import { type Described, described, frameOf, omission, sent } from "./described.ts";

class Order {
  id: number;
  next: Order | undefined;

  constructor(id: number, next?: Order) {
    this.id = id;
    this.next = next;
  }
}

/** How many levels of `next` are real, and what the first that is not says. */
function realLevels(file: Described): [levels: number, omitted: ReturnType<typeof omission>] {
  let node = file.node("order");
  for (let levels = 0;; levels++) {
    if (node.kind === NodeKind.omitted) return [levels, omission(node.payload[0])];
    const next = file.property(node, "next");
    if (next === undefined) return [levels + 1, undefined];
    node = file.nodeOf(next);
  }
}

test("describe() keeps as many levels of real structure as depth says", () => {
  const order = new Order(1, new Order(2, new Order(3, new Order(4))));
  for (const [depth, levels] of [[0, 0], [1, 1], [2, 2], [3, 3], [4, 4], [Infinity, 4]] as const) {
    const file = described({ order, text: "x".repeat(100), big: 1n, symbol: Symbol("s") }, { limits: { depth } });
    const omitted = depth < 4 ? { reason: "depth", type: "Order" } : undefined;
    assert.deepEqual(realLevels(file), [levels, omitted], `depth ${depth}`);
    assert.deepEqual(file.node("text").payload, ["x".repeat(100)]);
    assert.equal(file.slot("big"), 1n);
    assert.deepEqual(file.node("symbol").payload, ["s"]);
  }
});

test("describe() never cuts primitives and keys by depth", () => {
  const value = { text: "y".repeat(40), count: -1, big: 2n, symbol: Symbol("s"), builtin: Map, deep: {} };
  const file = described({ value, map: new Map([["key", {}]]) }, { limits: { depth: 1 } });
  const node = file.node("value");
  assert.deepEqual(node.keys, ["text", "count", "big", "symbol", "builtin", "deep"]);
  assert.deepEqual(file.node("value", "text").payload, ["y".repeat(40)]);
  assert.deepEqual(node.values.slice(1, 3), [-1, 2n]);
  assert.deepEqual(omission(node.values[5], file), { reason: "depth", type: "Object" });
  assert.deepEqual(omission(file.node("map").payload[1], file), { reason: "depth", type: "Object" });
});

test("describe() says how much there was of what depth cut", () => {
  const value = {
    array: [1, 2],
    map: new Map([[1, 1]]),
    set: new Set([1]),
    buffer: new ArrayBuffer(7),
    bytes: new Uint16Array(3),
  };
  const file = described({ value }, { limits: { depth: 1 } });
  assert.deepEqual(file.node("value").values.map((slot) => omission(slot, file)?.size), [2, 1, 1, 7, 3]);
});

test("describe() takes the shortest way to a value, whichever way it meets first", () => {
  const shared = { real: { below: {} } };
  const long = { a: { b: { c: shared } } };
  const file = described({ long, shared }, { limits: { depth: 3 } });
  assert.equal(file.node("shared", "real", "below").kind, NodeKind.object);
  assert.equal(file.node("long", "a", "b").kind, NodeKind.object);
  assert.deepEqual(file.property(file.node("long", "a", "b"), "c"), file.slot("shared"));
});

test("describe() keeps the identity of what depth cut", () => {
  const shared = {};
  const file = described({ value: { first: shared, second: shared, third: {} } }, { limits: { depth: 1 } });
  const [first, second, third] = file.node("value").values;
  assert.deepEqual(first, second);
  assert.notDeepEqual(first, third);
});

test("describe() keeps maxItems items of a collection and properties of an object", () => {
  const items = (count: number) => Array.from({ length: count }, (_, at) => at);
  const keys = (count: number) => Object.fromEntries(items(count).map((at) => [`key${at}`, at]));
  for (const count of [3, 4]) {
    const file = described({
      array: items(count),
      map: new Map(items(count).map((at) => [at, at])),
      set: new Set(items(count)),
      object: keys(count),
      error: Object.assign(Object.defineProperty(Object.create(Error.prototype), "x", {}), keys(count - 1)),
      sparse: Object.assign([], { 9: 1, 99: 2, 999: 3, ...(count > 3 && { 9999: 4 }) }),
    }, { limits: { maxItems: 3 } });
    const rest = count > 3 ? [{ kind: "omitted", omitted: { reason: "count", size: 1 } }] : [];
    assert.deepEqual(file.node("array").payload, [0, 1, 2, ...rest]);
    assert.deepEqual(file.node("map").payload, [0, 0, 1, 1, 2, 2, ...rest]);
    assert.deepEqual(file.node("set").payload, [0, 1, 2, ...rest]);
    assert.deepEqual(file.node("object").keys, ["key0", "key1", "key2"]);
    assert.deepEqual(file.node("object").payload, rest);
    assert.deepEqual(file.node("error").payload, rest);
    assert.equal(file.node("sparse").payload.filter((slot) => typeof slot === "number").length, 3);
    assert.equal(file.node("sparse").payload.some((slot) => omission(slot) !== undefined), count > 3);
    assert.equal(file.description.omitted.count ?? 0, count > 3 ? 6 : 0);
  }
});

test("describe() counts what is left of a long array without looking at it", () => {
  const file = described({ long: Array.from({ length: 20_000 }, (_, at) => at), holes: new Array(4_000_000) }, {
    limits: { maxItems: 2 },
  });
  assert.deepEqual(file.node("long").payload.slice(2), [{
    kind: "omitted",
    omitted: { reason: "count", size: 19_998 },
  }]);
  assert.deepEqual(file.node("holes").payload, [{ kind: "hole", count: 4_000_000 }]);
});

test("describe() keeps maxNodes objects", () => {
  const list = [{}, {}, {}];
  assert.equal(described({ list }, { limits: { maxNodes: 4 } }).description.omitted.count, undefined);
  const file = described({ list }, { limits: { maxNodes: 3 } });
  assert.equal(file.file.heap.size, 3);
  assert.deepEqual(omission(file.node("list").payload[2]), { reason: "count", type: "Object" });
  assert.equal(file.description.omitted.count, 1);
});

test("describe() keeps maxStringLength units of a string, and no half characters", () => {
  const limits = { maxStringLength: 40 };
  const kept = described({ text: "x".repeat(40) }, { limits });
  assert.deepEqual(kept.node("text").payload, ["x".repeat(40)]);
  const cut = described({ text: "x".repeat(41), pair: `${"x".repeat(39)}👍` }, { limits });
  assert.deepEqual(cut.node("text").payload, [
    "x".repeat(40),
    { kind: "omitted", omitted: { reason: "length", type: "string", size: 41 } },
  ]);
  assert.equal(cut.node("pair").payload[0], "x".repeat(39));
  assert.equal(cut.description.omitted.length, 2);
});

test("describe() keeps maxBufferBytes bytes of a buffer", () => {
  const limits = { maxBufferBytes: 4 };
  const kept = described({ buffer: new ArrayBuffer(4) }, { limits });
  assert.equal(kept.node("buffer").payload.length, 3);
  const cut = described({ buffer: new Uint8Array([1, 2, 3, 4, 5]).buffer }, { limits });
  assert.deepEqual(cut.node("buffer").payload[0], { kind: "bytes", bytes: new Uint8Array([1, 2, 3, 4]) });
  assert.deepEqual(omission(cut.node("buffer").payload[3]), { reason: "length", type: "bytes", size: 5 });
  const none = described({ buffer: new ArrayBuffer(4) }, { limits: { maxBufferBytes: 0 } });
  assert.deepEqual(omission(none.node("buffer").payload[0]), { reason: "length", type: "bytes", size: 4 });
});

test("describe() stops at maxBytes, and keeps the top level of every frame", () => {
  const big = () => Array.from({ length: 50 }, () => ({ text: "z".repeat(30) }));
  const frames: LiveFrame[] = [1, 2, 3].map((n) => ({
    ...frameOf({ n, own: { n }, big: big() }),
    functionName: `f${n}`,
  }));
  const description = describe([{ value: undefined, frames, throws: [] }], {
    limits: { ...DEFAULT_LIMITS, maxTimeMs: Infinity, maxBytes: 1500 },
    source: () => undefined,
  });
  const file = sent(description);
  assert.ok((description.omitted.size ?? 0) > 50);
  file.tables.frames.forEach(({ scopes }, at) => {
    const [n, own] = file.tables.scopes[scopes[0]!]!.values.map((wire) => file.heap.slot(wire));
    assert.equal(n, at + 1);
    assert.deepEqual(file.heap.node((own as { id: number }).id).values, [at + 1]);
  });
});

test("describe() stops when its time is over, inside of a wide collection too", () => {
  const set = new Set(Array.from({ length: 1_000_000 }, (_, at) => at));
  const limits = { maxItems: Infinity, maxTimeMs: 0, maxBytes: Infinity };
  const file = described({ set, map: new Map([...set].slice(0, 500_000).map((at) => [at, at])), list: [...set] }, {
    limits,
  });
  assert.ok((file.description.omitted.time ?? 0) > 0);
  for (const name of ["set", "map", "list"]) {
    const { payload } = file.node(name);
    assert.ok(payload.length < 1000, name);
    assert.equal(omission(payload.at(-1))?.reason, "time", name);
  }
});

test("describe() keeps the innermost and the outermost frames of a deep stack", () => {
  const frames = Array.from({ length: 10 }, (_, at): LiveFrame => ({
    ...frameOf({ at }),
    functionName: `f${at}`,
    ...(at === 4 && { elided: 100 }),
  }));
  const framesOf = (maxInnerFrames: number, maxOuterFrames: number) =>
    describe([{ value: 1, frames, throws: [{ time: 5, frames }] }], {
      limits: { ...DEFAULT_LIMITS, maxInnerFrames, maxOuterFrames },
      source: () => undefined,
    }).tables;
  const all = framesOf(6, 4);
  assert.deepEqual(
    all.exceptions[0]!.frames.map((index) => all.frames[index]!.functionName),
    frames.map((f) => f.functionName),
  );
  const cut = framesOf(3, 2);
  const kept = cut.exceptions[0]!.frames.map((index) => cut.frames[index]!);
  assert.deepEqual(kept.map(({ functionName }) => functionName), ["f0", "f1", "f2", "f8", "f9"]);
  assert.deepEqual(kept.map(({ elided }) => elided), [undefined, undefined, 105, undefined, undefined]);
  assert.equal(cut.exceptions[0]!.throws[0]!.frames.length, 5);
});

test("describe() works with limits of nothing", () => {
  const limits = {
    depth: 0,
    maxItems: 0,
    maxNodes: 0,
    maxStringLength: 0,
    maxBufferBytes: 0,
    maxBytes: 0,
    maxTimeMs: 0,
    maxInnerFrames: 1,
    maxOuterFrames: 0,
  };
  const file = described({
    object: {},
    list: [1],
    text: "x".repeat(50),
    buffer: new ArrayBuffer(3),
    fn: () => {},
    n: -1,
  }, { limits });
  assert.equal(file.slot("n"), -1);
  assert.deepEqual(omission(file.slot("object")), { reason: "count", type: "Object" });
});

test("describe() counts the pairs that it leaves out of Headers and FormData", () => {
  const headers = new Headers();
  const form = new FormData();
  for (let at = 0; at < 5; at++) {
    headers.append(`h${at}`, "v");
    form.append("f", "v");
  }
  const file = described({ headers, form }, { limits: { maxItems: 2 } });
  for (const name of ["headers", "form"]) {
    const { payload } = file.node(name);
    assert.equal(payload.length, 1 + 2 * 2 + 1, name);
    assert.deepEqual(omission(payload[5]), { reason: "count", size: 3 }, name);
  }
});

test("describe() says how much there was of what got no node", () => {
  const file = described({ first: {}, list: [1, 2, 3], floats: new Float64Array(4) }, { limits: { maxNodes: 1 } });
  assert.deepEqual(omission(file.slot("list")), { reason: "count", type: "Array", size: 3 });
  assert.deepEqual(omission(file.slot("floats")), { reason: "count", type: "Float64Array", size: 4 });
});
