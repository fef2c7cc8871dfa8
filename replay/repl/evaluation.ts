/**
 * Expressions typed at the prompt.
 *
 * @module
 */
import type { EvaluatedValue, Evaluation, EvaluationError } from "../frames/evaluation.ts";
import { escapeText } from "../preview/escape.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import type { Answer } from "./answer.ts";
import type { CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { cells } from "../text/fit.ts";
import { thrownText } from "./thrown_text.ts";
import { previewIn, valueData } from "../text/value_text.ts";
import type { View } from "../text/view.ts";

/** How a value is shown on the screen, at most `room` columns wide on its first line. */
export type ShowValue = (value: unknown, view: View, room: number) => string;

/** Evaluates in the selected frame; without one, an expression has only the names of the prompt. */
export async function evaluateHere({ selection, state }: CommandContext, text: string): Promise<Evaluation> {
  const { exception, frame } = selection;
  if (frame !== undefined) return await frame.evaluate(text, { extras: state.extras() });
  const [{ evaluate }, { Overlay }] = await Promise.all([
    import("../evaluate/evaluate.ts"),
    import("../evaluate/overlay.ts"),
  ]);
  return await evaluate(text, {
    lookup: () => undefined,
    names: () => [],
    overlay: state.overlay ??= new Overlay(),
    extras: new Map([["$exception", exception.value], ...state.extras()]),
    readPrivate: (object, name) => nodeOf(object)?.privates.findLast((field) => field.name === name),
  });
}

/** Evaluates in the selected frame; complains when that fails. The value comes in a box, since it may be a promise. */
export async function valueOf(context: CommandContext, text: string): Promise<EvaluatedValue> {
  return orComplain(await evaluateHere(context, text), text, context);
}

/** The value, or the complaint about what was thrown, which becomes `_error`. */
export function orComplain(result: Evaluation, text: string, context: CommandContext): EvaluatedValue {
  if (result.ok) return result;
  context.state.keepError(result.error);
  throw evaluationError(result, text, context);
}

/** Evaluates in the selected frame, keeps the value as `_` and `$n`, and shows it. */
export async function answerExpression(context: CommandContext, text: string, show: ShowValue): Promise<Answer> {
  const { value, declared } = await valueOf(context, text);
  const number = context.state.keep(value);
  return {
    data: () => valueData(value, context.session),
    text: (view) => {
      if (value === undefined && declared.length > 0) {
        return view.style.quiet(`declared ${declared.map(escapeText).join(", ")}`);
      }
      return numbered(value, number, view, show);
    },
  };
}

/** Evaluates expressions with commas between them, and shows the value of each. */
export async function answerExpressions(context: CommandContext, text: string, show: ShowValue): Promise<Answer> {
  if (!text.includes(",") || !await (await import("../evaluate/is_sequence.ts")).isSequence(text)) {
    return await answerExpression(context, text, show);
  }
  const { state, session } = context;
  const result = await evaluateHere(context, `[${text}\n]`);
  const { value } = orComplain(withoutBracket(result), text, context);
  const values = (value as unknown[]).map((value) => ({ value, number: state.keep(value) }));
  return {
    data: () => values.map(({ value }) => valueData(value, session)),
    text: (view) => values.map(({ value, number }) => numbered(value, number, view, show)).join("\n"),
  };
}

/** What came of a text, from what came of it behind a bracket. */
function withoutBracket(result: Evaluation): Evaluation {
  if (result.ok || result.position === undefined) return result;
  const { line, column } = result.position;
  return { ...result, position: { line, column: line === 1 ? Math.max(1, column - 1) : column } };
}

function numbered(value: unknown, number: number | undefined, view: View, show: ShowValue): string {
  const head = number === undefined || !view.numbered ? "" : view.style.quiet(`$${number} = `);
  return head + show(value, view, view.columns - cells(head));
}

/** A value on one line. */
export const onOneLine: ShowValue = (value, view, room) => previewIn(value, room, view);

/** The complaint about an expression that failed. */
function evaluationError(result: EvaluationError, text: string, { table, session }: CommandContext): CommandError {
  const message = asTyped(thrownText(result.error, { omitted: (text) => session.omitted(text) }));
  if (message.startsWith("InterruptedError: ")) return new CommandError("interrupted", { interrupted: true });
  const place = result.position && { text, ...result.position };
  if (result.kind === "syntax") return new CommandError(message, { place });
  // What says more of the word than that it stands for nothing knows better than its spelling.
  const isUnknown = result.kind === "thrown" && message === `ReferenceError: ${text} is not defined`;
  const nearest = isUnknown && /^[a-z]+$/.test(text) ? table.nearest(text) : undefined;
  return new CommandError(
    nearest === undefined || nearest === text ? message : `${message}: did you mean the command ${nearest}?`,
    { place, trace: session.trace(result.error) },
  );
}

/** A message without the names that the rewritten code has; JavaScriptCore tells what it was evaluating. */
function asTyped(message: string): string {
  return message.replaceAll(
    /\$kt\d*\.(?:receiver|callee\(([\w$.]+), "[^"]*"(?:, true)?\))/g,
    (_, name) => name ?? "this",
  );
}
