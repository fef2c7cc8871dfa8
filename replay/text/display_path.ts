/**
 * How a place in a source is shown.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";

/** The path of a `file:` URL; anything else as it is. */
export function toPath(url: string): string {
  if (!url.startsWith("file://")) return url;
  const path = url.slice("file://".length);
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // Not an encoded path after all.
  }
  return /^\/[A-Za-z]:[\\/]/.test(decoded) ? decoded.slice(1) : decoded;
}

/** The path relative to the folder that the program ran in, when it is below it. Not escaped. */
export function displayPath(url: string, cwd: string): string {
  const path = toPath(url);
  const base = cwd.replace(/[\\/]+$/, "");
  if (base === "" || !path.startsWith(base)) return path;
  const rest = path.slice(base.length);
  return /^[\\/]./.test(rest) ? rest.slice(1) : path;
}

/** UTF-16 units of a URL that are looked at: no line shows more of it. */
const LONGEST = 4000;

/** `file:line:column`, relative to the folder that the program ran in; of a very long URL the end. Not escaped. */
export function displayPosition({ url, line, column }: Position, cwd: string): string {
  const path = url.length <= LONGEST ? displayPath(url, cwd) : `…${url.slice(-LONGEST)}`;
  return `${path}:${line}:${column}`;
}

/** A call of a trace, `at f (URL:line)`, with the URL as the path that is shown of it. Not escaped. */
export function displayCall(call: string, cwd: string): string {
  return call.replace(/file:\/\/[^\s()]+(?=:\d+\)?$)/, (url) => displayPath(url, cwd));
}
