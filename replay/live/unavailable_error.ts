/**
 * What live code throws where the dump cannot answer.
 *
 * @module
 */

/** Thrown into live code that reads something that is neither in the dump nor in the checkout. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
}
