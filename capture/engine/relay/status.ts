/**
 * A few words of memory that the relay and the program share, so that the program can look without waiting.
 *
 * @module
 */

/** Index of each word. */
export const Word = {
  /** One of {@linkcode RelayState}. */
  state: 0,
  /** 1 while the program stands at its own `debugger` statement and asks for a turn. */
  turn: 1,
  /** How often pausing was limited to stay within the budget. */
  limited: 2,
  /** How often a pause was given up because its hand-over was not answered in time. */
  deadlines: 3,
  /** How many throws had a stack too deep to hand over. */
  deep: 4,
  /** How many throws came from another realm. */
  foreign: 5,
} as const;

/** How many words there are. */
export const WORDS = 6;

/** What the relay does at a throw. */
export const RelayState = {
  /** Not connected (yet, or for now). */
  down: 0,
  /** Every throw is recorded. */
  armed: 1,
  /** Only throws that look uncaught are recorded: the budget is spent. */
  limited: 2,
  /** Nothing is recorded: the budget is overdrawn. */
  off: 3,
  /** The relay has ended. */
  ended: 4,
} as const;
