/**
 * A stack on the screen: one line a frame.
 *
 * @module
 */
import type { Frame } from "../frames/frame.ts";
import type { Variable } from "../frames/variable.ts";
import { escapeStart, escapeText } from "../preview/escape.ts";
import { count } from "./count.ts";
import { displayPosition, toPath } from "./display_path.ts";
import { cells, fit, fitEnd, pad } from "./fit.ts";
import { prose } from "./prose.ts";
import { previewIn } from "./value_text.ts";
import type { View } from "./view.ts";

/** How a stack is shown. */
export interface StackOptions {
  readonly frames: readonly Frame[];
  readonly selected: Frame | undefined;
  /** Whether runs of frames of packages and of the runtime become one line. */
  readonly folds: boolean;
  /** Lines below a frame, e.g. its variables. */
  readonly below?: (frame: Frame) => readonly string[];
}

/** Columns that one argument may take: the first with which all of them fit. */
const ARGUMENT = [20, 14, 9, 5];

/** Rows of a stack that are shown at its inner end. */
const INNER = 800;
/** Rows of a stack that are shown at its outer end. */
const OUTER = 200;
/** Frames of a stack that are folded. */
const FOLDED = 20_000;
/** Different reasons that are told. */
const REASONS = 10;
/** UTF-16 units at the end of a URL in which the name of a package is looked for. */
const URL_END = 4000;
/** Scopes in which arguments are looked for. */
const SCOPES = 200;
/** Ranges of frames that are told. */
const RANGES = 20;

/** The lines of a stack; none is wider than the view. Of a very long one the middle is left out. */
export function stackLines(options: StackOptions, view: View): string[] {
  const all = fold(options);
  const isCut = all.length > INNER + OUTER;
  const rows = isCut ? [...all.slice(0, INNER), ...all.slice(-OUTER)] : all;
  const frames = rows.flatMap((row) => row.length === 1 ? row : []);
  const digits = String(options.frames.at(-1)?.index ?? 1).length;
  const room = view.columns - digits - 4;
  const places = new Map(frames.map((frame) => [frame, place(frame, view, Math.floor(room * 0.6))]));
  const placeWidth = Math.max(0, ...[...places.values()].map(cells));
  const calls = new Map(frames.map((frame) => [frame, call(frame, view, Math.max(4, room - placeWidth - 2))]));
  const callWidth = Math.max(0, ...[...calls.values()].map(cells));
  const remark = (text: string) => fit(view.style.quiet(`${" ".repeat(digits + 4)}… ${text}`), view.columns);
  const lines: string[] = [];
  for (const [at, row] of rows.entries()) {
    const [frame] = row;
    if (frame === undefined) continue;
    const first = (rows[at - 1]?.at(-1)?.index ?? frame.index - 1) + 1;
    if (frame.index > first && options.frames.length > INNER) {
      lines.push(remark(`${count(frame.index - first, "frame")} not shown (frame ${first})`));
    }
    if (row.length > 1) lines.push(remark(`${count(row.length, "frame")} of ${ownersOf(row)} (where -a)`));
    else {
      const selected = frame === options.selected;
      const mark = selected ? view.style.mark("→") : " ";
      const index = String(frame.index).padStart(digits);
      const head = `${mark} ${selected ? view.style.strong(index) : view.style.quiet(index)}  `;
      const line = `${head}${pad(calls.get(frame)!, callWidth)}  ${pad(places.get(frame)!, placeWidth)}`;
      lines.push(fit(line.trimEnd(), view.columns));
      lines.push(...options.below?.(frame) ?? []);
    }
    const elided = row.at(-1)?.elided;
    if (elided !== undefined) lines.push(remark(`${count(elided, "frame")} not recorded`));
  }
  return lines;
}

/** Why frames have no variables, each reason once; as footnotes below a stack. */
export function reasonLines(frames: readonly Frame[], view: View): string[] {
  const reasons = new Map<string, number[]>();
  for (const { reason, index } of frames) {
    if (reason === undefined) continue;
    const indexes = reasons.get(reason);
    if (indexes === undefined) reasons.set(reason, [index]);
    else indexes.push(index);
  }
  const lines = [...reasons].slice(0, REASONS).flatMap(([reason, indexes]) => {
    const which = indexes.length === frames.length
      ? "no frame has"
      : `${indexes.length === 1 ? "frame" : "frames"} ${rangesOf(indexes)} ${indexes.length === 1 ? "has" : "have"} no`;
    return prose(`${which} variables: ${reason}`, view.columns).map(view.style.quiet);
  });
  const more = reasons.size - REASONS;
  return more > 0 ? [...lines, view.style.quiet(`… ${count(more, "more reason")}`)] : lines;
}

