/**
 * Any graph of objects: what is in the file has the same shape, the same sharing and the same cycles.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { NodeKind } from "../../../dump/format.ts";
import type { HeapNode } from "../../../dump/read.ts";
import type { Slot } from "../../../dump/slot.ts";
import { type Described, described } from "./described.ts";

class Thing {
  [key: string]: unknown;
}

/** What a graph is made from: the kind of each object, and what it refers to. */
interface Plan {
  readonly kinds: readonly ("object" | "instance" | "bare" | "array" | "map" | "set" | "error" | "date")[];
  readonly edges: readonly (readonly [from: number, to: number, key: string])[];
  readonly leaves: readonly (readonly [from: number, value: unknown])[];
}

const PLANS: fc.Arbitrary<Plan> = fc.record({
  kinds: fc.array(fc.constantFrom("object", "instance", "bare", "array", "map", "set", "error", "date"), {
    minLength: 1,
    maxLength: 60,
  }),
  edges: fc.array(fc.tuple(fc.nat(59), fc.nat(59), fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 150 }),
  leaves: fc.array(
    fc.tuple(
      fc.nat(59),
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.double(),
        fc.integer(),
        fc.bigInt(),
        fc.boolean(),
        fc.constantFrom(null, undefined, -0),
      ),
    ),
    { maxLength: 80 },
  ),
});

function build({ kinds, edges, leaves }: Plan): unknown[] {
  const objects = kinds.map((kind, at): object => {
    switch (kind) {
      case "instance":
        return new Thing();
      case "bare":
        return Object.create(null);
      case "array":
        return [];
      case "map":
        return new Map();
      case "set":
        return new Set();
      case "error":
        return new Error(`${at}`);
      case "date":
        return new Date(at);
      default:
        return {};
    }
  });
  const add = (from: number, value: unknown, key: string): void => {
    const target = objects[from % objects.length]!;
    if (target instanceof Map) target.set(key, value);
    else if (target instanceof Set) target.add(value);
    else if (Array.isArray(target)) target.push(value);
    else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  };
  for (const [from, to, key] of edges) add(from, objects[to % objects.length], key);
  for (const [from, value] of leaves) add(from, value, `leaf ${String(value)}`);
  return objects;
}

/** Compares live values with those of a file, side by side; what is one here must be one there. */
function compare(live: unknown, slot: Slot, file: Described): void {
  const known = new Map<unknown, number>();
  const left: (readonly [unknown, Slot])[] = [[live, slot]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [value, item] = next;
    if ((typeof value !== "object" || value === null) && !(typeof value === "string" && value.length > 32)) {
      assert.ok(Object.is(value, item), `${String(value)} is ${String(item)}`);
      continue;
    }
    const node = file.nodeOf(item);
    const id = known.get(value);
    assert.equal(id ?? node.id, node.id);
    if (id !== undefined) continue;
    known.set(value, node.id);
    if (typeof value === "string") assert.equal(node.payload[0], value);
    else left.push(...pairsOf(value as object, node));
  }
  assert.equal(new Set(known.values()).size, known.size);
}

function pairsOf(value: object, node: HeapNode): (readonly [unknown, Slot])[] {
  const pairs: (readonly [unknown, Slot])[] = node.keys.map((
    key,
    at,
  ) => [Reflect.get(value, key as string), node.values[at]]);
  const keys = Reflect.ownKeys(value);
  if (Array.isArray(value)) {
    assert.equal(node.kind, NodeKind.array);
    assert.equal(node.payload.length, value.length);
    return value.map((item, at) => [item, node.payload[at]] as const);
  }
  assert.deepEqual(node.keys, keys);
  const inside = value instanceof Map
    ? [...value].flat()
    : value instanceof Set
    ? [...value]
    : value instanceof Date
    ? [value.getTime()]
    : [];
  assert.equal(node.payload.length, inside.length);
  return [...pairs, ...inside.map((item, at) => [item, node.payload[at]] as const)];
}

test("describe() keeps the shape, the sharing and the cycles of any graph", () => {
  fc.assert(
    fc.property(PLANS, (plan) => {
      const objects = build(plan);
      const file = described({ objects }, { limits: { depth: Infinity } });
      compare(objects, file.slot("objects"), file);
    }),
    { seed: 20_240_229, numRuns: 300 },
  );
});

test("describe() keeps a graph of more chunks than it holds at a time", () => {
  const objects: Record<string, unknown>[] = [];
  for (let at = 0; at < 12_000; at++) {
    objects.push({ at, back: objects[at >> 1], text: `text number ${at}, long enough to be a node of its own` });
  }
  for (let at = 0; at < objects.length; at++) objects[at]!["forth"] = objects[(at * 7919) % objects.length];
  const file = described({ objects }, { limits: { depth: Infinity, maxItems: Infinity } });
  compare(objects, file.slot("objects"), file);
  assert.ok(file.description.heap.some((chunk) => chunk instanceof Uint8Array));
});
