/**
 * Expressions typed at the prompt.
 *
 * @module
 */
import type { Evaluation, EvaluationError } from "../frames/evaluation.ts";
import { escapeText } from "../preview/escape.ts";
import type { Answer } from "./answer.ts";
import type { CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { cells } from "./fit.ts";
import { selectedFrame } from "./selected_frame.ts";
import { thrownText } from "./thrown_text.ts";
import { previewIn, valueData } from "./value_text.ts";
import type { View } from "./view.ts";

/** How a value is shown on the screen, at most `room` columns wide on its first line. */
export type ShowValue = (value: unknown, view: View, room: number) => string;

/** Evaluates in the selected frame. */
export function evaluateHere(context: CommandContext, text: string): Promise<Evaluation> {
  return selectedFrame(context).evaluate(text, context.state.extras());
}

/** Evaluates in the selected frame; complains when that fails. The value comes in a box, since it may be a promise. */
export async function valueOf(context: CommandContext, text: string): Promise<{ readonly value: unknown }> {
  const result = await evaluateHere(context, text);
  if (result.ok) return { value: result.value };
  context.state.keepError(result.error);
  throw evaluationError(result, text, context);
}

/** Evaluates in the selected frame, keeps the value as `_` and `$n`, and shows it. */
export async function answerExpression(context: CommandContext, text: string, show: ShowValue): Promise<Answer> {
  const result = await evaluateHere(context, text);
  if (!result.ok) {
    context.state.keepError(result.error);
    throw evaluationError(result, text, context);
  }
  const { value, declared } = result;
  const number = context.state.keep(value);
  return {
    data: () => valueData(value, context.session),
    text: (view) => {
      if (value === undefined && declared.length > 0) {
        return view.style.quiet(`declared ${declared.map(escapeText).join(", ")}`);
      }
      const head = number === undefined || !view.numbered ? "" : view.style.quiet(`$${number} = `);
      return head + show(value, view, view.columns - cells(head));
    },
  };
}

/** A value on one line. */
export const onOneLine: ShowValue = (value, view, room) => previewIn(value, room, view);

/** The complaint about an expression that failed. */
function evaluationError(result: EvaluationError, text: string, { table }: CommandContext): CommandError {
  const message = thrownText(result.error);
  if (result.position !== undefined) return new CommandError(message, { text, ...result.position });
  const nearest = result.kind === "thrown" && /^[a-z]+$/.test(text) ? table.nearest(text) : undefined;
  return new CommandError(
    nearest === undefined || nearest === text ? message : `${message}: did you mean the command ${nearest}?`,
  );
}
