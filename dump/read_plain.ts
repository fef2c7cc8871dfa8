/**
 * Opens a dump that is not compressed: bytes → header, tables, and a heap that is decoded when it is looked at.
 *
 * @module
 */
import { DumpError } from "./errors.ts";
import { orDumpError } from "./fault.ts";
import { FileBytes } from "./file_bytes.ts";
import { FORMAT_VERSION, type Header, type Tables } from "./format.ts";
import { HeapReader } from "./heap.ts";
import { countNodes, readOuter, readVersion } from "./outer.ts";
import { MAX_TABLES_COST, MAX_TOTAL_COST, type Pages } from "./scan.ts";
import { checkSection, decodeSection } from "./section.ts";
import { checkHeader, checkTables } from "./tables.ts";

export type { Pages } from "./scan.ts";

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
export const CHECKED_AT_ONCE = 16 * 1024 * 1024;

const RULES = { maps: true, tags: false, memory: MAX_TABLES_COST };

/** How a dump is read. */
export interface ReadPlainOptions {
  /**
   * Whether the bytes were compressed.
   *
   * @default {false}
   */
  readonly compressed?: boolean | undefined;
}

/**
 * Opens a dump that is not compressed, as `readDump()` does.
 *
 * @param bytes The file, or where it is when little of it will be looked at.
 * @throws {DumpError} If the bytes are no dump, or a damaged one, or one of a newer major version.
 */
export function readPlain(bytes: Uint8Array | Pages, { compressed = false }: ReadPlainOptions = {}): DumpFile {
  const file = new FileBytes(bytes);
  if (file.size === 0 && !compressed) throw new DumpError("empty", "the file is empty; take the dump anew");
  const version = readVersion(file, compressed);
  const newer = version[1] > FORMAT_VERSION[1];
  const outer = readOuter(file);
  const { shapes, chunks } = outer;
  if (file.size <= CHECKED_AT_ONCE) {
    for (const section of [shapes, ...chunks]) checkSection(file.part(section), section);
  }
  const nodes = countNodes(file, chunks);
  const decodedHeader = decodeSection(file.part(outer.header), outer.header, RULES);
  const header = orDumpError("header", outer.header.start, () => checkHeader(decodedHeader.item, newer));
  const decodedTables = decodeSection(file.part(outer.tables), outer.tables, RULES);
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
  return { version, compressed, bytes: file.size, notes, header, tables, heap };
}

function newerNote([major, minor]: DumpFile["version"]): string {
  return `The file is of format ${major}.${minor}, and this keeptrace knows ${FORMAT_VERSION.join(".")}: ` +
    "what it does not know is shown as omitted; update keeptrace to see it";
}
