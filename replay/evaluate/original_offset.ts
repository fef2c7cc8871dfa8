/**
 * Source map → offset in the original text.
 *
 * @module
 */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * The offset in the original text that an offset in the generated text comes from, in UTF-16 units from 0.
 *
 * @param mappings Of a source map with one source.
 */
export function originalOffset(mappings: string, generated: string, original: string, offset: number): number {
  const before = generated.slice(0, offset).split("\n");
  const line = before.length - 1;
  const column = before[line]!.length;
  let source = { line: 0, column: 0 };
  let found = { line, column: 0, generated: 0 };
  mappings.split(";").slice(0, line + 1).forEach((segments, at) => {
    let start = 0;
    for (const segment of segments.split(",")) {
      if (segment === "") continue;
      const [delta = 0, , lines = 0, columns = 0] = numbersOf(segment);
      start += delta;
      source = { line: source.line + lines, column: source.column + columns };
      if (at === line && start <= column) found = { ...source, generated: start };
    }
  });
  const begin = original.split("\n").slice(0, found.line).reduce((sum, text) => sum + text.length + 1, 0);
  return begin + found.column + column - found.generated;
}

/** The base 64 VLQ numbers of a segment of a source map. */
export function numbersOf(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >>> 1) : value >>> 1);
    value = shift = 0;
  }
  return numbers;
}
