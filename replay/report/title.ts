/**
 * The name of a file above what is said of it.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { fitEnd } from "../text/fit.ts";
import type { View } from "../text/view.ts";

/** `── crash.cbor`, on one line. */
export function titleLines(name: string, { style, columns }: View): string[] {
  return [`${style.quiet("──")} ${style.strong(fitEnd(escapeText(name), columns - 3))}`];
}
