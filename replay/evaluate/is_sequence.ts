/**
 * Whether a text is several expressions.
 *
 * @module
 */
import { ExpressionError } from "./expression_error.ts";
import { parse } from "./parse.ts";

/** Whether a text is expressions with commas between them, and no parentheses around. */
export async function isSequence(text: string): Promise<boolean> {
  try {
    const { program: { body: [statement, more] }, position } = await parse(text);
    if (statement?.type !== "ExpressionStatement" || more !== undefined) return false;
    const { type, start } = statement.expression;
    const { line, column } = position(start);
    return type === "SequenceExpression" && line === 1 && text.slice(0, column - 1).trim() === "";
  } catch (error) {
    if (error instanceof ExpressionError) return false; // Evaluating it says what is wrong.
    throw error;
  }
}
