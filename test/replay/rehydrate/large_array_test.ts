/**
 * Arrays of very many objects.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { types } from "node:util";
import { NodeKind } from "../../../dump/format.ts";
import { type DumpFile, type HeapNode, readDump } from "../../../dump/read.ts";
import { writeDump } from "../../../dump/write.ts";
import { preview } from "../../../replay/preview/preview.ts";
import { typeOf } from "../../../replay/preview/type_of.ts";
import { Heap } from "../../../replay/rehydrate/heap.ts";
import { omittedOf } from "../../../replay/rehydrate/omitted.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { DumpBuilder, hole, omitted } from "../../helpers/dump_builder.ts";
import { openValue, openValues } from "./open_values.ts";

const LENGTH = 5000;

interface Item {
  readonly id: number;
}

/** An array of 5,000 objects. */
function items(dump: DumpBuilder): number {
  return dump.array(...Array.from({ length: LENGTH }, (_, id) => dump.object({ id })));
}

function openItems(): Item[] {
  return openValue(items) as Item[];
}

test("A large array has its length without any of its elements", () => {
  const dump = new DumpBuilder();
  dump.exception({ value: items(dump) });
  const file: DumpFile = readDump(writeDump(dump.build()));
  const seen = new Set<number>();
  const node = (id: number): HeapNode => {
    seen.add(id);
    return file.heap.node(id);
  };
  const heap = new Heap({
    tables: file.tables,
    heap: { size: file.heap.size, node, slot: (wire) => file.heap.slot(wire) },
  });
  const array = heap.value(file.heap.slot(file.tables.exceptions[0]!.value)) as Item[];
  assert.equal(array.length, LENGTH);
  assert.equal(seen.size, 1);
  assert.equal(array[LENGTH - 1]!.id, LENGTH - 1);
  assert.equal(seen.size, 2);
  assert.equal(preview(array, { budget: 40 }).startsWith("Array(5000) [{id: 0}, {id: 1}"), true);
  assert(seen.size < 20, `${seen.size} nodes`);
});

test("A large array is an array to everything that asks", () => {
  const array = openItems();
  assert(Array.isArray(array));
  assert(array instanceof Array);
  assert.equal(Object.getPrototypeOf(array), Array.prototype);
  assert.equal(Object.prototype.toString.call(array), "[object Array]");
  assert.equal(typeOf(array), "Array");
  assert.deepEqual(JSON.parse(JSON.stringify(array)), Array.from({ length: LENGTH }, (_, id) => ({ id })));
  assert.deepEqual(array.map(({ id }) => id).slice(-2), [LENGTH - 2, LENGTH - 1]);
  assert.equal([...array].length, LENGTH);
  assert.equal([array].flat().length, LENGTH);
  assert.equal(array.concat([]).at(-1), array.at(-1));
  assert.deepEqual(Object.keys(array), Array.from({ length: LENGTH }, (_, index) => String(index)));
  assert.deepEqual(Reflect.ownKeys(array).slice(-2), [String(LENGTH - 1), "length"]);
});

test("An element of a large array is the same object wherever it stands", () => {
  const { list, first, last } = openValues((dump) => {
    const objects = Array.from({ length: LENGTH }, (_, id) => dump.object({ id }));
    return { list: dump.array(...objects, objects[0]!), first: objects[0]!, last: objects[LENGTH - 1]! };
  });
  const array = list as Item[];
  assert.equal(array[LENGTH], first);
  assert.equal(array[0], first);
  assert.equal(array[LENGTH - 1], last);
  assert.equal(array[0], array[0]);
  assert.equal(array.indexOf(last as Item), LENGTH - 1);
});

test("An element of a large array is an ordinary property", () => {
  const array = openItems();
  assert(7 in array);
  assert(Object.hasOwn(array, 7));
  assert(!(LENGTH in array));
  assert(!("07" in array));
  assert.deepEqual(Object.getOwnPropertyDescriptor(array, "7"), {
    value: array[7],
    writable: true,
    enumerable: true,
    configurable: true,
  });
  for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(array)).slice(0, LENGTH)) {
    assert.equal((value as Item).id, Number(key));
  }
});

test("A large array changes as any array does", () => {
  const array: unknown[] = openItems();
  array[3] = "three";
  assert.equal(array[3], "three");
  delete array[4];
  assert(!(4 in array));
  assert.equal(array[4], undefined);
  assert.equal(array.push("end"), LENGTH + 1);
  assert.equal(array.pop(), "end");
  array.length = 10;
  array.length = 20;
  assert.equal(array.length, 20);
  assert(!(10 in array));
  assert.deepEqual(Object.keys(array), ["0", "1", "2", "3", "5", "6", "7", "8", "9"]);
  Object.defineProperty(array, 5, { enumerable: false });
  assert.equal((array[5] as Item).id, 5);
  Object.freeze(array);
  assert(Object.isFrozen(array));
  assert.throws(() => array.push(1), TypeError);
});

test("A large array can be closed with all its elements", () => {
  const array = openItems();
  Object.freeze(array);
  assert(Object.isFrozen(array));
  assert.equal(array[LENGTH - 1]!.id, LENGTH - 1);
  assert.equal(Object.keys(array).length, LENGTH);
});

test("A large array keeps its holes, primitives, further properties and what was left out", () => {
  const array = openValue((dump) => {
    const objects = Array.from({ length: LENGTH }, (_, id) => dump.object({ id }));
    return dump.array("first", hole(3), ...objects, omitted({ reason: "count", size: 12 }));
  }) as unknown[];
  assert.equal(array.length, 1 + 3 + LENGTH + 1);
  assert.equal(array[0], "first");
  assert.deepEqual([1, 2, 3, 4].map((index) => index in array), [false, false, false, true]);
  assert.equal((array[4] as Item).id, 0);
  assert.equal(omittedOf(array.at(-1))?.reason, "count");
  assert.equal(nodeOf(array)?.rest?.size, 12);
  assert.equal(Object.keys(array).length, 1 + LENGTH + 1);
});

test("A large array may hold itself, and have properties of its own", () => {
  const array = openValue((dump) => {
    const list = dump.reserve();
    const objects = Array.from({ length: LENGTH }, () => dump.object({ list }));
    return dump.fill(list, NodeKind.array, { payload: [list, ...objects], properties: { name: "all", self: list } });
  }) as { list: unknown }[] & { name: string; self: unknown };
  assert.equal(array[0], array);
  assert.equal(array[LENGTH]!.list, array);
  assert.equal(array.self, array);
  assert.equal(array.name, "all");
  assert.deepEqual(Object.keys(array).slice(-2), ["name", "self"]);
});

test("A frozen large array has all its elements, which never change", () => {
  const array = openValue((dump) => {
    const objects = Array.from({ length: LENGTH }, (_, id) => dump.object({ id }));
    return dump.node(NodeKind.array, { payload: objects, integrity: 3 });
  }) as Item[];
  assert(Object.isFrozen(array));
  assert.equal(array.length, LENGTH);
  assert.equal(array[LENGTH - 1]!.id, LENGTH - 1);
});

test("A long array of primitives is no other than a short one", () => {
  const array = openValue((dump) => dump.array(...Array.from({ length: LENGTH }, (_, index) => index)));
  assert(!types.isProxy(array));
  assert.deepEqual(array, Array.from({ length: LENGTH }, (_, index) => index));
});
