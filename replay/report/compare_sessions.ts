/**
 * What differs between two dumps: the error, the frames, their variables, the environment.
 *
 * @module
 */
import type { Slot } from "../../dump/slot.ts";
import type { Exception } from "../frames/exception.ts";
import type { Frame } from "../frames/frame.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import type { Session } from "../session.ts";
import { displayPath } from "../text/display_path.ts";
import { LOCAL } from "../text/scope_text.ts";
import { type Change, ValueComparison } from "./compare_values.ts";
import { fingerprint, frameKey } from "./fingerprint.ts";

/** A frame of both dumps, or of one of them. */
export interface FramePair {
  readonly a?: Frame;
  readonly b?: Frame;
  readonly changes: readonly Change[];
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

/** Compares two dumps: errors, causes, frames, environment. Of the values, only receivers are rehydrated. */
export function compareSessions(a: Session, b: Session): Comparison {
  const values = new ValueComparison(a, b);
  const related = relatedErrors(a.exceptions[0], b.exceptions[0]);
  const errors = related.slice(0, MOST_ERRORS).map(({ a: left, b: right, relation }): ErrorPair => {
    const pairs = pairFrames({ session: a, frames: left?.frames ?? [] }, { session: b, frames: right?.frames ?? [] });
    return {
      a: left && `${left.name}: ${left.message}`,
      b: right && `${right.name}: ${right.message}`,
      relation,
      frames: pairs.map((pair) => ({ ...pair, changes: changesOf(pair, values) })),
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
  const seen = new Set<Exception>();
  const isNew = (exception: Exception | undefined) => exception !== undefined && !seen.has(exception);
  const found: Relation[] = [];
  const todo: Relation[] = [{ a, b }];
  for (const pair of todo) {
    if (!isNew(pair.a) && !isNew(pair.b)) continue;
    found.push(pair);
    for (const exception of [pair.a, pair.b]) if (exception !== undefined) seen.add(exception);
    const [left, right] = [pair.a?.errors ?? [], pair.b?.errors ?? []];
    todo.push({ a: pair.a?.cause, b: pair.b?.cause, relation: "cause" });
    for (let at = 0; at < Math.max(left.length, right.length); at++) {
      todo.push({ a: left[at], b: right[at], relation: "member" });
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

function changesOf({ a, b }: { readonly a?: Frame; readonly b?: Frame }, values: ValueComparison): Change[] {
  if (a?.locals !== "available" || b?.locals !== "available") return [];
  const [left, right] = [bindings(a), bindings(b)];
  const changes: Change[] = [];
  for (const [name, slot] of left) {
    if (right.has(name)) changes.push(...values.changes(name, slot, right.get(name)));
    else changes.push({ path: name, a: { slot } });
    right.delete(name);
  }
  for (const [name, slot] of right) changes.push({ path: name, b: { slot } });
  return changes;
}

/** The variables of a frame and its receiver, by name as code in it sees them. */
function bindings(frame: Frame): Map<string, Slot> {
  const found = new Map<string, Slot>();
  for (const scope of frame.scopes) {
    if (!LOCAL.has(scope.type)) continue;
    for (const { name, slot } of scope.variables) if (!found.has(name)) found.set(name, slot);
  }
  const receiver = frame.receiver === undefined ? undefined : nodeOf(frame.receiver.value)?.id;
  if (receiver !== undefined && !found.has("this")) found.set("this", { kind: "ref", id: receiver });
  return found;
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
