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
 * @throws {DumpError} `corrupt` if they differ.
 */
export function checkSection(file: Uint8Array, { path, start, end, checksum }: Section): void {
  if (quickCrc32(file.subarray(start, end)) === checksum) return;
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
 * Checks, scans and decodes a section. Byte strings in it are views of the file.
 *
 * @throws {DumpError} If anything is wrong with it.
 */
export function decodeSection(file: Uint8Array, section: Section, rules: ScanRules): Decoded {
  const { start, end } = section;
  checkSection(file, section);
  return inSection(section, () => {
    const { end: last, cost } = scanItem(file, start, end, rules);
    checkEnd(section, last);
    return { item: decodeScanned(file.subarray(start, end)), cost };
  });
}

/**
 * Reads in a section, and says where it is of what is wrong there.
 *
 * @throws {DumpError} As `read` does.
 */
export function inSection<T>({ path, start }: Section, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    throw new DumpError(error.code, error.found, { path, offset: error.offset ?? start });
  }
}

/**
 * Checks where the item of a section ends.
 *
 * @throws {DumpError} If that is not the end of the section.
 */
export function checkEnd({ end }: Section, last: number): void {
  if (last !== end) throw new DumpError("invalid", "more than one item stands where one should", { offset: last });
}

/**
 * Decodes an item that has been scanned: maps become `Map`, so that no key of the file is ever set on an object, and
 * byte strings views of the file. There are no tags in it, so neither the decoder's records, for which it makes code,
 * nor the program's own extensions come into play.
 *
 * @param bytes A view that nobody else has, for the decoder sets a property on it.
 * @throws {DumpError} `invalid` if the decoder refuses it all the same.
 */
export function decodeScanned(bytes: Uint8Array): unknown {
  return decodeWith(makeDecoder(), bytes);
}

/** Decodes the scanned items between these offsets of a file, as {@linkcode decodeScanned} does one. */
export function decodeEachScanned(file: Uint8Array, edges: readonly number[]): unknown[] {
  const decoder = makeDecoder();
  const items: unknown[] = [];
  for (let at = 1; at < edges.length; at++) items.push(decodeWith(decoder, file.subarray(edges[at - 1], edges[at])));
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
