/**
 * What never reaches the bytes of a dump.
 *
 * @module
 */

/** What a name says of its value: nothing of it may be kept, or no text. */
export type Secrecy = "value" | "text";

/** Decides what is taken out. */
export interface Redactor {
  /** What the name of a variable, a property or a header says of its value; undefined if nothing. */
  name(name: string): Secrecy | undefined;
  /** The text with {@linkcode REDACTED} in place of what looks like a secret; undefined if nothing does. */
  text(text: string): string | undefined;
}

/** Stands in a text where a secret was. */
export const REDACTED = "[redacted]";
