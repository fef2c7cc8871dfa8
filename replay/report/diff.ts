/**
 * `diff`: what differs between two dumps.
 *
 * @module
 */
import type { Slot } from "../../dump/slot.ts";
import type { Frame } from "../frames/frame.ts";
import { escapeStart, escapeText } from "../preview/escape.ts";
import type { Session } from "../session.ts";
import { count } from "../text/count.ts";
import { displayPosition } from "../text/display_path.ts";
import { cells, fit, fitEnd, pad, unstyled } from "../text/fit.ts";
import { frameData } from "../text/frame_text.ts";
import { prose } from "../text/prose.ts";
import { formatTime } from "../text/time_text.ts";
import { describeValue, previewIn } from "../text/value_text.ts";
import type { View } from "../text/view.ts";
import { compareSessions, type Comparison, type ErrorPair, type FramePair, type Setting } from "./compare_sessions.ts";
import type { Change } from "./compare_values.ts";
import { type Input, type Report, ReportError } from "./report.ts";

/** One of the two dumps. */
interface Side {
  readonly input: Input;
  readonly session: Session;
  readonly view: View;
}

/** Changes of one frame, and settings, that are shown. */
const MOST = 40;
/** UTF-16 units of a text that are looked at. */
const LONGEST = 4000;
/** UTF-16 units of a text in JSON. */
const LONGEST_DATA = 100_000;
/** Columns that a value beside another one needs at least. */
const BESIDE = 18;

/** Shows what differs between two dumps; 1 when something does. */
export const diff: Report = async (context) => {
  if (context.args.length !== 2) {
    throw new ReportError("diff compares two dumps: type keeptrace-repl diff FILE FILE");
  }
  const sides: Side[] = [];
  for (const input of context.inputs(context.args)) {
    const session = await context.open(input);
    sides.push({ input, session, view: context.view(session) });
  }
  const [a, b] = sides as [Side, Side];
  const comparison = compareSessions(a.session, b.session);
  if (context.json) context.printJson(diffData(comparison, a, b));
  else context.print(diffLines(comparison, a, b));
  return isDifferent(comparison) ? 1 : 0;
};

function isDifferent({ errors, environment }: Comparison): boolean {
  return environment.length > 0 || errors.some(isErrorDifferent);
}

function isPairDifferent({ a, b, changes, isPart }: FramePair): boolean {
  return a === undefined || b === undefined || changes.length > 0 || isPart || a.position?.line !== b.position?.line;
}

function diffLines(comparison: Comparison, a: Side, b: Side): string[] {
  const { view } = a;
  const { style, columns } = view;
  const { sameCrash, errors, uncompared, environment } = comparison;
  const verdict = sameCrash ? "the same crash" : "different crashes: another error, or other functions";
  const lines = [style.strong(verdict), sideLine("A", a), sideLine("B", b)];
  // An aggregate may have many members that are the same.
  const shown = errors.filter((pair) => pair.relation !== "member" || isErrorDifferent(pair));
  for (const pair of shown) lines.push("", ...errorLines(pair, a, b));
  if (uncompared > 0) lines.push("", style.quiet(`… ${count(uncompared, "more error")}, not compared`));
  if (environment.length > 0) {
    const names = Math.min(Math.max(...environment.map(({ name }) => cells(plain(name)))), columns >> 1);
    lines.push("", style.strong("environment"));
    lines.push(...environment.slice(0, MOST).map((setting) => settingLine(setting, names, view)));
    if (environment.length > MOST) lines.push(style.quiet(`  … ${environment.length - MOST} more`));
  }
  if (!isDifferent(comparison)) lines.push("", style.quiet("nothing differs"));
  return lines;
}

function isErrorDifferent({ a, b, frames }: ErrorPair): boolean {
  return a !== b || frames.some(isPairDifferent);
}

function errorLines({ a, b, relation: name, frames }: ErrorPair, sideA: Side, sideB: Side): string[] {
  const { view } = sideA;
  const { style, columns } = view;
  const relation = name === undefined ? "" : style.quiet(`${name}  `);
  const lines = a === b
    ? [fit(relation + style.error(plain(a)), columns)]
    : bothLines(relation + style.error(plain(a)), relation + style.error(plain(b)), view);
  const different = frames.filter(isPairDifferent);
  let isBlock = true;
  for (const pair of different) {
    const below = pairLines(pair, sideA, sideB);
    lines.push(...(isBlock || below.length > 1 ? ["", ...below] : below));
    isBlock = below.length > 1;
  }
  const same = frames.length - different.length;
  const summary = style.quiet(`${count(same, "frame")} without a difference`);
  if (same > 0) lines.push(...(isBlock ? ["", summary] : [summary]));
  return lines;
}

function sideLine(name: string, { input, session, view: { style, columns } }: Side): string {
  const { header } = session;
  const about = `${formatTime(header.time)} · ${header.runtime.name} ${header.runtime.version}`.trim();
  const path = fitEnd(escapeText(input.name), Math.max(20, columns - cells(about) - 5));
  return fit(`${style.strong(name)}  ${path}  ${style.quiet(escapeText(about))}`, columns);
}

function bothLines(a: string, b: string, { style, columns }: View): string[] {
  return [fit(`${style.quiet("A")}  ${a}`, columns), fit(`${style.quiet("B")}  ${b}`, columns)];
}

