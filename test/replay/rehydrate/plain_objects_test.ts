/**
 * Plain objects of large heaps.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { NodeKind } from "../../../dump/format.ts";
import { readDump } from "../../../dump/read.ts";
import { writeDump } from "../../../dump/write.ts";
import { Heap } from "../../../replay/rehydrate/heap.ts";
import { omittedOf } from "../../../replay/rehydrate/omitted.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { accessor, builtin, DumpBuilder } from "../../helpers/dump_builder.ts";
import { openValue } from "./open_values.ts";

const LENGTH = 5000;

test("A plain object has every name of Object.prototype as its own", () => {
  const names = ["constructor", "toString", "then", "hasOwnProperty", "valueOf"];
  const list = openValue((dump) =>
    dump.array(...[1, 2].map((value) => dump.object(Object.fromEntries(names.map((name) => [name, value])))))
  ) as object[];
  list.forEach((object, at) => {
    assert.equal(Object.getPrototypeOf(object), Object.prototype);
    assert.deepEqual(Object.entries(object), names.map((name) => [name, at + 1]));
  });
});

test("Making a plain object runs no setter", () => {
  const dump = new DumpBuilder();
  dump.exception({ value: dump.array(...[1, 2].map((trap) => dump.object({ trap, last: dump.object({ trap }) }))) });
  const file = readDump(writeDump(dump.build()));
  const values: unknown[] = [];
  Object.defineProperty(Object.prototype, "trap", { set: (value) => values.push(value), configurable: true });
  try {
    const list = new Heap(file).value(file.heap.slot(file.tables.exceptions[0]!.value)) as Record<string, unknown>[];
    assert.deepEqual(list.map((object) => Object.getOwnPropertyDescriptor(object, "trap")?.value), [1, 2]);
    assert.deepEqual(values, []);
  } finally {
    delete (Object.prototype as Record<string, unknown>).trap;
  }
});

test("Objects of one shape may differ in what their keys hold", () => {
  const list = openValue((dump) =>
    dump.array(
      dump.object({ key: 1 }),
      dump.object({ key: accessor(builtin("Array.prototype.at")) }),
      dump.object({ key: dump.array("in", "list") }),
      dump.object({ key: "text" }),
    )
  ) as { key: unknown }[];
  assert.equal(list[0]!.key, 1);
  assert.equal("value" in Object.getOwnPropertyDescriptor(list[1], "key")!, false);
  assert.deepEqual(list[2]!.key, ["in", "list"]);
  assert.deepEqual(list[3], { key: "text" });
});

test("The facts of an object are there after its node was let go", () => {
  const array = openValue((dump) => {
    const objects = Array.from({ length: LENGTH }, (_, id) => dump.object({ id, inner: dump.object({ id }) }));
    return dump.array(...objects);
  }) as { id: number; inner: { id: number } }[];
  assert.equal(array.reduce((sum, { inner }) => sum + inner.id, 0), LENGTH * (LENGTH - 1) / 2);
  const ids = new Set<number | undefined>();
  for (const object of array) {
    const facts = nodeOf(object)!;
    assert.equal(facts.kind, NodeKind.object);
    assert.equal(facts.className, "Object");
    assert.equal(omittedOf(facts.rest), undefined);
    ids.add(facts.id);
  }
  assert.equal(ids.size, LENGTH);
  assert.equal(ids.has(undefined), false);
});
