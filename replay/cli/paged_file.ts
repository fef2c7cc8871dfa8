/**
 * A file of which only the pages are read that are looked at.
 *
 * @module
 */
import { closeSync, readSync } from "node:fs";
import { DumpError } from "../../dump/errors.ts";
import { MAX_HEAD, type Pages } from "../../dump/scan.ts";

/** Bytes of a page. */
const PAGE = 4096;

/** Bytes that are read for a head, which is followed by another one in most cases. */
const HEAD = 64;

/** The bytes of an open file, of which none is kept. */
export class PagedFile implements Pages {
  readonly size: number;
  readonly #file: number;
  #isOpen = true;
  /** What was read last for heads, and its offset. */
  #window: Uint8Array = new Uint8Array(0);
  #offset = 0;

  /**
   * @param file Its descriptor, which stays open until {@linkcode close} or for as long as the process.
   * @param size Its bytes.
   */
  constructor(file: number, size: number) {
    this.size = size;
    this.#file = file;
  }

  /** Closes it, when nothing more of it is looked at. */
  close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }

  /**
   * Reads a range.
   *
   * @throws {DumpError} `truncated` if the file has become shorter.
   */
  read(start: number, end: number): Uint8Array {
    const bytes = new Uint8Array(end - start);
    for (let at = start; at < end;) {
      const count = readSync(this.#file, bytes, at - start, end - at, at);
      if (count === 0) {
        throw new DumpError("truncated", "the file became shorter while it was open; open it again", { offset: at });
      }
      at += count;
    }
    return bytes;
  }

  /**
   * Reads a few bytes, and those behind them only where that is likely to spare reading again.
   *
   * @throws {DumpError} `truncated` if the file has become shorter.
   */
  head(offset: number): Uint8Array {
    const end = Math.min(offset + MAX_HEAD, this.size);
    let place = offset - this.#offset;
    if (place < 0 || end > this.#offset + this.#window.length) {
      // Heads that stand close together, as in a list of numbers, are read by the page.
      const isNear = place >= 0 && place <= PAGE;
      this.#window = this.read(offset, Math.min(offset + (isNear ? PAGE : HEAD), this.size));
      this.#offset = offset;
      place = 0;
    }
    return this.#window.subarray(place, place + MAX_HEAD);
  }
}
