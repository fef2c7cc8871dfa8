/**
 * Reading the source that a dump names, if the file is still the same.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { pathsBelow, readFileBelow, type SourceRoot } from "./files_below.ts";

/**
 * Reads the file that a source was, if it lies below the root and its SHA-256 is the recorded one.
 *
 * @param url URL or path of the source, as recorded.
 * @param hash SHA-256 of its text, hexadecimal.
 */
export function readBelow(
  where: SourceRoot,
  url: string,
  hash: string,
): { readonly text: string } | { readonly why: string } {
  const folder = resolve(where.root);
  let why = `it does not lie below ${folder}`;
  for (const path of pathsBelow(where, url)) {
    const file = readFileBelow(path, folder);
    if (file === undefined) {
      why = `there is no such file below ${folder}`;
    } else if (createHash("sha256").update(file.text).digest("hex") !== hash.toLowerCase()) {
      why = `the file below ${folder} is another version`;
    } else {
      return { text: file.text };
    }
  }
  return { why };
}
