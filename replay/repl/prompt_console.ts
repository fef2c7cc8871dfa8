/**
 * `console` at the prompt: it prints on the screen of the prompt.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { wrap } from "../text/fit.ts";
import { previewIn } from "../text/value_text.ts";
import type { View } from "../text/view.ts";

/** Takes the values of one call. */
export type PrintValues = (values: readonly unknown[]) => void;

const METHODS = ["log", "info", "debug", "warn", "error", "dir", "table", "trace"] as const;

/** The object that stands for `console` in what is typed; all of its methods do the same. */
export function promptConsole(print: PrintValues): object {
  const methods = METHODS.map((name) => [name, { [name]: (...values: unknown[]) => print(values) }[name]] as const);
  return Object.freeze(Object.fromEntries(methods));
}

/** The lines of one call: texts as they are, other values as previews. */
export function printedLines(values: readonly unknown[], view: View): string[] {
  const texts = values.map((value) => typeof value === "string" ? value : undefined);
  if (values.length === 1 && texts[0] === undefined) return [previewIn(values[0], view.columns, view)];
  const plain = { ...view, painter: undefined };
  const line = values.map((value, at) => texts[at] ?? previewIn(value, view.columns, plain)).join(" ");
  return line.split(/\r?\n/).flatMap((part) => wrap(escapeText(part), view.columns));
}
