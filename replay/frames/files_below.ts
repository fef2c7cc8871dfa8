/**
 * Files that a dump names, without letting the dump choose which: only regular ones below a folder that the reader
 * named.
 *
 * @module
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Where to look for a file that the program had. */
export interface SourceRoot {
  /** Folder that the reader named; nothing outside of it is opened. */
  readonly root: string;
  /** Folder that the program ran in, for a checkout that lies elsewhere now. */
  readonly cwd: string;
}

/** A file that was read. */
export interface FileBelow {
  /** Its real path. */
  readonly path: string;
  readonly text: string;
}

/** Largest file that is read, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Where below the root the file of a recorded URL may lie: at its own path, or, for a checkout that lies elsewhere now,
 * at the same path from the root as from the program's working folder.
 *
 * @returns No path when it is no file, or lies outside of the root.
 */
export function pathsBelow({ root, cwd }: SourceRoot, url: string): readonly string[] {
  const path = pathOf(url);
  if (path === undefined) return [];
  const folder = resolve(root);
  const moved = isBelow(path, cwd) ? [resolve(folder, relative(cwd, path))] : [];
  return [...new Set([path, ...moved])].filter((candidate) => isBelow(candidate, folder));
}

/**
 * Reads a regular file. Paths are compared before anything is opened, and again after links were followed.
 *
 * @returns Undefined when there is none, or its real path lies outside of the real root, or it is too large.
 */
export function readFileBelow(path: string, root: string): FileBelow | undefined {
  let file: number | undefined;
  try {
    if (!isBelow(resolve(path), resolve(root))) return undefined;
    const real = realpathSync(path);
    if (!isBelow(real, realpathSync(root))) return undefined;
    // Without waiting, should somebody have put a pipe there.
    file = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    const { size } = fstatSync(file);
    if (!fstatSync(file).isFile() || size > MAX_BYTES) return undefined;
    return { path: real, text: readFileSync(file, "utf8") };
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The local path of a URL or path; undefined when it is neither. */
function pathOf(url: string): string | undefined {
  try {
    const path = url.startsWith("file:") ? fileURLToPath(url) : url;
    return isAbsolute(path) && !path.includes("\0") ? resolve(path) : undefined;
  } catch {
    return undefined;
  }
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
