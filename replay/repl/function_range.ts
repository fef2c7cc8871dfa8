/**
 * Where the function around a position begins and ends.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import { lexicalRanges, offsetOf, rangesAround } from "../frames/lexical_ranges.ts";
import { toBase0 } from "../frames/position.ts";
import type { Source } from "../frames/source.ts";

/** Lines before and after that are shown when there is no function around. */
const AROUND = 10;

/** First and last line, from 1. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Lines of the innermost function around a position; the lines around it when it stands in none.
 *
 * @param position Line and column from 1; the column counts UTF-16 units.
 */
export async function functionRange(
  source: Source,
  position: Pick<Position, "line" | "column">,
): Promise<LineRange> {
  const { line } = position;
  const text = source.text ?? "";
  const ranges = await lexicalRanges(text, source.url);
  // The file itself is the last and largest of them; a body is one within the range of its parameters.
  const around = rangesAround(ranges.slice(0, -1), offsetOf(text, toBase0({ base: 1, ...position })));
  const functions = around.filter(({ isFunction }) => isFunction);
  const whole = functions.findLast(({ end }) => end === functions[0]?.end);
  if (whole === undefined) return { from: Math.max(1, line - AROUND), to: Math.min(source.lineCount, line + AROUND) };
  const lineOf = (offset: number) => text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/).length;
  return { from: lineOf(whole.start), to: lineOf(whole.end) };
}
