/**
 * Numbers with their nouns.
 *
 * @module
 */

/** "1 frame", "2 frames". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
