/**
 * What a throw left in memory: frames with live bindings.
 *
 * @module
 */
import type { Position, ScopeType } from "../../dump/format.ts";
import type { Origin } from "../origin.ts";

/** Stands for the value of a variable that was not initialised yet when the program stopped. */
export const UNINITIALIZED: unique symbol = Symbol("keeptrace.uninitialized");

/** Stands for the value of a variable that only code of the program could tell: of a `with` statement. */
export const BEHIND_ACCESSOR: unique symbol = Symbol("keeptrace.accessor");

/** The bindings of one scope, copied while the program was paused. Objects among the values are live. */
export interface LiveScope {
  readonly type: ScopeType;
  readonly name?: string;
  readonly names: readonly string[];
  readonly values: readonly unknown[];
}

/** One frame of a throw. */
export interface LiveFrame {
  readonly functionName: string;
  /** Original position. */
  readonly position?: Position;
  /** Position in what the engine ran, where that differs. */
  readonly generated?: Position;
  /** Position in what the engine ran, told where it is the same as `position` too. */
  readonly ran?: Position;
  /** Where its parameter list begins in what the engine ran. */
  readonly start?: Position;
  readonly async: boolean;
  readonly origin: Origin;
  /** Innermost first. */
  readonly scopes: readonly LiveScope[];
  /** The receiver, boxed so that `undefined` and "not known" differ. */
  readonly receiver?: { readonly value: unknown };
  readonly parameters?: readonly string[];
  /** Why it has no variables. */
  readonly unavailable?: string;
  /** How many frames were left out between this one and the next. */
  readonly elided?: number;
}

/** A thrown value with the frames of its first throw and of the later ones. */
export interface LiveException {
  readonly value: unknown;
  readonly frames: readonly LiveFrame[];
  readonly unavailable?: string;
  readonly throws: readonly { readonly time: number; readonly frames: readonly LiveFrame[] }[];
}

/** What the inspector says of one held value that the language itself does not tell. */
export interface Inspection {
  /** Where a function's code begins, in what the engine ran. */
  readonly location?: Position;
  /** Closure scopes of a function, innermost first, global scope left out. */
  readonly scopes?: readonly LiveScope[];
  /** Private fields of an object, in order: name with its `#`, and live value. */
  readonly privates?: readonly (readonly [name: string, value: unknown])[];
  /** Internal slots by their protocol names without brackets: PromiseState, PromiseResult, Target, Handler, TargetFunction, BoundThis, BoundArgs, GeneratorState, … */
  readonly internals?: ReadonlyMap<string, unknown>;
}

/**
 * Asks the inspector about held values, synchronously, all in one turn.
 * Returns one answer a value, in order, undefined where there is none; undefined as a whole when no inspector answers.
 */
export type Inspect = (values: readonly object[]) => readonly (Inspection | undefined)[] | undefined;
