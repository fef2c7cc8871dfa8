/**
 * What a log tells of an error.
 *
 * @module
 */
import type { Header } from "../../dump/format.ts";
import type { LogRoom } from "./log_room.ts";
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
  /** How many lines of its stream had been read at its last frame. */
  end: number;
  /** Milliseconds since 1970 of the time in the line of its head, or in one shortly above; NaN when there is none. */
  readonly time: number;
  /** The runtime that a line below it names. */
  runtime?: Header["runtime"];
  /** Causes and members, and theirs, that were not kept: there are very many. */
  leftOut: number;
}

/** An error, its causes and members, and theirs: each before those that belong to it. */
export function everyOne(exception: LogException): LogException[] {
  const all = [exception];
  for (const one of all) all.push(...(one.cause === undefined ? [] : [one.cause]), ...one.errors);
  return all;
}

/** Frames of an error that are kept; of the others it is known how many they are. */
export const MOST_FRAMES = 1000;
/** Places of an error at which frames of its cause are put back: runtimes print one. */
const MOST_PLACES = 8;

/** Puts the frames back that were left out because the cause, or the frames above, list them too. */
export function unroll(exception: LogException, room: LogRoom): void {
  // The cause first, because frames of its own may be left out.
  for (const one of everyOne(exception).reverse()) unrollOne(one, room);
}

function unrollOne(exception: LogException, room: LogRoom): void {
  const theirs = exception.cause?.frames ?? [];
  let places = 0;
  const frames: ListedFrame[] = [];
  exception.frames.forEach(({ asCause, ...frame }, index) => {
    frames.push(frame);
    if (asCause === undefined) return;
    const next = exception.frames[index + 1];
    const from = places++ >= MOST_PLACES
      ? -1
      : theirs.findIndex((one, at) =>
        isSame(one, frame) && at + asCause < theirs.length &&
        (next === undefined || isSame(theirs[at + asCause + 1], next))
      );
    const isRoom = from >= 0 && frames.length + asCause <= MOST_FRAMES && room.unroll(asCause);
    if (!isRoom) frame.elided = asCause + (frame.elided ?? 0);
    else frames.push(...theirs.slice(from + 1, from + 1 + asCause).map((one) => ({ ...one })));
  });
  exception.frames = frames;
}

/** Repeats the last frames; says that frames are left out when those would be too many. */
export function repeatFrames(frames: ListedFrame[], lines: number, times: number, room: LogRoom): void {
  const last = frames.at(-1);
  if (last === undefined) return;
  const block = frames.slice(-lines);
  if (block.length < lines || frames.length + lines * times > MOST_FRAMES || !room.unroll(lines * times)) {
    last.elided = lines * times + (last.elided ?? 0);
    return;
  }
  for (let time = 0; time < times; time++) frames.push(...block.map((frame) => ({ ...frame })));
}

function isSame(one: LogFrame | undefined, other: LogFrame): boolean {
  const [here, there] = [one?.position, other.position];
  return one?.functionName === other.functionName && here?.url === there?.url && here?.line === there?.line &&
    here?.column === there?.column;
}
