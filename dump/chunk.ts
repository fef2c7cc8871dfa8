/**
 * A chunk of the heap, decoded as far as CBOR goes, and only where it is looked at.
 *
 * @module
 */
import { countFresh } from "./count_fresh.ts";
import { isLong } from "./elements.ts";
import { Fault } from "./fault.ts";
import { readHead } from "./head.ts";
import type { HeapNode } from "./heap_node.ts";
import { GROUP, NodePlaces } from "./node_places.ts";
import { readReferences, type References } from "./references.ts";
import { checkSection, decodeEachScanned, inSection, type Section } from "./section.ts";

/** A chunk. */
export class Chunk {
  readonly section: Section;
  /** The nodes that were asked for and are kept. */
  readonly decoded: (HeapNode | undefined)[];
  /** How many nodes have not been let go. */
  left: number;
  /** Those of the section, and where nodes are in them; let go once all nodes have been decoded from them. */
  #source: { readonly bytes: Uint8Array; readonly places: NodePlaces } | undefined;
  /** The items of nodes, by group. */
  readonly #groups: (readonly unknown[])[] = [];
  #undecodedGroups: number;
  /** What is known of long arrays: what they refer to, or that they hold something else as well. */
  readonly #references = new Map<number, References | undefined>();
  /** How many nodes the heap has. */
  readonly #size: number;
  /** For each node, the id that its first `-1` stands for; of those that were counted. */
  readonly #next: Float64Array;
  #counted = 1;

  /**
   * Checks the checksum of a section, and what stands before its nodes.
   *
   * @param bytes Those of the section, a view that nobody else has.
   * @param expected How many nodes it has.
   * @param size How many nodes the heap has.
   * @param memory How much it may take, in bytes.
   * @throws {DumpError} If that is wrong.
   * @throws {Fault} If it is no chunk.
   */
  constructor(bytes: Uint8Array, section: Section, expected: number, size: number, memory: number) {
    checkSection(bytes, section);
    this.section = section;
    this.decoded = new Array<undefined>(expected).fill(undefined);
    this.left = expected;
    const places = new NodePlaces(bytes, section, expected, memory);
    this.#source = { bytes, places };
    this.#undecodedGroups = Math.ceil(expected / GROUP);
    this.#size = size;
    this.#next = new Float64Array(expected);
    this.#next[0] = places.firstNext;
  }

  /** How many nodes it has. */
  get length(): number {
    return this.decoded.length;
  }

  /**
   * The items of a node.
   *
   * @throws {DumpError} If it, or a node before it, is damaged.
   * @throws {Fault} If it is no list.
   */
  wire(at: number): readonly unknown[] {
    const wire = this.#isLong(at)
      ? this.#decode(at, at + 1)[0]
      : (this.#groups[Math.floor(at / GROUP)] ?? this.#decodeGroup(Math.floor(at / GROUP)))[at % GROUP];
    if (!Array.isArray(wire)) throw new Fault("a node is no list");
    return wire;
  }

  /** The references of a node that is a long array of them; undefined for any other. */
  references(at: number): References | undefined {
    if (!this.#isLong(at)) return undefined;
    const known = this.#references;
    if (!known.has(at)) {
      const { bytes, places } = this.#source!;
      known.set(at, readReferences(bytes, places.start(at), places.end(at), this.#size, this.next(at)));
    }
    return known.get(at);
  }

  /** The id that the first `-1` of a node stands for. */
  next(at: number): number {
    const next = this.#next;
    for (; this.#counted <= at; this.#counted++) {
      const { bytes, places } = this.#source!;
      const before = this.#counted - 1;
      next[this.#counted] = this.references(before)?.next ??
        next[before]! + countFresh(bytes, places.start(before), places.end(before));
    }
    return next[at]!;
  }

  /** Whether a node is a long array, which is not decoded with those around it. */
  #isLong(at: number): boolean {
    if (this.#source === undefined) return false;
    const { bytes, places } = this.#source;
    const start = places.start(at);
    // Where so many items are, there are as many bytes.
    if (!isLong(places.end(at) - start, this.#size)) return false;
    const { major, argument } = readHead(bytes, start);
    return major === 4 && isLong(argument, this.#size);
  }

  #decodeGroup(group: number): readonly unknown[] {
    const start = group * GROUP;
    const end = Math.min(start + GROUP, this.length);
    const nodes: unknown[] = [];
    let hasLong = false;
    while (start + nodes.length < end) {
      const from = start + nodes.length;
      let to = from;
      while (to < end && !this.#isLong(to)) to++;
      if (to > from) {
        nodes.push(...this.#decode(from, to));
      } else {
        nodes.push(undefined);
        hasLong = true;
      }
    }
    this.#groups[group] = nodes;
    if (!hasLong && --this.#undecodedGroups === 0) {
      this.next(this.length - 1);
      this.#source = undefined;
    }
    return nodes;
  }

  #decode(from: number, to: number): readonly unknown[] {
    const { bytes, places } = this.#source!;
    const edges = [places.start(from)];
    for (let at = from; at < to; at++) edges.push(places.end(at));
    return inSection(this.section, () => decodeEachScanned(bytes, edges));
  }
}
