/**
 * Where a function stands in the source that a person reads.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import { offsetOf, positionAt } from "../text_places.ts";
import { codeUnit, exec, indexOf } from "./safe.ts";

/** How many places of the same text are looked at. */
const MAX_PLACES = 100;

/**
 * Finds the text of a function in a source. Of several places the one is taken that contains `generated`, which some
 * engines put at the parameters rather than at the beginning. The source may have types where the text has blanks: that
 * is what Node makes of TypeScript.
 *
 * @returns Undefined when the source does not contain the text, as when it was transpiled, or when it is not clear which place is meant.
 */
export function sourcePosition(source: string, text: string, generated: Position): Position | undefined {
  const first = indexOf(source, text);
  const target = offsetOf(source, generated);
  if (first === -1) return target === undefined ? undefined : erasedPosition(source, text, target, generated.url);
  let at = first;
  for (let places = 0; at !== -1 && places < MAX_PLACES; places++) {
    if (target !== undefined && target >= at && target < at + text.length) return positionAt(source, at, generated.url);
    at = indexOf(source, text, at + 1);
  }
  return indexOf(source, text, first + 1) === -1 ? positionAt(source, first, generated.url) : undefined;
}

/** Finds a text of which types were taken out, with all else left at its place, around an offset. */
function erasedPosition(source: string, text: string, target: number, url: string): Position | undefined {
  const head = exec(/^\S+/, text)?.[0] ?? text;
  let at = indexOf(source, head, target < text.length ? 0 : target - text.length + 1);
  for (let places = 0; at !== -1 && at <= target && places < MAX_PLACES; places++) {
    if (isErasure(source, text, at)) return positionAt(source, at, url);
    at = indexOf(source, head, at + 1);
  }
  return undefined;
}

/** Whether a text is that of a source at an offset, but for blanks, and semicolons that keep statements apart. */
function isErasure(source: string, text: string, offset: number): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = codeUnit(text, at);
    if (unit === codeUnit(source, offset + at)) continue;
    // A space of as many bytes as what was there: of one, of two, of three.
    if (unit !== 0x20 && unit !== 0xa0 && unit !== 0x2002 && unit !== 0x3b) return false;
  }
  return offset + text.length <= source.length;
}
