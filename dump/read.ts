/**
 * Opens a dump, plain or compressed.
 *
 * @module
 */
import { decompress } from "./decompress.ts";
import { isGzip } from "./is_gzip.ts";
import { type DumpFile, readPlain } from "./read_plain.ts";

export { DumpError, type DumpErrorCode } from "./errors.ts";
export type { HeapNode, HeapReader } from "./heap.ts";
export type { DumpFile } from "./read_plain.ts";

/**
 * Opens a dump, plain or compressed by gzip.
 *
 * Decodes the header and the tables, and checks every field, index and reference in them. The heap is neither copied
 * nor decoded: its nodes are when they are looked at. `bytes` must not change while the dump is in use. Nothing in a
 * file is run, and no bytes, whatever they are, throw anything but a {@linkcode DumpError}.
 *
 * @throws {DumpError} If the bytes are no dump, or a damaged one, or one of a newer major version.
 * @throws {TypeError} If `bytes` is no Uint8Array.
 */
export function readDump(bytes: Uint8Array): DumpFile {
  if (!(bytes instanceof Uint8Array)) throw new TypeError("Cannot read the dump: its bytes are not a Uint8Array");
  return isGzip(bytes) ? readPlain(decompress(bytes), { compressed: true }) : readPlain(bytes);
}
