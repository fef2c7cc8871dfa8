/**
 * Reading a file that a dump names, without letting the dump choose which.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Where to look for the text of a source that is not in the dump. */
export interface SourceRoot {
  /** Folder that the reader named; nothing outside of it is opened. */
  readonly root: string;
  /** Folder that the program ran in, for a checkout that lies elsewhere now. */
  readonly cwd: string;
}

/** Largest source file that is read, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads the file that a source was, if it lies below the root and its SHA-256 is the recorded one. Paths are compared
 * before anything is opened, and again after links were followed. A checkout that lies elsewhere now is found by the
 * path from the program's working folder.
 *
 * @param url URL or path of the source, as recorded.
 * @param hash SHA-256 of its text, hexadecimal.
 */
export function readBelow(
  { root, cwd }: SourceRoot,
  url: string,
  hash: string,
): { readonly text: string } | { readonly why: string } {
  const path = pathOf(url);
  if (path === undefined) return { why: "it is no file" };
  const folder = resolve(root);
  const moved = isBelow(path, cwd) ? resolve(folder, relative(cwd, path)) : undefined;
  let why = `it does not lie below ${folder}`;
  for (const candidate of [path, moved]) {
    if (candidate === undefined || !isBelow(candidate, folder)) continue;
    const text = readRegular(candidate, folder);
    if (text === undefined) {
      why = `there is no such file below ${folder}`;
    } else if (createHash("sha256").update(text).digest("hex") !== hash.toLowerCase()) {
      why = `the file below ${folder} is another version`;
    } else {
      return { text };
    }
  }
  return { why };
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

/** The text of a regular file whose real path lies below the real folder; undefined when there is none. */
function readRegular(path: string, folder: string): string | undefined {
  let file: number | undefined;
  try {
    const real = realpathSync(path);
    if (!isBelow(real, realpathSync(folder))) return undefined;
    // Without waiting, should somebody have put a pipe there.
    file = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    const { size } = fstatSync(file);
    if (!fstatSync(file).isFile() || size > MAX_BYTES) return undefined;
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
