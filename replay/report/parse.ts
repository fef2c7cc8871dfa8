/**
 * `parse`: the stacks in a log, and each as a session without variables.
 *
 * @module
 */
import { writeDump } from "../../dump/write.ts";
import type { LogException } from "../log/log_exception.ts";
import { type LogTrace, parseLog } from "../log/parse_log.ts";
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
  /** Lines of the log where its occurrences begin, from 1. */
  readonly lines: number[];
  /** Times of its occurrences, where the log tells them. */
  readonly times: number[];
}

/** Line numbers that are listed. */
const LISTED = 6;

/** Lists the stacks of logs, or enters those that were asked for; 1 when there is none. */
export const parse: Report = async (context) => {
  const { paths, number } = choice(context);
  const found: Found[] = [];
  for (const input of context.inputs(paths)) {
    const traces = parseLog(new TextDecoder().decode(await context.read(input)));
    if (traces.length === 0) context.complain(`${input.name}: there is no stack of JavaScript in it`);
    found.push(...grouped(traces, input));
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

function grouped(traces: readonly LogTrace[], input: Input): Found[] {
  const groups = new Map<string, Found>();
  for (const trace of traces) {
    const key = keyOf(trace.exception);
    const group = groups.get(key) ?? { input, trace, lines: [], times: [] };
    groups.set(key, group);
    group.lines.push(trace.exception.first);
    if (!Number.isNaN(trace.time)) group.times.push(trace.time);
  }
  return [...groups.values()];
}

function keyOf({ name, frames, cause, errors }: LogException): string {
  const calls = frames.map(({ functionName, position }) => [functionName, position?.url, position?.line]);
  return JSON.stringify([name, calls, cause === undefined ? null : keyOf(cause), errors.map(keyOf)]);
}

function foundLines({ input, trace, lines, times }: Found, number: number, view: View): string[] {
  const { style, columns } = view;
  const { exception } = trace;
  const room = columns - 4;
  const head = (one: LogException) => style.error(escapeText(`${one.name}: ${one.message.replace(/\s*\n\s*/g, " ")}`));
  const rows = [`${style.strong(String(number).padStart(2))}  ${head(exception)}`];
  const top = exception.frames.find(({ position }) => position !== undefined);
  if (top?.position !== undefined) {
    const name = top.functionName === "" ? style.quiet("(anonymous)") : style.name(escapeText(top.functionName));
    const place = fitEnd(escapeText(displayPosition(top.position, "")), room >> 1);
    rows.push(`    in ${name}  ${style.place(place)}  ${style.quiet(count(exception.frames.length, "frame"))}`);
  }
  for (let cause = exception.cause; cause !== undefined; cause = cause.cause) {
    rows.push(`    ${style.quiet("cause")}  ${head(cause)}`);
  }
  for (const member of exception.errors.slice(0, LISTED)) rows.push(`    ${style.quiet("member")}  ${head(member)}`);
  const more = exception.errors.length - LISTED;
  if (more > 0) rows.push(`    ${style.quiet(`… ${count(more, "more member")}`)}`);
  const where = [whereText(input, lines), ...whenText(times)];
  const isShort = cells(where.join(" · ")) <= room;
  rows.push(...(isShort ? [where.join(" · ")] : where).map((text) => `    ${style.quiet(escapeText(text))}`));
  return rows.map((row) => fit(row, columns));
}

/** `app.log:12`, `app.log, 3 times: lines 12, 40, 99`. */
function whereText({ name }: Input, lines: readonly number[]): string {
  const listed = lines.slice(0, LISTED).join(", ") + (lines.length > LISTED ? ", …" : "");
  return lines.length === 1 ? `${name}:${lines[0]}` : `${name}, ${lines.length} times: lines ${listed}`;
}

/** The first and the last time; nothing when the log tells none. */
function whenText(times: readonly number[]): string[] {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [first === last ? formatTime(last) : `${formatTime(first).replace(/ UTC$/, "")} – ${formatTime(last)}`];
}

function foundData({ input, trace, lines, times }: Found, index: number): object {
  const { runtime, exception } = trace;
  const [first, last] = [times[0], times.at(-1)];
  return {
    file: input.path,
    index,
    count: lines.length,
    lines,
    ...(first === undefined || last === undefined ? {} : { first: isoTime(first), last: isoTime(last) }),
    ...(runtime.name === "unknown" ? {} : { runtime }),
    ...exceptionData(exception),
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
