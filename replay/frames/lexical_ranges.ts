/**
 * Where functions and blocks begin and end in a source.
 *
 * @module
 */

import type { Base0 } from "./position.ts";

/** A stretch of a source: offsets in UTF-16 units from 0, the end not included. */
export interface LexicalRange {
  readonly start: number;
  readonly end: number;
  /** Whether it is a function, parameters included, rather than a block or the body of a class. */
  readonly isFunction: boolean;
  /** Whether `this` is its own in it, rather than that of what is around: no block and no arrow function. */
  readonly hasThis: boolean;
}

/** A token of Sucrase's parser. */
interface Token {
  readonly start: number;
  readonly end: number;
  readonly isType: boolean;
  /** The same for what belongs together: the word `class` and the braces of its body. */
  readonly contextId: number | null;
}

/** The part of Sucrase's parser that is used. */
interface Parser {
  parse(text: string, isJsx: boolean, isTypeScript: boolean, isFlow: boolean): {
    readonly tokens: readonly Token[];
    readonly scopes: readonly {
      readonly startTokenIndex: number;
      readonly endTokenIndex: number;
      readonly isFunctionScope: boolean;
    }[];
  };
}

/** Tokens of a text that is parsed, about: the parser takes 200 bytes for each, so that a bundle may be too large. */
const MOST_TOKENS = 1_000_000;

/**
 * The functions, blocks and bodies of classes of a text in JavaScript or TypeScript, the text itself last; none if it
 * cannot be parsed, or is too large for it.
 *
 * @param url Its ending tells the language.
 */
export async function lexicalRanges(text: string, url: string): Promise<readonly LexicalRange[]> {
  if (hasMoreTokens(text, MOST_TOKENS)) return [];
  // @ts-ignore Sucrase has no types for its parts, and Deno does not ask for them.
  const module = await import("sucrase/dist/parser/index.js") as Parser & { readonly default?: Parser };
  const parser = module.default ?? module; // Loaders differ on what CommonJS exports.
  const [, ending = ""] = /\.([cm]?[jt]sx?)$/.exec(url.replace(/[?#].*$/, "")) ?? [];
  try {
    const { tokens, scopes } = parser.parse(text, ending.endsWith("x"), ending.includes("ts"), false);
    const ranges = scopes.flatMap(({ startTokenIndex, endTokenIndex, isFunctionScope }) => {
      const first = tokens[startTokenIndex];
      const last = tokens[endTokenIndex - 1];
      if (first === undefined || last === undefined) return [];
      const hasThis = isFunctionScope && !isArrow(text, tokens, startTokenIndex);
      return [{ start: first.start, end: last.end, isFunction: isFunctionScope, hasThis }];
    });
    return [...classBodies(text, tokens), ...ranges];
  } catch {
    return [];
  } finally {
    // The parser keeps the tokens of what it parsed last.
    parser.parse("", false, false, false);
  }
}

/** Whether a text has more tokens than that, counting words and characters between them. */
function hasMoreTokens(text: string, most: number): boolean {
  if (text.length <= most) return false;
  let tokens = 0;
  let isInWord = false;
  for (let at = 0; at < text.length && tokens <= most; at++) {
    const code = text.charCodeAt(at);
    const isSpace = code <= 0x20;
    const isWord = code >= 0x80 || code >= 0x30 && code <= 0x39 || code >= 0x41 && code <= 0x5a ||
      code >= 0x61 && code <= 0x7a || code === 0x24 || code === 0x5f;
    if (!isSpace && !(isWord && isInWord)) tokens++;
    isInWord = isWord;
  }
  return tokens > most;
}

/** Whether a function is an arrow function. @param first Where it begins, with its parameters, or where its body does. */
function isArrow(text: string, tokens: readonly Token[], first: number): boolean {
  const isWord = (at: number, word: string) => {
    const token = tokens[at];
    return token !== undefined && token.end - token.start === word.length && text.startsWith(word, token.start);
  };
  const skipTypes = (at: number, step: 1 | -1) => {
    while (tokens[at]?.isType === true) at += step;
    return at;
  };
  if (isWord(first, "{")) return isWord(skipTypes(first - 1, -1), "=>");
  let at = skipTypes(first, 1);
  if (isWord(at, "async")) at++;
  if (isWord(at, "(")) {
    for (let depth = 1; depth > 0 && ++at < tokens.length;) {
      depth += isWord(at, "(") ? 1 : isWord(at, ")") ? -1 : 0;
    }
  }
  return isWord(skipTypes(at + 1, 1), "=>");
}

/** The bodies of classes, in which fields have a `this` without a function around it. */
function classBodies(text: string, tokens: readonly Token[]): LexicalRange[] {
  const starts = new Map<number, Token | undefined>();
  return tokens.flatMap((token): LexicalRange[] => {
    const { contextId } = token;
    if (contextId === null) return [];
    const word = text.slice(token.start, token.end);
    if (word === "class") starts.set(contextId, undefined);
    if (!starts.has(contextId)) return [];
    const start = starts.get(contextId);
    if (word === "{" && start === undefined) starts.set(contextId, token);
    if (word !== "}" || start === undefined) return [];
    return [{ start: start.start, end: token.end, isFunction: false, hasThis: true }];
  });
}

/** The ranges around an offset, innermost first. */
export function rangesAround(ranges: readonly LexicalRange[], offset: number): readonly LexicalRange[] {
  return ranges.filter(({ start, end }) => start <= offset && offset < end)
    .sort((left, right) => (left.end - left.start) - (right.end - right.start));
}

/** The offset of a place in a text, in UTF-16 units from 0. */
export function offsetOf(text: string, { line, column }: Base0): number {
  const ends = /\r\n|[\n\r\u2028\u2029]/g;
  for (let at = 0; at < line; at++) {
    if (ends.exec(text) === null) return text.length;
  }
  return ends.lastIndex + column;
}
