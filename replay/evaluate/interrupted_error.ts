/**
 * What an evaluation ends with that was ended.
 *
 * @module
 */
/** Thrown into code that Ctrl-C ends, and what an evaluation ends with. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";

  constructor(why = "interrupted") {
    super(`Evaluation ended: ${why}`);
  }
}
