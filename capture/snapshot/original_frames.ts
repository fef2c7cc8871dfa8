/**
 * Puts the frames of built programs (bundled, minified, compiled from TypeScript) where they are in their source, as
 * their source maps tell. Runtimes do that for what they transpile themselves, and for little else.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import type { LiveException, LiveFrame } from "./site.ts";
import { mapAddress, type Original, originalPlaces, type Place } from "./source_map.ts";
import { toUrl } from "./stack_text.ts";

/** The sources of a program. */
export interface SourceTexts {
  /** The text of a source; undefined when it cannot be had. */
  readonly text: (url: string) => string | undefined;
  /** Gives a source that may be in no file the text that a map carries. */
  readonly setText: (url: string, text: string) => void;
  /** The text of a source map; undefined when it cannot be had. */
  readonly mapText: (url: string) => string | undefined;
}

/** A place that no map tells of. */
const NOWHERE: Place = { line: -1, column: 0 };

/**
 * The exceptions with their program's frames at original positions; what no map tells of stays as it is.
 *
 * @param engineMap The address of the source map of a script, where the engine tells it.
 */
export function withOriginalFrames(
  exceptions: readonly LiveException[],
  sources: SourceTexts,
  engineMap: (url: string) => string | undefined,
): LiveException[] {
  const all = exceptions.flatMap(({ frames, throws }) => [...frames, ...throws.flatMap((each) => each.frames)]);
  const byUrl = new Map<string, LiveFrame[]>();
  for (const frame of all) {
    const url = (frame.ran ?? frame.position)?.url;
    if (url === undefined || frame.origin !== "program") continue;
    byUrl.set(url, [...byUrl.get(url) ?? [], frame]);
  }
  const original = new Map<LiveFrame, LiveFrame>();
  for (const [url, frames] of byUrl) {
    for (const [frame, placed] of furtherOriginalsOf(url, frames, sources, engineMap(url))) original.set(frame, placed);
  }
  const place = (frames: readonly LiveFrame[]) => frames.map((frame) => original.get(frame) ?? frame);
  return exceptions.map((exception) => ({
    ...exception,
    frames: place(exception.frames),
    throws: exception.throws.map((each) => ({ ...each, frames: place(each.frames) })),
  }));
}

/**
 * The frames of one script that come from elsewhere. The map of what a runtime made of a built file leads to that file,
 * and the map that the file has leads on from there.
 */
function furtherOriginalsOf(
  url: string,
  frames: readonly LiveFrame[],
  sources: SourceTexts,
  engineMap: string | undefined,
): (readonly [LiveFrame, LiveFrame])[] {
  const first = new Map(originalsOf(url, frames, sources, engineMap));
  const address = engineMap === undefined ? undefined : mapAddress(sources.text(url) ?? "");
  if (address === undefined || address === engineMap) return [...first];
  const left = frames.filter((frame) => (first.get(frame) ?? frame).position?.url === url);
  const further = new Map(originalsOf(url, left.map((frame) => first.get(frame) ?? frame), sources, undefined));
  return frames.flatMap((frame) => {
    const before = first.get(frame);
    const after = further.get(before ?? frame) ?? before;
    return after === undefined ? [] : [[frame, after] as const];
  });
}

/** The frames of one script that one map leads elsewhere. */
function originalsOf(
  url: string,
  frames: readonly LiveFrame[],
  sources: SourceTexts,
  engineMap: string | undefined,
): (readonly [LiveFrame, LiveFrame])[] {
  const text = sources.text(url) ?? "";
  const address = engineMap ?? mapAddress(text);
  const mapUrl = address === undefined ? undefined : resolve(address, url);
  const map = mapUrl === undefined ? undefined : parse(sources.mapText(mapUrl));
  if (mapUrl === undefined || map === undefined) return [];
  const base = mapUrl.startsWith("data:") ? url : mapUrl;
  const lines = text.split("\n");
  // An engine that tells the map tells positions in what it ran; the other one ran something else than the file.
  const ranAt = ({ ran, position }: LiveFrame) => engineMap === undefined && position?.url === url ? position : ran;
  // All at once: to pass over the map is what takes time.
  const places = frames.flatMap((frame) => [toPlace(ranAt(frame)), namePlace(frame, lines)]);
  const originals = originalPlaces(map, places);
  return frames.flatMap((frame, i) => {
    const [original, named] = originals.slice(2 * i, 2 * i + 2);
    if (original === undefined) return [];
    // The map of what the runtime made of a file names the file in a way of its own.
    const isItself = original.content !== undefined && original.content === text;
    const at = isItself ? url : resolve(original.source, base);
    const placed = at === undefined ? undefined : toFrame(frame, original, named?.name, at, sources);
    return placed === undefined ? [] : [[frame, placed] as const];
  });
}

/** The frame where it was written; undefined when the text of that place is nowhere to be had. */
function toFrame(
  frame: LiveFrame,
  original: Original,
  name: string | undefined,
  url: string,
  sources: SourceTexts,
): LiveFrame | undefined {
  const { generated, position, ran } = frame;
  if (original.content !== undefined) sources.setText(url, original.content);
  else if (sources.text(url) === undefined) return undefined;
  const named = name === undefined ? frame : { ...frame, functionName: name };
  // The runtime has done it, and may know the column better.
  if (position?.url === url && position.line === original.line + 1) return named;
  return {
    ...named,
    position: { url, line: original.line + 1, column: original.column + 1 },
    generated: generated ?? ran ?? position!,
  };
}

/** How far before the parameters a name is looked for, in UTF-16 units. */
const NAME_DISTANCE = 50;

/** What stands between a name and the parameters of the function that is given it: `name = async (`. */
const GIVEN_TO_NAME = /\s*=\s*(?:async\s*)?(?:function\b\s*\*?\s*)?$/;

/** Where the name of a function stands, if it is called in the file what it is called here. */
function namePlace({ functionName, start }: LiveFrame, lines: readonly string[]): Place {
  const line = start === undefined ? undefined : lines[start.line - 1];
  if (start === undefined || line === undefined || functionName === "") return NOWHERE;
  // Of a minified program one line may be all of it.
  const before = line.slice(Math.max(0, start.column - 1 - NAME_DISTANCE), start.column - 1);
  const end = start.column - 1 - (GIVEN_TO_NAME.exec(before)?.[0].length ?? 0);
  const column = end - functionName.length;
  const isName = line.slice(column, end) === functionName && !/[\p{ID_Continue}$.]/u.test(line[column - 1] ?? "");
  return isName ? { line: start.line - 1, column } : NOWHERE;
}

function toPlace(position: Position | undefined): Place {
  return position === undefined ? NOWHERE : { line: position.line - 1, column: position.column - 1 };
}

function resolve(address: string, base: string): string | undefined {
  try {
    const url = toUrl(address);
    return url === address ? new URL(address, base).href : url;
  } catch {
    return undefined;
  }
}

/** Reads a map as JSON; some servers put a line before it that is none. */
function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text.replace(/^\)\]\}[^\n]*\n/, ""));
  } catch {
    return undefined;
  }
}
