/**
 * Text at the prompt → syntax tree.
 *
 * @module
 */
import type { Node, Program } from "acorn";
import type { TextPosition } from "./environment.ts";
import { ExpressionError, expressionError, positionOf } from "./expression_error.ts";
import { stripTypes } from "./strip_types.ts";

/** A text that was understood. */
export interface Parsed {
  /** JavaScript: the text itself when it has no types. Offsets of the tree are in here. */
  readonly code: string;
  readonly program: Program;
  /** An error at a node of the tree, which points into the text as it was typed. */
  fault(message: string, node: Node): ExpressionError;
  /** Where in the text as it was typed an offset of the code is. */
  position(offset: number): TextPosition;
}

/** A way to read the text: as it stands, or in parentheses as an expression. */
interface Reading {
  readonly text: string;
  /** UTF-16 units before the text proper. */
  readonly prefix: number;
}

/**
 * Reads JavaScript or TypeScript, strict as a module is, with `await` and private names (`order.#secret`) anywhere.
 * `{a: 1}` is an object, as in every prompt.
 *
 * @throws {ExpressionError} If it is neither.
 */
export async function parse(text: string): Promise<Parsed> {
  const acorn = await import("acorn");
  const script = (code: string, original: (offset: number) => number): Parsed => {
    try {
      const program = acorn.parse(code, {
        ecmaVersion: "latest",
        sourceType: "module",
        allowAwaitOutsideFunction: true,
        checkPrivateFields: false,
      });
      return {
        code,
        program,
        fault: (message, node) => new ExpressionError(message, text, original(node.start)),
        position: (offset) => positionOf(text, original(offset)),
      };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const { pos } = error as SyntaxError & { readonly pos: number };
      throw expressionError(error.message.replace(/ \(\d+:\d+\)$/, ""), text, original(pos));
    }
  };
  const javaScript = (reading: Reading) => script(reading.text, (offset) => offset - reading.prefix);
  const typeScript = async (reading: Reading) => {
    const fault = (message: string, offset: number) => expressionError(message, text, offset - reading.prefix);
    const stripped = await stripTypes(reading.text, fault);
    return script(stripped.code, (offset) => stripped.original(offset) - reading.prefix);
  };
  const readings = readingsOf(text);
  return await firstOf([
    ...hasTypeArguments(text) ? [] : readings.map((reading) => () => javaScript(reading)),
    ...readings.map((reading) => () => typeScript(reading)),
  ]);
}

/** A text that begins like an object, a function or a class may be meant as an expression. */
function readingsOf(text: string): Reading[] {
  const plain = { text, prefix: 0 };
  const inParentheses = { text: `(${text}\n)`, prefix: 1 };
  if (/^\s*\{/.test(text)) return [inParentheses, plain];
  return /^\s*(?:async\s+)?(?:function|class)\b/.test(text) ? [plain, inParentheses] : [plain];
}

/** Whether it may have type arguments where JavaScript would read comparisons: `get<string>(key)`. */
function hasTypeArguments(text: string): boolean {
  const open = text.indexOf("<");
  return open >= 0 && /(?<!=)>\s*[(`]/.test(text.slice(open));
}

/** The first reading that works; else the error of the last one that came furthest. */
async function firstOf(attempts: readonly (() => Parsed | Promise<Parsed>)[]): Promise<Parsed> {
  let furthest: ExpressionError | undefined;
  for (const attempt of attempts) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      if (furthest === undefined || !isAfter(furthest, error)) furthest = error;
    }
  }
  throw furthest;
}

function isAfter({ position: a }: ExpressionError, { position: b }: ExpressionError): boolean {
  if (a === undefined || b === undefined) return b === undefined && a !== undefined;
  return a.line > b.line || (a.line === b.line && a.column > b.column);
}
