/**
 * A part of the file that is decoded on its own: the tables, the shapes, a heap chunk.
 *
 * @module
 */
import { Decoder, type Options } from "cbor-x/decode";
import { DumpError } from "./errors.ts";
import { quickCrc32 } from "./quick_crc32.ts";
import { scanItem, type ScanRules } from "./scan.ts";

/** An encoded item inside of the file. */
export interface Section {
  /** Its path in the dump, e.g. `heap[3]`. */
  readonly path: string;
  /** Offset of its first byte. */
  readonly start: number;
  /** Offset after its last byte. */
  readonly end: number;
  /** CRC-32 of its bytes. */
  readonly checksum: number;
}

/**
 * Checks a section against its checksum.
 *
 * @param bytes Those of the section.
 * @throws {DumpError} `corrupt` if they differ.
 */
export function checkSection(bytes: Uint8Array, { path, start, checksum }: Section): void {
  if (quickCrc32(bytes) === checksum) return;
  throw new DumpError("corrupt", "a checksum differs, the file was damaged after it was written; copy it again", {
    path,
    offset: start,
  });
}

/** A decoded section. */
export interface Decoded {
  readonly item: unknown;
  /** How much memory it takes, in bytes, at most. */
  readonly cost: number;
}

/**
 * Checks, scans and decodes a section. Byte strings in it are views of the bytes.
 *
 * @param bytes Those of the section, a view that nobody else has.
 * @throws {DumpError} If anything is wrong with it.
 */
export function decodeSection(bytes: Uint8Array, section: Section, rules: ScanRules): Decoded {
  checkSection(bytes, section);
  return inSection(section, () => {
    const { end, cost } = scanItem(bytes, 0, bytes.length, rules);
    checkEnd(bytes, end);
    return { item: decodeScanned(bytes), cost };
  });
}

/**
 * Reads the bytes of a section, and says where in the file it is of what is wrong there.
 *
 * @throws {DumpError} As `read` does, whose offsets are those in the section.
 */
export function inSection<T>({ path, start }: Section, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    throw new DumpError(error.code, error.found, { path, offset: start + (error.offset ?? 0) });
  }
}

/**
 * Checks where the item of a section ends.
 *
 * @throws {DumpError} If that is not the end of its bytes.
 */
export function checkEnd(bytes: Uint8Array, end: number): void {
  if (end < bytes.length) {
    throw new DumpError("invalid", "more than one item stands where one should", { offset: end });
  }
}

/**
 * Decodes an item that has been scanned: maps become `Map`, so that no key of the file is ever set on an object, and
 * byte strings views of the bytes. There are no tags in it, so neither the decoder's records, for which it makes code,
 * nor the program's own extensions come into play.
 *
 * @param bytes A view that nobody else has, for the decoder sets a property on it.
 * @throws {DumpError} `invalid` if the decoder refuses it all the same.
 */
export function decodeScanned(bytes: Uint8Array): unknown {
  return decodeWith(makeDecoder(), bytes);
}

/** Decodes the scanned items between these offsets, as {@linkcode decodeScanned} does one. */
export function decodeEachScanned(bytes: Uint8Array, edges: readonly number[]): unknown[] {
  const decoder = makeDecoder();
  const items: unknown[] = [];
  for (let at = 1; at < edges.length; at++) items.push(decodeWith(decoder, bytes.subarray(edges[at - 1], edges[at])));
  return items;
}

function makeDecoder(): Decoder {
  const options: Options & { int64AsNumber: boolean } = {
    useRecords: false,
    mapsAsObjects: false,
    int64AsNumber: true,
  };
  return new Decoder(options);
}

function decodeWith(decoder: Decoder, bytes: Uint8Array): unknown {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new DumpError("invalid", "an item cannot be decoded");
  }
}
