/**
 * Width of text in a terminal.
 *
 * @module
 */
import { DOUBLE_WIDTH, ZERO_WIDTH } from "./_width_ranges.ts";

/** Whether a code point is in `[first, last, first, last, …]`. */
function isIn(ranges: readonly number[], codePoint: number): boolean {
  let low = 0;
  let high = ranges.length;
  // Finds the first bound that is not below the code point: an end, or the start itself, means inside.
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]! < codePoint) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && (low % 2 === 1 || ranges[low] === codePoint);
}

/**
 * Number of columns that a string takes in a terminal. Control characters take none; escape sequences are not
 * recognised, so strip them before.
 *
 * @example Usage
 * ```ts
 * import { unicodeWidth } from "@std/cli/unicode-width";
 * import assert from "node:assert/strict";
 *
 * assert.equal(unicodeWidth("width"), 5);
 * assert.equal(unicodeWidth("幅"), 2);
 * ```
 *
 * @param str The string to measure.
 * @returns Its width in columns.
 */
export function unicodeWidth(str: string): number {
  let width = 0;
  for (const character of str) {
    const codePoint = character.codePointAt(0)!;
    if (codePoint >= 0x20 && codePoint < 0x7f) width++;
    else if (!isIn(ZERO_WIDTH, codePoint)) {
      width += isIn(DOUBLE_WIDTH, codePoint) ? 2 : 1;
    }
  }
  return width;
}
