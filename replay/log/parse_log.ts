/**
 * Finds printed stacks in a log.
 *
 * @module
 */
import type { Header } from "../../dump/format.ts";
import { withoutRecord } from "./docker_record.ts";
import { everyOne, type LogException, unroll } from "./log_exception.ts";
import { type Log, textLines } from "./log_lines.ts";
import { LONGEST_PREFIX, prefixesOf, withoutColors } from "./log_prefixes.ts";
import { LogRoom } from "./log_room.ts";
import { ownText } from "./own_text.ts";
import { addSyntaxFrame } from "./shown_source.ts";
import { LONGEST } from "./stack_line.ts";
import { StackReader } from "./stack_reader.ts";
import { stackRecords } from "./stack_records.ts";

/** An error that a log tells of, with its causes and members. */
export interface LogTrace {
  readonly exception: LogException;
  readonly runtime: Header["runtime"];
  /** Milliseconds since 1970 of the time in the line of its head, or in one shortly above; NaN when there is none. */
  readonly time: number;
}

/** How far a log was read. */
export interface LogReading {
  /** The last line that was read, when others follow: it has more stacks than are read. */
  readonly end?: number;
}

/** UTF-16 units of a line that are kept: one that is longer than this is no line of a stack, whatever its prefix. */
const KEPT = LONGEST + LONGEST_PREFIX + 1;

/**
 * Finds the stacks in a log: of V8 and JavaScriptCore, behind prefixes, indented or not, in strings of JSON, with causes
 * and members of aggregates. What takes memory is one stack at a time, whatever the length of the log.
 *
 * @param found Is called with each, once it is known to be complete: nearly in the order of the log.
 */
export function readLog(log: Log, found: (trace: LogTrace) => void): LogReading {
  const room = new LogRoom();
  const tell = (exception: LogException): void => {
    if (!isTold(exception)) return;
    everyOne(exception).forEach(addSyntaxFrame);
    unroll(exception, room);
    found({ exception, runtime: runtimeOf(exception), time: exception.time });
  };
  const lines = function* (): Generator<string> {
    for (const line of log()) yield withoutRecord(line);
  };
  const prefixes = prefixesOf(lines());
  const streams = new Map<RegExp | undefined, StackReader>();
  let number = 0;
  let end: number | undefined;
  let around: readonly string[] = [];
  for (const line of lines()) {
    if (room.isFull) {
      end = number;
      break;
    }
    number++;
    const records = stackRecords(line, room);
    const whole = withoutColors(line.length > KEPT ? ownText(line.slice(0, KEPT)) : line);
    around = around.length === 0 ? [whole] : [whole, ...around.slice(0, 2)];
    if (records.length > 0) {
      for (const record of records) readRecord(record, { number, around }, new StackReader(room, tell));
      continue;
    }
    const prefix = prefixes.find((expression) => expression.test(whole));
    let reader = streams.get(prefix);
    if (reader === undefined) streams.set(prefix, reader = new StackReader(room, tell));
    const text = prefix === undefined ? whole : whole.slice(prefix.exec(whole)![0].length);
    reader.read({ number, text, around });
  }
  for (const reader of streams.values()) reader.end();
  return end === undefined ? {} : { end };
}

function readRecord(
  record: string,
  place: { readonly number: number; readonly around: readonly string[] },
  reader: StackReader,
): void {
  for (const text of textLines(record)) reader.read({ ...place, text });
  reader.end();
}

/**
 * The stacks in a log, in their order.
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
  const traces: LogTrace[] = [];
  readLog(() => textLines(log), (trace) => traces.push(trace));
  return traces.sort((a, b) => a.exception.first - b.exception.first);
}

/** One line that looks like a frame, and nothing that names an error, is a coincidence. */
function isTold({ isNamed, frames }: LogException): boolean {
  return isNamed || frames.length > 1;
}

function runtimeOf(exception: LogException): Header["runtime"] {
  if (exception.runtime !== undefined) return exception.runtime;
  if (/^error: Uncaught /.test(exception.text[0] ?? "")) return { name: "deno", version: "" };
  const urls = everyOne(exception).flatMap(({ frames }) => frames).map(({ position }) => position?.url ?? "");
  if (urls.some((url) => /^ext:/.test(url))) return { name: "deno", version: "" };
  if (urls.some((url) => /^node:internal\//.test(url))) return { name: "node", version: "" };
  return { name: "unknown", version: "" };
}