function pairLines({ a, b, changes, more, isPart }: FramePair, sideA: Side, sideB: Side): string[] {
  const { style, columns } = sideA.view;
  const frame = (a ?? b)!;
  const name = frame.functionName === "" ? style.quiet("(anonymous)") : style.name(escapeStart(frame.functionName));
  const only = a === undefined ? "only in B" : b === undefined ? "only in A" : undefined;
  const [here, there] = [placeOf(a, sideA), placeOf(b, sideB)];
  const file = here.slice(0, here.indexOf(":") + 1);
  const moved = here === "" || there === "" || here === there
    ? here || there
    : `${here} → ${file !== "" && there.startsWith(file) ? there.slice(file.length) : there}`;
  const place = style.place(escapeText(moved));
  const numbers = a === undefined || b === undefined || a.index === b.index
    ? `${frame.index}`
    : `${a.index}/${b.index}`;
  const remark = only === undefined ? "" : `  ${style.changed(only)}`;
  const lines = [fit(`${style.strong(numbers)}  ${name}  ${place}${remark}`, columns)];
  const shown = changes.slice(0, MOST);
  const width = Math.min(Math.max(0, ...shown.map(({ path }) => cells(escapeStart(path)))), Math.floor(columns * 0.4));
  for (const change of shown) lines.push(...changeLines(change, width, sideA, sideB));
  const left = changes.length - shown.length + more;
  if (left > 0) lines.push(style.quiet(`   … ${left} more`));
  if (isPart) lines.push(style.quiet("   the dumps have too many variables to compare them all"));
  const unavailable = [a?.reason, b?.reason].find((reason) => reason !== undefined);
  if (only === undefined && unavailable !== undefined) {
    const text = `   variables are not compared: ${unavailable}`;
    lines.push(...prose(text, columns).map(style.quiet));
  }
  return lines;
}

/** `file:line:column`; empty when it is not known. */
function placeOf(frame: Frame | undefined, { session }: Side): string {
  return frame?.position === undefined ? "" : displayPosition(frame.position, session.header.cwd);
}

function changeLines({ path, a, b }: Change, width: number, sideA: Side, sideB: Side): string[] {
  const { style, columns } = sideA.view;
  const mark = a === undefined ? "+" : b === undefined ? "-" : " ";
  const shown = fitEnd(escapeStart(path), Math.max(width, 8));
  const head = ` ${style.changed(mark)} ${pad(style.name(shown), width)}  `;
  const room = columns - cells(head);
  const valueOf = ({ session, view }: Side, slot: Slot, budget: number) =>
    previewIn(session.heap.value(slot), Math.max(budget, 8), view);
  if (a === undefined) return [fit(head + valueOf(sideB, b!.slot, room), columns)];
  if (b === undefined) return [fit(head + valueOf(sideA, a.slot, room), columns)];
  const arrow = style.quiet(" → ");
  const [left, right] = [valueOf(sideA, a.slot, room), valueOf(sideB, b.slot, room)];
  if (unstyled(left) === unstyled(right)) {
    const isCode = typeof sideA.session.heap.value(a.slot) === "function";
    const note = style.quiet(`  ${isCode ? "its code" : "what is not shown of it"} differs`);
    return [fit(head + valueOf(sideA, a.slot, room - cells(note)) + note, columns)];
  }
  if (cells(left) + cells(right) + 3 <= room) return [head + left + arrow + right];
  const half = (room - 3) >> 1;
  if (half >= BESIDE) {
    const widthA = cells(right) < half ? room - 3 - cells(right) : half;
    const widthB = cells(left) < half ? room - 3 - cells(left) : half;
    return [fit(head + valueOf(sideA, a.slot, widthA) + arrow + valueOf(sideB, b.slot, widthB), columns)];
  }
  const rest = columns - 8;
  return [
    head.trimEnd(),
    fit(`     ${style.quiet("A")} ${valueOf(sideA, a.slot, rest)}`, columns),
    fit(`     ${style.quiet("B")} ${valueOf(sideB, b.slot, rest)}`, columns),
  ];
}

function settingLine({ name, a, b }: Setting, width: number, { style, columns }: View): string {
  const head = `   ${pad(style.name(fitEnd(plain(name), width)), width)}  `;
  const value = a === undefined
    ? `${plain(b)} ${style.quiet("only in B")}`
    : b === undefined
    ? `${plain(a)} ${style.quiet("only in A")}`
    : `${plain(a)}${style.quiet(" → ")}${plain(b)}`;
  return fit(head + value, columns);
}

/** A text of a dump on one line. */
function plain(text: string | undefined): string {
  return escapeStart((text ?? "nothing").slice(0, LONGEST).replace(/\s*\r?\n\s*/g, " "));
}

/** A text for JSON; of a very long one the beginning. */
function cut(text: string | undefined): string | null {
  return text?.slice(0, LONGEST_DATA) ?? null;
}

function diffData({ sameCrash, errors, uncompared, environment }: Comparison, a: Side, b: Side): object {
  const value = ({ session }: Side, of: { readonly slot: Slot } | undefined) =>
    of === undefined ? null : describeValue(session.heap.value(of.slot), session);
  return {
    a: a.input.path,
    b: b.input.path,
    sameCrash,
    errors: errors.map(({ a: left, b: right, relation, frames }) => ({
      a: cut(left),
      b: cut(right),
      ...(relation === undefined ? {} : { relation }),
      frames: frames.filter(isPairDifferent).map((pair) => ({
        a: pair.a === undefined ? null : frameData(pair.a),
        b: pair.b === undefined ? null : frameData(pair.b),
        changes: pair.changes.map((change) => ({ path: change.path, a: value(a, change.a), b: value(b, change.b) })),
        ...(pair.more === 0 ? {} : { leftOut: pair.more }),
        ...(pair.isPart ? { isPart: true } : {}),
      })),
    })),
    ...(uncompared === 0 ? {} : { uncompared }),
    environment: environment.map((setting) => ({ name: setting.name, a: cut(setting.a), b: cut(setting.b) })),
  };
}
