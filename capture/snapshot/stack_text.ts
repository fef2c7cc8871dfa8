/**
 * Reads the lines of a stack as V8 and JavaScriptCore print them.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import type { Position } from "../../dump/format.ts";

/** One call of a printed stack. */
export interface StackCall {
  /** Name as it stands there, e.g. `Account.withdraw`, `new Order`; empty when it has none. */
  readonly functionName: string;
  /** Absent for built-in functions. */
  readonly position?: Position;
  /** Line in the evaluated text; then `position` is the place where that was evaluated. V8 only. */
  readonly evaluatedLine?: number;
  readonly async: boolean;
}

const LOCATION = /^(.*?):(\d+):(\d+)$/s;
const EVALUATED = /, <anonymous>(?=:\d+:\d+$)/;
const BUILTIN = /^(?:<anonymous>|native|native:\d+:\d+|index \d+|unknown location)$/;

/** Reads one line without its leading `at `. */
export function parseStackCall(line: string): StackCall {
  const async = line.startsWith("async ");
  let rest = async ? line.slice(6) : line;
  let functionName = "";
  const open = rest.endsWith(")") ? openingParenthesis(rest) : -1;
  if (open > 0 && rest[open - 1] === " ") {
    functionName = rest.slice(0, open - 1);
    rest = rest.slice(open + 1, -1);
  } else if (open === -1 && !LOCATION.test(rest)) {
    return { functionName: nameOf(rest), async };
  }
  // `eval at f (file:1:2), <anonymous>:3:4`: the place of the evaluation, and the one in the text that was evaluated.
  const evaluated = /^eval at .*\((.*:\d+:\d+)\)(?:, <anonymous>:(\d+):\d+$)?/s.exec(rest);
  // `template.js, <anonymous>:3:4`: text that was evaluated and has a sourceURL, as newer versions of V8 write it.
  const location = LOCATION.exec((evaluated?.[1] ?? rest).replace(EVALUATED, ""));
  const name = nameOf(functionName);
  if (location === null || BUILTIN.test(rest) || location[1] === "native" || location[1] === "<anonymous>") {
    return { functionName: name, async };
  }
  const position = { url: toUrl(location[1]!), line: Number(location[2]), column: Number(location[3]) };
  const lineInText = evaluated?.[2];
  return {
    functionName: name,
    position,
    ...(lineInText !== undefined && { evaluatedLine: Number(lineInText) }),
    async,
  };
}

/** Calls of the text of an error's `stack`; lines that name no call are passed over. */
export function parseStack(stack: string): StackCall[] {
  return stack.split("\n").flatMap((line) => {
    const match = /^\s+at (.+)$/.exec(line);
    return match === null ? [] : [parseStackCall(match[1]!)];
  });
}

/** Paths become file URLs, so that a place has one name on every runtime. */
export function toUrl(pathOrUrl: string): string {
  return /^(?:\/|[A-Za-z]:[\\/])/.test(pathOrUrl) ? pathToFileURL(pathOrUrl).href : pathOrUrl;
}

function nameOf(name: string): string {
  return name === "<anonymous>" || name === "module code" ? "" : name;
}

/** Index of the parenthesis that the last one closes. */
function openingParenthesis(text: string): number {
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] === ")") depth++;
    else if (text[i] === "(" && --depth === 0) return i;
  }
  return -1;
}
