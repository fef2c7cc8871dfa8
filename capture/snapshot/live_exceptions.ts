/**
 * Gathers what is known of a thrown value and of the errors that hang on it.
 *
 * @module
 */
import { types } from "node:util";
import type { Engine } from "../engine/engine.ts";
import type { TextOf } from "./call_text.ts";
import { printedFrame, type RawFrame } from "./live_frames.ts";
import type { Recorder } from "./recorder.ts";
import type { LiveException, LiveFrame } from "./site.ts";
import { parseStack } from "./stack_text.ts";
import { type ThrowSite, throwSites } from "./throw_sites.ts";

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
  /** Reads the text of an error's stack without running code of the program. */
  readonly stackOf: (error: object) => string | undefined;
  /** Reads the text of a source. */
  readonly textOf: TextOf;
  /** Names of the parameters of a frame whose engine does not say where its function begins. */
  readonly parametersOf: (frame: LiveFrame) => readonly string[] | undefined;
}

/** Errors of one dump, with all causes and members. */
const MAX_EXCEPTIONS = 50;

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
  const sites = values.map((each) => throwSites(context.recorder?.throwsOf(each) ?? [], context.textOf));
  const complete = withParameters(sites, context);
  return { exceptions: values.map((each, i) => toException(each, complete[i]!, context)), links };
}

function toException(
  value: unknown,
  sites: readonly { readonly time: number; readonly frames: readonly LiveFrame[] }[],
  context: GatherContext,
): LiveException {
  const [first, ...throws] = sites;
  if (first !== undefined) return { value, frames: first.frames, throws };
  const unavailable = reasonWithoutThrow(value, context);
  const stack = typeof value === "object" && value !== null ? context.stackOf(value) : undefined;
  const frames = parseStack(stack ?? "").map((call) => printedFrame(call, unavailable));
  return { value, frames, unavailable, throws: [] };
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

/** Asks for the parameter names of all frames at once. */
function withParameters(
  all: readonly (readonly ThrowSite[])[],
  { engine, parametersOf }: GatherContext,
): { time: number; frames: LiveFrame[] }[][] {
  const raw = all.flatMap((sites) => sites.flatMap(({ frames }) => frames)).filter(isFunctionFrame);
  const starts = raw.filter(({ start }) => start !== undefined);
  const answers = engine?.parameters(starts.map(({ start }) => start!)) ?? [];
  const names = new Map<RawFrame, readonly string[] | undefined>(starts.map((frame, i) => [frame, answers[i]]));
  const complete = (frame: RawFrame): LiveFrame => {
    if (!isFunctionFrame(frame)) return frame.frame;
    const parameters = names.has(frame) ? names.get(frame) : parametersOf(frame.frame);
    return parameters === undefined ? frame.frame : { ...withParametersFirst(frame.frame, parameters), parameters };
  };
  return all.map((sites) => sites.map(({ time, frames }) => ({ time, frames: frames.map(complete) })));
}

/** The frame with the variables of its function in the order of its parameters; engines may list them in any. */
function withParametersFirst(frame: LiveFrame, parameters: readonly string[]): LiveFrame {
  const scopes = frame.scopes.map((scope) => {
    if (scope.type !== "local") return scope;
    const first = parameters.map((name) => scope.names.indexOf(name)).filter((i) => i >= 0);
    const order = [...first, ...[...scope.names.keys()].filter((i) => !first.includes(i))];
    return { ...scope, names: order.map((i) => scope.names[i]!), values: order.map((i) => scope.values[i]) };
  });
  return { ...frame, scopes };
}

function isFunctionFrame({ frame }: RawFrame): boolean {
  return frame.scopes.some(({ type }) => type === "local");
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
