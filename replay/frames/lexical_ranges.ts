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
  /** Whether it is a function, parameters included, rather than a block. */
  readonly isFunction: boolean;
}

/** The part of Sucrase's parser that is used. */
interface Parser {
  parse(text: string, isJsx: boolean, isTypeScript: boolean, isFlow: boolean): {
    readonly tokens: readonly { readonly start: number; readonly end: number }[];
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
 * The functions and blocks of a text in JavaScript or TypeScript; none if it cannot be parsed, or is too large for it.
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
    return scopes.flatMap(({ startTokenIndex, endTokenIndex, isFunctionScope }) => {
      const first = tokens[startTokenIndex];
      const last = tokens[endTokenIndex - 1];
      return first === undefined || last === undefined
        ? []
        : [{ start: first.start, end: last.end, isFunction: isFunctionScope }];
    });
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
