/**
 * Dump files on this machine.
 *
 * @module
 */
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { MAGIC } from "../../dump/format.ts";
import { isGzip } from "../../dump/is_gzip.ts";
import { CHECKED_AT_ONCE, type DumpFile, readPlain } from "../../dump/read_plain.ts";
import { Gathered } from "./gathered.ts";
import { PagedFile } from "./paged_file.ts";
import { ProgramError } from "./program_error.ts";

/** A file that looks like a dump. */
export interface DumpPath {
  readonly path: string;
  /** When it was written, milliseconds since 1970. */
  readonly time: number;
}

/**
 * Reads a dump file.
 *
 * @throws {ProgramError} If there is none, or it is a folder, or it may not be read.
 */
export function readDumpFile(path: string): Uint8Array {
  try {
    const stats = statSync(path);
    return stats.isFile() || stats.isDirectory() ? readFileSync(path) : readDevice(path);
  } catch (error) {
    if (error instanceof ProgramError) throw error;
    throw new ProgramError(describe(path, error));
  }
}

/**
 * Reads a file from its beginning whenever it is gone through, piece by piece: each is overwritten by the next.
 *
 * @throws {ProgramError} If there is none, or it is a folder, or it may not be read.
 */
export function filePieces(path: string): Iterable<Uint8Array> {
  try {
    const stats = statSync(path);
    if (!stats.isFile() && !stats.isDirectory()) return gatherDevice(path).pieces;
    closeSync(openSync(path, "r"));
    if (stats.isDirectory()) throw new ProgramError(describeFolder(path));
    return { [Symbol.iterator]: () => readPieces(path, stats.size) };
  } catch (error) {
    if (error instanceof ProgramError) throw error;
    throw new ProgramError(describe(path, error));
  }
}

/** Reads so many bytes, whatever is appended meanwhile. */
function* readPieces(path: string, size: number): Generator<Uint8Array> {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(STEP);
    for (let at = 0; at < size;) {
      const count = readSync(file, bytes, 0, Math.min(STEP, size - at), at);
      if (count === 0) return;
      yield bytes.subarray(0, count);
      at += count;
    }
  } finally {
    closeSync(file);
  }
}

/** Bytes that are read at a time. */
const STEP = 1024 * 1024;

/** Reads a pipe or a device, which may have no end. */
function readDevice(path: string): Uint8Array {
  return gatherDevice(path).bytes;
}

function gatherDevice(path: string): Gathered {
  const file = openSync(path, "r");
  try {
    const gathered = new Gathered(path);
    for (;;) {
      const bytes = new Uint8Array(STEP);
      const count = readSync(file, bytes, 0, STEP, null);
      if (count === 0) return gathered;
      gathered.add(count === STEP ? bytes : bytes.slice(0, count));
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Opens a dump file. Of a large one, the parts that are looked at are read when they are.
 *
 * @param opened Is called with a file that stays open.
 * @throws {ProgramError} If there is none, or it is a folder, or it may not be read.
 * @throws {DumpError} If it is no dump, or a damaged one.
 */
export async function openDumpFile(path: string, opened: (file: PagedFile) => void): Promise<DumpFile> {
  const pages = openLarge(path);
  if (pages === undefined) return await readDumpBytes(readDumpFile(path));
  opened(pages);
  return readPlain(pages);
}

/** Reads a dump from bytes; what expands compressed ones is loaded when there are some. */
export async function readDumpBytes(bytes: Uint8Array): Promise<DumpFile> {
  return isGzip(bytes) ? (await import("../../dump/read.ts")).readDump(bytes) : readPlain(bytes);
}

/** Bytes of a compressed file at most: it expands to 48 MiB at most, and what cannot be compressed grows little. */
const LARGEST_COMPRESSED = 64 * 1024 * 1024;

/** A large plain file; undefined for any other, and for pipes and the like, whose bytes come once. */
function openLarge(path: string): PagedFile | undefined {
  try {
    const { size } = statSync(path);
    if (size <= CHECKED_AT_ONCE || !statSync(path).isFile()) return undefined;
    const file = openSync(path, "r");
    const pages = new PagedFile(file, fstatSync(file).size);
    if (!isGzip(pages.head(0))) return pages;
    closeSync(file);
    if (size <= LARGEST_COMPRESSED) return undefined;
    throw new ProgramError(`${path}: it is compressed, and too large to be a dump`);
  } catch (error) {
    if (error instanceof ProgramError) throw error;
    throw new ProgramError(describe(path, error));
  }
}

/** Dumps of a folder that are found: the newest. */
const MOST_DUMPS = 1000;

/** The dumps in a folder. */
export interface FolderDumps {
  /** Newest first. */
  readonly dumps: readonly DumpPath[];
  /** How many older files were not looked at. */
  readonly older: number;
}

/**
 * Finds the dumps in a folder: files that begin as a dump does. Of very many, the newest.
 *
 * @throws {ProgramError} If the folder cannot be read.
 */
export function dumpsIn(folder: string): FolderDumps {
  try {
    const files = readdirSync(folder)
      .filter((name) => /\.cbor(?:\.gz)?$/.test(name))
      .map((name) => join(folder, name))
      .flatMap((path): DumpPath[] => {
        const stats = statOf(path);
        return stats?.isFile() === true ? [{ path, time: stats.mtimeMs }] : [];
      })
      .sort((a, b) => b.time - a.time || (a.path < b.path ? 1 : -1));
    const dumps: DumpPath[] = [];
    let at = 0;
    for (; at < files.length && dumps.length < MOST_DUMPS; at++) {
      if (beginsAsDump(files[at]!.path)) dumps.push(files[at]!);
    }
    return { dumps, older: files.length - at };
  } catch (error) {
    throw new ProgramError(describe(folder, error));
  }
}

/** What the system says of a path; undefined for what is not there any more, links in a circle, and the like. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Whether a path names a folder that this process may look at. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false; // Reading it says why.
  }
}

function beginsAsDump(path: string): boolean {
  let file: number | undefined;
  try {
    if (!statSync(path).isFile()) return false;
    file = openSync(path, "r");
    const start = new Uint8Array(3);
    if (!fstatSync(file).isFile() || readSync(file, start, 0, 3, 0) < 3) return false;
    return MAGIC.every((byte, index) => start[index] === byte) || (start[0] === 0x1f && start[1] === 0x8b);
  } catch {
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Why a file cannot be read, and what to type. */
function describe(path: string, error: unknown): string {
  if (isFolder(path)) return describeFolder(path);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return `${path}: there is no such file; check the path, or type keeptrace-repl ls FOLDER to list dumps`;
  }
  if (code === "ERR_ACCESS_DENIED" || (error instanceof Error && error.name === "NotCapable")) {
    return `${path}: this process has no permission to read it; start it with --allow-read=${path} on Deno, ` +
      `--allow-fs-read=${path} on Node`;
  }
  if (code === "EACCES" || code === "EPERM") return `${path}: it may not be read; check its owner and its mode`;
  return `${path}: it cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

function describeFolder(path: string): string {
  const { dumps } = dumpsIn(path);
  const [newest] = dumps;
  if (newest === undefined) return `${path}: it is a folder, and there is no dump in it; type the path of a .cbor file`;
  const many = dumps.length === 1 ? "one dump" : `${dumps.length} dumps`;
  return `${path}: it is a folder with ${many} in it; type keeptrace-repl ${newest.path}` +
    (dumps.length === 1 ? "" : ` for the newest, keeptrace-repl ls ${path} for a list`);
}
