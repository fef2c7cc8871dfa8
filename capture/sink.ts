/**
 * Where dumps go: names, write-then-rename, caps.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Our own files in a folder of dumps; nothing else there is ever touched. */
const DUMP_NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-[\w.$-]+-[0-9a-f]{8}\.cbor(?:\.gz)?$/;
const TEMPORARY_NAME = /^\.keeptrace-[0-9a-f]{16}\.tmp$/;
/** Milliseconds after which nobody writes a temporary file any more. */
const STALE_MS = 3_600_000;

/**
 * Writes the bytes of a dump into a folder: a whole file or none, mode 0600, never through a link. The folder is made
 * (mode 0700) when it is not there.
 *
 * @returns The absolute path of the file, e.g. `…/2026-01-31T12-00-00.000Z-TypeError-0f3a9c21.cbor`.
 * @throws {Error} If the folder cannot be made or written, or is a link that belongs to another user.
 */
export function writeDumpFile(
  bytes: Uint8Array,
  { dir, errorName, compressed, maxDumps }: {
    readonly dir: string;
    readonly errorName: string;
    readonly compressed: boolean;
    readonly maxDumps: number;
  },
): string {
  const folder = resolve(dir);
  makeFolder(folder);
  refuseForeignLink(folder);
  const time = new Date().toISOString().replaceAll(":", "-");
  const name = errorName.replace(/[^\w$]+/g, "_").slice(0, 60) || "Error";
  const path = join(folder, `${time}-${name}-${randomBytes(4).toString("hex")}.cbor${compressed ? ".gz" : ""}`);
  const temporary = join(folder, `.keeptrace-${randomBytes(8).toString("hex")}.tmp`);
  try {
    writeWhole(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
  tidyUp(folder, maxDumps);
  return path;
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const { O_WRONLY, O_CREAT, O_EXCL } = constants;
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | (constants.O_NOFOLLOW ?? 0), 0o600);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    flush(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a folder and those above it. Node's own way of it does not end where a file system refuses folders, as /proc. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (existsSync(folder)) return;
    const above = dirname(folder);
    if ((error as { code?: string }).code !== "ENOENT" || existsSync(above)) throw error;
    makeFolder(above);
    makeFolder(folder);
  }
}

/** Waits until a file is on the disk. Node's permission model allows that to nobody. */
function flush(file: number): void {
  try {
    fsyncSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_ACCESS_DENIED") throw error;
  }
}

/** A link in a shared folder such as /tmp may have been planted by somebody else. */
function refuseForeignLink(folder: string): void {
  const stat = lstatSync(folder);
  if (stat.isSymbolicLink() && process.getuid !== undefined && stat.uid !== process.getuid()) {
    throw new Error(`Cannot write a dump: ${folder} is a link that belongs to another user`);
  }
}

/** Drops the oldest dumps beyond the cap, and what processes left behind that were killed while they wrote. */
function tidyUp(folder: string, maxDumps: number): void {
  try {
    const names = readdirSync(folder);
    const dumps = names.filter((name) => DUMP_NAME.test(name)).sort();
    for (const name of dumps.slice(0, Math.max(0, dumps.length - maxDumps))) removeQuietly(join(folder, name));
    for (const name of names.filter((name) => TEMPORARY_NAME.test(name))) {
      const path = join(folder, name);
      if (Date.now() - lstatSync(path).mtimeMs > STALE_MS) removeQuietly(path);
    }
  } catch {
    // The dump is written; tidying up can wait for the next one.
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is not there, which is what was wanted.
  }
}
