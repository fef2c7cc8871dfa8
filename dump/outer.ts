/**
 * The outermost map of a file: its version, its header, and where its parts lie.
 *
 * @module
 */
import { DumpError } from "./errors.ts";
import { FORMAT_VERSION, HEAP_CHUNK, MAGIC } from "./format.ts";
import { type Head, readHead, TRUNCATED } from "./head.ts";
import type { FileBytes, Range } from "./file_bytes.ts";
import type { Section } from "./section.ts";
import { MAX_HEAD, MAX_OUTER_COST, type Places, scanItem } from "./scan.ts";
import { sniff } from "./sniff.ts";

/** The parts of a file. */
export interface Outer {
  /** How much memory the map takes, in bytes, at most. */
  readonly cost: number;
  readonly header: Section;
  readonly tables: Section;
  readonly shapes: Section;
  readonly chunks: readonly Section[];
}

const RULES = { maps: true, tags: true, memory: MAX_OUTER_COST };

/** Bytes in which the version stands, and by which one tells what a file is that is no dump. */
const START = 512;

/** A file, and where things are in it. */
interface Source {
  readonly file: FileBytes;
  readonly places: Places;
}

/**
 * Reads the version, which comes first in every version of the format.
 *
 * @param compressed Whether the file was compressed, for the message.
 * @throws {DumpError} `not-a-dump`, `truncated`, or `version` if a newer major version wrote it.
 */
export function readVersion(bytes: FileBytes, compressed: boolean): readonly [major: number, minor: number] {
  const file = bytes.part({ start: 0, end: START });
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
  return [major.argument, minor.argument];
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
 * @throws {DumpError} If it is cut off, or not what a dump has.
 */
export function readOuter(file: FileBytes): Outer {
  const places: Places = { edges: [], parts: [] };
  const source = { file, places };
  const { end, cost } = scanItem(file.whole, 0, file.size, { ...RULES, pages: file.pages, places });
  if (end < file.size) {
    throw new DumpError("invalid", `${file.size - end} bytes follow the dump; cut them off, or copy it again`, {
      offset: end,
    });
  }
  const values = findValues(source);
  const check = readChecksums(source, arrayAt(source, values, "check"));
  const heap = arrayAt(source, values, "heap");
  if (check.length < heap.length + 3) {
    throw new DumpError("invalid", "it has not one checksum a part", { path: "check" });
  }
  const chunks: Section[] = [];
  let part = places.parts.indexOf(heap.start);
  for (let at = heap.start; chunks.length < heap.length; at = chunks.at(-1)!.end, part += 3) {
    chunks.push(encodedItem(source, at, `heap[${chunks.length}]`, check[chunks.length + 3]!, part));
  }
  return {
    cost,
    header: { path: "header", ...valueOf(values, "header"), checksum: check[0]! },
    tables: encodedItem(source, valueOf(values, "tables").start, "tables", check[1]!),
    shapes: encodedItem(source, valueOf(values, "shapes").start, "shapes", check[2]!),
    chunks,
  };
}

/** Finds the values of the outermost map, by their keys. */
function findValues(source: Source): ReadonlyMap<string, Range> {
  const values = new Map<string, Range>();
  const { file, places: { edges } } = source;
  const map = headAt(source, MAGIC.length);
  let at = map.next;
  for (let entry = 0; entry < map.argument; entry++) {
    const key = headAt(source, at);
    const start = edges[2 * entry]!;
    const end = edges[2 * entry + 1]!;
    values.set(String.fromCharCode(...file.part({ start: key.next, end: start })), { start, end });
    at = end;
    if (entry === 1 && !values.has("header")) {
      throw new DumpError("invalid", "the header does not follow the version", { path: "header", offset: key.next });
    }
  }
  return values;
}

function headAt({ file: { whole, pages } }: Source, offset: number): Head {
  if (pages === undefined) return readHead(whole, offset);
  const { major, argument, next } = readHead(pages.head(offset), 0);
  return { major, argument, next: offset + next };
}

function valueOf(values: ReadonlyMap<string, Range>, key: string): Range {
  const value = values.get(key);
  if (value === undefined) throw new DumpError("invalid", "a field is missing", { path: key });
  return value;
}

/** An array: where its first item starts, and how many it has. */
interface Items {
  readonly start: number;
  readonly length: number;
}

function arrayAt(source: Source, values: ReadonlyMap<string, Range>, key: string): Items {
  const { start } = valueOf(values, key);
  const array = headAt(source, start);
  if (array.major !== 4) throw new DumpError("invalid", "a list is none", { path: key, offset: start });
  return { start: array.next, length: array.argument };
}

function readChecksums(source: Source, { start, length }: Items): number[] {
  const checksums: number[] = [];
  for (let at = start; checksums.length < length;) {
    const { major, argument, next } = headAt(source, at);
    if (major !== 0) throw new DumpError("invalid", "a checksum is no number", { path: "check", offset: at });
    checksums.push(argument);
    at = next;
  }
  return checksums;
}

/**
 * The part inside of a byte string with tag 24.
 *
 * @param at Where it is among the places, if it is one.
 */
function encodedItem(
  { places: { parts } }: Source,
  offset: number,
  path: string,
  checksum: number,
  at = parts.indexOf(offset),
): Section {
  if (parts[at] !== offset || at % 3 !== 0) {
    throw new DumpError("invalid", "a part is not an encoded item", { path, offset });
  }
  return { path, start: parts[at + 1]!, end: parts[at + 2]!, checksum };
}

/**
 * Counts the nodes of the heap by its number of chunks and by how the last one begins.
 *
 * @throws {DumpError} `invalid` if that is not how a chunk begins.
 */
export function countNodes(file: FileBytes, chunks: readonly Section[]): number {
  const last = chunks.at(-1);
  if (last === undefined) return 0;
  const { path, start, end } = last;
  const bytes = file.part({ start, end: Math.min(end, start + 3 * MAX_HEAD) });
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
  throw new DumpError("invalid", "the last heap chunk is none", { path, offset: start });
}
