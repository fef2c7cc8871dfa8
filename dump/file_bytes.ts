/**
 * The bytes of a file, in memory or not.
 *
 * @module
 */
import type { Pages } from "./scan.ts";

/** Where something stands in a file: offset of its first byte, and offset after the last one. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The bytes of a file: all in memory, or read part by part, so that a part takes memory for as long as it is in use. */
export class FileBytes {
  /** How many there are. */
  readonly size: number;
  /** Where they are when they are not in memory. */
  readonly pages: Pages | undefined;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array | Pages) {
    // A plain array of bytes, whatever class the given one is of.
    const isInMemory = bytes instanceof Uint8Array;
    this.#bytes = isInMemory ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array();
    this.pages = isInMemory ? undefined : bytes;
    this.size = isInMemory ? bytes.length : bytes.size;
  }

  /** All bytes; none when they are not in memory. */
  get whole(): Uint8Array {
    return this.#bytes;
  }

  /** The bytes of a part, as a view that nobody else has. */
  part({ start, end }: Range): Uint8Array {
    const last = Math.min(end, this.size);
    return this.pages === undefined ? this.#bytes.subarray(start, last) : this.pages.read(start, last);
  }
}
