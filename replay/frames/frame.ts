/**
 * A frame as a readonly view.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Scope } from "./scope.ts";
import type { Source } from "./source.ts";

/** One call. */
export interface Frame {
  /** Place in its stack, from 1; 1 is the innermost, where it was thrown. */
  readonly index: number;
  /** Name as the stack shows it, e.g. `Account.withdraw`; empty when it has none. */
  readonly functionName: string;
  /** Position in the original source. */
  readonly position?: Position;
  /** Position in what the engine ran, when that differs. */
  readonly generated?: Position;
  readonly source?: Source;
  /** Whether it is a caller that was waiting in an `await`. */
  readonly async: boolean;
  /** Whose code it is: the program's, a package's, the runtime's. */
  readonly origin: "program" | "library" | "runtime";
  readonly locals: "available" | "unavailable";
  /** Why it has no variables; absent when it has. */
  readonly reason?: string;
  /** Innermost first. */
  readonly scopes: readonly Scope[];
  /** Names that the parameters bind, in order; absent when not known. */
  readonly parameters?: readonly string[];
  /** The receiver (`this`), made when it is first read; absent when it is not known. */
  readonly receiver?: { readonly value: unknown };
  /** How many frames were left out between this one and the next, its caller. */
  readonly elided?: number;
  /**
   * Evaluates TypeScript in this frame. Assignments and declarations stay in a scratch overlay of the frame, never in
   * the file. It never rejects: what the text throws is in the answer.
   *
   * @param extras Further names that the text can use, e.g. `_` and `$1`. `$exception` and `$frame` are always there.
   */
  evaluate(text: string, extras?: ReadonlyMap<string, unknown>): Promise<Evaluation>;
}
