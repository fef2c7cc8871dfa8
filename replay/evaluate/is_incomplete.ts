/**
 * Whether more lines are needed.
 *
 * @module
 */
import { ExpressionError } from "./expression_error.ts";
import { parse } from "./parse.ts";

/**
 * Whether a text is the beginning of an expression or statement: with a bracket or a template that is still open, an
 * operator without its right side… Knows TypeScript. Text that is wrong before its end is not incomplete.
 */
export async function isIncomplete(text: string): Promise<boolean> {
  const error = await errorOf(text);
  if (error === undefined) return false;
  return error.atEnd || endsInWordOperator(text) || endsInBackslash(text) || await canBeClosed(text);
}

async function errorOf(text: string): Promise<ExpressionError | undefined> {
  try {
    await parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

/** The operators of TypeScript that JavaScript takes for names. */
function endsInWordOperator(text: string): boolean {
  return /[^.\s]\s+(?:as|satisfies)\s*$/.test(text);
}

/** A string that goes on in the next line. */
function endsInBackslash(text: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(text);
}

/**
 * Whether closing its brackets makes a text right. For a function with types that is cut short, the type stripper says
 * that its first type is wrong.
 */
async function canBeClosed(text: string): Promise<boolean> {
  const closing = await closingBrackets(text);
  if (closing === "") return false;
  for (const rest of ["", " 0"]) {
    if (await errorOf(`${text}${rest}${closing}`) === undefined) return true;
  }
  return false;
}

/** The brackets that close what is open at the end of a text. */
async function closingBrackets(text: string): Promise<string> {
  const { tokenizer } = await import("acorn");
  const open: string[] = [];
  try {
    for (const { type: { label } } of tokenizer(text, { ecmaVersion: "latest" })) {
      if (label === "(") open.unshift(")");
      else if (label === "[") open.unshift("]");
      else if (label === "{" || label === "${") open.unshift("}");
      else if (label === ")" || label === "]" || label === "}") open.shift();
    }
  } catch {
    return "";
  }
  return open.join("");
}
