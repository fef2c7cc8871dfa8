/**
 * What an expression is evaluated in: the frame as the evaluator sees it, and what comes of it.
 *
 * @module
 */
import type { Overlay } from "./overlay.ts";
import type { StopSignal } from "../stop_signal.ts";

/** A box around a value, so that `undefined` and "not there" differ, and no promise unwraps it. */
export interface Box {
  readonly value: unknown;
}

/** The frame, as the evaluator sees it. Names are looked up one at a time, so nothing is made before it is asked for. */
export interface EvaluateEnvironment {
  /** A variable of the frame by name, as code in the frame would find it; undefined when there is none. */
  lookup(name: string): Box | undefined;
  /** Names of the variables, for completion and for hints. */
  names(): Iterable<string>;
  /** Why a name is not there, as the end of a sentence; undefined when there is nothing to say. */
  missing?(name: string): string | undefined;
  /** The receiver (`this`); absent when it is not known. */
  readonly receiver?: Box | undefined;
  /** Where assignments and declarations go. */
  readonly overlay: Overlay;
  /**
   * Assigns a variable of the frame for good, as live code would; absent in an inert session.
   *
   * @returns False when there is none of that name, so that the assignment goes to the overlay.
   */
  assign?(name: string, value: unknown): boolean;
  /** Loads a module as code in the frame would; absent in an inert session. */
  importModule?(specifier: string): Promise<unknown>;
  /** Further names: `_`, `_error`, `$exception`, `$frame`, `$1`… They come after the frame's own variables. */
  readonly extras: ReadonlyMap<string, unknown>;
  /** A private field of an object, by its name with `#`; undefined when the object has none of that name. */
  readPrivate(object: object, name: string): Box | undefined;
}

/** How an evaluation may end early. */
export interface EvaluateOptions {
  /** Ends an evaluation that waits in an `await`. */
  readonly signal?: StopSignal | undefined;
  /**
   * Milliseconds that a top-level `await` may take. In a dead process no timer and no I/O will ever settle a promise,
   * so one that does not settle soon never will.
   *
   * @default {2000}
   */
  readonly settleTimeoutMs?: number | undefined;
  /**
   * Whether code of the program runs, so that timers and I/O may settle a promise.
   *
   * @default {false}
   */
  readonly isLive?: boolean | undefined;
}

/** The value of an expression, or what it threw. */
export type EvaluateResult = EvaluateValue | EvaluateError;

/** The expression had a value. */
export interface EvaluateValue {
  readonly ok: true;
  readonly value: unknown;
  /** Names that it declared; they stay in the overlay. */
  readonly declared: readonly string[];
}

/** The expression could not be read, or it threw. */
export interface EvaluateError {
  readonly ok: false;
  /** What was thrown: any value. For "syntax" a SyntaxError. */
  readonly error: unknown;
  readonly kind: "syntax" | "thrown";
  /** Where in the text, if that is known. */
  readonly position?: TextPosition;
}

/** A place in the text of an expression. Both from 1; a column counts UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}
