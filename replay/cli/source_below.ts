/**
 * Sources that a log names, as they are now.
 *
 * @module
 */
import { join } from "node:path";
import { pathsBelow, readFileBelow } from "../frames/files_below.ts";

/** Folders at the beginning of a path that may differ in a checkout. */
const MOST = 12;

/**
 * The text of a source below a folder: at its own path, or, for a checkout that lies elsewhere, at the longest end of
 * its path that there is. Nothing outside of the folder is opened.
 */
export function sourceBelow(root: string, url: string): string | undefined {
  for (const path of pathsBelow({ root, cwd: root }, url)) {
    const file = readFileBelow(path, root);
    if (file !== undefined) return file.text;
  }
  const parts = pathOf(url).split(/[\\/]/).filter((part) => part !== "" && part !== "." && part !== "..");
  for (let from = 0; from < Math.min(parts.length, MOST); from++) {
    const file = readFileBelow(join(root, ...parts.slice(from)), root);
    if (file !== undefined) return file.text;
  }
  return undefined;
}

function pathOf(url: string): string {
  if (!/^[a-z][a-z\d+.-]+:\/\//.test(url)) return url;
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return "";
  }
}
