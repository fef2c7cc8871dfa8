/**
 * Heaps that no recorder would write.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { types } from "node:util";
import { type ClassRecord, NodeKind, type Tables } from "../../../dump/format.ts";
import { DumpError } from "../../../dump/errors.ts";
import type { HeapNode } from "../../../dump/read.ts";
import type { Slot } from "../../../dump/slot.ts";
import { preview } from "../../../replay/preview/preview.ts";
import { Heap } from "../../../replay/rehydrate/heap.ts";
import { omittedOf } from "../../../replay/rehydrate/omitted.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { StubError } from "../../../replay/rehydrate/stub_error.ts";
import { accessor, builtin, hole, omitted } from "../../helpers/dump_builder.ts";
import { openHeap, openValue, openValues } from "./open_values.ts";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

const ref = (id: number): Slot => ({ kind: "ref", id });

/** A heap of nodes that no reader has checked. */
function uncheckedHeap(nodes: readonly Partial<HeapNode>[], classes: readonly Partial<ClassRecord>[] = []): Heap {
  const tables = {
    functions: [{ name: "f", length: 0, kind: "function", async: false, generator: false }],
    classes: classes.map((record) => ({ name: "C", members: [], statics: [], ...record })),
    scopes: [],
  } as unknown as Tables;
  const node = (id: number): HeapNode => {
    if (nodes[id] === undefined) throw new DumpError("corrupt", "a checksum differs", { path: "heap[0]" });
    return {
      id,
      kind: NodeKind.object,
      prototype: null,
      integrity: 0,
      keys: [],
      values: [],
      payload: [],
      ...nodes[id],
    };
  };
  return new Heap({ tables, heap: { size: nodes.length, node, slot: (wire) => wire as Slot } });
}

/** All own keys of what a program shares with everyone, with their values: a canary. */
function canary(): string {
  const shared: Record<string, object> = {};
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value: unknown = Object.getOwnPropertyDescriptor(globalThis, name)?.value;
    if (typeof value !== "function" && !["Math", "JSON", "Reflect", "Atomics", "Intl"].includes(name)) continue;
    shared[name] = value as object;
    const prototype: unknown = Object.getOwnPropertyDescriptor(value, "prototype")?.value;
    if (typeof prototype === "object" && prototype !== null) shared[`${name}.prototype`] = prototype;
  }
  return Object.entries(shared).map(([name, value]) =>
    `${name}: ${Reflect.ownKeys(value).map(String).join()} ${Object.isFrozen(value)} ${Object.isExtensible(value)}`
  ).join("\n");
}

/** Looks at everything that a value leads to, as a debugger would. */
function walk(root: unknown): number {
  const seen = new Set<unknown>();
  const queue = [root];
  for (const value of queue) {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
    seen.add(value);
    const facts = nodeOf(value);
    facts?.settle();
    queue.push(...facts?.internals.values() ?? [], ...facts?.privates.map((field) => field.value) ?? []);
    void facts?.className, facts?.rest, facts?.problem, facts?.function;
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
      if (descriptor !== undefined && "value" in descriptor) queue.push(descriptor.value);
    }
    if (types.isMap(value)) Map.prototype.forEach.call(value, (item, key) => queue.push(key, item));
    if (types.isSet(value)) Set.prototype.forEach.call(value, (item) => queue.push(item));
  }
  return seen.size;
}

const SLOTS: readonly Slot[] = [
  undefined,
  null,
  -1,
  NaN,
  1e308,
  4294967295,
  "__proto__",
  "fulfilled",
  "Uint8Array",
  true,
  1n,
  ref(0),
  ref(1),
  ref(99),
  { kind: "hole", count: 4294967290 },
  { kind: "omitted", omitted: { reason: "depth" } },
  { kind: "builtin", path: "Object.prototype" },
  { kind: "builtin", path: "Object" },
  { kind: "builtin", path: "Array" },
  { kind: "builtin", path: "Function" },
  { kind: "symbol", wellKnown: "species" },
  { kind: "symbol", wellKnown: "nothing" },
  { kind: "bytes", bytes: new Uint8Array(3) },
  { kind: "accessor", get: ref(0), set: { kind: "builtin", path: "Function" } },
];

