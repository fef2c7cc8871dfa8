/**
 * Long arrays of nothing but references, read from the bytes of the file: as lists of numbers first, they would take
 * several times as long and as much memory.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { FRESH } from "./count_fresh.ts";
import { Fault } from "./fault.ts";
import { readHead } from "./head.ts";

/** As many of them as are compared at a time, by the runtime rather than by a loop. */
const FRESH_RUN = Buffer.alloc(65_536, FRESH);

/** Ids of nodes, in order. */
export interface Ids {
  readonly length: number;
  /** The id at a place; -1 where there is none. */
  at(place: number): number;
}

/** A node that is such an array. */
export interface References {
  /** Index of its shape. */
  readonly shape: number;
  /** Ids of the nodes that it refers to. */
  readonly ids: Ids;
  /** The id that the first `-1` after it stands for. */
  readonly next: number;
}

/** Ids that follow one another. */
class IdRun implements Ids {
  readonly length: number;
  readonly #first: number;

  constructor(first: number, length: number) {
    this.#first = first;
    this.length = length;
  }

  at(place: number): number {
    return this.#first + place;
  }
}

/** Ids as they come. */
export class IdList implements Ids {
  readonly #ids: Int32Array;

  constructor(ids: Int32Array) {
    this.#ids = ids;
  }

  get length(): number {
    return this.#ids.length;
  }

  at(place: number): number {
    return this.#ids[place]!;
  }
}

/**
 * Reads a node whose bytes have been scanned; undefined if anything in it but its shape is no reference.
 *
 * @param nodes How many nodes the heap has, below 2^31.
 * @param next The id that its first `-1` stands for.
 * @throws {Fault} If it refers to a node that is not there.
 */
export function readReferences(
  bytes: Uint8Array,
  start: number,
  end: number,
  nodes: number,
  next: number,
): References | undefined {
  const { argument: items, next: first } = readHead(bytes, start);
  const shape = readHead(bytes, first);
  if (shape.major !== 0) return undefined;
  const length = items - 1;
  // Most lists lead to nodes that nothing before refers to.
  if (isFresh(bytes, shape.next, end)) {
    if (next + length > nodes) throw new Fault(`it refers to node ${nodes}, and there are ${nodes}`);
    return { shape: shape.argument, ids: new IdRun(next, length), next: next + length };
  }
  const ids = new Int32Array(length);
  let fresh = next;
  let count = 0;
  for (let at = shape.next; at < end; count++) {
    const byte = bytes[at++]!;
    if (byte >> 5 !== 1) return undefined;
    let argument = byte & 0x1f;
    if (argument > 23) {
      const after = at + (1 << argument - 24);
      for (argument = 0; at < after; at++) argument = argument * 256 + bytes[at]!;
    }
    const id = argument === 0 ? fresh++ : argument - 1;
    if (id >= nodes) throw new Fault(`it refers to node ${id}, and there are ${nodes}`);
    ids[count] = id;
  }
  return { shape: shape.argument, ids: new IdList(ids), next: fresh };
}

/** Whether all bytes of a range are a `-1` each. */
function isFresh(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += FRESH_RUN.length) {
    const part = bytes.subarray(at, Math.min(end, at + FRESH_RUN.length));
    if (FRESH_RUN.compare(part, 0, part.length, 0, part.length) !== 0) return false;
  }
  return true;
}
