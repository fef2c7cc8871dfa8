/**
 * The values of a dump, made when they are looked at.
 *
 * @module
 */
import type { Omitted as OmittedRecord, Tables } from "../../dump/format.ts";
import type { Slot } from "../../dump/slot.ts";
import type { NodeReader, Revivers } from "./context.ts";
import { type CodeFor, Workshop } from "./workshop.ts";

/** What a heap is made from: parts of a `DumpFile`. */
export interface HeapFile {
  readonly tables: Tables;
  readonly heap: NodeReader;
}

/**
 * Node id → value. One value a node for the whole session, so that identity, sharing and cycles are as they were. All
 * are of this process's realm, and none of them runs anything of the dump, unless the heap was given code for it.
 *
 * A value comes with about the next thousand nodes that it leads to; a property that leads further is an accessor that
 * becomes an ordinary property when it is first read, or when `settle()` of the object's facts is called.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeDump } from "../../dump/write.ts";
 * import { readDump } from "../../dump/read.ts";
 * import { sampleDump } from "../../test/helpers/build_dump.ts";
 * import { Heap } from "./heap.ts";
 *
 * const heap = new Heap(readDump(writeDump(sampleDump())));
 * assert.equal(heap.value({ kind: "ref", id: 0 }), heap.value({ kind: "ref", id: 0 }));
 * ```
 */
export class Heap {
  /** How many nodes there are; ids run from 0. */
  readonly size: number;
  readonly #workshop: Workshop;

  /**
   * @param revivers How values that a serializer stored are brought back.
   * @param codeFor Makes the functions and classes real; without it they are stubs.
   */
  constructor({ heap, tables }: HeapFile, revivers?: Revivers, codeFor?: CodeFor) {
    this.size = heap.size;
    this.#workshop = new Workshop(tables, heap, { revivers, codeFor });
  }

  /** The value in a slot. Never throws: what cannot be made is an `Omitted` with the reason "failed". */
  value(slot: Slot): unknown {
    return this.#workshop.value(slot);
  }

  /** What was cut from a string of this dump; undefined for whole ones. */
  cut(text: string): OmittedRecord | undefined {
    return this.#workshop.cutOf(text);
  }
}
