/**
 * An error of a log of which only the head has been read.
 *
 * @module
 */
import type { LogException } from "./log_exception.ts";
import type { LogLine } from "./log_lines.ts";

const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;
/** UTF-16 units at the beginning of a line in which its time stands. */
const TIME_WITHIN = 400;

/** An error that begins in a line, in that column. */
export function newException(name: string, message: string, line: LogLine, column: number): LogException {
  return {
    isNamed: name !== "" || message !== "",
    name: name || "Error",
    message,
    properties: new Map(),
    frames: [],
    errors: [],
    shown: [],
    text: [line.text],
    column,
    first: line.number,
    last: line.number,
    end: 0,
    time: timeIn(line.around),
    leftOut: 0,
  };
}

/** The time in the first line that has one. */
function timeIn(lines: readonly string[]): number {
  for (const line of lines) {
    const found = TIME.exec(line.slice(0, TIME_WITHIN))?.[0];
    if (found === undefined) continue;
    const zone = /\d:\d\d:\d\d(?:[.,]\d+)?$/.test(found) ? "Z" : "";
    return Date.parse(`${found.replace(",", ".").replace(" ", "T")}${zone}`);
  }
  return NaN;
}
