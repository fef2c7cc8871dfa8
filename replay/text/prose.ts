/**
 * Texts of a dump that are told in full lines.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { wrap } from "./fit.ts";

/** UTF-16 units that are told: a file may have a text of any length in the place of a sentence. */
const LONGEST = 5000;

/** A text on as many lines as it needs, escaped; of a very long one the beginning. */
export function prose(text: string, columns: number): string[] {
  return wrap(escapeText(text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`), columns);
}
