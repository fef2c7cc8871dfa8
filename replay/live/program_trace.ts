/**
 * The stack of an error, as far as it is the program's.
 *
 * @module
 */
import { types } from "node:util";

/** The column, which is that of the code that was made from the source, and what engines call a piece of it. */
const COLUMN = /:\d+(?=\)?$)/;

/**
 * The calls of an error's stack that stand in some modules, innermost first, one a line: `at Order.sell (file:///…:9)`.
 * Empty for what is no error.
 *
 * @param urls Of the modules.
 */
export function programTrace(error: unknown, urls: readonly string[]): string[] {
  if (!types.isNativeError(error) || types.isProxy(error)) return [];
  const { stack }: { stack?: unknown } = error;
  if (typeof stack !== "string") return [];
  return stack.split("\n").map((line) => line.trim()).filter((line) =>
    line.startsWith("at ") && urls.some((url) => line.includes(`${url}:`) || line.includes(`${url}, `))
  ).map((line) =>
    line.replace(", <anonymous>:", ":").replace(COLUMN, "").replace(/^at (?:eval|<anonymous>) \(/, "at (anonymous) (")
  );
}
