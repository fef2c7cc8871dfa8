/**
 * What a log tells of an error.
 *
 * @module
 */
import type { LogFrame } from "./stack_line.ts";

/** A call, and what the log leaves out behind it. */
export interface ListedFrame extends LogFrame {
  /** How many frames were left out between this one and the next. */
  elided?: number;
  /** So many frames behind this one are those of the cause. */
  asCause?: number;
}

/** Lines of a source that a log shows at an error. */
export interface Shown {
  /** Where the log says that they are; undefined when it is where the first frame of the program is. */
  readonly url: string | undefined;
  /** The line that is marked, from 1; undefined when it is the one of that frame. */
  readonly line: number | undefined;
  /** Column of the mark, from 1. */
  readonly column: number | undefined;
  /** Lines by number; number 0 stands for the line of that frame. */
  readonly lines: ReadonlyMap<number, string>;
}

/** An error of a log. It is filled while the log is read. */
export interface LogException {
  /** Whether the log names it, rather than only listing frames. */
  readonly isNamed: boolean;
  name: string;
  message: string;
  /** Properties that the log lists, and the code behind the name. */
  readonly properties: Map<string, string | number | boolean | null>;
  frames: ListedFrame[];
  cause?: LogException;
  readonly errors: LogException[];
  readonly shown: Shown[];
  /** Its lines as they stand in the log, from its head to its last frame. */
  readonly text: string[];
  /** Column in which it begins. */
  readonly column: number;
  /** Lines of the log, from 1. */
  readonly first: number;
  last: number;
}

/** An error, its causes and members, and theirs: each before those that belong to it. */
export function everyOne(exception: LogException): LogException[] {
  const all = [exception];
  for (const one of all) all.push(...(one.cause === undefined ? [] : [one.cause]), ...one.errors);
  return all;
}

/** Most frames that are unrolled. */
const MOST_FRAMES = 1000;

/** Puts the frames back that were left out because the cause, or the frames above, list them too. */
export function unroll(exception: LogException): void {
  // The cause first, because frames of its own may be left out.
  for (const one of everyOne(exception).reverse()) unrollOne(one);
}

function unrollOne(exception: LogException): void {
  const theirs = exception.cause?.frames ?? [];
  const frames: ListedFrame[] = [];
  exception.frames.forEach(({ asCause, ...frame }, index) => {
    frames.push(frame);
    if (asCause === undefined) return;
    const next = exception.frames[index + 1];
    const from = theirs.findIndex((one, at) =>
      isSame(one, frame) && at + asCause < theirs.length &&
      (next === undefined || isSame(theirs[at + asCause + 1], next))
    );
    if (from < 0 || frames.length + asCause > MOST_FRAMES) frame.elided = asCause;
    else frames.push(...theirs.slice(from + 1, from + 1 + asCause).map((one) => ({ ...one })));
  });
  exception.frames = frames;
}

/** Repeats the last frames; says that frames are left out when those would be too many. */
export function repeatFrames(frames: ListedFrame[], lines: number, times: number): void {
  const last = frames.at(-1);
  if (last === undefined) return;
  const block = frames.slice(-lines);
  if (block.length < lines || lines * times > MOST_FRAMES) {
    last.elided = lines * times;
    return;
  }
  for (let time = 0; time < times; time++) frames.push(...block.map((frame) => ({ ...frame })));
}

function isSame(one: LogFrame | undefined, other: LogFrame): boolean {
  const [here, there] = [one?.position, other.position];
  return one?.functionName === other.functionName && here?.url === there?.url && here?.line === there?.line &&
    here?.column === there?.column;
}
