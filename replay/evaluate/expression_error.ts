/**
 * What is wrong with the text of an expression.
 *
 * @module
 */
import type { TextPosition } from "./environment.ts";

/** The text cannot be read. Its name is that of any syntax error; it adds the place. */
export class ExpressionError extends SyntaxError {
  override readonly name = "SyntaxError";
  /** Where in the text; absent when it is not known. */
  readonly position?: TextPosition;
  /** Whether it is the end of the text that is wrong: more of it might be right. */
  readonly atEnd: boolean;

  /** @param offset Where in `text`, in UTF-16 units from 0. */
  constructor(message: string, text: string, offset?: number, atEnd = false) {
    super(message);
    this.atEnd = atEnd;
    if (offset !== undefined) this.position = positionOf(text, offset);
  }
}

/**
 * Puts the message of a parser in words, and finds out whether more text might help.
 *
 * @param offset Where in `text` the parser stopped, in UTF-16 units from 0.
 */
export function expressionError(message: string, text: string, offset: number): ExpressionError {
  if (/^Unterminated (template|comment)/.test(message)) return new ExpressionError(message, text, offset, true);
  const end = text.trimEnd().length;
  if (offset >= end) return new ExpressionError("Unexpected end of input", text, end, true);
  const token = /^(?:[\p{ID_Continue}$#]+|[^\s])/u.exec(text.slice(offset))?.[0];
  const plain = /^Unexpected (token|character)/.test(message) && token !== undefined;
  return new ExpressionError(plain ? `Unexpected '${token}'` : message, text, offset);
}

/** Line and column of an offset. Lines end as in JavaScript. */
export function positionOf(text: string, offset: number): TextPosition {
  const lines = text.slice(0, Math.max(0, offset)).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: lines.length, column: lines[lines.length - 1]!.length + 1 };
}
