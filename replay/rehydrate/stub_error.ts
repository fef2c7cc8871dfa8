/**
 * What calling recorded code throws in an inert session.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";

/** What to type so that recorded code runs. */
export const GO_LIVE = "type `live on`, or open the dump with --live";

/**
 * Thrown by a stub: the code of the recorded program is not run. The message says what was called, where its code is,
 * why it does not run, and what to type.
 */
export class StubError extends Error {
  override readonly name = "StubError";
  /** What was called, e.g. `Account.withdraw`. */
  readonly member: string;
  /** Where its code begins; undefined when that is not known. */
  readonly position: Position | undefined;

  /**
   * @param act What was tried, e.g. `call`.
   * @param member What it was tried on.
   * @param why Why it cannot be done, and what to type instead.
   */
  constructor(act: string, member: string, why: string, position?: Position) {
    super(`Cannot ${act} ${member}${placeOf(position)}: ${why}`);
    this.member = member;
    this.position = position;
  }
}

/** A position in parentheses with a space before it, as text that goes into a sentence; empty when there is none. */
export function placeOf(position: Position | undefined): string {
  return position === undefined ? "" : ` (${position.url}:${position.line}:${position.column})`;
}
