/**
 * As much of a value as fits on a line.
 *
 * @module
 */
import { Line } from "./line.ts";
import type { Shapes } from "./shapes.ts";
import { type Detail, writeValue } from "./write_value.ts";

/** From all to little. */
const DETAILS: readonly Detail[] = [
  { depth: 5, text: Infinity },
  { depth: 4, text: Infinity },
  { depth: 3, text: Infinity },
  { depth: 2, text: Infinity },
  { depth: 2, text: 40 },
  { depth: 1, text: Infinity },
  { depth: 1, text: 40 },
  { depth: 1, text: 20 },
  { depth: 0, text: 40 },
  { depth: 0, text: 20 },
  { depth: 0, text: 12 },
];

/** Entries of a cut list that tell more when they are shown in full than more of them in short. */
const ENOUGH = 3;

/**
 * A value on a line, in the most detail that fits; when nothing does, cut.
 *
 * @param budget Terminal cells.
 * @param ancestors What the value is part of, for telling that it leads back there.
 */
export function fittingLine(
  value: unknown,
  budget: number,
  shapes: Shapes,
  ancestors: readonly unknown[],
): Line {
  let best: Line | undefined;
  let last: Line | undefined;
  for (const detail of DETAILS) {
    last = new Line(Math.max(0, Math.floor(budget)));
    const shown = writeValue(value, last, detail, shapes, ancestors);
    if (last.fits) return last;
    if (detail.depth <= 1 && shown >= ENOUGH) best ??= last;
  }
  return best ?? last!;
}
