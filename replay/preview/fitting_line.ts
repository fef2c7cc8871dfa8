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
  const room = Math.max(0, Math.floor(budget));
  const write = (detail: Detail) => {
    const line = new Line(room);
    return { line, shown: writeValue(value, line, detail, shapes, ancestors) };
  };
  let best: Line | undefined;
  let last: Line | undefined;
  let longer = room;
  for (const detail of DETAILS) {
    const { line, shown } = write(detail);
    if (line.fits) {
      return detail.text === Infinity ? line : longestTexts(line, detail, longer, (more) => write(more).line);
    }
    if (detail.depth <= 1 && shown >= ENOUGH) best ??= line;
    last = line;
    longer = Math.min(detail.text, room);
  }
  return best ?? last!;
}

/** Gives the texts of a line that fits as many cells as still fit, below a number that does not. */
function longestTexts(line: Line, detail: Detail, tooMany: number, write: (detail: Detail) => Line): Line {
  let [best, fitting, over] = [line, detail.text, tooMany];
  while (over - fitting > 1) {
    const text = Math.floor((fitting + over) / 2);
    const candidate = write({ ...detail, text });
    if (candidate.fits) [best, fitting] = [candidate, text];
    else over = text;
  }
  return best;
}