/** Numbers that look random and are the same in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

test("Heap.value() never throws, and changes nothing of this process, whatever the nodes hold", () => {
  const before = canary();
  const random = randomFrom(1);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!;
  const slot = (): Slot => random(2) === 0 ? ref(random(12)) : pick(SLOTS);
  const builtins = ["Object", "Array", "Map", "Function", "Promise", "Error", "%TypedArray%", "URL", "Math", undefined];
  for (let round = 0; round < 3000; round++) {
    const nodes = Array.from({ length: 10 }, (): Partial<HeapNode> => {
      const keys = Array.from(
        { length: random(4) },
        () => pick(["a", "constructor", "__proto__", "length", "then", "0"]),
      );
      return {
        kind: random(23) as NodeKind,
        prototype: pick([null, 0, 1, 2, 3, 9, ref(random(12)) as { kind: "ref"; id: number }]),
        integrity: random(4) as 0,
        keys,
        attributes: keys.map(() => random(32)),
        values: keys.map(slot),
        payload: Array.from({ length: random(5) }, slot),
      };
    });
    const classes = Array.from({ length: 4 }, (): Partial<ClassRecord> => ({
      extends: random(6),
      value: slot() as never,
      function: random(2),
      members: [{ key: slot() as never, kind: pick(["method", "accessor", "value"]), value: slot() as never }],
      statics: [{ key: pick(["keys", "from", "prototype"]), kind: "value", value: slot() as never }],
      ...pick(builtins.map((builtin) => builtin === undefined ? {} : { builtin })),
    }));
    const heap = uncheckedHeap(nodes, classes);
    for (let id = 0; id < nodes.length; id++) walk(heap.value(ref(id)));
    if (round % 500 === 0) assert.equal(canary(), before);
  }
  assert.equal(canary(), before);
});

test("Heap.value() spoils nothing else with a node that is damaged", () => {
  const heap = uncheckedHeap([{ keys: ["good", "bad"], values: [1, ref(7)] }]);
  const value = heap.value(ref(0)) as Loose;
  assert.equal(value.good, 1);
  assert.deepEqual(omittedOf(value.bad), {
    reason: "failed",
    detail: "Cannot read the dump: a checksum differs (heap[0])",
  });
});

test("Heap.value() makes failed stand-ins of payloads that are not what the kind has", () => {
  const kinds = [
    NodeKind.date,
    NodeKind.regexp,
    NodeKind.boxed,
    NodeKind.string,
    NodeKind.buffer,
    NodeKind.view,
    NodeKind.function,
  ];
  const heap = uncheckedHeap(kinds.map((kind) => ({ kind, payload: [ref(0), ref(0), ref(0), ref(0)] })));
  kinds.forEach((kind, id) => assert.equal(omittedOf(heap.value(ref(id)))?.reason, "failed", `kind ${kind}`));
});

test("Heap.value() leaves a RegExp out whose pattern this runtime does not take", () => {
  const value = openValue((dump) => dump.node(NodeKind.regexp, { payload: ["(", "g", 0] }));
  assert.match(omittedOf(value)?.detail ?? "", /regular expression/i);
});

test("Heap.value() cuts a chain of prototypes that leads back to itself", () => {
  const { heap, values } = openHeap((dump) => {
    const [first, second] = [dump.reserve(), dump.reserve()];
    dump.fill(first, NodeKind.object, { prototype: second, properties: { a: 1 } });
    dump.fill(second, NodeKind.object, { prototype: first, properties: { b: 2 } });
    return { first };
  });
  assert.equal((values.first as Loose).a, 1);
  assert.match(nodeOf(values.first)?.problem ?? "", /chain of prototypes/);
  assert.deepEqual(Object.keys(heap.value(ref(1)) as object), ["b"]);
});

test("Heap.value() cuts a chain of 100,000 prototypes", () => {
  const value = openValue((dump) => {
    let prototype = dump.object({ end: true });
    for (let at = 0; at < 100_000; at++) prototype = dump.node(NodeKind.object, { prototype });
    return prototype;
  });
  assert.match(nodeOf(value)?.problem ?? "", /longer than 256/);
});

test("Heap.value() cuts classes that extend each other", () => {
  const classes: Partial<ClassRecord>[] = [{ name: "A", extends: 1 }, { name: "B", extends: 0 }];
  const heap = uncheckedHeap([{ prototype: 0 }, { prototype: 1 }], classes);
  assert.equal((heap.value(ref(0)) as object).constructor.name, "A");
  assert.equal((heap.value(ref(1)) as object).constructor.name, "B");
});

test("Heap.value() makes 1,000 classes that extend each other in a row", () => {
  const classes = Array.from(
    { length: 1000 },
    (_, at) => at === 0 ? { name: "C0" } : { name: `C${at}`, extends: at - 1 },
  );
  const heap = uncheckedHeap([{ prototype: 999 }], classes);
  assert.equal((heap.value(ref(0)) as object).constructor.name, "C999");
});

test("Heap.value() puts no property of the file on a class of this process", () => {
  const heap = uncheckedHeap(
    [
      { keys: ["constructor"], attributes: [5], values: [ref(1)], prototype: 1 },
      { kind: NodeKind.function, payload: [0] },
      { kind: NodeKind.boxed, payload: [{ kind: "builtin", path: "Object" }], keys: ["stolen"], values: [1] },
    ],
    [{ builtin: "Object", value: 0 }, { builtin: "Array", value: ref(1) as never }, {
      value: { kind: "builtin", path: "Array" } as never,
      statics: [{ key: "stolen", kind: "value", value: 1 }],
    }],
  );
  for (let id = 0; id < 3; id++) heap.value(ref(id));
  uncheckedHeap([{ prototype: 2 }], []).value(ref(0));
  assert(!("stolen" in Object));
  assert(!("stolen" in Array));
});

test("Heap.value() resolves references in circles through every kind that needs another", () => {
  const value = openValues((dump) => {
    const refs = Array.from({ length: 6 }, () => dump.reserve()) as [number, number, number, number, number, number];
    const [proxy, weakRef, promise, bound, map, generator] = refs;
    dump.fill(proxy, NodeKind.proxy, { payload: [weakRef, proxy] });
    dump.fill(weakRef, NodeKind.weak, { payload: ["WeakRef", proxy] });
    dump.fill(promise, NodeKind.promise, { payload: ["fulfilled", promise] });
    dump.fill(bound, NodeKind.bound, { payload: [bound, bound, bound] });
    dump.fill(map, NodeKind.map, { payload: [map, map, generator, promise] });
    dump.fill(generator, NodeKind.generator, { payload: ["running", generator, generator] });
    return { proxy, weakRef, promise, bound, map, generator };
  });
  const map = value.map as Map<unknown, unknown>;
  assert.equal(map.get(map), map);
  assert.equal(map.get(value.generator), value.promise);
  assert.equal(walk([value]) > 6, true);
});

test("Heap.value() refuses proxies of proxies without end", () => {
  const value = openValue((dump) => {
    let target = dump.object({});
    const handler = dump.object({});
    for (let at = 0; at < 10_000; at++) target = dump.node(NodeKind.proxy, { payload: [target, handler] });
    return target;
  });
  assert.match(omittedOf(value)?.detail ?? "", /proxy of a proxy/);
});

test("Heap.value() follows a row of 100,000 weak references without recursion", () => {
  const value = openValue((dump) => {
    let target = dump.object({ end: true });
    for (let at = 0; at < 100_000; at++) {
      target = dump.node(NodeKind.weak, {
        prototype: dump.builtinClass("WeakRef"),
        payload: ["WeakRef", target],
      });
    }
    return target;
  });
  let at = value as Loose;
  for (let steps = 0; steps < 100_000; steps++) at = at.deref();
  assert.deepEqual(at, { end: true });
});

test("Heap.value() allocates nothing by a length from the file", () => {
  const { list, buffer } = openValues((dump) => ({
    list: dump.array(hole(4_000_000_000), 1),
    buffer: dump.node(NodeKind.buffer, { payload: [new Uint8Array(2), false, 2 ** 50] }),
  })) as Loose;
  assert.equal(list.length, 4_000_000_001);
  assert.equal(buffer.byteLength, 2);
  assert.match(nodeOf(buffer)?.problem ?? "", /resized/);
});

test("Heap.value() makes a view no longer than the bytes that were kept", () => {
  const value = openValue((dump) => {
    const buffer = dump.node(NodeKind.buffer, {
      payload: [new Uint8Array(5), false, undefined, omitted({ reason: "length", size: 1000 })],
    });
    return dump.node(NodeKind.view, {
      prototype: dump.builtinClass("Uint16Array"),
      payload: ["Uint16Array", buffer, 2, 499],
    });
  }) as Uint16Array;
  assert.equal(value.length, 1);
  assert.match(nodeOf(value)?.problem ?? "", /1 of 499 elements/);
  assert.deepEqual(nodeOf(value)?.rest, { reason: "length", size: 498 });
  assert.equal(preview(value, { budget: 60 }), "Uint16Array(499) [0, ‹length: 498 more›]");
});

test("Heap.value() gives code makers, and what belongs to the platform, as stubs", () => {
  const paths = ["eval", "Function", "%AsyncFunction%", "Function.prototype.constructor", "fetch", "setTimeout"];
  const values = openValues(() => Object.fromEntries(paths.map((path) => [path, builtin(path)])));
  for (const path of paths) {
    const value = values[path] as Loose;
    assert.throws(() => value("globalThis.stolen = true"), StubError, path);
    assert.throws(() => Reflect.construct(value, ["globalThis.stolen = true"]), path);
  }
  const kinds = { process: "object", Deno: "object", Bun: "object", globalThis: "object", "console.log": "function" };
  const modules = {
    "process.env": "object",
    "node:fs": "object",
    "node:fs.open": "function",
    "node:stream": "function",
  };
  for (const [path, kind] of Object.entries({ ...kinds, ...modules })) {
    const value = openValue(() => builtin(path));
    assert.notEqual(nodeOf(value), undefined, path);
    assert.equal(typeof value, kind, path);
  }
});

test("Heap.value() gives built-in prototypes as copies that nothing typed can change", () => {
  const prototype = openValue(() => builtin("Object.prototype")) as Loose;
  assert.notEqual(prototype, Object.prototype);
  assert(Object.isFrozen(prototype));
  assert.equal(prototype.hasOwnProperty, Object.prototype.hasOwnProperty);
});

test("Heap.value() follows no accessor and no inherited name on a path", () => {
  for (
    const path of ["Map.prototype.size", "Object.__proto__", "Array.call", "Symbol.prototype.description", "a.b", ""]
  ) {
    assert.notEqual(nodeOf(openValue(() => builtin(path))), undefined, path);
  }
  assert.equal(openValue(() => builtin("Array.prototype[Symbol.iterator]")), Array.prototype[Symbol.iterator]);
});

test("Heap.value() takes no function of this process for a getter or a setter", () => {
  const value = openValue((dump) =>
    dump.object({ a: accessor(builtin("Array.prototype.at"), builtin("Reflect.set")) })
  ) as Loose;
  const { get, set } = Object.getOwnPropertyDescriptor(value, "a")!;
  assert.notEqual(get, Array.prototype.at);
  assert.throws(() => set?.call(value, 1), StubError);
});

test("Heap.value() makes no hanging await of a getter under the name then", async () => {
  const value = openValue((dump) => {
    const getter = dump.function({ name: "get x", kind: "getter" });
    return dump.object({ x: accessor(getter), then: getter });
  });
  await assert.rejects(Promise.resolve(value), StubError);
});

test("Heap.value() refuses references beyond the heap", () => {
  const { heap } = openHeap(() => ({}));
  assert.equal(omittedOf(heap.value(ref(5)))?.reason, "failed");
});
