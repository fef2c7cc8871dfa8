/**
 * Encodes chunks of the heap. They are nearly all of a dump, and flat lists of few types of item, so an encoder made
 * for them takes half of the time that one for everything takes.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { isUnfit, replaceSurrogates, utf16 } from "./escape_text.ts";
import { Escape, type Wire, type WireChunk, type WireNode } from "./format.ts";
import { detectRuntime } from "./runtime.ts";

/** Major types of CBOR, in the bits where they stand. */
const NEGATIVE = 0x20;
const BYTES = 0x40;
const TEXT = 0x60;
const ARRAY = 0x80;

const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const UNDEFINED = 0xf7;
const FLOAT64 = 0xfb;

/** Whether writing a short text takes less time unit by unit than by a call: not where debuggers make code slow. */
const BY_UNITS = detectRuntime().name !== "bun";

/** Room that there is at least before an item, in bytes: enough for a number or a short text. */
const ROOM = 32;

/** Sizes of the blocks that chunks are written into, in bytes: the first, and the largest. */
const FIRST_BLOCK = 64 * 1024;
const MAX_BLOCK = 4 * 1024 * 1024;

/**
 * Encodes the chunks of one dump, one after the other. Values with text that CBOR cannot carry (lone surrogates) are
 * escaped on the way.
 *
 * @example
 * ```ts
 * import { ChunkEncoder } from "./chunk_encoder.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...new ChunkEncoder().encode([1, [[0, "a", -1]]])], [0x82, 1, 0x81, 0x83, 0, 0x61, 0x61, 0x20]);
 * ```
 */
export class ChunkEncoder {
  #bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BLOCK);
  #view = new DataView(this.#bytes.buffer);
  /** Where the chunk at hand begins, and where its next byte goes. */
  #start = 0;
  #at = 0;

  /** Returns the bytes of a chunk; they are part of a larger buffer, which other chunks may share. */
  encode([next, nodes]: WireChunk): Uint8Array {
    this.#start = this.#at;
    this.#makeRoom(2 * ROOM);
    this.#head(ARRAY, 2);
    this.#number(next);
    this.#head(ARRAY, nodes.length);
    this.#nodes(nodes);
    return this.#bytes.subarray(this.#start, this.#at);
  }

  /** The commonest slots are written here, without a call of anything, as they take most of the time. */
  #nodes(nodes: readonly WireNode[]): void {
    let bytes = this.#bytes;
    let view = this.#view;
    let at = this.#at;
    let last = bytes.length - ROOM;
    for (let id = 0; id < nodes.length; id++) {
      const node = nodes[id]!;
      // The head of the list is like a number of another major type; it comes before the first slot.
      for (let index = -1; index < node.length; index++) {
        const slot: Wire = index < 0 ? node.length : node[index];
        if (at <= last) {
          if (typeof slot === "number") {
            const major = index < 0 ? ARRAY : slot < 0 ? NEGATIVE : 0;
            const value = slot < 0 ? -1 - slot : slot;
            if (value >>> 0 === value) {
              if (value < 24) bytes[at++] = major | value;
              else if (value < 0x100) {
                bytes[at++] = major | 24;
                bytes[at++] = value;
              } else if (value < 0x10000) {
                bytes[at++] = major | 25;
                bytes[at++] = value >> 8;
                bytes[at++] = value;
              } else {
                bytes[at++] = major | 26;
                view.setUint32(at, value);
                at += 4;
              }
            } else {
              bytes[at++] = FLOAT64;
              view.setFloat64(at, slot);
              at += 8;
            }
            continue;
          }
          if (typeof slot === "string") {
            const { length } = slot;
            if (length < 24) {
              // What is not ASCII takes more bytes than units.
              if (BY_UNITS ? writeUnits(bytes, at + 1, slot) : bytes.write(slot, at + 1) === length) {
                bytes[at] = TEXT | length;
                at += 1 + length;
                continue;
              }
            }
          } else if (typeof slot !== "object") {
            bytes[at++] = slot === undefined ? UNDEFINED : slot ? TRUE : FALSE;
            continue;
          }
        }
        this.#at = at;
        if (index < 0) {
          this.#makeRoom(ROOM);
          this.#head(ARRAY, node.length);
        } else this.#slot(slot);
        bytes = this.#bytes;
        view = this.#view;
        at = this.#at;
        last = bytes.length - ROOM;
      }
    }
    this.#at = at;
  }

  /** Writes a slot of any type. */
  #slot(slot: Wire): void {
    this.#makeRoom(ROOM);
    if (typeof slot === "number") this.#number(slot);
    else if (typeof slot === "string") this.#text(slot);
    else if (slot === undefined) this.#bytes[this.#at++] = UNDEFINED;
    else if (slot === null) this.#bytes[this.#at++] = NULL;
    else if (typeof slot === "boolean") this.#bytes[this.#at++] = slot ? TRUE : FALSE;
    else if (slot instanceof Uint8Array) this.#byteString(slot);
    else this.#escape(slot as readonly Wire[]);
  }

  /** Writes an escape. The slots of an accessor may be escapes again; other texts are names and details. */
  #escape(items: readonly Wire[]): void {
    const isAccessor = items[0] === Escape.accessor;
    this.#head(ARRAY, items.length);
    for (let at = 0; at < items.length; at++) {
      const item = items[at];
      this.#slot(typeof item === "string" && !isAccessor ? replaceSurrogates(item) : item);
    }
  }

  #number(value: number): void {
    const magnitude = value < 0 ? -1 - value : value;
    if (magnitude >>> 0 === magnitude) return this.#head(value < 0 ? NEGATIVE : 0, magnitude);
    this.#bytes[this.#at] = FLOAT64;
    this.#view.setFloat64(this.#at + 1, value);
    this.#at += 9;
  }

  /** Writes the head of an item: its major type, and a number below 2³². */
  #head(major: number, value: number): void {
    const bytes = this.#bytes;
    if (value < 24) bytes[this.#at++] = major | value;
    else if (value < 0x100) {
      bytes[this.#at++] = major | 24;
      bytes[this.#at++] = value;
    } else if (value < 0x10000) {
      bytes[this.#at] = major | 25;
      this.#view.setUint16(this.#at + 1, value);
      this.#at += 3;
    } else {
      bytes[this.#at] = major | 26;
      this.#view.setUint32(this.#at + 1, value);
      this.#at += 5;
    }
  }

  #text(text: string): void {
    if (isUnfit(text)) return this.#escape([Escape.utf16, utf16(text)]);
    const size = Buffer.byteLength(text);
    this.#head(TEXT, size);
    this.#makeRoom(size);
    this.#at += this.#bytes.write(text, this.#at);
  }

  #byteString(value: Uint8Array): void {
    this.#head(BYTES, value.length);
    this.#makeRoom(value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  /** Goes on in a larger block when there is less than `size` left. */
  #makeRoom(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    const used = this.#at - this.#start;
    const block = Math.min(4 * this.#bytes.length, MAX_BLOCK);
    const larger = Buffer.allocUnsafeSlow(Math.max(block, 2 * (used + size)));
    larger.set(this.#bytes.subarray(this.#start, this.#at));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
    this.#start = 0;
    this.#at = used;
  }
}

/** Writes a text of ASCII alone, unit by unit; false when it is another text. */
function writeUnits(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return false;
    bytes[at + index] = unit;
  }
  return true;
}
