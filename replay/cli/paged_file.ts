/**
 * A file of which only the pages are read that are looked at.
 *
 * @module
 */
import { readSync } from "node:fs";
import { DumpError } from "../../dump/errors.ts";
import { MAX_HEAD } from "../../dump/scan.ts";

/** Bytes of a page. */
const PAGE = 4096;

/** Bytes that are read for a head, which is followed by another one in most cases. */
const HEAD = 64;

/** The bytes of an open file, which are zeros until they are loaded; no memory is taken by those that are not. */
export class PagedFile {
  readonly bytes: Uint8Array;
  readonly #file: number;
  /** One byte a page: 1 when it was read. */
  readonly #read: Uint8Array;
  /** What was read last for heads, and its offset. */
  #window: Uint8Array = new Uint8Array(0);
  #offset = 0;

  /**
   * @param file Its descriptor, which stays open for as long as the process.
   * @param size Its bytes.
   */
  constructor(file: number, size: number) {
    this.bytes = new Uint8Array(size);
    this.#file = file;
    this.#read = new Uint8Array(Math.ceil(size / PAGE));
  }

  /**
   * Reads the pages of a range that are not there yet.
   *
   * @throws {DumpError} `truncated` if the file has become shorter.
   */
  readonly load = (start: number, end: number): void => {
    const last = Math.min(Math.ceil(end / PAGE), this.#read.length);
    for (let page = Math.floor(start / PAGE); page < last; page++) {
      if (this.#read[page] === 1) continue;
      const first = page;
      while (page < last && this.#read[page] === 0) page++;
      this.#readRange(first * PAGE, Math.min(page * PAGE, this.bytes.length));
      this.#read.fill(1, first, page);
    }
  };

  /**
   * Reads a few bytes, and no page: for memory that is touched for the first time, the system takes longer than to read.
   *
   * @throws {DumpError} `truncated` if the file has become shorter.
   */
  readonly head = (offset: number): Uint8Array => {
    const end = Math.min(offset + MAX_HEAD, this.bytes.length);
    let place = offset - this.#offset;
    if (place < 0 || end > this.#offset + this.#window.length) {
      // Heads that stand close together, as in a list of numbers, are read by the page.
      const isNear = place >= 0 && place <= PAGE;
      const size = Math.min(isNear ? PAGE : HEAD, this.bytes.length - offset);
      this.#window = new Uint8Array(size);
      this.#offset = offset;
      this.#readRange(offset, offset + size, this.#window, 0);
      place = 0;
    }
    return this.#window.subarray(place, place + MAX_HEAD);
  };

  #readRange(start: number, end: number, into = this.bytes, place = start): void {
    for (let at = start; at < end;) {
      const count = readSync(this.#file, into, place + at - start, end - at, at);
      if (count === 0) {
        throw new DumpError("truncated", "the file became shorter while it was open; open it again", { offset: at });
      }
      at += count;
    }
  }
}
