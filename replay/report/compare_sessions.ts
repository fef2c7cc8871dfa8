/**
 * What differs between two dumps: the error, the frames, their variables, the environment.
 *
 * @module
 */
import type { Exception } from "../frames/exception.ts";
import type { Frame } from "../frames/frame.ts";
import type { Session } from "../session.ts";
import { displayPath } from "../text/display_path.ts";
import { type FrameChanges, ScopeComparison } from "./compare_scopes.ts";
import { type Change, ValueComparison } from "./compare_values.ts";
import { fingerprint, frameKey } from "./fingerprint.ts";

/** A frame of both dumps, or of one of them. */
export interface FramePair {
  readonly a?: Frame;
  readonly b?: Frame;
  readonly changes: readonly Change[];
  /** How many changes more there are. */
  readonly more: number;
  /** Whether there are too many variables to compare them all. */
  readonly isPart: boolean;
}

/** Something around the program that differs; undefined where it is not there. */
export interface Setting {
  readonly name: string;
  readonly a: string | undefined;
  readonly b: string | undefined;
}

/** An error of both dumps, or of one of them. */
export interface ErrorPair {
  /** `TypeError: message`; undefined where there is none. */
  readonly a: string | undefined;
  readonly b: string | undefined;
  /** What they are to the error before: a cause, or a member of an aggregate; undefined for the first. */
  readonly relation: Relation["relation"] | undefined;
  /** All frames, in the order of the stacks. */
  readonly frames: readonly FramePair[];
}

/** What differs between two dumps. */
export interface Comparison {
  /** Whether both are of the same crash: same error, same functions. */
  readonly sameCrash: boolean;
  /** The errors, and then their causes and members, nearest first. */
  readonly errors: readonly ErrorPair[];
  /** How many errors more there are, which are too many to be compared. */
  readonly uncompared: number;
  /** What differs of the environment. */
  readonly environment: readonly Setting[];
}

/** Errors of each dump that are compared. */
const MOST_ERRORS = 100;

/** Frames of each stack that are compared. */
const MOST_FRAMES = 400;

/** Frames of all stacks of both dumps that are compared. */
const MOST_PAIRS = 10_000;

/** Compares two dumps: errors, causes, frames, environment. Of the values, only receivers are rehydrated. */
export function compareSessions(a: Session, b: Session): Comparison {
  const scopes = new ScopeComparison(new ValueComparison(a, b));
  const related = relatedErrors(a.exceptions[0], b.exceptions[0]);
  let room = MOST_PAIRS;
  const compared = related.slice(0, MOST_ERRORS).filter(({ a: left, b: right }, at) => {
    room -= Math.min(MOST_FRAMES, left?.frames.length ?? 0) + Math.min(MOST_FRAMES, right?.frames.length ?? 0);
    return at === 0 || room > 0;
  });
  const errors = compared.map(({ a: left, b: right, relation }): ErrorPair => {
    const pairs = pairFrames({ session: a, frames: left?.frames ?? [] }, { session: b, frames: right?.frames ?? [] });
    return {
      a: left && `${left.name}: ${left.message}`,
      b: right && `${right.name}: ${right.message}`,
      relation,
      frames: pairs.map((pair) => ({ ...pair, ...changesOf(pair, scopes) })),
    };
  });
  const uncompared = related.length - errors.length;
  return { sameCrash: fingerprint(a) === fingerprint(b), errors, uncompared, environment: environmentOf(a, b) };
}

/** Two errors that are the same to the errors before them. */
interface Relation {
  readonly a: Exception | undefined;
  readonly b: Exception | undefined;
  readonly relation?: "cause" | "member";
}

/** The errors with their causes and members, each once. */
function relatedErrors(a: Exception | undefined, b: Exception | undefined): Relation[] {
  const known = new Set<Exception>();
  const found: Relation[] = [];
  const meet = (pair: Relation): void => {
    const { a: left, b: right } = pair;
    const isNew = (exception: Exception | undefined) => exception !== undefined && !known.has(exception);
    if (!isNew(left) && !isNew(right)) return;
    found.push(pair);
    for (const exception of [left, right]) if (exception !== undefined) known.add(exception);
  };
  meet({ a, b });
  for (const pair of found) {
    const [left, right] = [pair.a?.errors ?? [], pair.b?.errors ?? []];
    meet({ a: pair.a?.cause, b: pair.b?.cause, relation: "cause" });
    for (let at = 0; at < Math.max(left.length, right.length); at++) {
      meet({ a: left[at], b: right[at], relation: "member" });
    }
  }
  return found;
}

interface Stack {
  readonly session: Session;
  readonly frames: readonly Frame[];
}

/** Brings the frames of two stacks together: the longest common run of same functions. */
function pairFrames(a: Stack, b: Stack): { readonly a?: Frame; readonly b?: Frame }[] {
  const [left, right] = [a.frames.slice(0, MOST_FRAMES), b.frames.slice(0, MOST_FRAMES)];
  const keysA = left.map((frame) => frameKey(frame, a.session));
  const keysB = right.map((frame) => frameKey(frame, b.session));
  const width = right.length + 1;
  // lengths[i * width + j]: how many frames the rests from i and from j have in common.
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i * width + j] = keysA[i] === keysB[j]
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const pairs: { a?: Frame; b?: Frame }[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && keysA[i] === keysB[j]) pairs.push({ a: left[i++]!, b: right[j++]! });
    else if (j >= right.length || (i < left.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      pairs.push({ a: left[i++]! });
    } else pairs.push({ b: right[j++]! });
  }
  return pairs;
}

function changesOf({ a, b }: { readonly a?: Frame; readonly b?: Frame }, scopes: ScopeComparison): FrameChanges {
  if (a?.locals !== "available" || b?.locals !== "available") return { changes: [], more: 0, isPart: false };
  return scopes.changes(a, b);
}

function environmentOf(a: Session, b: Session): Setting[] {
  const settings = (session: Session): Map<string, string> => {
    const { header } = session;
    const limits = Object.entries(header.limits).map((
      [name, value],
    ): [string, string] => [`limit ${name}`, `${value}`]);
    return new Map([
      ["runtime", `${header.runtime.name} ${header.runtime.version}`.trim()],
      ["platform", `${header.platform} ${header.arch}`.trim()],
      ["folder", header.cwd],
      ["program", header.main === undefined ? "" : displayPath(header.main, header.cwd)],
      ["trigger", header.trigger],
      ["variables by", header.engine.kind],
      ...limits,
      ...session.modules.map(({ url, hash }): [string, string] => [
        `module ${displayPath(url, header.cwd)}`,
        hash?.slice(0, 12) ?? "",
      ]),
    ]);
  };
  const [left, right] = [settings(a), settings(b)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((name) => ({ name, a: left.get(name), b: right.get(name) }))
    .filter((setting) => setting.a !== setting.b);
}
