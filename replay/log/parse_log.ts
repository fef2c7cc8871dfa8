/**
 * Finds printed stacks in a log.
 *
 * @module
 */
import type { Header } from "../../dump/format.ts";
import { everyOne, type LogException, unroll } from "./log_exception.ts";
import { type LogLine, logStreams } from "./log_streams.ts";
import { addSyntaxFrame } from "./shown_source.ts";
import { StackReader } from "./stack_reader.ts";

/** An error that a log tells of, with its causes and members. */
export interface LogTrace {
  readonly exception: LogException;
  readonly runtime: Header["runtime"];
  /** Milliseconds since 1970 of the time in the line of its head, or in one shortly above; NaN when there is none. */
  readonly time: number;
}

/** Lines above a head that are searched for a time. */
const ABOVE = 3;
const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;
const VERSION = /^(Node\.js v|Bun v)(\d+\.\d+\.\d+\S*)/;
/** Lines below a stack within which Node and Bun name their version. */
const BELOW = 40;

/**
 * Finds the stacks in a log, in their order: of V8 and JavaScriptCore, behind prefixes, indented or not, in strings of
 * JSON, with causes and members of aggregates.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseLog } from "./parse_log.ts";
 *
 * const [trace] = parseLog("app | TypeError: x is not a function\napp |     at run (/srv/a.js:3:7)\n");
 * assert.equal(trace?.exception.name, "TypeError");
 * assert.deepEqual(trace?.exception.frames[0]?.position, { url: "file:///srv/a.js", line: 3, column: 7 });
 * ```
 */
export function parseLog(log: string): LogTrace[] {
  const raw = log.split(/\r?\n/);
  return logStreams(log).flatMap((lines) => readStream(lines, raw))
    .sort((a, b) => a.exception.first - b.exception.first);
}

function readStream(lines: readonly LogLine[], raw: readonly string[]): LogTrace[] {
  const reader = new StackReader();
  for (const line of lines) reader.read(line);
  return reader.roots.filter(isTold).map((exception) => {
    everyOne(exception).forEach(addSyntaxFrame);
    unroll(exception);
    return { exception, runtime: runtimeOf(exception, lines), time: timeOf(exception, raw) };
  });
}

/** One line that looks like a frame, and nothing that names an error, is a coincidence. */
function isTold({ isNamed, frames }: LogException): boolean {
  return isNamed || frames.length > 1;
}

function runtimeOf(exception: LogException, lines: readonly LogLine[]): Header["runtime"] {
  const start = firstBelow(lines, exception.last);
  for (const { text } of lines.slice(start, start + BELOW)) {
    const version = VERSION.exec(text);
    if (version !== null) return { name: version[1] === "Bun v" ? "bun" : "node", version: version[2]! };
  }
  if (/^error: Uncaught /.test(exception.text[0] ?? "")) return { name: "deno", version: "" };
  const urls = everyOne(exception).flatMap(({ frames }) => frames).map(({ position }) => position?.url ?? "");
  if (urls.some((url) => /^ext:/.test(url))) return { name: "deno", version: "" };
  if (urls.some((url) => /^node:internal\//.test(url))) return { name: "node", version: "" };
  return { name: "unknown", version: "" };
}

/** Index of the first line with a higher number: there may be very many, and very many errors. */
function firstBelow(lines: readonly LogLine[], number: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.number > number) high = middle;
    else low = middle + 1;
  }
  return low;
}

function timeOf({ first }: LogException, raw: readonly string[]): number {
  for (let number = first; number > Math.max(0, first - ABOVE); number--) {
    const found = TIME.exec(raw[number - 1]?.slice(0, 400) ?? "")?.[0];
    if (found !== undefined) {
      return Date.parse(
        `${found.replace(",", ".").replace(" ", "T")}${/\d:\d\d:\d\d(?:[.,]\d+)?$/.test(found) ? "Z" : ""}`,
      );
    }
  }
  return NaN;
}
