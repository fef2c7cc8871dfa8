/**
 * A text by itself.
 *
 * @module
 */

/** A text that is part of no longer one: that would stay in memory for as long as the part. */
export function ownText(text: string): string {
  // Engines make a new text of this one before they cut it.
  return ` ${text}`.slice(1);
}
