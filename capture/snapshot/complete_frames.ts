/**
 * Adds to the frames of throws what only the texts of the program tell: parameters, and the places of tail calls.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import { callsOf } from "../calls_of.ts";
import { parameterNames } from "../../dump/parameter_names.ts";
import { offsetOf } from "../text_places.ts";
import type { EngineCall } from "../engine/engine.ts";
import type { TextOf } from "./call_text.ts";
import { isEvaluated } from "./evaluated_code.ts";
import type { RawFrame } from "./live_frames.ts";
import type { ScriptReader } from "./script_reader.ts";
import type { LiveFrame } from "./site.ts";
import { sourceParameters } from "./source_parameters.ts";
import type { ThrowSite } from "./throw_sites.ts";

/** A throw whose frames are complete. */
export interface LiveThrow {
  readonly time: number;
  readonly frames: readonly LiveFrame[];
}

/** Completes the frames of all exceptions; reads in the scripts once. */
export function completeFrames(
  all: readonly (readonly ThrowSite[])[],
  scripts: ScriptReader,
  textOf: TextOf,
): LiveThrow[][] {
  const raw = all.flatMap((sites) => sites.flatMap(({ frames }) => frames));
  const starting = raw.filter(({ start, frame }) =>
    start !== undefined && !isEvaluated(start.url) && isFunctionFrame(frame)
  );
  const unplaced = raw.filter(({ frame }) => frame.position === undefined && frame.generated !== undefined);
  const facts = scripts.read(
    starting.map(({ start }) => start!),
    unplaced.map(({ frame }) => frame.generated!),
  );
  const names = new Map(starting.map((frame, i) => [frame, facts.parameters[i]] as const));
  const calls = new Map(unplaced.map((frame, i) => [frame, facts.calls[i]] as const));

  const complete = (rawFrame: RawFrame): LiveFrame => {
    const { start } = rawFrame;
    const placed = withPosition(rawFrame.frame, calls.get(rawFrame), textOf);
    const frame = start === undefined ? placed : { ...placed, start };
    if (!isFunctionFrame(frame)) return frame;
    const parameters = names.has(rawFrame)
      ? names.get(rawFrame)
      : start !== undefined
      ? parametersAt(start, textOf(start.url))
      : sourceParameters(frame, textOf(frame.position?.url ?? ""));
    return parameters === undefined ? frame : { ...withParametersFirst(frame, parameters), parameters };
  };
  return all.map((sites) => sites.map(({ time, frames }) => ({ time, frames: frames.map(complete) })));
}

/** The frame with the place of its call in the source, when the source has as many calls of that kind. */
function withPosition(frame: LiveFrame, call: EngineCall | undefined, textOf: TextOf): LiveFrame {
  const text = textOf(frame.generated?.url ?? "");
  if (call === undefined || frame.generated === undefined || text === undefined) return frame;
  const places = callsOf(call.name, text).filter(({ form }) => form === call.form);
  const place = places[call.index];
  if (place === undefined || places.length !== call.count) return frame;
  const above = text.slice(0, place.offset).split("\n");
  const position: Position = { url: frame.generated.url, line: above.length, column: above.at(-1)!.length + 1 };
  return { ...frame, position };
}

/** The parameters of a function that begins at a place of a text that the engine ran. */
function parametersAt(start: Position, text: string | undefined): readonly string[] | undefined {
  const offset = text === undefined ? undefined : offsetOf(text, start);
  return offset === undefined ? undefined : parameterNames(text!, offset);
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

function isFunctionFrame(frame: LiveFrame): boolean {
  return frame.scopes.some(({ type }) => type === "local");
}
