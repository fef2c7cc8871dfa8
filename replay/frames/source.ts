/**
 * Source texts: from the dump, else from a file below a root that the reader named, if its hash is the recorded one.
 *
 * @module
 */

/** A source text, as a person reads it. */
export interface Source {
  readonly url: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash?: string;
  /** The text; undefined when it is not to be had. */
  readonly text: string | undefined;
  /** Where the text came from. */
  readonly origin: "dump" | "disk" | undefined;
  /** Why there is no text; undefined when there is. */
  readonly omitted: string | undefined;
  /** How many lines it has; 0 without a text. */
  readonly lineCount: number;
  /** A line by its number from 1, without its end; undefined beyond the text. */
  line(number: number): string | undefined;
}
