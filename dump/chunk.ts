/**
 * A chunk of the heap, decoded as far as CBOR goes.
 *
 * @module
 */
import { isCount } from "./decode_slot.ts";
import { LONG } from "./elements.ts";
import { Fault } from "./fault.ts";
import { Escape } from "./format.ts";
import type { HeapNode } from "./heap_node.ts";
import { readReferences, type References } from "./references.ts";
import { decodeScanned, decodeSection, type Section } from "./section.ts";

/** A long array among the nodes, which is read when it is asked for: where it is in the section. */
interface LongNode {
  readonly start: number;
  readonly end: number;
  /** What it refers to, once it was looked at, if that is all there is to it. */
  references?: References | undefined;
}

const NO_BYTES = new Uint8Array();

/** How many nodes a heap has at most whose long arrays are read in this way. */
const MAX_NODES = 2 ** 31;

/** A chunk. */
export class Chunk {
  readonly section: Section;
  /** The nodes that were asked for and are kept. */
  readonly decoded: (HeapNode | undefined)[];
  /** How many nodes have not been let go. */
  left: number;
  /** Those of the section, for as long as a long array in it may be read. */
  readonly #bytes: Uint8Array;
  readonly #nodes: unknown[];
  readonly #long = new Map<number, LongNode>();
  /** How many nodes the heap has. */
  readonly #size: number;
  /** For each node, the id that its first `-1` stands for; of those that were counted. */
  readonly #next: Float64Array;
  #counted = 1;

  /**
   * Checks and decodes a section.
   *
   * @param bytes Those of the section, a view that nobody else has.
   * @param expected How many nodes it has.
   * @param size How many nodes the heap has.
   * @param memory How much it may take, in bytes.
   * @throws {DumpError} If anything is wrong with the section as CBOR.
   * @throws {Fault} If it is no chunk.
   */
  constructor(bytes: Uint8Array, section: Section, expected: number, size: number, memory: number) {
    const long = size < MAX_NODES ? { least: LONG, found: [] as number[] } : undefined;
    const { item } = decodeSection(bytes, section, { maps: false, tags: false, memory, long });
    if (!Array.isArray(item) || item.length < 2) throw new Fault("a chunk is no list of two");
    const [first, nodes] = item;
    if (!isCount(first)) throw new Fault("a chunk does not begin with a node id");
    if (!Array.isArray(nodes) || nodes.length !== expected) throw new Fault(`a chunk has not ${expected} nodes`);
    const found = long?.found ?? [];
    for (let at = 0; at < found.length; at += 3) {
      const index = expected - found[at]!;
      // What a newer format may have after the nodes is none of them.
      if (nodes[index] !== null || this.#long.has(index)) continue;
      this.#long.set(index, { start: found[at + 1]!, end: found[at + 2]! });
    }
    this.#bytes = this.#long.size > 0 ? bytes : NO_BYTES;
    this.section = section;
    this.decoded = new Array<undefined>(expected).fill(undefined);
    this.left = expected;
    this.#nodes = nodes;
    this.#size = size;
    this.#next = new Float64Array(expected);
    this.#next[0] = first;
  }

  /** How many nodes it has. */
  get length(): number {
    return this.#nodes.length;
  }

  /** The items of a node. */
  wire(at: number): readonly unknown[] {
    const long = this.#long.get(at);
    if (long !== undefined) {
      this.#long.delete(at);
      this.#nodes[at] = decodeScanned(this.#bytes.subarray(long.start, long.end));
    }
    const wire = this.#nodes[at];
    if (!Array.isArray(wire)) throw new Fault("a node is no list");
    return wire;
  }

  /** The references of a node that is a long array of them; undefined for any other. */
  references(at: number): References | undefined {
    const long = this.#long.get(at);
    return long && (long.references ??= readReferences(this.#bytes, long.start, long.end, this.#size, this.next(at)));
  }

  /** The id that the first `-1` of a node stands for. */
  next(at: number): number {
    const next = this.#next;
    for (; this.#counted <= at; this.#counted++) {
      const before = this.#counted - 1;
      next[this.#counted] = this.references(before)?.next ?? next[before]! + this.#count(before);
    }
    return next[at]!;
  }

  #count(at: number): number {
    return countNext(this.#long.has(at) ? this.wire(at) : this.#nodes[at]);
  }
}

/** How many `-1` a node holds: in its slots, and in those of accessors. */
function countNext(node: unknown): number {
  if (!Array.isArray(node)) return 0;
  let count = 0;
  for (let index = 1; index < node.length; index++) {
    const slot = node[index];
    if (slot === -1) {
      count++;
    } else if (Array.isArray(slot) && slot[0] === Escape.accessor) {
      if (slot[1] === -1) count++;
      if (slot[2] === -1) count++;
    }
  }
  return count;
}
