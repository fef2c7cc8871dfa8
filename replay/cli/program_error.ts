/**
 * Why the program cannot begin.
 *
 * @module
 */

/** Wrong arguments or a bad file: exit code 2. The message is one line that says what was found and what to type. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
}
