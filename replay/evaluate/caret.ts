/**
 * Points into the text of an expression.
 *
 * @module
 */
import { unicodeWidth } from "@std/cli/unicode-width";
import { escapeText } from "../preview/escape.ts";
import type { TextPosition } from "./environment.ts";

/** The line that a position is in, and below it a caret under the position; safe to show. */
export function caret(text: string, position: TextPosition): string {
  const line = text.split(/\r\n|[\n\r\u2028\u2029]/)[position.line - 1] ?? "";
  const before = escapeText(line.slice(0, position.column - 1));
  return `${escapeText(line)}\n${" ".repeat(unicodeWidth(before))}^`;
}
