/**
 * What live code asked for in vain.
 *
 * @module
 */
import { UnavailableError } from "./unavailable_error.ts";

/** Notes what was asked for, since the program may catch the error and go on. */
export class Gaps {
  readonly #messages = new Set<string>();

  /** One line each, oldest first. */
  get messages(): readonly string[] {
    return [...this.#messages];
  }

  /**
   * Throws into the code that asked.
   *
   * @throws {UnavailableError} Always.
   */
  meet(message: string): never {
    this.#messages.add(message);
    throw new UnavailableError(message);
  }
}
