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

/**
 * The functions and blocks of a text in JavaScript or TypeScript; none if it cannot be parsed.
 *
 * @param url Its ending tells the language.
 */
export async function lexicalRanges(text: string, url: string): Promise<readonly LexicalRange[]> {
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
  }
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