/** "2, 4–6". */
function rangesOf(indexes: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const index of indexes) {
    const range = ranges.at(-1);
    if (range !== undefined && range[1] === index - 1) range[1] = index;
    else ranges.push([index, index]);
  }
  const texts = ranges.slice(0, RANGES).map(([first, last]) => first === last ? `${first}` : `${first}–${last}`);
  return (ranges.length > RANGES ? [...texts, "…"] : texts).join(", ");
}

/** Rows of a stack, or of the ends of a very long one. */
function fold(options: StackOptions): Frame[][] {
  const { frames } = options;
  if (frames.length <= FOLDED) return foldAll(options);
  return [frames.slice(0, -FOLDED / 2).slice(0, FOLDED / 2), frames.slice(-FOLDED / 2)]
    .flatMap((end) => foldAll({ ...options, frames: end }));
}

/** Rows of a stack: frames alone, and runs that are folded into one line. */
function foldAll({ frames, selected, folds }: StackOptions): Frame[][] {
  const rows: Frame[][] = [];
  let run: Frame[] = [];
  const flush = () => {
    rows.push(...(run.length > 1 ? [run] : run.map((frame) => [frame])));
    run = [];
  };
  for (const [index, frame] of frames.entries()) {
    if (!folds || index === 0 || frame === selected || frame.origin === "program") {
      flush();
      rows.push([frame]);
    } else {
      run.push(frame);
      if (frame.elided !== undefined) flush();
    }
  }
  flush();
  return rows;
}

/** "express, the runtime": whose code frames run; escaped. */
export function ownersOf(run: readonly Frame[]): string {
  const owners = [...new Set(run.slice(0, INNER).map(owner))];
  const named = owners.length > 3 ? [...owners.slice(0, 3), "others"] : owners;
  return named.join(", ");
}

/** Whose code a frame runs: the name of a package, or the runtime. */
function owner(frame: Frame): string {
  if (frame.origin === "runtime") return "the runtime";
  const url = toPath((frame.position?.url ?? "").slice(-URL_END)).replaceAll("\\", "/");
  const installed = url.split("/node_modules/").at(-1) ?? "";
  const cached = /\/npm\/[^/]+\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  const name = cached ?? /^(?:@[^/]+\/)?[^/]+/.exec(installed)?.[0];
  return name === undefined || !url.includes("/") ? "packages" : escapeText(name);
}

/** `Account.withdraw(amount=12)`; no more arguments than there is room for, and these as long as there is. */
function call(frame: Frame, view: View, room: number): string {
  const { style } = view;
  const name = frame.functionName === "" ? style.quiet("(anonymous)") : style.name(escapeStart(frame.functionName));
  const head = (frame.async ? style.quiet("async ") : "") + name;
  if (frame.locals === "unavailable" || frame.parameters === undefined) return fit(head, room);
  const most = Math.ceil(view.columns / 3) + 1;
  const bound = frame.parameters.slice(0, view.columns).flatMap((parameter) => {
    const variable = argumentOf(frame, parameter);
    return variable === undefined ? [] : [{ parameter, value: variable.value }];
  }).slice(0, most);
  let args: string[] = [];
  for (const longest of ARGUMENT) {
    args = bound.map(({ parameter, value }) => `${escapeStart(parameter)}=${previewIn(value, longest, view)}`);
    const text = `${head}(${args.join(", ")})`;
    if (cells(text) <= room) return text;
  }
  let text = `${head}(`;
  for (const arg of args) {
    if (cells(text) + cells(arg) + ", …)".length > room) break;
    text += `${arg}, `;
  }
  return fit(`${text}…)`, room);
}

/** The variable that a parameter binds. */
function argumentOf({ scopes }: Frame, name: string): Variable | undefined {
  for (const scope of scopes.slice(0, SCOPES)) {
    const variable = scope.get(name);
    if (variable?.argument === true) return variable;
  }
  return undefined;
}

function place(frame: Frame, view: View, width: number): string {
  if (frame.position === undefined) return "";
  return view.style.place(fitEnd(escapeText(displayPosition(frame.position, view.cwd)), width));
}
