/**
 * A file of which only the pages are read that are looked at.
 *
 * @module
 */
import { readSync } from "node:fs";
import { DumpError } from "../../dump/errors.ts";

/** Bytes of a page. */
const PAGE = 4096;

/** The bytes of an open file, which are zeros until they are loaded; no memory is taken by those that are not. */
export class PagedFile {
  readonly bytes: Uint8Array;
  readonly #file: number;
  /** One byte a page: 1 when it was read. */
  readonly #read: Uint8Array;

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

  #readRange(start: number, end: number): void {
    for (let at = start; at < end;) {
      const count = readSync(this.#file, this.bytes, at, end - at, at);
      if (count === 0) {
        throw new DumpError("truncated", "the file became shorter while it was open; open it again", { offset: at });
      }
      at += count;
    }
  }
}
