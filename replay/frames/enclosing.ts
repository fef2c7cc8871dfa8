/**
 * Variables that the engine optimised away.
 *
 * An engine keeps of the variables around a function only those that the function uses; the others are not among its
 * scopes. While the enclosing function is still on the stack, as it is for a callback, its own frame holds them.
 *
 * @module
 */
import type { Slot } from "../../dump/slot.ts";
import type { Frame } from "./frame.ts";
import { findIn, type FoundVariable } from "./find_variable.ts";
import { type LexicalRange, offsetOf, rangesAround } from "./lexical_ranges.ts";
import { base1, toBase0 } from "./position.ts";
import type { Scope } from "./scope.ts";

/** Finds a variable of a function around a frame's own, in the frame of that function. */
export type FindOuter = (name: string) => FoundVariable | undefined;

/** A frame of a function around. */
interface Outer {
  readonly frame: Frame;
  /** Scopes of that frame that the inner function sees. */
  readonly scopes: readonly Scope[];
  /** Names of blocks that the inner function may not stand in: what they mean there is not known. */
  readonly unclear: readonly Scope[];
}

/** Types of the scopes of a block. */
const BLOCKS: ReadonlySet<Scope["type"]> = new Set(["block", "catch", "with", "eval"]);

/**
 * Prepares to find what the engine optimised away in a frame. A frame of a function around counts only if it is sure:
 * the source says that its function encloses the other, and among several calls of it, only one has the values that
 * both share.
 *
 * @param stack The frames among which the frame is, innermost first.
 * @param ranges The functions and blocks of the frame's source.
 */
export function outerVariables(frame: Frame, stack: readonly Frame[], ranges: readonly LexicalRange[]): FindOuter {
  const text = frame.source?.text;
  const outers = text === undefined ? [] : outerFrames(frame, stack, ranges, text);
  return (name) => {
    for (const { frame, scopes, unclear } of outers) {
      if (unclear.some((scope) => scope.get(name) !== undefined)) return undefined;
      const found = findIn(frame, scopes, name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/**
 * The frame whose receiver is `this` in a frame: itself, or for an arrow function the frame of the function around;
 * undefined when that is not on the stack, or not for sure. An engine does not always tell the `this` of an arrow
 * function.
 *
 * @param stack The frames among which the frame is, innermost first.
 * @param ranges The functions and blocks of the frame's source.
 */
export function receiverFrame(
  frame: Frame,
  stack: readonly Frame[],
  ranges: readonly LexicalRange[],
): Frame | undefined {
  const text = frame.source?.text;
  if (text === undefined) return frame;
  const around = rangesAt(frame, ranges, text);
  const own = around.find(({ isFunction }) => isFunction);
  const holder = around.find(({ hasThis }) => hasThis);
  // What stands in no function but the text itself has the `this` of the module.
  if (own === undefined || own.hasThis || holder === undefined || holder === ranges.at(-1)) return frame;
  if (!holder.isFunction) return around.indexOf(holder) < around.indexOf(own) ? frame : undefined;
  return onlyCall(callsOf(holder, frame, stack, ranges, text), frame);
}

/** The ranges that a frame stands in, innermost first. */
function rangesAt({ position }: Frame, ranges: readonly LexicalRange[], text: string): readonly LexicalRange[] {
  return position === undefined ? [] : rangesAround(ranges, offsetOf(text, toBase0(base1(position))));
}

/** The callers of a frame that are calls of a function of the same source. */
function callsOf(
  range: LexicalRange,
  frame: Frame,
  stack: readonly Frame[],
  ranges: readonly LexicalRange[],
  text: string,
): readonly Frame[] {
  return stack.filter((at) =>
    at.index > frame.index && at.source === frame.source && at.locals === "available" &&
    rangesAt(at, ranges, text).find(({ isFunction }) => isFunction) === range
  );
}

function outerFrames(frame: Frame, stack: readonly Frame[], ranges: readonly LexicalRange[], text: string): Outer[] {
  const [own, ...enclosing] = rangesAt(frame, ranges, text).filter(({ isFunction }) => isFunction);
  if (own === undefined) return [];
  return enclosing.flatMap((range): Outer[] => {
    const caller = onlyCall(callsOf(range, frame, stack, ranges, text), frame);
    if (caller === undefined) return [];
    const blocks = rangesAt(caller, ranges, text).filter((block) => !block.isFunction && isWithin(block, range));
    const scopes = ownScopes(caller);
    return blocks.every((block) => isWithin(own, block)) ? [{ frame: caller, scopes, unclear: [] }] : [{
      frame: caller,
      scopes: scopes.filter(({ type }) => !BLOCKS.has(type)),
      unclear: scopes.filter(({ type }) => BLOCKS.has(type)),
    }];
  });
}

function isWithin(inner: LexicalRange, outer: LexicalRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The scopes that a call made: up to its first local one, or, of a runtime without local ones, the first closure. */
function ownScopes({ scopes }: Frame): readonly Scope[] {
  const local = scopes.findIndex(({ type }) => type === "local");
  const last = local >= 0 ? local : scopes.findIndex(({ type }) => type === "closure");
  return scopes.slice(0, last + 1);
}

/** The one call that the frame's closure came from; undefined when several may be it. */
function onlyCall(calls: readonly Frame[], frame: Frame): Frame | undefined {
  const possible = calls.filter((call) => agreement(call, frame) !== "contradicts");
  if (possible.length <= 1) return possible[0];
  const confirmed = possible.filter((call) => agreement(call, frame) === "confirms");
  return confirmed.length === 1 ? confirmed[0] : undefined;
}

/** What the variables that the call and a closure of the frame share say: an object that both hold confirms. */
function agreement(call: Frame, frame: Frame): "confirms" | "contradicts" | "silent" {
  let confirmed = false;
  for (const scope of frame.scopes) {
    if (scope.type !== "closure" || scope.variables.length === 0) continue;
    const pairs = scope.variables.map((variable) => [variable, findIn(call, ownScopes(call), variable.name)] as const);
    // Of another function around, unless the call has all of its names.
    if (pairs.some(([, found]) => found === undefined)) continue;
    if (pairs.some(([variable, found]) => !isSame(variable.slot, found!.variable.slot))) return "contradicts";
    confirmed ||= pairs.some(([{ slot }]) => typeof slot === "object" && slot !== null && slot.kind === "ref");
  }
  return confirmed ? "confirms" : "silent";
}

function isSame(left: Slot, right: Slot): boolean {
  if (typeof left !== "object" || left === null || typeof right !== "object" || right === null) {
    return Object.is(left, right);
  }
  return left.kind === "ref" ? right.kind === "ref" && left.id === right.id : left.kind === right.kind;
}
