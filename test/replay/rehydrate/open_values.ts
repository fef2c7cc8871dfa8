/**
 * Makes the values of a dump that a test puts together.
 *
 * @module
 */
import type { Wire } from "../../../dump/format.ts";
import { readDump } from "../../../dump/read.ts";
import { writeDump } from "../../../dump/write.ts";
import { Heap } from "../../../replay/rehydrate/heap.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";

/** Writes and reads a dump of one value, and makes it. */
export function openValue(build: (dump: DumpBuilder) => Wire): unknown {
  return openValues((dump) => ({ value: build(dump) })).value;
}

/** Writes and reads a dump of some values, and makes them. */
export function openValues<Name extends string>(
  build: (dump: DumpBuilder) => Readonly<Record<Name, Wire>>,
): Record<Name, unknown> {
  return openHeap(build).values;
}

/** The same, with the heap that made them. */
export function openHeap<Name extends string>(
  build: (dump: DumpBuilder) => Readonly<Record<Name, Wire>>,
): { readonly heap: Heap; readonly values: Record<Name, unknown> } {
  const dump = new DumpBuilder();
  const wires = build(dump);
  dump.exception({ value: null });
  const file = readDump(writeDump(dump.build()));
  const heap = new Heap(file);
  const values = Object.fromEntries(
    Object.entries<Wire>(wires).map(([name, wire]) => [name, heap.value(file.heap.slot(wire))]),
  );
  return { heap, values: values as Record<Name, unknown> };
}
