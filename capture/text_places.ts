/**
 * Places in a text: by line and column, and by how many UTF-16 units stand before.
 *
 * @module
 */
import type { Position } from "../dump/format.ts";
import { indexOf } from "./describe/safe.ts";

/** The offset of a position; undefined when the text has no such line. */
export function offsetOf(text: string, { line, column }: Position): number | undefined {
  let start = 0;
  for (let at = 1; at < line; at++) {
    start = indexOf(text, "\n", start) + 1;
    if (start === 0) return undefined;
  }
  return start + column - 1;
}

/** The position of an offset of the text of `url`. */
export function positionAt(text: string, offset: number, url: string): Position {
  let line = 1;
  let start = 0;
  for (let next = indexOf(text, "\n"); next !== -1 && next < offset; next = indexOf(text, "\n", start)) {
    line++;
    start = next + 1;
  }
  return { url, line, column: offset - start + 1 };
}
