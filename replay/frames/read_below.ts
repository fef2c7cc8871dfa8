/**
 * Reading the source that a dump names, if the file is still the same.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { pathsBelow, readFileBelow, type SourceRoot } from "./files_below.ts";
import type { ReadSource } from "./source.ts";

/** Reads files below a root, each if its SHA-256 is the recorded one. */
export function readBelow(where: SourceRoot): ReadSource {
  return (url, hash) => {
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
  };
}
