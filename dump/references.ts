/**
 * Long arrays of nothing but references, read from the bytes of the file: as lists of numbers first, they would take
 * several times as long and as much memory.
 *
 * @module
 */
import { Fault } from "./fault.ts";
import { readHead } from "./head.ts";

/** A node that is such an array. */
export interface References {
  /** Index of its shape. */
  readonly shape: number;
  /** Ids of the nodes that it refers to, in order. */
  readonly ids: Int32Array;
  /** The id that the first `-1` after it stands for. */
  readonly next: number;
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
  const ids = new Int32Array(items - 1);
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
  return { shape: shape.argument, ids, next: fresh };
}
