/**
 * How a value is shown, before it is known how much room there is.
 *
 * @module
 */
import type { Omitted } from "../../dump/format.ts";
import type { TokenClass } from "./painter.ts";

/** A piece of text of one colour. */
export interface Token {
  readonly kind: TokenClass;
  readonly text: string;
  /** Cuts it to a number of cells in a way that suits it; without it the text is cut at its end. */
  readonly shorten?: (room: number) => string;
}

/** Something in a shape: a value that has a shape of its own, or a token. */
export type Part = { readonly value: unknown } | Token;

/** One entry: an element, a property, a pair of a Map. */
export interface Entry {
  /** What stands before the value, with what follows it: `: ` or ` => `. */
  readonly key?: Part;
  readonly separator?: string;
  readonly part: Part;
}

/** A value, taken apart. */
export interface Shape {
  /** What comes first: `Order`, `Array(3)`, `[Function: pay]`, `42`. */
  readonly head: readonly Token[];
  /** What stands between brackets; absent when the head says it all. */
  readonly body?: Body;
}

/** What stands between the brackets of a value. */
export interface Body {
  readonly brackets: "{}" | "[]" | "()";
  /** The entries, found one at a time. */
  entries(): Iterable<Entry>;
  /** How many items there are, of what has its size in its head. */
  readonly size?: number;
  /** Whether the brackets are left out when there is nothing in them: of functions and errors. */
  readonly optional: boolean;
}

/** What a face knows that values do not show. */
export interface ShapeOptions {
  /** What was cut from a string of the dump, by the string; `Session.omitted` answers that. */
  readonly omitted?: ((text: string) => Omitted | undefined) | undefined;
}

/** Makes a token. */
export function token(kind: TokenClass, text: string): Token {
  return { kind, text };
}

/** Whether a part is a token. */
export function isToken(part: Part): part is Token {
  return "text" in part;
}
