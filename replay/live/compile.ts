/**
 * Text → function.
 *
 * @module
 */
import type { Helpers } from "./helpers.ts";

/** A piece of code that was written, and where it stands. */
export interface WrittenCode {
  /** An expression, or for a body statements. */
  readonly text: string;
  /** Names of its two parameters. */
  readonly environment: string;
  readonly helpers: string;
  readonly url: string;
  /** The line that it begins on, from 1: stack traces tell lines of the source. */
  readonly line: number;
  readonly isStrict: boolean;
  /** What it is: an expression to be returned, or the body of a function. */
  readonly form: "expression" | "body" | "async body";
}

/** Code that waits for its environment. */
export type Compiled = (environment: object, helpers: Helpers) => unknown;

/**
 * Compiles code of the checkout.
 *
 * @param evaluate Compiles inside of something, e.g. a class.
 * @throws {SyntaxError} If this runtime does not know its syntax.
 */
export function compile(code: WrittenCode, evaluate: (code: string) => unknown = globalThis.eval): Compiled {
  const { text, environment, helpers, url, line, isStrict, form } = code;
  const strict = isStrict ? `"use strict"; ` : "";
  const body = form === "expression" ? `return (${text}\n);` : `${text}\n`;
  const kind = form === "async body" ? "async function" : "function";
  // A body comes with all the lines before it.
  const before = "\n".repeat(form === "expression" ? line - 1 : 0);
  // A line break in the URL would begin a line of code.
  const name = url.replace(/[\s\u2028\u2029]/g, encodeURIComponent);
  return evaluate(
    `${before}(${kind} (${environment}, ${helpers}) { ${strict}${body}})\n//# sourceURL=${name}`,
  ) as Compiled;
}
