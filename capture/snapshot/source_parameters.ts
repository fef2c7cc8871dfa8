/**
 * Parameter names of a frame's function, found in its source by name: for engines that do not say where it begins.
 *
 * @module
 */
import { parameterNames } from "../../dump/parameter_names.ts";
import type { LiveFrame } from "./site.ts";

/** How far above its position the beginning of a function is looked for, in lines. */
const MAX_LINES = 500;

/** The names, or undefined when the function is not found or binds names that the frame does not have. */
export function sourceParameters(frame: LiveFrame, text: string | undefined): readonly string[] | undefined {
  const name = /[\p{ID_Start}$_#][\p{ID_Continue}$]*$/u.exec(frame.functionName)?.[0];
  if (name === undefined || text === undefined || frame.position === undefined) return undefined;
  const { line, column } = frame.position;
  const lines = text.split("\n").slice(Math.max(0, line - MAX_LINES), line);
  if (lines.length === 0) return undefined;
  lines[lines.length - 1] = lines.at(-1)!.slice(0, Math.max(0, column - 1));
  const above = lines.join("\n");
  const escaped = name.replaceAll("$", "\\$");
  // `function name(`, `name(` of a method, `name = function (`, `name: async (`, `name = x =>`
  const pattern = new RegExp(
    `(?<![\\w$.])${escaped}\\s*(?:<[^()]*>)?\\s*(?:[=:]\\s*(?:async\\s*)?(?:function\\b[^(]*|<[^()]*>\\s*)?)?(?=[\\w$(])`,
    "g",
  );
  const variables = new Set(
    frame.scopes.flatMap(({ type, names }) => type === "local" || type === "block" ? names : []),
  );
  const starts = [...above.matchAll(pattern)].map((match) => match.index + match[0].length);
  for (const start of starts.reverse()) {
    const names = parameterNames(above, start);
    if (names !== undefined && names.every((found) => variables.has(found)) && isDeclaration(above, start)) {
      return names;
    }
  }
  return undefined;
}

/** Whether a body follows the parenthesis that opens at `start`, so that it is no call. */
function isDeclaration(text: string, start: number): boolean {
  let depth = 0;
  let end = start;
  if (text[start] === "(") {
    do {
      if (text[end] === "(") depth++;
      if (text[end] === ")") depth--;
      end++;
    } while (depth > 0 && end < text.length);
  } else {
    return true;
  }
  return /^\s*(?::[^;=]*?)?(?:=>|\{)/.test(text.slice(end));
}
