/**
 * What is made, and when.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { isDeepStrictEqual } from "node:util";
import { NodeKind } from "../../../dump/format.ts";
import { type DumpFile, type HeapNode, readDump } from "../../../dump/read.ts";
import { writeDump } from "../../../dump/write.ts";
import { openDump } from "../../../replay/mod.ts";
import { Heap } from "../../../replay/rehydrate/heap.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { linkedListDump, sampleDump } from "../../helpers/build_dump.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { openValue, openValues } from "./open_values.ts";

/** A node of a linked list. */
interface Link {
  readonly value: number;
  next: Link | null;
}

/** A heap that counts the nodes that were decoded for it. */
function countedHeap(file: DumpFile): { readonly heap: Heap; decoded(): number } {
  const seen = new Set<number>();
  const node = (id: number): HeapNode => {
    seen.add(id);
    return file.heap.node(id);
  };
  const reader = { size: file.heap.size, node, slot: file.heap.slot.bind(file.heap) };
  return { heap: new Heap({ tables: file.tables, heap: reader }), decoded: () => seen.size };
}

const LIST = readDump(writeDump(linkedListDump(100_000)));
const HEAD = LIST.heap.slot(LIST.tables.scopes[0]!.values[0]);

test("openDump() looks at no value, and listing frames and variables does not either", () => {
  const bytes = writeDump(sampleDump());
  const original = readDump(bytes);
  const { heap, decoded } = countedHeap(original);
  assert.equal(heap.size, original.heap.size);
  assert.equal(decoded(), 0);
  const session = openDump(bytes);
  session.heap.value = () => assert.fail("a value was made");
  for (const exception of session.exceptions) {
    for (const frame of exception.frames) {
      frame.scopes.forEach((scope) => scope.variables.forEach(({ name, argument }) => [name, argument]));
    }
  }
});

test("Heap.value() makes about a thousand nodes of a long list at first", () => {
  const { heap, decoded } = countedHeap(LIST);
  heap.value(HEAD);
  assert(decoded() >= 1000 && decoded() < 1100, `${decoded()} nodes`);
});

test("Heap.value() lets a list of 100,000 nodes be walked", () => {
  const { heap, decoded } = countedHeap(LIST);
  let count = 0;
  for (let at = heap.value(HEAD) as Link | null; at !== null; at = at.next) assert.equal(at.value, count++);
  assert.equal(count, 100_000);
  assert.equal(decoded(), 100_000);
});

test("Heap.value() gives the nodes of a list in any order the same values", () => {
  const heap = new Heap(LIST);
  const last = heap.value({ kind: "ref", id: 99_999 });
  let at = heap.value(HEAD) as Link;
  while (at.next !== null) at = at.next;
  assert.equal(at, last);
});

test("Heap.value() lets the nodes of two lists be compared", () => {
  const [left, right] = [new Heap(LIST).value(HEAD), new Heap(LIST).value(HEAD)] as [Link, Link];
  for (let [a, b] = [left, right]; a !== null; [a, b] = [a.next!, b.next!]) assert.equal(a.value, b.value);
  assert(isDeepStrictEqual({ ...left, next: null }, { ...right, next: null }));
});

