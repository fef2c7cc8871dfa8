/**
 * Where a function stands in the source that a person reads.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import { indexOf } from "./safe.ts";

/** How many places of the same text are looked at. */
const MAX_PLACES = 100;

/**
 * Finds the text of a function in a source. Of several places the one is taken that contains `generated`, which some
 * engines put at the parameters rather than at the beginning.
 *
 * @returns Undefined when the source does not contain the text, as when it was transpiled, or when it is not clear which place is meant.
 */
export function sourcePosition(source: string, text: string, generated: Position): Position | undefined {
  const first = indexOf(source, text);
  if (first === -1) return undefined;
  const target = offsetOf(source, generated);
  let at = first;
  for (let places = 0; at !== -1 && places < MAX_PLACES; places++) {
    if (target !== undefined && target >= at && target < at + text.length) return positionAt(source, at, generated.url);
    at = indexOf(source, text, at + 1);
  }
  return indexOf(source, text, first + 1) === -1 ? positionAt(source, first, generated.url) : undefined;
}

function offsetOf(source: string, { line, column }: Position): number | undefined {
  let start = 0;
  for (let at = 1; at < line; at++) {
    start = indexOf(source, "\n", start) + 1;
    if (start === 0) return undefined;
  }
  return start + column - 1;
}

function positionAt(source: string, offset: number, url: string): Position {
  let line = 1;
  let start = 0;
  for (let next = indexOf(source, "\n"); next !== -1 && next < offset; next = indexOf(source, "\n", start)) {
    line++;
    start = next + 1;
  }
  return { url, line, column: offset - start + 1 };
}
