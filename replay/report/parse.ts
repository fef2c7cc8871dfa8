/**
 * `parse`: the stacks in a log, and each as a session without variables.
 *
 * @module
 */
import { writeDump } from "../../dump/write.ts";
import { keep } from "../log/kept_trace.ts";
import { everyOne, type LogException } from "../log/log_exception.ts";
import { byteLines } from "../log/log_lines.ts";
import { type LogTrace, readLog } from "../log/parse_log.ts";
import { traceDump } from "../log/trace_dump.ts";
import { openDump } from "../open_dump.ts";
import { escapeText } from "../preview/escape.ts";
import type { Session } from "../session.ts";
import { count } from "../text/count.ts";
import { displayPosition, toPath } from "../text/display_path.ts";
import { cells, fit, fitEnd, wrap } from "../text/fit.ts";
import { formatTime } from "../text/time_text.ts";
import type { View } from "../text/view.ts";
import { type Input, type Report, type ReportContext, ReportError } from "./report.ts";

/** The same error with the same stack, wherever a log has it. */
interface Found {
  readonly input: Input;
  readonly trace: LogTrace;
  /** How often it occurs. */
  count: number;
  /** Lines of the log where its occurrences begin, from 1. */
  readonly lines: number[];
  /** The first and the last time of an occurrence; NaN where the log tells none. */
  first: number;
  last: number;
}

/** The stacks of a log. */
interface Read {
  readonly found: Found[];
  /** How often there are others than those, which are as many as are kept. */
  readonly others: number;
  /** The last line that was read, when others follow. */
  readonly end?: number;
}

/** Line numbers, causes and members that are listed. */
const LISTED = 6;
/** Stacks of a log that are kept: those that come first. */
const MOST_STACKS = 2000;
/** Line numbers of one that are kept. */
const MOST_NUMBERS = 1000;
/** UTF-16 units of a message that are looked at for a line. */
const LONGEST_MESSAGE = 2000;

/** Lists the stacks of logs, or enters those that were asked for; 1 when there is none. */
export const parse: Report = async (context) => {
  const { paths, number } = choice(context);
  const found: Found[] = [];
  for (const input of context.inputs(paths)) {
    const read = readStacks(await context.read(input), input);
    if (read.found.length === 0) context.complain(`${input.name}: there is no stack of JavaScript in it`);
    for (const text of leftOutTexts(read)) context.complain(`${input.name}: ${text}`);
    found.push(...read.found);
  }
  if (number !== undefined || context.hasCommands) return await enter(found, number, context);
  if (context.json) {
    for (const [index, one] of found.entries()) context.printJson(foundData(one, index + 1));
  } else if (found.length > 0) {
    const view = context.view();
    for (const [index, one] of found.entries()) context.print([...foundLines(one, index + 1, view), ""]);
    const paths = [...new Set(found.map(({ input }) => input.path))].join(" ");
    const hint = `keeptrace-repl parse ${paths} 1 opens the first; with -c COMMAND a command is run on all`;
    context.print(wrap(escapeText(hint), view.columns).map(view.style.quiet));
  }
  return found.length === 0 ? 1 : 0;
};

/** The logs, and the number of a stack behind them. */
function choice({ args, exists }: ReportContext): { readonly paths: readonly string[]; readonly number?: number } {
  const last = args.at(-1);
  if (last === undefined) throw new ReportError("no log is named: type keeptrace-repl parse LOG, or - to read it");
  if (!/^\d{1,9}$/.test(last) || exists(last)) return { paths: args };
  if (args.length === 1) throw new ReportError(`${last}: there is no such file; type keeptrace-repl parse LOG ${last}`);
  return { paths: args.slice(0, -1), number: Number(last) };
}

async function enter(found: readonly Found[], number: number | undefined, context: ReportContext): Promise<0 | 1> {
  const chosen = number === undefined ? found : found.slice(number - 1, number);
  if (chosen.length === 0 || number === 0) {
    if (found.length === 0) return 1;
    throw new ReportError(`there is no stack ${number}: ${count(found.length, "stack")} found; type a number from 1`);
  }
  let code: 0 | 1 = 0;
  for (const { input, trace } of chosen) {
    const name = `${input.name}:${trace.exception.first}`;
    if (await context.enter(sessionOf(trace, input, context), input, name, number === undefined) === 1) code = 1;
  }
  return code;
}

/** A session without variables. */
function sessionOf(trace: LogTrace, { name }: Input, { sourceOf }: ReportContext): Session {
  return openDump(writeDump(traceDump(trace, { name, sourceOf })));
}

function readStacks(pieces: Iterable<Uint8Array>, input: Input): Read {
  const groups = new Map<string, Found>();
  let others = 0;
  const { end } = readLog(() => byteLines(pieces), (trace) => {
    const key = keyOf(trace.exception);
    const group = groups.get(key) ?? { input, trace, count: 0, lines: [], first: NaN, last: NaN };
    if (group.count === 0) {
      if (groups.size === MOST_STACKS) {
        others++;
        return;
      }
      groups.set(key, group);
      keep(trace);
    }
    group.count++;
    if (group.lines.length < MOST_NUMBERS) group.lines.push(trace.exception.first);
    if (Number.isNaN(trace.time)) return;
    group.first = Number.isNaN(group.first) ? trace.time : Math.min(group.first, trace.time);
    group.last = Number.isNaN(group.last) ? trace.time : Math.max(group.last, trace.time);
  });
  for (const { lines } of groups.values()) lines.sort((a, b) => a - b);
  const found = [...groups.values()].sort((a, b) => a.lines[0]! - b.lines[0]!);
  return { found, others, ...(end === undefined ? {} : { end }) };
}

