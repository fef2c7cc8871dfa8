/**
 * A stack on the screen: one line a frame.
 *
 * @module
 */
import type { Frame } from "../frames/frame.ts";
import { escapeText } from "../preview/escape.ts";
import { count } from "./count.ts";
import { displayPosition, toPath } from "./display_path.ts";
import { cells, fit, fitEnd, pad, wrap } from "./fit.ts";
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

/** Columns that one argument may take. */
const ARGUMENT = 20;

/** The lines of a stack; none is wider than the view. */
export function stackLines(options: StackOptions, view: View): string[] {
  const rows = fold(options);
  const frames = rows.flatMap((row) => row.length === 1 ? row : []);
  const digits = String(options.frames.at(-1)?.index ?? 1).length;
  const room = view.columns - digits - 4;
  const places = new Map(frames.map((frame) => [frame, place(frame, view, Math.floor(room * 0.6))]));
  const placeWidth = Math.max(0, ...[...places.values()].map(cells));
  const calls = new Map(frames.map((frame) => [frame, fit(call(frame, view), Math.max(16, room - placeWidth - 2))]));
  const callWidth = Math.max(0, ...[...calls.values()].map(cells));
  const lines: string[] = [];
  for (const row of rows) {
    const [frame] = row;
    if (frame === undefined) continue;
    if (row.length > 1) {
      lines.push(
        fit(
          view.style.quiet(`${" ".repeat(digits + 4)}… ${count(row.length, "frame")} of ${ownersOf(row)} (where -a)`),
          view.columns,
        ),
      );
    } else {
      const selected = frame === options.selected;
      const mark = selected ? view.style.mark("→") : " ";
      const index = String(frame.index).padStart(digits);
      const head = `${mark} ${selected ? view.style.strong(index) : view.style.quiet(index)}  `;
      const line = `${head}${pad(calls.get(frame)!, callWidth)}  ${pad(places.get(frame)!, placeWidth)}`;
      lines.push(fit(line.trimEnd(), view.columns));
      lines.push(...options.below?.(frame) ?? []);
    }
    const elided = row.at(-1)?.elided;
    if (elided !== undefined) {
      lines.push(
        fit(view.style.quiet(`${" ".repeat(digits + 4)}… ${count(elided, "frame")} not recorded`), view.columns),
      );
    }
  }
  return lines;
}

/** Why frames have no variables, each reason once; as footnotes below a stack. */
export function reasonLines(frames: readonly Frame[], view: View): string[] {
  const reasons = new Map<string, number[]>();
  for (const { reason, index } of frames) {
    if (reason !== undefined) reasons.set(reason, [...reasons.get(reason) ?? [], index]);
  }
  return [...reasons].flatMap(([reason, indexes]) => {
    const which = indexes.length === frames.length
      ? "no frame has"
      : `${indexes.length === 1 ? "frame" : "frames"} ${rangesOf(indexes)} ${indexes.length === 1 ? "has" : "have"} no`;
    return wrap(escapeText(`${which} variables: ${reason}`), view.columns).map(view.style.quiet);
  });
}

/** "2, 4–6". */
function rangesOf(indexes: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const index of indexes) {
    const range = ranges.at(-1);
    if (range !== undefined && range[1] === index - 1) range[1] = index;
    else ranges.push([index, index]);
  }
  return ranges.map(([first, last]) => first === last ? first : `${first}–${last}`).join(", ");
}

/** Rows of a stack: frames alone, and runs that are folded into one line. */
function fold({ frames, selected, folds }: StackOptions): Frame[][] {
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
  const owners = [...new Set(run.map(owner))];
  const named = owners.length > 3 ? [...owners.slice(0, 3), "others"] : owners;
  return named.join(", ");
}

/** Whose code a frame runs: the name of a package, or the runtime. */
function owner(frame: Frame): string {
  if (frame.origin === "runtime") return "the runtime";
  const url = toPath(frame.position?.url ?? "").replaceAll("\\", "/");
  const installed = url.split("/node_modules/").at(-1) ?? "";
  const cached = /\/npm\/[^/]+\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  const name = cached ?? /^(?:@[^/]+\/)?[^/]+/.exec(installed)?.[0];
  return name === undefined || !url.includes("/") ? "packages" : escapeText(name);
}

/** `Account.withdraw(amount=12)`. */
function call(frame: Frame, view: View): string {
  const { style } = view;
  const name = frame.functionName === "" ? style.quiet("(anonymous)") : style.name(escapeText(frame.functionName));
  const prefix = frame.async ? style.quiet("async ") : "";
  if (frame.locals === "unavailable" || frame.parameters === undefined) return prefix + name;
  const values = new Map(
    [...frame.scopes].reverse().flatMap((scope) => scope.variables.filter((variable) => variable.argument))
      .map((variable) => [variable.name, variable]),
  );
  const args = frame.parameters.flatMap((parameter) => {
    const variable = values.get(parameter);
    return variable === undefined ? [] : [`${escapeText(parameter)}=${previewIn(variable.value, ARGUMENT, view)}`];
  });
  return `${prefix}${name}(${args.join(", ")})`;
}

function place(frame: Frame, view: View, width: number): string {
  if (frame.position === undefined) return "";
  return view.style.place(fitEnd(escapeText(displayPosition(frame.position, view.cwd)), width));
}
