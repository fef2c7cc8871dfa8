/**
 * The outermost map of a file: its version, its header, and where its parts lie.
 *
 * @module
 */
import { isCount } from "./decode_slot.ts";
import { DumpError } from "./errors.ts";
import { FORMAT_VERSION, HEAP_CHUNK, MAGIC } from "./format.ts";
import { readHead, TRUNCATED } from "./head.ts";
import { decodeScanned, type Section } from "./section.ts";
import { scanItem } from "./scan.ts";
import { sniff } from "./sniff.ts";

/** A format version and the offset of what follows it. */
export interface FileVersion {
  /** `[major, minor]`. */
  readonly version: readonly [major: number, minor: number];
  /** Offset of the key after the version. */
  readonly next: number;
}

/** The parts of a file. */
export interface Outer {
  /** How much memory the map takes, in bytes, at most. */
  readonly cost: number;
  /** What CBOR gave for the header. */
  readonly headerItem: unknown;
  readonly header: Section;
  readonly tables: Section;
  readonly shapes: Section;
  readonly chunks: readonly Section[];
}

const RULES = { maps: true, tags: true };

/**
 * Reads the version, which comes first in every version of the format.
 *
 * @param compressed Whether the file was compressed, for the message.
 * @throws {DumpError} `not-a-dump`, `truncated`, or `version` if a newer major version wrote it.
 */
export function readVersion(file: Uint8Array, compressed: boolean): FileVersion {
  MAGIC.forEach((byte, at) => {
    if (file[at] === byte) return;
    if (at > 0 && at === file.length) throw new DumpError("truncated", TRUNCATED, { offset: at });
    throw notADump(`${compressed ? "a gzip file of " : ""}${sniff(file)}`);
  });
  const map = readHead(file, MAGIC.length);
  const key = map.major === 5 ? readHead(file, map.next) : undefined;
  if (key === undefined || key.major !== 3) throw notADump(OTHER_CBOR);
  const version = keyIs(file, key.next, key.argument, "keeptrace")
    ? readHead(file, key.next + key.argument)
    : undefined;
  if (version === undefined) throw notADump(OTHER_CBOR);
  const major = readHead(file, version.next);
  const minor = readHead(file, major.next);
  if (version.major !== 4 || version.argument !== 2 || major.major !== 0 || minor.major !== 0 || major.argument < 1) {
    throw new DumpError("invalid", "its version is not two numbers", { path: "keeptrace", offset: version.next });
  }
  if (major.argument > FORMAT_VERSION[0]) {
    throw new DumpError(
      "version",
      `it was written by format ${major.argument}; this keeptrace reads up to ${FORMAT_VERSION[0]}: update keeptrace`,
    );
  }
  return { version: [major.argument, minor.argument], next: minor.next };
}

const OTHER_CBOR = "a CBOR file of another program";

function notADump(what: string): DumpError {
  return new DumpError("not-a-dump", `this is ${what}, not a dump; name a file that keeptrace wrote`);
}

function keyIs(file: Uint8Array, start: number, length: number, name: string): boolean {
  if (start + length > file.length && length === name.length) {
    throw new DumpError("truncated", TRUNCATED, { offset: start });
  }
  if (length !== name.length) return false;
  for (let at = 0; at < length; at++) if (file[start + at] !== name.charCodeAt(at)) return false;
  return true;
}

/**
 * Reads the outermost map. Touches no byte inside of the tables, the shapes and the heap.
 *
 * @param next Offset of the key after the version.
 * @throws {DumpError} If it is cut off, or not what a dump has.
 */
export function readOuter(file: Uint8Array, next: number): Outer {
  const { end, cost } = scanItem(file, 0, file.length, RULES);
  if (end < file.length) {
    throw new DumpError("invalid", `${file.length - end} bytes follow the dump; cut them off, or copy it again`, {
      offset: end,
    });
  }
  const outer = decodeScanned(file, 0, end) as ReadonlyMap<string, unknown>;
  const heap = outer.get("heap");
  const check = outer.get("check");
  if (!Array.isArray(heap)) throw new DumpError("invalid", "it has no list of heap chunks", { path: "heap" });
  if (!Array.isArray(check) || check.length < heap.length + 3) {
    throw new DumpError("invalid", "it has not one checksum a part", { path: "check" });
  }
  const section = (item: unknown, path: string, checksum: unknown): Section => {
    if (!isEncodedItem(item)) throw new DumpError("invalid", "a part is not an encoded item", { path });
    if (!isCount(checksum)) throw new DumpError("invalid", "a checksum is no number", { path });
    const start = item.value.byteOffset - file.byteOffset;
    return { path, start, end: start + item.value.length, checksum };
  };
  return {
    cost,
    ...readHeader(file, next, check[0]),
    headerItem: outer.get("header"),
    tables: section(outer.get("tables"), "tables", check[1]),
    shapes: section(outer.get("shapes"), "shapes", check[2]),
    chunks: heap.map((chunk, at) => section(chunk, `heap[${at}]`, check[at + 3])),
  };
}

/** Whether an item is a byte string with tag 24; the scan let that tag stand before nothing else. */
function isEncodedItem(item: unknown): item is { readonly value: Uint8Array } {
  return typeof item === "object" && item !== null && "value" in item && item.value instanceof Uint8Array;
}

/** Finds the bytes of the header, which follows the version. */
function readHeader(file: Uint8Array, next: number, checksum: unknown): { header: Section } {
  const key = readHead(file, next);
  const path = "header";
  if (key.major !== 3 || !keyIs(file, key.next, key.argument, path) || !isCount(checksum)) {
    throw new DumpError("invalid", "the header does not follow the version, or has no checksum", {
      path,
      offset: next,
    });
  }
  const start = key.next + key.argument;
  return { header: { path, start, end: scanItem(file, start, file.length, RULES).end, checksum } };
}

/**
 * Counts the nodes of the heap by its number of chunks and by how the last one begins.
 *
 * @throws {DumpError} `invalid` if that is not how a chunk begins.
 */
export function countNodes(file: Uint8Array, chunks: readonly Section[]): number {
  const last = chunks.at(-1);
  if (last === undefined) return 0;
  const { path, start, end } = last;
  const bytes = file.subarray(start, end);
  const invalid = new DumpError("invalid", "the last heap chunk is none", { path, offset: start });
  try {
    const chunk = readHead(bytes, 0);
    const next = readHead(bytes, chunk.next);
    const nodes = readHead(bytes, next.next);
    const count = nodes.argument;
    if (chunk.major === 4 && next.major === 0 && nodes.major === 4 && count > 0 && count <= HEAP_CHUNK) {
      return (chunks.length - 1) * HEAP_CHUNK + count;
    }
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
  }
  throw invalid;
}
