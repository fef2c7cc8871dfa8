/**
 * Makes the frames of a recorded throw: variables from the engine, names and positions from the printed stack.
 *
 * @module
 */
import { type Origin, originOf } from "../origin.ts";
import type { Position } from "../../dump/format.ts";
import type { EngineFrame } from "../engine/engine.ts";
import { alignStack } from "./align_stack.ts";
import type { TextOf } from "./call_text.ts";
import { isEvaluated } from "./evaluated_code.ts";
import type { RecordedThrow } from "./recorder.ts";
import { isUndistinguished, type ScopedFrame, scopeRoles, WRAPPER_NAMES } from "./scope_roles.ts";
import type { LiveFrame, LiveScope } from "./site.ts";
import { staleFrames } from "./stale_frames.ts";
import { parseStackCall, type StackCall, toUrl } from "./stack_text.ts";

/** A frame before its parameters are known. */
export interface RawFrame {
  readonly frame: LiveFrame;
  /** Where its parameter list begins in what the engine ran. */
  readonly start?: Position;
}

/** The frames of one throw: the calls on the stack, and the callers that were waiting for them. */
export interface RawStack {
  readonly frames: readonly RawFrame[];
  readonly waiting: readonly StackCall[];
  /** The printed call on top, which tells one pause from another. */
  readonly top: StackCall | undefined;
}

/** Reads the frames of a recorded throw. */
export function readStack(recorded: RecordedThrow, textOf: TextOf): RawStack {
  const listed = recorded.frames();
  const calls = recorded.stack().map(parseStackCall);
  const firstAsync = calls.findIndex(({ async }) => async);
  const running = firstAsync < 0 ? calls : calls.slice(0, firstAsync);
  const printed = alignStack(listed, running);
  const stale = staleFrames(listed, printed, textOf);
  const engineFrames = listed.filter((_, i) => !stale.has(i));
  const aligned = printed.filter((_, i) => !stale.has(i));
  const transpiled = new Set<string>();
  engineFrames.forEach((frame, i) => {
    const position = aligned[i]?.position;
    if (isEvaluated(frame.generated.url)) return;
    if (position !== undefined && position.line !== frame.generated.line) transpiled.add(frame.generated.url);
  });
  const scoped = engineFrames.map(({ functionName, scopes }): ScopedFrame => ({
    functionName,
    scopes,
    names: scopes.map(({ index }) => recorded.scopes[index]!.names),
  }));
  const frames = engineFrames.map((frame, i): RawFrame => ({
    frame: {
      ...toLiveFrame(frame, aligned[i], !transpiled.has(frame.generated.url)),
      scopes: toLiveScopes(scoped[i]!, scoped.slice(i + 1), recorded),
    },
    ...(frame.functionStart && { start: frame.functionStart }),
  }));
  return { frames, waiting: firstAsync < 0 ? [] : calls.slice(firstAsync), top: calls[0] };
}

/** A frame without variables, as a printed stack tells it. */
export function printedFrame(call: StackCall, unavailable: string): LiveFrame {
  return {
    functionName: call.functionName,
    ...(call.position && { position: call.position }),
    async: call.async,
    origin: originOf(call.position?.url ?? ""),
    scopes: [],
    unavailable,
  };
}

function toLiveFrame(
  frame: EngineFrame,
  call: StackCall | undefined,
  verbatim: boolean,
): Omit<LiveFrame, "scopes"> {
  const { receiver, elided } = frame;
  const isBuiltin = frame.generated.url === "" && frame.scopes.length === 0 && call?.position === undefined;
  const unavailable = frame.unavailable ?? (isBuiltin ? "a built-in function" : undefined);
  const generated = { ...frame.generated, url: toUrl(frame.generated.url) };
  const evaluated = isEvaluated(generated.url);
  const position = (evaluated ? undefined : call?.position) ??
    (verbatim && generated.url !== "" ? generated : undefined);
  const same = position !== undefined && position.url === generated.url && position.line === generated.line;
  return {
    functionName: call?.functionName || plainName(frame.functionName),
    ...(position && { position }),
    ...(!same && generated.url !== "" && { generated }),
    ...(generated.url !== "" && { ran: generated }),
    async: false,
    origin: evaluated ? evaluatorOf(call) : originOf(position?.url ?? generated.url),
    ...(receiver && { receiver }),
    ...(unavailable && { unavailable }),
    ...(elided && { elided }),
  };
}

/** JavaScriptCore's names for code that is in no function. */
function plainName(name: string): string {
  return name === "module code" || name === "global code" ? "" : name === "eval code" ? "eval" : name;
}

/** Whose code evaluated it: both engines print the file, if there was one. */
function evaluatorOf(call: StackCall | undefined): Origin {
  return call?.position === undefined ? "program" : originOf(call.position.url);
}

/** Scopes with their variables; empty ones are of no use to anybody, except that a function has its own. */
function toLiveScopes(frame: ScopedFrame, callers: readonly ScopedFrame[], { scopes }: RecordedThrow): LiveScope[] {
  const types = scopeRoles(frame, callers);
  // JavaScriptCore lists `arguments` of every function, whether it uses them or not.
  const lists = isUndistinguished(frame);
  return frame.scopes.flatMap(({ name, index }, i) => {
    const bindings = scopes[index]!;
    const type = types[i]!;
    const isHidden = (variable: string) =>
      (type === "module" && WRAPPER_NAMES.has(variable)) || (lists && variable === "arguments");
    const kept = bindings.names.flatMap((variable, k) => isHidden(variable) ? [] : [k]);
    if (kept.length === 0 && type !== "local") return [];
    return [{
      type,
      ...(name !== undefined && { name }),
      names: kept.map((k) => bindings.names[k]!),
      values: kept.map((k) => bindings.values[k]),
    }];
  });
}
