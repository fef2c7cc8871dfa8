/**
 * The selected frame on the screen and in JSON.
 *
 * @module
 */
import type { Frame } from "../frames/frame.ts";
import type { Session } from "../session.ts";
import { toPath } from "./display_path.ts";
import { fit } from "./fit.ts";
import { prose } from "./prose.ts";
import { variableLines } from "./scope_text.ts";
import { ownLines } from "./own_lines.ts";
import { stackLines } from "./stack_text.ts";
import type { View } from "./view.ts";

/** What JSON says of a frame. */
export interface FrameData {
  readonly index: number;
  readonly functionName: string;
  /** Path, or URL of what is no file; null when it is not known. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly async: boolean;
  readonly locals: "available" | "unavailable";
  readonly reason?: string;
}

/** A frame, for JSON. */
export function frameData(frame: Frame): FrameData {
  const { index, functionName, position, async, locals, reason } = frame;
  return {
    index,
    functionName,
    file: position === undefined ? null : toPath(position.url),
    line: position?.line ?? null,
    column: position?.column ?? null,
    async,
    locals,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Frames in one line of JSON. */
const MOST_FRAMES = 10_000;
/** UTF-16 units of their texts in one line of JSON. */
const MOST_TEXT = 2_000_000;

/** What one line of JSON has room for. */
export class FrameRoom {
  #frames = MOST_FRAMES;
  #text = MOST_TEXT;

  /** Frames, for JSON: as many of the first as there is room for, and how many more there are. */
  data(frames: readonly Frame[]): { readonly frames: readonly FrameData[]; readonly leftOut?: number } {
    const data: FrameData[] = [];
    for (const frame of frames) {
      const { functionName, position, reason } = frame;
      this.#text -= functionName.length + (position?.url.length ?? 0) + (reason?.length ?? 0);
      if (this.#text < 0 || --this.#frames < 0) break;
      data.push(frameData(frame));
    }
    const leftOut = frames.length - data.length;
    return leftOut === 0 ? { frames: data } : { frames: data, leftOut };
  }
}

/** Variables that are shown where there is no source. */
const VARIABLES = 12;

/** How many lines of source are shown around the line of a frame. */
export interface Around {
  readonly before: number;
  readonly after: number;
  /**
   * Whether it says why the frame has no variables.
   *
   * @default {true}
   */
  readonly reason?: boolean;
}

/** The source around the line of a frame, with the values of its variables; a reason when there is none. */
export async function frameExcerpt(session: Session, frame: Frame, around: Around): Promise<(view: View) => string[]> {
  const { excerptLines } = await import("./excerpt.ts");
  const { source, position } = frame;
  const line = position?.line ?? 0;
  const value = await valueByName(session, frame, { from: line - around.before, to: line + around.after });
  return (view) => {
    const { style, columns } = view;
    const reasons: string[] = [];
    if (frame.reason !== undefined && around.reason !== false) reasons.push(`no variables: ${frame.reason}`);
    if (position === undefined) reasons.push("no position: the stack does not tell it");
    else if (source?.text === undefined) {
      reasons.push(`no source: ${source?.omitted ?? "it is not in the dump"}`);
    }
    const lines = position === undefined || source?.text === undefined ? [] : excerptLines({
      source,
      from: Math.max(1, position.line - around.before),
      to: position.line + around.after,
      mark: position,
      value,
    }, view);
    const variables = lines.length > 0 ? [] : variableLines(session, frame, view, VARIABLES);
    return [
      ...lines,
      ...reasons.flatMap((reason) => prose(reason, columns).map((line) => style.quiet(line))),
      ...variables,
    ];
  };
}

/** Scopes whose variables have the same value in the functions around. */
const SHARED: ReadonlySet<string> = new Set(["closure", "module", "script", "global"]);
/** Those that all functions of a module share. */
const OF_MODULE: ReadonlySet<string> = new Set(["module", "script", "global"]);

/**
 * Finds values by name as code in the frame would, what was changed at the prompt first. On the lines of other functions
 * names stand for other variables, but for those that they share.
 *
 * @param lines The lines whose names are asked for, from 1.
 */
export async function valueByName(
  session: Session,
  frame: Frame,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<(name: string, line: number) => { readonly value: unknown } | undefined> {
  const changes = session.changes(frame);
  const { source, position } = frame;
  const lines = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => source?.line(from + at) ?? "");
  const receiver = lines.some((line) => /\bthis\b/.test(line)) ? await session.findThis(frame) : undefined;
  const own = source === undefined || position === undefined ? undefined : ownLines(source, position.line);
  return (name, line) => {
    const isIn = (range: "inner" | "outer") => own === undefined || (own[range].from <= line && line <= own[range].to);
    const isInner = isIn("inner");
    if (name === "this") return isInner ? receiver : undefined;
    const found = session.find(frame, name);
    if (!isInner && found === undefined) return undefined;
    if (!isInner && !(isIn("outer") ? SHARED : OF_MODULE).has(found!.scope.type)) return undefined;
    if (changes.has(name)) return { value: changes.get(name) };
    return found === undefined ? undefined : { value: found.variable.value };
  };
}

/** A frame as one line of a stack, marked as the selected one unless it is not. */
export function frameLine(frame: Frame, view: View, isSelected = true): string {
  const [line = ""] = stackLines({ frames: [frame], selected: isSelected ? frame : undefined, folds: false }, view);
  return fit(line, view.columns);
}
