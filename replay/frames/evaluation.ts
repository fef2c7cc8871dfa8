/**
 * What came of evaluating an expression.
 *
 * A box, because a promise would unwrap a value that has a `then`, and a debugger must be able to show one.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import type { StopSignal } from "../stop_signal.ts";

/** How an expression is evaluated. */
export interface EvaluationOptions {
  /**
   * Names beside those of the frame, which come first.
   *
   * @default {new Map()}
   */
  readonly extras?: Iterable<readonly [name: string, value: unknown]> | undefined;
  /**
   * An `AbortSignal` that ends an evaluation that waits in an `await`: it answers with an `InterruptedError`. Code that
   * does not wait is not ended by it.
   *
   * @default {undefined}
   */
  readonly signal?: StopSignal | undefined;
}

/** The value of an expression, or what it threw. */
export type Evaluation = EvaluatedValue | EvaluationError;

/** The expression had a value. */
export interface EvaluatedValue {
  readonly ok: true;
  readonly value: unknown;
  /** Names that it declared; they stay with the frame. */
  readonly declared: readonly string[];
}

/** The expression could not be read, or it threw. */
export interface EvaluationError {
  readonly ok: false;
  /** What was thrown: any value. */
  readonly error: unknown;
  readonly kind: "syntax" | "thrown";
  /** Where in the expression: line and column from 1. */
  readonly position?: Omit<Position, "url">;
}
