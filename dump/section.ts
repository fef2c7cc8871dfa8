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
 * @param bytes Those of the section.
 * @throws {DumpError} `corrupt` if they differ.
 */
export function checkSection(bytes: Uint8Array, { path, start, checksum }: Section): void {
  if (crc32InSteps(bytes) === checksum) return;
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
 * Checks, scans and decodes a section. Byte strings in it are views of the bytes. In the place of long arrays, if the
 * rules ask for them, stands null.
 *
 * @param bytes Those of the section, a view that nobody else has.
 * @throws {DumpError} If anything is wrong with it.
 */
export function decodeSection(bytes: Uint8Array, section: Section, rules: ScanRules): Decoded {
  const { path, start } = section;
  checkSection(bytes, section);
  try {
    const { end, cost } = scanItem(bytes, 0, bytes.length, rules);
    if (end < bytes.length) {
      throw new DumpError("invalid", "more than one item stands where one should", { offset: end });
    }
    const found = rules.long?.found ?? [];
    return { item: decodeScanned(found.length === 0 ? bytes : without(bytes, found)), cost };
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    throw new DumpError(error.code, error.found, { path, offset: start + (error.offset ?? 0) });
  }
}

/** The bytes of a section with null in the place of long arrays. */
function without(section: Uint8Array, found: readonly number[]): Uint8Array {
  let length = section.length;
  for (let at = 0; at < found.length; at += 3) length -= found[at + 2]! - found[at + 1]! - 1;
  const bytes = new Uint8Array(length);
  let to = 0;
  let from = 0;
  for (let at = 0; at < found.length; at += 3) {
    const before = section.subarray(from, found[at + 1]!);
    bytes.set(before, to);
    to += before.length;
    bytes[to++] = NULL;
    from = found[at + 2]!;
  }
  bytes.set(section.subarray(from), to);
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
