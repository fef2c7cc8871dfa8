/**
 * What calling recorded code throws in an inert session.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";

/** Thrown by a stub: the code of the recorded program is not run. The message says what was called, and what to type. */
export class StubError extends Error {
  override readonly name = "StubError";
  /** What was called, e.g. `Account.withdraw`. */
  readonly member: string;
  /** Where its code begins, when that is known. */
  readonly position?: Position;

  constructor(member: string, why: string, position?: Position) {
    const at = position === undefined ? "" : ` (${position.url}:${position.line}:${position.column})`;
    super(`Cannot run ${member}${at}: ${why}; type \`live on\`, or open the dump with --live`);
    this.member = member;
    if (position !== undefined) this.position = position;
  }
}