test("A property that waits is an ordinary one once it was read", () => {
  const head = new Heap(LIST).value(HEAD) as Link;
  let at = head;
  while ("value" in Object.getOwnPropertyDescriptor(at, "next")!) at = at.next!;
  assert.deepEqual(Object.keys(at), ["value", "next"]);
  assert(Object.hasOwn(at, "next"));
  const { next } = at;
  assert.deepEqual(Object.getOwnPropertyDescriptor(at, "next"), {
    value: next,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  assert.equal(at.next, next);
});

test("A property that waits takes an assignment", () => {
  let at = new Heap(LIST).value(HEAD) as Link;
  while ("value" in Object.getOwnPropertyDescriptor(at, "next")!) at = at.next!;
  at.next = null;
  assert.deepEqual(at, { value: at.value, next: null });
});

test("Facts.settle() puts what waits in its place", () => {
  let at = new Heap(LIST).value(HEAD) as Link;
  while ("value" in Object.getOwnPropertyDescriptor(at, "next")!) at = at.next!;
  nodeOf(at)?.settle();
  assert.equal(typeof Object.getOwnPropertyDescriptor(at, "next")?.value, "object");
});

test("Facts.settle() of one property leaves the others waiting", () => {
  const at = farObject();
  nodeOf(at)?.settle("second");
  assert.deepEqual(Object.getOwnPropertyDescriptor(at, "second")?.value, { leaf: 2 });
  assert.equal(typeof Object.getOwnPropertyDescriptor(at, "first")?.get, "function");
});

test("Heap.value() of a large heap reads no part of the file for what a property leads to", () => {
  const at = farObject();
  assert.equal(typeof Object.getOwnPropertyDescriptor(at, "first")?.get, "function");
  assert.deepEqual(Object.getOwnPropertyDescriptor(at, "near")?.value, { leaf: 0 });
  assert.deepEqual(at, { near: { leaf: 0 }, first: { leaf: 1 }, second: { leaf: 2 } });
});

/** An object of a heap with many chunks, of whose properties one leads to its own chunk and two to the last. */
function farObject(): object {
  const dump = new DumpBuilder();
  const near = dump.object({ leaf: 0 });
  const [first, second] = [20_000, 20_001].map((id) => -2 - id);
  const root = dump.object({ near, first: first!, second: second! });
  for (let id = 2; id < 20_000; id++) dump.object({ id });
  dump.object({ leaf: 1 });
  dump.object({ leaf: 2 });
  dump.exception({ value: root });
  const file = readDump(writeDump(dump.build()));
  return new Heap(file).value(file.heap.slot(file.tables.exceptions[0]!.value)) as object;
}

test("Facts.settle() of an object with many properties makes them as one batch", () => {
  const dump = new DumpBuilder();
  const branch = (depth: number): number =>
    depth === 0 ? dump.object({ leaf: true }) : dump.object({ a: branch(depth - 1), b: branch(depth - 1) });
  const wide = dump.object(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`p${at}`, branch(9)])));
  const root = dump.object({ first: branch(11), wide });
  dump.exception({ value: root });
  const file = readDump(writeDump(dump.build()));
  const { heap, decoded } = countedHeap(file);
  const value = heap.value(file.heap.slot(file.tables.exceptions[0]!.value)) as { wide: object };
  const before = decoded();
  nodeOf(value.wide)?.settle();
  assert(decoded() - before < 2500, `${decoded() - before} nodes`);
  for (const key of Object.keys(value.wide)) {
    assert("value" in Object.getOwnPropertyDescriptor(value.wide, key)!);
  }
});

test("Heap.value() makes all of what is frozen at once, for its properties cannot change later", () => {
  const value = openValue((dump) => {
    let next: number | null = null;
    for (let at = 0; at < 5000; at++) next = dump.object({ next }, { integrity: 3 });
    return next;
  }) as { next: object | null };
  let count = 0;
  for (let at: typeof value | null = value; at !== null; at = at.next as typeof value | null) {
    assert("value" in Object.getOwnPropertyDescriptor(at, "next")!);
    count++;
  }
  assert.equal(count, 5000);
});

test("Heap.value() makes nests of arrays, Maps and Sets of any depth without recursion", () => {
  const { list, map, set } = openValues((dump) => {
    let [list, map, set] = [dump.array(), dump.node(NodeKind.map), dump.node(NodeKind.set)];
    for (let at = 0; at < 30_000; at++) {
      list = dump.array(list);
      map = dump.node(NodeKind.map, { payload: [map, map] });
      set = dump.node(NodeKind.set, { payload: [set] });
    }
    return { list, map, set };
  });
  const depthOf = (value: unknown, inside: (value: never) => unknown): number => {
    let depth = 0;
    for (let at = inside(value as never); at !== undefined; at = inside(at as never)) depth++;
    return depth;
  };
  assert.equal(depthOf(list, (value: unknown[]) => value[0]), 30_000);
  assert.equal(depthOf(map, (value: Map<unknown, unknown>) => [...value.values()][0]), 30_000);
  assert.equal(depthOf(set, (value: Set<unknown>) => [...value][0]), 30_000);
});
