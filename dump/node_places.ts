/**
 * Where the nodes of a heap chunk are, found as far as somebody asks.
 *
 * @module
 */
import { Fault } from "./fault.ts";
import { readHead } from "./head.ts";
import { scanItem } from "./scan.ts";
import { checkEnd, inSection, type Section } from "./section.ts";

/** How many nodes are scanned at a time. */
export const GROUP = 32;

/** The nodes of a chunk, as ranges of its bytes. Those from the first one on that were asked for have been scanned. */
export class NodePlaces {
  /** The id that the first `-1` of the first node stands for. */
  readonly firstNext: number;
  readonly #bytes: Uint8Array;
  readonly #section: Section;
  /** Where each node begins, and where the last one ends: offsets. */
  readonly #edges: Uint32Array;
  /** How many items stand behind the nodes, in a newer format. */
  readonly #others: number;
  readonly #length: number;
  #memory: number;
  #scanned = 0;
  #failure: unknown;

  /**
   * Reads what stands before the nodes.
   *
   * @param bytes Those of the section.
   * @param expected How many nodes there are to be.
   * @param memory How much memory all of them may take once decoded, in bytes.
   * @throws {DumpError} If anything is wrong with it as CBOR.
   * @throws {Fault} If it is no chunk.
   */
  constructor(bytes: Uint8Array, section: Section, expected: number, memory: number) {
    const [chunk, next, nodes] = inSection(section, () => {
      const chunk = readHead(bytes, 0);
      const next = readHead(bytes, chunk.next);
      return [chunk, next, readHead(bytes, next.next)];
    });
    if (chunk.major !== 4 || chunk.argument < 2) throw new Fault("a chunk is no list of two");
    if (next.major !== 0 || !Number.isSafeInteger(next.argument)) {
      throw new Fault("a chunk does not begin with a node id");
    }
    if (nodes.major !== 4 || nodes.argument !== expected) throw new Fault(`a chunk has not ${expected} nodes`);
    this.#length = expected;
    this.firstNext = next.argument;
    this.#bytes = bytes;
    this.#section = section;
    this.#edges = new Uint32Array(expected + 1);
    this.#edges[0] = nodes.next;
    this.#others = chunk.argument - 2;
    this.#memory = memory;
  }

  /** Offset of the first byte of a node. */
  start(at: number): number {
    this.#reach(at);
    return this.#edges[at]!;
  }

  /**
   * Offset after the last byte of a node.
   *
   * @throws {DumpError} If anything is wrong with it, or with a node before it, as CBOR.
   */
  end(at: number): number {
    this.#reach(at);
    return this.#edges[at + 1]!;
  }

  #reach(at: number): void {
    while (this.#scanned <= at) {
      if (this.#failure !== undefined) throw this.#failure;
      try {
        inSection(this.#section, () => this.#scanGroup());
      } catch (error) {
        throw this.#failure = error;
      }
    }
  }

  #scanGroup(): void {
    const ends: number[] = [];
    const items = Math.min(GROUP, this.#length - this.#scanned);
    const isLast = this.#scanned + items === this.#length;
    const { cost, end } = scanItem(this.#bytes, this.#edges[this.#scanned]!, this.#bytes.length, {
      maps: false,
      tags: false,
      memory: this.#memory,
      items: isLast ? items + this.#others : items,
      ends,
    });
    if (isLast) checkEnd(this.#bytes, end);
    for (let index = 0; index < items; index++) this.#edges[this.#scanned + index + 1] = ends[index]!;
    this.#memory -= cost;
    this.#scanned += items;
  }
}
