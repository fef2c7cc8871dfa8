/**
 * Why code may not be live.
 *
 * @module
 */
import type { EnvironmentMatch } from "./match.ts";

/** The environment is not the recorded one, and what differs was not accepted. */
export class LiveRefusedError extends Error {
  override readonly name = "LiveRefusedError";
  /** What was compared. */
  readonly match: EnvironmentMatch;

  constructor(match: EnvironmentMatch) {
    super(`Cannot go live: ${match.why}`);
    this.match = match;
  }
}
