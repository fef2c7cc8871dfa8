/**
 * Expressions that are shown after every move.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import type { CommandContext } from "./command.ts";
import { evaluateHere } from "./evaluation.ts";
import { cells, fit } from "../text/fit.ts";
import { thrownText } from "./thrown_text.ts";
import { previewIn } from "../text/value_text.ts";
import type { View } from "../text/view.ts";

/** Evaluates what is on display in the selected frame. */
export async function displayLines(context: CommandContext): Promise<(view: View) => string[]> {
  const shown: ((view: View) => string)[] = [];
  for (const { number, text } of context.state.displays) {
    const result = await evaluateHere(context, text);
    shown.push((view) => {
      const head = view.style.quiet(`${number}: ${escapeText(text)} = `);
      const room = Math.max(8, view.columns - cells(head));
      const value = result.ok ? previewIn(result.value, room, view) : view.style.quiet(thrownText(result.error, view));
      return fit(head + value, view.columns);
    });
  }
  return (view) => shown.map((show) => show(view));
}
