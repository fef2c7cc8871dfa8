/**
 * Iterators of maps and sets.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { NodeKind, type Wire } from "../../../dump/format.ts";
import { readDump } from "../../../dump/read.ts";
import { writeDump } from "../../../dump/write.ts";
import { preview } from "../../../replay/preview/preview.ts";
import { Heap } from "../../../replay/rehydrate/heap.ts";
import { omittedOf } from "../../../replay/rehydrate/omitted.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { StubError } from "../../../replay/rehydrate/stub_error.ts";
import { DumpBuilder, omitted } from "../../helpers/dump_builder.ts";
import { openValue } from "./open_values.ts";

function iterator(dump: DumpBuilder, path: string, ...payload: Wire[]): Wire {
  return dump.node(NodeKind.generator, { prototype: dump.builtinClass(path), payload });
}

/** Makes a value as a live session does, with no code to be found. */
function openLive(build: (dump: DumpBuilder) => Wire): unknown {
  const dump = new DumpBuilder();
  const wire = build(dump);
  dump.exception({ value: null });
  const file = readDump(writeDump(dump.build()));
  const mock = { why: "of the test" };
  const code = {
    functionAt: () => mock,
    classAt: () => mock,
    platformValue: () => undefined,
    putPrivates() {},
    privateField: () => undefined,
  };
  return new Heap(file, undefined, () => code).value(file.heap.slot(wire));
}

test("an iterator shows what it is still to give, and is not advanced", () => {
  const value = openValue((dump) => iterator(dump, "%MapIterator%", "entries", dump.array(dump.array("b", 2)), 1));
  assert.throws(() => (value as Iterator<unknown>).next(), StubError);
  const { internals } = nodeOf(value)!;
  assert.deepEqual([...internals], [["IteratorKind", "entries"], ["Entries", [["b", 2]]], ["IteratorIndex", 1]]);
  assert.equal(preview(value, { budget: 80 }), 'MapIterator {<entries, at 1>, "b" => 2}');
});

test("an iterator that is at its end shows that nothing comes", () => {
  const value = openValue((dump) => iterator(dump, "%SetIterator%", "values", dump.array(), 2));
  assert.equal(preview(value, { budget: 80 }), "SetIterator {<values, at 2>}");
});

test("an iterator of which it is only known what it goes through shows that", () => {
  const why = omitted({ reason: "unsupported", type: "items", detail: "The engine does not tell how far it has come" });
  const value = openValue((dump) => iterator(dump, "%ArrayIterator%", "keys", why, undefined, dump.array(7)));
  assert.equal(preview(value, { budget: 80 }), "ArrayIterator {<keys>, <over>: Array(1) [7], ‹unsupported: items›}");
  assert.deepEqual(nodeOf(value)?.internals.get("IteratorSource"), [7]);
  assert.throws(() => (value as Iterator<unknown>).next(), { name: "StubError", message: /where it stands/ });
  const live = openLive((dump) => iterator(dump, "%ArrayIterator%", "keys", why, undefined, dump.array(7)));
  assert.throws(() => (live as Iterator<unknown>).next(), { name: "StubError" });
});

test("an iterator that the engine does not tell of shows why", () => {
  const why = omitted({ reason: "unsupported", type: "internals", detail: "The engine does not tell" });
  const value = openValue((dump) => iterator(dump, "%ArrayIterator%", why));
  assert.equal(omittedOf(nodeOf(value)?.internals.get("GeneratorState"))?.detail, "The engine does not tell");
  assert.equal(preview(value, { budget: 80 }), "ArrayIterator {‹unsupported: internals›}");
});

test("in a live session, iterators of maps and sets give what they were still to give", () => {
  const entries = openLive((dump) => iterator(dump, "%MapIterator%", "entries", dump.array(dump.array("b", 2)), 1));
  assert.deepEqual([...entries as Iterable<unknown>], [["b", 2]]);
  const twice = openLive((dump) => iterator(dump, "%MapIterator%", "values", dump.array(7, 7), 0));
  assert.deepEqual([...twice as Iterable<unknown>], [7, 7]);
  const set = openLive((dump) => iterator(dump, "%SetIterator%", "entries", dump.array(dump.array(1, 1)), 0));
  assert.deepEqual([...set as Iterable<unknown>], [[1, 1]]);
});

test("in a live session, an iterator of which a part was cut says so when it is advanced", () => {
  const value = openLive((dump) =>
    iterator(dump, "%MapIterator%", "keys", dump.array("a", omitted({ reason: "count", size: 3 })), 0)
  );
  assert.throws(() => (value as Iterator<unknown>).next(), { name: "StubError", message: /not all in the dump/ });
});
