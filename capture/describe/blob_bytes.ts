/**
 * The bytes of a Blob, at once. No runtime has a public way to that; two have them at hand inside.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import process from "node:process";
import { detectRuntime } from "../../dump/runtime.ts";
import { milliseconds } from "./budget.ts";
import { symbolDescription } from "./primitives.ts";
import { apply, getOwnPropertySymbols, ownValue, uncurry } from "./safe.ts";
import { bufferBytes } from "./size_of.ts";

const copyInto = uncurry(Uint8Array.prototype.set);

/** Longest time that reading one may take, in milliseconds. */
const MAX_TIME_MS = 20;

/** Why there are no bytes, in a sentence. */
export interface NoBytes {
  readonly why: string;
}

const IN_FILE: NoBytes = { why: "A file holds the bytes, and files are not read" };
const NOT_AT_ONCE: NoBytes = { why: "This runtime gives the bytes only by waiting" };

/** Where things are in what JavaScriptCore makes of a Blob: a head, the type, a tag, the bytes. */
const TYPE_LENGTH = 14;

/** Whether the bytes are there, there are none, or a file has them. */
const TAG = { file: 0, bytes: 1, empty: 2 } as const;

/** The first bytes of a Blob that is not a proxy, at most `limit`. Runs no code of the program. */
export type ReadBlob = (blob: object, limit: number) => ArrayBuffer | NoBytes;

/** As this runtime allows. */
export const readBlob: ReadBlob = readerHere();

function readerHere(): ReadBlob {
  try {
    const { name } = detectRuntime();
    const read = name === "node" ? nodeReader() : name === "bun" ? bunReader() : undefined;
    const found = read?.(new Blob(["12", "345"], { type: "a/b" }), 4);
    // It is inside of the runtime that this looks, and another version may have something else there.
    if (read !== undefined && found instanceof ArrayBuffer && Buffer.from(found).toString("latin1") === "1234") {
      return (blob, limit) => {
        try {
          return read(blob, limit);
        } catch {
          return NOT_AT_ONCE;
        }
      };
    }
  } catch {
    // As where there is no way.
  }
  return () => NOT_AT_ONCE;
}

/** What Node keeps behind a Blob. */
interface Handle {
  getReader(): Reader;
  slice(start: number, end: number): Handle;
}

/** Calls back at once for bytes in memory: 1 and some of them, 0 at the end, less for an error. */
interface Reader {
  pull(callback: (status: number, bytes: ArrayBuffer | undefined) => void): void;
}

function nodeReader(): ReadBlob {
  const sample = new Blob(["x"]);
  const key = symbolNamed(sample, "kHandle")!;
  const { getReader, slice } = ownValue(sample, key) as Handle;
  const { pull } = apply(getReader, ownValue(sample, key), []) as Reader;
  return (blob, limit) => {
    if (symbolNamed(blob, "kNotCloneable") !== undefined) return IN_FILE;
    const handle = ownValue(blob, key);
    if (typeof handle !== "object" || handle === null) return NOT_AT_ONCE;
    const reader = apply(getReader, apply(slice, handle, [0, limit]), []) as Reader;
    const bytes = new Uint8Array(limit);
    const end = milliseconds() + MAX_TIME_MS;
    let filled = 0;
    for (let state = 1; state !== 0;) {
      state = -1;
      apply(pull, reader, [(status: number, part: ArrayBuffer | undefined) => {
        state = status;
        if (part === undefined || status !== 1) return;
        copyInto(bytes, new Uint8Array(part), filled);
        filled += bufferBytes(part);
      }]);
      // Bytes that are not in memory come later, if ever.
      if (state < 0 || milliseconds() > end) return NOT_AT_ONCE;
    }
    return copyOf(bytes, 0, filled);
  };
}

function bunReader(): ReadBlob {
  const { serialize } = process.getBuiltinModule("bun:jsc") as unknown as { serialize(value: object): ArrayBufferLike };
  const { slice } = Blob.prototype;
  const head = new Uint8Array(serialize(new Blob(["x"])));
  return (blob, limit) => {
    const all = new Uint8Array(serialize(apply(slice, blob, [0, limit])));
    for (let at = 0; at < TYPE_LENGTH; at++) if (all[at] !== head[at]) return NOT_AT_ONCE;
    const tag = TYPE_LENGTH + 4 + lengthAt(all, TYPE_LENGTH) + 1;
    if (all[tag] === TAG.file) return IN_FILE;
    if (all[tag] === TAG.empty) return new ArrayBuffer(0);
    const length = lengthAt(all, tag + 1);
    return all[tag] === TAG.bytes && length <= limit ? copyOf(all, tag + 5, length) : NOT_AT_ONCE;
  };
}

/** A number of four bytes, the least first. */
function lengthAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! + bytes[at + 1]! * 2 ** 8 + bytes[at + 2]! * 2 ** 16 + bytes[at + 3]! * 2 ** 24;
}

function copyOf(bytes: Uint8Array, start: number, length: number): ArrayBuffer {
  const copy = new ArrayBuffer(length);
  const target = new Uint8Array(copy);
  for (let at = 0; at < length; at++) target[at] = bytes[start + at]!;
  return copy;
}

function symbolNamed(object: object, description: string): symbol | undefined {
  const symbols = getOwnPropertySymbols(object);
  for (let at = 0; at < symbols.length; at++) if (symbolDescription(symbols[at]!) === description) return symbols[at];
  return undefined;
}
