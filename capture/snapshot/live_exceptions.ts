/**
 * Gathers what is known of a thrown value and of the errors that hang on it.
 *
 * @module
 */
import { types } from "node:util";
import { detectRuntime } from "../../dump/runtime.ts";
import type { Engine } from "../engine/engine.ts";
import { completeFrames, type LiveThrow } from "./complete_frames.ts";
import { withEvaluatedCode } from "./evaluated_code.ts";
import { printedFrame } from "./live_frames.ts";
import { type SourceTexts, withOriginalFrames } from "./original_frames.ts";
import type { Recorder } from "./recorder.ts";
import type { ScriptReader } from "./script_reader.ts";
import type { LiveException, LiveFrame } from "./site.ts";
import { parseStack } from "./stack_text.ts";
import { withThrowPlaces } from "./throw_place.ts";
import { throwSites } from "./throw_sites.ts";

/** How exceptions hang together: indexes in the list. */
export interface Links {
  readonly cause?: number;
  readonly errors?: readonly number[];
}

/** Exceptions of one dump; the captured one comes first. */
export interface LiveExceptions {
  readonly exceptions: readonly LiveException[];
  readonly links: readonly Links[];
}

/** What the recording side hands in. */
export interface GatherContext {
  readonly recorder: Recorder | undefined;
  readonly engine: Engine | undefined;
  readonly scripts: ScriptReader;
  /** Reads the text of an error's stack without running code of the program. */
  readonly stackOf: (error: object) => string | undefined;
  readonly sources: SourceTexts;
}

/** Errors of one dump, with all causes and members. */
const MAX_EXCEPTIONS = 50;

/** Why a value has no frames with variables that the runtime alone was seen to throw. */
const PASSED_ON =
  "only the runtime was seen to throw it: it was made here and passed on, or thrown in another realm (node:vm)";

const { getOwnPropertyDescriptor } = Object;
const { isProxy } = types;

/** The captured value and, breadth-first, the causes of errors and the members of aggregates. */
export function liveExceptions(value: unknown, context: GatherContext): LiveExceptions {
  const values: unknown[] = [value];
  const links: Links[] = [];
  const indexOf = (linked: unknown): number | undefined => {
    if (!isErrorLike(linked, context)) return undefined;
    const known = values.indexOf(linked);
    if (known >= 0) return known;
    return values.length < MAX_EXCEPTIONS ? values.push(linked) - 1 : undefined;
  };
  for (let i = 0; i < values.length; i++) {
    const cause = indexOf(ownData(values[i], "cause"));
    const members = ownData(values[i], "errors");
    const errors = Array.isArray(members) && !isProxy(members)
      ? Array.from({ length: Math.min(members.length, MAX_EXCEPTIONS) }, (_, k) => indexOf(ownData(members, String(k))))
        .filter((index) => index !== undefined)
      : [];
    links.push({ ...(cause !== undefined && { cause }), ...(errors.length > 0 && { errors }) });
  }
  const { text } = context.sources;
  const recorded = values.map((each) => context.recorder?.throwsOf(each) ?? []);
  const sites = withEvaluatedCode(recorded, context.scripts, context.sources).map((each) => throwSites(each, text));
  const complete = completeFrames(sites, context.scripts, text);
  const exceptions = values.map((each, i) => toException(each, complete[i]!, context));
  const placed = withOriginalFrames(exceptions, context.sources, context.scripts.mapAddress);
  return { exceptions: detectRuntime().name === "bun" ? withThrowPlaces(placed, text) : placed, links };
}

function toException(
  value: unknown,
  sites: readonly LiveThrow[],
  context: GatherContext,
): LiveException {
  const [first, ...throws] = sites;
  const recorded = first && { value, frames: first.frames, throws };
  if (recorded !== undefined && sites.some(({ frames }) => frames.some(hasVariables))) return recorded;
  const unavailable = first === undefined || isStackOverflow(value) ? reasonWithoutThrow(value, context) : PASSED_ON;
  const stack = typeof value === "object" && value !== null ? context.stackOf(value) : undefined;
  const frames = parseStack(stack ?? "").map((call) => printedFrame(call, unavailable));
  // The stack of the error itself tells where it is from, that of the runtime only how it came out.
  const known = (frame: LiveFrame) =>
    frame.origin === "runtime" || first?.frames.some((each) => isSamePlace(each, frame));
  if (recorded !== undefined && frames.every(known)) return recorded;
  return { value, frames, unavailable, throws: [] };
}

function isSamePlace({ position: one }: LiveFrame, { position: other }: LiveFrame): boolean {
  return one?.url === other?.url && one?.line === other?.line && one?.column === other?.column;
}

function hasVariables({ unavailable }: LiveFrame): boolean {
  return unavailable === undefined;
}

/** Why a value has no frames with variables. */
function reasonWithoutThrow(value: unknown, { engine }: GatherContext): string {
  if (engine === undefined) return "recording was not armed: init() had not been called";
  if (engine.kind === "stack-only") return `recording was not armed: ${engine.reason}`;
  if (isStackOverflow(value)) return "a stack overflow: the engine does not stop at one";
  const { recording, notes } = engine.status();
  if (!recording || notes.length > 0) return ["no throw of it was recorded", ...notes].join("; ");
  return "no throw of it was seen: it was thrown before init(), by the engine itself, or rejected without a throw";
}

function isStackOverflow(value: unknown): boolean {
  const message = types.isNativeError(value) ? ownData(value, "message") : undefined;
  return typeof message === "string" && message.startsWith("Maximum call stack size exceeded");
}

/** Errors, and whatever else was seen thrown. */
function isErrorLike(value: unknown, { recorder, stackOf }: GatherContext): value is object {
  return typeof value === "object" && value !== null && !isProxy(value) &&
    (stackOf(value) !== undefined || recorder?.throwsOf(value) !== undefined);
}

/** An own data property; undefined for accessors, proxies and primitives. */
function ownData(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || isProxy(value)) return undefined;
  return getOwnPropertyDescriptor(value, key)?.value;
}
