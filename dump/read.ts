/**
 * Opens a dump: bytes → header, tables, and a heap that is decoded when it is looked at.
 *
 * @module
 */
import { decompress, isGzip } from "./decompress.ts";
import { DumpError } from "./errors.ts";
import { orDumpError } from "./fault.ts";
import { FORMAT_VERSION, type Header, type Tables } from "./format.ts";
import { HeapReader } from "./heap.ts";
import { countNodes, readOuter, readVersion } from "./outer.ts";
import { MAX_TOTAL_COST } from "./scan.ts";
import { checkSection, decodeSection } from "./section.ts";
import { checkHeader, checkTables } from "./tables.ts";

export { DumpError, type DumpErrorCode } from "./errors.ts";
export type { HeapNode, HeapReader } from "./heap.ts";

/** An opened dump. */
export interface DumpFile {
  /** Version of the format that the file was written by, `[major, minor]`. */
  readonly version: readonly [major: number, minor: number];
  /** Whether the file is compressed. */
  readonly compressed: boolean;
  /** Bytes of the file after decompression. */
  readonly bytes: number;
  /** What the reader has to say about the file, e.g. that a newer keeptrace wrote it. */
  readonly notes: readonly string[];
  readonly header: Header;
  readonly tables: Tables;
  /** The values. */
  readonly heap: HeapReader;
}

/**
 * Up to this size, all checksums of a file are compared when it is opened, which takes some 10 ms for 8 MiB: damage is
 * told at once. In a larger file, a part is checked when it is first looked at.
 */
const CHECKED_AT_ONCE = 16 * 1024 * 1024;

const RULES = { maps: true, tags: false };

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
  if (bytes.length === 0) throw new DumpError("empty", "the file is empty; take the dump anew");
  const compressed = isGzip(bytes);
  const expanded = compressed ? decompress(bytes) : bytes;
  const file = new Uint8Array(expanded.buffer, expanded.byteOffset, expanded.byteLength);

  const version = readVersion(file, compressed);
  const newer = version[1] > FORMAT_VERSION[1];
  const outer = readOuter(file);
  const { shapes, chunks } = outer;
  if (file.length <= CHECKED_AT_ONCE) { for (const section of [shapes, ...chunks]) checkSection(file, section); }

  const nodes = countNodes(file, chunks);
  const decodedHeader = decodeSection(file, outer.header, RULES);
  const header = orDumpError("header", outer.header.start, () => checkHeader(decodedHeader.item, newer));
  const decodedTables = decodeSection(file, outer.tables, RULES);
  const tables = orDumpError("tables", outer.tables.start, () => checkTables(decodedTables.item, nodes, newer));
  const context = {
    nodes,
    newer,
    classes: tables.classes.length,
    functions: tables.functions.length,
    scopes: tables.scopes.length,
  };
  const memory = MAX_TOTAL_COST - outer.cost - decodedTables.cost;
  const heap = new HeapReader({ file, shapes, chunks, context, memory });
  const notes = newer ? [newerNote(version)] : [];
  return { version, compressed, bytes: file.length, notes, header, tables, heap };
}

function newerNote([major, minor]: DumpFile["version"]): string {
  return `The file is of format ${major}.${minor}, and this keeptrace knows ${FORMAT_VERSION.join(".")}: ` +
    "what it does not know is shown as omitted; update keeptrace to see it";
}