/** What of a log is not listed. */
function leftOutTexts({ others, end }: Read): string[] {
  return [
    ...(others === 0
      ? []
      : [`${count(others, "more stack")} left out: it has more than ${MOST_STACKS} different ones`]),
    ...(end === undefined ? [] : [`read to line ${end}: it has very many stacks; split it for those behind`]),
  ];
}

function keyOf(exception: LogException): string {
  const all = everyOne(exception);
  const indexes = new Map(all.map((one, index) => [one, index]));
  return JSON.stringify(all.map(({ name, frames, cause, errors }) => [
    name,
    cause === undefined ? -1 : indexes.get(cause),
    errors.length,
    frames.map(({ functionName, position }) => [functionName, position?.url, position?.line]),
  ]));
}

function foundLines({ input, trace, ...group }: Found, number: number, view: View): string[] {
  const { style, columns } = view;
  const { exception } = trace;
  const room = columns - 4;
  const head = (one: LogException) => style.error(escapeText(`${one.name}: ${firstOf(one.message)}`));
  const rows = [`${style.strong(String(number).padStart(2))}  ${head(exception)}`];
  const top = exception.frames.find(({ position }) => position !== undefined);
  if (top?.position !== undefined) {
    const name = top.functionName === "" ? style.quiet("(anonymous)") : style.name(escapeText(top.functionName));
    const place = fitEnd(escapeText(displayPosition(top.position, "")), room >> 1);
    rows.push(`    in ${name}  ${style.place(place)}  ${style.quiet(count(exception.frames.length, "frame"))}`);
  }
  const causes = causesOf(exception);
  for (const cause of causes.slice(0, LISTED)) rows.push(`    ${style.quiet("cause")}  ${head(cause)}`);
  if (causes.length > LISTED) rows.push(`    ${style.quiet(`… ${count(causes.length - LISTED, "more cause")}`)}`);
  for (const member of exception.errors.slice(0, LISTED)) rows.push(`    ${style.quiet("member")}  ${head(member)}`);
  const more = exception.errors.length - LISTED;
  if (more > 0) rows.push(`    ${style.quiet(`… ${count(more, "more member")}`)}`);
  if (exception.leftOut > 0) rows.push(`    ${style.quiet(`… ${count(exception.leftOut, "more error")} left out`)}`);
  const where = [whereText(input, group), ...whenText(group)];
  const isShort = cells(where.join(" · ")) <= room;
  rows.push(...(isShort ? [where.join(" · ")] : where).map((text) => `    ${style.quiet(escapeText(text))}`));
  return rows.map((row) => fit(row, columns));
}

/** The causes, one of the other. */
function causesOf({ cause }: LogException): LogException[] {
  const causes: LogException[] = [];
  for (let one = cause; one !== undefined; one = one.cause) causes.push(one);
  return causes;
}

/** The beginning of a message, on one line. */
function firstOf(message: string): string {
  return message.slice(0, LONGEST_MESSAGE).split("\n").map((line) => line.trim()).join(" ");
}

/** `app.log:12`, `app.log, 3 times: lines 12, 40, 99`. */
function whereText({ name }: Input, { count, lines }: Pick<Found, "count" | "lines">): string {
  const listed = lines.slice(0, LISTED).join(", ") + (lines.length > LISTED ? ", …" : "");
  return count === 1 ? `${name}:${lines[0]}` : `${name}, ${count} times: lines ${listed}`;
}

/** The first and the last time; nothing when the log tells none. */
function whenText({ first, last }: Pick<Found, "first" | "last">): string[] {
  if (Number.isNaN(first)) return [];
  return [first === last ? formatTime(last) : `${formatTime(first).replace(/ UTC$/, "")} – ${formatTime(last)}`];
}

function foundData({ input, trace, count, lines, first, last }: Found, index: number): object {
  const { runtime, exception } = trace;
  return {
    file: input.path,
    index,
    count,
    lines,
    ...(Number.isNaN(first) ? {} : { first: isoTime(first), last: isoTime(last) }),
    ...(runtime.name === "unknown" ? {} : { runtime }),
    ...exceptionData(exception),
    ...(exception.leftOut === 0 ? {} : { leftOut: exception.leftOut }),
  };
}

function exceptionData({ name, message, properties, frames, cause, errors }: LogException): object {
  return {
    name,
    message,
    ...(properties.size === 0 ? {} : { properties: Object.fromEntries(properties) }),
    frames: frames.map(({ functionName, position, async, elided }, index) => ({
      index: index + 1,
      functionName,
      file: position === undefined ? null : toPath(position.url),
      line: position?.line ?? null,
      column: position?.column ?? null,
      async,
      ...(elided === undefined ? {} : { elided }),
    })),
    ...(cause === undefined ? {} : { cause: exceptionData(cause) }),
    ...(errors.length === 0 ? {} : { errors: errors.map(exceptionData) }),
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
