/**
 * Errors of live code in the words of its source.
 *
 * @module
 */
import { types } from "node:util";

/** How variables are looked up in live code; see `code_writer.ts`. */
const LOOKUP = /\$kt(?:\d+_)?\.(?=[\p{ID_Start}$_])/gu;

/** What stands for `this`, in arrow functions and at the prompt. */
const RECEIVER = /\$kt(?:\d+_)?\$?\.receiver\b/g;

/**
 * Takes the traces of the rewriting out of an error's texts: engines quote the code, `$kt.coupon.apply is not a
 * function`.
 */
export function plainError(error: unknown): unknown {
  if (!types.isNativeError(error)) return error;
  for (const key of ["message", "stack"] as const) {
    const descriptor = Object.getOwnPropertyDescriptor(error, key);
    const text: unknown = key === "stack" ? error.stack : descriptor?.value;
    if (typeof text !== "string" || !text.includes("$kt")) continue;
    const enumerable = descriptor?.enumerable ?? false;
    Reflect.defineProperty(error, key, {
      value: text.replace(RECEIVER, "this").replace(LOOKUP, ""),
      writable: true,
      enumerable,
      configurable: true,
    });
  }
  return error;
}
