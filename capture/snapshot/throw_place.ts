/**
 * Finds the `throw` of a thrown value, for JavaScriptCore, which tells where the expression ends that was thrown: after
 * a message of several lines that is another line.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import { offsetOf, positionAt } from "../text_places.ts";
import type { TextOf } from "./call_text.ts";
import type { LiveException, LiveFrame } from "./site.ts";

/** Longest expression that is read, in UTF-16 units. */
const MAX_LENGTH = 10_000;

/** The last token of an expression that may end at a place, as source maps tell places: by where tokens begin. */
const LAST_TOKEN = /[\p{ID_Continue}$]+|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[)\]}]/uy;
/** What may stand behind the last token: the end of the statement, before it a type. */
const END_OF_STATEMENT =
  /!?[^\S\n]*(?:(?:as|satisfies)\b[^;\n(){}]*)?(?:[;}]|\/[/*]|$|\r?\n(?!\s*(?:[.?:+\-*/%&|^<>=,([`]|instanceof\b|in\b)))/y;
const SPACE = /(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)+/y;
const WORD_OR_STRING = /[\p{ID_Continue}$#]+|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/uy;
const OPERATOR = /[.?:+\-*%&|^<>=,!~]/;

/** The exceptions with their throws at the `throw`, where that is certain. */
export function withThrowPlaces(exceptions: readonly LiveException[], textOf: TextOf): LiveException[] {
  return exceptions.map((exception) => {
    // A function that was thrown may end in a `throw` of its own.
    if (typeof exception.value === "function") return exception;
    return {
      ...exception,
      frames: withThrowPlace(exception.frames, textOf),
      throws: exception.throws.map((each) => ({ ...each, frames: withThrowPlace(each.frames, textOf) })),
    };
  });
}

function withThrowPlace(frames: readonly LiveFrame[], textOf: TextOf): readonly LiveFrame[] {
  const [innermost, ...callers] = frames;
  // Without variables it was not seen to throw: then it stands where the error was made.
  if (innermost?.position === undefined || innermost.unavailable !== undefined || innermost.async) return frames;
  const text = textOf(innermost.position.url);
  const position = text === undefined ? undefined : throwPlace(text, innermost.position);
  return position === undefined ? frames : [{ ...innermost, position }, ...callers];
}

/**
 * The place of the `throw` whose expression has its last token at `end`, or ends there, as in evaluated code, of which
 * no source map tells; undefined when it is not certain that one has.
 */
export function throwPlace(text: string, end: Position): Position | undefined {
  const offset = offsetOf(text, end);
  if (offset === undefined) return undefined;
  const after = matchAt(LAST_TOKEN, text, offset);
  const found = after === undefined ? undefined : throwBefore(text, offset, after);
  const start = found ?? throwBefore(text, offset, offset);
  return start === undefined ? undefined : positionAt(text, start, end.url);
}

/** Where the `throw` begins whose expression ends at `after`. */
function throwBefore(text: string, offset: number, after: number): number | undefined {
  if (matchAt(END_OF_STATEMENT, text, after) === undefined) return undefined;
  const first = Math.max(0, offset - MAX_LENGTH);
  for (let at = text.lastIndexOf("throw", offset); at >= first; at = text.lastIndexOf("throw", at - 1)) {
    if (isStatement(text, at) && readExpression(text, at + 5, after) === after) return at;
    if (at === 0) break;
  }
  return undefined;
}

/** Whether a `throw` may begin a statement: an expression has to follow on its line. */
function isStatement(text: string, at: number): boolean {
  return !/[\p{ID_Continue}$.#"'`]$/u.test(text.slice(Math.max(0, at - 2), at)) &&
    /^throw(?:[^\S\n]*[([{"'`!~+-]|[^\S\n]+[\p{ID_Start}$\d])/u.test(text.slice(at, at + 100));
}

/**
 * Reads an expression on to the token that ends at `end`, and returns how far it got: less when the expression is over
 * before, when a bracket stays open, and at a slash, which may begin a regular expression.
 *
 * @param close The bracket that ends it, inside a template.
 */
function readExpression(text: string, start: number, end: number, close?: string): number {
  const open: string[] = [];
  let at = start;
  let isWhole = false;
  while (at < end) {
    const space = matchAt(SPACE, text, at);
    if (space !== undefined) {
      const ends = isWhole && open.length === 0 && close === undefined && text.slice(at, space).includes("\n");
      if (ends && !OPERATOR.test(text[space] ?? "")) return at;
      at = space;
      continue;
    }
    const char = text[at]!;
    if (char === close && open.length === 0) return at + 1;
    if (char === "(" || char === "[" || char === "{") open.push(CLOSING[char]!);
    else if (char === ")" || char === "]" || char === "}") {
      if (open.pop() !== char) return at;
    } else if (char === "/" || (char === ";" && open.length === 0)) return at;
    const next = char === "`" ? readTemplate(text, at + 1, end) : matchAt(WORD_OR_STRING, text, at) ?? at + 1;
    if (next === undefined || char === '"' && next === at + 1 || char === "'" && next === at + 1) return at;
    isWhole = !OPERATOR.test(char);
    at = next;
  }
  return open.length === 0 && close === undefined ? at : start;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The end of a template that begins before `start`; undefined when it does not end before `end`. */
function readTemplate(text: string, start: number, end: number): number | undefined {
  for (let at = start; at < end; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "`") return at + 1;
    else if (text[at] === "$" && text[at + 1] === "{") {
      at = readExpression(text, at + 2, end, "}") - 1;
      if (text[at] !== "}") return undefined;
    }
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
