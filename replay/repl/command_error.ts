/**
 * What a person gets to read when a line cannot be done.
 *
 * @module
 */

import type { Answer } from "./answer.ts";

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
  /** Which line of which file it is about, when it was not typed. */
  readonly where?: string | undefined;
  /** What the lines of the file before that one answered. */
  readonly before?: readonly Answer[];
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
  /** Which line of which file it is about, when it was not typed. */
  readonly where?: string;
  /** What the lines of the file before that one answered. */
  readonly before: readonly Answer[];

  constructor(message: string, options: CommandErrorOptions = {}) {
    const { place, interrupted = false, trace = [], where, before = [] } = options;
    super(message.length <= LONGEST ? message : `${message.slice(0, LONGEST)}…`);
    this.interrupted = interrupted;
    this.trace = trace;
    this.before = before;
    if (place !== undefined) this.place = place;
    if (where !== undefined) this.where = where;
  }
}
