/**
 * A part of the file that is decoded on its own: the tables, the shapes, a heap chunk.
 *
 * @module
 */
import { Decoder, type Options } from "cbor-x/decode";
import { crc32InSteps } from "./crc32_in_steps.ts";
import { DumpError } from "./errors.ts";
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
  if (crc32InSteps(file.subarray(start, end)) === checksum) return;
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
 * Checks, scans and decodes a section. Byte strings in it are views of the file. In the place of long arrays, if the rules
 * ask for them, stands null.
 *
 * @throws {DumpError} If anything is wrong with it.
 */
export function decodeSection(file: Uint8Array, section: Section, rules: ScanRules): Decoded {
  const { path, start, end } = section;
  checkSection(file, section);
  try {
    const scanned = scanItem(file, start, end, rules);
    if (scanned.end === end) {
      const bytes = file.subarray(start, end);
      const found = rules.long?.found ?? [];
      return { item: decodeScanned(found.length === 0 ? bytes : without(file, start, end, found)), cost: scanned.cost };
    }
    throw new DumpError("invalid", "more than one item stands where one should", { offset: scanned.end });
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    throw new DumpError(error.code, error.found, { path, offset: error.offset ?? start });
  }
}

/** The bytes of a section with null in the place of long arrays. */
function without(file: Uint8Array, start: number, end: number, found: readonly number[]): Uint8Array {
  let length = end - start;
  for (let at = 0; at < found.length; at += 3) length -= found[at + 2]! - found[at + 1]! - 1;
  const bytes = new Uint8Array(length);
  let to = 0;
  let from = start;
  for (let at = 0; at < found.length; at += 3) {
    const before = file.subarray(from, found[at + 1]!);
    bytes.set(before, to);
    to += before.length;
    bytes[to++] = NULL;
    from = found[at + 2]!;
  }
  bytes.set(file.subarray(from, end), to);
  return bytes;
}

const NULL = 0xf6;

/**
 * Decodes an item that has been scanned: maps become `Map`, so that no key of the file is ever set on an object, and
 * byte strings views of the file. There are no tags in it, so neither the decoder's records, for which it makes code,
 * nor the program's own extensions come into play.
 *
 * @param bytes A view that nobody else has, for the decoder sets a property on it.
 * @throws {DumpError} `invalid` if the decoder refuses it all the same.
 */
export function decodeScanned(bytes: Uint8Array): unknown {
  const options: Options & { int64AsNumber: boolean } = {
    useRecords: false,
    mapsAsObjects: false,
    int64AsNumber: true,
  };
  try {
    return new Decoder(options).decode(bytes);
  } catch {
    throw new DumpError("invalid", "an item cannot be decoded");
  }
}
