/**
 * What a person gets to read when a line cannot be done.
 *
 * @module
 */

/** A place in the text of an expression; both from 1. */
export interface ExpressionPlace {
  /** The expression that the place is in. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** What goes with the message of a wrong command or expression. */
export interface CommandErrorOptions {
  /** Where the expression is wrong, when that is known. */
  readonly place?: ExpressionPlace | undefined;
  /** Whether it was Ctrl-C that ended the line. */
  readonly interrupted?: boolean;
  /** Where live code threw it, one call a line. */
  readonly trace?: readonly string[];
}

/** UTF-16 units of a message: names and paths of a file stand in some, and may be of any length. */
const LONGEST = 10_000;

/** A wrong command or expression. The message is one line: what was found, and what to type where that helps. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  /** Where the expression is wrong, when that is known. */
  readonly place?: ExpressionPlace;
  /** Whether it was Ctrl-C that ended the line. */
  readonly interrupted: boolean;
  /** Where live code threw it, one call a line; empty for anything else. */
  readonly trace: readonly string[];

  constructor(message: string, { place, interrupted = false, trace = [] }: CommandErrorOptions = {}) {
    super(message.length <= LONGEST ? message : `${message.slice(0, LONGEST)}…`);
    this.interrupted = interrupted;
    this.trace = trace;
    if (place !== undefined) this.place = place;
  }
}
