/**
 * Where the function around a position begins and ends.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import { type LexicalRange, lexicalRanges, offsetOf, rangesAround } from "../frames/lexical_ranges.ts";
import { toBase0 } from "../frames/position.ts";
import type { Source } from "../frames/source.ts";

/** Lines before and after that are shown when there is no function around. */
const AROUND = 10;

/** First and last line, from 1. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** UTF-16 units that are parsed for one line at the prompt. */
const MOST_PARSED = 3_000_000;

/** The functions and blocks of sources, for one line at the prompt: it may be about many frames. */
export class SourceRanges {
  readonly #known = new Map<Source, readonly LexicalRange[]>();
  #room = MOST_PARSED;

  /** The ranges of a source; none when too much was parsed already. */
  async of(source: Source): Promise<readonly LexicalRange[]> {
    const text = source.text ?? "";
    const known = this.#known.get(source);
    if (known !== undefined) return known;
    this.#room -= text.length;
    const ranges = this.#room < 0 && this.#known.size > 0 ? [] : await lexicalRanges(text, source.url);
    this.#known.set(source, ranges);
    return ranges;
  }
}

/**
 * The innermost function around a position, with its parameters; undefined when it stands in none.
 *
 * @param position Line and column from 1; the column counts UTF-16 units.
 * @param known Keeps what was parsed.
 */
export async function functionAround(
  source: Source,
  position: Pick<Position, "line" | "column">,
  known = new SourceRanges(),
): Promise<LexicalRange | undefined> {
  const ranges = await known.of(source);
  // The file itself is the last and largest of them; a body is one within the range of its parameters.
  const around = rangesAround(ranges.slice(0, -1), offsetOf(source.text ?? "", toBase0({ base: 1, ...position })));
  const functions = around.filter(({ isFunction }) => isFunction);
  return functions.findLast(({ end }) => end === functions[0]?.end);
}

/** Lines of the innermost function around a position; the lines around it when it stands in none. */
export async function functionRange(
  source: Source,
  position: Pick<Position, "line" | "column">,
  known = new SourceRanges(),
): Promise<LineRange> {
  const { line } = position;
  const text = source.text ?? "";
  const whole = await functionAround(source, position, known);
  if (whole === undefined) return { from: Math.max(1, line - AROUND), to: Math.min(source.lineCount, line + AROUND) };
  const lineOf = (offset: number) => {
    const ends = /\r\n|[\n\r\u2028\u2029]/g;
    let number = 1;
    for (let end = ends.exec(text); end !== null && ends.lastIndex <= offset; end = ends.exec(text)) number++;
    return number;
  };
  return { from: lineOf(whole.start), to: lineOf(whole.end) };
}
